"""Views for reading: statements of several parts folded into one edge, ``GATSBY - tested - T-DM1``."""

from collections.abc import Callable, Iterable, Iterator

from her2gc.export.model import Edge, Node, Value, View, ordered

_OVERALL = "kg:overall-survival"
_MAIN = "kg:main-analysis"


class Folder:
    """Makes edges from the nodes of the full view."""

    def __init__(self, full: View) -> None:
        self.full = full

    def ends(self, node: str, *props: str) -> list[str]:
        """Return where edges of these properties lead, in a fixed order."""
        wanted = {f"her2gc:{prop}" for prop in props}
        found = [edge for edge in self.full.out.get(node, ()) if edge.type in wanted]
        return list(dict.fromkeys(edge.target for edge in found))

    def starts(self, node: str, *props: str) -> list[str]:
        """Return where edges of these properties come from."""
        wanted = {f"her2gc:{prop}" for prop in props}
        return list(
            dict.fromkeys(edge.source for edge in self.full.into.get(node, ()) if edge.type in wanted)
        )

    def of(self, *kinds: str) -> Iterator[Node]:
        """Yield the nodes of some kinds."""
        return (node for node in self.full.nodes if node.kind in kinds)

    def instances(self, cls: str) -> Iterator[Node]:
        """Yield the members of a class, inferred ones included."""
        return (node for node in self.full.nodes if f"her2gc:{cls}" in node.types)

    def labels(self, ids: Iterable[str]) -> str:
        """Return labels as one text."""
        return " | ".join(self.full.by_id[each].label for each in ids)

    def plain(self, kinds: set[str], *props: str) -> Iterator[Edge]:
        """Yield edges of the full view between nodes of some kinds."""
        wanted = {f"her2gc:{prop}" for prop in props}
        for edge in self.full.edges:
            ends = {self.full.by_id[edge.source].kind, self.full.by_id[edge.target].kind}
            if ends <= kinds and (not props or edge.type in wanted):
                yield edge

    def fold(
        self, source: str, name: str, target: str, via: str, data: dict[str, Value] | None = None
    ) -> Edge:
        """Return an edge that stands for a node."""
        node = self.full.by_id[via]
        found = {key: value for key, value in (data or {}).items() if value != ""}
        if node.lines:
            found["lineOfTherapy"] = " | ".join(node.lines)
        if node.citations:
            found["citations"] = " | ".join(map(str, node.citations))
        origin = "curated" if "review" not in node.graphs and "curation" in node.graphs else "asserted"
        graphs = tuple(graph for graph in node.graphs if graph != "inferred") or node.graphs
        camel = "".join(part.capitalize() if place else part for place, part in enumerate(name.split()))
        return Edge(
            source,
            target,
            f"view:{camel}",
            name,
            origin,
            graphs,
            node.places,
            "" if via == source else via,
            found,
        )

    def result(self, result: str) -> dict[str, Value]:
        """Return a result as a line of text and its contrast as figures."""
        units = {"per cent": "%", "month": "months"}
        unit = self.labels(self.ends(result, "unit"))
        values = []
        for each in self.ends(result, "armValue", "groupValue"):
            said = self.full.by_id[each].data
            figure = said.get("printedValue", said.get("value", ""))
            whose = self.labels(self.ends(each, "ofArm", "ofGroup"))
            values.append(f"{whose.rpartition(': ')[2]} {figure}".strip())
        data: dict[str, Value] = {"measure": self.labels(self.ends(result, "measure"))}
        if values:
            data["values"] = "; ".join(values)
        if unit:
            data["unit"] = units.get(unit, unit)
        data["analysis"] = self.labels(self.ends(result, "hasAnalysisKind"))
        for contrast in self.ends(result, "contrast"):
            known = self.full.by_id[contrast].data
            data |= {
                name: known[name]
                for name in (
                    "hazardRatio",
                    "lowerBound",
                    "upperBound",
                    "confidenceLevel",
                    "pComparator",
                    "pValue",
                )
                if name in known
            }
            figures = [f"HR {known['printedHazardRatio']}"] if "printedHazardRatio" in known else []
            if "printedPValue" in known:
                figures.append(f"P {known.get('pComparator', '=')} {known['printedPValue']}")
            data["printed"] = ", ".join(figures)
        return data


