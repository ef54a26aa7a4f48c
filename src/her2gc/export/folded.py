"""Views for reading: statements of several parts folded into one edge, ``GATSBY - tested - T-DM1``."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from her2gc.export import outcome
from her2gc.export.folder import Folder
from her2gc.export.model import Edge, Node, Value, View, ordered


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
                "setting": fold.said(population, "hasDiseaseSetting"),
                "biomarkerState": fold.said(population, "hasBiomarkerState"),
                "basis": fold.said(population, "hasBasis"),
            }
            for disease in fold.ends(population, "hasDisease"):
                edges.append(fold.fold(trial.id, "enrolled", disease, population, data))
        edges += _reported(fold, trial.id)
    kinds = {"agent", "agent class", "gene or protein"}
    edges += fold.plain(kinds, "targets", "memberOf", "hasBroaderClass")
    return _shown("trials", full, edges, {"trial", "line"}, start={"trial"})


def _tested(fold: Folder, trial: Node) -> Iterator[Edge]:
    verdicts = fold.starts(trial.id, "ofTrial", cls="Verdict")
    results = outcome.headline(fold, trial.id)
    figures = [each for result in results for each in outcome.parts(fold, result)]
    agents = fold.ends(trial.id, "testsAgent")
    for agent in agents or _classes_under_test(fold, trial.id):
        own = [each for each in verdicts if agent in fold.ends(each, "onAgent")]
        data = outcome.verdict(fold, own, results)
        yield fold.fold(trial.id, "tested", agent, trial.id, data, [*own, *figures])


def _classes_under_test(fold: Folder, trial: str) -> list[str]:
    """Return the classes that a trial tests where the review names no agent."""
    nodes = [trial]
    for prop in ("hasArm", "hasRegimen", "hasInvestigationalComponent", "hasAgentClass"):
        nodes = [end for each in nodes for end in fold.ends(each, prop)]
    return list(dict.fromkeys(nodes))


def _reported(fold: Folder, trial: str) -> Iterator[Edge]:
    for result in fold.starts(trial, "ofTrial", cls="Result"):
        data = outcome.attributes(fold, result)
        for measure in fold.ends(result, "measure"):
            yield fold.fold(trial, "reported", measure, result, data, outcome.parts(fold, result))
    for finding in fold.starts(trial, "ofTrial", cls="Finding"):
        if not fold.ends(finding, "ofResult"):
            for end in fold.ends(finding, "measure") or fold.ends(finding, "about"):
                yield fold.fold(trial, "found", end, finding, outcome.finding(fold, finding))


def _given(fold: Folder, trial: str, arm: str) -> Iterator[Edge]:
    names = {
        "hasComparatorComponent": "compared with",
        "hasBackboneComponent": "added to",
        "hasPlaceboComponent": "compared with",
        "hasComponent": "given with",  # the review does not say as what
    }
    tested = {*fold.ends(trial, "testsAgent"), *_classes_under_test(fold, trial)}
    for regimen in fold.ends(arm, "hasRegimen"):
        told = set(fold.ends(regimen, "hasInvestigationalComponent"))
        for prop, name in names.items():
            components = [each for each in fold.ends(regimen, prop) if each not in told]
            told.update(components)
            for component in components:
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
            "disease": fold.said(approval.id, "forDisease"),
            "approvalKind": fold.said(approval.id, "hasApprovalKind"),
            "summary": approval.label,
        }
        for authority in fold.ends(approval.id, "byAuthority"):
            for agent in fold.ends(approval.id, "onAgent", "about"):
                yield fold.fold(authority, "approved", agent, approval.id, data)


def _acting(fold: Folder) -> Iterator[Edge]:
    for mechanism in fold.instances("Mechanism"):
        effect = fold.said(mechanism.id, "hasEffect") or "acts on"
        data: dict[str, Value] = {
            "summary": mechanism.label,
            "stance": fold.said(mechanism.id, "hasStance"),
        }
        for actor in fold.ends(mechanism.id, "hasActor"):
            for other in fold.ends(mechanism.id, "hasObject"):
                yield fold.fold(actor, effect, other, mechanism.id, data)
            for other in fold.ends(mechanism.id, "resistanceTo"):
                yield fold.fold(actor, "resistance to", other, mechanism.id, data)


def _adverse(fold: Folder) -> Iterator[Edge]:
    for report in fold.instances("AdverseEventReport"):
        data = {**outcome.amount(fold, report.id), "summary": report.label}
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
        data = {**outcome.amount(fold, node.id), "summary": node.label}
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
    return ordered("evidence", [_with_terms(fold, each) for each in kept], edges)


def _containers(fold: Folder, part: str) -> set[str]:
    """Return the sections and tables that a part of the document stands in."""
    ends = fold.ends(part, "inParagraph", "inCell", "inRow", "inColumn", "inSection", "inTable")
    if not ends:
        is_whole = fold.full.by_id[part].type in ("her2gc:Section", "her2gc:ReviewTable")
        return {part} if is_whole else set()
    return {whole for end in ends for whole in _containers(fold, end)}


def _with_terms(fold: Folder, node: str) -> Node:
    """Return a node with the controlled terms that it leads to as attributes: a folded view does not show those."""
    full = fold.full
    terms: dict[str, list[str]] = {}
    for edge in full.out.get(node, ()):
        if full.by_id[edge.target].kind == "term":
            terms.setdefault(edge.type.removeprefix("her2gc:"), []).append(edge.target)
    told: dict[str, Value] = {name: fold.labels(ends) for name, ends in sorted(terms.items())}
    found = full.by_id[node]
    return replace(found, data={**told, **found.data}) if told else found


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
    kept = {node.id for node in full.nodes if node.id in reached or node.kind in always}
    fold = Folder(full)
    nodes = [_with_terms(fold, each) for each in kept]
    return ordered(name, nodes, [edge for edge in edges if edge.source in kept and edge.target in kept])


VIEWS: dict[str, Callable[[View], View]] = {
    "full": lambda full: full,
    "trials": trials,
    "agents": agents,
    "subtypes": subtypes,
    "evidence": evidence,
}
