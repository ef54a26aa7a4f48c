"""SPARQL: queries of a user's own, read-only, in a process that can be killed.

Imports: sources, store.
Imported by: assistants, cli, python, web.
"""
