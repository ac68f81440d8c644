"""Registers of the records behind the papers, as at a day, and the page of a modification's life."""
