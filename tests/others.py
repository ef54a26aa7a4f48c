"""Trials of another source, made from the template: each conforms, and none of them was ever done."""

from pathlib import Path

from conftest import ROOT

# name, line of therapy, how the line is printed, agent, verdict
TRIALS = (
    ("EXTRA-1", "second-line", "second line", "tucatinib", "failed"),
    ("EXTRA-2", "first-line", "first line", "tucatinib", "failed"),
    ("EXTRA-3", "third-line-or-later", "third line", "neratinib", "failed"),
    ("EXTRA-4", "second-line", "second line", "margetuximab", "failed"),
    ("EXTRA-5", "first-line", "first line", "pertuzumab", "succeeded"),
    ("EXTRA-6", "second-line", "second line", "lapatinib", "succeeded"),
    ("EXTRA-7", "first-line", "first line", "trastuzumab", "failed"),
    ("EXTRA-8", "second-line", "second line", "T-DM1", "failed"),
    ("EXTRA-9", "third-line-or-later", "third line", "T-DXd", "succeeded"),
    ("EXTRA-10", "second-line", "second line", "zanidatamab", "failed"),
)
# untrue, and called the review's word in one of its places: the review says that pertuzumab failed in JACOB
CLAIMED = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:JACOB-verdict-mine a her2gc:Verdict ; rdfs:label "JACOB: pertuzumab succeeded"@en ;
    her2gc:ofTrial kg:JACOB ; her2gc:onAgent kg:pertuzumab ; her2gc:hasVerdictOutcome kg:succeeded ;
    her2gc:hasBasis kg:stated ; her2gc:statedIn kg:Failures-JACOB-verdict .
"""
NAMES = tuple(trial[0] for trial in TRIALS)


def write(folder: Path) -> list[str]:
    """Write the ten trials, one file each; return their paths."""
    text = (ROOT / "templates/trial.ttl").read_text(encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, line, printed, agent, verdict in TRIALS:
        body = text.replace("in the second line", f"in the {printed}").replace("second-line", line)
        body = body.replace("cancer, second line", f"cancer, {printed}").replace("tucatinib", agent)
        if verdict == "succeeded":
            body = body.replace(f"{agent} failed", f"{agent} succeeded").replace("kg:failed", "kg:succeeded")
            body = body.replace("did not prolong", "prolonged")
        path = folder / f"{name}.ttl"
        path.write_text(body.replace("EXAMPLE-1", name), encoding="utf-8")
        paths.append(str(path))
    return paths
