"""Blocks, and pieces of them, that the reports have in common."""
