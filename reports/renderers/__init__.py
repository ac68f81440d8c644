"""A Document as HTML and as PDF. Nothing here asks the database anything."""
