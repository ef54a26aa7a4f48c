"""Hazard ratios for overall and progression-free survival, by line of therapy and trial."""

from typing import TYPE_CHECKING, Any

from her2gc.checks.audit.formulas import events_range, ratio_interval, standard_error, z_two_sided
from her2gc.checks.audit.limits import FEW_EVENTS
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
from her2gc.questions.answer import Answer, Row, ask
from her2gc.questions.places import short
from her2gc.store.graph import Graph

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TELLING = ("implausible figure", "direction mismatch", "contradiction")
_MEASURES = (
    "overall survival",
    "progression-free survival",
    "central nervous system progression-free survival",
)
_DASHES = (0, (4, 2))
_TICKS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)
_ROW, _HEAD, _GAP = 1.75, 1.0, 1.15  # heights of a trial, of a line of therapy and between panels
_INCH = 0.27  # inches of one such height
_LEFT, _RIGHT = 0.42, 0.77  # where the axes begin and end, as shares of the width
_WIDTH = 9.6


def forest(graph: Graph, choice: Choice | None = None, *, breast: bool = False) -> Picture:
    """Draw the forest plot.

    An interval is recomputed from the ratio and the p-value where none is printed, but not from a p-value that
    implies more events than patients, or far too few: then the point stands alone.

    Parameters
    ----------
    graph
        Where to ask.
    choice
        What of it, and how it looks.
    breast
        Whether to draw HER2CLIMB's result in breast cancer, too.
    """
    choice = choice or Choice()
    answer = ask(graph, catalogue.find("forest-figures"), {"breast": breast})
    data = choice.keep(_data(answer, graph), graph)
    panels = [name for name in _MEASURES if any(each["measure"] == name for each in data)]
    heights = [_height(data, name) for name in panels]
    notes = _notes(data, graph)
    foot = caption_height(notes, data, columns=175) if choice.caption else 0.15
    body = _INCH * (sum(heights) + _GAP * 3 * len(panels)) + 0.2
    figure = blank(_WIDTH, body + foot)
    tall = figure.get_figheight()
    grid = figure.add_gridspec(
        len(panels),
        1,
        height_ratios=heights,
        hspace=_GAP * 3 * len(panels) / sum(heights),
        left=_LEFT,
        right=_RIGHT,
        top=1 - 0.8 / tall,
        bottom=(foot + 0.5) / tall,
    )
    for place, name in enumerate(panels):
        _panel(figure.add_subplot(grid[place]), name, [each for each in data if each["measure"] == name])
    if choice.caption:
        caption(figure, notes, data, columns=175)
    _key(figure, data)
    title = "Hazard ratios for survival by line of therapy and trial"
    figure.suptitle(title, x=0.02, y=1 - 0.08 / tall, ha="left", va="top", fontsize=11)
    told = [
        f"{each['measure']}, {each['line']}, {named(each)} (N = {each['n'] or 'not stated'}"
        f"{each['kind']}), {each['experimental']} "
        f"against {each['comparator']}: hazard ratio {each['hazardRatio']}, {_interval(each)}, P {each['p']}"
        for each in data
    ]
    return Picture(figure, title, f"Forest plot. {'; '.join(told)}. {' '.join(notes)}", data, choice.size)


def _interval(each: dict[str, Any]) -> str:
    if each["low"] is None:
        return f"no interval ({each['reason']})"
    return f"interval {each['low']:.2f} to {each['high']:.2f} ({each['interval']}{each['level']})"


