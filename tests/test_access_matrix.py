"""Every address × every role × every classification × every state. An address without a row fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from django.utils import timezone
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from access.accounts.models import Invitation
from access.classification import Classification
from access.models import Area, Role, RoleGrant, User
from importing.models import ImportFile, ImportRun
from jobs.models import Job
from readers.following.services import stop_token
from readers.registers.registry import REGISTERS
from reports.edition_making.services import start
from reports.models import SectionDuty, SectionText
from reports.packs.issuing import KIND as PACK
from tests.conftest import rolled_back
from tests.kept import built_once
from tests.modifications.histories import plan_release, raise_one
from tests.parties.cast import party
from tests.walking import addresses
from tests.worlds import (
    ANSWERS_FOR_PAPERS,
    BEGUN,
    CAST,
    CORRECTED_NOW,
    DRAFT,
    HAS_VERSION,
    PACK_STATES,
    PAPER_WITHDRAWN,
    PUBLISHED,
    READS_RED,
    REPORT_STATES,
    STAFF,
    STRANGER,
    SUPERSEDED,
    WITHDRAWN,
    World,
    every_world,
    reads_draft,
    reads_published,
    undone,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Row:
    """`arguments` makes the address. `found` is what those get who may read the draft; the others get a 404. `in_state`
    is what they get instead where the report (or the pack) is in one of these states.

    `open_to_all` is for addresses that are the same for everybody. `by_role` is for those that are of no report:
    what each role gets; whoever is not in it gets a 404. `refused` may read the draft, and not do this to it.

    An address of a report or a pack is asked for in every state of it (see `asked_in`); another one that takes
    arguments, in every classification of a draft.
    """

    found: int = 200
    arguments: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    method: str = "get"
    open_to_all: bool = False
    by_role: Mapping[str, int] | None = None
    refused: frozenset[str] = frozenset()
    in_state: Mapping[str, int] = field(default_factory=dict)

    def answers(self, role: str, world: World) -> int:
        if self.by_role is not None:
            return self.by_role.get(role, 404)
        if not (self.open_to_all or self.reads(role, world)):
            return 404
        return 403 if role in self.refused else self.in_state.get(world.state, self.found)

    def reads(self, role: str, world: World) -> bool:
        return reads_draft(role, world.classification)


@dataclass(frozen=True)
class PublishedRow(Row):
    """Of a version that was published as the draft is classified, Amber and Red for the Panel. Those who answer for
    papers open what was withdrawn, too."""

    def answers(self, role: str, world: World) -> int:
        opens = role in ANSWERS_FOR_PAPERS and self.reads(role, world)
        return self.found if opens else super().answers(role, world)

    def reads(self, role: str, world: World) -> bool:
        return world.state in HAS_VERSION and reads_published(role, world.classification)


class OnVersionRow(Row):
    """Of what staff do to a version that was published."""

    def reads(self, role: str, world: World) -> bool:
        return world.state in HAS_VERSION and super().reads(role, world)


class LatestRow(PublishedRow):
    """Of the version that was published last; of the draft, where none was."""

    def reads(self, role: str, world: World) -> bool:
        return super().reads(role, world) if world.state in HAS_VERSION else reads_draft(role, world.classification)


GONE = {PAPER_WITHDRAWN: 410, WITHDRAWN: 410}
"""For `in_state`: what was withdrawn is."""


def _draft_address(drafts: World) -> dict[str, Any]:
    return drafts.address


def _september(drafts: World) -> dict[str, Any]:
    return {"month": drafts.report.month}


OWNS_NOTHING = frozenset({Role.CONTRIBUTOR, Role.APPROVER})
"""A contributor writes the sections that are theirs; in these drafts none is."""


def _text(drafts: World, **more: Any) -> dict[str, Any]:
    return {**drafts.address, "section": "security", **more}


ENTERING = (Role.CONTRIBUTOR, Role.EDITOR, Role.ADMINISTRATOR)


def _parties_csv(drafts: World) -> dict[str, Any]:
    return {"template": "parties", "ending": "csv"}


def _import(drafts: World) -> dict[str, Any]:
    return {"run": ImportRun.objects.create(owner=baker.make(User, username="someone")).pk}


def _import_file(drafts: World) -> dict[str, Any]:
    run = _import(drafts)
    return {**run, "file": ImportFile.objects.create(run_id=run["run"], name="a.csv", size=1, content=b"a").pk}


def _edition(drafts: World, **more: Any) -> dict[str, Any]:
    """A draft of an edition, started anew for each question."""
    draft = start("operations", "2021", key="new", name="The new edition")
    return {"kind": draft.kind, "key": draft.key, **more}


EDITING = dict.fromkeys((Role.EDITOR, Role.ADMINISTRATOR), 200)


SIGNED_IN = {STRANGER: 302, **dict.fromkeys(Role.values, 200)}
"""A stranger is led to sign in."""
HAS_NONE = {STRANGER: 302, **dict.fromkeys(Role.values, 404)}
"""It is of a second factor, and nobody here has one."""
ALL_LED_ON = dict.fromkeys(CAST, 302)


def _invitation(drafts: World) -> dict[str, Any]:
    by = User.objects.get(username=Role.ADMINISTRATOR)
    roles, ends = [[Role.PANEL, ""]], timezone.now() + timedelta(days=1)
    return {"pk": Invitation.objects.create(email="new@example.org", roles=roles, invited_by=by, expires_at=ends).pk}


def _nowhere(drafts: World) -> dict[str, Any]:
    return {"uidb64": "MQ", "token": "made-up"}


ACCOUNTS: dict[str, Row] = {
    "login": Row(open_to_all=True),
    "logout": Row(302, method="post", open_to_all=True),
    "account_login": Row(open_to_all=True),
    "account_logout": Row(302, method="post", open_to_all=True),
    "account_reauthenticate": Row(by_role=SIGNED_IN),
    "mfa_index": Row(by_role=SIGNED_IN),
    "mfa_authenticate": Row(by_role=ALL_LED_ON),
    "mfa_reauthenticate": Row(by_role=ALL_LED_ON),
    "mfa_activate_totp": Row(by_role=ALL_LED_ON),
    "mfa_deactivate_totp": Row(by_role=HAS_NONE),
    "mfa_view_recovery_codes": Row(by_role=HAS_NONE),
    "mfa_generate_recovery_codes": Row(by_role=ALL_LED_ON),
    "mfa_download_recovery_codes": Row(by_role=HAS_NONE),
    "mfa_list_webauthn": Row(by_role=SIGNED_IN),
    "mfa_add_webauthn": Row(by_role=ALL_LED_ON),
    "mfa_reauthenticate_webauthn": Row(by_role=ALL_LED_ON),
    "mfa_remove_webauthn": Row(arguments=lambda drafts: {"pk": 1}, by_role=ALL_LED_ON),
    "mfa_edit_webauthn": Row(arguments=lambda drafts: {"pk": 1}, by_role=ALL_LED_ON),
    "mfa_login_webauthn": Row(by_role=ALL_LED_ON),
    # Nobody has configured work accounts.
    "openid_connect_login": Row(404, lambda drafts: {"provider_id": "secas"}, open_to_all=True),
    "openid_connect_callback": Row(404, lambda drafts: {"provider_id": "secas"}, open_to_all=True),
    "accounts:index": Row(by_role=SIGNED_IN),
    "accounts:password": Row(by_role=SIGNED_IN),
    "accounts:sign-ins": Row(by_role=SIGNED_IN),
    "accounts:end-sign-in": Row(method="post", by_role=ALL_LED_ON),
    "accounts:forgotten": Row(open_to_all=True),
    "accounts:forgotten-sent": Row(open_to_all=True),
    "accounts:new-password": Row(404, _nowhere, open_to_all=True),
    "accounts:accept": Row(404, lambda drafts: {"token": "made-up"}, open_to_all=True),
    "invitations:index": Row(by_role={Role.ADMINISTRATOR: 200}),
    "invitations:again": Row(arguments=_invitation, method="post", by_role={Role.ADMINISTRATOR: 302}),
    "invitations:withdraw": Row(arguments=_invitation, method="post", by_role={Role.ADMINISTRATOR: 302}),
}


def _job(drafts: World) -> dict[str, Any]:
    """Nobody in the cast asked for it."""
    return {"job": drafts.job.pk}


OPERATORS = {Role.ADMINISTRATOR: 200}
JOBS: dict[str, Row] = {
    "jobs:index": Row(by_role=dict.fromkeys(STAFF, 200)),
    "jobs:job": Row(arguments=_job, by_role=OPERATORS),
    "jobs:events": Row(arguments=_job, by_role=OPERATORS),
    "jobs:cancel": Row(arguments=_job, method="post", by_role={Role.ADMINISTRATOR: 302}),
    "jobs:again": Row(arguments=_job, method="post", by_role={Role.ADMINISTRATOR: 302}),
}

ROWS: dict[str, Row] = {
    "healthz": Row(open_to_all=True),
    "favicon": Row(302, open_to_all=True),
    "home": Row(302, open_to_all=True),
    **ACCOUNTS,
    **JOBS,
    "reports:library": Row(open_to_all=True),
    "following:index": Row(open_to_all=True),
    "following:begin": Row(method="post", by_role=dict.fromkeys(Role.values, 400)),
    "following:end": Row(method="post", by_role=dict.fromkeys(Role.values, 302)),
    "following:stop-by-link": Row(arguments=lambda drafts: {"token": stop_token(0)}, open_to_all=True),
    "restating:register": Row(open_to_all=True),
    "restating:csv": Row(open_to_all=True),
    "readers:calendar": Row(open_to_all=True),
    "readers:calendar-file": Row(open_to_all=True),
    "readers:calendar-feed": Row(open_to_all=True),
    "readers:papers-feed": Row(open_to_all=True),
    "readers:report-feed": Row(arguments=lambda drafts: {"kind": "operations"}, open_to_all=True),
    "search:search": Row(open_to_all=True),
    "api:docs": Row(open_to_all=True),
    "api:openapi": Row(open_to_all=True),
    "api:nothing": Row(404, lambda drafts: {"rest": "nowhere"}, open_to_all=True),
    "api:reports": Row(open_to_all=True),
    "api:facts": Row(open_to_all=True),
    # No paper here prints a figure; who reads one is asked of a report that does.
    "api:fact": Row(404, lambda drafts: {"fact": "modifications.open"}, open_to_all=True),
    "api:fact-csv": Row(404, lambda drafts: {"fact": "modifications.open"}, open_to_all=True),
    "reports:detail": LatestRow(200, _draft_address, in_state=GONE),
    "reports:document": Row(200, _draft_address),
    "reports:word": Row(200, _draft_address),
    # This report has no parts beside its body; who reads one is asked of the report that has.
    "reports:part": Row(404, lambda drafts: {**drafts.address, "part": "appendix-a"}),
    "reports:part-print": Row(404, lambda drafts: {**drafts.address, "part": "appendix-a"}, "post"),
    "reports:part-word": Row(404, lambda drafts: {**drafts.address, "part": "appendix-a"}),
    "reports:facts": Row(200, _draft_address),
    "reports:facts-json": Row(200, _draft_address),
    "reports:fact": Row(200, lambda drafts: {**drafts.address, "key": "modifications.open"}),
    "reports:fact-rows": Row(200, lambda drafts: {**drafts.address, "key": "modifications.open"}),
    "reports:print": Row(302, _draft_address, "post"),
    "reports:print-progress": Row(200, lambda drafts: {**drafts.address, "job": drafts.job.pk}),
    "desk:index": Row(by_role=dict.fromkeys(STAFF, 200)),
    "desk:arrive": Row(302, open_to_all=True),
    "desk:open": Row(arguments=_draft_address, by_role=dict.fromkeys((Role.EDITOR, Role.ADMINISTRATOR), 200)),
    "desk:month": Row(200, _draft_address),
    "editions:index": Row(by_role=dict.fromkeys(STAFF, 200)),
    "editions:edition": Row(arguments=_edition, by_role=dict.fromkeys(STAFF, 200)),
    "editions:start": Row(arguments=_edition, by_role=EDITING),
    "editions:arrange": Row(arguments=_edition, by_role=EDITING),
    "editions:take": Row(arguments=_edition, by_role=EDITING),
    "editions:withdraw": Row(arguments=_edition, method="post", by_role=dict.fromkeys(EDITING, 302)),
    "editions:delete": Row(arguments=_edition, method="post", by_role=dict.fromkeys(EDITING, 302)),
    "editions:preview": Row(200, lambda drafts: _edition(drafts, month=drafts.report.covers)),
    # This report has no parts beside its body; who reads one in a preview is asked of the report that has.
    "editions:preview-part": Row(404, lambda drafts: _edition(drafts, month=drafts.report.covers, part="appendix-a")),
    "measures:index": Row(by_role=dict.fromkeys(STAFF, 200)),
    "measures:grid": Row(arguments=_september, by_role=dict.fromkeys(STAFF, 200)),
    # Nothing that the page would send is in it, which those who may save are told.
    "measures:save": Row(
        arguments=_september, method="post", by_role={**dict.fromkeys(STAFF, 400), Role.APPROVER: 403}
    ),
    "checks:book": Row(200, _draft_address),
    "checks:renew": Row(302, _draft_address),
    "checks:annex": Row(200, _draft_address),
    "checks:annex-print": Row(302, _draft_address, "post"),
    # There is no such warning, which those who may give reasons are told.
    "checks:reason": Row(404, _draft_address, "post", refused=OWNS_NOTHING),
    "checks:withdraw": Row(404, lambda drafts: {**drafts.address, "reason": 1}, "post", refused=OWNS_NOTHING),
    "text:text": Row(200, _text),
    "text:chips": Row(200, _draft_address),
    "text:mentions": Row(200, _draft_address),
    "text:before": Row(200, _text),
    "text:versions": Row(200, _text),
    "text:restore": Row(404, lambda drafts: _text(drafts, version_id=1), "post", refused=OWNS_NOTHING),
    "text:accept": Row(302, _text, "post", refused=OWNS_NOTHING),
    "text:here": Row(200, _text, "post", refused=OWNS_NOTHING),
    # Nothing that the page would send is in them, which those who may save are told.
    "text:save": Row(400, _text, "post", refused=OWNS_NOTHING),
    "text:compare": Row(400, _text, "post", refused=OWNS_NOTHING),
    "importing:index": Row(by_role=dict.fromkeys(ENTERING, 200)),
    "importing:kinds": Row(by_role=dict.fromkeys(ENTERING, 200)),
    "importing:template": Row(arguments=_parties_csv, by_role=dict.fromkeys(ENTERING, 200)),
    "importing:export": Row(arguments=lambda drafts: {"of": "parties"}, by_role=dict.fromkeys(ENTERING, 200)),
    "importing:export-file": Row(
        arguments=lambda drafts: {**_parties_csv(drafts), "of": "parties"}, by_role=dict.fromkeys(ENTERING, 200)
    ),
    # Somebody else's import: those who may undo any see it, and what is not saved yet is its sender's to decide.
    "importing:run": Row(arguments=_import, by_role=dict.fromkeys((Role.EDITOR, Role.ADMINISTRATOR), 200)),
    "importing:correct": Row(arguments=_import, method="post", by_role={}),
    "importing:file": Row(arguments=_import_file, by_role={}),
    "importing:leave-out": Row(arguments=_import_file, method="post", by_role={}),
    "importing:act": Row(
        arguments=lambda drafts: {**_import(drafts), "verb": "undo"},
        method="post",
        by_role=dict.fromkeys((Role.EDITOR, Role.ADMINISTRATOR), 302),
    ),
    # --- The review
    "review:review": Row(200, _draft_address),
    "review:changes": Row(200, _draft_address),
    "reports:draft-paper": Row(200, lambda drafts: {"paper": drafts.paper.pk}),
}


# --- Paper packs ------------------------------------------------------------------------------------------------------


class PackRow(PublishedRow):
    """Of what was issued for the meeting, classified as the draft is: Amber and Red for the Panel."""

    def reads(self, role: str, world: World) -> bool:
        return world.state != BEGUN and reads_published(role, world.classification)


def _pack(drafts: World, **more: Any) -> dict[str, Any]:
    return {"pack": str(drafts.report.meeting.number), **more}


def _pack_job(drafts: World) -> dict[str, Any]:
    return _pack(drafts, job=Job.objects.create(kind=PACK, arguments={"pack": drafts.pack.pk}).pk)


ROWS |= {
    "packs:index": Row(open_to_all=True),
    "packs:pack": PackRow(200, _pack),
    "packs:page": PackRow(302, lambda drafts: _pack(drafts, page=1), in_state=GONE),
    "packs:file": PackRow(200, lambda drafts: _pack(drafts, name="pack.pdf"), in_state=GONE),
    "packs:start": Row(method="post", by_role=dict.fromkeys(EDITING, 302)),
    "packs:arrange": Row(arguments=_pack, by_role=EDITING),
    # What the page would send is not in it, which those who may issue are told.
    "packs:issue": Row(arguments=_pack, method="post", by_role=dict.fromkeys(EDITING, 409)),
    "packs:preview": Row(arguments=_pack, by_role=EDITING),
    # Nobody has asked for one; tests/reports/packs/test_preview.py opens what was made.
    "packs:preview-file": Row(
        arguments=lambda drafts: _pack(drafts, classification="white"), by_role=dict.fromkeys(EDITING, 404)
    ),
    "packs:progress": Row(arguments=_pack_job, by_role=EDITING),
    "packs:stop": Row(arguments=_pack_job, method="post", by_role=dict.fromkeys(EDITING, 302)),
}


# --- Registers --------------------------------------------------------------------------------------------------------

FOR_SIGNED_IN = {"actions"}
"""Registers of what is Green: a stranger's page says that it asks to sign in."""


