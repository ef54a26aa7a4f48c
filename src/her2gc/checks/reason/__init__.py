"""Reasoning: the rules, HermiT beside them, and the reasons for what both say."""

import os
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from her2gc.checks.reason import hermit, imports
from her2gc.checks.reason.clashes import Clash, clashes
from her2gc.checks.reason.explain import Reasons
from her2gc.checks.reason.fit import misfit
from her2gc.checks.reason.hermit import Verdict
from her2gc.errors import Her2gcError, LimitError
from her2gc.progress import Progress
from her2gc.sources import homes
from her2gc.sources.homes import ONTOLOGY, Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.printed import with_printed_forms
from her2gc.sources.turtle import read_bytes
from her2gc.store import build
from her2gc.store.place import cache_dir

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_OWL = PREFIXES["owl"]
_PROBE = ox.NamedNode("urn:her2gc:a-member")


@dataclass
class Report:
    """What reasoning found.

    ``said``, HermiT's word, is None where only the rules were run; ``refusal`` tells why, where HermiT was to be asked
    and cannot take what the files hold.
    """

    reasons: Reasons
    asserted: int
    clashes: list[Clash]
    said: Verdict | None = None
    refusal: Her2gcError | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    vocabulary: dict[str, int] = field(default_factory=dict)  # number of classes and properties
    sources: list[Source] = field(default_factory=list)  # the files, the user's first

    @property
    def consistent(self) -> bool:
        """Whether neither the rules nor HermiT found a contradiction or a class without a possible member."""
        said = self.said
        return not self.clashes and (said is None or (said.consistent and not said.unsatisfiable))

    def memberships(self) -> Counter[str]:
        """Return how many members the rules found for each class (IRI)."""
        return Counter(_iri(each.object) for each in self.reasons.ranks if each.predicate == _TYPE)

    def values(self) -> Counter[str]:
        """Return how many values the rules found for each property (IRI)."""
        return Counter(each.predicate.value for each in self.reasons.ranks if each.predicate != _TYPE)


def overlays() -> dict[str, str]:
    """Return the overlays by name, with their files: assumptions that can be tried and are no part of the graph."""
    return {os.path.splitext(os.path.basename(path))[0]: path for path in homes.files("overlays", ".ttl")}


def reason(  # noqa: PLR0913 (what a user may choose)
    data: list[str] | None = None,
    *,
    builtin: bool = True,
    only_data: bool = False,
    overlay: list[str] | None = None,
    rules_only: bool = False,
    seconds: float = hermit.SECONDS,
    quiet: bool = True,
) -> Report:
    """Close the graph by the rules, look for contradictions, and let HermiT classify the vocabulary.

    Parameters
    ----------
    data
        RDF files of one's own: their statements and axioms are added.
    builtin
        False leaves out the review's graph and keeps the ontology.
    only_data
        True leaves out the ontology, too: what follows from the axioms of the files, and nothing else.
    overlay
        Names of overlays to add.
    rules_only
        Leave HermiT out.
    seconds
        HermiT's time limit.
    quiet
        Leave out the progress lines on stderr.

    Raises
    ------
    Her2gcError
        For a file that cannot be read, an import that is not at hand, or a missing Java.
    LimitError
        When HermiT takes too long.
    """
    java = None if rules_only else hermit.find_java()
    ours = [] if only_data else homes.builtin(review=builtin)
    given = homes.alone(data or []) if only_data else homes.user(data or [])
    theirs = given + [Source(_overlay(name), homes.USER) for name in overlay or []]
    progress = Progress(quiet=quiet, folder=cache_dir())
    progress.say(f"reading {len(ours) + len(theirs)} files ...")
    contents = {source.path: read_bytes(source.path) for source in [*theirs, *ours]}
    own = list(build.quads(ours, [contents[source.path] for source in ours]))
    added = {source: list(build.quads([source], [contents[source.path]])) for source in theirs}
    for source, quads in added.items():
        if all(
            quad.subject == ox.NamedNode(source.graph) for quad in quads
        ):  # beside what we say of the file
            progress.say(f"{source.path} holds no statement")
    imports.check(added, own)
    every = [*own, *(quad for quads in added.values() for quad in quads)]
    with progress.during("reasoning by rules", 5):
        report = _by_rules(every, progress)
    report.sources = [*theirs, *ours]
    report.refusal = misfit(added, own, contents) if java else None
    if java and not report.refusal:
        progress.say(f"HermiT classifies the vocabulary (at most {seconds:g} s) ...")
        start = time.perf_counter()
        try:
            with progress.during("reasoning by HermiT", 5):
                report.said = hermit.run(_for_hermit(ours, own, added), seconds=seconds, java=java)
        except LimitError:
            raise
        except Her2gcError as error:
            if not theirs:  # what the package brings is known to fit: the fault lies with Java
                raise
            report.refusal = Her2gcError(str(error), file=theirs[0].path) if len(theirs) == 1 else error
        report.seconds["hermit"] = time.perf_counter() - start
    return report


