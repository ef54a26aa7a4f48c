"""A Python that validates: a request as JSON on stdin, findings as JSON on stdout."""

import json
import os
import sys

from her2gc.checks.validate.serving import serve
from her2gc.sources import homes


def main() -> None:
    """Serve one request."""
    request = json.loads(sys.stdin.buffer.read())
    root = os.environ["HER2GC_ROOT"]
    homes.data_root = lambda: root  # the same files as the process that asks
    out = os.dup(1)
    os.dup2(2, 1)  # nothing that an engine prints may mix with the answer
    serve(request, int(sys.argv[1]), out)


if __name__ == "__main__":
    main()
