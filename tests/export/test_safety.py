"""Labels that attack, files that cannot be written, runs that must be the same."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from conftest import Later, Run
from her2gc.errors import Her2gcError
from her2gc.export import FORMATS, Export, Request
from her2gc.export.clean import cell, clean, file_name
from her2gc.export.files import write_folder
from her2gc.export.report import losses, report
from her2gc.output import write
from her2gc.store.graph import open_graph
from sampling import sample, slow, whole

from .browser import tool

nx, pl = Later("networkx"), Later("polars")

pytestmark = pytest.mark.usefixtures("read_once")

Made = Callable[..., Path]
SHOWN = '=HYPERLINK("x") β-κ “T” <script>alert(1)</script> & [[x]] {y} \\N | %0A'
DATA = r"""
PREFIX her2gc: <https://w3id.org/her2gc/ontology#>
PREFIX kg: <https://w3id.org/her2gc/kg/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
kg:odd a her2gc:Agent ; rdfs:label "=HYPERLINK(\"x\") β-κ “T” <script>alert(1)</script> & [[x]] {y} \\N | %0A" ;
    skos:altLabel "bell \u0007 and \u202Eturned\u202C" , "two\nlines" ;
    her2gc:targets kg:end ; her2gc:bindsEpitope kg:end .
<https://example.org/a b/%7Bc%7D?d=e#f> a her2gc:Protein ; rdfs:label "</script><!--" ; her2gc:encodes kg:end .
kg:end a her2gc:Protein ; rdfs:label "κ" .
""".replace("a b/", "ab/")


@pytest.fixture
def odd(tmp_path: Path) -> Export:
    """Make a view of three nodes with hostile names and three links, two of them between the same nodes."""
    file = tmp_path / "odd.ttl"
    file.write_text(DATA, encoding="utf-8")
    export = Export(open_graph([str(file)], builtin=False, quiet=True), Request(graphs=("user",)))
    assert len(export.view.edges) == 3
    return export


@slow
def test_characters_that_deceive_are_replaced_and_counted(odd: Export) -> None:
    node = odd.view.by_id["kg:odd"]
    assert node.synonyms == ("bell \ufffd and \ufffdturned\ufffd", "two lines")
    assert "     3  control" in report(odd, "graphml") or " 3  control" in report(odd, "graphml")


def test_graphml_carries_odd_names_and_both_links(made: Made, odd: Export) -> None:
    graph = nx.read_graphml(made("graphml", odd), force_multigraph=True)
    assert graph.nodes["kg:odd"]["label"] == SHOWN
    assert graph.number_of_edges("kg:odd", "kg:end") == 2
    assert {data["label"] for _, data in graph.nodes(data=True)} == {SHOWN, "</script><!--", "κ"}


def test_gexf_carries_odd_names(made: Made, odd: Export) -> None:
    tree = ET.parse(made("gexf", odd))  # noqa: S314 (our own file)
    labels = [each.get("label") for each in tree.iter("{http://gexf.net/1.3}node")]
    assert sorted(map(str, labels)) == sorted([SHOWN, "</script><!--", "κ"])


@pytest.mark.parametrize("form", ["cytoscapejs", "cx2", "jsonld"])
def test_json_formats_carry_odd_names(made: Made, odd: Export, form: str) -> None:
    assert SHOWN in json.dumps(json.loads(made(form, odd).read_text()), ensure_ascii=False).replace(
        '\\"', '"'
    ).replace("\\\\", "\\")


def test_kgx_lines_and_parquet_carry_odd_names(made: Made, odd: Export) -> None:
    lines = (made("kgx-jsonl", odd) / "her2gc_nodes.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(each)["name"] for each in lines} == {SHOWN, "</script><!--", "κ"}
    table = pl.read_parquet(made("parquet", odd) / "nodes.parquet")
    assert set(table["label"]) == {SHOWN, "</script><!--", "κ"}


@pytest.mark.parametrize(
    ("form", "reader"),
    [("turtle", "turtle"), ("owl", "xml"), ("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")],
)
def test_rdf_carries_odd_names_as_they_are(made: Made, odd: Export, form: str, reader: str) -> None:
    graph = rdflib.Dataset(default_union=True).parse(made(form, odd), format=reader)
    agent = rdflib.URIRef("https://w3id.org/her2gc/kg/odd")
    assert graph.value(agent, rdflib.RDFS.label) == rdflib.Literal(SHOWN)
    names = {str(each) for each in graph.objects(agent, rdflib.SKOS.altLabel)}
    bell = "\ufffd" if form == "owl" else "\a"  # XML has no way to spell it
    assert names == {f"bell {bell} and \u202eturned\u202c", "two\nlines"}
    assert not re.search("[\a\u202e\u202c]", made(form, odd).read_text(encoding="utf-8"))


def test_owlxml_carries_odd_names(made: Made, odd: Export) -> None:
    read = ET.parse(made("owlxml", odd))  # noqa: S314 (our own file)
    texts = {each.text for each in read.iter("{http://www.w3.org/2002/07/owl#}Literal")}
    assert {SHOWN, "</script><!--", "κ", "two\nlines"} <= texts
    assert losses(odd, "owlxml")["control characters that XML cannot spell, replaced"] == 1


def test_svg_shows_odd_names_as_text(made: Made, odd: Export) -> None:
    tool("dot", "graphviz")
    picture = ET.parse(made("svg", odd))  # noqa: S314 (our own file)
    shown = " ".join(each.text or "" for each in picture.iter("{http://www.w3.org/2000/svg}text"))
    assert "<script>alert(1)</script>" in shown
    assert "β-κ “T”" in shown
    assert not list(picture.iter("{http://www.w3.org/2000/svg}script"))


@pytest.mark.parametrize(("form", "name"), [("neo4j", "nodes.csv"), ("kgx", "her2gc_nodes.tsv")])
def test_tables_do_not_run_in_a_spreadsheet(made: Made, odd: Export, form: str, name: str) -> None:
    text = (made(form, odd) / name).read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text), delimiter="\t" if name.endswith("tsv") else ","))
    cells = [each for row in rows for each in row]
    assert f"'{SHOWN}" in cells
    assert not [each for each in cells if re.match(r"[=+\-@].", each)]


def test_a_cell_that_is_a_figure_stays_one() -> None:
    assert [cell(text) for text in ("-1.5", "=", "<", "+3", "-", "=1+1", "@SUM(A1)", "a=b")] == [
        "-1.5", "=", "<", "+3", "-", "'=1+1", "'@SUM(A1)", "a=b",
    ]  # fmt: skip


def test_greek_and_quotes_stay_as_they_are() -> None:
    assert clean("HER2-β “≥ 2.0” é 中") == ("HER2-β “≥ 2.0” é 中", 0)
    assert clean("a\u2066b\x00c\u200e") == ("a\ufffdb\ufffdc\ufffd", 3)


def test_names_of_notes_can_be_stored_everywhere(made: Made, odd: Export) -> None:
    assert file_name('a/b: "c"?') == "a-b- -c"
    names = ["CON", "nul", "COM1", "Aux.tar", "LPT9 ", "CON.", "end.", "end ", "..."]  # which Windows refuses
    stored = ["_CON", "_nul", "_COM1", "_Aux.tar", "_LPT9", "_CON", "end", "end", "unnamed"]
    assert [file_name(name) for name in names] == stored
    assert [file_name(name) for name in ("console", "COM10", "my CON")] == ["console", "COM10", "my CON"]
    folder = made("obsidian", odd)
    names = [path.name for path in folder.rglob("*.md")]
    assert len(names) == 4
    assert not [name for name in names if re.search(r'[\\/:*?"<>|#^\[\]]', name)]
    text = next(path for path in folder.rglob("*.md") if "HYPERLINK" in path.name).read_text()
    assert "<script>" not in text
    assert "\\<script\\>" in text


def test_only_addresses_of_the_web_are_links_in_a_note(made: Made, tmp_path: Path) -> None:
    file = tmp_path / "links.ttl"
    file.write_text(
        """PREFIX her2gc: <https://w3id.org/her2gc/ontology#>
        PREFIX kg: <https://w3id.org/her2gc/kg/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        kg:a a her2gc:Agent ; rdfs:label "CON" ; skos:exactMatch <javascript:alert(1)> , <data:text/html,x> ,
            <obsidian://open> , <file:///etc/passwd> , <urn:x:y> , <http://example.org/drug/5> ."""
    )
    export = Export(open_graph([str(file)], builtin=False, quiet=True), Request(graphs=("user",)))
    note = (made("obsidian", export) / "agent" / "_CON.md").read_text()
    assert re.findall(r"\]\(<(.*?)>\)", note) == ["http://example.org/drug/5"]
    assert "- exactMatch javascript:alert(1)\n" in note


