"""HER2-positive gastric cancer, one review, as a graph that answers questions."""

__version__ = "0.1.0"
