"""Beside the library: the meetings to come with the days their papers are due, and what is published as feeds."""
