"""The trials beyond Table 4: every figure that the review prints of them, typed by hand from the print."""

from functools import cache

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.query import ResultRow

from conftest import ROOT

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")
TABLE_4 = {"ToGA", "HELOISE", "LOGiC", "JACOB", "T-ACT", "GATSBY", "TyTAN"}

# Trial, measure, arm or group, value, interval or count, analysis.
VALUES = {
    ("DESTINY-Gastric01", "objective-response-rate", "T-DXd-arm", "43", "", "main"),
    ("DESTINY-Gastric01", "objective-response-rate", "chemotherapy-arm", "12", "", "main"),
    ("DESTINY-Gastric01", "objective-response-rate", "IHC-2-plus-ISH-negative", "26.3", "", "biomarker"),
    ("DESTINY-Gastric01", "objective-response-rate", "IHC-1-plus", "9.5", "", "biomarker"),
    ("RC48-phase-2", "objective-response-rate", "arm", "18.1", "11.8 to 25.9, of 127", "main"),
    ("RC48-phase-2", "overall-survival", "arm", "7.6", "6.6 to 9.2", "main"),
    ("zanidatamab-phase-1", "disease-control-rate", "single-agent-arm", "56", "", "main"),
    ("zanidatamab-phase-1", "objective-response-rate", "single-agent-arm", "44", "", "main"),
    ("CP-MGAH22-05", "objective-response-rate", "arm", "18.48", "11.5 to 27.93", "main"),
    ("CP-MGAH22-05", "disease-control-rate", "arm", "53", "43 to 64", "main"),
    ("CP-MGAH22-05", "progression-free-survival", "arm", "2.73", "1.61 to 4.34", "main"),
    ("CP-MGAH22-05", "overall-survival", "arm", "12.48", "9.07 to 14.09", "main"),
    ("PANTHERA", "objective-response-rate", "arm", "77", "", "main"),
    ("PANTHERA", "progression-free-survival", "NGS-amplified", "22.0", "", "biomarker"),
    ("PANTHERA", "progression-free-survival", "NGS-not-amplified", "7.7", "", "biomarker"),
    ("PANTHERA", "progression-free-survival", "RTK-RAS-altered", "13.8", "", "biomarker"),
    ("PANTHERA", "progression-free-survival", "RTK-RAS-wild-type", "4.9", "", "biomarker"),
    ("pembrolizumab-EGA-trial", "objective-response-rate", "pembrolizumab-EGA-arm", "91", "32 of 35", "main"),
    ("pembrolizumab-EGA-trial", "complete-response-rate", "pembrolizumab-EGA-arm", "", "6 of 35", "main"),
    ("KEYNOTE-811", "objective-response-rate", "pembrolizumab-arm", "74.4", "", "interim"),
    ("KEYNOTE-811", "objective-response-rate", "placebo-arm", "51.9", "", "interim"),
    ("KEYNOTE-811", "complete-response-rate", "pembrolizumab-arm", "11", "", "interim"),
    ("KEYNOTE-811", "complete-response-rate", "placebo-arm", "3", "", "interim"),
}

# Trial, first against second group, hazard ratio, interval, p-value.
CONTRASTS = {
    ("KEYNOTE-811", "pembrolizumab-arm", "placebo-arm", "", "", "= 0.00006"),
    ("PANTHERA", "NGS-amplified", "NGS-not-amplified", "", "", "= 0.03"),
    ("PANTHERA", "RTK-RAS-altered", "RTK-RAS-wild-type", "", "", "= 0.001"),
    ("HER2CLIMB", "with-tucatinib", "comparison-group", "0.32", "0.22 to 0.48", "< 0.0001"),
}