@pytest.mark.usefixtures("few_asked")
def test_the_page_cannot_be_broken_out_of(made: Made, odd: Export) -> None:
    text = made("html", odd).read_text()
    assert "alert(1)</script>" not in text
    assert text.count("</script>") == 3
    assert "\\u003cscript>alert(1)" in text


def test_dot_quotes_odd_names(made: Made, odd: Export) -> None:
    text = made("dot", odd).read_text()
    assert '\\"x\\"' in text
    assert "\\\\N" in text


TWICE = sample(list(FORMATS), 4, "formats written under two locales")
SCRIPT = """
import sys
from her2gc import output
from her2gc.export import Export, Request, files, writer
from her2gc.store.graph import open_graph
export = Export(open_graph(others=False, quiet=True), Request(lines=("second",)))
for form in sys.argv[2:]:
    body = writer(form).write(export if form != "queries" else Export(export.graph))  # which have no part
    target = f"{sys.argv[1]}/{form}"
    files.write_folder(target, body) if isinstance(body, dict) else output.write(body, target)
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@whole
def test_bytes_are_the_same_over_hash_seeds_locales_and_time_zones(tmp_path: Path) -> None:
    tool("dot", "graphviz")
    found = []
    for seed, locale, zone in (("0", "C", "UTC"), ("4711", "de_DE.UTF-8", "Asia/Tokyo")):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(folder), *TWICE],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
        )
        found.append(tree(folder))
    assert set(found[0]) == set(found[1])
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.graphml"
    target.write_text("old")

    def full(handle: int, body: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(Her2gcError, match=r"out.graphml: cannot write this file: no space left on device"):
        write(b"new", str(target))
    with pytest.raises(Her2gcError, match="no space left"):
        write_folder(str(tmp_path / "folder"), {"a/b.csv": b"new"})
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out.graphml", "old")]


def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    monkeypatch.setattr(os, "sync", stop)
    with pytest.raises(KeyboardInterrupt):
        write(b"new", str(tmp_path / "out.gexf"))
    with pytest.raises(KeyboardInterrupt):
        write_folder(str(tmp_path / "folder"), {"a.csv": b"new"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_written_through_to_the_disk_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    monkeypatch.setattr(os, "sync", lambda: told.append((tmp_path / "folder").exists()))
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("a disk may take milliseconds for each file"))
    write_folder(str(tmp_path / "folder"), {f"{number}.md": b"note" for number in range(9)})
    assert told == [False]  # and before the folder appears
    assert len(list((tmp_path / "folder").iterdir())) == 9


def test_a_folder_with_something_in_it_is_not_touched(tmp_path: Path, run: Run) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    ran = run("export", "neo4j", "-o", tmp_path, "--line", "second")
    assert (ran.status, [path.name for path in tmp_path.iterdir()]) == (2, ["mine.txt"])
    assert "there already" in ran.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["gexff"], "did you mean 'gexf'"),
        (["neo4j"], "name it with -o"),
        (["neo4j", "-o", "-"], "name it with -o"),
        (["graphml", "-o", ""], "name one, or leave -o out"),
        (["graphml", "-o", "."], ".: this is a folder; name a file"),
        (["graphml", "--view", "trialz"], "invalid choice: 'trialz'"),
        (["graphml", "--line", "fifth"], "did you mean 'first'?"),
        (["graphml", "--type", "Agnt"], "'Agnt' is no type of this view"),
        (["graphml", "--graph", "revew"], "invalid choice: 'revew'"),
        (["graphml", "--around", "T-DM2"], "the review names no agent, trial or gene 'T-DM2'"),
        (["graphml", "--around", "GATSBY", "--hops", "x"], "invalid int value: 'x'"),
        (["graphml", "--around", "GATSBY", "--hops", "0", "--type", "disease"], "nothing is left to export"),
        (["graphml", "--hops", "2"], "name it with --around"),
        (["graphml", "--around", "GATSBY", "--hops", "99"], "0 to 20"),
        (["turtle", "--view", "trials"], "leave out --view trials"),
        (["graphml", "--around", ""], "the name of the entity of this view is empty"),
        (["graphml", "--line", " "], "the name of the line of therapy is empty"),
        (["graphml", "--type", ""], "the name of the type is empty"),
        (
            ["graphml", "--around", "T-DM1", "--line", "first"],
            "'T-DM1' is in the graph, but left out by --line first",
        ),
        (
            ["graphml", "--around", "Table 4", "--view", "trials", "--line", "first"],
            "--view trials and --line first",
        ),
        (["graphml", "--graph", "user"], "the named graph 'user' is empty; add your own data by --data"),
        (["turtle", "--graph", "user"], "the named graph 'user' is empty; add your own data by --data"),
        (["nquads", "--graph", "inferred", "--no-inferred"], "the named graph 'inferred' is empty"),
        (["queries", "--line", "second"], "the stored questions are written all at once"),
        (["queries", "--view", "trials", "--report"], "the stored questions are written all at once"),
        (["graphml", "-o", "/nowhere/at/all.graphml"], "/nowhere/at/all.graphml: cannot write this file"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(run: Run, args: list[str], said: str) -> None:
    ran = run("export", *args)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path, run: Run) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    assert run("export", "dot", "--view", "trials", "--line", "second", "-o", pipe).status == 0
    assert b"GATSBY" in reader.communicate()[0]
    assert pipe.is_fifo()
    if Path("/dev/full").is_char_device():
        ran = run("export", "dot", "--line", "second", "-o", "/dev/full")
        assert (ran.status, ran.err.count("\n")) == (2, 1)
        assert "/dev/full: cannot write this file: no space left on device" in ran.err
        assert Path("/dev/full").is_char_device()


def test_a_full_standard_output_is_one_line_and_exit_code_2() -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("no /dev/full here")
    program = Path(sys.executable).parent / "her2gc"
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [program, "export", "turtle"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 2
    assert ran.stderr == (
        "standard output: cannot write this result: no space left on device; choose another place\n"
    )


@slow
def test_a_disk_that_fills_up_keeps_the_old_files(tmp_path: Path, run: Run) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk; another test fills one in name")
    try:
        (disk / "g.gexf").write_text("old")
        for form, target in (("gexf", "g.gexf"), ("neo4j", "neo4j"), ("obsidian", "vault")):
            ran = run("export", form, "-o", disk / target)
            assert (ran.status, ran.err.count("\n")) == (2, 1)
            assert "no space left on device" in ran.err
            assert tree(disk) == {"g.gexf": b"old"}
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        ran = run("export", "dot", "--line", "second", "-o", disk / "g.gexf")
        assert (ran.status, ran.err.count("\n")) == (2, 1)
        assert "read-only file system" in ran.err
    finally:
        subprocess.run(["umount", disk], check=True)


# the signal comes from within, at a moment when all files are written and the folder has not its name yet
INTERRUPTED = """
import glob, os, signal, sys
from her2gc import cli

