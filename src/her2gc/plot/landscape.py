"""Agents by line of therapy and verdict."""

from typing import TYPE_CHECKING, Any

from her2gc.plot.picture import (
    DARK,
    FAINT,
    INK,
    LIGHT,
    MIDDLE,
    Choice,
    Picture,
    blank,
    caption,
    caption_height,
    marked,
    named,
    sources_note,
)
from her2gc.questions import catalogue
from her2gc.questions.answer import ask
from her2gc.questions.places import short
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
_NAMED = {"succeeded": "disc", "failed": "cross", "promising": "triangle", "pending": "empty square"}


def landscape(graph: Graph, choice: Choice | None = None) -> Picture:
    """Draw which agents were tested in which line, and how it ended; breast cancer is left out.

    Parameters
    ----------
    graph
        Where to ask.
    choice
        What of it, and how it looks.
    """
    choice = choice or Choice()
    answer = ask(graph, catalogue.find("verdicts"), {})
    data = [
        {
            "agent": row.agent,
            "line": line,
            "trial": row.trial,
            "outcome": outcome,
            "disease": row.disease,
            "source": carried.source,
            "places": carried.short_places,
            "where": carried.places,
        }
        for row, carried in zip(answer, answer.contract or [], strict=True)
        if row.disease != "breast cancer"
        for outcome in row.verdict.removesuffix(" (conflicting)").split(" and ")
        for line in _lines(row.lines)
    ]
    data = choice.keep(data, graph)
    lines = [line for line in LINES if any(each["line"] == line for each in data)]
    agents = sorted({each["agent"] for each in data}, key=lambda name: _order(name, data))
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in data:
        cells.setdefault((each["agent"], each["line"]), []).append(each)
    heights = [max(len(cells.get((agent, line), [])) for line in lines) for agent in agents]
    outcomes = [name for name in _SHAPES if any(each["outcome"] == name for each in data)]
    notes = _notes(data, outcomes)
    foot = caption_height(notes, data, columns=200) if choice.caption else 0.1
    height = 0.235 * sum(heights) + 1.2 + foot
    figure = blank(10.5, height)
    axes = figure.add_axes((0.2, (foot + 0.1) / height, 0.79, 1 - (foot + 1.1) / height))
    _draw(axes, agents, heights, cells, lines)
    _key(figure, height, outcomes)
    if choice.caption:
        caption(figure, notes, data, columns=200)
    title = "Agents by line of therapy and verdict"
    figure.suptitle(title, x=0.02, y=1 - 0.08 / height, ha="left", va="top", fontsize=11)
    told = [f"{each['agent']}, {each['line']}, {named(each)}: {each['outcome']}" for each in data]
    return Picture(
        figure, title, f"Landscape of agents. {'; '.join(told)}. {' '.join(notes)}", data, choice.size
    )


def _notes(data: list[dict[str, Any]], outcomes: list[str]) -> list[str]:
    both: dict[tuple[str, ...], set[str]] = {}
    for each in data:
        key = (each["source"], each["agent"], each["trial"], each["disease"])
        both.setdefault(key, set()).add(each["outcome"])
    conflicting: dict[str, list[str]] = {}
    for (source, agent, trial, _), told in both.items():
        if len(told) > 1:
            conflicting.setdefault(source, []).append(f"{agent} in {trial} ({' and '.join(sorted(told))})")
    shapes = ", ".join(f"{_NAMED[name]} {name}" for name in outcomes)
    places = short({place for each in data for place in each["where"]})
    by = "its source's" if any(each["source"] for each in data) else "the review's"
    return [
        f"Verdict on the agent under test by {by} account: {shapes}. Trials in breast cancer are left out.",
        *(
            f"{f'Verdicts conflict ({source})' if source else 'The review contradicts itself'} on {'; '.join(told)}."
            for source, told in conflicting.items()
        ),
        *sources_note(data),
        f"Places: {places}.",
    ]


def _lines(joined: str) -> list[str]:
    """Return the lines of therapy in a joined text; one of their names has a comma of its own."""
    return [line for line in LINES if line in joined]


def _order(agent: str, data: list[dict[str, Any]]) -> tuple[int, str]:
    return min(LINES.index(each["line"]) for each in data if each["agent"] == agent), agent.casefold()


def _draw(
    axes: "Axes",
    agents: list[str],
    heights: list[int],
    cells: dict[tuple[str, str], list[dict[str, Any]]],
    lines: list[str],
) -> None:
    y = 0.0
    for agent, height in zip(agents, heights, strict=True):
        axes.axhline(y - 0.5, color=FAINT, linewidth=0.6)
        axes.text(
            -0.012, y + (height - 1) / 2, agent, transform=axes.get_yaxis_transform(), ha="right", va="center"
        )
        for place, line in enumerate(lines):
            for step, each in enumerate(cells.get((agent, line), [])):
                shape, colour = _SHAPES.get(each["outcome"], ("d", LIGHT))
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
                axes.text(
                    place + 0.14,
                    y + step,
                    _short(each["trial"]) + marked(each),
                    va="center",
                    fontsize=7.5,
                    color=INK,
                )
        y += height
    for place in range(1, len(lines)):
        axes.axvline(place, color=LIGHT, linewidth=0.6)
    axes.set_xlim(0, len(lines))
    axes.set_ylim(y - 0.5, -0.5)
    axes.set_yticks([])
    axes.xaxis.tick_top()
    axes.set_xticks(
        [place + 0.5 for place in range(len(lines))], [line.replace(", ", ",\n") for line in lines]
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


def _key(figure: Any, height: float, outcomes: list[str]) -> None:
    axes = figure.add_axes((0.45, 1 - 0.42 / height, 0.53, 0.3 / height))
    axes.axis("off")
    axes.set_xlim(0, 4)
    axes.set_ylim(0, 1)
    for place, name in enumerate(outcomes):
        shape, colour = _SHAPES[name]
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
