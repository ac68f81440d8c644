"""A paper whose notes are called directly behind figures: in text, in a table and in a heading, and two of them in a
row."""

from __future__ import annotations

from dataclasses import replace

from reports.engine.blocks import Block, Cell, Column, FactRef, Narrative, Note, Row, Subheading, Table, Text
from reports.engine.values import count
from tests.reports.renderers.sample import note, paragraph


def called(number: int) -> Note:
    return replace(note(f"Note {number} says so."), number=number)


def noted_figures() -> tuple[Block, ...]:
    """Each figure is 777, and its note has the number of its place."""
    figure = FactRef("seen", count(777))
    prose = Narrative(
        "prose",
        (
            paragraph("Of these ", figure, called(1), " are open and ", figure, called(2), called(3), "."),
            Subheading((Text("Open: "), figure, called(4))),
            paragraph("Below."),
        ),
    )
    columns = (Column("what", "What"), Column("many", "How many", "number"), Column("when", "When", "date"))
    cells = (Cell(count(777), notes=(called(5),)), Cell(count(777), notes=(called(6), called(7))))
    return prose, Table("noted", "Noted", columns, (Row((*cells, Cell(count(777), notes=(called(8),)))),))


GLUED = r"777\d"
APART = r"777\s[1-8]"
