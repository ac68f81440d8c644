"""The 2018 edition of the Sub-Committee Report: its sections in order."""

from __future__ import annotations

from typing import TypeAlias

from access.classification import Classification
from reports.definitions.context import MonthContext
from reports.definitions.shared.opening import recommendation
from reports.definitions.sub_committee import dcc_reporting, security
from reports.engine.edition import Edition, PartSpec, SectionSpec, month_issued
from reports.engine.month import Month

Sections: TypeAlias = tuple[SectionSpec[MonthContext], ...]

_OPERATIONS_GROUP: Sections = (
    SectionSpec(
        dcc_reporting.DCC_REPORTING,
        "DCC reporting",
        (dcc_reporting.reviewed, dcc_reporting.review, dcc_reporting.volumes, dcc_reporting.nothing_to_review),
    ),
    SectionSpec("opsg-highlights", "Operations Group highlights", narrative=True),
)

_SECURITY: Sections = (
    SectionSpec("assurance-status", "Assurance status decisions", (security.assurance_statuses,)),
    SectionSpec("verification", "Verification Assessments", (security.verification_assessments,)),
    SectionSpec("letters", "Director’s Letters", (security.directors_letters,)),
    SectionSpec("ssc-highlights", "SSC highlights", narrative=True),
    SectionSpec("smki-pma-highlights", "SMKI PMA highlights", narrative=True),
)

_ARCHITECTURE: Sections = (
    SectionSpec("tabasc-highlights", "TABASC highlights", narrative=True),
    SectionSpec("tag-highlights", "TAG highlights", narrative=True),
)

_APPENDIX_A: PartSpec[MonthContext] = PartSpec(
    security.APPENDIX,
    "Security Assurance Status Update",
    Classification.RED,
    (
        SectionSpec("assurance-status-named", "Assurance statuses", (security.statuses_named,)),
        SectionSpec("verification-named", "Verification Assessments", (security.verifications_named,)),
        SectionSpec("letters-named", "Director’s Letters", (security.letters_named,)),
    ),
)

EDITION_2018 = Edition(
    report="sub-committee",
    key="2018",
    name="Sub-Committee Report, 2018 edition",
    in_force_from=Month(2018, 1),
    sections=(
        SectionSpec("purpose", "Purpose", narrative=True),
        SectionSpec("operations-group", "Operations Group (OPSG)", children=_OPERATIONS_GROUP),
        SectionSpec("security", "Security Sub-Committee (SSC) and SMKI PMA", children=_SECURITY),
        SectionSpec("architecture", "TABASC and Testing Advisory Group (TAG)", children=_ARCHITECTURE),
        SectionSpec("recommendation", "Recommendation", (recommendation,)),
    ),
    parts=(_APPENDIX_A,),
    called_after=month_issued,
)
