"""The pictures show the figures of the graph, and those are the review's."""

from pathlib import Path

import pytest

from conftest import Run, refused
from her2gc.errors import Her2gcError
from her2gc.plot import PICTURES, Choice, forest, landscape, levels, response
from her2gc.python.knowledge import KnowledgeGraph
from sampling import slow

# Hazard ratio, p-value and the 95 % interval recomputed from both, worked out by hand: exp(ln HR ± 1.96 |ln HR| / z);
# none where the p-value implies more events than patients, or, for GATSBY, six.
FOREST: dict[tuple[str, str], tuple[str, str, float | None, float | None]] = {
    ("overall survival", "ToGA"): ("0.74", "= 0.0046", 0.60, 0.91),
    ("overall survival", "HELOISE"): ("1.24", "= 0.2401", 0.87, 1.78),
    ("overall survival", "LOGiC"): ("0.91", "= 0.35", 0.75, 1.11),
    ("overall survival", "JACOB"): ("0.84", "= 0.057", 0.70, 1.01),
    ("overall survival", "T-ACT"): ("1.23", "= 0.20", None, None),
    ("overall survival", "GATSBY"): ("1.15", "= 0.86", None, None),
    ("overall survival", "TyTAN"): ("0.84", "= 0.10", None, None),
    ("progression-free survival", "ToGA"): ("0.71", "= 0.0004", 0.59, 0.86),
    ("progression-free survival", "HELOISE"): ("1.04", "= 0.8222", 0.74, 1.46),
    ("progression-free survival", "LOGiC"): ("0.82", "= 0.081", 0.66, 1.02),
    ("progression-free survival", "T-ACT"): ("0.91", "= 0.33", None, None),
    ("progression-free survival", "GATSBY"): ("1.13", "= 0.31", 0.89, 1.43),
    ("progression-free survival", "TyTAN"): ("0.85", "= 0.244", 0.65, 1.12),
}


def test_forest_holds_the_hazard_ratios_of_table_4(kg: KnowledgeGraph) -> None:
    drawn = {
        (each["measure"], each["trial"]): (
            each["hazardRatio"],
            each["p"],
            each["low"] and round(each["low"], 2),
            each["high"] and round(each["high"], 2),
        )
        for each in forest(kg.graph).data
    }
    assert drawn == FOREST


def test_no_interval_of_table_4_is_drawn_as_printed(kg: KnowledgeGraph) -> None:
    assert {each["interval"] for each in forest(kg.graph).data} == {"recomputed", "none"}


def test_a_ratio_without_an_interval_says_why(kg: KnowledgeGraph) -> None:
    told = forest(kg.graph).alternative
    assert "overall survival in GATSBY (P = 0.86 does not fit the ratio and the number of patients)" in told
    assert "5.44" not in told


def test_the_forest_names_what_was_compared_and_in_how_many(kg: KnowledgeGraph) -> None:
    row = next(each for each in forest(kg.graph).data if each["trial"] == "GATSBY")
    assert (row["experimental"], row["comparator"], row["n"]) == ("trastuzumab emtansine", "docetaxel", 345)
    svg = forest(kg.graph).save("svg").decode()
    for told in (
        "GATSBY (N = 345)",
        "vs docetaxel",
        "favours the agent under test",
        "favours the comparator",
    ):
        assert told in svg


def test_the_legend_names_only_what_is_drawn(kg: KnowledgeGraph) -> None:
    chosen = forest(kg.graph, Choice(trials=("ToGA",)))
    told = [text.get_text() for text in chosen.figure.legends[0].get_texts()]
    assert told == ["interval recomputed from ratio and P *"]
    few = landscape(kg.graph, Choice(lines=("second",))).alternative
    assert "cross failed." in few
    assert "disc" not in few


def test_a_picture_of_a_line_a_trial_or_a_measure(kg: KnowledgeGraph) -> None:
    chosen = Choice(lines=("second",), measures=("OS",))
    assert {(each["trial"], each["measure"]) for each in forest(kg.graph, chosen).data} == {
        (trial, "overall survival") for trial in ("GATSBY", "T-ACT", "TyTAN")
    }
    with pytest.raises(Her2gcError, match="nothing is left to draw"):
        response(kg.graph, Choice(lines=("second",), trials=("ToGA",)))


def test_response_by_her2_level(kg: KnowledgeGraph) -> None:
    drawn = [(each["group"], each["printed"]) for each in levels(kg.graph).data]
    assert drawn == [
        ("whole population: T-DXd", "43"),
        ("whole population: chemotherapy", "12"),
        ("IHC 2+ and ISH negative: T-DXd", "26.3"),
        ("IHC 1+: T-DXd", "9.5"),
    ]


