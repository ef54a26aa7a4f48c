"""``her2gc validate``: check the graph, or the graph with your files, against the shapes."""

import argparse
import os
import sys
import time

from her2gc.checks.validate import ENGINES, SECONDS, validate
from her2gc.checks.validate.report import FORMATS, report
from her2gc.cli import colour
from her2gc.errors import Her2gcError
from her2gc.output import write
from her2gc.progress import Progress
from her2gc.store.place import cache_dir

# not ``common``: it brings the engine, and a process that has the engine starts a new Python in place of a fork

_USUAL = {"store": 1, "shifty": 6, "pyshacl": 40}  # seconds
_PAUSE = 0.3  # seconds between two looks at the files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files and the options."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="RDF files or folders of your own to check with the graph; - reads Turtle from stdin; "
        "an edited copy of one of our files is checked in its place",
    )
    parser.add_argument(
        "--no-builtin", action="store_true", help="leave out the review's graph, keep the ontology"
    )
    parser.add_argument(
        "--only-data",
        action="store_true",
        help="leave out our ontology and the rules, too: check what your files say and nothing else",
    )
    parser.add_argument(
        "--shapes", action="append", metavar="FILE", help="use these shapes in place of ours (repeatable)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="form of the report (text)")
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        help="store asks the closed graph itself, shifty is fast, pyshacl is the reference "
        "(store for our shapes, pyshacl for --shapes)",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="check the whole graph, not only what your files can concern of it (without files it always is)",
    )
    parser.add_argument("--watch", action="store_true", help="check again at each save, until interrupted")
    parser.add_argument(
        "--timeout", type=float, default=SECONDS, metavar="SECONDS", help=f"time limit ({SECONDS:g})"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument(
        "--quiet", action="store_true", help="no progress, and print nothing when the graph conforms"
    )


def run(args: argparse.Namespace) -> int:
    """Print the findings; exit code 1 when one is more than a warning."""
    if not args.watch:
        return _once(args)
    if not args.files or "-" in args.files:
        raise Her2gcError("--watch looks at files for changes", "name the files to check")
    return _again_and_again(args)


def _once(args: argparse.Namespace) -> int:
    progress = Progress(quiet=args.quiet, folder=cache_dir())
    usual = args.engine or ("pyshacl" if args.shapes else "store")
    with progress.during(f"checking by {usual}", _USUAL[usual]):
        findings = validate(
            args.files,
            builtin=not args.no_builtin,
            only_data=args.only_data,
            whole=args.all,
            shapes=args.shapes,
            engine=args.engine,
            seconds=args.timeout,
            say=progress.say,
        )
    for word in findings.words:
        print(f"her2gc: {word}", file=sys.stderr, flush=True)
    if findings or not args.quiet:
        told = report(findings, args.format)
        if args.format == "text" and args.output is None and colour.wanted():
            told = colour.findings(told)
        write(f"{told}\n".encode(), args.output)
    return int(findings.fails)


def _again_and_again(args: argparse.Namespace) -> int:
    """Check the files at each save, until interrupted; the exit code is that of the last check."""
    seen: list[list[object]] = []
    status = 0
    try:
        while True:
            now = [_stamp(path) for path in (*args.files, *(args.shapes or []))]
            if now != seen:
                seen = now
                try:
                    status = _once(args)
                except Her2gcError as error:  # half-written, or wrong: told, and looked at again
                    print(error, file=sys.stderr, flush=True)
                    status = error.exit_code
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        return status


def _stamp(path: str) -> list[object]:
    """Return what changes when a file, or a file of a folder, is saved."""
    names = [path]
    if os.path.isdir(path):
        names += [os.path.join(place, name) for place, _, inside in os.walk(path) for name in sorted(inside)]
    found: list[object] = []
    for name in names:
        try:
            stat = os.stat(name)
        except OSError:
            found.append(None)
        else:
            found.append((name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return found