# Trial: registry number, phase, lines, patients.
DESIGN = {
    "DESTINY-Gastric01": ("", "phase-2", "third-line-or-later", ""),
    "DESTINY-Gastric03": ("NCT04379596", "phase-1b-2", "line-not-stated", ""),
    "RC48-phase-2": ("NCT03556345", "phase-2", "previously-treated", "127"),
    "zanidatamab-phase-1": ("NCT02892123", "phase-1", "first-line previously-treated", ""),
    "margetuximab-phase-1": ("", "phase-1", "previously-treated", ""),
    "CP-MGAH22-05": ("", "phase-1b-2", "previously-treated", ""),
    "MAHOGANY": ("NCT04082364", "phase-2-3", "first-line", ""),
    "PANTHERA": ("NCT02901301", "phase-1b-2", "first-line", ""),
    "pembrolizumab-EGA-trial": ("", "phase-not-stated", "line-not-stated", ""),
    "KEYNOTE-811": ("NCT03615326", "phase-3", "first-line", ""),
    "INTEGA": ("NCT03409848", "phase-2", "first-line", ""),
    "NCT04276493": ("NCT04276493", "phase-1b-2", "first-line", ""),
    "HER2CLIMB": ("", "phase-not-stated", "previously-treated", ""),
    "NCT04430738": ("NCT04430738", "phase-1b", "line-not-stated", ""),
    "NCT04499924": ("NCT04499924", "phase-2-3", "previously-treated", ""),
    "SUMMIT": ("NCT01953926", "phase-not-stated", "line-not-stated", ""),
    "NCT02500199": ("NCT02500199", "phase-not-stated", "line-not-stated", ""),
    "NCT03457896": ("NCT03457896", "phase-not-stated", "line-not-stated", ""),
    "trastuzumab-duocarmazine-phase-1": ("", "phase-1", "line-not-stated", ""),
    "XMT-1522-phase-1": ("", "phase-1", "line-not-stated", ""),
    "ARX788-phase-1": ("", "phase-1", "line-not-stated", ""),
    "ZW49-phase-1": ("", "phase-1", "line-not-stated", ""),
    "other-ADC-phase-1": ("", "phase-1", "line-not-stated", ""),
}

FEATURES = {
    "DESTINY-Gastric01": "international randomized",
    "DESTINY-Gastric03": "multicenter open-label",
    "zanidatamab-phase-1": "basket multi-part",
    "CP-MGAH22-05": "multicenter single-arm",
    "KEYNOTE-811": "double-blind global-design placebo-controlled randomized",
    "INTEGA": "multicenter",
    "NCT04276493": "multi-cohort open-label",
    "NCT04430738": "dose-escalation",
    "NCT04499924": "double-blind placebo-controlled randomized",
}

# Arm: its components; ± before those that some patients go without, / between alternatives.
REGIMENS = {
    "DESTINY-Gastric01-T-DXd-arm": {"T-DXd"},
    "DESTINY-Gastric01-chemotherapy-arm": {"chemotherapy"},
    "DESTINY-Gastric03-arm": {"T-DXd", "± chemotherapy", "± durvalumab"},
    "RC48-phase-2-arm": {"RC48-ADC"},
    "zanidatamab-phase-1-single-agent-arm": {"zanidatamab"},
    "zanidatamab-phase-1-third-part-arm": {"zanidatamab", "chemotherapy"},
    "margetuximab-phase-1-arm": {"margetuximab"},
    "CP-MGAH22-05-arm": {"margetuximab", "pembrolizumab"},
    "MAHOGANY-arm": {"margetuximab", "± retifanlimab", "± tebotelimab", "± chemotherapy"},
    "PANTHERA-arm": {"pembrolizumab", "trastuzumab", "chemotherapy"},
    "pembrolizumab-EGA-arm": {"pembrolizumab", "trastuzumab", "cisplatin/oxaliplatin"},
    "KEYNOTE-811-pembrolizumab-arm": {"pembrolizumab", "trastuzumab", "chemotherapy"},
    "KEYNOTE-811-placebo-arm": {"placebo", "trastuzumab", "chemotherapy"},
    "INTEGA-ipilimumab-arm": {"ipilimumab", "nivolumab", "trastuzumab"},
    "INTEGA-FOLFOX-arm": {"fluorouracil", "folinic-acid", "oxaliplatin", "nivolumab", "trastuzumab"},
    "NCT04276493-cohort-1-arm": {"zanidatamab", "chemotherapy", "± tislelizumab"},
    "NCT04276493-cohort-2-arm": {"zanidatamab", "chemotherapy", "± tislelizumab"},
    "NCT04430738-arm": {"tucatinib", "trastuzumab", "oxaliplatin-based-chemotherapy"},
    "NCT04499924-arm": {"tucatinib", "trastuzumab", "ramucirumab", "paclitaxel"},
    "SUMMIT-arm": {"pan-HER-TKI"},
    "NCT02500199-arm": {"pan-HER-TKI"},
    "NCT03457896-arm": {"neratinib", "cetuximab/trastuzumab"},
    "trastuzumab-duocarmazine-phase-1-arm": {"trastuzumab-duocarmazine"},
    "XMT-1522-phase-1-arm": {"XMT-1522"},
    "ARX788-phase-1-arm": {"ARX788"},
    "ZW49-phase-1-arm": {"ZW49"},
    "other-ADC-phase-1-arm": {"HER2-targeted-ADC"},
}

