"""A picture by GraphViz."""

import subprocess

from her2gc.errors import Her2gcError
from her2gc.export import dot
from her2gc.export.need import need
from her2gc.export.request import Export

FOLDER = False
LOSES = dot.LOSES


def write(export: Export) -> bytes:
    """Return the picture as SVG.

    Raises
    ------
    Her2gcError
        When GraphViz is not installed or fails.
    """
    graphviz = need("graphviz")
    made = dot.source(export.view)
    try:
        body: bytes = made.pipe(format="svg", quiet=True)
    except graphviz.ExecutableNotFound as error:
        raise Her2gcError(
            "this format needs GraphViz's dot command", "install graphviz (apt-get install graphviz)"
        ) from error
    except subprocess.CalledProcessError as error:
        raise Her2gcError("GraphViz could not draw this", "choose a smaller part") from error
    return body
