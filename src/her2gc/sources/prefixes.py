"""Every prefix: the one place for all of them."""

PREFIXES = {
    "her2gc": "https://w3id.org/her2gc/ontology#",
    "kg": "https://w3id.org/her2gc/kg/",
    "trade-name": "https://w3id.org/her2gc/trade-name/",
    "graph": "https://w3id.org/her2gc/graph/",
    "registry": "https://w3id.org/her2gc/registry/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sh": "http://www.w3.org/ns/shacl#",
    "schema": "https://schema.org/",
    "unit": "http://qudt.org/vocab/unit/",
}
