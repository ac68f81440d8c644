"""The Sub-Committee Report: its editions, and one short builder for each block."""

from reports.definitions.sub_committee.edition_2018 import EDITION_2018

EDITIONS = (EDITION_2018,)

__all__ = ["EDITIONS"]
