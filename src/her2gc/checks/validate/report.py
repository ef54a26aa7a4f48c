"""Findings as a report: for people, and in the forms that other programs read."""

import json
import os
from collections import Counter
from itertools import groupby

from her2gc import __version__
from her2gc.checks.validate.finding import Finding, Findings, shown
from her2gc.sources.prefixes import PREFIXES

# the engine's modules are imported where something is found: what conforms is told without them

FORMATS = ("text", "json", "turtle", "junit", "sarif")


def report(findings: Findings, form: str = "text") -> str:
    """Return the report.

    Parameters
    ----------
    findings
        What validation found.
    form
        One of ``FORMATS``: text grouped by file and node; JSON; SHACL's own report in Turtle; JUnit XML; SARIF 2.1.0.
    """
    ordered = Findings(
        sorted(findings, key=lambda each: (each.file, each.line, each.node, each.weight, each)),
        findings.words,
    )
    return {"text": _text, "json": _json, "turtle": _turtle, "junit": _junit, "sarif": _sarif}[form](ordered)


def summary(findings: Findings) -> str:
    """Return one line that counts."""
    if not findings:
        idle = any("so nothing was checked" in word for word in findings.words)
        return "nothing was checked" if idle else "the graph conforms to the shapes"
    counts = Counter((each.weight, each.severity) for each in findings)
    told = ", ".join(
        f"{number} of severity {name}" if weight == 1 else _plural(number, name)
        for (weight, name), number in sorted(counts.items())
    )
    nodes, files = len({each.node for each in findings}), len({each.file for each in findings if each.file})
    return f"{told} at {_plural(nodes, 'node')} in {_plural(files, 'file')}"


def _plural(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _name(each: Finding) -> str:
    """Return a node as a person reads it."""
    from her2gc.store.names import curie

    return (
        curie(each.node) if each.kind == "iri" else f'"{each.node}"' if each.kind == "literal" else each.node
    )


def _text(findings: Findings) -> str:
    if not findings:
        return summary(findings)
    from her2gc.store.names import curie

    lines: list[str] = []
    for file, of_file in groupby(findings, key=lambda each: each.file):
        lines += [*([""] if lines else []), shown(file) or "(in no file: inferred)"]
        for _, of_node in groupby(of_file, key=lambda each: each.node):
            group = list(of_node)
            name = f' "{group[0].label}"' if group[0].label else ""
            lines.append(f"  {_name(group[0])}{name}")
            for each in group:
                at = f"{each.line}: " if each.line else ""
                prop = f" {curie(each.path)}" if each.path else ""
                value = f" (now: {curie(each.value)})" if each.value and each.value != each.node else ""
                lines.append(f"    {at}{each.severity}{prop}: {each.message}{value} [{each.rule}]")
    return "\n".join([*lines, "", summary(findings)])


def _json(findings: Findings) -> str:
    told = [{key: value for key, value in each._asdict().items() if key != "said"} for each in findings]
    counts = Counter(each.severity for each in findings)
    body = {
        "conforms": findings.conforms,
        "passes": not findings.fails,
        "violations": counts["violation"],
        "warnings": counts["warning"],
        "notes": counts["note"],
        "others": sum(each.weight == 1 for each in findings),
        "findings": told,
        "words": findings.words,
    }
    return json.dumps(body, indent=1, ensure_ascii=False)


def _turtle(findings: Findings) -> str:
    import pyoxigraph as ox

    from her2gc.checks.validate.results import in_report

    root, sh = "_:report", PREFIXES["sh"]
    conforms = f'"{str(findings.conforms).lower()}"^^<{PREFIXES["xsd"]}boolean>'
    lines = [
        f"{root} <{PREFIXES['rdf']}type> <{sh}ValidationReport> .",
        f"{root} <{sh}conforms> {conforms} .",
    ]
    for number, each in enumerate(findings, 1):
        lines += [f"{root} <{sh}result> _:result{number} .", *in_report(each.said, number)]
    quads = ox.parse(input="\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    prefixes = {name: PREFIXES[name] for name in ("her2gc", "kg", "rdf", "rdfs", "sh", "skos", "xsd")}
    told = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    return "\n".join([*(f"# {word}" for word in findings.words), told.decode().rstrip("\n")])


def _junit(findings: Findings) -> str:
    from xml.sax.saxutils import escape, quoteattr  # it brings all of urllib

    wrong = sum(each.fails for each in findings)
    cases = []
    for (file, _), of_node in groupby(findings, key=lambda each: (each.file, each.node)):
        group = list(of_node)
        bad = [each for each in group if each.fails]
        told = "\n".join(f"{shown(each.file)}:{each.line}: {each.severity}: {each.message}" for each in group)
        tag = "failure" if bad else "system-out"
        opening = f"<failure message={quoteattr(bad[0].message)}>" if bad else f"<{tag}>"
        cases.append(
            f"  <testcase classname={quoteattr(shown(file) or 'inferred')} name={quoteattr(_name(group[0]))}>"
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
            *([f"  <system-out>{escape(told)}</system-out>"] if (told := "\n".join(findings.words)) else []),
            "</testsuite>",
        ]
    )


def _sarif(findings: Findings) -> str:
    level = {"violation": "error", "warning": "warning", "note": "note"}
    results = []
    for each in findings:
        result: dict[str, object] = {
            "ruleId": each.rule,
            "level": level.get(each.severity, "error"),
            "message": {"text": f"{_name(each)}: {each.message}"},
        }
        if each.file:
            result["locations"] = [
                {
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": shown(each.file).replace(os.sep, "/").replace(" ", "%20")
                        },
                        "region": {"startLine": max(1, each.line)},
                    }
                }
            ]
        results.append(result)
    rules = [{"id": rule} for rule in sorted({each.rule for each in findings})]
    driver = {"name": "her2gc validate", "version": __version__, "rules": rules}
    told = [{"level": "warning", "message": {"text": word}} for word in findings.words]
    ran = [{"executionSuccessful": True, "toolExecutionNotifications": told}]
    run = {
        "invocations": ran,
        "tool": {"driver": driver},
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False)
