"""How many small errors each gate catches: shapes, reasoner, audit, stored questions.

Run: ``python bench/mutation.py --mutants 1000 --seed 1 --text review.txt``; the seed fixes every mutant.
A mutant that leaves the closed graph as it was (the rules infer again what was taken away) is no error and is not
counted. A gate catches a mutant when it says something that it does not say of the shipped graph; shapes count with
violations and warnings. The stored questions catch it when the answer to a question differs from the shipped one.
"""

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

sys.path.insert(
    0,
    os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "checks", "validate"),
)

from kinds import KINDS, Data, Edit

from her2gc.checks.validate.check import _triples, closed
from her2gc.checks.validate.direct import Direct
from her2gc.checks.validate.engine import Shapes
from her2gc.checks.validate.files import chosen
from her2gc.sources import homes, turtle
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import read_bytes

GATES = ("shapes", "reasoner", "audit", "questions")


class Bench:
    """The shipped graph, and the gates."""

    def __init__(
        self, text: bytes | None = None, gates: tuple[str, ...] = GATES, *, quick: bool = False
    ) -> None:
        # the first gate that catches a mutant ends it: what all catch together is the same
        self.quick = quick
        self.gates = [gate for gate in gates if gate != "audit" or text]
        self.text = text
        self.sources = chosen([], builtin=True, say=lambda _: None)
        self.quads = {s: list(turtle.quads(s, read_bytes(s.path))) for s in self.sources}
        listed = [Source(path, homes.USER) for path in homes.files("shapes", ".ttl")]
        self.shapes = Direct(Shapes(_triples(listed)))
        self.asserted = [
            q.triple for s, quads in self.quads.items() if s.graph != homes.ONTOLOGY for q in quads
        ]
        whole, self.triples = self.build(self.quads)
        self.data = Data(self.asserted, self.triples)
        self.near: set[ox.NamedNode] = set()  # what an error lies beside
        self.known: dict[str, set[str]] = {gate: set() for gate in self.gates}
        self.known = {
            gate: getattr(self, "by_" + gate)(whole, self.triples, self.quads) for gate in self.gates
        }

    def build(self, quads: dict[Source, list[ox.Quad]]) -> tuple[ox.Store, list[ox.Triple]]:
        """Close a graph; return the store and its triples."""
        return closed(q for each in quads.values() for q in each)

    def edited(self, edit: Edit) -> dict[Source, list[ox.Quad]]:
        """Return the shipped graph with an edit made in the files that it concerns."""
        removed, added = set(edit.removed), list(edit.added)
        quads = {s: [q for q in each if q.triple not in removed] for s, each in self.quads.items()}
        for triple in added:
            home = next(
                (s for s, each in self.quads.items() for q in each if q.triple.subject == triple.subject),
                self.sources[-1],
            )
            quads[home].append(
                ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(home.graph))
            )
        return quads

    def run(self, edit: Edit) -> dict[str, list[str]] | None:
        """Return what each gate says beyond what it says of the shipped graph; None where nothing changed."""
        quads = self.edited(edit)
        whole, triples = self.build(quads)
        if set(triples) == set(self.triples):
            return None
        said: dict[str, list[str]] = {gate: [] for gate in self.gates}
        self.near = _named(ox.NamedNode(node) for node in edit.nodes)
        self.near |= _named(node for t in (*edit.removed, *edit.added) for node in (t.subject, t.object))
        for gate in self.gates:
            said[gate] = sorted(getattr(self, "by_" + gate)(whole, triples, quads) - self.known[gate])
            if said[gate] and self.quick:
                break
        return said

    def by_shapes(self, _closed: object, triples: list[ox.Triple], _quads: object) -> set[str]:
        """Return violations and warnings: of the nodes around the error, and where these tell nothing new, of all."""
        store = ox.Store()
        store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        around = set(self.near)
        for node in self.near:
            around |= _named(quad.object for quad in store.quads_for_pattern(node, None, None, None))
            if not node.value.startswith(PREFIXES["her2gc"]):  # thousands are of one class
                around |= _named(quad.subject for quad in store.quads_for_pattern(None, None, node, None))
        found: set[str] = set()
        for nodes in (around, None) if around else (None,):
            said = (each for each in self.shapes.apply(store, nodes) if each.severity != "note")
            found = {f"{each.rule}\t{each.node}\t{each.value}\t{each.message}" for each in said}
            if found - self.known["shapes"]:
                break
        return found

    def by_reasoner(self, closed: ox.Store, _triples: object, _quads: object) -> set[str]:
        """Return contradictions."""
        from her2gc.checks.reason.clashes import clashes

        return {str(each) for each in clashes(closed)}

    def by_questions(self, closed: ox.Store, _triples: object, _quads: object) -> set[str]:
        """Return the answer to every stored question, as a digest."""
        found = set()
        for path in homes.files("queries", ".rq"):
            text = read_bytes(path).decode()
            answer = closed.query(text, use_default_graph_as_union=True)
            rows = sorted(str([str(value) for value in row]) for row in answer)  # type: ignore[union-attr]
            found.add(f"{os.path.basename(path)} {hash(tuple(rows))}")
        return found

    def by_audit(self, _closed: object, _triples: object, quads: dict[Source, list[ox.Quad]]) -> set[str]:
        """Return what the audit finds, and how many figures and names of the text nothing covers."""
        from her2gc.checks import audit
        from her2gc.checks.audit.record import read

        with tempfile.TemporaryDirectory() as folder:
            moved = []
            for number, (source, each) in enumerate(quads.items()):
                if source.graph == homes.ONTOLOGY or each == self.quads[source]:
                    moved.append(source)
                    continue
                path = os.path.join(folder, f"{number}.nt")
                with open(path, "wb") as file:
                    ox.serialize([q.triple for q in each], file, format=ox.RdfFormat.N_TRIPLES)
                moved.append(Source(path, source.graph))
            try:
                said = audit.audit(read(moved, homes.data_root()), self.text)
            except Exception as error:  # noqa: BLE001 (a mutant may be anything; a gate that stops has caught it)
                return {f"stopped: {type(error).__name__}"}
        told = {f"{each.kind} {each.node} {each.message}" for each in (*said.failures, *said.notes)}
        return told | ({f"open {len(said.coverage.of('open'))}"} if said.coverage else set())


