"""What the search field of a served page suggests: the ranked list of ``find``, each with its address."""

import json
from threading import Lock

from her2gc.find import find
from her2gc.web.context import Context
from her2gc.web.routes import Links

LONGEST = 200  # characters of a text that are read
_MOST = 6  # of each: entities, questions
_FINDING = Lock()  # the first to find builds the index; others wait for it


def suggestions(context: Context, text: str) -> list[tuple[str, str, str]]:
    """Return label, kind and path of what a text names and asks for, the likeliest first.

    Parameters
    ----------
    context
        The graph.
    text
        What a visitor has typed so far.
    """
    links = Links()
    with _FINDING:
        found = find(context.graph, text)
    offers = [
        (
            ", ".join([offer.summary, *offer.labels.values()]),
            f"question, {offer.rows} row{'s' if offer.rows != 1 else ''}",
            links.page("question", offer.question, **offer.values),
        )
        for offer in found.offers[:_MOST]
    ]
    named = [(each.label, each.kind, links.node(each.iri)) for each in found.entities[:_MOST]]
    told = [*offers, *named] if found.answered else [*named, *offers]
    return [each for each in told if each[2]]


def listed(context: Context, text: str) -> bytes:
    """Return the suggestions as JSON; none for an empty text."""
    return json.dumps(suggestions(context, text) if text.strip() else [], ensure_ascii=False).encode()