def interrupted():
    assert glob.glob(os.path.join(os.path.dirname(sys.argv[-1]), ".vault.*.part", "**", "*.md"), recursive=True)
    print("files lie there", flush=True)
    os.kill(os.getpid(), signal.SIGINT)

os.sync = interrupted
cli.entry()
"""


def test_an_interrupt_from_the_keyboard_leaves_nothing(tmp_path: Path) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            INTERRUPTED,
            "export",
            "obsidian",
            "--line",
            "second",
            "-o",
            tmp_path / "vault",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, list(tmp_path.iterdir())) == (130, [])
    assert "files lie there" in ran.stdout


def test_a_link_stays_a_link(tmp_path: Path, run: Run) -> None:
    (tmp_path / "real.dot").write_text("old")
    (tmp_path / "link.dot").symlink_to("real.dot")
    assert run("export", "dot", "--line", "second", "-o", tmp_path / "link.dot").status == 0
    assert (tmp_path / "link.dot").is_symlink()
    assert "GATSBY" in (tmp_path / "real.dot").read_text()


def test_a_dash_is_standard_output(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("export", "dot", "--view", "trials", "--line", "second", "-o", "-", "--report")
    assert ran.out.startswith("digraph")
    assert "does not carry" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_formats_are_listed(run: Run) -> None:
    listed = run("export").out
    assert all(re.search(rf"^{name} +\w", listed, re.MULTILINE) for name in FORMATS)
