"""Find: from a question in words to a stored question and its values, without a network or a model.

Imports: questions, sources, store.
Imported by: cli.
"""

from her2gc.find.match import Guess, guesses

__all__ = ["Guess", "guesses"]
