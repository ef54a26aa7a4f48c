"""The site: every page, answer and description as a file with relative links, for any host or none."""

import os
from collections.abc import Iterator

from her2gc.sources.prefixes import PREFIXES
from her2gc.web import forms, openapi, pages, write
from her2gc.web.context import Context
from her2gc.web.routes import ANSWERS, PATHS, Links

_DESCRIBED = ("ttl", "jsonld")
_STATIC = os.path.join(write.HERE, "static")


def files(context: Context, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: its path and content, the same bytes for the same graph.

    Parameters
    ----------
    context
        The graph.
    base
        Where the site will be read, for the site map; may be empty.
    """
    listed = []
    for route, name in pages.every(context):
        path = PATHS[route].replace("{name}", name) or "index"
        if route == "explorer":
            yield f"{path}.html", forms.explorer(context)
        else:
            links = Links("../" * path.count("/"))
            yield f"{path}.html", write.html(pages.page(context, links, route, name), links)
        listed.append(path)
        if route == "question" and not any(each.required for each in context.questions[name].parameters):
            for ending in ANSWERS:
                yield f"{path}.{ending}", forms.answer(context, name, ending, {})[0]
        elif route in ("entity", "registry"):
            iri = PREFIXES["kg" if route == "entity" else route] + name
            for ending in _DESCRIBED:
                yield f"{path}.{ending}", forms.description(context, iri, ending)[0]
    for place, _, names in sorted(os.walk(_STATIC)):
        for name in sorted(names):
            whole = os.path.join(place, name)
            with open(whole, "rb") as file:
                yield f"static/{os.path.relpath(whole, _STATIC)}".replace(os.sep, "/"), file.read()
    yield "static/search.json", forms.search(context)
    yield "static/openapi.json", openapi.description(context)
    root = base.rstrip("/")
    addresses = "".join(f"<url><loc>{root}/{path}.html</loc></url>\n" for path in listed)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield "sitemap.xml", f"{head}{addresses}</urlset>\n".encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n".encode()
    yield ".nojekyll", b""
    yield "w3id.htaccess", redirects(root).encode()


def redirects(root: str) -> str:
    """Return the rules by which w3id.org leads the namespace to the site."""
    return f"""Options +FollowSymLinks
RewriteEngine on
RewriteRule ^ontology$ {root}/ontology.html [R=303,L]
RewriteCond %{{HTTP_ACCEPT}} text/turtle
RewriteRule ^(kg|registry)/(.+)$ {root}/$1/$2.ttl [R=303,L]
RewriteCond %{{HTTP_ACCEPT}} application/ld\\+json
RewriteRule ^(kg|registry)/(.+)$ {root}/$1/$2.jsonld [R=303,L]
RewriteRule ^(kg|registry|query)/(.+)$ {root}/$1/$2.html [R=303,L]
RewriteRule ^$ {root}/index.html [R=303,L]
"""
