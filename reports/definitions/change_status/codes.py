"""The committees that the edition asks for, by the codes their records must have."""

from __future__ import annotations

from reports.definitions.shared import codes as shared

CSC = shared.CSC
CHANGE_BOARD = shared.CHANGE_BOARD
WORKING_GROUP = "working-group"