def trials(full: View) -> View:
    """Trials, what they tested in which line and disease, with verdict, hazard ratio and p-value on the edges."""
    fold = Folder(full)
    edges: list[Edge] = []
    for trial in fold.of("trial"):
        edges += _tested(fold, trial)
        for arm in fold.ends(trial.id, "hasArm"):
            edges += _given(fold, trial.id, arm)
        edges += [fold.fold(trial.id, "in line", line, trial.id) for line in fold.ends(trial.id, "inLine")]
        for population in fold.ends(trial.id, "enrols"):
            data: dict[str, Value] = {
                "setting": fold.labels(fold.ends(population, "hasDiseaseSetting")),
                "biomarkerState": fold.labels(fold.ends(population, "hasBiomarkerState")),
            }
            for disease in fold.ends(population, "hasDisease"):
                edges.append(fold.fold(trial.id, "enrolled", disease, population, data))
        for result in fold.starts(trial.id, "ofTrial"):
            if full.by_id[result].type == "her2gc:Result":
                for measure in fold.ends(result, "measure"):
                    edges.append(fold.fold(trial.id, "reported", measure, result, fold.result(result)))
    kinds = {"agent", "agent class", "gene or protein"}
    edges += fold.plain(kinds, "targets", "memberOf", "hasBroaderClass")
    return _shown("trials", full, edges, {"trial", "line"}, start={"trial"})


def _tested(fold: Folder, trial: Node) -> Iterator[Edge]:
    verdicts = [
        each for each in fold.starts(trial.id, "ofTrial") if fold.full.by_id[each].type == "her2gc:Verdict"
    ]
    survival: dict[str, Value] = {}
    for result in fold.starts(trial.id, "ofTrial"):
        is_main = _OVERALL in fold.ends(result, "measure") and _MAIN in fold.ends(result, "hasAnalysisKind")
        if is_main and fold.full.by_id[result].type == "her2gc:Result":
            survival = fold.result(result)
            break
    for agent in fold.ends(trial.id, "testsAgent"):
        own = [each for each in verdicts if agent in fold.ends(each, "onAgent")]
        data: dict[str, Value] = {
            "verdict": fold.labels(end for each in own for end in fold.ends(each, "hasVerdictOutcome")),
            "verdictBasis": fold.labels(end for each in own for end in fold.ends(each, "hasBasis")),
            "verdictPlaces": " | ".join(place.text for each in own for place in fold.full.by_id[each].places),
            **survival,
        }
        yield fold.fold(trial.id, "tested", agent, trial.id, data)


def _given(fold: Folder, trial: str, arm: str) -> Iterator[Edge]:
    names = {"hasComparatorComponent": "compared with", "hasBackboneComponent": "added to"}
    tested = set(fold.ends(trial, "testsAgent"))
    for regimen in fold.ends(arm, "hasRegimen"):
        for prop, name in names.items():
            for component in fold.ends(regimen, prop):
                for agent in fold.ends(component, "hasAgent", "hasAgentClass", "hasOption"):
                    if agent not in tested:
                        yield fold.fold(trial, name, agent, component)


def agents(full: View) -> View:
    """Agents, their targets, classes and parts, approvals, trials, ways of resistance and adverse events."""
    fold = Folder(full)
    kinds = {"agent", "agent class", "agent part", "gene or protein", "process"}
    edges = list(fold.plain(kinds))
    for trial in fold.of("trial"):
        edges += _tested(fold, trial)
    edges += [*_approved(fold), *_acting(fold), *_adverse(fold)]
    return _shown("agents", full, edges, {"agent", "agent class"}, start={"agent", "agent class"})


def _approved(fold: Folder) -> Iterator[Edge]:
    for approval in fold.instances("Approval"):
        data: dict[str, Value] = {
            "disease": fold.labels(fold.ends(approval.id, "forDisease")),
            "approvalKind": fold.labels(fold.ends(approval.id, "hasApprovalKind")),
            "summary": approval.label,
        }
        for authority in fold.ends(approval.id, "byAuthority"):
            for agent in fold.ends(approval.id, "onAgent", "about"):
                yield fold.fold(authority, "approved", agent, approval.id, data)


