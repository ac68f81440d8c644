"""What the interface answers with, and what it may be asked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from reports.engine.month import Month

LONGEST_PAGE, FARTHEST = 100, 10_000


def _a_month(text: str) -> str:
    Month.parse(text)
    return text


def _a_day(text: str) -> str:
    date.fromisoformat(text)
    return text


MonthText = Annotated[
    str, Field(pattern=r"^[12]\d{3}-(0[1-9]|1[0-2])$", examples=["2021-09"]), AfterValidator(_a_month)
]
DayText = Annotated[str, Field(pattern=r"^[12]\d{3}-\d\d-\d\d$", examples=["2021-10-20"]), AfterValidator(_a_day)]
KindText = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,20}$", examples=["operations"])]
Words = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]
State = Literal["Published", "Superseded", "Withdrawn"]
Number = Annotated[float, Field(description="The nearest number that JSON readers hold.")]


class Paging(Schema):
    limit: int = Field(50, ge=1, le=LONGEST_PAGE, description="How many at most.")
    offset: int = Field(0, ge=0, le=FARTHEST, description="How many to pass over.")


class ReportsAsked(Paging):
    kind: KindText | None = Field(None, description="The kind of report.")
    since: MonthText | None = Field(None, description="The first month.")
    until: MonthText | None = Field(None, description="The last month.")


class FactsAsked(Paging):
    q: Words | None = Field(None, description="Words, each of them in the key or the label, in any order.")


class SeriesAsked(Schema):
    report: KindText | None = Field(None, description="The kind of report whose papers to read.")
    since: MonthText | None = Field(None, description="The first month.")
    until: MonthText | None = Field(None, description="The last month.")
    as_known_at: DayText | None = Field(
        None, description="For each month, the version that stood by the end of this day; without it, the latest."
    )


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = Field(None, description="Each parameter that is wrong, and why.")


class Version(Schema):
    version: int
    state: State
    reference: str = Field(description="The paper reference.")
    title: str
    classification: str
    issued: str = Field(description="The issue date, as 2021-10-08.")
    published_at: str = Field(description="ISO 8601, in UTC.")
    page: str = Field(description="The address of its page, for people.")
    url: str = Field(description="Its address here.")


class Report(Schema):
    kind: str
    month: str
    versions: list[Version] = Field(description="Newest first.")


class Reports(Schema):
    count: int
    next: str | None = Field(description="The address of the next page.")
    items: list[Report]


class File(Schema):
    part: str = Field(description='"" for the paper itself, else the part that stands apart.')
    title: str
    kind: str
    name: str
    content_type: str
    classification: str
    pages: int | None
    size: int = Field(description="Bytes.")
    sha256: str
    url: str


class TableListed(Schema):
    id: str
    part: str
    title: str
    classification: str
    url: str


class VersionWhole(Version):
    kind: str
    month: str
    withdrawn_because: str | None = Field(description="Of a version that was withdrawn, whose files are not served.")
    files: list[File]
    tables: list[TableListed]


class Column(Schema):
    heading: str
    unit: str


class Table(Schema):
    """As it was published. A cell without a value is null: it is missing, which is not zero."""

    id: str
    name: str
    caption: str
    classification: str
    columns: list[Column]
    rows: list[list[int | float | str | None]]
    notes: list[str]


class Fact(Schema):
    fact: str = Field(description="Its key.")
    label: str
    unit: str
    rule: str = Field(description="What it counts, in words; blank for a figure that is measured and entered.")
    first_month: str
    last_month: str
    months: int
    url: str


class Facts(Schema):
    count: int
    next: str | None
    items: list[Fact]


class Revision(Schema):
    """What a later paper prints for the month instead, and why."""

    now: str = Field(description="As the later paper prints it.")
    reason: str
    classification: str = Field(description="Of the part that says so.")
    page: str = Field(description="The address of the later paper.")


class Point(Schema):
    """A month's figure as a published version prints it; of one that was withdrawn, nothing."""

    month: str
    report: str
    version: int
    state: State
    classification: str
    published_at: str
    value: Number | None
    exact: str | None = Field(description="The number in full.")
    display: str | None = Field(description="As it is printed.")
    page: str
    revised: Revision | None = Field(description="Where a later paper marks this figure as revised.")


class Series(Schema):
    """A month without a point is one that no paper which you may read prints the figure for: it is not zero."""

    model_config = ConfigDict(extra="forbid")

    fact: str
    label: str
    unit: str
    rule: str
    as_known_at: str | None
    points: list[Point]
