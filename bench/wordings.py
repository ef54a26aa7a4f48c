"""Put the corpus of wordings to an assistant without a model, and print what share of each part it gets right."""

import argparse
import sys
from pathlib import Path

import anyio

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/assistants"))
from scripted import shares, wordings  # the policy is the tests'

from her2gc.assistants.tools import Tools
from her2gc.sparql.pool import Pool
from her2gc.store.graph import open_graph
from her2gc.web.context import Context


def main() -> int:
    """Print a line a part; exit code 1 below the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=["fit", "calibration", "held-out"], action="append")
    parser.add_argument("--least", type=float, default=0.9, help="of the answerable wordings")
    args = parser.parse_args()
    graph = open_graph(memory=True, quiet=True)
    pool = Pool(graph.folder or "", [], size=1)
    tools = Tools(Context(graph), pool)
    reached = True
    for part in args.part or ["held-out"]:
        listed = [one for one in wordings() if one.part == part]
        told, single = shares(tools, listed), shares(tools, listed, most=1)
        print(f"{part}: {told['answerable']:.0%} of the answerable right within two calls "
              f"({single['answerable']:.0%} by the first offer alone), "
              f"{told['unanswerable']:.0%} of the unanswerable told as not said")  # fmt: skip
        reached = reached and told["answerable"] >= args.least and told["unanswerable"] == 1
    anyio.run(pool.stop)
    return int(not reached)


if __name__ == "__main__":
    sys.exit(main())
