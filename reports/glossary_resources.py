"""The CSV template of the glossary."""

from __future__ import annotations

from importing.columns import Text, YesNo
from importing.dates import Date
from importing.template import Template
from reports.models import Abbreviation

ABBREVIATIONS = Template(
    name="abbreviations",
    about="What an abbreviation stands for, from a day on. Those of committees stand with the committees.",
    model=Abbreviation,
    key=("short", "since"),
    columns=(
        Text(name="short", help="The abbreviation as the text has it.", example="DMC"),
        Text(name="stands_for", help="Its words, as reports print them.", example="Device Model Combination"),
        Text(
            name="plural",
            help="What several are called. Blank where an s at the end does.",
            example="Device Model Combinations",
        ),
        Date(name="since", help="The first day from which it stands for this.", example="2013-09-23"),
        YesNo(
            name="well_known",
            help="Whether every reader knows it: it is then never spelt out in the text, only in a printed glossary.",
            example="no",
        ),
    ),
)