def _by_rules(every: list[ox.Quad], progress: Progress) -> Report:
    memory = ox.Store()
    memory.bulk_extend(with_printed_forms(every))
    asserted = len(memory)
    progress.say(f"{asserted} statements; applying the rules ...")
    start = time.perf_counter()
    reasons = Reasons(memory)
    found = clashes(memory)
    report = Report(reasons, asserted, found)
    report.seconds["rules"] = time.perf_counter() - start
    for kind in ("Class", "ObjectProperty", "DatatypeProperty"):
        named = memory.quads_for_pattern(None, _TYPE, ox.NamedNode(_OWL + kind), None)
        report.vocabulary[kind] = sum(isinstance(quad.subject, ox.NamedNode) for quad in named)
    return report


def why_empty(data: Iterable[ox.Quad], cls: str) -> tuple[Reasons, list[Clash]]:
    """Return why a class can have no member: the contradictions that follow from giving it one."""
    memory = ox.Store()
    memory.extend(data)
    memory.add(ox.Quad(_PROBE, _TYPE, ox.NamedNode(cls), ox.NamedNode(homes.USER)))
    memory.add(
        ox.Quad(
            _PROBE,
            ox.NamedNode(PREFIXES["rdfs"] + "label"),
            ox.Literal("a member of it"),
            ox.NamedNode(homes.USER),
        )
    )
    reasons = Reasons(memory)
    return reasons, [clash for clash in clashes(memory) if any(_PROBE in each for each in clash.premises)]


def _for_hermit(
    ours: list[Source], own: list[ox.Quad], added: dict[Source, list[ox.Quad]]
) -> list[ox.Triple]:
    """Return the vocabulary, all that the users' files hold, and the classes of what they mention.

    Controlled terms and the review's statements are left to the rules: on them HermiT takes minutes.
    """
    listed = [each for each in ours if each.graph == ONTOLOGY and not _is_terms(each.path)]
    quads = list(build.quads(listed, [read_bytes(source.path) for source in listed]))
    theirs = [quad for each in added.values() for quad in each]
    named = {node for quad in theirs for node in (quad.subject, quad.object)}
    quads += [quad for quad in own if quad.predicate == _TYPE and quad.subject in named]
    return list({quad.triple for quad in [*quads, *theirs]})


def _overlay(name: str) -> str:
    known = overlays()
    if name not in known:
        raise Her2gcError(f"there is no overlay '{name}'", "there are " + ", ".join(known))
    return known[name]


def _iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _is_terms(path: str) -> bool:
    """Say whether a file holds controlled terms: ``terms.ttl``, or one in the folder ``terms``."""
    return os.path.basename(path) == "terms.ttl" or os.path.basename(os.path.dirname(path)) == "terms"
