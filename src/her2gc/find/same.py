"""Which of several calls would give the same answer, so that they are no rivals of each other."""

from her2gc.find.looked import Looked
from her2gc.find.signs import Candidate, Listed

# Their rows print all that a result has: both arms, contrast, interval, p; other questions leave some of it out.
_OF_RESULTS = ("comparisons", "single-arm-results", "trial-evidence")


def together(looked: Looked, listed: Listed) -> float:
    """Return how likely the first call is, with those that would give no other answer.

    Parameters
    ----------
    looked
        The text.
    listed
        The likeliest calls, the likeliest first.
    """
    return shared(listed, others(looked, listed))


def shared(listed: Listed, rivals: list[Candidate]) -> float:
    """Return how likely the calls are that are no rivals, together.

    Parameters
    ----------
    listed
        The likeliest calls, the likeliest first.
    rivals
        Those that would give another answer than the first.
    """
    return sum(each.share for each, _ in listed) - sum(each.share for each in rivals)


def others(looked: Looked, listed: Listed) -> list[Candidate]:
    """Return the calls that would give another answer than the first.

    No other one gives a call all of whose entities, or all of whose results, the first one tells, nor the same call
    without a value that is named.

    Parameters
    ----------
    looked
        The text.
    listed
        The likeliest calls, the likeliest first.
    """
    first = listed[0][0]
    told = _nodes(looked, first)
    same = [first]
    same += [each for each, _ in listed[1:] if (nodes := _nodes(looked, each)) and nodes <= told]
    if first.plain and looked.measures:
        same += [each for each, _ in listed[1:] if _tells_figure(looked, first, each)]
    left = [each for each, _ in listed[1:] if each not in same and not any(_wider(each, one) for one in same)]
    if first.question.name not in _OF_RESULTS:
        return left
    ours = _stated(looked, first)
    return [each for each in left if not _prints_no_more(looked, first, ours, each)]


def _prints_no_more(looked: Looked, first: Candidate, ours: dict[int, str | None], each: Candidate) -> bool:
    """Say whether a call tells of no other result than the first one, which prints all that a result has.

    Of a list of many trials only the results of the trial that is asked for count, if the list drops no name.
    """
    theirs = _stated(looked, each)
    if theirs and theirs.keys() <= ours.keys():
        return True
    trials = {trial for trial in ours.values() if trial}
    of_trial = {whole for whole, trial in theirs.items() if trial in trials}
    return (
        bool(first.values and of_trial) and len(trials) == 1 and not each.dropped and of_trial <= ours.keys()
    )


def _stated(looked: Looked, each: Candidate) -> dict[int, str | None]:
    """Return the statements in the rows of a call, of a part its result, with the trial of a result."""
    return dict(looked.stated[number] for number in _nodes(looked, each) if number in looked.stated)


def _tells_figure(looked: Looked, first: Candidate, each: Candidate) -> bool:
    """Say whether a call tells the measure that is named of the trial of the first call, too."""
    trials = looked.trials & set(first.values.values())
    said = {bearer.iri for mention in each.beside for bearer in mention.bearers} | set(each.values.values())
    return bool(trials) and trials <= said and bool(looked.numbered(looked.measures) & _nodes(looked, each))


def _wider(each: Candidate, one: Candidate) -> bool:
    """Say whether a call is another without a value that is named."""
    return each.question == one.question and each.values.items() < one.values.items()


def _nodes(looked: Looked, each: Candidate) -> frozenset[int]:
    """Return the entities in the rows of a call; of several values those that the rows of each have."""
    ones = [{name: value} for name, value in each.values.items()] or [{}]
    found = [looked.call(each.question.name, one) for one in ones]
    return frozenset.intersection(*(call[2] if call else frozenset() for call in found))
