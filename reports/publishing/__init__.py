"""A report frozen for good: its files made once, kept as they are, served as stored, and checked against themselves."""