def _data(answer: Answer, graph: Graph) -> list[dict[str, Any]]:
    tested = ask(graph, catalogue.find("tested-agents"), {})
    arms, several = _by_source(tested), _several(tested)
    sizes = _by_source(ask(graph, catalogue.find("trial-sizes"), {}))
    found = []
    for row, carried in zip(answer, answer.contract or [], strict=True):
        trial = row.trial
        # what the same source says of the trial, else what the review does
        arm, listed = (
            known.get((trial, carried.source)) or known.get((trial, "")) for known in (arms, sizes)
        )
        n = listed.patients if listed and isinstance(listed.patients, int) else None
        told: dict[str, Any] = {
            name: row[name] for name in ("measure", "line", "trial", "hazardRatio", "p", "disease")
        }
        told |= {
            "ratio": float(row.hazardRatio),
            "n": n,
            "source": carried.source,
            "places": carried.short_places,
            "where": carried.places,
            "kind": _kind(row, carried.source),
            "level": f", {row.level} %" if row.lower and row.level not in (None, 95) else "",
        }
        told["experimental"] = _regimen(arm.experimental if arm else None, trial) or (
            arm.agent if arm else ""
        )
        told["comparator"] = _regimen(arm.comparator if arm else None, trial) or "comparator not stated"
        if trial in several and row.firstGroup and row.secondGroup:  # a ratio is of two arms of them
            told["experimental"], told["comparator"] = row.firstGroup, row.secondGroup
        told["doubts"] = [each.label for each in carried.doubts if each.kind in _TELLING]
        doubted = any(each.kind == "implausible figure" for each in carried.doubts)
        found.append(told | _ends(row, n, doubted=doubted))
    return found


def _by_source(answer: Answer) -> dict[tuple[str, str], Row]:
    """Return the last row on each trial by each source; the review's source has no name."""
    return {
        (row.trial, carried.source): row for row, carried in zip(answer, answer.contract or [], strict=True)
    }


def _several(answer: Answer) -> set[str]:
    """Return the trials with more than one regimen under test, or to compare with."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in answer:
        for side in ("experimental", "comparator"):
            found.setdefault((row.trial, side), set()).update((row[side] or "").split("; "))
    return {trial for (trial, _), regimens in found.items() if len(regimens) > 1}


def _kind(row: Row, source: str) -> str:
    """Return the kind of analysis where it is not the main one; the review's own parts stand in their titles."""
    kind = row.analysis or ""
    return f", {kind}" if "interim" in kind or (source and kind not in ("", "main analysis")) else ""


def _regimen(label: str | None, trial: str) -> str:
    """Return a regimen's label without the trial's name before it."""
    return (label or "").replace(f"{trial}: ", "")


def _ends(row: Row, n: int | None, *, doubted: bool) -> dict[str, Any]:
    """Return the ends of an interval: printed, recomputed, or none with the reason."""
    ratio, p = row.hazardRatio, row.p
    if row.lower and row.upper:
        return {"low": float(row.lower), "high": float(row.upper), "interval": "printed", "reason": ""}
    bare: dict[str, Any] = {"low": None, "high": None, "interval": "none"}
    sign, _, value = (p or "").partition(" ")
    if sign != "=":
        return bare | {"reason": "no exact p-value printed"}
    least, most = events_range(ratio, value)
    if doubted or (n is not None and (least > n or most < FEW_EVENTS * n)):
        return bare | {"reason": f"P {p} does not fit the ratio and the number of patients"}
    low, high = ratio_interval(float(ratio), standard_error(float(ratio), z_two_sided(float(value))))
    return {"low": low, "high": high, "interval": "recomputed", "reason": ""}


def _key(figure: "Figure", data: list[dict[str, Any]]) -> None:
    from matplotlib.lines import Line2D

    kinds = {each["interval"] for each in data}
    handles = []
    if "printed" in kinds:
        handles.append(Line2D([], [], color=DARK, linewidth=1.6, label="interval printed"))
    if "recomputed" in kinds:
        label = "interval recomputed from ratio and P *"
        handles.append(Line2D([], [], color=MIDDLE, linewidth=1.6, linestyle=_DASHES, label=label))
    if "none" in kinds:
        label = "ratio without an interval"
        handles.append(Line2D([], [], color=INK, marker="s", markersize=5, linestyle="none", label=label))
    figure.legend(
        handles=handles,
        loc="upper right",
        bbox_to_anchor=(0.99, 1 - 0.24 / figure.get_figheight()),
        frameon=False,
        fontsize=8,
        ncols=len(handles),
    )


def _height(data: list[dict[str, Any]], measure: str) -> float:
    here = [each for each in data if each["measure"] == measure]
    return _ROW * len(here) + _HEAD * len({each["line"] for each in here})


