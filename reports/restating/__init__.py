"""Restatements: past months' figures that are others now than what was published for them."""
