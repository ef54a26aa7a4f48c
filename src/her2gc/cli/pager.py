"""Shows what is longer than the terminal page by page."""

import os
import sys

from her2gc.output import for_terminal, write


def show(body: bytes) -> None:
    """Write a text to the terminal, through a pager where it is longer; as it is where stdout is no terminal.

    ``$PAGER`` names the pager (``less`` without it); an empty one, or ``cat``, shows all at once.
    """
    if not (sys.stdout.isatty() and sys.stdin.isatty()) or body.count(b"\n") < _height():
        write(body, None)
        return
    command = os.environ.get("PAGER", "less")
    from shlex import split
    from shutil import which
    from subprocess import run

    words = split(command)
    if not words or words == ["cat"] or which(words[0]) is None:
        write(body, None)
        return
    # less: leave where all fits on a page, keep what was shown, and show the characters of colours and of \u00b6
    run(
        words,
        input=for_terminal(body),
        check=False,
        env={"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ},
    )


def _height() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return 24
