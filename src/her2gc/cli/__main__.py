"""Run the command line as ``python -m her2gc.cli``."""

from her2gc.cli import entry

entry()
