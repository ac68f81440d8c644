"""The committees that more than one report asks for, by the codes their records must have."""

from __future__ import annotations

CSC = "csc"
CHANGE_BOARD = "change-board"
