"""The explorer: one HTML file that works offline, with search, filters, details and the stored questions."""

import json
import os
import re
from typing import Any

from her2gc import __version__
from her2gc.errors import Her2gcError
from her2gc.export.kinds import KINDS
from her2gc.export.layout import islands, positions
from her2gc.export.model import Edge, Node, View
from her2gc.export.outcome import phrase, words
from her2gc.export.request import Export
from her2gc.questions import catalogue
from her2gc.questions.answer import Answer, ask
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.review import UNNAMED
from her2gc.sources.turtle import read_bytes
from her2gc.store.kinds import PASSIVE
from her2gc.store.names import curie

FOLDER = False
LOSES = frozenset(
    {
        "vocabulary",
        "language",
        "spelling",
        "characters",
        "document",
        "joined",
        "datatypes",
        "types",
        "node named graphs",
        "edge named graphs",
    }
)

_HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "explorer")
_TOLD_OTHERWISE = frozenset({"place", "document", "citation"})  # shown in the details of what they carry
_SCRIPTS = tuple(
    f"{name}.js"
    for name in ("unpack", "sketch", "picture", "parts", "arrange", "overlay", "linktext", "hang", "find", "searchbox",
                 "filters", "listing", "keys", "take", "details", "answer", "start", "address", "app")
)  # fmt: skip
_MOST_ROWS = 200
_ORIGINS = ("asserted", "inferred", "curated")


def write(export: Export) -> bytes:
    """Return the page."""
    view = export.view
    shown = view.keep(node.id for node in view.nodes if node.kind not in _TOLD_OTHERWISE)
    text = json.dumps(_data(export, shown), ensure_ascii=False, separators=(",", ":"))
    page = _part("page.html")
    parts = {
        "@@UNNAMED@@": UNNAMED,
        "@@STYLE@@": _part("style.css"),
        "@@DATA@@": text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
        "@@CYTOSCAPE@@": _part("vendor/cytoscape.min.js"),
        "@@APP@@": "".join(map(_part, _SCRIPTS)),
    }
    # at one go: a label of the data may hold a mark
    return re.sub("|".join(parts), lambda mark: parts[mark[0]], page).encode()


def _part(name: str) -> str:
    return read_bytes(os.path.join(_HERE, *name.split("/"))).decode()


def _data(export: Export, view: View) -> dict[str, Any]:
    numbers = {node.id: place for place, node in enumerate(view.nodes)}
    points = positions(view)
    groups = islands(view)
    group_numbers = {name: rank for rank, name in enumerate(groups)}
    seats = {
        name: (group_numbers[group], seat)
        for group, members in groups.items()
        for seat, name in enumerate(members)
    }
    stated = (*(node.places for node in view.nodes), *(edge.places for edge in view.edges))
    places = {place.id: place for each in stated for place in each}
    place_numbers = {name: rank for rank, name in enumerate(sorted(places))}
    links = _Links(view, numbers, place_numbers)
    return {
        "kinds": {
            name: {"colour": style.colour, "shape": style.shape, "size": style.size}
            for name, style in KINDS.items()
        },
        "passive": sorted(PASSIVE),
        "places": [
            {
                "id": name,
                "label": places[name].label,
                "quote": places[name].quote,
                "citations": places[name].citations,
            }
            for name in sorted(places)
        ],
        "islands": [_island(name, view) for name in groups],
        "heads": [numbers.get(name) for name in groups],
        "nodes": [_node(node, points, place_numbers, seats[node.id]) for node in view.nodes],
        **links.data(),
        "questions": _questions(export, numbers, place_numbers),
        "version": __version__,
        "site": PREFIXES["kg"].removesuffix("kg/"),
    }


