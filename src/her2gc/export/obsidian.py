"""A vault of Markdown notes for Obsidian: a note per entity, with links in both directions."""

import re
from collections import defaultdict
from collections.abc import Iterable

from her2gc.export.clean import file_name, is_link
from her2gc.export.kinds import KINDS, rgb
from her2gc.export.model import Edge, Link, Node, Value, View
from her2gc.export.outcome import phrase, words
from her2gc.export.request import Export
from her2gc.store.kinds import PASSIVE, gives_way
from her2gc.store.names import words as in_words

FOLDER = True
LOSES = frozenset(
    {
        "vocabulary",
        "types",
        "node named graphs",
        "edge type",
        "via",
        "edge named graphs",
        "edge places",
        "language",
        "datatypes",
        "spelling",
        "joined",
        "characters",
    }
)

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~^$%&!])")
_HIDDEN = ("iri", "label", "kind", "type", "types", "synonyms", "description", "places", "citations", "outsideIds",
           "lineOfTherapy", "namedGraphs")  # fmt: skip


def write(export: Export) -> dict[str, bytes]:
    """Return the notes, one folder per kind, a start note, and the colours of the graph view."""
    view = export.view
    names = _names(view)
    files = {f"{names[node.id]}.md": _note(node, view, names) for node in view.nodes}
    files["Start here.md"] = _start(view, names)
    files[".obsidian/graph.json"] = _colours(view)
    return {name: text.encode() for name, text in files.items()}


def _names(view: View) -> dict[str, str]:
    """Return each note's path; two notes whose names differ in case alone would be one on many systems.

    Of namesakes, the drug has the plain name and the regimen, the row or the term the qualified one.
    """
    found: dict[str, str] = {}
    taken: set[str] = {"start here"}
    for node in sorted(
        view.nodes, key=lambda node: (node.kind in PASSIVE, node.kind not in PASSIVE and gives_way(node.kind))
    ):
        base = file_name(node.label)
        name = base
        if name.casefold() in taken:
            name = f"{base} ({file_name(node.id.partition(':')[2] or node.id)})"
        rank = 2
        while name.casefold() in taken:
            name, rank = f"{base} ({rank})", rank + 1
        taken.add(name.casefold())
        found[node.id] = f"{node.kind}/{name}"
    return found


def _note(node: Node, view: View, names: dict[str, str]) -> str:
    lines = ["---", f"aliases: {_yaml(_aliases(node))}", f"tags: {_yaml([node.kind.replace(' ', '-')])}"]
    lines += [f"iri: {_quote(node.iri)}", f"type: {_quote(node.type_label)}"]
    if node.lines:
        lines.append(f"line: {_yaml(node.lines)}")
    lines += ["---", f"# {plain(node.label)}", ""]
    if node.description:
        lines += [plain(node.description), ""]
    figures = {name: value for name, value in node.record().items() if name not in _HIDDEN}
    lines += _section(
        "Figures and words", (f"{in_words(name)}: {_shown(value)}" for name, value in figures.items())
    )
    lines += _section("Links", _links(view.out.get(node.id, ()), view, names, out=True))
    lines += _section("Linked from", _links(view.into.get(node.id, ()), view, names, out=False))
    lines += _section("Stated in", (plain(place.text) for place in node.places))
    lines += _section("Citations of the review", (str(number) for number in node.citations))
    lines += _section("Outside", (_outside(link) for link in node.links))
    return "\n".join(lines) + "\n"


def _links(edges: Iterable[Edge], view: View, names: dict[str, str], *, out: bool) -> Iterable[str]:
    for edge in edges:
        other = edge.target if out else edge.source
        mark = "" if edge.origin == "asserted" else f" ({edge.origin})"
        said = phrase(words(edge)[1:])
        tail = f" — {plain(said)}" if said else ""
        figures = "; ".join(f"{in_words(name)}: {_shown(value)}" for name, value in edge.data.items())
        more = f"\n    - {figures}" if figures else ""
        yield f"{plain(edge.label)}{mark}: {_link(view.by_id[other], names)}{tail}{more}"


def _link(node: Node, names: dict[str, str]) -> str:
    label = re.sub(r"[\[\]|]", "-", node.label)
    return f"[[{names[node.id]}|{label}]]"


def _outside(link: Link) -> str:
    name = plain(link.id)
    return f"{link.match} [{name}](<{link.iri}>)" if is_link(link.iri) else f"{link.match} {name}"


def _section(title: str, items: Iterable[str]) -> list[str]:
    listed = [f"- {item}" for item in items]
    return [f"## {title}", "", *listed, ""] if listed else []


def _start(view: View, names: dict[str, str]) -> str:
    groups = defaultdict(list)
    for node in view.nodes:
        if node.kind not in PASSIVE:
            groups[node.kind].append(node)
    lines = ["# A review of HER2-positive gastric cancer", ""]
    for kind in KINDS:
        nodes = sorted(groups.get(kind, ()), key=lambda node: (node.label.casefold(), node.id))
        lines += _section(kind, (_link(node, names) for node in nodes))
    return "\n".join(lines) + "\n"


def _colours(view: View) -> str:
    import json

    groups = []
    for kind in KINDS:
        if any(node.kind == kind for node in view.nodes):
            red, green, blue = rgb(KINDS[kind].colour)
            query = f'path:"{kind}/"'
            groups.append({"query": query, "color": {"a": 1, "rgb": red << 16 | green << 8 | blue}})
    return (
        json.dumps({"collapse-color-groups": False, "colorGroups": groups, "showTags": False}, indent=1)
        + "\n"
    )


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", text)


def _aliases(node: Node) -> list[str]:
    return [*node.synonyms, node.id]


def _shown(value: Value) -> str:
    return plain(str(value))


def _yaml(values: Iterable[str]) -> str:
    return "[" + ", ".join(_quote(value) for value in values) + "]"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
