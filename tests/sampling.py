"""Which cases of a long list run: a sample by default, all of them where HER2GC_TEST_ALL is set.

``sample`` thins a list of cases, ``some`` marks tests of which so many run, ``slow`` those of which each file runs a
sixth, ``whole`` one that only a whole run has.
What is left out is told at a run's end, with the command that leaves nothing out. The sample follows from
HER2GC_TEST_SEED (else 1) and the list alone, so that parallel workers draw the same, and so do two runs.
"""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

import pytest

ALL = bool(os.environ.get("HER2GC_TEST_ALL"))
SEED = os.environ.get("HER2GC_TEST_SEED", "1")
LEFT_OUT: dict[str, str] = {}  # what was thinned: how much of it runs
Case = TypeVar("Case")

# Files that take twenty seconds or more in a whole run, the longest first. They begin first, so that none of them runs
# alone at the end; the others come by folder, whose files share what they set up.
HEAVY = (
    "find/test_corpus.py",  # makes the index of words, which others find there: two at a time would both make it
    "checks/validate/test_quick_way.py",
    "project/test_wheel.py",
    "checks/validate/test_engines_agree.py",
    "web/test_api.py",
    "queries/test_engines.py",
    "export/test_report.py",
    "queries/test_pages_of_others.py",
    "checks/reason/test_agreement.py",
    "living/test_publish.py",
    "shapes/test_wrong_copies.py",
    "web/test_parts.py",
    "web/test_hostile.py",
    "checks/audit/test_review.py",
    "store/test_added.py",
    "export/test_readers.py",
    "export/test_safety.py",
    "checks/reason/test_reason_command.py",
    "web/test_site.py",
    "queries/test_growth.py",
    "questions/test_injection.py",
    "checks/validate/test_first_look.py",
    "queries/test_narrowed.py",
    "export/test_explorer.py",
    "checks/validate/test_large.py",
    "web/test_browser.py",
)

whole = pytest.mark.whole
some = pytest.mark.some  # how many by default, and what they are called
slow = pytest.mark.slow  # more than a second on a quiet machine: a sixth of a file's by default


def sample(cases: Sequence[Case], number: int, what: str) -> list[Case]:
    """Return that many of the cases, in their order; all of them in a whole run or where there are no more.

    Parameters
    ----------
    cases
        All cases, in an order that is the same in every process.
    number
        How many run by default.
    what
        What they are called at the run's end ("mutants"), for each list another name.
    """
    if ALL or len(cases) <= number:
        return list(cases)
    LEFT_OUT[what] = f"{number} of {len(cases)} {what}"
    return draw(cases, number, what)


def draw(cases: Sequence[Case], number: int, what: str) -> list[Case]:
    """Return that many of the cases, in their order, by the seed and what they are called."""
    drawn = random.Random(f"{SEED} {what}").sample(range(len(cases)), number)  # noqa: S311
    return [cases[index] for index in sorted(drawn)]


def thin(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out of the collected tests those that only a whole run has, and all but a sample of those marked so."""
    if ALL:
        return
    heavy = [item for item in items if item.get_closest_marker("whole")]
    if heavy:
        LEFT_OUT["whole"] = f"none of {len(heavy)} tests marked whole"
    groups: dict[tuple[int, str], list[pytest.Item]] = {}
    for item in items:
        if item not in heavy and (mark := item.get_closest_marker("some")):
            groups.setdefault(mark.args, []).append(item)
    for (number, what), those in groups.items():
        drawn = sample(those, number, what)
        heavy += [item for item in those if item not in drawn]
    files: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item not in heavy and item.get_closest_marker("slow"):
            files.setdefault(item.location[0], []).append(item)
    if dropped := [item for those in files.values() for item in left(those)]:
        count = sum(map(len, files.values()))
        LEFT_OUT["slow"] = f"{count - len(dropped)} of {count} slow tests"
        heavy += dropped
    if heavy:
        config.hook.pytest_deselected(items=heavy)
        left_out = set(heavy)
        items[:] = [item for item in items if item not in left_out]


def order(items: list[pytest.Item]) -> None:
    """Put the tests of the heavy files first."""
    rank = {name: place for place, name in enumerate(HEAVY)}
    root = os.path.dirname(__file__)
    last = len(HEAVY)
    items.sort(key=lambda item: rank.get(os.path.relpath(item.path, root).replace(os.sep, "/"), last))


def left(those: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return which of a file's slow tests a default run leaves out: five sixths, drawn by their names."""
    drawn = draw(those, -(-len(those) // 6), those[0].location[0])
    return [item for item in those if item not in drawn]


def told(left_out: dict[str, str]) -> str:
    """Return the line that tells what a run left out, empty where nothing was."""
    if not left_out:
        return ""
    parts = "; ".join(left_out[what] for what in sorted(left_out))
    return f"SAMPLED (seed {SEED}): {parts}. To run all of it: HER2GC_TEST_ALL=1 make test"
