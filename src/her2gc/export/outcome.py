"""What a trial found and how the review judges it, as attributes of one edge, and as the few words of its label.

Figures of a contrast are those of its first group against its second; ``groups`` names them in that order.
"""

from collections.abc import Iterable, Iterator, Mapping

from her2gc.export.folder import SEPARATOR, Folder
from her2gc.export.model import Edge, Value

_OVERALL = "kg:overall-survival"
_WHOLE = {"main analysis", "interim analysis"}  # of everybody enrolled, not of a subgroup or after the fact
_PRIMARY = "primary endpoint"
_UNITS = {"per cent": "%", "month": "months"}
_FIGURES = (
    "hazardRatio",
    "difference",
    "lowerBound",
    "upperBound",
    "confidenceLevel",
    "pComparator",
    "pValue",
)
_MARK = "†"  # as in the forest plot: a doubt touches it


def parts(fold: Folder, result: str) -> list[str]:
    """Return a result and the nodes that hold its figures, findings and endpoint."""
    values = fold.ends(result, "armValue", "groupValue", "contrast")
    findings = fold.starts(result, "ofResult", cls="Finding")
    return [result, *values, *findings, *_endpoints(fold, result)]


def attributes(fold: Folder, result: str) -> dict[str, Value]:
    """Return a result as attributes: what was measured of whom, by which analysis, the figures, and what they mean."""
    unit = fold.said(result, "unit")
    data: dict[str, Value] = {
        "measure": fold.said(result, "measure"),
        "measureInShort": SEPARATOR.join(_initials(fold, each) for each in fold.ends(result, "measure")),
        "statistic": fold.said(result, "statistic"),
        "unit": _UNITS.get(unit, unit),
        "unitBasis": fold.said(result, "unitBasis"),
        "analysis": fold.said(result, "hasAnalysisKind"),
        "population": fold.said(result, "inPopulation"),
        "disease": fold.said(result, "forDisease"),
    }
    order: list[str] = []
    for contrast in fold.ends(result, "contrast"):
        known = fold.full.by_id[contrast].data
        order = [end for prop in ("firstGroup", "secondGroup") for end in fold.ends(contrast, prop)]
        data["groups"] = " against ".join(_short(fold, end) for end in order)
        data |= {name: known[name] for name in _FIGURES if name in known}
        data["printed"] = ", ".join(_printed(known))
    values = fold.ends(result, "armValue", "groupValue")
    values.sort(key=lambda each: [end not in fold.ends(each, "ofArm", "ofGroup") for end in order])
    sure = str(data["unit"]) if "stated" in str(data["unitBasis"]) else ""
    data["values"] = "; ".join(_value(fold, each, sure) for each in values)
    endpoints = list(_endpoints(fold, result))
    verdicts = [each for end in endpoints for each in fold.starts(end, "ofEndpoint", cls="EndpointVerdict")]
    return {
        **data,
        **_findings(fold, fold.starts(result, "ofResult", cls="Finding")),
        "endpointRole": _all(fold, endpoints, "hasEndpointRole"),
        "endpointOutcome": _all(fold, verdicts, "hasEndpointOutcome"),
        "endpointBasis": fold.bases(verdicts),
        "lineOfTherapy": _all(fold, fold.ends(result, "inPopulation"), "inLine"),
    }


def finding(fold: Folder, node: str) -> dict[str, Value]:
    """Return a finding that the review gives no figures for as attributes."""
    return {
        "measure": fold.said(node, "measure"),
        "analysis": fold.said(node, "hasAnalysisKind"),
        "population": fold.said(node, "inPopulation"),
        "disease": fold.said(node, "forDisease"),
        "qualifier": fold.full.by_id[node].data.get("qualifier", ""),
        **_findings(fold, [node]),
    }


