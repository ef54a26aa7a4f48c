"""A message holds for whoever wrote the node: it speaks of the review only where the node is a part of one."""

import re

from conftest import ROOT

MESSAGE = re.compile(r'sh:message "([^"]*)"')
# of the review as a document, and of the word that is kept for it
OF_THE_REVIEW = {
    "A review needs textSha256",
    "A section needs inReview",
    "A review table needs inReview",
    "A node has at most one inReview",
    "latestDatedEvent is a year that the review prints",
    "{?label} stands in {?source}, and {?basis} is kept for what the review states",
    "{?label} of {?title} has her2gc:statedIn {?place}, a place of the review",
}


def test_no_message_calls_another_sources_word_the_reviews() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "shapes").glob("*.ttl"))]
    messages = [message for text in texts for message in MESSAGE.findall(text)]
    assert len(messages) > 500
    of_it = {message for message in messages if re.search(r"\bthe review\b", message)}
    begun = {start for start in OF_THE_REVIEW for message in of_it if message.startswith(start)}
    assert (begun, len(of_it)) == (OF_THE_REVIEW, len(OF_THE_REVIEW))
