"""Ten wrongly edited copies of a trial file: each fails with a message that names the node and the remedy."""

from pathlib import Path

import pytest

from her2gc.checks.validate import run
from her2gc.checks.validate.report import report

# ruff: noqa: E501 (a table)
from her2gc.sources import homes
from sampling import sample, slow

pytestmark = pytest.mark.usefixtures("lines_once")

# what is replaced, by what; the node, the line's end of the message
COPIES = {
    "swapped unit": (
        "her2gc:measure kg:overall-survival ;\n    her2gc:statistic kg:median ;\n    her2gc:unit kg:month",
        "her2gc:measure kg:overall-survival ;\n    her2gc:statistic kg:median ;\n    her2gc:unit kg:percent",
        "kg:GATSBY-OS",
        "a survival time or duration is in kg:month, not in kg:percent, which none of its places prints; write the unit that",
    ),
    "p-value 1.7": (
        "her2gc:pValue 0.86",
        "her2gc:pValue 1.7",
        "kg:GATSBY-OS-contrast",
        "A p-value lies between 0 and 1; write 'P < 0.001' as pValue 0.001 with pComparator '<'.",
    ),
    "missing arm": (
        "kg:GATSBY-T-DM1-arm , kg:GATSBY-taxane-arm",
        "kg:GATSBY-T-DM1-arm",
        "kg:GATSBY",
        "GATSBY has an experimental arm but no comparator arm, and is not single-arm; add the missing arm with hasArm.",
    ),
    "unknown line": (
        "her2gc:inLine kg:second-line ;\n    her2gc:conductedIn",
        "her2gc:inLine kg:twelfth-line ;\n    her2gc:conductedIn",
        "kg:GATSBY",
        "inLine points to kg:twelfth-line, which no file defines; correct its spelling, or define the node.",
    ),
    "interval that excludes its estimate": (
        "her2gc:hazardRatio 1.15 ;",
        "her2gc:hazardRatio 1.15 ; her2gc:lowerBound 0.2 ; her2gc:upperBound 0.9 ; her2gc:confidenceLevel 95 ;",
        "kg:GATSBY-OS-contrast",
        "the hazard ratio 1.15 lies outside its own interval 0.2 to 0.9; mend the figure that differs from the print.",
    ),
    "dangling reference": (
        "her2gc:onAgent kg:T-DM1",
        "her2gc:onAgent kg:TDM-1",
        "kg:GATSBY-verdict",
        "onAgent points to kg:TDM-1, which no file defines; correct its spelling, or define the node.",
    ),
    "moved decimal point": (
        "her2gc:value 20.6",
        "her2gc:value 2.06",
        "kg:GATSBY-ORR-T-DM1",
        "the figure 2.06 is printed in none of the places that the node is stated in; mend the figure",
    ),
    "arms swapped": (
        "her2gc:firstGroup kg:GATSBY-T-DM1-arm ;\n    her2gc:secondGroup kg:GATSBY-taxane-arm ;\n    her2gc:pValue",
        "her2gc:firstGroup kg:GATSBY-taxane-arm ;\n    her2gc:secondGroup kg:GATSBY-T-DM1-arm ;\n    her2gc:pValue",
        "kg:GATSBY-ORR-contrast",
        "the comparator arm stands first; the experimental arm is the first group, the comparator the second: swap them.",
    ),
    "no place": (
        "her2gc:hasBasis kg:stated ;\n    her2gc:statedIn kg:Failures-GATSBY-verdict , kg:Failures-negative-works",
        "her2gc:hasBasis kg:stated",
        "kg:GATSBY-verdict",
        "A statement needs statedIn (links a statement or a subject to a place where it is printed); add it",
    ),
    "result of another trial": (
        "her2gc:ofTrial kg:GATSBY ;\n    her2gc:measure kg:progression-free-survival",
        "her2gc:ofTrial kg:TyTAN ;\n    her2gc:measure kg:progression-free-survival",
        "kg:GATSBY-PFS",
        "is of kg:TyTAN, but its IRI is not built from that trial's; mend ofTrial, or name the node after its trial",
    ),
    "mistyped property": (
        "her2gc:enrolment 345",
        "her2gc:enrollment 345",
        "kg:GATSBY",
        "GATSBY has the property her2gc:enrollment, which the vocabulary does not know; correct its spelling (her2gc:enrolment?).",
    ),
}


def original() -> str:
    (path,) = (path for path in homes.files("kg", ".ttl") if path.endswith("GATSBY.ttl"))
    return Path(path).read_text(encoding="utf-8")


@slow
@pytest.mark.parametrize("name", sample(list(COPIES), 2, "wrong copies of a trial"))
def test_a_wrong_copy_is_told_with_node_line_and_remedy(tmp_path: Path, name: str) -> None:
    old, new, node, told = COPIES[name]
    text = original()
    assert text.count(old) == 1, "the shipped file has changed: mend this test"
    path = tmp_path / "GATSBY.ttl"
    path.write_text(text.replace(old, new), encoding="utf-8")
    findings = run([str(path)], say=lambda _: None)
    mine = [each for each in findings if each.node == node.replace("kg:", "https://w3id.org/her2gc/kg/")]
    assert any(told in each.message and each.severity == "violation" for each in mine)
    assert all(each.file == str(path) and each.line > 1 for each in mine)
    shown = report(findings)
    assert node in shown
    assert told in shown


@slow
def test_the_copy_itself_passes(tmp_path: Path) -> None:
    path = tmp_path / "GATSBY.ttl"
    path.write_text(original(), encoding="utf-8")
    assert run([str(path)], say=lambda _: None) == []
