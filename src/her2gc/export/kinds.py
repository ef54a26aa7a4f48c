"""How each broad sort of node looks, its colour and shape, so that every tool shows the same picture."""

from typing import NamedTuple


class Style(NamedTuple):
    """How a kind looks: fill colour (dark enough to be told apart, light enough for black text) and shape."""

    colour: str
    shape: str  # in Cytoscape's words
    size: int = 30


KINDS = {
    "agent": Style("#f4a259", "ellipse", 50),
    "agent class": Style("#f9cb9c", "ellipse", 40),
    "agent part": Style("#e6b8af", "ellipse"),
    "gene or protein": Style("#8cb369", "hexagon", 45),
    "process": Style("#b6d7a8", "hexagon"),
    "trial": Style("#5b8ff9", "round-rectangle", 60),
    "study": Style("#9fc5e8", "round-rectangle", 40),
    "arm": Style("#a4c2f4", "rectangle"),
    "regimen": Style("#cfe2f3", "rectangle"),
    "population": Style("#d9d2e9", "round-rectangle"),
    "disease": Style("#e06c75", "diamond", 45),
    "context": Style("#d5a6bd", "diamond"),
    "subtype": Style("#c27ba0", "octagon", 45),
    "alteration": Style("#ead1dc", "octagon"),
    "biomarker": Style(
        "#76a5af",
        "pentagon",
        35,
    ),
    "measure": Style("#a2c4c9", "pentagon", 35),
    "result": Style("#ffd966", "rectangle"),
    "verdict": Style("#ff6b6b", "star"),
    "adverse event": Style("#dd7e6b", "triangle"),
    "statement": Style("#ffe599", "round-rectangle"),
    "line": Style("#6d9eeb", "barrel", 50),
    "term": Style("#d9d9d9", "ellipse", 20),
    "model": Style("#b4a7d6", "diamond"),
    "place": Style("#efefef", "rectangle", 18),
    "citation": Style("#cccccc", "vee", 18),
    "document": Style("#b7b7b7", "rectangle", 25),
    "doubt": Style("#ff00aa", "star", 35),
    "note": Style("#ff99dd", "star", 25),
    "other": Style("#ffffff", "ellipse", 25),
}


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour as red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