def _named(nodes: Iterable[object]) -> set[ox.NamedNode]:
    """Return what has an IRI."""
    return {node for node in nodes if isinstance(node, ox.NamedNode)}


def draw(data: Data, number: int, seed: int, names: list[str]) -> list[tuple[str, int, Edit]]:
    """Draw mutants, each kind in turn, every place by a seed of its own."""
    found: list[tuple[str, int, Edit]] = []
    turn = 0
    while len(found) < number:
        name = names[turn % len(names)]
        edit = KINDS[name](random.Random(f"{seed} {turn}"), data)  # noqa: S311 (no secret)
        if edit is not None:
            found.append((name, turn, edit))
        turn += 1
    return found


_BENCH: Bench | None = None


def _one(job: tuple[str, int, Edit]) -> tuple[str, int, Edit, dict[str, list[str]] | None]:
    assert _BENCH is not None  # noqa: S101
    return (*job, _BENCH.run(job[2]))


def short(iri: str) -> str:
    """Return an IRI's CURIE, within any text."""
    for name in ("kg", "her2gc"):
        iri = iri.replace(PREFIXES[name], f"{name}:")
    return iri


def named(edit: Edit, said: list[str]) -> bool:
    """Say whether a report names a mutated node, by IRI or CURIE."""
    told = " ".join(said)
    return any(node in told or short(node) in told for node in edit.nodes)


def report(
    done: list[tuple[str, int, Edit, dict[str, list[str]] | None]], gates: list[str]
) -> dict[str, Any]:
    """Print the figures; return them."""
    real = [(name, turn, edit, said) for name, turn, edit, said in done if said is not None]
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for name, _, edit, said in real:
        by_kind[name]["all"] += 1
        by_kind[name].update(gate for gate in gates if said[gate])
        by_kind[name]["any"] += any(said.values())
        by_kind[name]["named"] += bool(said["shapes"]) and named(edit, said["shapes"])
    total: Counter[str] = Counter()
    columns = ["all", *gates, "any", "named"]
    print("kind".ljust(34), *(column.rjust(9) for column in columns))
    for name in sorted(by_kind):
        total.update(by_kind[name])
        print(name.ljust(34), *(str(by_kind[name][column]).rjust(9) for column in columns))
    print("all".ljust(34), *(str(total[column]).rjust(9) for column in columns))
    print(f"{len(done) - len(real)} mutants left the closed graph as it was and are not counted")
    shares = {column: total[column] / max(1, total["all"]) for column in [*gates, "any"]}
    shares["named of caught"] = total["named"] / max(1, total["shapes"])
    worst = min(by_kind, key=lambda name: by_kind[name]["shapes"] / by_kind[name]["all"])
    shares["worst kind"] = by_kind[worst]["shapes"] / by_kind[worst]["all"]
    for name, share in shares.items():
        print(f"{name}: {100 * share:.1f} %" + (f" ({worst})" if name == "worst kind" else ""))
    print("Missed by the shapes:")
    for name, turn, edit, said in real:
        if not said["shapes"]:
            others = [gate for gate in gates if said[gate]]
            changes = [f"- {t}" for t in edit.removed[:2]] + [f"+ {t}" for t in edit.added[:2]]
            change = short("; ".join(changes))
            print(f"  {name} #{turn} [{', '.join(others) or 'no gate'}] {change}")
    return {"mutants": len(real), **shares}


def main() -> None:
    """Run the bench."""
    global _BENCH  # noqa: PLW0603 (the processes that fork share it)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", help="a copy of the review's text, for the audit")
    parser.add_argument(
        "--quick", action="store_true", help="ask no further gate once one has caught a mutant"
    )
    parser.add_argument("--gates", nargs="+", default=list(GATES), choices=GATES)
    parser.add_argument("--kinds", nargs="+", default=sorted(KINDS), choices=sorted(KINDS), metavar="KIND")
    parser.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 2) - 1))
    parser.add_argument("--json", help="write the figures to a file")
    args = parser.parse_args()
    _BENCH = Bench(read_bytes(args.text) if args.text else None, tuple(args.gates), quick=args.quick)
    jobs = draw(_BENCH.data, args.mutants, args.seed, args.kinds)
    with multiprocessing.get_context("fork").Pool(args.processes) as pool:
        done = []
        for number, each in enumerate(pool.imap(_one, jobs), 1):
            done.append(each)
            if number % 50 == 0:
                print(f"{number} of {len(jobs)}", file=sys.stderr, flush=True)
    figures = report(done, _BENCH.gates)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump(figures, file, indent=1)


if __name__ == "__main__":
    main()