def _register_rows(slug: str) -> dict[str, Row]:
    signed_in = slug in FOR_SIGNED_IN
    taken = Row(
        arguments=lambda drafts: {"ending": "csv"},
        open_to_all=not signed_in,
        by_role=dict.fromkeys(Role.values, 200) if signed_in else None,
    )
    about = Row(open_to_all=True)
    return {f"registers:{slug}": about, f"registers:{slug}-columns": about, f"registers:{slug}-export": taken}


ROWS |= {"registers:index": Row(open_to_all=True)}
for _register in REGISTERS:
    ROWS |= _register_rows(_register.slug)


def _party(drafts: World) -> dict[str, Any]:
    return {"code": party().code}


def _release(drafts: World) -> dict[str, Any]:
    plan_release("June 2018 SEC Release", (date(2018, 1, 2), date(2018, 6, 28)))
    return {"slug": "june-2018-sec-release"}


# Of what anybody may read; what more is told to some is asked of the pages themselves.
ROWS |= {
    "registers:party": Row(arguments=_party, open_to_all=True),
    "registers:meeting": Row(arguments=lambda drafts: {"name": drafts.report.meeting.code}, open_to_all=True),
    "registers:release": Row(arguments=_release, open_to_all=True),
}


def _modification(drafts: World) -> dict[str, Any]:
    return {"reference": raise_one("900", date(2020, 3, 2)).references.get().reference}


