"""The door for Python: load the graph, ask it, show an entity.

Imports: entities, find, questions, sources, sparql, store.
Imported by: the package itself, when it is first asked for a graph.
"""
