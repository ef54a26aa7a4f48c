"""Anybody's shapes on anybody's data: what SHACL says of them is told whole, by both engines, and never in silence."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH

# ruff: noqa: E501 (tables and Turtle: one statement a line)
from conftest import Run
from her2gc.checks.validate import Findings
from her2gc.checks.validate import run as validate
from her2gc.checks.validate.report import FORMATS, report
from her2gc.errors import Her2gcError
from sampling import slow

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.org/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dash: <http://datashapes.org/dash#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
FIRST = PREFIXES.count("\n") + 1  # the line on which what is given starts
EX = "https://example.org/ns#"
STUDY = "ex:S a sh:NodeShape ; sh:targetClass ex:Study ; "
BOTH = pytest.mark.parametrize("engine", ["shifty", "pyshacl"])


def check(folder: Path, shapes: str, data: str, engine: str | None = None) -> Findings:
    """Hold data against shapes, both after the prefixes."""
    for name, text in (("shapes.ttl", shapes), ("data.ttl", data)):
        (folder / name).write_text(PREFIXES + text + "\n", encoding="utf-8")
    given = [str(folder / "data.ttl")]
    return validate(
        given, only_data=True, shapes=[str(folder / "shapes.ttl")], engine=engine, say=lambda _: None
    )


def refused(folder: Path, shapes: str) -> str:
    with pytest.raises(Her2gcError) as error:
        check(folder, shapes, "ex:a a ex:Study .")
    return str(error.value).removeprefix(str(folder) + "/")


@BOTH
@pytest.mark.parametrize(
    ("severity", "told", "fails"),
    [
        ("ex:Critical", "Critical", True),
        ("sh:Debug", "Debug", True),
        ("<urn:severity:grave>", "urn:severity:grave", True),
        ("<https://example.org/levels/4>", "4", True),
        ("sh:Violation", "violation", True),
        ("sh:Warning", "warning", False),
        ("sh:Info", "note", False),
    ],
)
def test_any_iri_is_a_severity_and_a_severity_of_ones_own_fails(
    tmp_path: Path, engine: str, severity: str, told: str, *, fails: bool
) -> None:
    shapes = STUDY + f"sh:property [ sh:path ex:dose ; sh:minCount 1 ; sh:severity {severity} ] ."
    found = check(tmp_path, shapes, "ex:a a ex:Study .", engine)
    assert [(each.node, each.severity) for each in found] == [(EX + "a", told)]
    assert found.fails is fails
    assert found.conforms is False
    assert told in report(found)
    body = json.loads(report(found, "json"))
    assert (body["conforms"], body["passes"]) == (False, not fails)
    assert ("<failure" in report(found, "junit")) is fails
    level = json.loads(report(found, "sarif"))["runs"][0]["results"][0]["level"]
    assert level == {"warning": "warning", "note": "note"}.get(told, "error")
    assert "sh:conforms false" in report(found, "turtle")


@BOTH
@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        ('"Arm A: docetaxel"', "Arm A: docetaxel", "literal"),
        ('"2015-01-01T12:00:00Z"^^xsd:dateTime', "2015-01-01T12:00:00Z", "literal"),
        ('"Arm : T-DM1"@en', "Arm : T-DM1", "literal"),
        ('"https://example.org/no-iri"', "https://example.org/no-iri", "literal"),
        ('"0004"^^xsd:integer', "0004", "literal"),
        ('"_:nobody"', "_:nobody", "literal"),
        ("_:arm", "_:arm", "blank"),
        ("ex:arm", EX + "arm", "iri"),
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_a_focus_node_is_told_as_what_it_is(
    tmp_path: Path, engine: str, value: str, text: str, *, kind: str, form: str
) -> None:
    shapes = "ex:S a sh:NodeShape ; sh:targetObjectsOf ex:name ; sh:in ( ex:other ) ."
    found = check(tmp_path, shapes, f"ex:a\n  ex:name {value} .", engine)
    assert [(each.node, each.kind, each.line) for each in found] == [(text, kind, FIRST + 1)]
    told = report(found, form)
    if form == "turtle":
        (node,) = (
            quad.object
            for quad in ox.parse(input=told, format=ox.RdfFormat.TURTLE)
            if quad.predicate.value.endswith("focusNode")
        )
        (given,) = (quad.object for quad in ox.parse(path=tmp_path / "data.ttl"))
        assert node == given or (isinstance(node, ox.BlankNode) and kind == "blank")
    else:
        assert text in told or "ns#arm" in told


@BOTH
@pytest.mark.parametrize(
    "way", ["sh:node ex:Arm", "sh:qualifiedValueShape ex:Arm ; sh:qualifiedMinCount 1", "sh:and ( ex:Arm )"]
)
def test_what_is_nested_in_a_result_is_no_result_of_its_own(tmp_path: Path, engine: str, way: str) -> None:
    shapes = (
        "ex:Arm a sh:NodeShape ; sh:property [ sh:path ex:dose ; sh:minCount 1 ] .\n"
        + STUDY
        + f'sh:property [ sh:path ex:arm ; {way} ; sh:severity sh:Warning ; sh:message "an arm without dose" ] .'
    )
    found = check(tmp_path, shapes, "ex:a a ex:Study ; ex:arm ex:b .\nex:b a ex:Arm .", engine)
    assert [(each.node, each.severity, each.message) for each in found] == [
        (EX + "a", "warning", "an arm without dose")
    ]
    assert not found.fails
    graph = rdflib.Graph().parse(data=report(found, "turtle"), format="turtle")
    assert len(list(graph.objects(None, SH.result))) == 1


@BOTH
@pytest.mark.parametrize(
    ("select", "values"),
    [
        ("SELECT $this ?value WHERE { $this <https://example.org/ns#note> ?value }", ["x", "y"]),
        (
            "SELECT $this (CONCAT(?n, ?n) AS ?value) WHERE { $this <https://example.org/ns#note> ?n }",
            ["xx", "yy"],
        ),
        ("SELECT $this WHERE { $this a <https://example.org/ns#Study> }", [""]),
        ("SELECT $this ?value WHERE { $this <https://example.org/ns#to> ?value }", [EX + "p", EX + "q"]),
    ],
)
def test_one_result_for_each_solution(tmp_path: Path, engine: str, select: str, values: list[str]) -> None:
    shapes = STUDY + f'sh:sparql [ sh:message "a note" ; sh:select "{select}" ] .'
    found = check(tmp_path, shapes, 'ex:a a ex:Study ; ex:note "x" , "y" ; ex:to ex:p , ex:q .', engine)
    assert [each.value for each in found] == values


def test_the_report_keeps_source_shapes_paths_and_literals_as_they_are_written(tmp_path: Path) -> None:
    shapes = (
        STUDY + "sh:property ex:Dose , [ sh:path ( ex:arm [ sh:inversePath ex:of ] ) ; sh:minCount 2 ] .\n"
        "ex:Dose a sh:PropertyShape ; sh:path ex:dose ; sh:datatype xsd:decimal ."
    )
    found = check(tmp_path, shapes, 'ex:a a ex:Study ; ex:dose "01"^^xsd:integer , 3.60 .')
    graph = rdflib.Graph().parse(data=report(found, "turtle"), format="turtle")
    by = {
        graph.value(each, SH.sourceConstraintComponent): each
        for each in graph.subjects(RDF.type, SH.ValidationResult)
    }
    kind, count = by[SH.DatatypeConstraintComponent], by[SH.MinCountConstraintComponent]
    assert graph.value(kind, SH.sourceShape) == rdflib.URIRef(EX + "Dose")
    assert "sh:value 01 ." in report(found, "turtle")  # an integer as it was spelled
    assert isinstance(graph.value(count, SH.sourceShape), rdflib.BNode)
    path = graph.value(count, SH.resultPath)
    assert path is not None
    first, second = graph.items(path)
    assert (first, graph.value(second, SH.inversePath)) == (
        rdflib.URIRef(EX + "arm"),
        rdflib.URIRef(EX + "of"),
    )
    assert report(found, "turtle") == report(
        check(tmp_path, shapes, 'ex:a a ex:Study ; ex:dose "01"^^xsd:integer , 3.60 .'), "turtle"
    )


# what stands in the shapes after a sound shape for ex:Study, and what has to be said of it
SILENT = {
    "no target": ("", "ex:T a sh:NodeShape ; sh:property [ sh:path ex:dose ; sh:minCount 1 ] .", "no shape has a target, so nothing was checked"),
    "target of nothing": ("", "ex:T a sh:NodeShape ; sh:targetClass ex:Trial ; sh:nodeKind sh:IRI .", "ex:T applies to no node of the data"),
    "subjects of nothing": ("", "ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:dose ; sh:nodeKind sh:IRI .", "no shape applies to any node of the data"),
    "no shape at all": ("", "ex:T ex:is ex:nothing .", "the shapes files hold no shape, so nothing was checked"),
    "stray shape": (STUDY, "ex:T a sh:NodeShape ; sh:minLength 3 .", "ex:T has no target and is used by no other shape"),
    "deactivated": (STUDY, "ex:T a sh:NodeShape ; sh:targetClass ex:Study ; sh:deactivated true ; sh:minLength 3 .", "ex:T is deactivated"),
    "expression": (STUDY, "ex:S sh:expression [ sh:path ex:dose ] .", "ex:S: sh:expression is not supported"),
    "script": (STUDY, "ex:S sh:js [ a sh:JSConstraint ] .", "ex:S: sh:js is not supported"),
    "rule": (STUDY, "ex:S sh:rule [ a sh:TripleRule ] .", "ex:S: sh:rule is not supported"),
    "target by query": (STUDY, 'ex:S sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this ?p ?o }" ] .', "ex:S: sh:target is not supported"),
    "another vocabulary": (STUDY, "ex:S dash:hasValueIn ( ex:a ) .", "ex:S: dash:hasValueIn is not supported"),
    "import": (STUDY, "<https://example.org/shapes> owl:imports <https://example.org/more> .", "owl:imports <https://example.org/more> is not followed"),
    "misspelled": (STUDY, "ex:S sh:property [ sh:path ex:dose ; sh:mincount 1 ] .", "sh:mincount is no term of SHACL, so it checks nothing; did you mean sh:minCount?"),
    "misspelled target": ("", "ex:S a sh:NodeShape ; sh:targetclass ex:Study ; sh:nodeKind sh:Literal .", "did you mean sh:targetClass?"),
    "misspelled kind": (STUDY, "ex:T a sh:Nodeshape .", "did you mean sh:NodeShape?"),
    "later SHACL": (STUDY, "ex:S sh:reifierShape ex:S .", "sh:reifierShape is no term of SHACL"),
    "shape that is nowhere": (STUDY, "ex:S sh:node ex:Nowhere .", "ex:S uses ex:Nowhere, which no file of shapes describes"),
    "entailment": (STUDY, "<https://example.org/shapes> sh:entailment <http://www.w3.org/ns/entailment/RDFS> .", "sh:entailment is not followed"),
    "itself": (STUDY, "ex:S sh:property [ sh:path ex:part ; sh:node ex:S ] .", "ex:S refers to itself"),
}  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_what_is_not_checked_is_said_with_its_line(tmp_path: Path, name: str) -> None:
    sound, more, told = SILENT[name]
    shapes = (sound + "sh:nodeKind sh:IRI .\n" if sound else "\n") + more
    found = check(tmp_path, shapes, "ex:a a ex:Study .", None if "nowhere" not in name else "shifty")
    assert found == []
    (word, *_) = [word for word in found.words if told in word]
    if ": " in word and "shapes.ttl" in word:
        assert f"shapes.ttl:{FIRST + (name != 'itself')}: " in word
    assert found.words == json.loads(report(found, "json"))["words"]
    assert word in report(found, "turtle")
    notified = json.loads(report(found, "sarif"))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert word in [each["message"]["text"] for each in notified]


def test_nothing_has_to_be_said_of_shapes_that_are_applied(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        STUDY + "sh:nodeKind sh:IRI ; sh:node ex:T .\nex:T a sh:NodeShape ; sh:nodeKind sh:IRI .",
        "ex:a a ex:Study .",
    )
    assert (found, found.words) == ([], [])


def test_the_word_stands_on_stderr_also_where_quiet_was_asked_for(run: Run, tmp_path: Path) -> None:
    check(tmp_path, "ex:S a sh:NodeShape ; sh:minLength 3 .", "# nothing\n")
    ran = run(
        "validate", "--quiet", "--only-data", "--shapes", tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    )
    assert (ran.status, ran.out) == (0, "")
    assert "no shape has a target" in ran.err
    ran = run("validate", "--only-data", "--shapes", tmp_path / "shapes.ttl", tmp_path / "data.ttl")
    assert ran.out == "nothing was checked\n"


@slow
@pytest.mark.parametrize(
    "text", ["", "# only a comment\n", "@prefix ex: <https://example.org/ns#> .\n", "\n\n"]
)
def test_a_file_that_says_nothing_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "shapes.ttl").write_text(PREFIXES + STUDY + "sh:nodeKind sh:IRI .")
    (tmp_path / "data.ttl").write_text(text)
    found = validate(
        [str(tmp_path / "data.ttl")],
        only_data=True,
        shapes=[str(tmp_path / "shapes.ttl")],
        say=lambda _: None,
    )
    assert any("data.ttl: this file holds no statement" in word for word in found.words)
    found = validate([str(tmp_path / "data.ttl")], builtin=False, say=lambda _: None)
    assert any("data.ttl: this file holds no statement" in word for word in found.words)
    found = validate(
        [str(tmp_path / "shapes.ttl")],
        only_data=True,
        shapes=[str(tmp_path / "data.ttl")],
        say=lambda _: None,
    )
    assert any("data.ttl: this file holds no statement" in word for word in found.words)


QUERY = 'sh:sparql [ sh:select """\n  SELECT $this\n  WHERE {{\n    {} }}""" ] .'
# shapes, the line counted from the first after the prefixes, what is told
FAULTS = {
    "no path": (STUDY + "\n sh:property [ sh:minCount 1 ] .", 2, "ex:S has a property shape without sh:path"),
    "no path, named": (STUDY + "sh:property ex:P .\nex:P a sh:PropertyShape ; sh:minCount 1 .", 2, "ex:P has a property shape without sh:path"),
    "two paths": (STUDY + "\n sh:property [ sh:path ex:p ,\n ex:q ] .", 2, "ex:S has a property shape with 2 values of sh:path"),
    "no expression": (STUDY + '\n sh:property [ sh:path ex:p ;\n sh:pattern "(" ] .', 3, "ex:S: the pattern '(' is no regular expression"),
    "no expression on a node": (STUDY + '\n\n sh:pattern "[z-a]" .', 3, "the pattern '[z-a]' is no regular expression"),
    "unknown flag": (STUDY + '\n sh:pattern "a" ; sh:flags "g" .', 2, "'g' is no flag of a pattern"),
    "count in words": (STUDY + '\n sh:property [ sh:path ex:p ;\n sh:minCount "one" ] .', 3, "this is not well-formed SHACL: ex:S sh:minCount"),
    "undeclared prefix": (STUDY + "\n" + QUERY.format("$this ex:dose ?v"), 2, "ex:S: the query in sh:select cannot be used: prefix ex: is not declared; give sh:prefixes with sh:declare"),
    "undeclared prefix of everybody": (STUDY + "\n" + QUERY.format("$this rdfs:label ?v"), 2, "prefix rdfs: is not declared"),
    "no query": (STUDY + '\n sh:sparql [ sh:message "none" ] .', 2, "ex:S: sh:sparql without sh:select"),
    "error in the query": (STUDY + "\n" + QUERY.format("$this a }} ."), 5, "the query in sh:select cannot be used"),
    "MINUS": (STUDY + "\n" + QUERY.format("$this a ?c MINUS {{ $this <urn:a> ?d }}".format()), 2, "SHACL does not allow MINUS in it; write FILTER NOT EXISTS"),
    "VALUES": (STUDY + "\n" + QUERY.format("VALUES ?c { 1 } $this a ?d"), 2, "SHACL does not allow VALUES in it"),
    "SERVICE": (STUDY + "\n" + QUERY.format("SERVICE <urn:x> { $this a ?d }"), 2, "SHACL does not allow SERVICE in it"),
    "sub-select": (STUDY + "\n" + QUERY.format("{ SELECT ?d WHERE { ?e a ?d } }"), 2, "SHACL asks that a sub-select returns $this"),
    "bound again": (STUDY + "\n" + QUERY.format("BIND (1 AS $this)"), 2, "AS"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_shapes_is_told_with_file_and_line(tmp_path: Path, name: str) -> None:
    shapes, line, told = FAULTS[name]
    said = refused(tmp_path, shapes)
    assert told in said
    assert f"shapes.ttl:{FIRST - 1 + line}: " in said


def test_prefixes_may_be_declared_where_the_ontology_imports_them(tmp_path: Path) -> None:
    shapes = (
        STUDY + 'sh:sparql [ sh:prefixes ex:one ; sh:select "SELECT $this WHERE { $this e:dose 0 }" ] .\n'
        'ex:one owl:imports ex:two .\nex:two sh:declare [ sh:prefix "e" ; sh:namespace "https://example.org/ns#"^^xsd:anyURI ] .'
    )
    assert len(check(tmp_path, shapes, "ex:a a ex:Study ; ex:dose 0 .", "pyshacl")) == 1
    assert len(check(tmp_path, shapes, "ex:a a ex:Study ; ex:dose 0 .", "shifty")) == 1


@BOTH
def test_what_only_rdf_1_2_knows_is_left_out_with_a_word_and_the_shapes_are_not_blamed(
    tmp_path: Path, engine: str
) -> None:
    data = 'ex:a a ex:Study ; ex:name "x"@ar--rtl .\nex:r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( ex:a a ex:Study )>> .'
    found = check(tmp_path, STUDY + "sh:nodeKind sh:Literal .", data, engine)
    assert [each.node for each in found] == [EX + "a"]
    assert found.words == [
        "1 statement about a statement left out: SHACL does not see them",
        "the writing direction of 1 text is not checked",
    ]


@BOTH
@pytest.mark.parametrize(
    ("data", "line"),
    [
        ('ex:a ex:arm\n [ ex:dose "x" ;\n ex:n 1 ] ,\n [ ex:dose 2 ] .', 2),
        ('ex:a ex:arm ( [ ex:n 1 ]\n [ ex:dose "x" ] ) .', 2),
        ('_:b1 ex:dose 1 .\n_:b2\n ex:dose "x" .', 3),
        ('[] ex:n """\n\n""" ;\n ex:dose "x" .', 4),
        ('ex:a ex:arm [ ex:arm [\n ex:dose\n "x" ] ] .', 3),
    ],
)
def test_a_node_without_a_name_has_its_line(tmp_path: Path, engine: str, data: str, line: int) -> None:
    shapes = "ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:dose ; sh:property [ sh:path ex:dose ; sh:datatype xsd:integer ] ."
    found = check(tmp_path, shapes, data, engine)
    assert [(each.line - FIRST + 1, each.kind) for each in found] == [(line, "blank")]
    assert found[0].node.startswith("_:")


def test_back_references_and_ill_formed_figures_are_read_as_the_standard_has_them(tmp_path: Path) -> None:
    shapes = (
        STUDY
        + 'sh:property [ sh:path ex:n ; sh:datatype xsd:integer ] , [ sh:path ex:w ; sh:pattern "^(.)x\\\\1$" ] .'
    )
    found = check(
        tmp_path,
        shapes,
        'ex:a a ex:Study ; ex:n "1.5"^^xsd:integer , "007"^^xsd:integer ; ex:w "axa" , "axb" .',
    )
    assert sorted(each.value for each in found) == ["1.5", "axb"]


def test_only_the_files_are_checked_where_only_they_were_asked_for(run: Run, tmp_path: Path) -> None:
    """Neither our ontology nor what the rules would infer is seen."""
    shapes = (
        "ex:S a sh:NodeShape ; sh:targetClass owl:Class ; sh:nodeKind sh:Literal .\n"
        "ex:T a sh:NodeShape ; sh:targetClass ex:Drug ; sh:nodeKind sh:Literal ."
    )
    data = "ex:uses <http://www.w3.org/2000/01/rdf-schema#range> ex:Drug . ex:a ex:uses ex:b ."
    assert check(tmp_path, shapes, data) == []
    ran = run(
        "validate",
        "--no-builtin",
        "--format",
        "json",
        "--shapes",
        tmp_path / "shapes.ttl",
        tmp_path / "data.ttl",
    )
    assert ran.status == 1
    assert len(json.loads(ran.out)["findings"]) > 100
