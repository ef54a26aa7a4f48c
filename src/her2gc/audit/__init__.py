"""The audit: places found again in the review's text, figures recomputed, gaps and doubts listed."""
