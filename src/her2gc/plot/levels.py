"""Objective response by HER2 level with trastuzumab deruxtecan."""

from typing import Any

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
from her2gc.questions.answer import Answer, ask
from her2gc.questions.places import short
from her2gc.store.graph import Graph

_TRIAL = "DESTINY-Gastric01"


def levels(graph: Graph, choice: Choice | None = None) -> Picture:
    """Draw the response rates of DESTINY-Gastric01 by HER2 level, with both arms of its whole population.

    Parameters
    ----------
    graph
        Where to ask.
    choice
        What of it, and how it looks.
    """
    choice = choice or Choice()
    whole = ask(graph, catalogue.find("response-rates"), {})
    groups = ask(
        graph, catalogue.find("results-by-biomarker"), {"trial": _TRIAL, "measure": "objective response rate"}
    )
    data = [*_arms(whole), *_groups(groups)]
    data = choice.keep(data, graph)
    doubts = list(dict.fromkeys(label for each in data for label in each["doubts"]))
    places = short({place for each in data for place in each["where"]})
    notes = [
        (
            "Per cent of patients with an objective response, as printed. Filled bar: trastuzumab "
            "deruxtecan; empty bar: comparator. The review prints neither numbers of patients nor intervals for them."
        ),
        *([f"\u2020 a doubt about the printed figures: {'; '.join(doubts)}."] if doubts else []),
        *sources_note(data),
        f"Places: {places}.",
    ]
    foot = caption_height(notes, data) if choice.caption else 0.1
    height = 0.42 * len(data) + 1.05 + foot
    figure = blank(8.2, height)
    bottom = (foot + 0.45) / height
    axes = figure.add_axes((0.46, bottom, 0.46, 1 - 0.5 / height - bottom))
    for y, each in enumerate(data):
        colour = "white" if each["arm"] == "comparator" else DARK
        axes.barh(y, each["value"], height=0.5, zorder=2, color=colour, edgecolor=INK)
        mark = (" \u2020" if each["doubts"] else "") + marked(each)
        axes.text(each["value"] + 1, y, f"{each['printed']} %{mark}", va="center")
        axes.text(
            -0.02, y, each["group"], transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=8
        )
    axes.set_ylim(len(data) - 0.4, -0.6)
    axes.set_xlim(0, 60)
    axes.set_yticks([])
    axes.set_xlabel("objective response rate, per cent", fontsize=8)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.axvline(0, color=LIGHT, linewidth=1)
    axes.grid(axis="x", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    if choice.caption:
        caption(figure, notes, data)
    title = f"Response by HER2 level with trastuzumab deruxtecan ({_TRIAL})"
    figure.suptitle(title, x=0.02, y=1 - 0.08 / height, ha="left", va="top", fontsize=11)
    told = [f"{named(each)}, {each['group']}: {each['printed']} per cent" for each in data]
    return Picture(figure, title, f"Bar chart. {'; '.join(told)}. {' '.join(notes)}", data, choice.size)


def _arms(answer: Answer) -> list[dict[str, Any]]:
    """Return the two arms of the whole population."""
    found = []
    for row, carried in zip(answer, answer.contract or [], strict=True):
        if row.trial == _TRIAL:
            arms = {"underTest": "whole population: T-DXd", "comparator": "whole population: chemotherapy"}
            for arm, name in arms.items():
                found.append(_bar(name, arm, row[arm], carried))
    return found


def _groups(answer: Answer) -> list[dict[str, Any]]:
    """Return the groups by HER2 level, the higher first."""
    found = [
        _bar(f"{row.group.replace(f'{_TRIAL}: ', '')}: T-DXd", "underTest", row.figure, carried)
        for row, carried in zip(answer, answer.contract or [], strict=True)
        if row.figure
    ]
    return sorted(found, key=lambda each: -each["value"])


def _bar(name: str, arm: str, printed: str, carried: Any) -> dict[str, Any]:
    return {
        "trial": _TRIAL,
        "line": "third line or later",
        "measure": "objective response rate",
        "group": name,
        "arm": arm,
        "printed": printed,
        "value": float(printed.replace(",", ".")),
        "source": carried.source,
        "places": carried.short_places,
        "where": carried.places,
        "doubts": [each.label for each in carried.doubts if each.weight != "minor"],
    }
