"""The Change Status Report: its editions, and one short builder for each block."""

from reports.definitions.change_status.edition_2020 import EDITION_2020

EDITIONS = (EDITION_2020,)

__all__ = ["EDITIONS"]
