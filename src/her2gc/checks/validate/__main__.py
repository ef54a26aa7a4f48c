"""The process that validates: a request as JSON on stdin, findings as JSON on stdout, progress on stderr."""

import gc
import json
import os
import sys

from her2gc.checks.validate.check import run
from her2gc.errors import Her2gcError
from her2gc.sources import homes


def main() -> None:
    """Serve one request."""
    gc.set_threshold(100_000, 50, 100)  # much is made here and little of it is thrown away
    request = json.loads(sys.stdin.buffer.read())
    try:
        import resource

        limit = int(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, ValueError, OSError):
        pass  # no such limit on this system; the time limit holds
    root = os.environ["HER2GC_ROOT"]
    homes.data_root = lambda: root  # the same files as the process that asks
    out = os.dup(1)
    os.dup2(2, 1)  # nothing that an engine prints may mix with the answer
    try:
        found = run(**request, say=lambda text: print(f"her2gc: {text}", file=sys.stderr, flush=True))
        said: dict[str, object] = {"findings": found, "words": found.words}
    except Her2gcError as error:
        said = {"error": str(error), "exit_code": error.exit_code}
    except MemoryError:
        said = {"error": "validation needs more memory than it may have; split the input", "exit_code": 3}
    with os.fdopen(out, "wb") as file:
        file.write(json.dumps(said).encode())
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
