"""WCAG 2.2 AA, on every kind of page: asked of axe at a desk in light and on a phone in dark colours, reflowed to a
window of 320 pixels, zoomed to 200%, and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import Page

from access.accounts.invitations import invite, link_to
from access.accounts.models import SignIn
from access.accounts.sessions import SessionStore
from access.models import Role, User
from importing.models import ImportRun
from jobs.models import Job, State
from readers.following.models import Following
from readers.following.services import stop_token
from reports.edition_making.services import start
from reports.engine.month import Month
from reports.models import Pack, Report
from reports.packs.issuing import KIND as PACK
from reports.packs.preview import KIND as PREVIEW
from reports.papers import PAPER
from reports.tasks import PRINT_DRAFT
from tests.access.cast import person
from tests.browser.axe import breaches
from tests.browser.looks import overflow
from tests.browser.place import DESK, PHONE, Site, empty_the_tables, serve_september
from tests.reports.packs.made import issue_pack
from tests.reports.publishing.life import published
from tests.test_access_matrix import ROWS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ZOOMED = {"width": DESK["width"] // 2, "height": DESK["height"] // 2}
NARROW = {"width": 320, "height": 640}
REPORT = {"kind": "operations", "month": Month(2021, 9)}

VERSION = {**REPORT, "version": 1}

# Whose eyes see the page, and the arguments of its address.
PAGES: dict[str, tuple[str, dict[str, Any] | Callable[[], dict[str, Any]]]] = {
    # What readers open
    "reports:library": ("", {}),
    "reports:detail": ("", REPORT),
    "publishing:check-file": ("", {}),
    "reading:changes": ("", REPORT),
    "reading:versions": ("", REPORT),
    "reading:exhibit": ("", {**VERSION, "of": "figures", "block": "helpdesk-topics"}),
    "reading:data": ("", VERSION),
    "reading:dictionary": ("", VERSION),
    "reading:cite": ("", VERSION),
    "reading:facts": ("", VERSION),
    "reading:fact": ("editor", {**VERSION, "key": "modifications.open"}),
    "restating:register": ("", {}),
    "readers:calendar": ("", {}),
    "following:index": ("reader", {}),
    "search:search": ("", {}),
    "api:docs": ("", {}),
    "registers:index": ("", {}),
    "registers:parties": ("", {}),
    "registers:parties-columns": ("", {}),
    "registers:party": ("", {"code": "example-electricity-network-06"}),
    "registers:modifications": ("", {}),
    "registers:modification": ("", {"reference": "MP078"}),
    "registers:dcc-assessments": ("", {}),
    "registers:meetings": ("", {}),
    "registers:meeting": ("", {"name": "panel-96"}),
    "registers:actions": ("reader", {}),
    "registers:releases": ("", {}),
    "registers:release": ("", {"slug": "november-2021-sec-release"}),
    "registers:sec-versions": ("", {}),
    "dashboard:index": ("", {}),
    "dashboard:figure": ("", {"slug": "parties"}),
    # Ways in
    "account_login": ("", {}),
    "accounts:index": ("reader", {}),
    "accounts:sign-ins": ("reader", {}),
    "accounts:password": ("reader", {}),
    "accounts:forgotten": ("", {}),
    "mfa_index": ("reader", {}),
    # Where staff work
    "packs:index": ("editor", {}),
    "invitations:index": ("administrator", {}),
    "jobs:index": ("administrator", {}),
    "reports:draft": ("editor", REPORT),
    "reports:facts": ("editor", REPORT),
    "reports:fact": ("editor", {**REPORT, "key": "modifications.open"}),
    "desk:index": ("editor", {}),
    "desk:month": ("editor", REPORT),
    "desk:open": ("editor", {"kind": "operations", "month": Month(2021, 10)}),
    "editions:index": ("editor", {}),
    "editions:edition": ("editor", {"kind": "operations", "key": "2021"}),
    "measures:index": ("editor", {}),
    "measures:grid": ("editor", {"month": REPORT["month"].first}),
    "checks:book": ("editor", REPORT),
    "checks:annex": ("editor", REPORT),
    "text:text": ("editor", {**REPORT, "section": "security"}),
    "text:versions": ("editor", {**REPORT, "section": "security"}),
    "importing:index": ("editor", {}),
    "importing:kinds": ("editor", {}),
    "review:review": ("editor", REPORT),
    "review:changes": ("editor", REPORT),
    "publishing:publish": ("editor", REPORT),
    "editions:start": ("editor", {"kind": "operations", "key": "2021"}),
    # What must be made first
    "editions:arrange": ("editor", lambda: {"kind": "operations", "key": new_edition().key}),
    "packs:pack": ("", lambda: {"pack": "97"}),
    "packs:arrange": ("editor", lambda: {"pack": "97"}),
    "jobs:job": ("administrator", lambda: {"job": Job.objects.latest("pk").pk}),
    "importing:run": ("editor", lambda: {"run": ImportRun.objects.create(owner=person("editor")).pk}),
    "following:stop-by-link": ("", lambda: {"token": followed()}),
}
LIKE_ANOTHER = {
    *("publishing:version", "publishing:version-part", "reports:part", "editions:preview", "editions:preview-part"),
    *("editions:take", "reading:latest-exhibit"),
    *("registers:modifications-columns", "registers:dcc-assessments-columns", "registers:meetings-columns"),
    *("registers:actions-columns", "registers:releases-columns", "registers:sec-versions-columns"),
    *("login", "account_reauthenticate", "mfa_reauthenticate", "mfa_authenticate", "accounts:forgotten-sent"),
}
"""Pages that are made by the templates of one that is asked, or are it at another address."""
UNDER_WAY: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "accounts:accept": ("", lambda: invited()),
    "accounts:new-password": ("", lambda: forgotten()),
    "reports:print-progress": ("editor", lambda: {**REPORT, "job": in_hand(PRINT_DRAFT, report=report().pk, of=PAPER)}),
    "packs:preview": ("editor", lambda: in_hand_of_pack(PREVIEW) and {"pack": "97"}),
    "packs:progress": ("editor", lambda: {"pack": "97", "job": in_hand_of_pack(PACK)}),
    "mfa_activate_totp": ("reader", lambda: confirmed("reader")),
    "mfa_add_webauthn": ("reader", lambda: confirmed("reader")),
    "mfa_deactivate_totp": ("contributor", lambda: with_every_factor()),
    "mfa_view_recovery_codes": ("contributor", lambda: confirmed("contributor")),
    "mfa_generate_recovery_codes": ("contributor", lambda: confirmed("contributor")),
    "mfa_list_webauthn": ("contributor", lambda: confirmed("contributor")),
    "mfa_edit_webauthn": ("contributor", lambda: {**confirmed("contributor"), "pk": passkey().pk}),
    "mfa_remove_webauthn": ("contributor", lambda: {**confirmed("contributor"), "pk": passkey().pk}),
}
"""Pages of a step that is under way (a way in, a second factor, a print), each loaded once: asked on the desk, and made
as narrow and dark as on the phone."""
NO_PAGES = {
    *("healthz", "favicon", "home", "desk:arrive", "packs:page", "jobs:events", "checks:renew", "text:chips"),
    *("text:mentions", "text:before", "openid_connect_login", "openid_connect_callback"),
    *("mfa_download_recovery_codes", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"),
}
FILES = re.compile(r"(-|:)(export|export-file|file|feed|csv|rows|word|pdf|json|paper|template|document)$|^api:(?!docs)")


def test_every_page_is_asked() -> None:
    """Or it is said why not: a page that is new is neither."""
    left_out = LIKE_ANOTHER | UNDER_WAY.keys() | NO_PAGES
    asked_for = {
        name for name, row in ROWS.items() if (row.method == "get" or name in PAGES) and not FILES.search(name)
    }
    assert asked_for - left_out == PAGES.keys() - {"publishing:check-file"}


def new_edition() -> Any:
    return start("operations", "2021", key="new", name="The new edition")


def followed() -> str:
    """The word of a link that would end something."""
    reader = user("reader")
    Following.objects.create(person=reader, target="report:operations", site="https://reports.example.org/")
    return stop_token(reader.pk)


# --- What a step that is under way stands on --------------------------------------------------------------------------


def invited() -> dict[str, Any]:
    invitation = invite("newcomer@example.org", [(Role.PARTY, "")], by=user("administrator"), site="https://x.example/")
    return {"token": link_to(invitation).rstrip("/").rpartition("/")[2]}


def forgotten() -> dict[str, Any]:
    one = user("reader")
    return {"uidb64": urlsafe_base64_encode(str(one.pk).encode()), "token": default_token_generator.make_token(one)}


def in_hand(kind: str, *, key: str | None = None, **arguments: Any) -> int:
    """A job that a worker is at."""
    now = {"started_at": timezone.now(), "attempts": 1, "percent": 40, "progress": "Laying out the pages"}
    return Job.objects.create(kind=kind, key=key, arguments=arguments, state=State.RUNNING, **now).pk


def in_hand_of_pack(kind: str) -> int:
    pack = Pack.objects.get()
    return in_hand(kind, key=f"{kind}:{pack.pk}:{pack.revision}", pack=pack.pk)


def confirmed(name: str) -> dict[str, Any]:
    """Who changes a second factor gave their password just now."""
    request = HttpRequest()
    request.user = user(name)
    request.session = SessionStore(SignIn.objects.get(person=request.user).session_key)
    record_authentication(request, request.user, method="password", reauthenticated=True)
    request.session.save()
    return {}


def with_every_factor() -> dict[str, Any]:
    one = user("contributor")
    TOTP.activate(one, "A" * 32)
    RecoveryCodes.activate(one)
    WebAuthn.add(one, "My telephone", {"clientExtensionResults": {"credProps": {"rk": True}}})
    return confirmed("contributor")


def passkey() -> Authenticator:
    found: Authenticator = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    return found


def user(name: str) -> User:
    return User.objects.get(username=name)


def report() -> Report:
    return Report.objects.select_related("meeting__committee").get(kind="operations")


FOCUS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter(one => !one.disabled && one.type !== "hidden" && one.tabIndex >= 0 && one.checkVisibility())
  .filter(one => {
    one.focus({focusVisible: true, preventScroll: true})
    if (document.activeElement !== one) return true
    const drawn = one.classList.contains("govuk-checkboxes__input") ? "::before" : null
    const style = getComputedStyle(drawn ? one.nextElementSibling : one, drawn)
    const width = style.outlineStyle === "auto" ? 2 : parseFloat(style.outlineWidth)
    return !((style.outlineStyle !== "none" && width >= 2) || style.boxShadow !== "none")
  }).map(one => one.outerHTML.slice(0, 100))"""
