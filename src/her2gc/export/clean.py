"""Text made safe: characters that formats forbid or that deceive readers, and cells that spreadsheets run."""

import math
import re
from decimal import Decimal, InvalidOperation

# control characters, bidirectional controls, non-characters and halves of pairs; tab and line feed become blanks
_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000e0000-\U000e007f]"
)
# those of them that are no line's end, nor halves of pairs, which no UTF-8 text holds: hidden in plain text
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BLANK = re.compile(r"[\t\r\n]+")
_FORMULA = re.compile(r"[=+\-@\t\r](?=.)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+)?\Z", re.IGNORECASE)
_INTEGERS = {"integer", "int", "long", "nonNegativeInteger", "positiveInteger"}
_REALS = {"decimal", "double", "float"}
_EXACT = 2**53  # the largest range of integers that a reader of doubles, such as JavaScript, tells apart
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|\Z)", re.IGNORECASE)
REPLACEMENT = "\ufffd"


def clean(text: str) -> tuple[str, int]:
    """Return a text that every format can carry, and how many characters had to be replaced."""
    safe, count = _BAD.subn(REPLACEMENT, text)
    return _BLANK.sub(" ", safe), count


def visible(text: str, form: str) -> str:
    """Return a text with hidden characters spelled out by their number, as a form such as ``&#x{:X};`` says."""
    return _HIDDEN.sub(lambda found: form.format(ord(found[0])), text)


def figure(text: str, datatype: str) -> int | float | bool | None:
    """Return what a literal of an XSD type stands for; None for what is no figure, or one that readers do not hold."""
    if datatype == "boolean" and text in ("true", "1", "false", "0"):
        return text in ("true", "1")
    if "_" in text or datatype not in _INTEGERS | _REALS:
        return None
    try:
        if datatype in _INTEGERS:
            whole = int(text)
            return whole if abs(whole) <= _EXACT else None
        real = float(text)
        return real if math.isfinite(real) and (real or not Decimal(text)) else None
    except (ValueError, InvalidOperation):
        return None


def xml(text: str) -> tuple[str, int]:
    """Return a text that XML can carry, and how many characters had to be replaced."""
    return _NOT_XML.subn(REPLACEMENT, text)


def cell(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run: a quote mark before a formula's first sign."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def file_name(text: str) -> str:
    """Return a text as the name of a file that every system can store; Windows keeps names such as CON to itself."""
    safe = re.sub(r'[\\/:*?"<>|#^\[\]%\x00-\x1f]+', "-", text).strip(" .-") or "unnamed"
    safe = safe.encode()[:120].decode(errors="ignore").rstrip(" .-")
    return f"_{safe}" if _DEVICE.match(safe) else safe


def is_link(iri: str) -> bool:
    """Tell whether an address may be a link: a page of the web, and nothing that runs."""
    return re.match(r"https?://[^\s<>]+\Z", iri) is not None
