"""Agents by line of therapy and verdict."""

from typing import TYPE_CHECKING, Any

from her2gc.plot.picture import DARK, FAINT, INK, LIGHT, MIDDLE, Picture, blank, caption, caption_height
from her2gc.questions import catalogue
from her2gc.questions.answer import ask
from her2gc.store.graph import Graph

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINES = (
    "first line",
    "second line",
    "third line or later",
    "previously treated, line not numbered",
    "line not stated",
)
# Each verdict has a shape of its own; colour only helps.
_SHAPES = {
    "succeeded": ("o", DARK),
    "failed": ("X", MIDDLE),
    "promising": ("^", "#5aa3d6"),
    "pending": ("s", "white"),
}


def landscape(graph: Graph) -> Picture:
    """Draw which agents were tested in which line, and how it ended; breast cancer is left out."""
    answer = ask(graph, catalogue.find("verdicts"), {})
    data = [
        {"agent": row.agent, "line": line, "trial": row.trial, "outcome": row.outcome, "places": row.places}
        for row in answer
        if row.disease != "breast cancer"
        for line in _lines(row.lines)
    ]
    agents = sorted({each["agent"] for each in data}, key=lambda name: _order(name, data))
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in data:
        cells.setdefault((each["agent"], each["line"]), []).append(each)
    heights = [max(len(cells.get((agent, line), [])) for line in LINES) for agent in agents]
    sections = _sections([part for each in data for part in each["places"].split("; ")])
    notes = [
        (
            "Verdict on the agent under test by the review's account: disc succeeded, cross failed, triangle "
            "promising, empty square pending. Trials in breast cancer are left out. The verdict on KEYNOTE-811 is "
            "both claimed and pending; the review contradicts itself there."
        ),
        f"Places: {'; '.join(sections)}.",
    ]
    height = 0.235 * sum(heights) + 1.2 + caption_height(notes, columns=200)
    figure = blank(10.5, height)
    axes = figure.add_axes(
        (
            0.2,
            (caption_height(notes, columns=200) + 0.1) / height,
            0.79,
            1 - (caption_height(notes, columns=200) + 1.1) / height,
        )
    )
    _draw(axes, agents, heights, cells)
    _key(figure, height)
    caption(figure, notes, columns=200)
    title = "Agents by line of therapy and verdict"
    figure.suptitle(title, x=0.02, y=1 - 0.08 / height, ha="left", va="top", fontsize=11)
    told = [f"{each['agent']}, {each['line']}, {each['trial']}: {each['outcome']}" for each in data]
    return Picture(figure, title, f"Landscape of agents. {'; '.join(told)}. {' '.join(notes)}", data)


def _lines(joined: str) -> list[str]:
    """Return the lines of therapy in a joined text; one of their names has a comma of its own."""
    return [line for line in LINES if line in joined]


def _order(agent: str, data: list[dict[str, Any]]) -> tuple[int, str]:
    return min(LINES.index(each["line"]) for each in data if each["agent"] == agent), agent.casefold()


def _draw(
    axes: "Axes", agents: list[str], heights: list[int], cells: dict[tuple[str, str], list[dict[str, Any]]]
) -> None:
    y = 0.0
    for agent, height in zip(agents, heights, strict=True):
        axes.axhline(y - 0.5, color=FAINT, linewidth=0.6)
        axes.text(
            -0.012, y + (height - 1) / 2, agent, transform=axes.get_yaxis_transform(), ha="right", va="center"
        )
        for place, line in enumerate(LINES):
            for step, each in enumerate(cells.get((agent, line), [])):
                shape, colour = _SHAPES[each["outcome"]]
                axes.plot(
                    place + 0.07,
                    y + step,
                    marker=shape,
                    markersize=7,
                    color=colour,
                    markeredgecolor=INK,
                    markeredgewidth=0.9,
                    linestyle="none",
                )
                axes.text(place + 0.14, y + step, _short(each["trial"]), va="center", fontsize=7.5, color=INK)
        y += height
    for place in range(1, len(LINES)):
        axes.axvline(place, color=LIGHT, linewidth=0.6)
    axes.set_xlim(0, len(LINES))
    axes.set_ylim(y - 0.5, -0.5)
    axes.set_yticks([])
    axes.xaxis.tick_top()
    axes.set_xticks(
        [place + 0.5 for place in range(len(LINES))], [line.replace(", ", ",\n") for line in LINES]
    )
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _short(trial: str) -> str:
    """Return a trial's name short enough for a cell."""
    if "esophagogastric" in trial:
        return "trial in EGA"
    return (
        trial.replace(" trial", "")
        .replace(" study", "")
        .replace(" basket", "")
        .replace("duocarmazine ", "duo. ")
    )


def _sections(places: list[str]) -> list[str]:
    """Return the places folded by section: ``Failures of HER2-Targeted Therapy, paragraphs 1, 2``."""
    found: dict[str, set[int]] = {}
    for place in places:
        section, _, rest = place.partition(", paragraph ")
        found.setdefault(section, set()).add(int(rest.split(":")[0]))
    return [
        f"{section}, paragraph{'s' * (len(found[section]) > 1)} {', '.join(map(str, sorted(found[section])))}"
        for section in sorted(found)
    ]


def _key(figure: Any, height: float) -> None:
    axes = figure.add_axes((0.45, 1 - 0.42 / height, 0.53, 0.3 / height))
    axes.axis("off")
    axes.set_xlim(0, 4)
    axes.set_ylim(0, 1)
    for place, (name, (shape, colour)) in enumerate(_SHAPES.items()):
        axes.plot(
            place + 0.1,
            0.5,
            marker=shape,
            markersize=7,
            color=colour,
            markeredgecolor=INK,
            markeredgewidth=0.9,
        )
        axes.text(place + 0.22, 0.5, name, va="center")
