"""Assistants: the graph as a few tools of the Model Context Protocol, each result with place, doubt and origin.

Imports: entities, find, questions, sources, sparql, store, web.
Imported by: cli.
"""