class _Store:
    """Values that many edges share, each held once."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._known: dict[str, int] = {}

    def number(self, item: Any) -> int:
        """Return where a value stands, and put it there if it is new."""
        key = repr(item)  # 1, 1.0 and True are equal, but not the same to a reader
        if key not in self._known:
            self._known[key] = len(self.items)
            self.items.append(item)
        return self._known[key]


class _Links:
    """The edges in short; what they share stands apart."""

    def __init__(self, view: View, numbers: dict[str, int], places: dict[str, int]) -> None:
        self._view, self._numbers, self._places = view, numbers, places
        self._texts, self._facts = _Store(), _Store()
        self._origins = [*_ORIGINS, *sorted({edge.origin for edge in view.edges} - set(_ORIGINS))]

    def data(self) -> dict[str, Any]:
        """Return the edges and what their numbers mean."""
        edges = [self._edge(edge) for edge in self._view.edges]
        return {
            "edges": edges,
            "texts": self._texts.items,
            "facts": self._facts.items,
            "origins": self._origins,
        }

    def _edge(self, edge: Edge) -> list[Any]:
        """Return ends, text, type and origin; then, where there is more than the source node tells, that."""
        label = phrase(words(edge))
        more: dict[str, Any] = {}
        if label != edge.label:
            more["short"] = self._texts.number(edge.label)
        if edge.places != self._view.by_id[edge.source].places:
            more["places"] = [self._places[place.id] for place in edge.places]
        if edge.data:
            more["facts"] = [self._facts.number(item) for item in edge.data.items()]
        if edge.via:
            more["via"] = edge.via
        ends = [self._numbers[edge.source], self._numbers[edge.target]]
        said = [self._texts.number(label), self._texts.number(edge.type)]
        return [*ends, *said, self._origins.index(edge.origin), *([more] if more else [])]


def _island(name: str, view: View) -> str:
    """Return what an island is called: by its trial, or by the kind of all that is in it."""
    return view.by_id[name].label if name in view.by_id else name


def _node(
    node: Node, points: dict[str, tuple[float, float]], places: dict[str, int], seat: tuple[int, int]
) -> dict[str, Any]:
    return {
        "id": node.id,
        "label": node.label,
        "kind": node.kind,
        "type": node.type_label,
        "synonyms": node.synonyms,
        "description": node.description,
        "lines": node.lines,
        "order": node.data.get("schemeOrder", 0),
        "places": [places[place.id] for place in node.places],
        "citations": node.citations,
        "links": [[link.match, link.id, link.iri, link.label] for link in node.links],
        "data": {name: value for name, value in node.data.items() if value != node.description},
        "x": points[node.id][0],
        "y": points[node.id][1],
        "g": seat[0],
        "r": seat[1],
    }


def _questions(export: Export, numbers: dict[str, int], places: dict[str, int]) -> list[dict[str, Any]]:
    """Return the answers to the stored questions; one that needs a parameter is asked with its example."""
    found = []
    for question in catalogue.questions().values():
        values: dict[str, Any] = {
            each.name: each.example for each in question.parameters if each.required and each.example
        }
        try:
            answer = ask(export.graph, question, values)
        except Her2gcError:  # its default or example is no part of a user's own graph
            continue
        found.append(
            {
                "name": question.name,
                "summary": question.summary,
                "description": question.description,
                "topic": question.tags[0] if question.tags else "other",
                "asked": ", ".join(f"{name}: {value}" for name, value in values.items()),
                **_answer(answer, numbers, places),
            }
        )
    return found


def _answer(answer: Answer, numbers: dict[str, int], places: dict[str, int]) -> dict[str, Any]:
    """Return the rows as people read them, each with its places, its doubts and the nodes that it is about."""
    bare, told, contract = answer.sheet_with(whole_places=False, bare=True), answer.sheet, answer.contract
    kept = [n for n, head in enumerate(bare.heads) if contract is None or head not in ("place", "places")]
    rows = []
    for at, named in enumerate(bare.rows[:_MOST_ROWS]):
        carried = contract[at] if contract is not None else None
        cells: list[Any] = []
        for n in kept:
            iri = bare.links[at][n]
            node = numbers.get(curie(iri)) if iri else None
            cells.append(named[n] if node is None else [named[n], node])
        rows.append(
            {
                "cells": cells,
                "about": sorted({cell[1] for cell in cells if isinstance(cell, list)}),
                "doubts": contract.numbers[at] if contract is not None else [],
                "short": carried.short_places if carried else "",
                "places": [
                    places.get(curie(each.iri), each.full) for each in (carried.places if carried else ())
                ],
            }
        )
    doubts = contract.doubts if contract is not None else []
    return {
        "heads": [bare.heads[n] for n in kept],
        "rows": rows,
        "doubts": [[each.line, numbers.get(curie(each.iri))] for each in doubts],
        "total": told.total,
        "notes": [] if answer else told.notes,
        "nodes": sorted({node for row in rows for node in row["about"]}),
    }
