"""Everything that reads foreign text, fed with mutated texts; each find of the long run is kept here as a case."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from types import ModuleType

import pytest

from conftest import script
from her2gc.errors import Her2gcError
from sampling import slow

TARGETS = ("turtle", "trig", "sssom", "sparql", "shapes", "parameters", "names", "words")
INPUTS = {"parameters": 3, "names": 5, "words": 3}  # the others 60: these look through the whole graph


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    """Load the bench's module."""
    return script("bench/fuzz.py")


@slow
def test_every_reader_is_fed(fuzz: ModuleType) -> None:
    assert tuple(fuzz.TARGETS) == TARGETS
    assert sum(target.share for target in fuzz.TARGETS.values()) == pytest.approx(1)


@pytest.fixture(scope="module")
def apart() -> Iterator[ProcessPoolExecutor]:
    """Have a process whose memory goes back at the end: what is fed may be as long as our limits."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool


def fed(name: str, inputs: int) -> dict[str, int]:
    """Feed a reader, in that process; return how many texts it took and refused."""
    fuzz = script("bench/fuzz.py")
    count: dict[str, int] = fuzz.feed(fuzz.TARGETS[name], inputs, fixed=True)
    return count


@slow
@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_is_taken_or_refused_in_a_line(apart: ProcessPoolExecutor, name: str) -> None:
    inputs = INPUTS.get(name, 60)
    count = apart.submit(fed, name, inputs).result()
    assert sum(count.values()) >= inputs / 2  # equal texts are fed once


@pytest.mark.parametrize("name", ["turtle", "trig", "sssom", "sparql", "shapes"])
def test_what_is_fed_is_mutated_from_sound_texts(fuzz: ModuleType, name: str) -> None:
    for seed in fuzz.TARGETS[name].seeds:
        fuzz.TARGETS[name].read(seed)


SSSOM_HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tobject_source\n"
LONG = "{long}"  # stands for 17 MiB, which no process that collects tests is to hold
# which reader, and what it was fed: each once ended in another way than by an answer or one clear line
FINDS = [
    ("turtle", "<urn:a> <https://w3id.org/her2gc/ontology#printedAs> 'sNaN' ; <urn:p> 'sNaN' ."),
    ("turtle", f"<urn:a> <urn:p> '{LONG}"),
    ("sssom", "# curie_map: " + "[" * 5000),
    ("sssom", "# curie_map: &a\n#   X: *a\nsubject_id\n"),
    ("sssom", f"# curie_map:\n#   a: 'urn:a:'\n{SSSOM_HEAD}a:1\tskos:exactMatch\ta:2\tx\tbioregistry:\"x\n"),
    ("sparql", "SELECT * { " + "a." * 49_000),
    ("sparql", "SELECT * { SERVICE:x { ?s ?p ?o } }"),
    ("sparql", "SELECT (REGEX('noon', '(o)\\\\1') AS ?x) (REPLACE('a', '(', '$') AS ?y) {}"),
]


@slow
@pytest.mark.parametrize(("name", "text"), FINDS, ids=range(len(FINDS)))
def test_finds_are_taken_or_refused_in_a_line(fuzz: ModuleType, name: str, text: str) -> None:
    assert "\n" not in told(fuzz.TARGETS[name].read, text.replace(LONG, "x" * (17 << 20)))


def told(read: Callable[[str], None], text: str) -> str:
    """Return the error that a reader tells, or nothing."""
    try:
        read(text)
    except Her2gcError as error:
        return str(error)
    return ""
