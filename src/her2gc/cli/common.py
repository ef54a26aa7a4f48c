"""What commands share: options, opening the graph, writing the result."""

import argparse
import sys

from her2gc.errors import Her2gcError
from her2gc.output import write
from her2gc.progress import Progress
from her2gc.questions.answer import Answer
from her2gc.questions.render import MOST, terminal_width
from her2gc.store.graph import Graph, LocalGraph, open_graph
from her2gc.store.place import cache_dir

__all__ = [
    "FORMATS",
    "add_graph_options",
    "add_output_options",
    "graph",
    "local_graph",
    "progress",
    "read_text",
    "show",
    "whole_graph",
    "write",
]

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "html")


def add_graph_options(parser: argparse.ArgumentParser, *, endpoint: bool = False, store: bool = True) -> None:
    """Add the options that say which graph to ask."""
    parser.add_argument(
        "--data",
        action="append",
        metavar="FILE|DIR",
        default=[],
        help="add an RDF file of your own, .gz too, or a folder of them (repeatable)",
    )
    parser.add_argument(
        "--registry",
        action="append",
        metavar="DIR|FILE",
        default=[],
        help="add records of a trial register that you imported, as the register's word (repeatable)",
    )
    parser.add_argument(
        "--no-builtin", action="store_true", help="leave out the review's graph, keep the ontology"
    )
    parser.add_argument("--no-others", action="store_true", help="leave out other sources than the review")
    parser.add_argument(
        "--only-data",
        action="store_true",
        help="ask your own files alone: without our graph, our ontology and what the rules infer",
    )
    if store:
        parser.add_argument(
            "--store", metavar="STORE", help="ask a store that 'her2gc build' wrote, in place of any file"
        )
    parser.add_argument("--no-inferred", action="store_true", help="leave out what the rules infer")
    parser.add_argument("--quiet", action="store_true", help="no progress on stderr")
    if endpoint:
        parser.add_argument("--endpoint", metavar="URL", help="ask a remote SPARQL 1.1 endpoint instead")


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the result goes and in which form."""
    parser.add_argument(
        "--format",
        choices=FORMATS,
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; by default table on a terminal, tsv when piped",
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="write to a file")


def progress(args: argparse.Namespace) -> Progress:
    """Return what tells the user how long something takes."""
    return Progress(quiet=args.quiet, folder=cache_dir())


def local_graph(args: argparse.Namespace, *, memory: bool = False) -> LocalGraph:
    """Open our own graph as the options say; ``memory`` is for many questions."""
    return open_graph(
        args.data,
        registry=args.registry,
        builtin=not args.no_builtin,
        only_data=args.only_data,
        others=not args.no_others,
        inferred=not args.no_inferred,
        memory=memory,
        store=args.store,
        quiet=args.quiet,
    )


def graph(args: argparse.Namespace) -> Graph:
    """Open the graph or the endpoint that the options name."""
    if args.endpoint:
        if any(
            (
                args.data,
                args.registry,
                args.store,
                args.no_builtin,
                args.no_others,
                args.no_inferred,
                args.only_data,
            )
        ):
            raise Her2gcError(
                "--endpoint asks another graph",
                "leave out --data, --registry, --store, --only-data, --no-builtin, --no-others and --no-inferred",
            )
        from her2gc.store.remote import RemoteGraph

        return RemoteGraph(args.endpoint)
    return local_graph(args)


def whole_graph(args: argparse.Namespace) -> LocalGraph:
    """Open the graph, or copy that of the endpoint, for what looks at statements one by one."""
    found = graph(args)
    if isinstance(found, LocalGraph):
        return found
    from her2gc.store.remote import RemoteGraph, copied

    return copied(found) if isinstance(found, RemoteGraph) else local_graph(args)


def show(  # noqa: PLR0913 (each is an option of a command)
    answer: Answer,
    form: str,
    output: str | None,
    *,
    bare: bool = False,
    whole_places: bool = False,
    most: int | None = MOST,
    paged: bool = True,
) -> None:
    """Write an answer in a form; a table on a terminal has its colours, and pages where it is long.

    ``Answer.render`` tells of ``bare``, ``whole_places`` and ``most``.
    """
    if form != "table" or output is not None:
        write(answer.render(form, terminal_width(), bare=bare, whole_places=whole_places, most=most), output)
        return
    from her2gc.cli import colour, pager

    body = answer.render(form, terminal_width(), bare=bare, whole_places=whole_places, most=most)
    if answer.boolean is None and colour.wanted():
        sheet = answer.sheet_with(bare=bare, whole_places=whole_places)
        body = colour.table(body.decode(), sheet).encode()
    if paged:
        pager.show(body)
    else:
        write(body, output)


def read_text(path: str) -> str:
    """Return the text of a file, or of stdin for ``-``.

    Raises
    ------
    Her2gcError
        When it is missing or is not UTF-8 text.
    """
    from her2gc.sources.turtle import not_utf8, read_bytes, without_mark

    content = without_mark(sys.stdin.buffer.read()) if path == "-" else read_bytes(path)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise not_utf8(content, error, path) from error
