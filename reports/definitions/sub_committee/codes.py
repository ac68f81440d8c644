"""The committees that this report tells of, by the codes their records must have."""

from __future__ import annotations

OPSG = "opsg"
SSC = "ssc"
SMKI_PMA = "smki-pma"
TABASC = "tabasc"
TAG = "tag"

ALL = (OPSG, SSC, SMKI_PMA, TABASC, TAG)