VERDICTS = {
    ("DESTINY-Gastric01", "T-DXd", "succeeded"),
    ("DESTINY-Gastric03", "T-DXd", "verdict-pending"),
    ("DESTINY-Gastric03", "durvalumab", "verdict-pending"),
    ("RC48-phase-2", "RC48-ADC", "promising"),
    ("zanidatamab-phase-1", "zanidatamab", "verdict-pending"),
    ("margetuximab-phase-1", "margetuximab", "promising"),
    ("CP-MGAH22-05", "margetuximab", "promising"),
    ("CP-MGAH22-05", "pembrolizumab", "promising"),
    ("MAHOGANY", "margetuximab", "verdict-pending"),
    ("MAHOGANY", "retifanlimab", "verdict-pending"),
    ("MAHOGANY", "tebotelimab", "verdict-pending"),
    ("PANTHERA", "pembrolizumab", "promising"),
    ("pembrolizumab-EGA-trial", "pembrolizumab", "promising"),
    ("KEYNOTE-811", "pembrolizumab", "succeeded"),
    ("KEYNOTE-811", "pembrolizumab", "verdict-pending"),
    ("INTEGA", "ipilimumab", "verdict-pending"),
    ("INTEGA", "nivolumab", "verdict-pending"),
    ("NCT04276493", "zanidatamab", "verdict-pending"),
    ("NCT04276493", "tislelizumab", "verdict-pending"),
    ("HER2CLIMB", "tucatinib", "succeeded"),
    ("NCT04430738", "tucatinib", "verdict-pending"),
    ("NCT04499924", "tucatinib", "verdict-pending"),
    ("trastuzumab-duocarmazine-phase-1", "trastuzumab-duocarmazine", "verdict-pending"),
    ("XMT-1522-phase-1", "XMT-1522", "verdict-pending"),
    ("ARX788-phase-1", "ARX788", "verdict-pending"),
    ("ZW49-phase-1", "ZW49", "verdict-pending"),
}

