"""Following a modification or a report by mail."""
