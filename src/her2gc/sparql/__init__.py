"""SPARQL: queries of a user's own, read-only, in a process that can be killed.

Imports: questions, sources, store.
Imported by: assistants, cli, python, web.
"""
