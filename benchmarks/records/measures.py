"""Every measure of the Operations Report, for every month."""

from __future__ import annotations

from benchmarks.records.span import Rows, Span, chance
from measures.models import Measure, MeasureCategory, MeasureGroup, Observation, RankedEntry, Unit
from reports.engine.month import Month

TOPICS = (
    "applications",
    "sub-committees",
    "consultation-correspondence",
    "contact-info",
    "general-queries",
    "panel-and-board",
    "modifications",
    "user-cio-assessments",
    "party-and-rdp-signifiers",
    "training-days-and-seminars",
    "other",
)
USERS = (
    "network-parties",
    "small-suppliers",
    "large-suppliers",
    "beis-dcc-ofgem",
    "committee-members",
    "other-sec-parties",
)
LISTS = ("cpl", "ppcl", "epcl", "dpl")
DRIVERS = tuple(f"driver-{number}" for number in range(1, 13))

_MEASURES: tuple[tuple[MeasureGroup, dict[str, tuple[str, ...]]], ...] = (
    (
        MeasureGroup.SECURITY,
        {
            "security-initial-validations": (),
            "security-statuses-set": ("assurance", "compliance"),
            "security-parties-assessed": (),
            "security-compliance": (),
        },
    ),
    (MeasureGroup.HELPDESK, {"helpdesk-emails": TOPICS, "telephone-queries": ()}),
    (MeasureGroup.NEWSLETTER, {"newsletters-issued": (), "newsletter-subscribers": (), "newsletter-views": ()}),
    (MeasureGroup.WEBSITE, {"website-visits": (), "website-page-views": ()}),
    (MeasureGroup.CODEWORKS, {"codeworks-users": USERS, "codeworks-registrations": ()}),
    (
        MeasureGroup.PRODUCT_LISTS,
        {
            "product-list-versions": LISTS,
            "cpl-entries": (),
            "cpl-removals": (),
            "new-webpage-lists": ("ppcl", "epcl"),
        },
    ),
    (MeasureGroup.RESOURCE_DAYS, {"resource-days": DRIVERS}),
    (MeasureGroup.SMDA, {"smda-devices": ()}),
)
_UNITS = {"security-compliance": (Unit.PERCENT, 0), "resource-days": (Unit.DAYS, 1)}


def make_measures(rows: Rows, span: Span) -> None:
    expected = [
        (measure, category)
        for group, measures in _MEASURES
        for code, codes in measures.items()
        for measure in [_measure(rows, code, group)]
        for category in _categories(rows, measure, codes)
    ]
    rows.extend(
        Observation(measure=measure, category=category, month=month.first, value=_number(measure, category, month))
        for measure, category in expected
        for month in span.months
    )
    pages = rows.add(Measure(code="website-top-pages", name="Top pages", group=MeasureGroup.WEBSITE, ranked=True))
    rows.extend(
        RankedEntry(measure=pages, month=month.first, rank=rank, label=f"Page {rank} of the website")
        for month in span.months
        for rank in range(1, 6)
    )
    rows.store()


def _measure(rows: Rows, code: str, group: MeasureGroup) -> Measure:
    unit, decimals = _UNITS.get(code, (Unit.COUNT, 0))
    return rows.add(Measure(code=code, name=_name(code), group=group, unit=unit, decimals=decimals))


def _categories(rows: Rows, measure: Measure, codes: tuple[str, ...]) -> list[MeasureCategory] | list[None]:
    made = [
        rows.add(MeasureCategory(measure=measure, code=code, name=_name(code), position=place))
        for place, code in enumerate(codes)
    ]
    return made or [None]


def _name(code: str) -> str:
    return code.replace("-", " ").capitalize()


def _number(measure: Measure, category: MeasureCategory | None, month: Month) -> int:
    return chance("number", measure.code, category.code if category else "", month.iso).randrange(5, 100)
