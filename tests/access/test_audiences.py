"""Who may read what was published for named committees: asked of a row in hand and of a list, with one answer."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from model_bakery import baker

from access.classification import Classification
from access.models import Area, Role, RoleGrant, User
from access.policy import may_read, visible_to
from meetings.models import Committee, CommitteeKind, Meeting, MeetingKind
from reports.models import FileKind, Publication, PublishedFile, Report

pytestmark = pytest.mark.django_db

WHITE, GREEN, AMBER, RED = Classification.values
MEMBERS = frozenset({"panel", "ssc", "tag"})
STAFF = frozenset({"contributor", "editor", "approver", "administrator"})
EVERYBODY = MEMBERS | STAFF | {"stranger", "party"}
HANDLE_RED = STAFF - {"contributor"}

CASES = (
    (WHITE, [], EVERYBODY),
    (WHITE, ["ssc"], EVERYBODY),
    (GREEN, [], EVERYBODY - {"stranger"}),
    (AMBER, [], MEMBERS | STAFF),
    (AMBER, ["ssc"], STAFF | {"ssc"}),
    (RED, [], HANDLE_RED),
    (RED, ["ssc"], HANDLE_RED | {"ssc"}),
    (RED, ["panel", "tag"], HANDLE_RED | {"panel", "tag"}),
)


def _cast() -> dict[str, User | AnonymousUser]:
    cast: dict[str, User | AnonymousUser] = {"stranger": AnonymousUser()}
    roles = {name: (name, "") for name in ("party", "panel", "editor", "approver", "administrator")}
    roles |= {code: (Role.SUB_COMMITTEE, code) for code in ("ssc", "tag")}
    roles["contributor"] = (Role.CONTRIBUTOR, Area.EVERY)
    for name, (role, scope) in roles.items():
        person = baker.make(User, username=name)
        RoleGrant.objects.create(user=person, role=role, scope=scope)
        cast[name] = person
    return cast


@pytest.mark.parametrize(("classification", "audience", "readers"), CASES)
def test_file_is_read_by_those_it_is_for(classification: str, audience: list[str], readers: frozenset[str]) -> None:
    committee = baker.make(Committee, code="panel", paper_prefix="SECP", kind=CommitteeKind.COMMITTEE)
    meeting = baker.make(Meeting, committee=committee, kind=MeetingKind.GOVERNANCE, number=97, held_on="2021-10-15")
    report = baker.make(Report, kind="operations", month="2021-09-01", issue_date="2021-10-08", meeting=meeting)
    made = {"kind": "operations", "month": report.month, "published_at": timezone.now(), "issue_date": "2021-10-08"}
    publication = baker.make(Publication, report=report, version=1, classification=WHITE, **made)
    about = {"kind": FileKind.PDF, "name": "paper.pdf", "classification": classification, "audience": audience}
    file = baker.make(PublishedFile, publication=publication, content=b"", **about)
    cast = _cast()
    assert {name for name, person in cast.items() if may_read(person, file)} == readers
    listed = {name for name, person in cast.items() if visible_to(person, PublishedFile.objects.all()).exists()}
    assert listed == readers