ROWS |= {"registers:modification": Row(arguments=_modification, open_to_all=True)}


# Some of what the worlds have published is White; who reads what of it is asked of the dashboard itself.
ROWS |= {
    "dashboard:index": Row(open_to_all=True),
    "dashboard:figure": Row(arguments=lambda drafts: {"slug": "parties"}, open_to_all=True),
    "dashboard:file": Row(arguments=lambda drafts: {"slug": "parties"}, open_to_all=True),
}


# --- What was published ---------------------------------------------------------------------------------------------


def _version(drafts: World, **more: Any) -> dict[str, Any]:
    return {**drafts.address, "version": 1, **more}


PUBLISHING = frozenset({Role.CONTRIBUTOR, Role.EDITOR})
CORRECTING = frozenset({Role.CONTRIBUTOR, Role.APPROVER})
ROWS |= {
    "reports:draft": Row(200, _draft_address),
    "publishing:check-file": Row(open_to_all=True),
    "publishing:version": PublishedRow(200, _version, in_state=GONE),
    "publishing:version-file": PublishedRow(200, lambda drafts: _version(drafts, name="paper.pdf"), in_state=GONE),
    "publishing:version-part": PublishedRow(404, lambda drafts: _version(drafts, part="appendix-b")),
    "api:report": PublishedRow(200, lambda drafts: {**drafts.address, "month": drafts.report.covers.iso}),
    "api:version": PublishedRow(200, lambda drafts: _version(drafts, month=drafts.report.covers.iso)),
    # Nor are there tables in it.
    "api:table": PublishedRow(404, lambda drafts: _version(drafts, month=drafts.report.covers.iso, table="stages")),
    "publishing:publish": Row(200, _draft_address),
    # What may do it is refused for want of approval, of a correction or of a reason, and told so.
    # Asked again, what is published is said to be.
    "publishing:now": Row(
        409, _draft_address, "post", refused=PUBLISHING, in_state=dict.fromkeys((PUBLISHED, SUPERSEDED, WITHDRAWN), 302)
    ),
    "publishing:plan": Row(409, _draft_address, "post", refused=PUBLISHING),
    "publishing:call-off": Row(409, _draft_address, "post", refused=PUBLISHING),
    "publishing:withdraw": OnVersionRow(409, _version, "post", refused=PUBLISHING),
    "publishing:correct": Row(409, _draft_address, "post", refused=CORRECTING),
    "publishing:give-up": Row(409, _draft_address, "post", refused=CORRECTING, in_state={CORRECTED_NOW: 302}),
}


