"""The library: every paper there is, by kind, month and meeting, as each reader may know of it."""
