"""The text of a report's sections as staff write it: saving, versions, presence, and what is found by typing."""
