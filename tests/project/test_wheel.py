"""The wheel alone is enough: every command works outside the checkout, on each Python that it names.

By default the wheel is unpacked into an empty environment that borrows the dependencies of this one, so that no network
is needed. A whole run installs it with pip, first alone and then with its extras, on every Python that is at hand.
"""

import glob
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT
from sampling import sample, slow, whole

CORE = [
    (["query", "failed-agents", "--line", "second", "--format", "csv"], "trastuzumab emtansine"),
    (["ask", "which agents failed in the second line?", "--format", "csv"], "trastuzumab emtansine"),
    (["show", "T-DM1"], "trastuzumab emtansine\n  https://w3id.org/her2gc/kg/T-DM1\n"),
    (["links", "T-DM1", "--format", "csv"], "T-DM1"),
    (["sparql", "--timeout", "600", "ASK { kg:GATSBY a her2gc:Trial }"], "true"),
    (["validate", "--timeout", "600"], "the graph conforms to the shapes"),
    (["reason", "--rules-only"], "consistent"),
    (["audit"], "figures"),
    (["export", "turtle", "--around", "GATSBY"], "kg:GATSBY"),
    (["completion", "bash"], "complete "),
]
EXTRA = [
    (["plot", "forest", "--format", "svg"], "<svg"),
    (["export", "graphml", "--around", "GATSBY"], "<graphml"),
    (["export", "owlxml", "--around", "GATSBY"], "<Ontology"),
    (["reason", "--timeout", "3600"], "HermiT"),
]
EXTRAS = "export,frames,links,plot,reason"
FRAME = """
import her2gc
kg = her2gc.load()
print(her2gc.__file__)
print(*kg.ask("failed-agents", line="second").to_pandas()["agentIri"])
print(len(kg.rdflib) > 50_000)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [made] = folder.glob("her2gc-*.whl")
    return made


class Bare:
    """An environment outside the checkout, with a cache of its own."""

    def __init__(self, folder: Path, python: str) -> None:
        self.folder = folder / "somewhere else"
        self.folder.mkdir()
        subprocess.run([python, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
        scripts = "Scripts" if os.name == "nt" else "bin"
        self.python = str(folder / "venv" / scripts / "python")
        self.script = str(folder / "venv" / scripts / "her2gc")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYENV"))}
        self.environment = {**kept, "HER2GC_CACHE": str(folder / "cache"), "PYTHONNOUSERSITE": "1"}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def answers(self, command: list[str], told: str) -> None:
        ran = self.run("-m", "her2gc.cli", *command)
        assert ran.returncode == 0, (command, ran.stderr)
        assert told in ran.stdout, command

    def install(self, what: str) -> None:
        """Install with this environment's pip; what is imported is compiled then, not all that lies there.

        After an installation pip reads all once more for a warning of versions that do not fit, which no test reads.
        """
        pip = [sys.executable, "-m", "pip", "--python", self.python, "install", "-q", "--no-compile"]
        pip += ["--no-warn-conflicts", "--disable-pip-version-check"]
        command = [*pip, "-c", str(ROOT / "constraints.txt"), what]
        ran = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Bare:
    made = Bare(tmp_path_factory.mktemp("bare"), sys.executable)
    asked = made.run("-c", "import site; print(site.getsitepackages()[0])")
    place = asked.stdout.strip()
    with zipfile.ZipFile(wheel) as file:
        file.extractall(place)
    borrowed = os.path.dirname(
        os.path.dirname(pytest.__file__)
    )  # not its .pth files: they name this checkout
    Path(place, "borrowed.pth").write_text(borrowed)
    return made


@slow
@pytest.mark.parametrize(
    ("command", "told"),
    sample([*CORE, *EXTRA[:2]], 4, "commands of the wheel"),
    ids=lambda each: str(each[0]),
)
def test_every_command_works_outside_the_checkout(bare: Bare, command: list[str], told: str) -> None:
    bare.answers(command, told)


@slow
def test_python_works_outside_the_checkout(bare: Bare) -> None:
    place, iris, many = bare.run("-c", FRAME).stdout.splitlines()
    assert str(ROOT / "src") not in place
    assert iris.split()[2] == "https://w3id.org/her2gc/kg/T-DM1"
    assert many == "True"


def interpreter(version: str) -> str | None:
    """Return a Python of a version that starts and can make environments, the user's own before pyenv's."""
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    known = [shutil.which(f"python{version}"), *sorted(glob.glob(f"{root}/versions/{version}.*/bin/python"))]
    for python in filter(None, known):
        tried = subprocess.run([python, "-c", "import ensurepip, venv"], check=False, capture_output=True)
        if tried.returncode == 0:
            return python
    return None


@whole
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_pip_installs_it_into_a_bare_environment(wheel: Path, tmp_path: Path, version: str) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} is not on this machine")
    bare = Bare(tmp_path, python)
    bare.install(str(wheel))
    for command, told in CORE:
        bare.answers(command, told)
    refused = bare.run("-m", "her2gc.cli", "plot", "forest")
    assert refused.returncode == 2
    assert "pip install 'her2gc[plot]'" in refused.stderr
    bare.install(f"{wheel}[{EXTRAS}]")
    for command, told in EXTRA:
        bare.answers(command, told)
    assert "her2gc/kg/T-DM1" in bare.run("-c", FRAME).stdout
    said = subprocess.run(
        [bare.script, "--version"], cwd=bare.folder, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("her2gc 0.")
