"""Modifications, their releases, and the DCC Assessments made of them."""

from modifications.models.affected import AffectedCategoriesFrom, AffectedCategory
from modifications.models.assessments import AssessmentKind, AssessmentTarget, DccAssessment, InformationRequest
from modifications.models.calendar import BankHoliday
from modifications.models.consultations import Consultation, ConsultationKind
from modifications.models.modification import (
    Body,
    LeadAnalystFrom,
    Modification,
    OnHold,
    Path,
    ProposerFrom,
    ReferenceFrom,
    RouteFrom,
    Stage,
    StageFrom,
    TitleFrom,
)
from modifications.models.releases import (
    Release,
    ReleaseDateFrom,
    ReleaseKind,
    SecVersion,
    TargetReleaseFrom,
    VersionCause,
)

__all__ = [
    "AffectedCategoriesFrom",
    "AffectedCategory",
    "AssessmentKind",
    "AssessmentTarget",
    "BankHoliday",
    "Body",
    "Consultation",
    "ConsultationKind",
    "DccAssessment",
    "InformationRequest",
    "LeadAnalystFrom",
    "Modification",
    "OnHold",
    "Path",
    "ProposerFrom",
    "ReferenceFrom",
    "Release",
    "ReleaseDateFrom",
    "ReleaseKind",
    "RouteFrom",
    "SecVersion",
    "Stage",
    "StageFrom",
    "TargetReleaseFrom",
    "TitleFrom",
    "VersionCause",
]
