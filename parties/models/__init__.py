"""Parties to the SEC, what happens to them, and what is decided about their security."""

from parties.models.parties import (
    CategoryPeriod,
    DefaultOutcome,
    EventOfDefault,
    ExitKind,
    Extent,
    Membership,
    Party,
    PartyCategory,
    TestingCompletion,
    TestKind,
    UepCompletion,
    UserRole,
    VotingGroup,
    VotingGroupPeriod,
)
from parties.models.security import ReviewKind, SecurityOutcome, SecurityReview

__all__ = [
    "CategoryPeriod",
    "DefaultOutcome",
    "EventOfDefault",
    "ExitKind",
    "Extent",
    "Membership",
    "Party",
    "PartyCategory",
    "ReviewKind",
    "SecurityOutcome",
    "SecurityReview",
    "TestKind",
    "TestingCompletion",
    "UepCompletion",
    "UserRole",
    "VotingGroup",
    "VotingGroupPeriod",
]
