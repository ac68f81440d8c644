"""The registers there are, in the order in which they are listed, and the pages of single records."""

from __future__ import annotations

from django.urls import URLPattern, path

from readers.registers.assessments import AssessmentRegister
from readers.registers.base import Register
from readers.registers.life_page import modification_page
from readers.registers.modifications import ModificationRegister
from readers.registers.parties import PartyRegister

REGISTERS: tuple[Register, ...] = (PartyRegister(), ModificationRegister(), AssessmentRegister())
RECORD_PAGES: tuple[URLPattern, ...] = (path("modifications/<str:reference>/", modification_page, name="modification"),)
