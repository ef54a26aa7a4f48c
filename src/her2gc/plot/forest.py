"""Hazard ratios for overall and progression-free survival, by line of therapy and trial."""

from typing import TYPE_CHECKING, Any

from her2gc.checks.audit.formulas import ratio_interval, standard_error, z_two_sided
from her2gc.plot.picture import DARK, FAINT, INK, LIGHT, MIDDLE, Picture, blank, caption, caption_height
from her2gc.questions import catalogue
from her2gc.questions.answer import Answer, ask
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


def forest(graph: Graph, *, breast: bool = False) -> Picture:
    """Draw the forest plot.

    Parameters
    ----------
    graph
        Where to ask.
    breast
        Whether to draw HER2CLIMB's result in breast cancer, too.
    """
    answer = ask(graph, catalogue.find("forest-figures"), {"breast": breast})
    data = _data(answer)
    panels = [name for name in _MEASURES if any(each["measure"] == name for each in data)]
    heights = [_rows(data, name) for name in panels]
    notes = _notes(answer, graph)
    body = 0.27 * sum(heights) + 0.95 * len(panels) + 0.1
    figure = blank(8.2, body + caption_height(notes))
    grid = figure.add_gridspec(
        len(panels),
        1,
        height_ratios=heights,
        hspace=0.95 / (0.27 * sum(heights) / len(panels)),
        left=0.22,
        right=0.66,
        top=1 - 0.5 / figure.get_figheight(),
        bottom=(caption_height(notes) + 0.45) / figure.get_figheight(),
    )
    for place, name in enumerate(panels):
        _panel(figure.add_subplot(grid[place]), name, [each for each in data if each["measure"] == name])
    caption(figure, notes)
    _key(figure)
    title = "Hazard ratios for survival by line of therapy and trial"
    figure.suptitle(title, x=0.02, y=1 - 0.08 / figure.get_figheight(), ha="left", va="top", fontsize=11)
    told = [
        f"{each['measure']}, {each['line']}, {each['trial']}: hazard ratio {each['hazardRatio']}, interval"
        f" {each['low']:.2f} to {each['high']:.2f} ({each['interval']}), P {each['p']}"
        for each in data
    ]
    return Picture(figure, title, f"Forest plot. {'; '.join(told)}. {' '.join(notes)}", data)


def _data(answer: Answer) -> list[dict[str, Any]]:
    found = []
    for row, carried in zip(answer, answer.contract or [], strict=True):
        ratio = float(row.hazardRatio)
        if row.lower:
            low, high, interval = float(row.lower), float(row.upper), "printed"
        else:
            error = standard_error(ratio, z_two_sided(float(row.p.split()[1])))
            (low, high), interval = ratio_interval(ratio, error), "recomputed"
        names = ("measure", "line", "trial", "hazardRatio", "p", "disease", "places")
        told: dict[str, Any] = {name: row[name] for name in names}
        told |= {"ratio": ratio, "low": low, "high": high, "interval": interval}
        told["doubts"] = [each.label for each in carried.doubts if each.kind in _TELLING]
        found.append(told)
    return found


def _key(figure: "Figure") -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=DARK, linewidth=1.6, label="interval printed"),
        Line2D(
            [],
            [],
            color=MIDDLE,
            linewidth=1.6,
            linestyle=_DASHES,
            label="interval recomputed from ratio and P *",
        ),
    ]
    figure.legend(handles=handles, loc="upper right", bbox_to_anchor=(0.99, 1.0), frameon=False, fontsize=8)


def _rows(data: list[dict[str, Any]], measure: str) -> int:
    here = [each for each in data if each["measure"] == measure]
    return len(here) + len({each["line"] for each in here})


def _notes(answer: Answer, graph: Graph) -> list[str]:
    doubts = (
        [each.label for each in answer.contract.doubts if each.kind in _TELLING] if answer.contract else []
    )
    places = sorted({row.places for row in answer})
    missing = [
        f"{row.measure} in {row.trial}"
        for row in ask(graph, catalogue.find("missing-figures"), {})
        if row.hazardRatio == "not reported"
    ]
    return [
        (
            "A ratio below 1 favours the arm with the agent under test. Solid line: interval printed in the review. "
            "Dashed line and *: 95 % interval recomputed by us from the printed ratio and p-value, taken as "
            "two-sided, which the review does not say."
        ),
        *([f"† a doubt about the printed figures: {'; '.join(doubts)}."] if doubts else []),
        *([f"Left out, because the review prints no hazard ratio: {'; '.join(missing)}."] if missing else []),
        f"Places: {'; '.join(places)}.",
    ]


def _panel(axes: "Axes", name: str, data: list[dict[str, Any]]) -> None:
    y = 0
    axes.axvline(1, color=LIGHT, linewidth=1, zorder=0)
    line = None
    for each in data:
        if each["line"] != line:
            line = each["line"]
            axes.text(
                -0.46,
                y,
                line,
                transform=axes.get_yaxis_transform(),
                va="center",
                fontweight="bold",
                fontsize=8.5,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
            )
            y += 1
        printed = each["interval"] == "printed"
        axes.plot(
            [each["low"], each["high"]],
            [y, y],
            color=DARK if printed else MIDDLE,
            linewidth=1.6,
            linestyle="-" if printed else _DASHES,
        )
        ends: dict[str, Any] = {"marker": "|", "markersize": 7.0, "markeredgewidth": 1.4, "linestyle": "none"}
        axes.plot([each["low"], each["high"]], [y, y], color=DARK if printed else MIDDLE, **ends)
        axes.plot(each["ratio"], y, marker="s", color=INK, markersize=5.5)
        label = each["trial"] + (" †" if each["doubts"] else "")
        axes.text(-0.42, y, label, transform=axes.get_yaxis_transform(), va="center")
        star = "" if printed else "*"
        axes.text(
            1.03,
            y,
            f"{each['hazardRatio']}  ({each['low']:.2f} to {each['high']:.2f}){star}  P {each['p']}",
            transform=axes.get_yaxis_transform(),
            va="center",
        )
        y += 1
    breast = any(each["disease"] == "breast cancer" for each in data)
    axes.set_title(f"{name}, breast cancer" if breast else name, loc="left", fontsize=10)
    axes.set_ylim(y - 0.4, -0.6)
    axes.set_xscale("log")
    axes.set_xlim(0.2, 6.2)
    axes.set_xticks(_TICKS, [f"{tick:g}" for tick in _TICKS])
    axes.minorticks_off()
    axes.set_yticks([])
    axes.set_xlabel("hazard ratio (log scale)", fontsize=8)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="x", color=FAINT, linewidth=0.4)
    axes.set_axisbelow(True)
