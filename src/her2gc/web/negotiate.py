"""Which form of a thing a visitor wants: the ending of the address, else the Accept header with its weights."""

from collections.abc import Mapping
from functools import lru_cache

import mimeparse

_SHORT = 500  # characters of a header whose meaning is remembered


def best(accept: str, offered: Mapping[str, str], fallback: str) -> str | None:
    """Return the key of the media type that an Accept header likes best, or None where it likes none.

    Parameters
    ----------
    accept
        The header; an empty one likes everything.
    offered
        Media types by key, the preferred last where weights are equal.
    fallback
        The key for those who take anything.
    """
    if not accept.strip():
        return fallback
    given = tuple(offered.items())
    return (_remembered if len(accept) <= _SHORT else _best)(accept, given, fallback)


def _best(accept: str, given: tuple[tuple[str, str], ...], fallback: str) -> str | None:
    offered = dict(given)
    types = {media.partition(";")[0]: key for key, media in offered.items()}
    wanted = offered[fallback].partition(";")[0]
    order = [media for media in types if media != wanted] + [wanted]
    try:
        found = mimeparse.best_match(order, accept)
    except (mimeparse.MimeTypeParseException, ValueError, IndexError):
        return fallback  # a header that cannot be read asks for nothing
    return types.get(found)


_remembered = lru_cache(256)(_best)
