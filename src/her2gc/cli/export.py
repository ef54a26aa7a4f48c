"""``her2gc export``: the graph, or a part of it, as a file that other tools open."""

import argparse
import sys

from her2gc.cli import common
from her2gc.errors import Her2gcError

_VIEWS = ("full", "trials", "agents", "subtypes", "evidence")
_GRAPHS = ("review", "ontology", "mappings", "curation", "inferred", "registry", "others", "user")
_MOST_HOPS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the format and what to take."""
    parser.add_argument("form", nargs="?", metavar="FORMAT", help="a format; none lists them all")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="the file or folder to write; stdout without it"
    )
    parser.add_argument(
        "--view", choices=_VIEWS, default="full", help="every node, or statements folded into readable edges"
    )
    parser.add_argument("--line", action="append", default=[], help="only a line of therapy, such as second")
    parser.add_argument("--type", action="append", default=[], help="only a class or kind, such as trial")
    parser.add_argument(
        "--graph",
        action="append",
        default=[],
        choices=_GRAPHS,
        metavar="GRAPH",
        help=f"only a named graph: {', '.join(_GRAPHS)}",
    )
    parser.add_argument(
        "--around", action="append", default=[], metavar="ENTITY", help="only what is near it"
    )
    parser.add_argument("--hops", type=int, metavar="N", help="how near (default: 1)")
    parser.add_argument(
        "--report",
        action="store_true",
        help="tell what the file does not carry, counted; without -o no file is written",
    )
    common.add_graph_options(parser, endpoint=True)


def run(args: argparse.Namespace) -> int:
    """List the formats, or write one."""
    from her2gc import export
    from her2gc.export.files import write_folder

    if args.form is None:
        return _listing()
    if args.form in {*export.TABLES, *export.PACKAGES}:
        return _table(args) if args.form in export.TABLES else _package(args)
    if args.hops is not None and not args.around:
        raise Her2gcError("--hops counts from an entity", "name it with --around")
    if args.hops is not None and not 0 <= args.hops <= _MOST_HOPS:
        raise Her2gcError(f"--hops is a number from 0 to {_MOST_HOPS}", "correct it")
    writer = export.writer(args.form)
    report_only = args.report and args.output is None
    if not report_only:
        _check_place(args, folder=writer.FOLDER)
    job = export.Export(
        common.whole_graph(args),
        export.Request(
            args.view,
            tuple(args.line),
            tuple(args.type),
            tuple(args.graph),
            tuple(args.around),
            1 if args.hops is None else args.hops,
        ),
    )
    with common.progress(args).during(f"writing {args.form}", 3):
        body = writer.write(job)
    if report_only:
        pass
    elif isinstance(body, dict):
        write_folder(args.output, body)
    else:
        common.write(body, args.output)
    if args.report:
        from her2gc.export.report import report

        told = report(job, args.form)
        if args.output == "-":
            print(told, file=sys.stderr)
        else:
            common.write(f"{told}\n".encode(), None)
    return 0


def _check_place(args: argparse.Namespace, *, folder: bool) -> None:
    """Refuse a place that cannot take the result, before the work is done."""
    from her2gc.export.files import check_folder
    from her2gc.output import check

    if not folder:
        check(args.output)
    elif args.output in (None, "", "-"):
        raise Her2gcError(f"{args.form} is a folder of files", "name it with -o")
    else:
        check_folder(args.output)


def _listing() -> int:
    """Print every form that can be written."""
    from her2gc import export

    listed = export.TABLES | {name: each.summary for name, each in export.FORMATS.items()}
    listed |= {name: summary for name, (_, summary) in export.PACKAGES.items()}
    width = max(map(len, listed)) + 2
    lines = [f"{name:<{width}}{summary}" for name, summary in listed.items()]
    common.write(("\n".join(lines) + "\n").encode(), None)
    return 0


def _package(args: argparse.Namespace) -> int:
    """Write the whole graph for a release into a folder."""
    from importlib import import_module

    from her2gc import export
    from her2gc.export.files import write_folder

    chosen = (
        args.hops is not None or args.view != "full" or any((args.line, args.type, args.graph, args.around))
    )
    if args.report or chosen:
        raise Her2gcError(f"{args.form} is of the whole graph", "leave out what chooses a part of it")
    _check_place(args, folder=True)
    module = import_module(f"her2gc.export.{export.PACKAGES[args.form][0]}")
    with common.progress(args).during(f"writing {args.form}", 3):
        body = module.write(common.whole_graph(args))
    write_folder(args.output, body)
    return 0


def _table(args: argparse.Namespace) -> int:
    """Write all comparisons; the ending of the file decides the form."""
    from her2gc.export.comparisons import FORMS, comparisons

    if args.report or args.hops is not None or any((args.line, args.type, args.graph, args.around)):
        raise Her2gcError(
            f"{args.form} is one table of all trials", "leave out what chooses a part of the graph"
        )
    ending = (args.output or "").rpartition(".")[2].lower() if "." in (args.output or "") else "csv"
    if ending not in FORMS:
        raise Her2gcError(
            f"'.{ending}' is no form of {args.form}", f"end the file in one of {', '.join(FORMS)}"
        )
    with common.progress(args).during(f"writing {args.form}", 3):
        body = comparisons(common.whole_graph(args), ending)
    common.write(body, args.output)
    return 0