def _acting(fold: Folder) -> Iterator[Edge]:
    for mechanism in fold.instances("Mechanism"):
        effect = fold.labels(fold.ends(mechanism.id, "hasEffect")) or "acts on"
        data: dict[str, Value] = {
            "summary": mechanism.label,
            "stance": fold.labels(fold.ends(mechanism.id, "hasStance")),
        }
        for actor in fold.ends(mechanism.id, "hasActor"):
            for other in fold.ends(mechanism.id, "hasObject"):
                yield fold.fold(actor, effect, other, mechanism.id, data)
            for other in fold.ends(mechanism.id, "resistanceTo"):
                yield fold.fold(actor, "resistance to", other, mechanism.id, data)


def _adverse(fold: Folder) -> Iterator[Edge]:
    for report in fold.instances("AdverseEventReport"):
        data = {name: report.data[name] for name in ("value", "grade") if name in report.data}
        data["summary"] = report.label
        for agent in fold.ends(report.id, "onAgent"):
            for event in fold.ends(report.id, "ofAdverseEvent"):
                yield fold.fold(agent, "adverse event", event, report.id, data)


def subtypes(full: View) -> View:
    """Classifications, their subtypes, and the alterations and features of each with frequencies on the edges."""
    fold = Folder(full)
    edges = list(fold.plain({"subtype"}))
    edges += _features(fold)
    return _shown("subtypes", full, edges, {"subtype"}, start={"subtype"})


def _features(fold: Folder) -> Iterator[Edge]:
    for node in fold.of("alteration", "statement"):
        data: dict[str, Value] = {
            name: node.data[name]
            for name in ("value", "rangeLow", "rangeHigh", "qualifier")
            if name in node.data
        }
        data["unit"] = fold.labels(fold.ends(node.id, "unit"))
        data["summary"] = node.label
        name = fold.labels(fold.ends(node.id, "hasAlterationKind", "hasFeatureKind")[:1]) or "about"
        for subtype in fold.ends(node.id, "ofSubtype"):
            for end in fold.ends(node.id, "ofGene", "ofPathway", "hasFeatureValue", "observes"):
                yield fold.fold(subtype, name, end, node.id, data)


def evidence(full: View) -> View:
    """Show what the review says and of what, down to the passage or cell, its section or table, and the citations."""
    fold = Folder(full)
    kinds = {node.kind for node in full.nodes} - {"term", "document"}
    edges = list(fold.plain(kinds))
    edges += [
        fold.fold(place.id, "printed in", whole, place.id)
        for place in fold.of("place")
        for whole in sorted(_containers(fold, place.id))
    ]
    wholes = {edge.target for edge in edges if edge.label == "printed in"}
    kept = {node.id for node in full.nodes if node.kind in kinds} | wholes
    return ordered("evidence", [full.by_id[each] for each in kept], edges, full.replaced)


def _containers(fold: Folder, part: str) -> set[str]:
    """Return the sections and tables that a part of the document stands in."""
    ends = fold.ends(part, "inParagraph", "inCell", "inRow", "inColumn", "inSection", "inTable")
    if not ends:
        is_whole = fold.full.by_id[part].type in ("her2gc:Section", "her2gc:ReviewTable")
        return {part} if is_whole else set()
    return {whole for end in ends for whole in _containers(fold, end)}


def _shown(name: str, full: View, edges: list[Edge], always: set[str], start: set[str]) -> View:
    """Return a view of the edges that can be reached from its main kinds, with those kinds whole."""
    reached = {node.id for node in full.nodes if node.kind in start}
    size = -1
    while size != len(reached):
        size = len(reached)
        for edge in edges:
            if edge.source in reached:
                reached.add(edge.target)
            elif edge.target in reached and edge.label not in ("targets", "memberOf"):
                reached.add(edge.source)
    kept = [node for node in full.nodes if node.id in reached or node.kind in always]
    ids = {node.id for node in kept}
    return ordered(
        name, kept, [edge for edge in edges if edge.source in ids and edge.target in ids], full.replaced
    )


VIEWS: dict[str, Callable[[View], View]] = {
    "full": lambda full: full,
    "trials": trials,
    "agents": agents,
    "subtypes": subtypes,
    "evidence": evidence,
}