def amount(fold: Folder, node: str) -> dict[str, Value]:
    """Return a figure that stands alone, such as a share of patients, as attributes; ``printed`` tells it in short."""
    known = fold.full.by_id[node].data
    unit = fold.said(node, "unit")
    kept = ("comparator", "value", "rangeLow", "rangeHigh", "numerator", "denominator", "grade", "qualifier")
    return {
        **{name: known[name] for name in kept if name in known},
        "printed": figure(known, _UNITS.get(unit, unit)) + _interval(known),
        "unit": unit,
        "statistic": fold.said(node, "statistic"),
        "arm": fold.said(node, "ofArm"),
        "population": fold.said(node, "inPopulation"),
        "stance": fold.said(node, "hasStance"),
    }


def headline(fold: Folder, trial: str) -> list[str]:
    """Return the results beside which a verdict is read: of the primary endpoint, and overall survival; else all."""
    results = [
        each
        for each in fold.starts(trial, "ofTrial", cls="Result")
        if fold.said(each, "hasAnalysisKind") in _WHOLE
    ]
    primary = [each for each in results if _role(fold, each) == _PRIMARY]
    overall = [each for each in results if _OVERALL in fold.ends(each, "measure")]
    return list(dict.fromkeys([*primary, *overall])) or results


def verdict(fold: Folder, verdicts: Iterable[str], results: Iterable[str]) -> dict[str, Value]:
    """Return verdicts on one agent, and the results that they are read beside, as attributes.

    The numbers are those of the first result that has a contrast, which ``measure`` and ``endpointRole`` name;
    ``printed`` tells them all.
    """
    own = list(verdicts)
    told = [attributes(fold, each) for each in results]
    figures: dict[str, Value] = next(
        (each for each in told if "groups" in each), told[0] if len(told) == 1 else {}
    )
    return {
        **{name: value for name, value in figures.items() if name != "lineOfTherapy"},
        "verdict": _all(fold, own, "hasVerdictOutcome"),
        "verdictLabel": fold.labels(own),
        "verdictDisease": _all(fold, own, "forDisease"),
        "verdictStance": _all(fold, own, "hasStance"),
        "verdictBasis": fold.bases(own),
        "verdictPlaces": SEPARATOR.join(
            dict.fromkeys(place.text for each in own for place in fold.full.by_id[each].places)
        ),
        "printed": "; ".join(filter(None, map(_line, told))),
    }


def words(edge: Edge) -> list[str]:
    """Return an edge's label in lines: what it says, the verdict, which analysis of whom, and the printed figures."""
    data = edge.data
    found = [edge.label]
    if "verdict" in data:
        said = [str(data.get("verdictStance", "")), str(data["verdict"])]
        if "verdictDisease" in data:
            said.append(f"in {data['verdictDisease']}")
        found.append(" ".join(filter(None, said)))
    analysis = str(data.get("analysis", ""))
    if analysis and analysis not in _WHOLE:
        found.append(analysis)
        found.append(str(data.get("groups", "")))
    if "verdict" in data:
        for told in filter(None, str(data.get("printed", "")).split("; ")):
            head, _, figures = told.rpartition(": ")
            found += [f"{head}:", *figures.split(", ")]
    else:
        found += _figures(data).split(", ")
        direction = str(data.get("direction", ""))
        if direction == "favours":
            direction = f"favours {data.get('favours', '')}"
        found.append(_significance(data) or direction)
    lines = [line for line in found if line]
    if "doubts" in data:
        lines[-1] += f" {_MARK}"
    return lines


def phrase(lines: Iterable[str]) -> str:
    """Return the lines of a label as one."""
    return ", ".join(lines).replace(":, ", ": ")


def _all(fold: Folder, nodes: Iterable[str], prop: str) -> str:
    return fold.labels(end for each in nodes for end in fold.ends(each, prop))


