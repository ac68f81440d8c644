"""What the Security Sub-Committee reviewed in September 2018. The paper prints how many; whom is nobody's to know, so
every Party is invented, and so is each day."""

from __future__ import annotations

from datetime import date

from sample_data.making.tables import Row, Tables

FIRST, SECOND = date(2018, 9, 12), date(2018, 9, 26)

OUTCOMES = (
    ("status-approved", "assurance_status", "Approved", True),
    ("status-approved-with-steps", "assurance_status", "Approved, with further steps asked for", True),
    ("verification-compliant", "verification", "No non-compliance observed", True),
    ("verification-non-compliant", "verification", "Non-compliance observed", True),
    ("letter-no-non-compliance", "directors_letter", "Nothing stands against the use of DCC Live Systems", False),
    ("letter-further-steps", "directors_letter", "Further steps asked for before DCC Live Systems are used", False),
)

REVIEWS = (
    ("example-harbour", "Example Harbour Energy Limited", "status-approved", FIRST, ""),
    (
        *("example-larkfield", "Example Larkfield Power Limited", "status-approved-with-steps", SECOND),
        "Send the evidence of its yearly penetration test by the end of November 2018.",
    ),
    (
        *("example-moorgate", "Example Moorgate Utilities Limited", "verification-non-compliant", SECOND),
        "Agree with the User CIO how the non-compliance is put right, and report on it in November 2018.",
    ),
    ("example-thistle", "Example Thistle Gas Limited", "letter-no-non-compliance", FIRST, ""),
    (
        *("example-wharf", "Example Wharf Supply Limited", "letter-further-steps", SECOND),
        "Show that the administrators’ accounts are reviewed, and send another Director’s Letter.",
    ),
)


def tables() -> Tables:
    parties: list[Row] = [
        {"party": code, "name": name, "trading_name": "", "illustrative": True} for code, name, *_ in REVIEWS
    ]
    outcomes: list[Row] = [
        {"outcome": code, "kind": kind, "name": name, "illustrative": made_up} for code, kind, name, made_up in OUTCOMES
    ]
    reviews: list[Row] = [
        {"party": code, "outcome": outcome, "reviewed_on": on, "remark": remark, "illustrative": True}
        for code, _, outcome, on, remark in REVIEWS
    ]
    return {"parties": parties, "security_outcomes": outcomes, "security_reviews": reviews}
