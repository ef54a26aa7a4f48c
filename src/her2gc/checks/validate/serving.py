"""What the process that validates does: a request in, findings as JSON out, progress on stderr."""

import gc
import json
import os
import sys
from contextlib import suppress
from typing import Any

from her2gc.checks.validate.check import run
from her2gc.errors import Her2gcError


def serve(request: dict[str, Any], memory: int, out: int) -> None:
    """Serve one request, and end the process.

    Parameters
    ----------
    request
        The keywords of ``check.run``.
    memory
        The limit of address space, in bytes.
    out
        The descriptor that the answer is written to.
    """
    gc.set_threshold(100_000, 50, 100)  # much is made here and little of it is thrown away
    with suppress(ImportError, ValueError, OSError):  # no such limit on this system; the time limit holds
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
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
