"""Feed mutated texts to everything that reads foreign text: an answer or one clear error, never a crash or a traceback.

Run by hand: ``python bench/fuzz.py [INPUTS] [TARGET…]`` (210,000 inputs over all targets without a number). Hypothesis
chooses the text and the mutations and shrinks what it finds. Each target runs in a process of its own; what it was
given last lies in shared memory, in case that the process ends with it. ``tests/project/test_fuzz.py`` runs a few
hundred, and keeps each find as a case.
"""

import faulthandler
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pyoxigraph as ox
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from her2gc.checks.validate import faults, silence
from her2gc.checks.validate.files import Parsed
from her2gc.checks.validate.shapefiles import ShapeFiles
from her2gc.errors import Her2gcError
from her2gc.find import find
from her2gc.questions import binding, catalogue
from her2gc.sources import homes, printed, sssom, turtle
from her2gc.sources.homes import Source
from her2gc.sparql import worker
from her2gc.sparql.guard import check
from her2gc.sparql.mistakes import syntax_error
from her2gc.store.graph import LocalGraph, open_graph
from her2gc.store.names import names
from her2gc.store.resolve import resolve

SECONDS, _BETWEEN = 600, 200  # for so many inputs; none takes a tenth of a second
_LONGEST = 20_000  # bytes of an input that are kept, should it end the process
_TELL = 5000  # inputs between two lines that tell how far a target has come
TURTLE = """@prefix ex: <https://example.org/ns#> . @prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@base <https://example.org/> . # a comment
ex:S a her2gc:Trial {| ex:confidence "low"@en |} ; her2gc:value 7.90, -1e5 ; her2gc:printedAs "7,9" ;
    ex:list ( 1 true [ ex:p '''a "long" text''' ] ) ; ex:day "2012-01-02"^^<http://www.w3.org/2001/XMLSchema#date> .
<#a> ex:says "سلام"@ar--rtl ; ex:of <<( ex:a ex:b "\\u00e9\\n" )>> , _:b .
"""
TRIG = "@prefix ex: <urn:x:> . ex:g { ex:a ex:p 1 . } GRAPH <urn:g> { [] ex:p _:b } ex:a ex:p 'x' .\n"
SSSOM = """# mapping_set_id: "https://example.org/m"
# curie_map:
#   kg: "https://w3id.org/her2gc/kg/"
#   X: 'https://example.org/x_'
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification\tobject_source\tcomment
kg:T-DM1\tskos:exactMatch\t\tX:1\tone\tsemapv:ManualMappingCuration\tbioregistry:x\t"a ""b"" [c]"
kg:lapatinib\tskos:closeMatch\tNot\tX:2\ttwo\tsemapv:LexicalMatching\thttps://example.org/\tnone
"""
QUERIES = (
    """PREFIX ex: <urn:x:> SELECT DISTINCT ?s (COUNT(?o) AS ?n) WHERE { ?s ex:p+/^ex:q* ?o .
    FILTER(?o < 3 && REGEX(STR(?s), "^a.b(c)\\\\1", "i")) } GROUP BY ?s HAVING (?n > 1) ORDER BY DESC(?n) LIMIT 5""",
    """SELECT * { VALUES (?x ?y) { (1 UNDEF) ("a"@en <urn:b>) } OPTIONAL { ?x ?p ?y MINUS { ?y ?q 1.5e0 } }
    BIND(REPLACE(STR(?x), "(a)", "$1_") AS ?z) GRAPH ?g { <urn:none> <urn:p>* ?o } }""",
    "ASK { { ?s a ?c } UNION { [] ?p ( 1 2 ) } FILTER NOT EXISTS { ?s <urn:p>?/!(<urn:q>|^a) 'x'^^<urn:t> } }",
    "CONSTRUCT { ?s ?p <<( ?a ?b ?c )>> } WHERE { ?s ?p ?o {| ?a ?b |} . { SELECT ?c { ?c ?d ?e } } } OFFSET 1",
    "DESCRIBE kg:GATSBY # SERVICE <urn:x>\n",
)
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <urn:x:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [
    sh:path ( ex:p [ sh:zeroOrMorePath [ sh:inversePath ex:q ] ] ) ; sh:minCount 1 ; sh:pattern "^(a|b)+$" ;
    sh:datatype xsd:date ; sh:or ( [ sh:class ex:D ] [ sh:nodeKind sh:IRI ] ) ] ;
    sh:sparql [ sh:select "SELECT $this ?value { $this ex:p ?value }" ; sh:prefixes ex: ; sh:message "no {?value}" ] .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "urn:x:"^^xsd:anyURI ] .