"""What cannot be come to by keyboard, or does not show that it was."""


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        published(report())
        issue_pack(report().meeting, "white")
        yield served
    empty_the_tables()


def test_every_kind_of_page_can_be_used_by_everybody(site: Site, open_browser: Callable[..., Page]) -> None:
    wrong: list[str] = []
    for who in {who for who, _ in (*PAGES.values(), *UNDER_WAY.values())}:
        desk = open_browser(who, viewport=DESK, color_scheme="light")
        phone = open_browser(who, viewport=PHONE, color_scheme="dark")
        for name, (whose, arguments) in PAGES.items():
            if whose == who:
                address = reverse(name, kwargs=arguments() if callable(arguments) else arguments)
                wrong += [f"{name}: {fault}" for fault in faults(desk, phone, site(address))]
        for name, (whose, made) in UNDER_WAY.items():
            if whose == who:
                wrong += [f"{name}: {fault}" for fault in faults(desk, None, site(reverse(name, kwargs=made())))]
                if resolve(urlsplit(desk.url).path).view_name != name:
                    wrong.append(f"{name}: leads to {desk.url}")
    assert wrong == []


def faults(desk: Page, phone: Page | None, address: str) -> Iterator[str]:
    """Without a phone of its own the desk is made like one."""
    desk.emulate_media(color_scheme="light")
    desk.set_viewport_size(DESK)  # type: ignore[arg-type]
    answer = desk.goto(address)
    if answer is None or answer.status != 200:
        yield f"answers {answer.status if answer else 'nothing'}"
        return
    yield from (f"desk: {one}" for one in breaches(desk))
    yield from (f"not by keyboard: {one}" for one in desk.evaluate(FOCUS))
    for window in (ZOOMED, NARROW):
        desk.set_viewport_size(window)  # type: ignore[arg-type]
        if by := overflow(desk):
            yield f"{by} pixels wider than a window of {window['width']}"
    if phone is None:
        desk.emulate_media(color_scheme="dark")
        desk.set_viewport_size(PHONE)  # type: ignore[arg-type]
    else:
        phone.goto(address)
    yield from (f"phone: {one}" for one in breaches(phone or desk))
