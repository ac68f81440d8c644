"""Files in: declared once per kind of record, checked whole, saved whole or not at all. See docs/import.md."""
