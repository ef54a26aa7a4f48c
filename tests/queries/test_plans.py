"""How stored questions are written so that their plan follows what they answer, not the size of the graph."""

import re

from conftest import ROOT

# what is bound before an OPTIONAL in this one cannot be told from its text; measured at two sizes, it grows in step
MEASURED = {"overtaken"}
_QUIET = re.compile(r'"[^"]*"|<[^>]*>|#.*')


def required_after_optional(query: str) -> list[int]:
    """Return the lines on which a pattern is required after an OPTIONAL of the same group."""
    found, seen, depth = [], set[int](), 0
    for number, line in enumerate(query.splitlines(), 1):
        text = _QUIET.sub("", line).strip()
        if re.match(r"\?\w+ [^=]", text) and depth in seen:
            found.append(number)
        if text.startswith("OPTIONAL"):
            seen.add(depth)
        for sign in text:
            if sign == "{":
                depth += 1
                seen.discard(depth)
            elif sign == "}":
                depth -= 1
    return found


def test_the_rule_sees_what_it_forbids() -> None:
    # three labels joined to nothing that is bound before: the cube of all labels, which never ended on two reviews
    assert required_after_optional("WHERE {\n ?a ?b ?c .\n OPTIONAL { ?c ?d ?e }\n ?f ?g ?h .\n}") == [4]
    assert required_after_optional("WHERE {\n ?a ?b ?c .\n { OPTIONAL { ?c ?d ?e } }\n ?f ?g ?h .\n}") == []


def test_what_is_required_stands_before_what_is_optional() -> None:
    listed = sorted((ROOT / "queries").glob("*.rq"))
    assert len(listed) > 90
    wrong = {path.stem for path in listed if required_after_optional(path.read_text(encoding="utf-8"))}
    assert wrong <= MEASURED


SORTED = re.compile(r"ORDER BY ([^{}]*?)\s*\}\s*GROUP BY ([^{}]*?)\n")


def sorted_by_its_groups(query: str) -> list[str]:
    """Return the variables that a sub-select is sorted by and grouped by."""
    variables = re.compile(r"\?\w+")
    return [
        each
        for order, group in SORTED.findall(query)
        for each in variables.findall(order)
        if each in variables.findall(group)
    ]


def test_what_a_cell_joins_is_not_sorted_by_what_parts_the_cells() -> None:
    # an engine looks up both sides of each comparison of two names: a quarter of what comparisons took
    assert sorted_by_its_groups("ORDER BY ?a ?b\n } GROUP BY ?a ?c\n") == ["?a"]
    listed = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "queries").glob("*.rq")}
    assert sum(len(SORTED.findall(text)) for text in listed.values()) > 150
    assert not {name for name, text in listed.items() if sorted_by_its_groups(text)}
