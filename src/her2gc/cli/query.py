"""``her2gc query``: list the stored questions, or answer one."""

import argparse
import json
import sys

from her2gc.cli import Parser, common
from her2gc.questions import binding, catalogue
from her2gc.questions.answer import Answer, ask
from her2gc.questions.question import Parameter, Question
from her2gc.questions.render import MOST, default_format


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the question's name; what follows it belongs to the question."""
    add_common(parser)
    parser.add_argument("name", nargs="?", metavar="QUESTION", help="a stored question; none lists them all")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="its parameters; QUESTION --help lists them")


def run(args: argparse.Namespace) -> int:
    """List or answer."""
    if args.name is None:
        form = args.format or default_format(args.output)
        listed = catalogue.questions()
        body = _listing(listed).encode() if form == "table" else _as_answer(listed).render(form)
        common.write(body, args.output)
        return 0
    question = catalogue.find(args.name)
    parser = Parser(
        prog=f"her2gc query {question.name}",
        description=f"{question.summary} {question.description}",
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    add_parameters(parser, question)
    given, extra = parser.parse_known_args(args.rest, argparse.Namespace(**vars(args)))
    for word in extra:
        name = word.removeprefix("--").partition("=")[0]
        parser.error(
            binding.unknown_parameter(question, name)
            if word.startswith("--")
            else f"'{word}' is not understood"
        )
    values = {parameter.name: getattr(given, parameter.name, None) for parameter in question.parameters}
    answer = ask(common.graph(given), question, values)
    form = given.format or default_format(given.output)
    common.show(
        answer,
        form,
        given.output,
        bare=given.bare,
        whole_places=given.places == "full",
        most=None if given.all else MOST,
        paged=not given.no_pager,
    )
    if form in ("csv", "tsv", "json", "xml") and not given.quiet and answer.boolean is None and not answer:
        print(
            "\n".join(f"her2gc: {line}" for line in (answer.sheet.total, *answer.sheet.notes)),
            file=sys.stderr,
        )
    return 0


def add_parameters(parser: argparse.ArgumentParser, question: Question) -> None:
    """Add what a stored question takes, the options of the command among it."""
    add_common(parser)
    for parameter in question.parameters:
        parser.add_argument(
            f"--{parameter.name}",
            action="append",
            metavar=parameter.kind.upper().replace(" ", "_"),
            help=_help(parameter),
        )


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add what every question takes."""
    common.add_graph_options(parser, endpoint=True)
    common.add_output_options(parser)
    parser.add_argument(
        "--bare", action="store_true", help="leave out the places, doubts and origin of the rows"
    )
    parser.add_argument("--all", action="store_true", help=f"show every row of a table of over {MOST} lines")
    parser.add_argument("--no-pager", action="store_true", help="never show a long table page by page")
    parser.add_argument(
        "--places", choices=("short", "full"), default="short", help="how tables for people write places"
    )


def _help(parameter: Parameter) -> str:
    parts = [parameter.description or f"a {parameter.kind}"]
    if parameter.required:
        parts.append("required")
    if parameter.default is not None:
        parts.append(f"default: {parameter.default}")
    if parameter.example is not None:
        parts.append(f"such as {parameter.example}")
    return "; ".join(parts).replace("%", "%%")


def _listing(listed: dict[str, Question]) -> str:
    groups: dict[str, list[Question]] = {}
    for question in listed.values():
        groups.setdefault(question.tags[0] if question.tags else "other", []).append(question)
    width = max((len(name) for name in listed), default=0) + 2
    lines = []
    for topic in sorted(groups):
        lines += [topic, *(f"  {question.name:<{width}}{question.summary}" for question in groups[topic]), ""]
    return "\n".join([*lines, f"{len(listed)} questions; 'her2gc query QUESTION --help' tells more\n"])


def _as_answer(listed: dict[str, Question]) -> Answer:
    names = ["name", "summary", "tags", "parameters"]
    rows = [
        (each.name, each.summary, ", ".join(each.tags), ", ".join(one.name for one in each.parameters))
        for each in listed.values()
    ]
    bindings = [
        {name: {"type": "literal", "value": text} for name, text in zip(names, row, strict=True)}
        for row in rows
    ]
    return Answer(json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode())