def _findings(fold: Folder, nodes: list[str]) -> dict[str, Value]:
    favoured = dict.fromkeys(_short(fold, end) for each in nodes for end in fold.ends(each, "favours"))
    return {
        "direction": _all(fold, nodes, "hasDirection"),
        "favours": SEPARATOR.join(favoured),
        "significance": _all(fold, nodes, "hasSignificance"),
        "stance": _all(fold, nodes, "hasStance"),
        "basis": fold.bases(nodes),
    }


def _endpoints(fold: Folder, result: str) -> Iterator[str]:
    """Yield the endpoint that a result of everybody enrolled answers to, and the verdict on it."""
    measures = set(fold.ends(result, "measure"))
    if fold.said(result, "hasAnalysisKind") in _WHOLE:
        for trial in fold.ends(result, "ofTrial"):
            for endpoint in fold.starts(trial, "ofTrial", cls="Endpoint"):
                if measures & set(fold.ends(endpoint, "measure")):
                    yield endpoint


def _role(fold: Folder, result: str) -> str:
    return _all(fold, _endpoints(fold, result), "hasEndpointRole")


def _short(fold: Folder, node: str) -> str:
    return fold.full.by_id[node].label.rpartition(": ")[2]


def _printed(known: Mapping[str, Value]) -> Iterator[str]:
    for name, sign in (("printedHazardRatio", "HR"), ("printedDifference", "difference")):
        if name in known:
            yield f"{sign} {known[name]}{_interval(known)}"
    if "printedPValue" in known:
        yield f"P {known.get('pComparator', '=')} {known['printedPValue']}"


def _interval(known: Mapping[str, Value]) -> str:
    bounds = [str(known.get(name, "")) for name in ("printedLowerBound", "printedUpperBound")]
    level = f"{known['confidenceLevel']}% " if "confidenceLevel" in known else ""
    return f" ({level}CI {bounds[0]} to {bounds[1]})" if all(bounds) else ""


def _value(fold: Folder, node: str, unit: str) -> str:
    """Return the figure of an arm or group in its unit, with its interval and count."""
    known = fold.full.by_id[node].data
    whose = SEPARATOR.join(_short(fold, end) for end in fold.ends(node, "ofArm", "ofGroup"))
    return f"{whose} {figure(known, unit)}{_interval(known)}".strip()


def figure(known: Mapping[str, Value], unit: str) -> str:
    """Return what is printed of a figure: comparator, value or range, unit, and count; ``> 80%``, ``91% (32/35)``."""
    value = str(known.get("printedValue", known.get("value", "")))
    if "printedRangeLow" in known:
        value = f"{known['printedRangeLow']} to {known['printedRangeHigh']}"
    sign = f"{known['comparator']} " if "comparator" in known and known["comparator"] != "=" else ""
    told = f"{sign}{value}{'' if unit == '%' else ' '}{unit}".strip() if value else ""
    count = f"{known.get('numerator', '')}/{known['denominator']}" if "denominator" in known else ""
    if count.startswith("/"):
        count = f"of {known['denominator']}"
    return f"{told} ({count})" if told and count else told or count


def _initials(fold: Folder, measure: str) -> str:
    """Return the initials that the review uses for a measure, or its name."""
    node = fold.full.by_id[measure]
    return next((each for each in node.synonyms if each.isupper()), node.label)


def _line(told: Mapping[str, Value]) -> str:
    role = f" ({_PRIMARY})" if told["endpointRole"] == _PRIMARY else ""
    figures = ", ".join(filter(None, (_figures(told), _significance(told))))
    return f"{told['measureInShort']}{role}: {figures}" if figures else ""


def _figures(told: Mapping[str, Value]) -> str:
    """Return the ratio or difference with its p-value; where none is printed, both sides come before the p-value."""
    printed, values = (str(told.get(name, "")) for name in ("printed", "values"))
    if any(name in told for name in ("hazardRatio", "difference")):
        return printed
    return ", ".join(filter(None, (values.replace("; ", " vs "), printed)))


def _significance(told: Mapping[str, Value]) -> str:
    said = str(told.get("significance", ""))
    return said if said.startswith("stated") else ""
