"""Pages as HTML: the one place that knows the template engine."""

import json
import os
from functools import cache
from typing import TYPE_CHECKING

from her2gc import __version__
from her2gc.errors import Her2gcError
from her2gc.web.page import Page
from her2gc.web.routes import Links

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = os.path.dirname(os.path.abspath(__file__))


@cache
def _engine() -> "Environment":
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        raise Her2gcError("jinja2 is not installed", "pip install 'her2gc[serve]'") from error
    found = Environment(
        loader=FileSystemLoader(os.path.join(HERE, "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["version"] = __version__
    return found


def ready() -> None:
    """Read the templates, so that no visitor waits for it."""
    for name in _engine().list_templates():
        _engine().get_template(name)


def html(page: Page, links: Links, *, bare: bool = False) -> bytes:
    """Return a page as HTML.

    Parameters
    ----------
    page
        The page.
    links
        How it writes addresses.
    bare
        Leave out head and foot, for a page within another.
    """
    linked = (
        json.dumps(page.linked, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        if page.linked
        else ""
    )
    template = _engine().get_template(page.template)
    return template.render(page=page, links=links, bare=bare, linked=linked, **page.data).encode()


def short(page: bytes) -> bytes:
    """Return an HTML page without the blanks and closing tags that HTML does not need."""
    try:
        import minify_html
    except ImportError as error:
        raise Her2gcError("minify-html is not installed", "pip install 'her2gc[serve]'") from error
    return minify_html.minify(page.decode(), keep_html_and_head_opening_tags=True).encode()