# --- Reading what was published ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordsRow(PublishedRow):
    """Of records behind what was published: for members of committees and SECAS, who may read the version."""

    def reads(self, role: str, world: World) -> bool:
        return role not in (STRANGER, Role.PARTY) and super().reads(role, world)


def _exhibit(drafts: World, **more: Any) -> dict[str, Any]:
    return _version(drafts, of="tables", block="numbers", **more)


def _latest_exhibit(drafts: World) -> dict[str, Any]:
    return {**drafts.address, "of": "tables", "block": "numbers"}


ROWS |= {
    "reading:exhibit": PublishedRow(200, _exhibit, in_state=GONE),
    "reading:exhibit-file": PublishedRow(200, lambda drafts: _exhibit(drafts, name="data.csv"), in_state=GONE),
    "reading:latest-exhibit": PublishedRow(302, _latest_exhibit),
    "reading:data": PublishedRow(200, _version, in_state=GONE),
    "reading:data-file": PublishedRow(200, lambda drafts: _version(drafts, name="data.json"), in_state=GONE),
    "reading:dictionary": PublishedRow(200, _version, in_state=GONE),
    "reading:cite": PublishedRow(200, _version, in_state=GONE),
    "reading:cite-file": PublishedRow(200, lambda drafts: _version(drafts, name="cite.bib"), in_state=GONE),
    "reading:facts": PublishedRow(200, _version, in_state=GONE),
    "reading:fact": PublishedRow(200, lambda drafts: _version(drafts, key="modifications.open"), in_state=GONE),
    "reading:fact-rows": RecordsRow(200, lambda drafts: _version(drafts, key="modifications.open"), in_state=GONE),
    "reading:changes": PublishedRow(200, _draft_address, in_state=GONE),
    # What was withdrawn is listed with its reason.
    "reading:versions": PublishedRow(200, _draft_address),
}


