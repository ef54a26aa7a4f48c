"""Checks: shapes (validate), contradictions (reason), the print (audit), the vocabulary (lint).

Imports: sources, store.
Imported by: cli, plot.
"""
