"""Limits by which figures are judged."""

FEW_EVENTS = 0.10
"""Share of the patients below which the implied number of events is implausible where medians are printed."""