# Trial, factor, outcome, direction.
ASSOCIATIONS = {
    ("PANTHERA", "HER2-NGS-amplified", "progression-free-survival", "positive-association"),
    ("PANTHERA", "RTK-RAS-altered", "progression-free-survival", "positive-association"),
    ("DESTINY-Gastric01", "HER2-expression", "objective-response-rate", "positive-association"),
    ("CP-MGAH22-05", "HER2-IHC-3-plus", "efficacy", "positive-association"),
    ("CP-MGAH22-05", "PD-L1-positive", "efficacy", "positive-association"),
    ("CP-MGAH22-05", "HER2-ctDNA-amplified", "efficacy", "positive-association"),
    ("PANTHERA", "PD-L1-expression", "efficacy", "no-association"),
    ("pembrolizumab-EGA-trial", "PD-L1-expression", "progression-free-survival", "no-association"),
    ("pembrolizumab-EGA-trial", "tumor-mutation-burden", "progression-free-survival", "no-association"),
    ("pembrolizumab-EGA-trial", "DNA-copy-number-alterations", "depth-of-response", "no-association"),
    ("pembrolizumab-EGA-trial", "DNA-copy-number-alterations", "duration-of-response", "no-association"),
    ("pembrolizumab-EGA-trial", "clonal-neoantigens", "depth-of-response", "no-association"),
    ("pembrolizumab-EGA-trial", "clonal-neoantigens", "duration-of-response", "no-association"),
    ("pembrolizumab-EGA-trial", "PD-L1-expression", "efficacy", "no-association"),
}


@cache
def graph() -> Graph:
    """All that the review says, with the vocabulary."""
    merged = Graph()
    for path in [*(ROOT / "kg").rglob("*.ttl"), *(ROOT / "ontology").glob("*.ttl")]:
        merged.parse(path)
    return merged


@cache
def trials() -> frozenset[str]:
    """Names of the trials that have a file and no row in Table 4."""
    found = Graph()
    for path in (ROOT / "kg" / "review" / "trials").glob("*.ttl"):
        if path.stem not in TABLE_4:
            found.parse(path)
    return frozenset(local(node) for node in found.subjects(None, HER2GC.Trial))


def local(node: object) -> str:
    return str(node).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def rows(where: str) -> list[ResultRow]:
    """Solutions of a pattern, those of the trials above only."""
    found = graph().query(f"SELECT * WHERE {{ {where} }}", initNs={"her2gc": HER2GC, "kg": KG})
    return [row for row in found if isinstance(row, ResultRow) and local(row["trial"]) in trials()]


def cell(row: ResultRow, name: str) -> str:
    return local(row.asdict()[name]) if name in row.asdict() else ""


def spread(row: ResultRow) -> str:
    """Interval and count in the form typed above."""
    low, high, part, whole = (cell(row, name) for name in ("low", "high", "part", "whole"))
    interval = f"{low} to {high}" if low else ""
    count = f"{part} of {whole}".strip() if whole else ""
    return ", ".join(piece for piece in (interval, count) if piece)


def objects(subject: str, predicate: str) -> str:
    return " ".join(sorted(local(node) for node in graph().objects(KG[subject], HER2GC[predicate])))


def test_values_and_intervals() -> None:
    found = rows("""
        ?result her2gc:ofTrial ?trial ; her2gc:measure ?measure ; her2gc:hasAnalysisKind ?analysis ;
            her2gc:armValue|her2gc:groupValue ?node .
        ?node her2gc:ofArm|her2gc:ofGroup ?group .
        OPTIONAL { ?node her2gc:value ?value }
        OPTIONAL { ?node her2gc:lowerBound ?low ; her2gc:upperBound ?high ; her2gc:confidenceLevel 95 }
        OPTIONAL { ?node her2gc:numerator ?part }
        OPTIONAL { ?node her2gc:denominator ?whole }""")
    assert {
        (
            trial := cell(row, "trial"),
            cell(row, "measure"),
            cell(row, "group").removeprefix(f"{trial}-"),
            cell(row, "value"),
            spread(row),
            cell(row, "analysis").removesuffix("-analysis"),
        )
        for row in found
    } == VALUES


def test_units_follow_the_measure() -> None:
    for row in rows(
        "?result her2gc:ofTrial ?trial ; her2gc:measure ?measure ; her2gc:unit ?unit ; a her2gc:Result"
    ):
        survival = "survival" in cell(row, "measure")
        assert cell(row, "unit") == ("month" if survival else "percent"), row


