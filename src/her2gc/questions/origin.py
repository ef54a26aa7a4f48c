"""Whether each row of an answer is asserted, or there only because of what the rules infer."""

import json
from collections import Counter
from typing import Any

from her2gc.errors import Her2gcError
from her2gc.questions.answer import Answer
from her2gc.store.cache import Opened
from her2gc.store.graph import LocalGraph


def marked(answer: Answer) -> Answer:
    """Return an answer to a stored question with a last column ``origin``: asserted or inferred.

    A row is asserted when the same question without the inferred graph gives it too; a row that inference changes,
    such as a longer list of places, counts as inferred.

    Raises
    ------
    Her2gcError
        For a remote graph or one without inference, which cannot be asked both ways.
    """
    asked = answer.asked
    graph = asked.graph if asked else None
    if asked is None or not isinstance(graph, LocalGraph) or not graph.inferred:
        raise Her2gcError(
            "--origin compares with and without inference", "leave out --endpoint and --no-inferred"
        )
    bare = LocalGraph(Opened(graph.store, graph.folder), inferred=False)
    full, asserted = json.loads(answer.json), json.loads(bare.results(asked.query))
    left = Counter(_row(each) for each in asserted["results"]["bindings"])
    for row in full["results"]["bindings"]:
        key = _row(row)
        known = left[key] > 0
        left[key] -= known
        row["origin"] = {"type": "literal", "value": "asserted" if known else "inferred"}
    full["head"]["vars"].append("origin")
    return Answer(json.dumps(full).encode(), asked=asked)


def _row(binding: dict[str, Any]) -> str:
    return json.dumps(binding, sort_keys=True)
