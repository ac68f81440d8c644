"""The month page as plain data: read in a fixed number of queries, and without building the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from access import policy
from access.classification import Classification, highest
from access.models import User
from access.policy import Reader
from modifications.calendars import sec_calendar
from modifications.working_days import CalendarError, WorkingCalendar
from reports.building import parts_of
from reports.desk.deadlines import DATA_CUT, MEETING, PAPERS, SIGN_OFF, Step, steps_to
from reports.desk.duties import name_of, possible_owners
from reports.desk.gaps import Gap, Question
from reports.desk.mends import Mend
from reports.desk.missing import gaps_of
from reports.desk.outline import Place, outline
from reports.desk.runs import LastRun, last_run
from reports.desk.texts import TextState, text_states
from reports.editions import edition_of
from reports.models import Deadline, DraftPaper, OpenItem, Publication, Report, SectionState
from reports.models.paper import OF_THE_PAPER
from reports.queries import papers_for
from reports.review.closing import correction_in_hand, last_published


@dataclass(frozen=True, slots=True)
class OfferedGap:
    """A gap as one person sees it: `mends` are those they may use."""

    message: str
    mends: tuple[Mend, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """A section on the desk. A heading has no owner, state or gaps, and is nobody's. One that is `closed` stands in an
    appendix that the person may not read."""

    place: Place
    owner: User | None
    state: SectionState
    mine: bool
    may_set: bool
    text: TextState | None
    gaps: tuple[OfferedGap, ...]
    errors: int
    warnings: int
    closed: bool = False

    @property
    def ready(self) -> bool:
        return self.state == SectionState.READY

    @property
    def states(self) -> list[tuple[str, str]]:
        """What it can be set to: value and label, in order."""
        return list(SectionState.choices)

    @property
    def owner_name(self) -> str:
        return name_of(self.owner) if self.owner else ""

    @property
    def lacking(self) -> int:
        """How many things it lacks, a text that is not written among them."""
        return sum(gap.number for gap in self.gaps) + self.unwritten

    @property
    def unwritten(self) -> bool:
        return self.text is not None and not self.text.written


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An open or settled item; `section` is the title of what it concerns, "" for the whole report."""

    item: OpenItem
    section: str
    may_settle: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What one person, or nobody (`owner` None), has to bring."""

    owner: User | None
    sections: int
    unready: int
    lacking: int

    @property
    def name(self) -> str:
        return name_of(self.owner) if self.owner else "Nobody"


@dataclass(frozen=True, slots=True)
class MonthPage:
    """`steps` are none where the calendar does not reach: `gaps` then says so. `published` is the latest version there
    is; `closed` that nobody corrects it: nothing of it is missing then, and nothing is to be done."""

    report: Report
    today: date
    steps: tuple[Step, ...]
    rows: tuple[Row, ...]
    gaps: tuple[OfferedGap, ...]
    items: tuple[ItemRow, ...]
    run: LastRun | None
    paper: DraftPaper | None
    owners: tuple[User, ...]
    may_assign: bool
    may_raise: bool
    may_enter: bool
    earlier: Report | None
    later: Report | None
    published: Publication | None
    closed: bool

    @property
    def owned(self) -> list[Row]:
        return [row for row in self.rows if row.place.owned]

    @property
    def mine(self) -> list[Row]:
        return [row for row in self.rows if row.mine]

    @property
    def ready(self) -> int:
        return sum(row.ready for row in self.owned)

    @property
    def unready(self) -> int:
        return len(self.owned) - self.ready

    @property
    def unready_of_mine(self) -> int:
        return sum(not row.ready for row in self.mine)

    @property
    def unowned(self) -> int:
        return sum(row.owner is None for row in self.owned)

    @property
    def lacking(self) -> int:
        return sum(gap.number for gap in self.gaps) + sum(row.lacking for row in self.owned)

    @property
    def open_items(self) -> list[ItemRow]:
        return [row for row in self.items if row.item.settled_at is None]

    @property
    def settled_items(self) -> list[ItemRow]:
        return [row for row in self.items if row.item.settled_at is not None]

    @property
    def is_over(self) -> bool:
        """Whether the meeting has been: nothing is overdue any more."""
        return self.report.meeting.held_on < self.today

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if not step.is_past), None)

    @property
    def shares(self) -> list[Share]:
        """Who has how much still to bring, most first; nobody's last."""
        found: dict[User | None, list[Row]] = {}
        for row in self.owned:
            found.setdefault(row.owner, []).append(row)
        shares = [
            Share(owner, len(rows), sum(not row.ready for row in rows), sum(row.lacking for row in rows))
            for owner, rows in found.items()
        ]
        return sorted(shares, key=lambda one: (one.owner is None, -one.unready, one.name))

    @property
    def overdue(self) -> list[str]:
        """What a step that is past has left undone, in words; nothing once the meeting has been."""
        return (
            []
            if self.is_over or self.closed
            else [said for step in self.steps if step.is_past for said in self._left_by(step)]
        )

    def _left_by(self, step: Step) -> Iterator[str]:
        since = f"{step.name} was {step.when}, on {step.day:%A %-d %B}"
        if step.code == DATA_CUT and (missing := self.lacking - self._unwritten):
            yield f"{since}: {_number(missing, 'thing')} still missing from the records."
        if step.code == SIGN_OFF and self.unready:
            yield f"{since}: {_number(self.unready, 'section')} {'is' if self.unready == 1 else 'are'} not ready."
        if step.code == PAPERS and self.unready:
            yield f"The papers were due {step.when}, on {step.day:%A %-d %B}: this one is not ready."

    @property
    def _unwritten(self) -> int:
        return sum(row.unwritten for row in self.owned)


