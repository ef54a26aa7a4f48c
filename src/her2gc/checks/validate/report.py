"""Findings as a report: for people, and in the forms that other programs read."""

import json
import os
from collections import Counter
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from her2gc import __version__
from her2gc.checks.validate.finding import SEVERITIES, Finding
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import curie

FORMATS = ("text", "json", "turtle", "junit", "sarif")
_SHACL = {"violation": "Violation", "warning": "Warning", "note": "Info"}


def report(findings: list[Finding], form: str = "text") -> str:
    """Return the report.

    Parameters
    ----------
    findings
        What validation found.
    form
        One of ``FORMATS``: text grouped by file and node; JSON; SHACL's own report in Turtle; JUnit XML; SARIF 2.1.0.
    """
    ordered = sorted(
        findings, key=lambda each: (each.file, each.line, each.node, SEVERITIES.index(each.severity), each)
    )
    return {"text": _text, "json": _json, "turtle": _turtle, "junit": _junit, "sarif": _sarif}[form](ordered)


def _weight(each: Finding) -> int:
    return SEVERITIES.index(each.severity)


def summary(findings: list[Finding]) -> str:
    """Return one line that counts."""
    if not findings:
        return "the graph conforms to the shapes"
    counts = Counter(each.severity for each in findings)
    told = ", ".join(_plural(counts[name], name) for name in SEVERITIES if counts[name])
    nodes, files = len({each.node for each in findings}), len({each.file for each in findings if each.file})
    return f"{told} at {_plural(nodes, 'node')} in {_plural(files, 'file')}"


def _plural(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _shown(path: str) -> str:
    """Return a path as the user would type it."""
    if not os.path.isabs(path):
        return path
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _text(findings: list[Finding]) -> str:
    lines: list[str] = []
    for file, of_file in groupby(findings, key=lambda each: each.file):
        lines += [*([""] if lines else []), _shown(file) or "(in no file: inferred)"]
        for node, of_node in groupby(of_file, key=lambda each: each.node):
            group = list(of_node)
            name = f' "{group[0].label}"' if group[0].label else ""
            lines.append(f"  {curie(node)}{name}")
            for each in group:
                at = f"{each.line}: " if each.line else ""
                prop = f" {curie(each.path)}" if each.path else ""
                value = f" (now: {curie(each.value)})" if each.value and each.value != each.node else ""
                lines.append(f"    {at}{each.severity}{prop}: {each.message}{value} [{each.rule}]")
    return "\n".join([*lines, *([""] if lines else []), summary(findings)])


def _json(findings: list[Finding]) -> str:
    told = [each._asdict() for each in findings]
    counts = Counter(each.severity for each in findings)
    body = {
        "conforms": not counts["violation"],
        "violations": counts["violation"],
        "warnings": counts["warning"],
        "notes": counts["note"],
        "findings": told,
    }
    return json.dumps(body, indent=1, ensure_ascii=False)


def _turtle(findings: list[Finding]) -> str:
    import pyoxigraph as ox

    def sh(name: str) -> ox.NamedNode:
        return ox.NamedNode(PREFIXES["sh"] + name)

    kind = ox.NamedNode(PREFIXES["rdf"] + "type")
    root = ox.BlankNode("report")
    conforms = ox.Literal(not any(each.severity == "violation" for each in findings))
    triples = [ox.Triple(root, kind, sh("ValidationReport")), ox.Triple(root, sh("conforms"), conforms)]
    for number, each in enumerate(findings, 1):
        node = ox.BlankNode(f"result{number}")
        focus = ox.NamedNode(each.node) if ":" in each.node else ox.BlankNode(each.node)
        triples += [
            ox.Triple(root, sh("result"), node),
            ox.Triple(node, kind, sh("ValidationResult")),
            ox.Triple(node, sh("focusNode"), focus),
            ox.Triple(node, sh("resultSeverity"), sh(_SHACL[each.severity])),
            ox.Triple(node, sh("sourceConstraintComponent"), sh(each.component)),
            ox.Triple(node, sh("resultMessage"), ox.Literal(each.message)),
        ]
        if each.path:
            triples.append(ox.Triple(node, sh("resultPath"), ox.NamedNode(each.path)))
        if each.value:
            term = (
                ox.NamedNode(each.value)
                if each.value.startswith(("http://", "https://"))
                else ox.Literal(each.value)
            )
            triples.append(ox.Triple(node, sh("value"), term))
    prefixes = {name: PREFIXES[name] for name in ("her2gc", "kg", "rdf", "rdfs", "sh", "skos", "xsd")}
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode().rstrip("\n")


def _junit(findings: list[Finding]) -> str:
    wrong = sum(each.severity == "violation" for each in findings)
    cases = []
    for (file, node), of_node in groupby(findings, key=lambda each: (each.file, each.node)):
        group = list(of_node)
        bad = [each for each in group if each.severity == "violation"]
        told = "\n".join(
            f"{_shown(each.file)}:{each.line}: {each.severity}: {each.message}" for each in group
        )
        tag = "failure" if bad else "system-out"
        opening = f"<failure message={quoteattr(bad[0].message)}>" if bad else f"<{tag}>"
        cases.append(
            f"  <testcase classname={quoteattr(_shown(file) or 'inferred')} name={quoteattr(curie(node))}>"
            f"{opening}{escape(told)}</{tag}></testcase>"
        )
    if not cases:
        cases = ['  <testcase classname="her2gc" name="the graph conforms to the shapes"/>']
    failures = sum("<failure" in case for case in cases)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuite name="her2gc validate" tests="{len(cases)}" failures="{failures}" errors="0">',
            f"  <!-- {_plural(wrong, 'violation')} -->",
            *cases,
            "</testsuite>",
        ]
    )


def _sarif(findings: list[Finding]) -> str:
    level = {"violation": "error", "warning": "warning", "note": "note"}
    results = []
    for each in findings:
        result: dict[str, object] = {
            "ruleId": each.rule,
            "level": level[each.severity],
            "message": {"text": f"{curie(each.node)}: {each.message}"},
        }
        if each.file:
            result["locations"] = [
                {
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": _shown(each.file).replace(os.sep, "/").replace(" ", "%20")
                        },
                        "region": {"startLine": max(1, each.line)},
                    }
                }
            ]
        results.append(result)
    rules = [{"id": rule} for rule in sorted({each.rule for each in findings})]
    driver = {"name": "her2gc validate", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False)
