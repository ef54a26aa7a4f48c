"""Fill the marked examples of docs/*.md with what the commands print: ``python tools/examples.py``.

A block opens with ``<!-- example: COMMAND -->``, or ``<!-- example, 12 lines: COMMAND -->`` where the rest is left out,
and closes with ``<!-- end -->``. Standard output and errors are shown as on a terminal of 80 columns.
"""

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
BLOCK = re.compile(r"<!-- example(?:, (\d+) lines)?: (.+?) -->\n.*?<!-- end -->", re.DOTALL)


def filled(text: str, printed: Callable[[list[str]], str]) -> str:
    """Return a page with its examples made anew.

    Parameters
    ----------
    text
        The page.
    printed
        What a command prints, given its words after ``her2gc``.
    """

    def fill(block: re.Match[str]) -> str:
        lines = printed(shlex.split(block[2])).rstrip().splitlines()
        if block[1] and len(lines) > int(block[1]):
            lines = [*lines[: int(block[1])], "…"]
        shown = "\n".join(line.rstrip() for line in lines)
        opening = block[0].partition("\n")[0]
        return f"{opening}\n```console\n$ her2gc {block[2]}\n{shown}\n```\n<!-- end -->"

    return BLOCK.sub(fill, text)


def run(words: list[str]) -> str:
    """Return what a command prints, errors first."""
    from her2gc import cli

    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        cli.main([*words, "--quiet"])
        out.flush()
    out.seek(0)
    return err.getvalue() + out.read()


def main() -> int:
    """Write the pages whose examples changed."""
    os.environ["COLUMNS"] = "80"
    for path in sorted(DOCS.glob("*.md")):
        old = path.read_text(encoding="utf-8")
        new = filled(old, run)
        if new != old:
            path.write_text(new, encoding="utf-8")
            print(f"{path.name}: examples made anew")
    return 0


if __name__ == "__main__":
    sys.exit(main())
