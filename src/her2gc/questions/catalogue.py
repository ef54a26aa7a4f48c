"""Stored questions: one SPARQL file each, headed by what it asks and what may be filled in."""

import os
from contextlib import suppress

from her2gc import __version__
from her2gc.errors import Her2gcError
from her2gc.questions.question import Parameter, Question
from her2gc.sources.homes import files
from her2gc.store.place import cache_dir, read_json, write_json
from her2gc.store.suggest import nearest


def questions() -> dict[str, Question]:
    """Return all stored questions by name; their headers are parsed once and kept in the cache."""
    paths = files("queries", ".rq")
    stamps: list[object] = [__version__]
    for path in paths:
        stat = os.stat(path)
        stamps.append([path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino])
    kept = os.path.join(cache_dir(), "questions.json")
    known = read_json(kept)
    if isinstance(known, dict) and known.get("stamps") == stamps:
        listed = [
            Question(*row)._replace(parameters=[Parameter(*each) for each in row[4]])
            for row in known["questions"]
        ]
    else:
        from her2gc.questions.header import read

        listed = [read(path) for path in paths]
        with suppress(OSError):  # a read-only cache: parse again next time
            write_json(kept, {"stamps": stamps, "questions": listed})
    return {question.name: question for question in listed}


def find(name: str) -> Question:
    """Return one stored question.

    Raises
    ------
    Her2gcError
        Naming the nearest questions.
    """
    known = questions()
    if name in known:
        return known[name]
    if " " in name.strip():
        raise Her2gcError(
            f"'{name}' is not the name of a stored question",
            "ask in words by 'her2gc ask' or, in Python, kg.find(...); 'her2gc query' lists the names",
        )
    near = nearest(name, known)
    hint = f"did you mean '{near[0]}'? " if near else ""
    raise Her2gcError(
        f"there is no question '{name}'", f"{hint}'her2gc query' lists the {len(known)} questions"
    )
