"""A Document of invented figures that holds every kind of block, notes, gaps, a wide table and tables over pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from reports.engine.blocks import (
    Attachment,
    BulletItem,
    Bullets,
    Cell,
    Chart,
    Column,
    CrossRef,
    FactRef,
    Figure,
    Highlight,
    Highlights,
    Inline,
    Link,
    Mention,
    Narrative,
    Note,
    PaperHeader,
    Paragraph,
    Provenance,
    ReferenceList,
    Row,
    Section,
    Series,
    Subheading,
    Table,
    Text,
    Tile,
    TileGroup,
    Tiles,
)
from reports.engine.document import Document, Part
from reports.engine.month import Month
from reports.engine.numbering import number
from reports.engine.problems import ProblemLog
from reports.engine.values import MISSING, Value, count, long_date, percentage, short_date, text, working_days

MONTH = Month(2031, 3)
AS_AT = date(2031, 3, 31)
CLAUSE = (
    "the service desk moved to the new case system in the second week of the month and every open case was carried "
    "across with its history, so that the figures of the month are comparable with those of the months before it. "
)


def words(*parts: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline) -> Paragraph:
    return Paragraph(words(*parts))


def note(*parts: str | Inline) -> Note:
    return Note(words(*parts))


def cells(*values: Value | Cell) -> tuple[Cell, ...]:
    return tuple(value if isinstance(value, Cell) else Cell(value) for value in values)


def header() -> PaperHeader:
    return PaperHeader(
        reference="SECP_211_1104_09",
        committee="SEC Panel",
        meeting="SECP 211",
        meeting_date=date(2031, 4, 11),
        action="For Information",
        recommendation="NOTE",
        author="A. N. Author",
        team="Reporting Team",
        issue_date=date(2031, 4, 3),
        attachments=(
            Attachment("Appendix A", "Testing notifications", "amber"),
            Attachment("Appendix B", "A list that is kept elsewhere", "red"),
        ),
    )


def months_figure(ident: str, kind: str, caption: str, series: tuple[Series, ...]) -> Figure:
    categories = tuple(month.short for month in MONTH.window(12))
    chart = Chart(kind, categories, series, "Number", "Month")
    columns = (Column("month", "Month"), *(Column(f"s{n}", one.name, "number") for n, one in enumerate(series)))
    rows = tuple(
        Row(cells(text(category), *(one.values[index] for one in series))) for index, category in enumerate(categories)
    )
    data = Table(f"{ident}-data", caption, columns, rows)
    alt = f"{caption}: twelve months of invented figures, the last of which is the highest."
    return Figure(ident, caption, chart, alt, data, basis="Counted at the end of each month, excluding the DCC.")


def entry_section() -> Section:
    shares = tuple(count(n) for n in (31, 7, 5, 88, 60))
    names = ("Large Suppliers", "Electricity Networks", "Gas Networks", "Small Suppliers", "Other SEC Parties")
    groups = Figure(
        "voting-groups",
        "Voting Groups by Party Category (excluding the DCC)",
        Chart("bars", names, (Series("Voting Groups", shares),), "Voting Groups"),
        "Bars of Voting Groups by Party Category. Small Suppliers are the most, with 88 of 191.",
        Table(
            "voting-groups-data",
            "Voting Groups by Party Category",
            (Column("category", "Party Category"), Column("groups", "Voting Groups", "number")),
            (
                *(Row(cells(text(name), share)) for name, share in zip(names, shares, strict=True)),
                Row(cells(text("Total"), count(191)), total=True),
            ),
        ),
        provenance=Provenance("parties.queries.voting_groups", AS_AT, "voting-groups-1"),
    )
    opening = Narrative(
        "parties-text",
        (
            paragraph(
                "There are ",
                FactRef("parties.count", count(1204)),
                " Parties in ",
                FactRef("parties.voting_groups", count(191)),
                " Voting Groups, excluding the DCC",
                note("The DCC is a Party by statute and belongs to no Voting Group."),
                ". ",
                CrossRef("voting-groups"),
                " shows them by category; ",
                CrossRef("meetings"),
                " lists the month's meetings.",
            ),
        ),
    )
    changes = Table(
        "changes",
        "Parties that entered or left the SEC",
        (Column("event", "Event", width=18), Column("party", "Party"), Column("category", "Party Category", width=28)),
        (
            Row(cells(text("Acceded"), text("Brightwick & Sons <Energy> Limited"), text("Small Suppliers"))),
            Row(
                cells(
                    text("Expelled"),
                    Cell(text("Dunmere Power plc"), notes=(note("Expelled by the Panel under SEC Section M8."),)),
                    text("Other SEC Parties"),
                )
            ),
        ),
    )
    empty = Table(
        "withdrawals",
        "Withdrawals",
        (Column("party", "Party"), Column("day", "Date", "date")),
        (),
        empty="No Party withdrew in March 2031.",
    )
    return Section(
        "entry",
        "Market entry, exit and updates",
        children=(
            Section("parties", "SEC Parties", (opening, groups)),
            Section("changes-section", "Market entry and exit", (movements(), changes, empty)),
        ),
    )


def movements() -> Figure:
    joined = tuple(count(n) for n in (2, 0, 1, 3, 0, 2, 1, 1, 0, 4, 2, 1))
    left = tuple(MISSING if n == 4 else count(n % 3) for n in range(12))
    series = (Series("Accessions", joined), Series("Withdrawals", left))
    return months_figure("movements", "columns", "Accessions and withdrawals", series)


def snapshot() -> Tiles:
    def tile(label: str, value: Value) -> Tile:
        return Tile(label, value, f"sample.{label.lower().replace(' ', '_')}")

    return Tiles(
        "snapshot-tiles",
        (
            TileGroup("Security", (tile("Compliance", percentage(1, 1)), tile("Initial assessments", count(5)))),
            TileGroup(
                "Modifications",
                (
                    tile("New modifications raised", count(4)),
                    tile("Modifications open", count(57)),
                    tile("Modifications implemented", MISSING),
                ),
            ),
            TileGroup(
                "Committee Support",
                (
                    tile("Meeting notices issued 5 WD in advance", percentage(1, 1)),
                    tile("Minutes issued within 5 WD of the meeting", percentage(13, 14)),
                    tile("Meetings held", count(14)),
                ),
            ),
            TileGroup("Party Engagement", (tile("Newsletters sent", count(3)), tile("Accessions", count(1)))),
            TileGroup("Technical Operations", (tile("CPL versions", count(6)), tile("CPL entries removed", count(0)))),
        ),
    )


def highlights() -> Highlights:
    return Highlights(
        "highlights-list",
        (
            Highlight("Party Engagement", words("we held a webinar on ", Text("entry", bold=True), " and " + CLAUSE)),
            Highlight(
                "Change Management",
                words(
                    "we manage ",
                    FactRef("modifications.open", count(57)),
                    " open proposals, among them ",
                    Mention("MP901", "MP901", "Meter reading & storage", "/modifications/MP901/"),
                    note("Raised as ", Mention("DP901", "DP901"), "; see ", Link("the register", "/register/"), "."),
                    ".",
                ),
            ),
            Highlight("Security and Privacy", words("the sub-group met ", Text("twice", italic=True), "; " + CLAUSE)),
        ),
    )


def modifications_section() -> Section:
    first = date(2030, 1, 6)
    rows = tuple(
        Row(
            cells(
                Cell(text(f"MP{800 + n}"), href=f"/modifications/MP{800 + n}/"),
                text(f"Invented change number {n} to the arrangements for {'meters' if n % 3 else 'devices in homes'}"),
                long_date(first + timedelta(days=9 * n)),
                Cell(
                    MISSING if n == 7 else working_days(12 + n),
                    mark="over target" if n % 11 == 5 else "",
                    notes=(note(f"Returned after a request for information on {short_date(first).display}."),)
                    if n in (3, 30, 52)
                    else (),
                ),
            )
        )
        for n in range(64)
    )
    assessments = Table(
        "assessments",
        "DCC Assessments completed in the last 12 months",
        (
            Column("reference", "Modification", width=16),
            Column("title", "Title"),
            Column("accepted", "Accepted", "date", 22),
            Column("duration", "Duration", "number", 16),
        ),
        (*rows, Row(cells(text("Average"), text(""), text(""), working_days(Decimal("41.5"))), total=True)),
        basis="Durations count weekdays, with the day accepted and the day returned; bank holidays are not taken out.",
        provenance=Provenance("modifications.queries.assessments", AS_AT, "published-weekdays"),
        group="dcc",
    )
    stages = months_figure(
        "stages",
        "stacked",
        "Proposals going through the process",
        (
            Series("Development Stage", tuple(count(20 + n) for n in range(12))),
            Series("Refinement Process", tuple(count(14 + n % 5) for n in range(12))),
            Series("Report Phase", tuple(count(6 + n % 3) for n in range(12))),
        ),
    )
    decided = ReferenceList(
        "decided",
        "Decisions of the Change Board",
        words("The Change Board voted on two proposals:"),
        (
            BulletItem(
                words(Mention("MP811", "MP811", "Invented change", "/modifications/MP811/"), " was approved"),
                (BulletItem(words("to be implemented in the June 2031 SEC Release")),),
            ),
            BulletItem(words(Mention("MP812", "MP812", "Another change"), " was rejected.")),
        ),
        "No proposal was decided.",
    )
    none = ReferenceList("deferred", "Deferred", (), (), "No proposal was deferred.")
    return Section("modifications", "Modifications", (stages, decided, none, assessments), page_break=True)


def narrative() -> Narrative:
    return Narrative(
        "operations-text",
        (
            Subheading(words("Case handling")),
            *(
                paragraph(f"In week {n} of the month ", CLAUSE, CLAUSE, note(f"Counted on Friday of week {n}."), CLAUSE)
                for n in range(1, 7)
            ),
            Subheading(words("Next steps")),
            Bullets(
                (
                    BulletItem(words("review the figures with the teams;"), (BulletItem(words("by ", Text("April"))),)),
                    BulletItem(words("see ", Link("the guidance", "https://example.org/guidance"), ".")),
                )
            ),
        ),
    )


def helpdesk() -> Table:
    months = MONTH.window(13)
    topics = ("Applications", "Sub-Committees", "Contact information", "Modifications", "Training days and seminars")
    rows = tuple(
        Row(cells(text(topic), *(MISSING if (n, m) == (2, 6) else count((n * 7 + m * 3) % 29) for m in range(13))))
        for n, topic in enumerate(topics)
    )
    total = Row(cells(text("Total"), *(MISSING if m == 6 else count(60 + m) for m in range(13))), total=True)
    columns = (Column("topic", "Topic", width=18), *(Column(m.iso, m.short, "number") for m in months))
    return Table("helpdesk", "Helpdesk e-mails by topic, 13 months", columns, (*rows, total), wide=True)


def meetings() -> Table:
    first = date(2031, 3, 1)
    rows = tuple(
        Row(
            cells(
                long_date(first + timedelta(days=2 * n)),
                text(f"Working Group {n + 1}"),
                Cell(text(f"MP{800 + n}, MP{840 + n}"), href=f"/meetings/{n}/"),
            )
        )
        for n in range(14)
    )
    columns = (Column("day", "Date", "date", 22), Column("meeting", "Meeting"), Column("about", "Discussed", width=30))
    return Table("meetings", "Meetings held in March 2031", columns, rows)


def body() -> Part:
    purpose = Narrative("purpose-text", (paragraph("This paper gives the Panel the month's figures."),))
    ask = Narrative("ask-text", (paragraph("The Panel is asked to ", Text("NOTE", bold=True), " this paper."),))
    nothing = Figure(
        "no-data",
        "Website visits",
        Chart("lines", ("Feb 31", "Mar 31"), (Series("Visits", (MISSING, MISSING)),), "Visits"),
        "A chart without data.",
        Table(
            "no-data-data",
            "Website visits",
            (Column("month", "Month"), Column("visits", "Visits", "number")),
            (Row(cells(text("Feb 31"), MISSING)), Row(cells(text("Mar 31"), MISSING))),
        ),
    )
    return Part(
        "body",
        "Operations Report",
        "white",
        (
            Section("purpose", "Purpose", (purpose,)),
            Section("recommendation", "Recommendation", (ask,)),
            Section("highlights", "Highlights of March 2031", (highlights(),)),
            entry_section(),
            Section("snapshot", "March 2031 snapshot", (snapshot(),)),
            modifications_section(),
            Section("operations", "Operations", (narrative(), nothing)),
            Section("helpdesk-section", "Helpdesk", (Narrative("hd", (paragraph("By topic."),)), helpdesk())),
            Section("meetings-section", "Meetings", (meetings(),)),
        ),
    )


def appendix() -> Part:
    table = Table(
        "testing",
        "Testing completions since the last Panel meeting",
        (Column("party", "Party"), Column("test", "Test", width=16), Column("day", "Date", "date", 24)),
        (
            Row(
                cells(
                    Cell(text("Ferncastle Metering Limited"), notes=(note("Witnessed remotely."),)),
                    text("UEPT"),
                    long_date(date(2031, 3, 12)),
                )
            ),
        ),
    )
    text_block = Narrative("testing-text", (paragraph("See also ", CrossRef("meetings"), " of the report."),))
    return Part("appendix-a", "Testing notifications", "amber", (Section("tests", "Completions", (text_block, table)),))


def document(*, with_appendix: bool = True) -> Document:
    """The sample, numbered, with every reference resolved."""
    problems = ProblemLog()
    parts = (body(), appendix()) if with_appendix else (body(),)
    numbered = number(
        Document(
            report="operations",
            edition="sample",
            month=MONTH,
            title="Operations Report",
            header=header(),
            parts=parts,
            classification_sentence="This paper may be shared with the public, subject to copyright.",
            notices=("The records behind this report are samples and stand in for real ones.",),
        ),
        problems,
    )
    assert not problems.found
    return numbered
