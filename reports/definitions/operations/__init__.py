"""The Operations Report: its editions, and one short builder for each block."""

from reports.definitions.operations.edition_2021 import EDITION_2021

EDITIONS = (EDITION_2021,)

__all__ = ["EDITIONS"]
