"""What no message of a shape can say, as it sees one node: the nearest name, a comma in a figure, whose word it is."""

import re

from her2gc.checks.validate.files import Parsed
from her2gc.checks.validate.finding import shown
from her2gc.checks.validate.lines import Lines, Place
from her2gc.checks.validate.raw import Raw
from her2gc.sources.prefixes import PREFIXES

_UNKNOWN = re.compile(
    r"(?:has the property|is called|points to) (\S+?), which (?:the vocabulary|is no class|no file)"
)
_SPELLING = "correct its spelling"
_COMMA = re.compile(r"(?<![\w\".])([0-9]+) ?, ?([0-9]+)(?![\w\".])")
_ONE = "MaxCountConstraintComponent"
_NAME = re.compile(r"\b(?:kg|her2gc):[\w.-]*\w")


class Hints:
    """Hints on the findings of one run.

    Parameters
    ----------
    theirs
        The files of a user.
    ours
        Those that come with the package.
    """

    def __init__(self, theirs: list[Parsed], ours: list[Parsed]) -> None:
        self.lines = Lines([(file.path, file.content, file.triples) for file in [*theirs, *ours]])
        self._theirs, self._ours = theirs, ours
        self._apart: dict[str, Lines] = {}

    def _of(self, whose: str) -> Lines:
        """Return the lines of a user's files, or of ours, alone."""
        if whose not in self._apart:
            files = self._theirs if whose == "theirs" else self._ours
            self._apart[whose] = Lines([(file.path, file.content, file.triples) for file in files])
        return self._apart[whose]

    def place(self, each: Raw, place: Place) -> Place:
        """Return where a finding is told: what a user's file has brought about is told there, not at our file."""
        if not self._theirs or place[0] not in {file.path for file in self._ours}:
            return place
        from her2gc.store.names import expand

        for node in (each.node, *(expand(name) or "" for name in _NAME.findall(each.message))):
            found = self._of("theirs").find(node) if node else ("", 0)
            if found[0] and self._of("theirs").knows(node):
                return found
        return place

    def message(self, each: Raw, place: Place) -> str:
        """Return the message of a finding with what helps to mend it."""
        if unknown := _UNKNOWN.search(each.message):
            near = self._near(unknown[1], capital=each.rule == "class-is-known")
            return each.message.replace(_SPELLING, f"{_SPELLING} ({near}?)") if near else each.message
        if each.component != _ONE or not place[0]:
            return each.message
        comma = _COMMA.search(self._text(place))
        if comma:
            return f"{each.message} In Turtle a comma stands between two values: write {comma[1]}.{comma[2]}."
        return self._two_words(each) or each.message

    def without_echoes(self, raw: list[Raw]) -> list[Raw]:
        """Return findings without those that only follow from two words on one node of ours."""
        if not self._theirs or not self._ours or not any(each.component == _ONE for each in raw):
            return raw
        from her2gc.store.names import expand

        twice = [each for each in raw if each.component == _ONE and self._is_of_two(each)]
        nodes = {each.node for each in twice}
        return [
            each
            for each in raw
            if each in twice
            or not nodes & {each.node, *(expand(name) or "" for name in _NAME.findall(each.message))}
        ]

    def _is_of_two(self, each: Raw) -> bool:
        return self._of("theirs").knows(each.node, each.path) and self._of("ours").knows(each.node, each.path)

    def _near(self, name: str, *, capital: bool) -> str:
        import difflib

        from her2gc.store.names import curie, expand

        iri = expand(name) or name
        base, local = re.fullmatch(r"(.*[/#])?(.*)", iri).groups()  # type: ignore[union-attr]
        named = [each for each in self.lines.subjects() if base and each.startswith(base) and each != iri]
        if base == PREFIXES["her2gc"]:  # a class begins with a capital, a property does not
            named = [each for each in named if each.removeprefix(base)[:1].isupper() == capital]
        known = {each.removeprefix(base).lower(): each for each in named}
        # a node by a slip of one letter or a sign only: no drug is suggested for another that is spelt alike
        alike = 0.8 if base == PREFIXES["her2gc"] else 0.9
        found = difflib.get_close_matches(local.lower(), list(known), 1, alike)
        return curie(known[found[0]]) if found else ""

    def _text(self, place: Place) -> str:
        """Return a line of a file."""
        content = next((file.content for file in [*self._theirs, *self._ours] if file.path == place[0]), b"")
        lines = content.decode(errors="replace").split("\n")
        return lines[place[1] - 1] if 0 < place[1] <= len(lines) else ""

    def _two_words(self, each: Raw) -> str:
        """Return what to do where a user's file gives a node of ours another value than ours."""
        if not self._theirs or not self._ours or not self._is_of_two(each):
            return ""
        from her2gc.store.names import curie, local

        file, line = self._of("ours").find(each.node, each.path)
        node, prop = curie(each.node), local(each.path)
        return (
            f"{node} has its {prop} at {shown(file)}:{line}, where it stays as it is; what another source says "
            f"goes to a node of its own: a result with its values and its own places (another name than {node}), "
            f"and, where the two differ, a her2gc:Discrepancy that concerns {node} with both places, or a "
            "her2gc:CurationNote that supersedes it."
        )


def prefix_line(content: bytes, address: str) -> int:
    """Return the line on which an address is first written."""
    at = content.find(f"<{address}>".encode())
    return content.count(b"\n", 0, at) + 1 if at >= 0 else 0
