"""The library: what was published, when what comes next is due, and how to be told."""
