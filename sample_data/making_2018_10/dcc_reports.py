"""The DCC's reports as the paper tells of them: their clauses, how each came, the figures in it, what was observed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sample_data.making.tables import Row, Tables

JULY, AUGUST = "2018-07", "2018-08"


@dataclass(frozen=True)
class Owed:
    """`due` is the rule and its Working Days; where the SEC names no day, what it says instead."""

    code: str
    name: str
    clauses: tuple[str, str]
    due: tuple[str, int | str]
    frequency: str = "monthly"


@dataclass(frozen=True)
class Came:
    """`printed` says whether the paper gives the day away: it does of what was late, and says of the others only that
    they were on time."""

    code: str
    period: str
    on: date
    observed: str = ""
    printed: bool = False
    figures: tuple[tuple[str, int, int | None], ...] = ()


OWED = (
    Owed(
        *("performance", "Performance Measurement Report", ("H13.4", "H13.1 and L8.6")),
        ("working_days_after", 25),
    ),
    Owed(
        *("hub-returns", "DCC Responsible Communications Hub Returns Report", ("F9.15", "")),
        *(("no_day", "no day named after the quarter’s end"), "quarterly"),
    ),
    Owed(
        *("network-enhancement", "DCC Network Enhancement Report", ("F7.21", "")),
        *(("no_day", "within a reasonable time of each quarter that ends before 2021"), "quarterly"),
    ),
    Owed(
        "rdp-incidents",
        "Registration Data Provider (RDP) Incident Report",
        ("Appendix AG 2.5.10", "Appendix AG"),
        ("no_day", ""),
    ),
    Owed(
        *("csr-variance", "Certificate Signing Request (CSR) Variance Report", ("L8.9", "L8.9(a)")),
        ("nth_working_day", 10),
    ),
    Owed("sr-variance", "Service Request (SR) Variance Report", ("H3.24", "H3.24"), ("nth_working_day", 10)),
    Owed("problems", "Quarterly Problem Report", ("Appendix AG", "Appendix AG 3.2"), ("no_day", ""), "quarterly"),
)

CAME = (
    Came(
        *("performance", JULY, date(2018, 9, 4)),
        "All Code Performance Measures, and the measures of the Data Service Provider and of the Communications "
        "Service Providers, were above target. The DCC did not say why deliveries of Communications Hubs in the North "
        "were late, or which dates were missed. Some outages in July that members know of are not in the report: the "
        "DCC is to look into it and report back.",
        figures=(("Communications Hub deliveries on time in the North (%)", 25, None),),
    ),
    Came(
        *("rdp-incidents", AUGUST, date(2018, 9, 10)),
        "Of the Incidents reported as unresolved one has been resolved since; the others are all more than a month "
        "old. The DCC is pursuing the RDP.",
        figures=(
            ("RDP Incidents opened and resolved in the month", 7, None),
            ("RDP Incidents reported as unresolved", 5, None),
            ("RDP Incidents resolved since", 1, None),
            ("RDP Incidents unresolved for more than a month", 4, None),
        ),
    ),
    Came(
        *("csr-variance", AUGUST, date(2018, 9, 17)),
        printed=True,
        figures=(("Certificate Signing Requests sent", 407_397, 868_301),),
    ),
    Came("sr-variance", AUGUST, date(2018, 9, 14), figures=(("Service Requests sent", 1_209_004, 7_004_230),)),
)


def tables() -> Tables:
    return {
        "dcc_reports": [_owed(one) for one in OWED],
        "dcc_report_deliveries": [_came(one) for one in CAME],
        "dcc_report_figures": [
            _figure(one, label, actual, forecast) for one in CAME for label, actual, forecast in one.figures
        ],
    }


def _owed(one: Owed) -> Row:
    rule, when = one.due
    return {
        "report": one.code,
        "name": one.name,
        "frequency": one.frequency,
        "delivery_clause": one.clauses[0],
        "content_clause": one.clauses[1],
        "due_rule": rule,
        "due_days": when if isinstance(when, int) else None,
        "due_words": when if isinstance(when, str) else "",
        "illustrative": False,
    }


def _came(one: Came) -> Row:
    return {
        "report": one.code,
        "period": one.period,
        "delivered_on": one.on,
        "observation": one.observed,
        "illustrative": not one.printed,
    }


def _figure(one: Came, label: str, actual: int, forecast: int | None) -> Row:
    return {
        "report": one.code,
        "period": one.period,
        "label": label,
        "actual": actual,
        "forecast": forecast,
        "illustrative": False,
    }
