"""The registers there are, in the order in which they are listed, and the pages of single records."""

from __future__ import annotations

from django.urls import URLPattern

from readers.registers.base import Register
from readers.registers.parties import PartyRegister

REGISTERS: tuple[Register, ...] = (PartyRegister(),)
RECORD_PAGES: tuple[URLPattern, ...] = ()
