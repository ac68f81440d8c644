"""What is told of a publication as it is written, to who keeps something beside it."""

from django.dispatch import Signal

published = Signal()
"""Sent with the `publication`, all of whose files are written, inside the transaction: what a receiver writes is
written with it or not at all, and a receiver that fails undoes it."""
