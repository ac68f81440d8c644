"""The End of Regulatory Year Report: its editions, and one short builder for each block."""

from reports.definitions.regulatory_year.edition_2020 import EDITION_2020

EDITIONS = (EDITION_2020,)

__all__ = ["EDITIONS"]
