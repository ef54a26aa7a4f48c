"""Each rule, on the smallest ontology that shows it."""

import pyoxigraph as ox
import pytest

from her2gc.sources.homes import INFERRED
from her2gc.store import closure

HEAD = """@prefix : <http://e/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
CHAIN = ":testsAgent owl:propertyChainAxiom ( :hasArm :hasRegimen :hasAgent ) ."
INVERSE_CHAIN = ":sibling owl:propertyChainAxiom ( [ owl:inverseOf :parent ] :parent ) ."
SOME = ":Tested owl:equivalentClass [ owl:onProperty :testedIn ; owl:someValuesFrom :Trial ] ."
BOTH = (
    ":New owl:equivalentClass [ owl:intersectionOf ( :A [ owl:onProperty :in ; owl:hasValue :second ] ) ] ."
)
EITHER = ":AB owl:equivalentClass [ owl:unionOf ( :A :B ) ] ."
TARGETED = "[ owl:onProperty [ owl:inverseOf :targets ] ; owl:someValuesFrom owl:Thing ]"
INVERSE_SOME = f":Target owl:equivalentClass {TARGETED} ."

CASES = {
    "subclass, twice": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .",
        ":x a :A .",
        {":x a :B", ":x a :C"},
    ),
    "subproperty": (":p rdfs:subPropertyOf :q .", ":x :p :y .", {":x :q :y"}),
    "inverse": (":p owl:inverseOf :q .", ":x :p :y . :u :q :v .", {":y :q :x", ":v :p :u"}),
    "chain of three": (CHAIN, ":t :hasArm :a . :a :hasRegimen :r . :r :hasAgent :d .", {":t :testsAgent :d"}),
    "chain with an inverse": (INVERSE_CHAIN, ":p :parent :x .", {":x :sibling :x"}),
    "transitive": (
        ":p a owl:TransitiveProperty .",
        ":a :p :b . :b :p :c . :c :p :d .",
        {":a :p :c", ":a :p :d", ":b :p :d"},
    ),
    "symmetric": (":p a owl:SymmetricProperty .", ":a :p :b .", {":b :p :a"}),
    "some values from": (SOME, ":x :testedIn :t . :t a :Trial . :y :testedIn :u .", {":x a :Tested"}),
    "intersection, with a value, both ways": (
        BOTH,
        ":x a :A ; :in :second . :y a :A . :z a :New .",
        {":x a :New", ":z a :A", ":z :in :second"},
    ),
    "union": (EITHER, ":x a :A . :y a :B .", {":x a :AB", ":y a :AB"}),
    "some values through an inverse": (INVERSE_SOME, ":mab :targets :HER2 .", {":HER2 a :Target"}),
    "nothing to infer": ("", ":x :p :y .", set()),
}


def closed(text: str) -> set[str]:
    """Return what the rules add, as short text."""
    store = ox.Store()
    store.load(HEAD + text, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("http://e/g"))
    added = closure.close(store)
    found = list(store.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED)))
    assert len(found) == added
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    texts = {f"{quad.subject} {quad.predicate} {quad.object}".replace(kind, "a") for quad in found}
    return {text.replace("<http://e/", ":").replace(">", "") for text in texts}


@pytest.mark.parametrize("case", CASES)
def test_rule(case: str) -> None:
    ontology, data, expected = CASES[case]
    assert closed(f"{ontology}\n{data}") == expected


def test_what_is_asserted_is_not_inferred_again() -> None:
    assert closed(":A rdfs:subClassOf :B . :x a :A , :B .") == set()
