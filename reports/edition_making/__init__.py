"""Editions as data: the catalogue of sections, new editions laid out from it, and how one takes force."""
