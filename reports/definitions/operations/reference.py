"""What the docs say of the measures that the Operations Report asks for by name."""

from __future__ import annotations

from collections.abc import Iterable

from reports.definitions.operations import engagement, helpdesk, security_activity, snapshot, time_devoted, website
from reports.reads import TOP_PAGES

_OF_2019 = (helpdesk.TELEPHONE, website.VISITS, website.PAGE_VIEWS, time_devoted.RESOURCE_DAYS)


def _codes(keys: Iterable[str]) -> str:
    """The measures and categories of these facts, as they are written in a file."""
    return ", ".join(f"`{key.removeprefix('measure.').replace('.', '`, category `')}`" for key in keys)


RECORDS = (
    ("Accessions; Market exit", "`memberships` of the month; an expulsion is footnoted with its `exit_reason`"),
    (
        "Parties in Default",
        "`events_of_default` standing on the month's last day: a count. The text `defaults` names the confidential "
        "paper by its reference",
    ),
    (
        "UEP completion and testing",
        "`uep_completions` and `testing_completions` after the day of the Panel meeting before, up to the issue date",
    ),
    (
        "Membership (2019 edition)",
        "`memberships` and `events_of_default` of the 13 months: enter those too that were over before the month. A "
        "month before the first `acceded_on`, or `raised_on`, is missing",
    ),
    (
        "Parties and Voting Groups including the DCC (2019 edition)",
        "every Party of the day; the DCC's Voting Group counts where `party_voting_groups` gives it one",
    ),
    (
        "User assessments (2019 edition)",
        f"`observations` of the month, of {_codes(key for _, key in security_activity.ACTIVITY)}",
    ),
    (
        "Time devoted (2019 edition)",
        "`observations` of `resource-days`: a category for each driver, whose `group` in `measure_categories` is "
        "Services or Projects",
    ),
    (
        "Helpdesk (2019 edition)",
        "`telephone-queries`, and `helpdesk-emails` of the 13 months by category: a topic that began or ended has "
        "`first_month` or `last_month`",
    ),
    ("Website (2019 edition)", "`website-visits` and `website-page-views` of the 12 months"),
    (
        "Meetings (2019 edition)",
        "`meetings` of the month but those of confidential committees, with the `headline` of each as its summary of "
        "events; `agenda_items` that name a modification",
    ),
)


def measures() -> tuple[tuple[str, str], ...]:
    """Each measure's code with the categories that are asked for by name, of either edition."""
    asked: dict[str, list[str]] = {}
    tiles = (key for _, tiles in snapshot.GROUPS for _, key in tiles)
    rows = (key for _, key in security_activity.ACTIVITY)
    for key in (key for key in (*tiles, *rows) if key.startswith("measure.")):
        _, code, *category = key.split(".")
        asked.setdefault(code, []).extend(category)
    for code in (engagement.HELPDESK, engagement.CODEWORKS, engagement.PRODUCT_LISTS, *_OF_2019):
        asked.setdefault(code, [])
    named = ((f"`{code}`", ", ".join(f"`{one}`" for one in dict.fromkeys(asked[code]))) for code in sorted(asked))
    return (*named, (f"`{TOP_PAGES}` (a ranked list)", ""))
