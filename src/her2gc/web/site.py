"""The site: every page, answer and description as a file with relative links, for any host or none."""

import gzip
import os
import re
from collections.abc import Callable
from functools import partial

from her2gc.sources.prefixes import PREFIXES
from her2gc.web import dataset, engine, forms, openapi, pages, pictures, write
from her2gc.web.context import Context
from her2gc.web.routes import ANSWERS, PARTS, PATHS, ROUTES, Links, twins

_STATIC = os.path.join(write.HERE, "static")
_SPACES = {"entity": "kg", "registry": "registry"}
_ACCEPTED = (("text/turtle", "ttl"), ("application/ld\\+json", "jsonld"))

Plan = dict[str, Callable[[], bytes]]


def plan(context: Context, base: str = "") -> Plan:
    """Return every file of the site and what makes its content, the same bytes for the same graph.

    Parameters
    ----------
    context
        The graph.
    base
        Where the site will be read; the site map and the redirects need whole addresses, so without it they are left
        out.
    """
    found: Plan = {}
    renamed = twins(name for route, name in pages.every(context) if route in _SPACES)
    listed = []
    for route, name in pages.every(context):
        own = renamed.get(name, name) if route in _SPACES else name
        path = PATHS[route].replace("{name}", own) or "index"
        if route not in _SPACES or context.kind(PREFIXES[_SPACES[route]] + name) not in PARTS:
            # nobody looks for a passage by its name: a reader comes to it from what stands there
            listed.append(f"{Links(renamed=renamed).path(route, name) or 'index'}.html")
        links = Links("../" * path.count("/"), renamed, path[: path.rfind("/") + 1])
        if route == "explorer":
            found[f"{path}.html"] = partial(forms.explorer, context)
        else:
            found[f"{path}.html"] = partial(_page, context, links, route, name)
        if route == "question" and not any(each.required for each in context.questions[name].parameters):
            found |= _answers(context, path, name)
        elif route in _SPACES:
            iri = PREFIXES[_SPACES[route]] + name
            for ending in links.endings(context.kind(iri)):
                found[f"{path}.{ending}"] = partial(_first, forms.description, context, iri, ending)
    found |= _shared()
    found["static/search.json"] = partial(forms.search, context, Links("", renamed))
    for cls in context.fitting:
        found[f"static/{engine.listed(cls)}"] = partial(engine.members, context, cls)
    found["static/openapi.json"] = partial(openapi.description, context)
    found["static/graph.nq.gz"] = partial(forms.dataset, context)
    found[dataset.PATH] = partial(dataset.description, context, served=False)
    found[".nojekyll"] = bytes
    root = base.rstrip("/")
    robots = "User-agent: *\nAllow: /\n"
    if root:
        found["sitemap.xml"] = partial(_map, root, listed)
        found["w3id.htaccess"] = partial(redirects, context, root)
        robots += f"Sitemap: {root}/sitemap.xml\n"
    found["robots.txt"] = robots.encode
    return found


def _answers(context: Context, path: str, name: str) -> Plan:
    """Return the files of a question's answer, and its picture where one fits."""
    found: Plan = {
        f"{path}.{ending}": partial(_first, forms.answer, context, name, ending, {}) for ending in ANSWERS
    }
    if pictures.pictured(name):
        found[f"{path}.svg"] = partial(pictures.svg, context, name, ())
    return found


def files(context: Context, base: str = "") -> dict[str, bytes]:
    """Return every file of the site with its content; ``plan`` tells more."""
    return {path: make() for path, make in plan(context, base).items()}


def redirects(context: Context, root: str) -> bytes:
    """Return the rules by which w3id.org leads the namespace to the site, made from the table of routes."""
    lines = ["Options +FollowSymLinks", "RewriteEngine on"]
    renamed = twins(name for route, name in pages.every(context) if route in _SPACES)
    for name, own in renamed.items():
        one = f"^kg/{re.escape(name)}$"
        lines += _rules(one, f"{root}/kg/{own}", described=True)
    for route in ROUTES:
        pattern = f"^{route.path.replace('{name}', '(.+)')}$"
        target = f"{root}/{route.path.replace('{name}', '$1') or 'index'}"
        lines += _rules(pattern, target, described=route.name in _SPACES)
    return "".join(f"{line}\n" for line in lines).encode()


def _rules(pattern: str, target: str, *, described: bool) -> list[str]:
    found = []
    for media, ending in _ACCEPTED if described else ():
        found += [
            f"RewriteCond %{{HTTP_ACCEPT}} {media}",
            f"RewriteRule {pattern} {target}.{ending} [R=303,L]",
        ]
    return [*found, f"RewriteRule {pattern} {target}.html [R=303,L]"]


def _page(context: Context, links: Links, route: str, name: str) -> bytes:
    return write.short(write.html(pages.page(context, links, route, name), links))


def _first(make: Callable[..., tuple[bytes, str]], *given: object) -> bytes:
    return make(*given)[0]


def _shared() -> Plan:
    """Return what pages share: styles, scripts, the query engine."""
    found: Plan = {}
    for place, _, names in sorted(os.walk(_STATIC)):
        for name in sorted(names):
            whole = os.path.join(place, name)
            target = f"static/{os.path.relpath(whole, _STATIC)}".replace(os.sep, "/")
            if name.endswith(".wasm"):  # 4 MB, a third of that packed; static/worker.js unpacks it
                found[f"{target}.gz"] = partial(_packed, whole)
            else:
                found[target] = partial(_read, whole)
    return found


def _packed(path: str) -> bytes:
    return gzip.compress(_read(path), 9, mtime=0)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _map(root: str, listed: list[str]) -> bytes:
    addresses = "".join(f"<url><loc>{root}/{path}</loc></url>\n" for path in listed)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{addresses}</urlset>\n".encode()
