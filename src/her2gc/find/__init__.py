"""Find: from a text in words to an answer, offers or silence, without a network or a model.

Imports: questions, sources, store.
Imported by: assistants, cli, python, web.
"""

from her2gc.find.found import ANSWER, OFFER, SILENT, Found, Named, Offer
from her2gc.find.search import find

__all__ = ["ANSWER", "OFFER", "SILENT", "Found", "Named", "Offer", "find"]