@pytest.fixture(scope="module")
def worlds(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[World]]:
    """For the whole module: whatever a test does to them is undone."""
    with rolled_back(django_db_blocker), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        made = list(every_world())
        with built_once():
            yield made


@pytest.fixture(scope="module")
def sessions(worlds: list[World], django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """The session of each who signs in, for the whole module."""
    with django_db_blocker.unblock():
        return {role: _session_of(role) for role in Role.values}


def _session_of(role: str) -> str:
    user = User.objects.get_or_create(username=role, defaults={"email": f"{role}@example.org"})[0]
    scope = {Role.SUB_COMMITTEE: "ssc", Role.CONTRIBUTOR: Area.EVERY}.get(Role(role), "")
    RoleGrant.objects.get_or_create(user=user, role=role, scope=scope)
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def client_of(sessions: dict[str, str], db: None) -> Callable[[str], Client]:
    def client(role: str) -> Client:
        client = Client()
        if role != STRANGER:
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
        return client

    return client


def test_every_address_has_its_row() -> None:
    assert set(dict(addresses(get_resolver().url_patterns))) == ROWS.keys()


@pytest.mark.parametrize("name", ROWS)
def test_address_answers_as_the_policy_says(name: str, worlds: list[World], client_of: Callable[[str], Client]) -> None:
    row, wrong = ROWS[name], []
    clients = {role: client_of(role) for role in CAST}
    for world, roles in asked_in(name, worlds):
        with undone():
            address = reverse(name, kwargs=row.arguments(world))
            answers = {role: status_of(clients[role], row.method, address) for role in roles}
        expected = {role: row.answers(role, world) for role in roles}
        wrong += [
            f"{world}, {role}: {answers[role]}, not {expected[role]}"
            for role in roles
            if answers[role] != expected[role]
        ]
    assert wrong == []


def asked_in(name: str, worlds: list[World]) -> Iterator[tuple[World, Sequence[str]]]:
    """The states and classifications that the address may answer by, each with whom to ask there. What was published
    is read by others at each classification. A draft is read by staff, and by fewer of them where it is Red. So once
    each classification was asked of a draft, White stands in the other states for what is not Red, and who reads it at
    Red is asked there."""
    takes = frozenset().union(*(more for one, more in addresses(get_resolver().url_patterns) if one == name))
    of_report, apart = {"kind", "month"} <= takes, isinstance(ROWS[name], PublishedRow)
    not_red = [role for role in CAST if role not in READS_RED]
    for world in worlds:
        if "pack" in takes:
            if world.state in PACK_STATES:
                yield world, CAST
        elif world.state == DRAFT:
            if takes or world.classification == Classification.WHITE:
                yield world, CAST
        elif of_report and world.state in REPORT_STATES:
            if apart or world.classification == Classification.RED:
                yield world, CAST
            elif world.classification == Classification.WHITE:
                yield world, not_red


def status_of(client: Client, method: str, address: str) -> int:
    """What it does is undone; that a page was opened stays for as long as its world is asked."""
    with nullcontext() if method == "get" else undone():
        response = getattr(client, method)(address)
    for close in response._resource_closers:  # closing the answer itself would close the connection with it
        close()
    return int(response.status_code)


@pytest.mark.parametrize("role", CAST)
def test_library_lists_a_paper_only_to_those_who_may_open_it(
    role: str, worlds: list[World], client_of: Callable[[str], Client]
) -> None:
    client, years = client_of(role), sorted({world.report.month.year for world in worlds})
    page = "".join(client.get(reverse("reports:library"), {"year": year}).content.decode() for year in years)
    for world in worlds:
        has_version = world.state in HAS_VERSION or world.state == PAPER_WITHDRAWN
        published = has_version and reads_published(role, world.classification)
        listed = published or reads_draft(role, world.classification)
        assert (f">{world.report.paper_reference}<" in page) == listed, str(world)


def test_a_month_that_does_not_exist_is_not_found(client_of: Callable[[str], Client]) -> None:
    assert client_of(Role.EDITOR).get("/reports/operations/2021-13/").status_code == 404


@pytest.mark.parametrize("role", CAST)
def test_admin_lets_in_staff_alone(role: str, client_of: Callable[[str], Client]) -> None:
    response = client_of(role).get(reverse("admin:index"))
    assert response.status_code == (200 if role in STAFF else 302)


@pytest.mark.parametrize("role", CAST)
def test_text_of_a_report_is_read_by_those_who_may_read_the_report(
    role: str, worlds: list[World], client_of: Callable[[str], Client]
) -> None:
    drafts = [world for world in worlds if world.state == DRAFT]
    for world in drafts:
        SectionText.objects.create(report=world.report, section="smda", body=f"<p>Words of {world}.</p>")
    page = client_of(role).get(reverse("admin:reports_sectiontext_changelist")).content.decode()
    for world in drafts:
        assert (f"Words of {world}" in page) == reads_draft(role, world.classification), str(world)


def test_stranger_who_is_not_found_a_draft_is_offered_to_sign_in(
    worlds: list[World], client_of: Callable[[str], Client]
) -> None:
    address = reverse("reports:detail", kwargs=draft_of(worlds, Classification.WHITE).address)
    page = client_of(STRANGER).get(address).content.decode()
    assert f"{reverse('login')}?next={address}" in page
    assert reverse("login") not in client_of(Role.PARTY).get(address).content.decode()


def draft_of(worlds: list[World], classification: str) -> World:
    return next(world for world in worlds if (world.state, world.classification) == (DRAFT, classification))


def test_text_stays_with_the_report_it_was_written_for(worlds: list[World], client_of: Callable[[str], Client]) -> None:
    amber, white = (draft_of(worlds, word).report for word in (Classification.AMBER, Classification.WHITE))
    text = SectionText.objects.create(report=amber, section="smda", body="<p>Words.</p>")
    address = reverse("admin:reports_sectiontext_change", args=(text.pk,))
    client = client_of(Role.CONTRIBUTOR)
    SectionDuty.objects.create(report=amber, section="smda", owner=User.objects.get(username=Role.CONTRIBUTOR))
    client.post(address, {"report": white.pk, "section": "smda", "body": "<p>Other words.</p>"})
    text.refresh_from_db()
    assert (text.report, text.body) == (amber, "<p>Words.</p>")
