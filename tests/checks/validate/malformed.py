"""Malformed files, and what is told of each."""

# ruff: noqa: E501 (a table: one file a line)
HEAD = (
    "@prefix her2gc: <https://w3id.org/her2gc/ontology#> .\n@prefix kg: <https://w3id.org/her2gc/kg/> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
)
SH = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix her2gc: <https://w3id.org/her2gc/ontology#> .\n"
TRIAL = HEAD + "kg:X a her2gc:Trial ;\n    rdfs:label "
# name, content, what the message must hold; exit code 2 unless said otherwise
CASES: list[tuple[str, str | bytes, str]] = [
    ("not-turtle.ttl", "once upon a time", "not-turtle.ttl:1:1: "),
    ("no-dot.ttl", HEAD + "kg:X a her2gc:Trial", "no-dot.ttl:5:"),
    ("no-dot-between.ttl", HEAD + "kg:X a her2gc:Trial\nkg:Y a her2gc:Trial .", "no-dot-between.ttl:6:"),
    ("open-string.ttl", TRIAL + '"X@en .\n', "open-string.ttl:6:"),
    ("open-long-string.ttl", TRIAL + '"""X@en .\n', "open-long-string.ttl:6:"),
    ("open-iri.ttl", HEAD + "<https://w3id.org/her2gc/kg/X a her2gc:Trial .", "open-iri.ttl:5:"),
    ("blank-in-iri.ttl", HEAD + "<https://w3id.org/her2gc/kg/X Y> a her2gc:Trial .", "blank-in-iri.ttl:5:"),
    ("open-bracket.ttl", HEAD + "kg:X her2gc:hasArm [ a her2gc:Arm .", "open-bracket.ttl:5:"),
    ("open-list.ttl", HEAD + "kg:X her2gc:hasArm ( kg:A kg:B .", "open-list.ttl:5:"),
    ("two-semicolons-dot.ttl", HEAD + "kg:X a ; .", "two-semicolons-dot.ttl:5:"),
    ("no-object.ttl", HEAD + "kg:X a .", "no-object.ttl:5:"),
    ("literal-subject.ttl", HEAD + '"X" a her2gc:Trial .', "literal-subject.ttl:5:"),
    ("literal-property.ttl", HEAD + 'kg:X "is" her2gc:Trial .', "literal-property.ttl:5:"),
    ("unknown-prefix.ttl", HEAD + "kg:X a her2cg:Trial .", "unknown-prefix.ttl:5:"),
    ("no-prefixes.ttl", "kg:X a her2gc:Trial .", "no-prefixes.ttl:1:"),
    ("prefix-without-iri.ttl", "@prefix kg: .\n", "prefix-without-iri.ttl:1:"),
    ("prefix-without-dot.ttl", "@prefix kg: <https://w3id.org/her2gc/kg/>\nkg:X a kg:Y .", "prefix-without-dot.ttl:2:"),
    ("bad-escape.ttl", TRIAL + '"X\\q"@en .', "bad-escape.ttl:6:"),
    ("bad-unicode.ttl", TRIAL + '"X\\uD800"@en .', "bad-unicode.ttl:6:"),
    ("bad-language.ttl", TRIAL + '"X"@en_GB_! .', "bad-language.ttl:6:"),
    ("no-datatype.ttl", HEAD + 'kg:X her2gc:enrolment "3"^^ .', "no-datatype.ttl:5:"),
    ("two-points.ttl", HEAD + "kg:X her2gc:value 5.6.9 .", "two-points.ttl:5:"),
    ("quotes-of-a-word-processor.ttl", TRIAL + "“X”@en .", "quotes-of-a-word-processor.ttl:6:"),
    ("latin-1.ttl", (HEAD + 'kg:X rdfs:label "Café"@en .').encode("latin-1"), "latin-1.ttl:5: this is not UTF-8"),
    ("utf-16.ttl", (HEAD + "kg:X a her2gc:Trial .").encode("utf-16"), "utf-16.ttl:1: this is UTF-16 text"),
    ("binary.ttl", bytes(range(256)) * 50, "binary.ttl:"),
    ("zip.ttl", b"PK\x03\x04" + bytes(1000), "zip.ttl:1"),
    ("truncated.ttl", TRIAL + '"X"@en ;\n    her2gc:inLine kg:seco', "truncated.ttl:"),
    ("json.ttl", '{"@id": "kg:X"}', "json.ttl:1:"),
    ("html.ttl", "<!DOCTYPE html>\n<html><body>404</body></html>", "html.ttl:1:"),
    ("merge-conflict.ttl", HEAD + "<<<<<<< HEAD\nkg:X a her2gc:Trial .\n=======\n", "merge-conflict.ttl:5:"),
    ("deep-brackets.ttl", HEAD + "kg:X her2gc:about " + "[ her2gc:about " * 100_000, "deep-brackets.ttl"),
    ("deep-lists.ttl", HEAD + "kg:X her2gc:about " + "( " * 100_000, "deep-lists.ttl"),
    ("gigantic-literal.ttl", TRIAL + '"' + "x" * 17_000_000 + '"@en .', "a literal, IRI or name of more than 16 MB begins here"),
    ("open-gigantic.ttl", TRIAL + '"' + "x" * 16_000_000, "open-gigantic.ttl:"),
    ("entities.rdf", '<!DOCTYPE r [<!ENTITY a "aaaa">]><r>&a;</r>', "entities.rdf: files ending in '.rdf' are not read"),
    ("triples.nt", "<https://a.example/a> <https://a.example/b> .\n", "triples.nt:1:"),
    ("quads.nq", "<https://a.example/a> <https://a.example/b> <https://a.example/c> <d> .\n", "quads.nq:1:"),
    ("graphs.trig", HEAD + "graph kg:g { kg:X a her2gc:Trial ", "graphs.trig:5:"),
    ("shapes/import-remote.ttl", SH + "<urn:x> <http://www.w3.org/2002/07/owl#imports> <http://192.0.2.1/shapes> ; a sh:NodeShape ; sh:property [] .", "import-remote.ttl:3: this is not well-formed SHACL"),
    ("shapes/count-in-words.ttl", SH + '<urn:x> a sh:NodeShape ; sh:targetClass her2gc:Trial ; sh:property [ sh:path her2gc:inLine ; sh:minCount "one" ] .', "count-in-words.ttl:3: this is not well-formed SHACL"),
    ("shapes/no-path.ttl", SH + "<urn:x> a sh:NodeShape ; sh:targetClass her2gc:Trial ; sh:property [ sh:minCount 1 ] .", "no-path.ttl:3: this is not well-formed SHACL"),
    ("shapes/bad-sparql.ttl", SH + '<urn:x> a sh:NodeShape ; sh:targetClass her2gc:Trial ; sh:sparql [ sh:select "SELECT nonsense" ] .', "bad-sparql.ttl:3: this is not well-formed SHACL: urn:x: the query in sh:select cannot be used"),
]  # fmt: skip