def test_contrasts() -> None:
    found = rows("""
        ?result her2gc:ofTrial ?trial ; her2gc:contrast ?node .
        ?node her2gc:firstGroup ?first ; her2gc:secondGroup ?second ; her2gc:pValue ?p ; her2gc:pComparator ?sign .
        OPTIONAL { ?node her2gc:hazardRatio ?ratio }
        OPTIONAL { ?node her2gc:lowerBound ?low ; her2gc:upperBound ?high ; her2gc:confidenceLevel 95 }""")
    assert {
        (
            trial := cell(row, "trial"),
            cell(row, "first").removeprefix(f"{trial}-"),
            cell(row, "second").removeprefix(f"{trial}-"),
            cell(row, "ratio"),
            spread(row),
            f"{cell(row, 'sign')} {cell(row, 'p')}",
        )
        for row in found
    } == CONTRASTS


def test_trials_are_those_of_the_review() -> None:
    assert set(DESIGN) == trials()


@pytest.mark.parametrize("trial", DESIGN)
def test_design(trial: str) -> None:
    properties = ("registryId", "hasPhase", "inLine", "enrolment")
    assert tuple(objects(trial, name) for name in properties) == DESIGN[trial]
    assert objects(trial, "hasDesignFeature") == FEATURES.get(trial, "")


def test_the_review_prints_thirteen_registry_numbers() -> None:
    printed = sorted(number for number, *_ in DESIGN.values() if number)
    assert len(printed) == 13
    assert sorted(map(str, graph().objects(None, HER2GC.registryId))) == printed


def test_regimens() -> None:
    found: dict[str, set[str]] = {}
    for row in rows("?trial her2gc:hasArm ?arm . ?arm her2gc:hasRegimen ?regimen"):
        parts = found.setdefault(cell(row, "arm"), set())
        for role in ("", "Investigational", "Backbone", "Comparator", "Placebo"):
            for component in graph().objects(row["regimen"], HER2GC[f"has{role}Component"]):
                parts.add(component_text(component))
    assert found == REGIMENS


def component_text(component: object) -> str:
    name = local(component)
    agents = "/".join(f"{objects(name, p)}".replace(" ", "/") for p in PARTS if objects(name, p))
    return f"± {agents}" if objects(name, "isOptional") == "true" else agents


PARTS = ("hasAgent", "hasAgentClass", "hasOption")


def test_two_to_one_allocation() -> None:
    assert objects("DESTINY-Gastric01-T-DXd-arm", "allocationShare") == "2"
    assert objects("DESTINY-Gastric01-chemotherapy-arm", "allocationShare") == "1"


def test_verdicts() -> None:
    found = rows("?node her2gc:ofTrial ?trial ; her2gc:onAgent ?agent ; her2gc:hasVerdictOutcome ?outcome")
    assert {tuple(cell(row, name) for name in ("trial", "agent", "outcome")) for row in found} == VERDICTS


def test_associations() -> None:
    found = rows("""
        ?node her2gc:ofTrial ?trial ; her2gc:hasFactor ?factor ; her2gc:hasOutcome ?outcome ;
            her2gc:hasDirection ?direction""")
    assert {
        tuple(cell(row, name) for name in ("trial", "factor", "outcome", "direction")) for row in found
    } == ASSOCIATIONS


def test_primary_endpoints() -> None:
    found = rows("?node her2gc:ofTrial ?trial ; her2gc:measure ?measure ; her2gc:hasEndpointRole kg:primary")
    assert {(cell(row, "trial"), cell(row, "measure")) for row in found} == {
        ("KEYNOTE-811", "overall-survival"),
        ("KEYNOTE-811", "progression-free-survival"),
        ("NCT04276493", "safety"),
        ("NCT04276493", "tolerability"),
        ("NCT04276493", "objective-response-rate"),
    }


