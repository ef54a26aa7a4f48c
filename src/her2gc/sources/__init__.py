"""Sources: where the files lie and which named graph is the home of each, prefixes, Turtle, SSSOM, printed figures.

Imports: no other room.
Imported by: assistants, checks, cli, entities, export, find, living, plot, python, questions, sparql, store, web.
"""