def test_size_dots_and_caption(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    assert run("plot", "response", "-o", out, "--size", "8x4", "--dpi", "50", "--no-caption").status == 0
    head = out.read_bytes()[16:24]
    assert (int.from_bytes(head[:4]), int.from_bytes(head[4:])) == (400, 200)
    refused(run("plot", "response", "-o", out, "--size", "wide"), "--size 'wide' is no width and height")
    refused(run("plot", "response", "-o", out, "--dpi", "9"), "--dpi is a number from 30")
    refused(run("plot", "landscape", "-o", out, "--measure", "OS"), "leave out --measure")


def test_no_picture_is_poured_onto_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    refused(run("plot", "forest"), "a picture is not shown on a terminal", "-o forest.svg")


def test_breast_cancer_is_drawn_only_when_asked_for_with_its_printed_interval(kg: KnowledgeGraph) -> None:
    printed = [each for each in forest(kg.graph, breast=True).data if each["interval"] == "printed"]
    assert [(each["trial"], each["low"], each["high"]) for each in printed] == [("HER2CLIMB", 0.22, 0.48)]


def test_what_is_drawn_is_what_the_data_says(kg: KnowledgeGraph) -> None:
    picture = forest(kg.graph)
    axes = picture.figure.axes[0]
    squares = sorted(float(str(line.get_xdata()[0])) for line in axes.lines if line.get_marker() == "s")  # type: ignore[index]
    assert squares == sorted(float(FOREST[key][0]) for key in FOREST if key[0] == "overall survival")
    dashed = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert len(dashed) == 4  # HELOISE, JACOB, LOGiC, ToGA


def test_forest_marks_the_doubtful_figures(kg: KnowledgeGraph) -> None:
    doubtful = {(each["measure"], each["trial"]) for each in forest(kg.graph).data if each["doubts"]}
    assert ("overall survival", "T-ACT") in doubtful
    assert ("progression-free survival", "LOGiC") in doubtful
    assert ("overall survival", "ToGA") not in doubtful


def test_landscape_holds_the_second_line_failures(kg: KnowledgeGraph) -> None:
    data = landscape(kg.graph).data
    second = {
        (each["agent"], each["trial"], each["outcome"]) for each in data if each["line"] == "second line"
    }
    assert second == {
        ("lapatinib", "TyTAN", "failed"),
        ("trastuzumab", "T-ACT", "failed"),
        ("trastuzumab emtansine", "GATSBY", "failed"),
    }
    assert not [each for each in data if each["trial"] == "HER2CLIMB"]


def test_response_holds_both_arms(kg: KnowledgeGraph) -> None:
    drawn = {each["trial"]: (each["first"], each["second"]) for each in response(kg.graph).data}
    assert drawn == {
        "ToGA": (47, 35),
        "HELOISE": (56.9, 58.9),
        "LOGiC": (53, 39),
        "JACOB": (56.7, 48.9),
        "KEYNOTE-811": (74.4, 51.9),
        "T-ACT": (33.3, 32),
        "GATSBY": (20.6, 19.6),
        "TyTAN": (27, 9),
        "DESTINY-Gastric01": (43, 12),
    }


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_a_caption_with_places_and_a_text_alternative(
    kg: KnowledgeGraph, name: str
) -> None:
    picture = PICTURES[name](kg.graph)
    svg = picture.save("svg").decode()
    assert "<desc id=" in svg
    assert 'role="img"' in svg
    assert "Places: " in picture.alternative
    assert all(str(each["trial"]) in picture.alternative for each in picture.data)
    assert picture.save("svg") == picture.save("svg")


@pytest.mark.parametrize(("ending", "magic"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_ending_decides_the_form(run: Run, tmp_path: Path, ending: str, magic: bytes) -> None:
    out = tmp_path / f"picture.{ending}"
    assert run("plot", "response", "-o", out).status == 0
    assert out.read_bytes().startswith(magic)


def test_an_unknown_ending_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("plot", "response", "-o", tmp_path / "picture.doc")
    assert ran.status == 2
    assert "'.doc' is no form of a picture" in ran.err


def test_the_text_alternative_can_be_read(run: Run) -> None:
    ran = run("plot", "forest", "--alt")
    assert (
        "overall survival, second line, GATSBY (N = 345), trastuzumab emtansine against docetaxel: "
        in ran.out
    )
    assert "hazard ratio 1.15, no interval" in ran.out


def test_what_the_forest_leaves_out_is_said(kg: KnowledgeGraph) -> None:
    told = "no hazard ratio is printed: overall survival in DESTINY-Gastric01; progression-free survival in JACOB."
    assert told in forest(kg.graph).alternative


def test_printed_and_recomputed_intervals_are_labelled_in_the_drawing(kg: KnowledgeGraph) -> None:
    svg = forest(kg.graph, breast=True).save("svg").decode()
    assert "interval printed" in svg
    assert "interval recomputed from ratio and P *" in svg
    assert "central nervous system progression-free survival, breast cancer" in svg


@slow
@pytest.mark.parametrize("name", PICTURES)
def test_no_text_leaves_the_picture_or_covers_another(kg: KnowledgeGraph, name: str) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    figure = forest(kg.graph, breast=True).figure if name == "forest" else PICTURES[name](kg.graph).figure
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    texts = [each for each in figure.findobj(Text) if each.get_visible() and each.get_text().strip()]
    boxes = [each.get_window_extent(renderer) for each in texts]
    width, height = canvas.get_width_height()
    named = dict(zip(map(id, boxes), (each.get_text() for each in texts), strict=True))
    assert [
        named[id(box)] for box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ] == []
    covered = [
        (named[id(one)], named[id(other)])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one.overlaps(other) and one.padded(-2).overlaps(other.padded(-2))
    ]
    assert covered == []
