"""How a command line may go on: what argcomplete offers a shell, from the commands, the questions and the graph."""

import argparse
import os
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from argcomplete.finders import CompletionFinder

from her2gc.cli import COMMANDS, parsers, query
from her2gc.errors import Her2gcError
from her2gc.questions import catalogue
from her2gc.questions.question import Question
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import Name, names

_CLASS, _LINE = PREFIXES["owl"] + "Class", PREFIXES["her2gc"] + "LineOfTherapy"
_XSD = PREFIXES["xsd"]
_SHORT = 32  # letters of a name that is offered among all names


def complete(*, output: TextIO | None = None, leave: Callable[[int], Any] = os._exit) -> None:
    """Answer the shell that asks by its environment (``COMP_LINE``), and leave.

    Parameters
    ----------
    output
        Where to write; by default where argcomplete's script reads.
    leave
        Called with the exit code at the end.
    """
    line = os.environ.get("COMP_LINE", "").split()
    parser, commands = parsers(set(line) & set(COMMANDS) - {"query"})
    if "query" in line:
        _add_questions(commands["query"], line)
    for name, command in commands.items():
        for action in command._actions:  # noqa: SLF001 (argparse offers no other way to what was added)
            if (name, action.dest) in _OFFERS:
                action.completer = _OFFERS[name, action.dest]  # type: ignore[attr-defined]
    CompletionFinder()(parser, output_stream=output, exit_method=leave, validator=_fits)


def _fits(offered: str, typed: str) -> bool:
    return offered.casefold().startswith(typed.casefold())


def _add_questions(command: argparse.ArgumentParser, line: Iterable[str]) -> None:
    """Make each stored question a command; those in the line get their parameters."""
    query.add_common(command)
    questions = command.add_subparsers(parser_class=argparse.ArgumentParser)
    for question in catalogue.questions().values():
        parser = questions.add_parser(question.name, help=question.summary)
        if question.name in line:
            query.add_parameters(parser, question)
            _offer_values(parser, question)


def _offer_values(parser: argparse.ArgumentParser, question: Question) -> None:
    kinds = {each.name: each for each in question.parameters}
    for action in parser._actions:  # noqa: SLF001 (see above)
        if parameter := kinds.get(action.dest):
            kind = parameter.type
            if kind == _XSD + "boolean":
                offer: Callable[..., Iterable[str]] = _truth
            elif kind.startswith(_XSD):
                offer = _nothing
            else:
                offer = _members(kind)
            action.completer = offer  # type: ignore[attr-defined]


def _nothing(**_: object) -> tuple[str, ...]:
    return ()


def _truth(**_: object) -> tuple[str, ...]:
    return "true", "false"


def _members(cls: str | None) -> Callable[..., list[str]]:
    """Return what offers the labels of a class's members and, once a letter is typed, their synonyms.

    Of the whole graph only short names are offered: the long ones are those of passages, claims and results.
    """

    def offer(*, prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
        last = 1 if prefix else 0
        listed = [name.text for name in _known(parsed_args, cls) if name.rank <= last]
        return [_typed(text) for text in listed if cls or (len(text) <= _SHORT and ": " not in text)]

    return offer


def _known(args: argparse.Namespace, cls: str | None) -> list[Name]:
    from her2gc.store.graph import open_graph

    data, builtin = getattr(args, "data", None), not getattr(args, "no_builtin", False)
    try:
        return names(open_graph(data, builtin=builtin, quiet=True), cls)
    except Her2gcError:  # a file that cannot be read: the command itself will tell
        return []


def _typed(label: str) -> str:
    """Return a label without blanks, which need no quotes; names are the same with hyphens."""
    return label.replace(" ", "-")


def _formats(**_: object) -> dict[str, str]:
    from her2gc.export import FORMATS

    return {name: each.summary for name, each in FORMATS.items()}


def _overlays(**_: object) -> list[str]:
    from her2gc.checks.reason import overlays

    return list(overlays())


_OFFERS: dict[tuple[str, str], Callable[..., Iterable[str]]] = {
    ("ask", "words"): _nothing,
    ("show", "entity"): _members(None),
    ("links", "entity"): _members(None),
    ("export", "form"): _formats,
    ("export", "around"): _members(None),
    ("export", "line"): _members(_LINE),
    ("export", "type"): _members(_CLASS),
    ("reason", "overlay"): _overlays,
}