def _notes(data: list[dict[str, Any]], graph: Graph) -> list[str]:
    doubts = list(dict.fromkeys(label for each in data for label in each["doubts"]))
    places = short({place for each in data for place in each["where"]})
    alone = [
        f"{each['measure']} in {each['trial']} ({each['reason']})" for each in data if each["low"] is None
    ]
    drawn = {each["measure"] for each in data}
    without = ask(graph, catalogue.find("missing-figures"), {})
    missing = [
        f"{row.measure} in {row.trial}" + (f" ({carried.source})" if carried.source else "")
        for row, carried in zip(without, without.contract or [], strict=True)
        if row.hazardRatio == "not reported" and row.measure in drawn
    ]
    recomputed = any(each["interval"] == "recomputed" for each in data)
    return [
        "A ratio below 1 favours the arm with the agent under test, one above 1 the comparator.",
        *(
            [
                (
                    "Dashed line and *: 95 % interval recomputed by us from the printed ratio and p-value, taken as "
                    "two-sided, which is not stated."
                )
            ]
            if recomputed
            else []
        ),
        *([f"Without an interval: {'; '.join(alone)}."] if alone else []),
        *([f"\u2020 a doubt about the printed figures: {'; '.join(doubts)}."] if doubts else []),
        *([f"Left out, because no hazard ratio is printed: {'; '.join(missing)}."] if missing else []),
        *sources_note(data),
        f"Places: {places}.",
    ]


def _panel(axes: "Axes", name: str, data: list[dict[str, Any]]) -> None:
    here = axes.get_yaxis_transform()
    left = -_LEFT / (_RIGHT - _LEFT) + 0.06
    y, line = 0.0, None
    axes.axvline(1, color=LIGHT, linewidth=1, zorder=0)
    for each in data:
        if each["line"] != line:
            line = each["line"]
            axes.text(left, y, line, transform=here, va="center", fontweight="bold", fontsize=8.5)
            y += _HEAD
        _row(axes, each, y + 0.2, left)
        y += _ROW
    breast = any(each["disease"] == "breast cancer" for each in data)
    axes.set_title(f"{name}, breast cancer" if breast else name, loc="left", fontsize=10)
    axes.set_ylim(y - 0.4, -0.6)
    axes.set_xscale("log")
    axes.set_xlim(0.2, 6.2)
    axes.set_xticks(_TICKS, [f"{tick:g}" for tick in _TICKS])
    axes.minorticks_off()
    axes.set_yticks([])
    axes.set_xlabel(
        "\u2190 favours the agent under test      hazard ratio (log scale)      favours the comparator \u2192",
        fontsize=7.5,
    )
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="x", color=FAINT, linewidth=0.4)
    axes.set_axisbelow(True)


def _row(axes: "Axes", each: dict[str, Any], y: float, left: float) -> None:
    """Draw one trial: its name and N, what was compared, the ratio with its interval, and the figures."""
    here = axes.get_yaxis_transform()
    printed = each["interval"] == "printed"
    star = ""
    if each["low"] is not None:
        colour, star = (DARK, "") if printed else (MIDDLE, "*")
        ends = [each["low"], each["high"]]
        axes.plot(ends, [y, y], color=colour, linewidth=1.6, linestyle="-" if printed else _DASHES)
        mark: dict[str, Any] = {"marker": "|", "markersize": 7.0, "markeredgewidth": 1.4, "linestyle": "none"}
        axes.plot(ends, [y, y], color=colour, **mark)
    axes.plot(each["ratio"], y, marker="s", color=INK, markersize=5.5)
    size = f"N = {each['n']}" if each["n"] else "N not stated"
    axes.text(
        left,
        y - 0.36,
        f"{each['trial']} ({size}{each['kind']}){' †' * bool(each['doubts'])}{marked(each)}",
        transform=here,
        va="center",
    )
    axes.text(left, y + 0.26, each["experimental"], transform=here, va="center", fontsize=6.5)
    axes.text(left, y + 0.8, f"vs {each['comparator']}", transform=here, va="center", fontsize=6.5)
    span = "(no interval)"
    if each["low"] is not None:
        span = f"({each['low']:.2f} to {each['high']:.2f}{each['level']}){star}"
    axes.text(
        1.03, y, f"{each['hazardRatio']}  {span}  P {each['p']}", transform=here, va="center", fontsize=8
    )