def test_keynote_811_claims_survival_while_its_endpoints_are_pending() -> None:
    for endpoint in ("OS", "PFS"):
        assert objects(f"KEYNOTE-811-endpoint-verdict-{endpoint}", "hasEndpointOutcome") == "endpoint-pending"
    assert objects("KEYNOTE-811-finding-survival", "hasDirection") == "improved"
    assert objects("KEYNOTE-811-finding-survival", "measure") == "survival"
    assert objects("years-from-ToGA-to-KEYNOTE-811", "value") == "11"


def test_keynote_811_pd_l1_shares() -> None:
    for arm, share in (("pembrolizumab", "88"), ("placebo", "85")):
        node = f"KEYNOTE-811-PD-L1-{arm}"
        assert objects(node, "value") == share
        assert objects(node, "ofArm") == f"KEYNOTE-811-{arm}-arm"
        assert objects(node, "about") == "PD-L1-CPS-at-least-1"


def test_significance_is_what_the_words_say() -> None:
    assert objects("DESTINY-Gastric01-finding-ORR", "hasSignificance") == "stated-significant"
    assert objects("DESTINY-Gastric01-finding-OS", "hasSignificance") == "significance-not-stated"
    assert objects("PANTHERA-finding-NGS", "hasSignificance") == "stated-significant"
    assert objects("PANTHERA-finding-RTK-RAS", "hasDirection") == "trend-improved"


def test_who_was_treated() -> None:
    assert objects("pembrolizumab-EGA-population", "populationSize") == "35"
    assert objects("CP-MGAH22-05-prior-therapy", "value") == "1"
    assert objects("PANTHERA-NGS-amplified", "meetsCriterion") == "criterion-HER2-NGS-copy-number-at-least-4"
    assert objects("criterion-HER2-NGS-copy-number-at-least-4", "threshold") == "4"
    for feature in ("MSI-high", "EBV"):
        assert objects(f"pembrolizumab-EGA-no-{feature}", "value") == "0"


def test_breast_cancer_stays_breast_cancer() -> None:
    for node in ("HER2CLIMB-CNS-PFS", "HER2CLIMB-finding-response", "HER2CLIMB-verdict"):
        assert objects(node, "forDisease") == "breast-cancer"
    assert objects("NCT04276493-cohort-1", "hasDisease") == "breast-cancer"
    assert "breast-cancer" not in objects("NCT04276493-cohort-2", "hasDisease")


def test_interstitial_lung_disease() -> None:
    assert objects("DESTINY-Gastric01-ILD-rate", "value") == "10"
    grave = [
        objects("DESTINY-Gastric01-ILD-grade-3-4", name) for name in ("numerator", "denominator", "grade")
    ]
    assert grave == ["3", "12", "3–4"]  # noqa: RUF001  (printed with an en dash)
    management = {str(words) for words in graph().objects(KG["T-DXd-myelosuppression"], HER2GC.management)}
    assert management == {"dose reduction, in most cases", "interruption, in most cases"}


@pytest.mark.parametrize("event", ["immune-mediated", "pneumonitis", "colitis"])
def test_more_common_with_pembrolizumab(event: str) -> None:
    assert objects(f"KEYNOTE-811-{event}", "hasDirection") == "increased"
    assert objects(f"KEYNOTE-811-{event}", "ofArm") == "KEYNOTE-811-pembrolizumab-arm"


def test_registry_numbers_of_table_5_point_to_their_entry() -> None:
    for trial, entry in (
        ("RC48-phase-2", "ADC-2"),
        ("NCT03457896", "bispecific-2"),
        ("KEYNOTE-811", "immunotherapy-1"),
        ("MAHOGANY", "immunotherapy-2"),
        ("INTEGA", "immunotherapy-3"),
        ("DESTINY-Gastric03", "immunotherapy-4"),
        ("NCT04276493", "immunotherapy-5"),
    ):
        assert (KG[trial], HER2GC.statedIn, URIRef(KG[f"Table-5-{entry}"])) in graph()
