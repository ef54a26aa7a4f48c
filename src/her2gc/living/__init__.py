"""A living review: what a register says beside the review, and what changed in the answers.

Imports: questions, sources, store.
Imported by: cli.
"""
