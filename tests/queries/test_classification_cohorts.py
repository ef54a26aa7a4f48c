"""In whom the molecular classifications were found, typed from the Introduction and Tables 1 and 2."""

from answers import rows, typed

from her2gc import KnowledgeGraph

COHORTS = """
ACRG classification | 300 | South Korea
TCGA classification | 295 | Europe, United States
intrinsic classification | 37 |
intrinsic classification | 521 | Australia, Singapore, South Korea
"""


def test_each_classification_tells_its_cohorts(kg: KnowledgeGraph) -> None:
    assert rows(kg, "classification-cohorts", "classification size regions") == typed(COHORTS)


def test_cohorts_of_one_classification(kg: KnowledgeGraph) -> None:
    told = rows(kg, "classification-cohorts", "size", classification="intrinsic classification")
    assert told == ["37", "521"]
