"""Stored questions: header, values, rows, what touches a row, the answer, and how a person sees it.

Imports: sources, store.
Imported by: assistants, cli, entities, export, find, living, plot, python, sparql, web.
"""
