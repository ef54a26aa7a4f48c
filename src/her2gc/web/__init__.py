"""The web face: pages as functions from the graph to a document, shown by a server or written as a site.

Imports: entities, export, find, plot, questions, sources, sparql, store.
Imported by: assistants, cli.
"""
