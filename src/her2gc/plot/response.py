"""Objective response rates of both arms."""

from her2gc.plot.picture import (
    DARK,
    FAINT,
    INK,
    LIGHT,
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


def response(graph: Graph, choice: Choice | None = None) -> Picture:
    """Draw the objective response rate of the arm under test and of the comparator, trial by trial.

    Parameters
    ----------
    graph
        Where to ask.
    choice
        What of it, and how it looks.
    """
    choice = choice or Choice()
    answer = ask(graph, catalogue.find("response-rates"), {})
    data = [
        {
            "trial": row.trial,
            "line": row.line,
            "source": carried.source,
            "measure": "objective response rate",
            "underTest": row.underTest,
            "comparator": row.comparator,
            "p": row.p,
            "places": carried.short_places,
            "where": carried.places,
            "first": float(row.underTest.replace(",", ".")),
            "second": float(row.comparator.replace(",", ".")),
        }
        for row, carried in zip(answer, answer.contract or [], strict=True)
    ]
    data = choice.keep(data, graph)
    trials = {each["trial"] for each in data}
    places = short({place for each in data for place in each["where"]})
    apart = {
        "KEYNOTE-811": "KEYNOTE-811 is an interim analysis",
        "DESTINY-Gastric01": "the rates of DESTINY-Gastric01 are of confirmed responses and stand without a p-value",
    }
    notes = [
        "Per cent of patients with an objective response. Filled disc: arm with the agent under test; empty disc: "
        "comparator. Figures as printed"
        + "".join(f"; {told}" for trial, told in apart.items() if trial in trials)
        + ".",
        *sources_note(data),
        f"Places: {places}.",
    ]
    foot = caption_height(notes, data) if choice.caption else 0.1
    rows = len(data) + len({each["line"] for each in data})
    height = 0.3 * rows + 1.05 + foot
    figure = blank(8.2, height)
    bottom = (foot + 0.45) / height
    axes = figure.add_axes((0.24, bottom, 0.47, 1 - 0.5 / height - bottom))
    y, line = 0, None
    for each in data:
        if each["line"] != line:
            line = each["line"]
            axes.text(
                -0.42,
                y,
                line,
                transform=axes.get_yaxis_transform(),
                va="center",
                fontweight="bold",
                fontsize=8.5,
            )
            y += 1
        axes.plot([each["first"], each["second"]], [y, y], color=LIGHT, linewidth=2.2, zorder=1)
        axes.plot(
            each["second"],
            y,
            marker="o",
            markersize=8,
            color="white",
            markeredgecolor=INK,
            markeredgewidth=1.2,
        )
        axes.plot(
            each["first"], y, marker="o", markersize=8, color=DARK, markeredgecolor=INK, markeredgewidth=0.8
        )
        axes.text(-0.38, y, each["trial"] + marked(each), transform=axes.get_yaxis_transform(), va="center")
        p = f"P {each['p']}" if each["p"] else "no P printed"
        axes.text(
            1.03,
            y,
            f"{each['underTest']} vs {each['comparator']}   {p}",
            transform=axes.get_yaxis_transform(),
            va="center",
        )
        y += 1
    axes.set_ylim(y - 0.4, -0.6)
    axes.set_xlim(0, 80)
    axes.set_yticks([])
    axes.set_xlabel("objective response rate, per cent", fontsize=8)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="x", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    if choice.caption:
        caption(figure, notes, data)
    title = "Objective response in both arms, by line of therapy and trial"
    figure.suptitle(title, x=0.02, y=1 - 0.08 / height, ha="left", va="top", fontsize=11)
    told = [
        f"{each['line']}, {named(each)}: {each['underTest']} against {each['comparator']} per cent"
        + (f", P {each['p']}" if each["p"] else "")
        for each in data
    ]
    return Picture(figure, title, f"Dumbbell plot. {'; '.join(told)}. {' '.join(notes)}", data, choice.size)
