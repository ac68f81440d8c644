"""The Operations Group's review of what the DCC reports: when each came, what it held, and what was observed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from meetings.queries import DeliveryRow, FigureRow
from modifications.working_days import SEC_WORKING_DAYS
from reports.definitions.context import MonthContext
from reports.definitions.words import so_many
from reports.engine.blocks import Cell, Column, FactRef, Inline, Narrative, Paragraph, Table, Text
from reports.engine.tables import Entry, table
from reports.engine.values import MISSING, NOT_MEASURED, Value, long_date, short_date, text
from reports.engine.words import figure_in_words
from reports.facts.dcc_reports import Side, figure_key

DCC_REPORTING = "dcc-reporting"
_TOLD = "dcc-reports-told"
_BASIS = (
    "A Working Day (WD) is any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England "
    "and Wales."
)


def reviewed(ctx: MonthContext) -> Narrative:
    """How many reports were to be reviewed, and how they came."""
    if ctx.reads.deliveries_due is None:
        message = "The bank holidays of the time are not entered: nobody can tell which of the DCC’s reports were due."
        ctx.problems.error("deliveries.calendar", message, section=DCC_REPORTING, block=_TOLD)
    one, many = (f"{words} reviewed in {ctx.month.label}: " for words in ("report was", "reports were"))
    said: list[Inline] = list(so_many(ctx, "dcc_reports.due", f"DCC {one}", f"DCC {many}"))
    said += [_in_words(ctx, "dcc_reports.in_time"), Text(" came on time and "), _in_words(ctx, "dcc_reports.late")]
    said.append(Text(" late."))
    if ctx.fact("dcc_reports.not_delivered").raw:
        said += Text(" "), *so_many(ctx, "dcc_reports.not_delivered", "has not come.", "have not come.")
    return Narrative(_TOLD, (Paragraph(tuple(said)),))


def review(ctx: MonthContext) -> Table:
    """Each report against the clause that says when it is due, and the one that says what it holds."""
    columns = (
        Column("report", "Report", width=19),
        Column("delivery", "When it is due", width=21),
        Column("delivered", "Delivered", width=13),
        Column("content", "Content", width=11),
        Column("observations", "Observations", width=36),
    )
    return table(
        "dcc-reports",
        f"Reports of the DCC reviewed in {ctx.month.label}",
        columns,
        [*map(_review_row, ctx.reads.deliveries_due or ()), *_not_entered(ctx)],
        basis=_BASIS,
        empty="No report of the DCC was to be reviewed.",
        provenance=ctx.provenance("meetings.deliveries_due", SEC_WORKING_DAYS.name),
    )


def volumes(ctx: MonthContext) -> Table:
    """The figures in those reports, with what was forecast of some."""
    order = {row.id: place for place, row in enumerate(ctx.reads.deliveries_due or ())}
    figures = sorted(ctx.reads.figures_delivered, key=lambda figure: order[figure.delivery_id])
    columns = (
        Column("figure", "Figure", width=40),
        Column("actual", "Actual", "number", width=15),
        Column("forecast", "Forecast", "number", width=15),
        Column("variance", "Variance", "number", width=15),
        Column("share", "Against forecast", "number", width=15),
    )
    return table(
        "dcc-figures",
        "Figures in the reports of the DCC, actual against forecast",
        columns,
        [_figure_row(ctx, figure) for figure in figures],
        basis="The variance is the actual figure less the forecast one. A dash stands where nothing is forecast.",
        empty="No figure of these reports has been entered.",
        provenance=ctx.provenance("meetings.figures_of"),
    )


def nothing_to_review(ctx: MonthContext) -> Table:
    """What the DCC owes at other times."""
    due = {row.report_code for row in (*(ctx.reads.deliveries_due or ()), *(ctx.reads.deliveries_not_entered or ()))}
    rows = [
        (
            row.name,
            f"{row.frequency.capitalize()}, {row.due_words}",
            f"SEC {row.delivery_clause}",
            _content(row.content_clause),
        )
        for row in ctx.reads.reports_owed
        if row.code not in due
    ]
    return table(
        "dcc-reports-not-due",
        f"Reports of the DCC with nothing to review in {ctx.month.label}",
        (
            Column("report", "Report", width=34),
            Column("due", "When it is due", width=36),
            Column("clause", "Delivery clause", width=15),
            Column("content", "Content clause", width=15),
        ),
        rows,
        basis=_BASIS,
        empty="Every report that the DCC owes was to be reviewed.",
        provenance=ctx.provenance("meetings.reports_owed"),
    )


def _review_row(row: DeliveryRow) -> tuple[Entry, ...]:
    due = f" By {long_date(row.due_on).display}." if row.due_on else ""
    return (
        _named(row.report, row.period),
        f"SEC {row.delivery_clause}: {row.frequency}, {row.due_words}.{due}",
        _delivered(row),
        _content(row.content_clause),
        row.observation or "None.",
    )


def _not_entered(ctx: MonthContext) -> Iterator[tuple[Entry, ...]]:
    """What nobody has entered is not said to have come, nor to have stayed out."""
    for row in ctx.reads.deliveries_not_entered or ():
        due = f"By {long_date(row.due_on).display}." if row.day_named else "No day named."
        yield _named(row.report, row.period), due, MISSING, "–", MISSING


def _named(report: str, period: date) -> str:
    return f"{report}, {period:%B %Y}"


def _content(clause: str) -> str:
    return f"SEC {clause}" if clause else "–"


def _delivered(row: DeliveryRow) -> Cell:
    if row.delivered_on is None:
        return Cell(text("Not delivered"))
    late = row.working_days_late
    return Cell(short_date(row.delivered_on), mark=f"{late} WD late" if late else "on time")


def _figure_row(ctx: MonthContext, figure: FigureRow) -> tuple[Entry, ...]:
    sides: tuple[Side, ...] = ("actual", "forecast", "variance", "variance_share")
    return figure.label, *(_side(ctx, figure, side) for side in sides)


def _side(ctx: MonthContext, figure: FigureRow, side: Side) -> Entry:
    if side != "actual" and figure.forecast is None:
        return NOT_MEASURED
    return ctx.cell(figure_key(figure, side))


def _in_words(ctx: MonthContext, key: str) -> FactRef:
    value = ctx.fact(key)
    if value.is_missing:
        return FactRef(key, value)
    return FactRef(key, Value(value.raw, "none" if value.raw == 0 else figure_in_words(value.display)))
