"""``kgx validate`` without a network: run by the Python of ``.venv-readers``, which has kgx.

kgx fetches the model, its predicate map and its prefixes when it is imported. Here all three come from the PyPI package
``biolink-model``; then the function behind ``kgx validate`` is called as it is.
"""

import json
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

OURS = {"kg": "https://w3id.org/her2gc/kg/"}


def refuse(*_: Any) -> NoReturn:
    raise ConnectionError("no test asks the network")


def offline() -> None:
    """Give kgx the model and the prefixes before it is imported, and shut the network."""
    socket.socket.connect = refuse  # type: ignore[method-assign]
    package = find_spec("biolink_model")
    assert package is not None
    assert package.submodule_search_locations is not None
    model = Path(package.submodule_search_locations[0])
    import bmt

    nothing: dict[str, list[str]] = {"predicate mappings": []}
    bmt.Toolkit.__init__.__defaults__ = (str(model / "schema/biolink_model.yaml"), nothing)
    import kgx.config

    prefixes = json.loads((model / "prefixmaps/biolink_model_prefix_map.json").read_text(encoding="utf-8"))
    kgx.config.jsonld_context_map["biolink"] = {**prefixes, **OURS}


def check(form: str, files: list[str]) -> dict[str, Any]:
    """Return what ``kgx validate`` finds: by level, kind of error and message, the entities concerned."""
    from kgx.cli.cli_utils import validate

    found: dict[str, Any] = validate(files, form, None, None)
    return found


if __name__ == "__main__":
    offline()
    output, shown = sys.argv[1], check(sys.argv[2], sys.argv[3:])
    Path(output).write_text(json.dumps(shown, default=str), encoding="utf-8")