"""
NAMES = (
    "T-DM1",
    "trastuzumab emtansine",
    "kg:GATSBY",
    "<https://w3id.org/her2gc/kg/ToGA>",
    "second line",
    "HGNC:3430",
)
WORDS = (
    "which agents failed in the second line?",
    "hazard ratio of T-DM1 against taxane",
    "HER2 3+ or ISH positive",
)
# what stands in the way of readers: ends, signs of several syntaxes, odd characters, and numbers that are none
ODD = (
    *(
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "\\u",
        "<",
        ">",
        "<<(",
        ")>>",
        "{",
        "}",
        "{|",
        "|}",
        "[",
        "]",
        "(",
        ")",
        ".",
        ";",
        ",",
    ),
    *(
        "#",
        "\n",
        "\r",
        "\t",
        "\x00",
        "\ufeff",
        "\u2028",
        "\u0663",
        "\U0001f600",
        "@",
        "@prefix",
        "^^",
        "a:",
        ":",
        "_:",
    ),
    *("?", "$", "%", "*", "+", "&a *a", "!!python/name:x", "- ", "SERVICE", "FROM", "GROUP BY ?x", "AS ?s"),
    *("1_0", "NaN", "-INF", "1e999", "9" * 30),
)
PUT = st.sampled_from(ODD) | st.text(max_size=3)
EDIT = st.tuples(st.integers(0, 4), st.integers(0, 1 << 12), st.integers(1, 24), PUT)


def mutated(text: str, edits: Iterable[tuple[int, int, int, str]]) -> str:
    """Return a text with pieces put in, taken out, doubled, moved to the end, or cut off behind."""
    for kind, place, length, put in edits:
        at = place % (len(text) + 1)
        piece = text[at : at + length]
        if kind == 0:
            text = text[:at] + put + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + length :]
        elif kind == 2:
            text = text[:at] + piece * 3 + text[at + length :]
        elif kind == 3:
            text = text[:at] + text[at + length :] + piece
        else:
            text = text[:at] + put
    return text


def encoded(text: str) -> bytes:
    """Return a text as a file may hold it: one with half a pair is not UTF-8."""
    return text.encode("utf-8", "surrogatepass")


def _quads(name: str, text: str) -> list[ox.Quad]:
    return list(turtle.quads(Source(name, homes.ALONE), turtle.without_mark(encoded(text))))


def read_turtle(text: str) -> None:
    """Read Turtle, and keep its figures as printed."""
    list(printed.with_printed_forms(_quads("own.ttl", text)))


def read_trig(text: str) -> None:
    """Read TriG."""
    _quads("own.trig", text)


def read_sssom(text: str) -> None:
    """Read a table of mappings."""
    list(sssom.triples(encoded(text), "own.sssom.tsv"))


@cache
def _small() -> ox.Store:
    store = ox.Store()
    store.extend(_quads("own.ttl", TURTLE))
    return store


def ask_sparql(text: str) -> None:
    """Check a foreign query, ask it, and tell what is wrong with it, as the command and its worker do."""
    check(text, "q.rq", set())
    request = {"query": text, "folder": None, "inferred": True, "rows": 50, "chosen": False, "seconds": 5}
    said, body = worker.answer(request, _small())
    if "syntax" in said:
        raise syntax_error(text, said["syntax"], said["start"], "q.rq")
    if said.get("kind") == "results":
        json.loads(body)


def read_shapes(text: str) -> None:
    """Read shapes and say what is wrong with them, or silently without effect."""
    content = turtle.without_mark(encoded(text))
    quads = turtle.quads(Source("own.ttl", homes.ALONE), content)
    files = ShapeFiles([Parsed("own.ttl", content, [quad.triple for quad in quads])])
    faults.check(files)
    list(silence.of_shapes(files, [quad.triple for quad in _small()]))


@cache
def _graph() -> LocalGraph:
    return open_graph(memory=True, quiet=True)


def give_parameters(text: str) -> None:
    """Give a value to each parameter of the stored questions, one of each type."""
    asked: set[str] = set()
    refusal: Her2gcError | None = None
    for question in catalogue.questions().values():
        for parameter in question.parameters:
            if parameter.type in asked:
                continue
            asked.add(parameter.type)
            try:
                term = binding.term(_graph(), parameter, text)
                ox.Store().query(f"SELECT * {{ VALUES ?x {{ {term} }} }}")
            except Her2gcError as error:
                refusal = error
    if refusal:
        raise refusal


def resolve_names(text: str) -> None:
    """Look a name up among all names."""
    resolve(text, names(_graph()), "entity")


def ask_in_words(text: str) -> None:
    """Look for the stored question that words ask."""
    find(_graph(), text)


class Target:
    """One reader of foreign text: the texts that it starts from, and its share of all inputs."""

    def __init__(self, read: Callable[[str], None], seeds: Iterable[str], share: float) -> None:
        self.read = read
        self.seeds = list(seeds)
        self.share = share


TARGETS = {
    "turtle": Target(read_turtle, [TURTLE], 0.25),
    "trig": Target(read_trig, [TRIG, TRIG + TURTLE], 0.25),
    "sssom": Target(read_sssom, [SSSOM], 0.25),
    "sparql": Target(ask_sparql, QUERIES, 0.2),
    "shapes": Target(read_shapes, [SHAPES], 0.035),
    "parameters": Target(give_parameters, NAMES, 0.007),
    "names": Target(resolve_names, NAMES, 0.005),
    "words": Target(ask_in_words, WORDS, 0.003),
}


def feed(
    target: Target, inputs: int, *, fixed: bool, note: Callable[[str], None] = lambda _: None
) -> dict[str, int]:
    """Feed so many mutated texts to a reader; return how many it took, and refused by a clear error.

    Any other exception, or a message that is no line or has no end, is raised with the shortest text that gives it.
    """
    count = {"taken": 0, "refused": 0}

    @settings(
        max_examples=inputs,
        derandomize=fixed,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(target.seeds), st.lists(EDIT, min_size=1, max_size=4))
    def one(seed: str, edits: list[tuple[int, int, int, str]]) -> None:
        text = mutated(seed, edits)
        note(text)
        try:
            target.read(text)
            count["taken"] += 1
        except Her2gcError as error:
            count["refused"] += 1
            told = str(error)
            if "\n" in told or len(told) > 3000:
                raise AssertionError(f"no clear line: {told[:300]!r}") from error

    one()
    return count


def _run(name: str, inputs: int, last: Any) -> None:
    fed = 0

    def note(text: str) -> None:
        nonlocal fed
        last.value = encoded(text)[: len(last) - 1]
        if fed % _BETWEEN == 0:  # the clock is a thread, and costs as much as an input
            faulthandler.dump_traceback_later(SECONDS, exit=True)
        fed += 1
        if fed % _TELL == 0:
            print(f"{name:<11} {fed:>7} inputs so far", file=sys.stderr, flush=True)

    start = time.monotonic()
    count = feed(TARGETS[name], inputs, fixed=False, note=note)
    faulthandler.cancel_dump_traceback_later()
    took = time.monotonic() - start
    print(f"{name:<11} {sum(count.values()):>7} inputs  {count}  {took:.0f} s", flush=True)


def main() -> None:
    """Run all targets, or those named."""
    inputs = int(sys.argv[1]) if sys.argv[1:] else 210_000
    failed = []
    last: Any = multiprocessing.RawArray("c", _LONGEST)
    for name in sys.argv[2:] or TARGETS:
        process = multiprocessing.Process(target=_run, args=(name, round(inputs * TARGETS[name].share), last))
        process.start()
        process.join()
        if process.exitcode:
            failed.append(name)
            print(f"{name}: ended with {process.exitcode} at {last.value!r}", flush=True)
    sys.exit(f"found something in {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
