"""Libraries that only some formats need."""

from importlib import import_module
from typing import Any

from her2gc.errors import Her2gcError


def need(name: str) -> Any:
    """Import a library of the extra ``her2gc[export]``.

    Raises
    ------
    Her2gcError
        When it is not installed, with how to install it.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise Her2gcError(f"this format needs {name}", "pip install 'her2gc[export]'") from error
