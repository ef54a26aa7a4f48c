"""Posted results of a record: outcomes with groups, denominators, values and analyses, and serious adverse events."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.blocks import Block
from her2gc.sources.registry.leaves import Part
from her2gc.sources.registry.nodes import KG, OWN, Nodes, decimal, figure, fold, link, number, say

_P = re.compile(r"\s*(<=|>=|[<>=≤≥])?\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*")
_SIGNS = {"<=": "≤", ">=": "≥", "": "="}


class _Posted(NamedTuple):
    """One posted outcome, or the adverse events: what its parts hang on."""

    nodes: Nodes
    block: Block
    groups: Mapping[str, Block]
    end: str
    title: str

    def group(self, given: Part) -> str:
        """Return the group that a value, a count or a denominator names by its code."""
        code = given.text("groupId") or "without a code"
        if code not in self.groups:
            raise self.nodes.leaves.wrong(given.path, f"the group {code[:20]} is not one of its outcome")
        return self.groups[code].node


def results(nodes: Nodes, record: Block) -> None:
    """Make the blocks of all posted results, each linked to its record."""
    posted = nodes.leaves.part("resultsSection")
    for place, outcome in enumerate(posted.part("outcomeMeasuresModule").parts("outcomeMeasures"), 1):
        _outcome(nodes, record, outcome, f"outcome-{place}")
    _events(nodes, record, posted.part("adverseEventsModule"))


def _groups(nodes: Nodes, owner: Block, given: list[Part], end: str) -> dict[str, Block]:
    """Make the groups of one outcome, by code; a code given twice could be either and is refused."""
    found: dict[str, Block] = {}
    for group in given:
        code = group.text("id") or ""
        if not re.fullmatch(r"[A-Za-z0-9]{1,20}", code):
            raise nodes.leaves.wrong(group.path, "a group without a code")
        if code in found:
            raise nodes.leaves.wrong(group.path, f"the group {code} stands here twice")
        title = group.text("title") or code
        block = nodes.node(f"{end}-{code}", "RegistryGroup", f"group {title}")
        say(block, "groupCode", code)
        say(block, "registryText", group.text("description"))
        arms = nodes.arms.get(fold(title), [])
        if len(arms) == 1:
            link(block, "isLikelyArm", arms[0])
        link(block, "hasJoin", KG + ("joined-by-title" if len(arms) == 1 else "not-joined"))
        link(owner, "hasRegistryGroup", block.node)
        for prop, key in (
            ("deathsAffected", "deathsNumAffected"),
            ("deathsAtRisk", "deathsNumAtRisk"),
            ("seriousAffected", "seriousNumAffected"),
            ("seriousAtRisk", "seriousNumAtRisk"),
        ):
            number(block, prop, group.count(key))
        found[code] = block
    return found


def _outcome(nodes: Nodes, record: Block, given: Part, end: str) -> None:
    title = given.text("title") or end
    block = nodes.node(end, "RegistryOutcome", title)
    link(record, "postsOutcome", block.node)
    for prop, key in (
        ("rolePrinted", "type"),
        ("timeFrame", "timeFrame"),
        ("registryText", "description"),
        ("populationText", "populationDescription"),
        ("reportingStatus", "reportingStatus"),
        ("anticipatedPostingOn", "anticipatedPostingDate"),
        ("parameterPrinted", "paramType"),
        ("dispersionPrinted", "dispersionType"),
        ("unitPrinted", "unitOfMeasure"),
        ("unitCounted", "typeUnitsAnalyzed"),
        ("denominatorUnitSelected", "denomUnitsSelected"),
    ):
        say(block, prop, given.text(key))
    percentage = given.flag("calculatePct")
    if percentage is not None:
        block.told.append((OWN + "calculatePercentage", ox.Literal(percentage)))
    posted = _Posted(nodes, block, _groups(nodes, block, given.parts("groups"), end), end, title)
    _denominators(posted, given, end, None)
    for order, group in enumerate(given.parts("classes"), 1):
        name = group.text("title")
        _denominators(posted, group, f"{end}-class-{order}", name)
        for place, category in enumerate(group.parts("categories"), 1):
            kind = category.text("title")
            seen: set[str] = set()
            for measured in category.parts("measurements"):
                below = posted._replace(end=f"{end}-class-{order}-category-{place}")
                node = _measurement(below, measured, name, kind)
                if node in seen:
                    raise nodes.leaves.wrong(measured.path, "a group with two values")
                seen.add(node)
    for place, analysis in enumerate(given.parts("analyses"), 1):
        _analysis(posted._replace(end=f"{end}-analysis-{place}"), analysis)


def _denominators(posted: _Posted, given: Part, end: str, name: str | None) -> None:
    for place, denominator in enumerate(given.parts("denoms"), 1):
        units = denominator.text("units")
        seen: set[str] = set()
        for count in denominator.parts("counts"):
            group = posted.group(count)
            code = group.rpartition("-")[2]
            if code in seen:
                raise posted.nodes.leaves.wrong(count.path, f"the group {code} is counted twice")
            seen.add(code)
            label = f"denominator of {posted.title}, group {code}"
            block = posted.nodes.node(f"{end}-denominator-{place}-{code}", "RegistryDenominator", label)
            link(block, "hasRegistryGroup", group)
            say(block, "unitPrinted", units)
            say(block, "classPrinted", name)
            figure(block, "value", count.text("value") or "not given")
            link(posted.block, "hasDenominator", block.node)


def _measurement(posted: _Posted, given: Part, name: str | None, kind: str | None) -> str:
    group = posted.group(given)
    code = group.rpartition("-")[2]
    label = ", ".join(part for part in (posted.title, name, kind, f"group {code}") if part)
    block = posted.nodes.node(f"{posted.end}-{code}", "RegistryMeasurement", label)
    link(block, "hasRegistryGroup", group)
    say(block, "classPrinted", name)
    say(block, "categoryPrinted", kind)
    figure(block, "value", given.text("value") or "not given")
    for prop in ("spread", "lowerLimit", "upperLimit"):
        figure(block, prop, given.text(prop))
    say(block, "valueComment", given.text("comment"))
    for limit in ("lowerLimitComment", "upperLimitComment"):
        say(block, limit, given.text(limit))
    link(posted.block, "hasMeasurement", block.node)
    return block.node


def _analysis(posted: _Posted, given: Part) -> None:
    block = posted.nodes.node(posted.end, "RegistryAnalysis", f"analysis of {posted.title}")
    link(posted.block, "hasAnalysis", block.node)
    codes = given.texts("groupIds")
    for code in codes:
        if code not in posted.groups:
            problem = f"the group {code[:20]} is not one of its outcome"
            raise posted.nodes.leaves.wrong(given.path, problem)
        link(block, "hasRegistryGroup", posted.groups[code].node)
    say(block, "groupOrder", " ".join(codes) or None)
    for prop, name in (
        ("parameterPrinted", "paramType"),
        ("dispersionPrinted", "dispersionType"),
        ("intervalSides", "ciNumSides"),
        ("methodPrinted", "statisticalMethod"),
        ("hypothesisPrinted", "nonInferiorityType"),
        ("registryText", "groupDescription"),
        ("registryText", "otherAnalysisDescription"),
        ("methodComment", "statisticalComment"),
        ("hypothesisComment", "nonInferiorityComment"),
        ("pComment", "pValueComment"),
        ("valueComment", "estimateComment"),
        ("lowerLimitComment", "ciLowerLimitComment"),
        ("upperLimitComment", "ciUpperLimitComment"),
    ):
        say(block, prop, given.text(name))
    figure(block, "value", given.text("paramValue"))
    figure(block, "spread", given.text("dispersionValue"))
    figure(block, "lowerLimit", given.text("ciLowerLimit"))
    figure(block, "upperLimit", given.text("ciUpperLimit"))
    _level(posted, block, given)
    _p_value(block, given.text("pValue"))


def _level(posted: _Posted, block: Block, given: Part) -> None:
    printed = given.text("ciPctValue")
    if printed is None:
        return
    level = decimal(printed)
    if level is None:
        problem = f"'{printed[:40]}' where a percentage belongs"
        raise posted.nodes.leaves.wrong((*given.path, "ciPctValue"), problem)
    block.told.append((OWN + "intervalLevel", level))


def _p_value(block: Block, printed: str | None) -> None:
    """Say a p-value as printed, and its sign and number where the print is nothing else."""
    say(block, "pPrinted", printed)
    found = _P.fullmatch(printed or "")
    told = decimal(found[2]) if found else None
    if found and told is not None and Decimal(told.value) <= 1:
        sign = found[1] or ""
        say(block, "pSign", _SIGNS.get(sign, sign))
        block.told.append((OWN + "pNumber", told))


def _events(nodes: Nodes, record: Block, module: Part) -> None:
    groups = _groups(nodes, record, module.parts("eventGroups"), "events")
    for place, given in enumerate(module.parts("seriousEvents"), 1):
        term = given.text("term") or "event without a name"
        block = nodes.node(f"serious-{place}", "RegistryAdverseEvent", f"serious adverse event: {term}")
        say(block, "organSystem", given.text("organSystem"))
        say(block, "eventVocabulary", given.text("sourceVocabulary"))
        say(block, "assessmentPrinted", given.text("assessmentType"))
        say(block, "registryText", given.text("notes"))
        link(record, "postsAdverseEvent", block.node)
        posted = _Posted(nodes, block, groups, f"serious-{place}", term)
        for stats in given.parts("stats"):
            group = posted.group(stats)
            code = group.rpartition("-")[2]
            count = nodes.node(f"{posted.end}-{code}", "RegistryEventCount", f"{term}, group {code}")
            link(count, "hasRegistryGroup", group)
            number(count, "numberAffected", stats.count("numAffected"))
            number(count, "numberAtRisk", stats.count("numAtRisk"))
            number(count, "numberOfEvents", stats.count("numEvents"))
            link(block, "hasEventCount", count.node)
