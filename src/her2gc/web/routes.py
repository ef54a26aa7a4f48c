"""Every address of the web face: one table, from which the server, the site, its map and the redirects are made."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, urlencode

from her2gc.sources.prefixes import PREFIXES


class Route(NamedTuple):
    """One kind of page: its name, its path with a part in braces where one varies, and what it shows."""

    name: str
    path: str
    shows: str


ROUTES = (
    Route("home", "", "the headline question, search, questions by topic, trials by line"),
    Route("questions", "questions", "all stored questions by topic"),
    Route("question", "query/{name}", "one stored question with its answer"),
    Route("entity", "kg/{name}", "all that is known of one entity"),
    Route("registry", "registry/{name}", "one node of a record of a trial register"),
    Route("ontology", "ontology", "the vocabulary, term by term"),
    Route(
        "review", "review", "the review as a skeleton: sections, paragraphs, tables, and what stands where"
    ),
    Route("doubts", "doubts", "every doubt about the print"),
    Route("sparql", "sparql", "an editor for SPARQL, and the endpoint"),
    Route("api", "api", "the stored questions as an API"),
    Route("explorer", "explorer", "the graph to walk through"),
    Route("about", "about", "what this is and is not, how to cite it"),
)
PATHS = {route.name: route.path for route in ROUTES}

ANSWERS = {  # endings of an answer's files, and their media types
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "md": "text/markdown; charset=utf-8",
}
DESCRIPTIONS = {  # endings of an entity's files, and their media types
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
PARTS = {  # classes of what is a part of the print or a note on it, not a thing that one looks up by name
    "Passage", "TableCell", "Paragraph", "Citation", "TableRow", "TableColumn", "CurationNote",
}  # fmt: skip
_NO_TWINS: Mapping[str, str] = MappingProxyType({})


def twins(names: Iterable[str]) -> dict[str, str]:
    """Return the file name of each name that differs from an earlier one only in case.

    Many disks hold one of ``MET.html`` and ``met.html``; a server's addresses need no such rule, but keep to the names.
    """
    seen: dict[str, int] = {}
    found = {}
    for name in sorted(names):
        count = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        if count > 1:
            found[name] = f"{name}~{count}"
    return found


class Links:
    """Addresses as one page writes them.

    Parameters
    ----------
    up
        None for a server, whose addresses begin at its root; for a site the way from the page up to the site's
        root, such as ``../``, so that the pages work from any folder.
    here
        For a site, the folder of the page, with its slash: what lies beside it needs no way up.
    renamed
        For a site, the file names of entities whose own name another one takes (``twins``).
    """

    def __init__(self, up: str | None = None, renamed: Mapping[str, str] = _NO_TWINS, here: str = "") -> None:
        self.up = up
        self.renamed = renamed
        self.here = here

    def _from_here(self, path: str) -> str:
        if self.up is None:
            return f"/{path}"
        beside = self.here and path.startswith(self.here) and "/" not in path[len(self.here) :]
        return path.removeprefix(self.here) if beside else f"{self.up}{path}"

    def path(self, route: str, name: str = "") -> str:
        """Return the path of a page from the root, as an address writes it."""
        own = self.renamed.get(name, name) if route in ("entity", "registry") else name
        return PATHS[route].replace("{name}", quote(own, safe="/"))

    def page(self, route: str, name: str = "", fragment: str = "", **values: str) -> str:
        """Return the address of a page, with the values of a question's parameters."""
        path = self.path(route, name)
        found = self._from_here(path if self.up is None else f"{path or 'index'}.html")
        found += f"?{urlencode(values)}" if values else ""
        return found + (f"#{quote(fragment, safe='')}" if fragment else "")

    def file(self, route: str, name: str, ending: str, **values: str) -> str:
        """Return the address of a page's content in another form."""
        path = self.path(route, name)
        found = self._from_here(f"{path}.{ending}")
        return found + (f"?{urlencode(values)}" if values else "")

    def explorer(self, **state: str) -> str:
        """Return the address of the explorer opened at an entity (``id``) or an answer (``query``)."""
        return f"{self.page('explorer')}#{urlencode(state)}"

    def endings(self, kind: str) -> tuple[str, ...]:
        """Return in which other forms a node of a class is there: on a server in all, on a site where it pays."""
        if self.up is None:
            return tuple(DESCRIPTIONS)
        return ("ttl",) if kind in PARTS else ("ttl", "jsonld")

    def static(self, name: str) -> str:
        """Return the address of a part that pages share: a style, a script."""
        return f"{'/' if self.up is None else self.up}static/{name}"

    def node(self, iri: str) -> str:
        """Return where a person reads of a node: a page of ours, or the address that it is itself."""
        for prefix, route in (("kg", "entity"), ("registry", "registry")):
            if iri.startswith(PREFIXES[prefix]):
                return self.page(route, iri.removeprefix(PREFIXES[prefix]))
        if iri.startswith(PREFIXES["her2gc"]):
            return self.page("ontology", fragment=iri.removeprefix(PREFIXES["her2gc"]))
        return iri if iri.startswith(("http://", "https://")) else ""
