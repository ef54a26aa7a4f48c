"""Rows that agree in all that they are ordered by come in the same order each time, however many sources agree."""

from pathlib import Path

import her2gc

ASSOCIATION = """kg:made-up-{number:02} a her2gc:Association ; rdfs:label "made-up association {number}"@en ;
    her2gc:hasFactor kg:EBV-positive ; her2gc:hasOutcome kg:objective-response-rate ;
    her2gc:underTreatment kg:anti-PD-L1-therapy ; her2gc:hasDirection kg:positive-association ;
    her2gc:hasStance kg:asserted .
"""


def test_associations_of_the_same_factor_and_outcome_are_in_order(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix her2gc: <https://w3id.org/her2gc/ontology#> .\n"
        "@prefix kg: <https://w3id.org/her2gc/kg/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        + "".join(ASSOCIATION.format(number=number) for number in reversed(range(12)))
    )
    told = [row.iri("association") for row in her2gc.load(data=[str(path)]).ask("biomarker-associations")]
    made_up = [each for each in told if each and "made-up" in each]
    assert made_up == [f"https://w3id.org/her2gc/kg/made-up-{number:02}" for number in range(12)]
