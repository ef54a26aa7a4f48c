"""What the pictures of docs/export.md are taken of: pages that draw a file, and texts as a terminal shows them."""

import code
import contextlib
import csv
import html
import io
import json
import re
import subprocess
import urllib.parse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>html, body, #box {{ margin: 0; height: 100%; background: #fff; }}
{style}</style>{body}"""
_TERMINAL = """pre { margin: 0; padding: 14px 18px; background: #1d2733; color: #dfe7ee;
  font: 14px/1.35 monospace; white-space: pre-wrap; }"""
_NOTE = """body { font: 15px/1.5 sans-serif; padding: 10px 40px; box-sizing: border-box; }
a { color: #7a5af5; } th { text-align: left; color: #777; font-weight: normal; padding-right: 20px; }
h1 { margin: 8px 0; } h2 { margin: 10px 0 4px; font-size: 18px; } ul { margin: 2px 0; }"""
_SHEET = """table { border-collapse: collapse; font: 12px sans-serif; } th { background: #eef1f4; }
th, td { border: 1px solid #ccc; padding: 2px 5px; max-width: 210px; }
th, td { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }"""
_COLUMNS = ("id", "type", "statement", "trial", "value", "hazardRatio", "pComparator", "pValue", "place",
            "printed")  # fmt: skip

CYTOSCAPEJS = """cytoscape({...JSON.parse(file), container: document.getElementById('box'),
  layout: {name: 'cose', animate: false, randomize: false, nodeRepulsion: () => 400000, idealEdgeLength: () => 90}});"""
CX2 = """const box = document.getElementById('box');
const node = {'background-color': 'data(colour)', shape: 'data(shape)', width: 'data(size)', height: 'data(size)',
  label: 'data(label)', 'font-size': 12, 'text-wrap': 'wrap', 'text-max-width': 90, 'border-width': 1};
const edge = {width: 1, 'line-color': '#999', 'curve-style': 'bezier', 'target-arrow-shape': 'triangle',
  'target-arrow-color': '#999', label: 'data(label)', 'font-size': 9, 'text-rotation': 'autorotate'};
const style = [{selector: 'node', style: node}, {selector: 'edge', style: edge}];
cytoscape({...JSON.parse(file), container: box, style, layout: {name: 'preset', padding: 30}});"""
PARQUET = """import polars as pl
nodes = pl.read_parquet("{file}/nodes.parquet")
nodes.filter(pl.col("hazardRatio") > 1).select("label", "hazardRatio", "pValue", "lineOfTherapy")
"""
OWL = """import owlready2
onto = owlready2.get_ontology("file://{file}").load()
len(list(onto.classes())), len(list(onto.individuals()))
gatsby = onto.search_one(label="GATSBY")
gatsby.testsAgent, gatsby.inLine
[str(each.label.first()) for each in onto.Agent.subclasses()]
"""


def canvas_page(scripts: Sequence[Path], file: str, script: str) -> str:
    """Return a page that reads a file by some scripts and draws it."""
    code_blocks = "".join(f"<script>{each.read_text(encoding='utf-8')}</script>" for each in scripts)
    data = json.dumps(file).replace("<", "\\u003c")
    return _PAGE.format(
        style="", body=f'<div id="box"></div>{code_blocks}<script>const file = {data};\n{script}</script>'
    )


def cx2_elements(network: Any) -> str:
    """Return a CX2 network as ndex2 holds it, as elements for Cytoscape.js, its visual mappings carried out."""
    mapping = network.get_visual_properties()["nodeMapping"]
    looks = {
        name: {each["v"]: each["vp"] for each in mapping[name]["definition"]["map"]}
        for name in ("NODE_BACKGROUND_COLOR", "NODE_SHAPE", "NODE_WIDTH")
    }
    nodes = [
        {
            "data": {
                "id": f"n{number}",
                "label": node["v"]["label"],
                "colour": looks["NODE_BACKGROUND_COLOR"][node["v"]["kind"]],
                "shape": looks["NODE_SHAPE"][node["v"]["kind"]],
                "size": looks["NODE_WIDTH"][node["v"]["kind"]],
            },
            "position": {"x": node["x"], "y": node["y"]},
        }
        for number, node in network.get_nodes().items()
    ]
    edges = [
        {"data": {"source": f"n{edge['s']}", "target": f"n{edge['t']}", "label": edge["v"]["label"]}}
        for edge in network.get_edges().values()
    ]
    return json.dumps({"elements": {"nodes": nodes, "edges": edges}})


def terminal(text: str) -> str:
    """Return a page that looks like a terminal."""
    return _PAGE.format(style=_TERMINAL, body=f"<pre>{html.escape(text)}</pre>")


def session(lines: str, file: Path) -> str:
    """Return what an interactive Python shows for some lines."""
    console = code.InteractiveConsole()
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        for line in lines.splitlines():
            print(f">>> {line.format(file=file.name)}")
            console.push(line.format(file=file))
    return out.getvalue()


def shell(command: str, folder: Path) -> str:
    """Return what a command shows in a folder."""
    ran = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=True)
    return f"$ {command}\n{ran.stdout}"


def cypher(folder: Path, work: Path) -> str:
    """Return the headline question in Cypher with its rows, from an embedded property-graph database."""
    import ladybug
    from prettytable import PrettyTable

    connection = ladybug.Connection(ladybug.Database(str(work / "db")))
    with (
        (folder / "nodes.csv").open(encoding="utf-8") as nodes,
        (folder / "relationships.csv").open(encoding="utf-8") as edges,
    ):
        names = [each.split(":")[0] or "LABELS" for each in next(csv.reader(nodes))]
        kinds = [each.split(":")[0] or "TYPE" for each in next(csv.reader(edges))[2:]]
    connection.execute(
        f"CREATE NODE TABLE Entity({', '.join(f'`{each}` STRING' for each in names)}, PRIMARY KEY(id))"
    )
    connection.execute(
        f"CREATE REL TABLE Link(FROM Entity TO Entity, {', '.join(f'`{each}` STRING' for each in kinds)})"
    )
    for table, file in (("Entity", "nodes"), ("Link", "relationships")):
        connection.execute(f'COPY {table} FROM "{folder}/{file}.csv" (header=true, parallel=false)')
    query = """MATCH (v)-[:OF_TRIAL]->(t)-[:IN_LINE]->(l {label: 'second line'}),
      (v)-[:ON_AGENT]->(a), (v)-[:HAS_VERDICT_OUTCOME]->(o {label: 'failed'})
RETURN DISTINCT a.label, t.label, t.enrolment ORDER BY a.label;"""
    asked = re.sub(r"\[:(\w+)\]", r"[:Link {TYPE: '\1'}]", query)
    answer = connection.execute(asked)
    assert isinstance(answer, ladybug.QueryResult)  # noqa: S101
    drawn = PrettyTable(["a.label", "t.label", "t.enrolment"], align="l")
    drawn.add_rows([list(row) for row in answer.get_all()])
    return f"$ wc -l neo4j/*.csv\n{_count(folder)}\ncypher> {query}\n{drawn.get_string()}\n"


def _count(folder: Path) -> str:
    counted = {
        name: len((folder / name).read_bytes().splitlines()) for name in ("nodes.csv", "relationships.csv")
    }
    return "\n".join(f"{number:>6} neo4j/{name}" for name, number in counted.items())


def kgx_summary(folder: Path, work: Path, root: Path) -> str:
    """Return the counts of ``kgx graph-summary``."""
    files = [str(folder / f"her2gc_{name}.tsv") for name in ("nodes", "edges")]
    script = (
        "import sys; sys.path.insert(0, 'tests/export'); import kgx_check; kgx_check.offline();"
        "from kgx.cli.cli_utils import graph_summary;"
        "graph_summary(sys.argv[2:], 'tsv', None, sys.argv[1], 'kgx-map', None, None)"
    )
    target = work / "summary.yaml"
    command = [str(root / ".venv-readers/bin/python"), "-c", script, str(target), *files]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    lines = target.read_text(encoding="utf-8").splitlines()
    return (
        "$ kgx graph-summary -i tsv kgx/her2gc_nodes.tsv kgx/her2gc_edges.tsv\n"
        + "\n".join(lines[:24])
        + "\n..."
    )


def note(file: Path) -> str:
    """Return a note with its links, as Obsidian shows it."""
    import markdown

    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    rows = "".join(
        f"<tr><th>{html.escape(line.partition(':')[0])}</th><td>{html.escape(line.partition(':')[2])}</td></tr>"
        for line in head.strip().splitlines()
    )
    linked = re.sub(r"\[\[[^|\]]+\|([^\]]+)\]\]", lambda found: f'<a href="#">{found[1]}</a>', body)
    linked = re.sub(r"\\([%|&~^$])", r"\1", linked)  # escapes that Obsidian knows and this library does not
    return _PAGE.format(
        style=_NOTE,
        body=f"<div><table>{rows}</table></div>" + markdown.markdown(urllib.parse.unquote(linked)),
    )


def sheet(file: Path) -> str:
    """Return a table as a spreadsheet shows its first rows and some of its columns."""
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    chosen = [row for row in rows if row["hazardRatio"]][:6] + [row for row in rows if row["value"]][:6]
    head = "".join(f"<th>{html.escape(each)}</th>" for each in ("", *_COLUMNS))
    body = "".join(
        f"<tr><th>{number}</th>"
        + "".join(f"<td>{html.escape(row[each])}</td>" for each in _COLUMNS)
        + "</tr>"
        for number, row in enumerate(chosen, 2)
    )
    return _PAGE.format(style=_SHEET, body=f"<table><tr>{head}</tr>{body}</table>")
