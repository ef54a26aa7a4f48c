"""Entities: all that is known of one, and what it is called in outside vocabularies.

Imports: questions, sources, store.
Imported by: assistants, cli, python, web.
"""
