"""The registers there are, in the order in which they are listed, and the pages of single records."""

from __future__ import annotations

from django.urls import URLPattern, path

from readers.registers.actions import ActionRegister
from readers.registers.assessments import AssessmentRegister
from readers.registers.base import Register
from readers.registers.life_page import modification_page
from readers.registers.meeting import meeting_page
from readers.registers.meetings import MeetingRegister
from readers.registers.modifications import ModificationRegister
from readers.registers.parties import PartyRegister
from readers.registers.party import party_page
from readers.registers.release import release_page
from readers.registers.releases import ReleaseRegister, VersionRegister

REGISTERS: tuple[Register, ...] = (
    PartyRegister(),
    ModificationRegister(),
    AssessmentRegister(),
    MeetingRegister(),
    ActionRegister(),
    ReleaseRegister(),
    VersionRegister(),
)
RECORD_PAGES: tuple[URLPattern, ...] = (
    path("parties/<slug:code>/", party_page, name="party"),
    path("modifications/<str:reference>/", modification_page, name="modification"),
    path("meetings/<str:name>/", meeting_page, name="meeting"),
    path("releases/<slug:slug>/", release_page, name="release"),
)
