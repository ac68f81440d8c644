"""Files as a person would write them, and small worlds to load them into."""

from __future__ import annotations

from importing import loading
from importing.loading import Outcome
from importing.problems import Problem

PARTIES = ("party,name,trading_name", "alpha,Alpha Energy Limited,Alpha", "beta,Beta Networks Limited,")
MODIFICATIONS = ("modification,raised_on,split_from,issue,link", "DP301,2021-06-14,,,", "MP128,2020-01-06,,,")
COMMITTEES = (
    "committee,name,abbreviation,kind,paper_prefix,numbered,counts_as_held,confidential",
    "panel,SEC Panel,,committee,SECP,yes,yes,no",
    "tag,Testing Advisory Group,TAG,committee,TAG,yes,yes,no",
    "working-group,Working Group,,working_group,,no,yes,no",
)
MEETINGS_HEADER = (
    "committee,number,suffix,held_on,kind,title,cancelled,purpose,notice_on,papers_issued_on,minutes_issued_on,"
    "headline,link"
)


def csv(*lines: str) -> bytes:
    return "\n".join((*lines, "")).encode()


def load(check_only: bool = False, **files: tuple[str, ...] | bytes) -> Outcome:
    """Load files given by template: `load(parties=PARTIES)`."""
    contents = {
        f"{name}.csv": content if isinstance(content, bytes) else csv(*content) for name, content in files.items()
    }
    return loading.load(contents, check_only=check_only)


def problems(**files: tuple[str, ...] | bytes) -> tuple[Problem, ...]:
    return load(**files).problems


def only(**files: tuple[str, ...] | bytes) -> Problem:
    """The one problem of a load."""
    (problem,) = problems(**files)
    return problem
