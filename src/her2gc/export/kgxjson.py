"""KGX as JSON lines: the same records as the TSV, one per line."""

import json

from her2gc.export import kgx
from her2gc.export.request import Export

FOLDER = True
LOSES = kgx.LOSES - {"cells"}


def write(export: Export) -> dict[str, bytes]:
    """Return her2gc_nodes.jsonl and her2gc_edges.jsonl."""
    nodes, edges = kgx.records(export)
    return {
        f"her2gc_{name}.jsonl": "".join(
            json.dumps(each, ensure_ascii=False) + "\n" for each in listed
        ).encode()
        for name, listed in (("nodes", nodes), ("edges", edges))
    }
