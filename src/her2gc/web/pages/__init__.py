"""Pages as functions from the context to a document; none knows whether a server or a site shows it."""

from collections.abc import Mapping

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.web.context import Context
from her2gc.web.page import Page
from her2gc.web.routes import Links

_EMPTY: Mapping[str, str] = {}


def page(
    context: Context, links: Links, route: str, name: str = "", values: Mapping[str, str] = _EMPTY
) -> Page:
    """Return the page of a route.

    Parameters
    ----------
    context, links
        The graph, and how the page writes addresses.
    route
        Its name in ``routes.ROUTES``.
    name
        The part of the path that varies.
    values
        The values of a question's parameters.

    Raises
    ------
    Her2gcError
        Where there is no such page, or a value is wrong.
    """
    from her2gc.web.pages import entity, home, question, rest

    if route == "home":
        return home.home(context, links)
    if route == "questions":
        return home.questions(context, links)
    if route == "question":
        if name not in context.questions:
            raise Her2gcError("there is no question of this name", "choose one from the list")
        return question.question(context, links, name, values)
    if route in ("entity", "registry"):
        return entity.entity(context, links, PREFIXES["kg" if route == "entity" else route] + name)
    return {
        "ontology": rest.ontology,
        "review": rest.review,
        "doubts": rest.doubts,
        "sparql": rest.sparql,
        "api": rest.api,
        "about": rest.about,
    }[route](context, links)


def every(context: Context) -> list[tuple[str, str]]:
    """Return every page: its route and the part of its path that varies."""
    from her2gc.web.routes import ROUTES

    found: list[tuple[str, str]] = []
    for route in ROUTES:
        if route.name == "question":
            found += [(route.name, name) for name in context.questions]
        elif route.name in ("entity", "registry"):
            base = PREFIXES["kg" if route.name == "entity" else route.name]
            found += [
                (route.name, iri.removeprefix(base)) for iri in context.entities if iri.startswith(base)
            ]
        else:
            found.append((route.name, ""))
    return found
