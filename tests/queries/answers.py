"""Compare whole answers with tables typed by hand: one row per line, cells parted by ``|``, columns named."""

from typing import Any

from her2gc.python.knowledge import KnowledgeGraph


def rows(kg: KnowledgeGraph, question: str, columns: str, **parameters: Any) -> list[str]:
    """Return an answer's rows as lines, with the named columns only, in the answer's order."""
    names = columns.split()
    return [
        " | ".join("" if row[name] is None else str(row[name]) for name in names)
        for row in kg.ask(question, **parameters)
    ]


def typed(table: str) -> list[str]:
    """Return the lines of a typed table, white space around cells dropped."""
    return [" | ".join(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


EGA = "pembrolizumab, trastuzumab and chemotherapy trial in esophagogastric adenocarcinoma"
CONJUGATES_UNNAMED = "phase 1 studies of other novel HER2-targeting conjugates"
_JUNCTION = "gastric adenocarcinoma, gastroesophageal junction adenocarcinoma"
# The diseases of each trial's patients, as the text of the review names them.
DISEASES = {
    "ARX788 phase 1 study": "gastric cancer",
    "CP-MGAH22-05": "gastric cancer, gastroesophageal cancer",
    "DESTINY-Gastric01": _JUNCTION,
    "DESTINY-Gastric03": _JUNCTION,
    "GATSBY": "gastric cancer",
    "HELOISE": _JUNCTION,
    "HER2CLIMB": "breast cancer",
    "INTEGA": "esophagogastric cancer",
    "JACOB": "gastric cancer, gastroesophageal junction cancer",
    "KEYNOTE-811": "gastric cancer, gastroesophageal junction adenocarcinoma",
    "LOGiC": f"esophageal adenocarcinoma, {_JUNCTION}",
    "MAHOGANY": "gastroesophageal adenocarcinoma",
    "NCT02500199": "gastric cancer",
    "NCT03457896": "not stated",
    "NCT04276493": f"breast cancer, {_JUNCTION}",
    "NCT04430738": "gastrointestinal cancer",
    "NCT04499924": _JUNCTION,
    "PANTHERA": "gastric cancer",
    "RC48-ADC phase 2 trial": "gastric cancer, gastroesophageal junction cancer",
    "SUMMIT": "gastric cancer",
    "T-ACT": "gastroesophageal adenocarcinoma",
    "ToGA": _JUNCTION,
    "TyTAN": "gastric cancer",
    "XMT-1522 phase 1 study": "gastric cancer",
    "ZW49 phase 1 study": "gastric cancer",
    "margetuximab phase 1 trial": "not stated",
    EGA: "esophagogastric adenocarcinoma",
    CONJUGATES_UNNAMED: "gastric cancer",
    "trastuzumab duocarmazine phase 1 study": "gastric cancer",
    "zanidatamab phase 1 basket trial": "gastric cancer, gastroesophageal cancer, gastroesophageal junction cancer",
}


def of_trials(table: str, place: int = 0) -> list[str]:
    """Return the lines of a typed table, each with the diseases of the trial in one of its cells as a last cell."""
    return [f"{line} | {DISEASES[line.split(' | ')[place]]}" for line in typed(table)]
