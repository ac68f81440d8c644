"""CSV files in: declared once per kind of record, checked whole, saved whole or not at all. See docs/import.md."""

from importing.loading import Counts, Outcome, load
from importing.problems import Problem

__all__ = ["Counts", "Outcome", "Problem", "load"]
