"""A drawn picture with its text alternative, and how all pictures look: no meaning by colour alone."""

import io
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING, Any

from her2gc import __version__
from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.review import UNNAMED
from her2gc.store.graph import Graph

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMS = ("svg", "png", "pdf")
# Colours that differ for colour-blind eyes, and by lightness in grey.
DARK, MIDDLE, LIGHT, INK, FAINT = "#0b4f8a", "#d55e00", "#9a9a9a", "#111111", "#cfcfcf"
_SIZES = {"font.size": 9.0, "axes.titlesize": 10.0, "svg.fonttype": "none", "svg.hashsalt": "her2gc"}
DPI = 200


@dataclass(frozen=True)
class Choice:
    """What of a picture is wanted: names as they are labelled or as one types them, and how it looks.

    ``lines``, ``trials`` and ``measures`` leave out all others; ``size`` is width and height in inches; ``caption``
    says whether notes, places and source stand below the drawing. The text alternative always tells them.
    """

    lines: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    size: tuple[float, float] | None = None
    caption: bool = True

    def keep(self, data: list[dict[str, Any]], graph: Graph) -> list[dict[str, Any]]:
        """Return the rows that are wanted.

        Raises
        ------
        Her2gcError
            For a name that the graph does not know, or where nothing is left to draw.
        """
        wanted = {
            "line": _labels(graph, "LineOfTherapy", self.lines),
            "trial": _labels(graph, "Trial", self.trials),
            "measure": _labels(graph, "OutcomeMeasure", self.measures),
        }
        kept = [
            each
            for each in data
            if all(not names or each.get(name) in names for name, names in wanted.items())
        ]
        if not kept:
            raise Her2gcError("nothing is left to draw", "choose other lines, trials or measures")
        return kept


def marked(each: dict[str, Any]) -> str:
    """Return the mark behind a name that is not the review's word."""
    return " \u2021" if each["source"] else ""


def named(each: dict[str, Any]) -> str:
    """Return a trial's name, with whose word it is where that is not the review's."""
    return f"{each['trial']} ({each['source']})" if each["source"] else str(each["trial"])


def sources_note(data: list[dict[str, Any]]) -> list[str]:
    """Return the note that says whose word the marked names are."""
    told = list(dict.fromkeys(named(each) for each in data if each["source"]))
    return [f"\u2021 not the review's word: {'; '.join(told)}."] if told else []


def _labels(graph: Graph, cls: str, given: tuple[str, ...]) -> set[str]:
    from her2gc.store.names import names, words
    from her2gc.store.resolve import resolve

    if not given:
        return set()
    known = names(graph, PREFIXES["her2gc"] + cls)
    iris = {resolve(each, known, words(cls)) for each in given}
    return {name.text for name in known if name.iri in iris and name.rank == 0}


@dataclass(frozen=True)
class Picture:
    """A picture: the drawing, its title, what it shows in words, and the data that it shows."""

    figure: "Figure"
    title: str
    alternative: str
    data: list[dict[str, Any]]
    size: tuple[float, float] | None = None

    def save(self, form: str, dpi: int = DPI) -> bytes:
        """Return the picture as ``svg``, ``png`` or ``pdf``, the text alternative inside it.

        Parameters
        ----------
        form
            One of them.
        dpi
            Dots per inch of a ``png``.
        """
        import matplotlib as mpl

        body = io.BytesIO()
        if self.size is not None:
            self.figure.set_size_inches(*self.size)
        named: dict[str, Any] = {"Title": self.title}
        if form == "pdf":
            metadata = named | {"Subject": self.alternative, "CreationDate": None}
        else:
            metadata = named | {"Description": self.alternative} | ({"Date": None} if form == "svg" else {})
        with mpl.rc_context(_SIZES):  # type: ignore[arg-type]
            self.figure.savefig(body, format=form, dpi=dpi, metadata=metadata)
        return _accessible(body.getvalue(), self) if form == "svg" else body.getvalue()


def blank(width: float, height: float) -> "Figure":
    """Return an empty figure, sizes in inches.

    Raises
    ------
    Her2gcError
        When the plotting library is missing.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise Her2gcError("pictures need matplotlib", "pip install 'her2gc[plot]'") from error
    with mpl.rc_context(_SIZES):  # type: ignore[arg-type]
        return Figure(figsize=(width, height), facecolor="white")


def _source(data: list[dict[str, Any]]) -> str:
    """Return the line that names the source: the review, where something of it is drawn."""
    theirs = dict.fromkeys(str(each["source"]) for each in data)
    told = UNNAMED if "" in theirs or not theirs else f"{'; '.join(theirs)}; nothing drawn is the review's"
    return f"Source: {told}; her2gc {__version__}."


def caption(figure: "Figure", lines: list[str], data: list[dict[str, Any]], *, columns: int = 155) -> None:
    """Write the caption along the lower edge, each line folded, the source of the data last."""
    text = "\n".join(fill(line, columns, subsequent_indent="  ") for line in [*lines, _source(data)])
    figure.text(0.02, 0.012, text, fontsize=7, color=INK, va="bottom", ha="left", linespacing=1.35)


def caption_height(lines: list[str], data: list[dict[str, Any]], *, columns: int = 155) -> float:
    """Return the height in inches that a caption takes."""
    count = sum(
        len(fill(line, columns, subsequent_indent="  ").splitlines()) for line in [*lines, _source(data)]
    )
    return 0.14 * count + 0.15


def _accessible(svg: bytes, picture: Picture) -> bytes:
    """Add a title and a description that screen readers tell."""
    from html import escape

    start = svg.index(b"<svg")
    end = svg.index(b">", start)
    head = svg[start:end] + b' role="img" aria-labelledby="title description">'
    told = f'<title id="title">{escape(picture.title)}</title>'
    told += f'<desc id="description">{escape(picture.alternative)}</desc>'
    return svg[:start] + head + told.encode() + svg[end + 1 :]
