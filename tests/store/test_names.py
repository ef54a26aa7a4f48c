"""Names: every way to name a thing leads to it, and no drug is suggested for another."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

import pytest

from conftest import Run, refused
from her2gc.errors import Her2gcError
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.store import names
from her2gc.store import resolve as resolving
from her2gc.store.names import Name
from her2gc.store.resolve import resolve
from sampling import sample, slow

# As regulators' documents bear them (the project's file of outside facts); the review prints none.
TRADE_NAMES = {
    "Cyramza": "ramucirumab",
    "Enhertu": "trastuzumab deruxtecan",
    "Erbitux": "cetuximab",
    "Gilotrif": "afatinib",
    "Giotrif": "afatinib",
    "Herceptin": "trastuzumab",
    "Imfinzi": "durvalumab",
    "Kadcyla": "trastuzumab emtansine",
    "Keytruda": "pembrolizumab",
    "Margenza": "margetuximab",
    "Nerlynx": "neratinib",
    "Opdivo": "nivolumab",
    "Perjeta": "pertuzumab",
    "Taxotere": "docetaxel",
    "Tevimbra": "tislelizumab",
    "Tukysa": "tucatinib",
    "Tykerb": "lapatinib",
    "Tyverb": "lapatinib",
    "Vizimpro": "dacomitinib",
    "Xeloda": "capecitabine",
    "Yervoy": "ipilimumab",
    "Ziihera": "zanidatamab",
}
FDA = "United States Food and Drug Administration"
IDENTIFIERS = {
    "DRUGBANK:DB05773": "trastuzumab emtansine",
    "DB05773": "trastuzumab emtansine",
    "db05773": "trastuzumab emtansine",
    "CHEMBL.COMPOUND:CHEMBL1743082": "trastuzumab emtansine",
    "CHEMBL1743082": "trastuzumab emtansine",
    "chembl:CHEMBL1743082": "trastuzumab emtansine",
    "chembl:chembl1743082": "trastuzumab emtansine",
    "NCIT:C1647": "trastuzumab",
    "ncit:c1647": "trastuzumab",
    "RXCUI:224905": "trastuzumab",
    "rxnorm:224905": "trastuzumab",
    "HGNC:3430": "ERBB2",
    "hgnc:3430": "ERBB2",
    "NCT03329690": "DESTINY-Gastric01",
    "nct03329690": "DESTINY-Gastric01",
}
# Drugs that the review does not name, slips of drugs that it does, and drugs one letter away.
NO_AGENTS = [
    "Lonsurf",
    "trastuzumb",
    "lapatinop",
    "T-DM2",
    "T-DXD2",
    "Herceptn",
    "ZW26",
    "patritumab deruxtecan",
]


@pytest.mark.parametrize(("name", "agent"), TRADE_NAMES.items())
def test_a_trade_name_finds_its_agent(kg: KnowledgeGraph, name: str, agent: str) -> None:
    assert kg.show(name.lower()).label == agent
    assert kg.ask("agent-brands", agent=name).column("agent")[0] == agent


def test_trade_names_stand_in_the_mappings_with_their_sources(kg: KnowledgeGraph) -> None:
    assert {each.graph for each in kg.show("trastuzumab").statements if "hasTradeName" in each.property} == {
        "https://w3id.org/her2gc/graph/mappings"
    }
    brands = [(row.agent, row.tradeName, row.seen) for row in kg.ask("agent-brands", agent="Kadcyla")]
    assert brands == [
        ("trastuzumab emtansine", "Kadcyla", "European Medicines Agency, doc:ema.kadcyla, 2023-03-22"),
        (
            "trastuzumab emtansine",
            "Kadcyla",
            "Health Canada, doc:hc.kadcyla, 2022-10-13, there called ado-trastuzumab emtansine",
        ),
        (
            "trastuzumab emtansine",
            "Kadcyla",
            f"{FDA}, doc:fda.kadcyla, 2022-02-02, there called ado-trastuzumab emtansine",
        ),
    ]
    assert set(kg.ask("agent-brands").column("tradeName")) == set(TRADE_NAMES)


def test_no_trade_name_is_called_a_name_that_the_review_prints(kg: KnowledgeGraph) -> None:
    assert not set(kg.ask("names").column("name")) & set(TRADE_NAMES)


@slow
@pytest.mark.usefixtures("read_once")
def test_trade_names_everywhere(run: Run) -> None:
    links = run("links", "Kadcyla", "--format", "csv").out
    assert "trastuzumab emtansine" in links
    assert "doc:ema.kadcyla" in links
    asked = run("ask", "did Kadcyla fail?")  # answered or offered: either names the agent
    assert "T-DM1" in asked.out + asked.err
    assert "kg:T-DM1" in run("export", "evidence", "--around", "Kadcyla", "--hops", "1", "-o", "-").out


@pytest.mark.parametrize(("identifier", "label"), IDENTIFIERS.items())
def test_an_identifier_is_found_with_and_without_prefix_in_any_case(
    kg: KnowledgeGraph, identifier: str, label: str
) -> None:
    assert kg.show(identifier).label == label


def test_a_bare_number_is_no_identifier(kg: KnowledgeGraph) -> None:
    with pytest.raises(Her2gcError, match="'3430' is no entity"):
        kg.show("3430")


@slow
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("name", sample(NO_AGENTS, 4, "names of drugs that the review does not tell"))
def test_no_drug_is_suggested_for_another(run: Run, kg: KnowledgeGraph, name: str) -> None:
    listed = kg.ask("agents")
    iris = {row.iri("agent") for row in listed}
    agents = {row.agent for row in listed} | {row.name for row in kg.ask("names") if row.iri("thing") in iris}
    assert {"trastuzumab", "T-DM1"} <= agents
    for ran in (
        run("query", "verdicts", "--agent", name),
        run("show", name),
        run("links", name),
        run("export", "graphml", "--around", name, "-o", "-"),
    ):
        refused(ran, "the review names no agent", f"'{name}'", "'her2gc query agents' lists its agents")
        told = ran.err.replace(name, "")
        assert not [agent for agent in agents if agent in told], told
        assert "did you mean" not in told


def test_a_gene_is_not_suggested_for_another(run: Run) -> None:
    for ran in (run("query", "agents", "--target", "HER5"), run("show", "ERBB5")):
        refused(ran)
        for name in ("HER2", "HER3", "HER4", "ERBB2", "ERBB3", "ERBB4", "did you mean"):
            assert name not in ran.err


@pytest.mark.parametrize(
    ("slip", "trial"),
    [("Tytam", "TyTAN"), ("GATBSY", "GATSBY"), ("JACO", "JACOB"), ("HELOISEE", "HELOISE")],
)
def test_a_slip_in_a_trials_name_is_told(run: Run, slip: str, trial: str) -> None:
    refused(run("query", "trial-evidence", "--trial", slip), f"did you mean '{trial}'?")


@pytest.mark.parametrize("other", ["KEYNOTE-812", "NCT01774787", "DESTINY-Gastric02"])
def test_another_number_is_another_trial(run: Run, other: str) -> None:
    ran = run("query", "trial-evidence", "--trial", other)
    refused(ran, other)
    assert "did you mean" not in ran.err


def test_the_drug_comes_before_its_regimen_and_the_table() -> None:
    known = [
        Name("docetaxel", "kg:row", 0, "document"),
        Name("docetaxel", "kg:regimen", 0, "regimen"),
        Name("docetaxel", "kg:drug", 0, "agent"),
        Name("Docetaxel", "ncit:docetaxel", 0, "outside term"),
    ]
    for _ in range(len(known) - 1):
        first = resolve("Docetaxel", known, "entity")
        known = [name for name in known if name.iri != first]
        assert first in ("kg:drug", "kg:regimen", "kg:row")
    assert known == [Name("Docetaxel", "ncit:docetaxel", 0, "outside term")]


def test_a_gene_and_a_verdict_of_one_name_are_told_apart_by_asking(run: Run) -> None:
    refused(run("show", "met"), "'met' names several entities", "kg:MET", "kg:met")


def test_a_name_in_a_large_class_is_what_it_is_among_all_names(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What looks up the name alone finds the same, and denies in the same words, as what weighs all names."""
    cases = []
    for kind, others in (
        ("Trial", ["T-DM1"]),
        ("Agent", ["GATSBY", "http://[no", "trastuzumabb"]),
    ):
        cls = f"https://w3id.org/her2gc/ontology#{kind}"
        known = names.names(kg.graph, cls)
        texts = {form for name in known for form in (name.text, name.text.lower(), names.curie(name.iri))}
        cases += [(cls, known, text) for text in sorted(texts) + others]
    monkeypatch.setattr(resolving, "_MANY", 0)
    for cls, known, text in sample(cases, 60, "names in a large class"):
        monkeypatch.setattr(names, "_KEPT", WeakKeyDictionary())  # nothing was read before
        found = _told(resolving.instance, kg.graph, cls, text, "thing")
        assert found == _told(resolve, text, known, "thing")


def _told(ask: Callable[..., str], *given: object) -> str:
    try:
        return ask(*given)
    except Her2gcError as error:
        return str(error)


@pytest.mark.parametrize(
    ("question", "given", "kind"),
    [("discrepancies", {"about": "kg:review"}, "document"), ("trials", {"agent": "kg:GATSBY"}, "trial")],
)
def test_what_is_known_as_something_else_is_said_to_be(
    kg: KnowledgeGraph, question: str, given: dict[str, str], kind: str
) -> None:
    with pytest.raises(Her2gcError) as told:
        kg.ask(question, **given)
    [iri] = given.values()
    assert f"(its kind: {kind}); 'her2gc show {iri}' tells what is known of it" in str(told.value)
    assert "names no agent" not in str(told.value)
