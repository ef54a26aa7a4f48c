"""The store: the graph built from the sources, closed by rules, cached, opened or asked elsewhere; names and IRIs.

Imports: sources.
Imported by: assistants, checks, cli, entities, export, find, living, plot, python, questions, sparql, web.
"""
