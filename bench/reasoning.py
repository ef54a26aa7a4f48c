"""How long the rules take, against owlrl on the same data, and ``her2gc reason`` as a whole; run by hand.

Prints the processor seconds of each and compares what both found on our terms. Both get the part of the graph that the
defined classes speak of: on the whole graph owlrl was stopped after eleven minutes, the rules take half a second.
"""

import subprocess
import sys
import time
from pathlib import Path

import owlrl
import pyoxigraph as ox
from rdflib import Graph, URIRef

from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from her2gc.store import closure

H, KG, TYPE = PREFIXES["her2gc"], PREFIXES["kg"], PREFIXES["rdf"] + "type"
BEYOND_RL = ("DualHER2BlockadeRegimen", "ChemotherapyFreeRegimen")
LARGEST = 15.0  # seconds that the whole command may take


def ours(triples: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Return the statements on our entities in our vocabulary."""
    return {
        (s, p, o)
        for s, p, o in triples
        if s.startswith(KG) and (p.startswith(H) or (p == TYPE and o.startswith(H)))
    }


def main() -> int:
    """Measure, compare, and return 1 where the two differ in more than what lies beyond OWL 2 RL."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "checks" / "reason"))
    import reason_core as core

    user = ox.NamedNode(homes.USER)
    triples = core.vocabulary() + core.individuals()
    quads = [ox.Quad(each.subject, each.predicate, each.object, user) for each in triples]
    times = []
    for _ in range(5):
        memory = ox.Store()
        memory.bulk_extend(quads)
        start = time.process_time()
        added = closure.close(memory)
        times.append(time.process_time() - start)
    by_rules = ours(
        {
            (quad.subject.value, quad.predicate.value, quad.object.value)
            for quad in memory
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        }
    )
    body = ox.serialize({quad.triple for quad in quads}, format=ox.RdfFormat.N_TRIPLES) or b""
    graph = Graph().parse(data=body, format="nt")
    start = time.process_time()
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False
    ).expand(graph)
    slow = time.process_time() - start
    by_owlrl = ours(
        {(str(s), str(p), str(o)) for s, p, o in graph if isinstance(s, URIRef) and isinstance(o, URIRef)}
    )
    rest = {fact for fact in by_rules - by_owlrl if fact[2].removeprefix(H) not in BEYOND_RL}
    quick = sorted(times)[len(times) // 2]
    print(f"{len(quads)} statements, {added} inferred")
    print(
        f"rules {quick:.3f} s (median of {len(times)}), owlrl {slow:.1f} s: {slow / quick:.0f} times faster"
    )
    print(
        f"only by owlrl: {len(by_owlrl - by_rules)}; only by the rules, beyond OWL 2 RL left out: {len(rest)}"
    )
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "her2gc.cli", "reason", "--quiet", "--format", "json"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    whole = time.perf_counter() - start
    print(f"her2gc reason, HermiT and its Java included: {whole:.1f} s (limit {LARGEST:g} s)")
    return int(bool(rest or by_owlrl - by_rules) or whole > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
