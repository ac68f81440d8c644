"""CSV files in: declared once per kind of record, checked whole, saved whole or not at all. See docs/import.md."""

from importing.exporting import export
from importing.loading import BlankedCell, Counts, Outcome, PreviewCell, PreviewRow, load
from importing.problems import Problem
from importing.registry import templates

__all__ = ["BlankedCell", "Counts", "Outcome", "PreviewCell", "PreviewRow", "Problem", "export", "load", "templates"]
