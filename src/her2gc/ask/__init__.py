"""Ask in words: find the stored question and its parameters from names in the graph, without a network or a model."""

from her2gc.ask.match import Guess, guesses

__all__ = ["Guess", "guesses"]
