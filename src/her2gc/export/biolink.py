"""Our kinds and links in the words of the Biolink Model (version 4)."""

CATEGORIES = {
    "agent": "biolink:Drug",
    "agent part": "biolink:ChemicalEntity",
    "gene or protein": "biolink:BiologicalEntity",
    "process": "biolink:BiologicalProcess",
    "trial": "biolink:ClinicalTrial",
    "study": "biolink:Study",
    "population": "biolink:StudyPopulation",
    "disease": "biolink:Disease",
    "adverse event": "biolink:DiseaseOrPhenotypicFeature",
    "biomarker": "biolink:ClinicalAttribute",
    "measure": "biolink:Attribute",
    "place": "biolink:InformationContentEntity",
    "citation": "biolink:Publication",
    "document": "biolink:InformationContentEntity",
    "doubt": "biolink:InformationContentEntity",
    "note": "biolink:InformationContentEntity",
    "statement": "biolink:InformationContentEntity",
    "result": "biolink:StudyResult",
    "verdict": "biolink:StudyResult",
}
CLASSES = {
    "her2gc:Gene": "biolink:Gene",
    "her2gc:Protein": "biolink:Protein",
    "her2gc:Target": "biolink:Protein",
    "her2gc:ProteinComplex": "biolink:MacromolecularComplex",
    "her2gc:MicroRNA": "biolink:Transcript",  # kgx validate takes MicroRNA for bad CamelCase
    "her2gc:Pathway": "biolink:Pathway",
    "her2gc:AnatomicSite": "biolink:GrossAnatomicalStructure",
    "her2gc:Organism": "biolink:OrganismTaxon",
    "her2gc:Region": "biolink:GeographicLocation",
    "her2gc:SmallMolecule": "biolink:SmallMolecule",
    "her2gc:Review": "biolink:Article",
}
GENERAL = "biolink:NamedThing"
PREDICATES = {
    "targets": "biolink:affects",
    "encodes": "biolink:has_gene_product",
    "isEncodedBy": "biolink:gene_product_of",
    "participatesIn": "biolink:participates_in",
    "hasParticipant": "biolink:has_participant",
    "hasMember": "biolink:has_part",
    "hasPayload": "biolink:has_part",
    "hasLinker": "biolink:has_part",
    "hasAntibody": "biolink:has_part",
    "memberOf": "biolink:member_of",
    "hasBroaderDisease": "biolink:subclass_of",
    "hasBroaderClass": "biolink:subclass_of",
    "hasComponent": "biolink:has_part",
    "hasInvestigationalComponent": "biolink:has_part",
    "hasBackboneComponent": "biolink:has_part",
    "hasComparatorComponent": "biolink:has_part",
    "hasPlaceboComponent": "biolink:has_part",
    "isDerivedFrom": "biolink:derives_from",
    "conductedIn": "biolink:located_in",
    "hasSite": "biolink:located_in",
    "inSection": "biolink:part_of",
    "inTable": "biolink:part_of",
    "inRow": "biolink:part_of",
    "inColumn": "biolink:part_of",
    "inParagraph": "biolink:part_of",
    "inCell": "biolink:part_of",
    "inReview": "biolink:part_of",
    "isPartOf": "biolink:part_of",
    "statedIn": "biolink:mentioned_by",
    "citedIn": "biolink:mentioned_by",
    "isSpokenOfIn": "biolink:mentioned_by",
    "about": "biolink:mentions",
    "annotates": "biolink:mentions",
    "cites": "biolink:mentions",
    "concerns": "biolink:mentions",
    "listsAgent": "biolink:mentions",
    "listsTrial": "biolink:mentions",
    "isSubpopulationOf": "biolink:subclass_of",
    "ofClassification": "biolink:part_of",
    "resemblesSubtype": "biolink:similar_to",
}
RELATED = "biolink:related_to"
PREFIXES = {"kegg.pathway": "KEGG.PATHWAY", "reactome": "REACT", "wikipathways": "WIKIPATHWAYS"}


def category(kind: str, types: tuple[str, ...], cls: str) -> str:
    """Return the Biolink category of a node: by its class, a superclass, or its kind."""
    for name in (cls, *types):
        if name in CLASSES:
            return CLASSES[name]
    return CATEGORIES.get(kind, GENERAL)


def predicate(curie: str) -> str:
    """Return the Biolink predicate of one of our properties or edges."""
    return PREDICATES.get(curie.rpartition(":")[2], RELATED)


def outside(curie: str) -> str:
    """Return an outside identifier with the prefix that Biolink spells its own way."""
    prefix, colon, local = curie.partition(":")
    return PREFIXES.get(prefix, prefix) + colon + local
