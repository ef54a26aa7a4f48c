"""Tables of mappings: read as the standard has them."""

import codecs

import pytest

from her2gc.errors import Her2gcError
from her2gc.sources import sssom
from sampling import slow

HEAD = "# curie_map:\n#   kg: 'https://w3id.org/her2gc/kg/'\n#   X: 'https://example.org/x/'\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification"
ROW = "kg:T-DM1\tskos:exactMatch\tX:1\tsemapv:ManualMappingCuration"
MATCH = "<http://www.w3.org/2004/02/skos/core#exactMatch>"


def matches(text: str) -> list[str]:
    """Return the objects of the exact matches that a table states."""
    found = sssom.triples(text.encode(), "x.sssom.tsv")
    return [str(triple.object) for triple in found if str(triple.predicate) == MATCH]


def test_the_columns_of_the_standard_are_enough() -> None:
    assert matches(f"{HEAD}{COLUMNS}\n{ROW}\n") == ["<https://example.org/x/1>"]


def test_a_negated_mapping_is_no_match() -> None:
    table = f"{HEAD}{COLUMNS}\tpredicate_modifier\n{ROW}\tNot\n{ROW.replace('X:1', 'X:2')}\t\n"
    assert matches(table) == ["<https://example.org/x/2>"]


def test_that_nothing_was_found_is_no_match() -> None:
    assert matches(f"{HEAD}{COLUMNS}\n{ROW.replace('X:1', 'sssom:NoTermFound')}\n") == []


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (f"{COLUMNS}\tpredicate_modifier\n{ROW}\tnot\n", "x.sssom.tsv:5: 'not' is no predicate_modifier"),
        (f"{COLUMNS}\tcomment\tcomment\n{ROW}\ta\tb\n", "x.sssom.tsv:4: the table has two columns comment"),
        (f'{COLUMNS}\n{ROW}\n\n"{ROW}\n', "x.sssom.tsv:7: 1 cells under 4 columns"),
        (f"{COLUMNS}\n{ROW}\n{ROW.replace('X:1', 'X:a b')}", "x.sssom.tsv:6: 'X:a b' is no id"),
        ("", "x.sssom.tsv:4: the table has no column subject_id"),
    ],
)
def test_a_fault_is_told_with_its_line(table: str, told: str) -> None:
    with pytest.raises(Her2gcError) as caught:
        list(sssom.triples((HEAD + table).encode(), "x.sssom.tsv"))
    assert str(caught.value).startswith(told)


def test_marks_quotes_line_ends_and_blank_lines() -> None:
    table = f'{HEAD}{COLUMNS}\tcomment\n{ROW}\t"a ""b""\n and a tab:\t."\n\n{ROW.replace("X:1", "X:2")}\tc\u2028d\n'
    _, rows = sssom.read(codecs.BOM_UTF8 + table.replace("\n", "\r\n").encode(), "x.sssom.tsv")
    assert [(row["object_id"], row["comment"], row.line) for row in rows] == [
        ("X:1", 'a "b"\n and a tab:\t.', 5),
        ("X:2", "c\u2028d", 8),
    ]


@slow
@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("# curie_map: " + "[" * 5000, "the header is not valid YAML"),
        ("# curie_map:\n#   X: [a]\n", "no text"),
        ("# curie_map:\n#   no: 'urn:x:'\n", "no text"),  # YAML reads no as false
        ("# curie_map: &a\n#   X: *a\n", "no text"),
        ("# comment: " + "a" * 300_000 + "\n", "more than 200000 characters"),
    ],
)
def test_a_head_that_is_no_map_of_texts_is_told(head: str, told: str) -> None:
    with pytest.raises(Her2gcError, match=told):
        sssom.read((head + "\n" + COLUMNS).encode(), "x.sssom.tsv")
