"""The command line: a table of commands, each in a module imported when called.

Imports: checks, entities, export, find, living, plot, questions, sources, sparql, store.
Imported by: no other room.

To add a command: a module ``cli/<name>.py`` with ``add_arguments(parser)`` and ``run(args) -> int``, and one line here.
"""

import argparse
import gc
import os
import sys
from collections.abc import Collection, Sequence
from importlib import import_module
from typing import Any, NoReturn

from her2gc import __version__
from her2gc.errors import Her2gcError

COMMANDS: dict[str, str] = {
    "query": "list the stored questions, or answer one",
    "ask": "answer a question in words by a stored question",
    "plot": "draw the figures of the graph as pictures",
    "sparql": "answer a SPARQL query of your own (read-only)",
    "show": "tell all that is known of an entity",
    "links": "list outside identifiers, and how far they reach",
    "audit": "find every place again in the review's text, recompute its figures",
    "reason": "check consistency, tell what is inferred and why",
    "validate": "check the graph, or the graph with your files, against the shapes",
    "export": "write the graph, or a part of it, for graph browsers and other tools",
    parser = Parser(prog="her2gc", description="Ask one review of HER2-positive gastric cancer as a graph.")
    parser.add_argument("--version", action="version", version=f"her2gc {__version__}")
    commands = parser.add_subparsers(
        prog="her2gc", dest="command", required=True, metavar="COMMAND", parser_class=Parser
    )
    called = args[:1]
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        if name in called:
            _module(name).add_arguments(command)
