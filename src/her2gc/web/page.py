"""A page before it is written: its template, its title, and the data that the template shows."""

from typing import Any, NamedTuple


class Page(NamedTuple):
    """One page.

    Parameters
    ----------
    template
        The file in ``templates`` that shows it.
    title
        What the browser's tab says.
    data
        What the template is filled with.
    forms
        The same content in other forms: media type and address.
    linked
        The JSON-LD of schema.org for the page's head.
    """

    template: str
    title: str
    data: dict[str, Any]
    forms: tuple[tuple[str, str], ...] = ()
    linked: dict[str, Any] | None = None
