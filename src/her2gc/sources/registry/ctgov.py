"""Records of ClinicalTrials.gov (API version 2) as blocks: the register's word, as printed.

Groups belong to one outcome and are joined by their codes only. A group that bears the title of one arm of the plan is
told to be *likely* that arm. NA stays NA, an interval keeps its level and sides, a p-value its sign; nothing is added
up. What is not carried (contacts, places, long descriptions, baseline figures, the flow of patients) is listed, never
lost in silence.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from her2gc.errors import Her2gcError
from her2gc.sources.blocks import turtle
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.registry.leaves import Leaves
from her2gc.sources.registry.nodes import Nodes
from her2gc.sources.registry.plan import plan
from her2gc.sources.registry.results import results

_NUMBER = re.compile(r"NCT[0-9]{8}")
_LARGEST = 64 * 1024 * 1024

Joins = Mapping[str, tuple[tuple[str, str], ...]]


class Imported(NamedTuple):
    """One record as Turtle.

    Parameters
    ----------
    number
        The record's number in the register.
    body
        The Turtle file.
    carried
        How many leaves of the record the file carries.
    left
        The kinds of leaf that it does not carry, with their counts.
    """

    number: str
    body: bytes
    carried: int
    left: list[tuple[str, int]]


def records(content: bytes, file: str, joins: Joins) -> list[Imported]:
    """Return the records of a file: one whole record, or a page of a search.

    Parameters
    ----------
    content
        JSON as the register gives it.
    file
        Where it was read, for errors.
    joins
        For each registry number of the graph, the trials that bear it, each as (IRI, end of the join term's IRI).

    Raises
    ------
    Her2gcError
        When the file is no JSON, holds no record, or a record is not as the register writes it.
    """
    told = _json(content, file)
    if isinstance(told, dict) and "studies" in told:
        page = Leaves(told, file).part().parts("studies")
        if not page:
            raise Her2gcError("this search page holds no record", "search for something else", file=file)
        found = [_record(part.value, file, part.path, joins) for part in page]
    elif isinstance(told, dict):
        found = [_record(told, file, (), joins)]
    else:
        raise _foreign(file)
    seen: dict[str, bytes] = {}
    for each in found:
        if seen.setdefault(each.number, each.body) != each.body:
            raise Her2gcError(f"{each.number} stands here in two versions", "keep one of them", file=file)
    return list({each.number: each for each in found}.values())


def _json(content: bytes, file: str) -> Any:
    if len(content) > _LARGEST:
        raise Her2gcError(
            f"larger than {_LARGEST >> 20} MiB", "give one record, not a whole register", file=file
        )
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Her2gcError(
            f"this is not JSON: {error.msg.lower()}",
            "fetch the record again",
            file=file,
            line=error.lineno,
            column=error.colno,
        ) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Her2gcError("this is not UTF-8 text", "fetch the record again", file=file, line=line) from error
    except RecursionError:
        raise Her2gcError("nested too deeply for a record", "fetch the record again", file=file) from None
    except ValueError as error:  # NaN, Infinity, or a number of thousands of digits
        raise Her2gcError(f"this is not JSON: {error}", "fetch the record again", file=file) from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _foreign(file: str) -> Her2gcError:
    return Her2gcError(
        "this is no record of ClinicalTrials.gov: it has no protocolSection with a number (NCT…)",
        "give a study or a search page as its API version 2 returns it",
        file=file,
    )


def _record(study: dict[str, Any], file: str, at: tuple[str | int, ...], joins: Joins) -> Imported:
    section = study.get("protocolSection")
    module = section.get("identificationModule") if isinstance(section, dict) else None
    number = module.get("nctId") if isinstance(module, dict) else None
    if not isinstance(number, str) or not _NUMBER.fullmatch(number):
        raise _foreign(file)
    leaves = Leaves(study, file, at)
    canonical = json.dumps(study, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    nodes = Nodes(leaves, number)
    results(nodes, plan(nodes, digest, joins.get(number, ())))
    listed = leaves.listed()
    prefixes = {name: PREFIXES[name] for name in ("her2gc", "kg", "rdfs", "registry", "xsd")}
    comment = (
        f"{number}: a record of ClinicalTrials.gov, the register's word.",
        "Written by 'her2gc import ctgov'; import the record again rather than edit this file.",
        f"{leaves.total - len(leaves.left)} of {leaves.total} leaves carried.",
    )
    try:
        body = turtle(nodes.made, prefixes, comment)
    except UnicodeEncodeError:
        raise Her2gcError(f"{number} holds half a character", "fetch the record again", file=file) from None
    return Imported(number, body, leaves.total - len(leaves.left), listed)


def summary(found: Iterable[Imported]) -> Iterator[str]:
    """Yield lines for a person: what each record carries and what it leaves out, by kind."""
    for each in found:
        left = sum(count for _, count in each.left)
        told = f"{each.number}: {each.carried} of {each.carried + left} leaves carried"
        yield f"{told}; {left} left out, of {len(each.left)} kinds"
