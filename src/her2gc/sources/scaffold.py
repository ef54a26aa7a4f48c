"""Scaffolds: a file that is right as it stands, written to its home under the name of what is new."""

import os
import re
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.sources import homes


class Scaffold(NamedTuple):
    """What one kind of addition is made of."""

    files: tuple[tuple[str, str], ...]  # template, and the file below the checkout that it becomes
    placeholder: str  # the name that the template bears
    then: str  # what to run next
    alone: bool = False  # of use without a checkout, as a file for --data


_NODE = re.compile(r"[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*")
_WORDS = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
KINDS = {
    "trial": Scaffold(
        (("trial.ttl", "kg/others/{}.ttl"),), "EXAMPLE-1", "her2gc validate {file}", alone=True
    ),
    "agent": Scaffold(
        (("agent.ttl", "kg/others/{}.ttl"),), "EXAMPLE-2", "her2gc validate {file}", alone=True
    ),
    "question": Scaffold(
        (("question.rq", "queries/{}.rq"), ("test_question.py", "tests/queries/test_{_}.py")),
        "example-question",
        "her2gc query {name}",
    ),
    "shape": Scaffold(
        (("shape.ttl", "shapes/{}.ttl"), ("trip.ttl", "tests/shapes/trips/{}.ttl")),
        "example-shape",
        "pytest tests/shapes",
    ),
    "term": Scaffold((("term.ttl", "ontology/terms/{}.ttl"),), "example-term", "her2gc show {name}"),
}


LIKE = {
    "combination": "EXAMPLE-3",
    "sequence": "EXAMPLE-4",
    "cohorts": "EXAMPLE-5",
    "three-arms": "EXAMPLE-6",
    "non-inferiority": "EXAMPLE-7",
}  # trials of other designs: template, and the name that it bears


def write(kind: str, name: str, like: str | None = None) -> tuple[list[str], str]:
    """Write the scaffold of something new; no file that is there is touched.

    Parameters
    ----------
    kind
        A key of ``KINDS``.
    name
        What it is to be called: ``MYTRIAL``, ``trials-by-sponsor``.
    like
        A key of ``LIKE``: a trial of that design.

    Returns
    -------
    tuple of list of str and str
        The files written, and the command to run next.

    Raises
    ------
    Her2gcError
        When the name cannot be one, is taken, or a file is there already; then nothing is written.
    """
    scaffold = KINDS[kind]
    if like is not None:
        if kind != "trial":
            raise Her2gcError("--like tells the design of a trial", f"leave it out of a new {kind}")
        scaffold = scaffold._replace(files=((f"{like}.ttl", scaffold.files[0][1]),), placeholder=LIKE[like])
    _check(kind, name)
    root = homes.data_root()
    checkout = os.path.exists(os.path.join(root, "pyproject.toml"))
    if not checkout and not scaffold.alone:
        raise Her2gcError(f"a new {kind} belongs to a checkout of her2gc", "clone it, then 'make install'")
    written = []
    for template, place in scaffold.files:
        path = place.format(name, _=name.replace("-", "_"))
        path = os.path.join(root, path) if checkout else os.path.basename(path)
        if os.path.lexists(path):
            raise Her2gcError("this file is there already", "choose another name, or edit it", file=path)
        with open(os.path.join(root, "templates", template), encoding="utf-8") as file:
            written.append((path, file.read().replace(scaffold.placeholder, name)))
    for path, text in written:
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with open(path, "x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            reason = (error.strerror or "cannot be written").lower()
            raise Her2gcError(
                f"this file cannot be written: {reason}", "choose another place", file=path
            ) from error
    paths = [os.path.relpath(path) for path, _ in written]
    return paths, scaffold.then.format(file=paths[0], name=name)


def _check(kind: str, name: str) -> None:
    form, such = (_NODE, "MYTRIAL-2") if KINDS[kind].alone else (_WORDS, "second-look")
    more = ", points or underscores" if KINDS[kind].alone else ""
    if not form.fullmatch(name):
        raise Her2gcError(
            f"'{name}' cannot name a {kind}",
            f"begin with a letter, then take letters, digits and single hyphens{more} between them, such as {such}",
        )
    if kind in ("question", "shape"):
        return
    node = re.compile(rf"^kg:{re.escape(name)}(\s|$)", re.MULTILINE)
    for source in homes.builtin():
        if source.path.endswith(".ttl") and not source.path.endswith(os.sep + name + ".ttl"):
            with open(source.path, encoding="utf-8") as file:
                if node.search(file.read()):
                    raise Her2gcError(
                        f"kg:{name} is in the graph already", "choose another name", file=source.path
                    )
