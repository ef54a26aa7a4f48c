"""Reasoning: the rules, HermiT beside them, and the reasons for what both say."""