def _number(number: int, of: str) -> str:
    return f"{number} {of}{'' if number == 1 else 's'}"


# --- Reading it ---------------------------------------------------------------------------------------


def month_page(report: Report, reader: Reader, today: date) -> MonthPage:
    """The desk of a report as one person sees it. `report` comes with its meeting and committee."""
    calendar = calendar_known()
    places = outline(report.kind, report.covers)
    published = last_published(report)
    closed = published is not None and correction_in_hand(report) is None
    gaps = [] if closed else gaps_of(Question(report, today, calendar, frozenset(one.id for one in places)))
    may_assign = policy.may_assign(reader) and not closed
    earlier, later = _beside(report, reader)
    run = None if closed else last_run(report)
    rows = tuple(_rows(report, places, reader, gaps, run, settled=closed))
    return MonthPage(
        report=report,
        today=today,
        steps=steps_of(report, calendar, today),
        rows=rows,
        gaps=_offered((gap for gap in gaps if not gap.section), reader),
        items=tuple(_items(report, reader, rows)),
        run=run,
        paper=_last_print(report, reader),
        owners=tuple(possible_owners(report)) if may_assign else (),
        may_assign=may_assign,
        may_raise=may_raise(reader),
        may_enter=policy.may_enter_records(reader),
        earlier=earlier,
        later=later,
        published=published,
        closed=closed,
    )


def may_raise(reader: Reader) -> bool:
    """Whether the person may raise an open item: whoever works on a month, not who only reads it."""
    return policy.may_enter_records(reader)


def may_settle(reader: Reader, item: OpenItem, owner_id: int | None) -> bool:
    """Whoever raised it, whoever owns its section, and editors."""
    raised = isinstance(reader, User) and item.raised_by_id == reader.pk and may_raise(reader)
    return raised or policy.may_write_section(reader, owner_id if item.section else None)


def calendar_known() -> WorkingCalendar | None:
    try:
        return sec_calendar()
    except CalendarError:
        return None


def steps_of(report: Report, calendar: WorkingCalendar | None, today: date) -> tuple[Step, ...]:
    before = Deadline.objects.values_list("code", "name", "working_days")
    if calendar is None:
        return ()
    try:
        return steps_to(report.meeting.held_on, before, calendar, today)
    except CalendarError:
        return ()


def _rows(
    report: Report,
    places: Iterable[Place],
    reader: Reader,
    gaps: Iterable[Gap],
    run: LastRun | None,
    *,
    settled: bool,
) -> Iterator[Row]:
    duties = {duty.section: duty for duty in report.duties.select_related("owner")}
    texts = text_states(report)
    lacking: dict[str, list[Gap]] = {}
    for gap in gaps:
        lacking.setdefault(gap.section, []).append(gap)
    closed = _closed_to(reader, report)
    for place in places:
        duty = duties.get(place.id)
        owner = duty.owner if duty else None
        found = run.of(place.id) if run else (0, 0)
        yield Row(
            place=place,
            owner=owner,
            state=SectionState(duty.state) if duty else SectionState.TO_DO,
            mine=place.owned and owner is not None and owner.pk == reader.pk,
            may_set=place.owned and not settled and policy.may_write_section(reader, owner.pk if owner else None),
            text=texts.get(place.id, TextState()) if place.has_text else None,
            gaps=_offered(lacking.get(place.id, ()), reader),
            errors=found[0],
            warnings=found[1],
            closed=place.part in closed,
        )


def _closed_to(reader: Reader, report: Report) -> set[str]:
    """The appendices that the person may not read: they have no page for them."""
    parts = parts_of(edition_of(report.kind, report.covers), report)
    return {part.id for part in parts if not policy.may_read_part(reader, part.classification)}


def word_for(reader: Reader, report: Report) -> Classification:
    """The highest classification of what the person may read of the report, without building it."""
    parts = parts_of(edition_of(report.kind, report.covers), report)
    words = (part.classification.lower() for part in parts if policy.may_read_part(reader, part.classification))
    return highest((report.classification, *words))


def _items(report: Report, reader: Reader, rows: Iterable[Row]) -> Iterator[ItemRow]:
    """What is noted of an appendix is as confidential as that is."""
    places = {row.place.id: row for row in rows}
    for item in report.open_items.select_related("raised_by", "settled_by", "carried_from__report"):
        row = places.get(item.section)
        if row is not None and row.closed:
            continue
        owner_id = row.owner.pk if row and row.owner else None
        yield ItemRow(item, row.place.title if row else item.section, may_settle(reader, item, owner_id))


def _offered(gaps: Iterable[Gap], reader: Reader) -> tuple[OfferedGap, ...]:
    return tuple(
        OfferedGap(gap.message, tuple(mend for mend in gap.mends if mend.offered_to(reader)), gap.number)
        for gap in gaps
    )


def _last_print(report: Report, reader: Reader) -> DraftPaper | None:
    """The latest print of the paper itself: neither of its annex nor of a part that stands apart."""
    prints = papers_for(reader).filter(report=report, file__regex=OF_THE_PAPER)
    return prints.order_by("-printed_at").first()


def _beside(report: Report, reader: Reader) -> tuple[Report | None, Report | None]:
    """The reports of the months before and after that the person may open; two queries."""
    others = policy.visible_to(reader, Report.objects.filter(kind=report.kind))
    earlier = others.filter(month__lt=report.month).order_by("-month").first()
    return earlier, others.filter(month__gt=report.month).order_by("month").first()


__all__ = ["MEETING", "MonthPage", "OfferedGap", "Row", "Share", "month_page"]
