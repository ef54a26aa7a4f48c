"""What is known of the review itself, for all who name their source: its text bears no name."""

UNNAMED = (
    "one review article whose text bears no title, authors, journal or year; no source for them was found"
)
