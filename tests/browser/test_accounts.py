"""A person's life at the door: invited, with a password, an authenticator app, a recovery code and a passkey."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from jobs.models import Job
from jobs.tasks import run
from tests.access.accounts.doors import code_of, link_in
from tests.browser.looks import CUT_OFF, overflow, pale
from tests.browser.place import PASSWORD, PHONE, Complaints, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]


def sign_in(page: Page, site: Site, name: str, password: str = PASSWORD) -> None:
    page.goto(site("/accounts/login/"))
    page.get_by_label("User name or e-mail address").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def is_signed_in(page: Page, name: str) -> None:
    expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()


def confirm(page: Page) -> None:
    """What changes a second factor asks for the password again."""
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def keeps_to_the_screen(page: Page) -> None:
    assert overflow(page) == 0, page.url
    assert page.evaluate(CUT_OFF) == [], page.url
    assert pale(page) == [], page.url


@contextmanager
def authenticator(page: Page) -> Iterator[None]:
    """A device that says who its owner is, with a finger that is always laid on."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    yield
    devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device["authenticatorId"]})


# --- An authenticator app -------------------------------------------------------------------------------


def set_up_app(page: Page, site: Site) -> str:
    """From one's account page; the key that stands on the page."""
    page.goto(site("/accounts/"))
    page.get_by_role("link", name="Second step and passkeys").click()
    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    picture = page.get_by_alt_text("The key as a picture to scan")
    assert picture.evaluate("one => one.complete && one.naturalWidth") > 0
    key = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Authenticator code").fill("000000")
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("alert")).to_contain_text("That code is not right")
    key_now = page.locator("#authenticator_secret").inner_text()
    assert key_now == key
    page.get_by_label("Authenticator code").fill(code_of(key))
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    return key


def test_app_and_recovery_code_are_a_second_step_until_they_are_removed(site: Site, open_browser: Opener) -> None:
    page = open_browser(java_script_enabled=False)
    sign_in(page, site, "contributor@example.org")
    is_signed_in(page, "contributor")
    key = set_up_app(page, site)
    codes = page.locator("#recovery_codes code").all_inner_texts()
    assert len(codes) == 10

    sign_out(page)
    sign_in(page, site, "contributor")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill(code_of(key))
    page.get_by_role("button", name="Sign in").click()
    is_signed_in(page, "contributor")

    sign_out(page)
    sign_in(page, site, "contributor")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    is_signed_in(page, "contributor")

    page.goto(site("/accounts/2fa/"))
    expect(page.get_by_text("9 left")).to_be_visible()
    page.get_by_role("link", name="Remove the app").click()
    confirm(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The authenticator app is removed.")).to_be_visible()
    sign_out(page)
    sign_in(page, site, "contributor")
    is_signed_in(page, "contributor")


# --- A passkey ------------------------------------------------------------------------------------------


def test_passkey_signs_in_alone_and_as_a_second_step(site: Site, open_browser: Opener) -> None:
    page = open_browser()
    with authenticator(page):
        sign_in(page, site, "reader")
        is_signed_in(page, "reader")
        page.goto(site("/accounts/2fa/"))
        page.get_by_role("link", name="Add a passkey").click()
        confirm(page)
        page.get_by_label("Name").fill("My telephone")
        page.get_by_role("button", name="Add the passkey").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        page.goto(site("/accounts/2fa/webauthn/"))
        expect(page.get_by_text("My telephone")).to_be_visible()
        expect(page.get_by_text("Signs you in alone.")).to_be_visible()

        sign_out(page)
        page.goto(site("/accounts/login/?next=/accounts/sign-ins/"))
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("heading", name="Your sign-ins")).to_be_visible()

        sign_out(page)
        sign_in(page, site, "reader")
        expect(page.get_by_role("heading", name="Second step")).to_be_visible()
        page.get_by_role("button", name="Use a passkey").click()
        is_signed_in(page, "reader")

        page.goto(site("/accounts/2fa/webauthn/"))
        page.get_by_role("link", name="Remove My telephone").click()
        page.get_by_role("link", name="Use a security key").click()
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_role("button", name="Remove it").click()
        expect(page.get_by_text("The passkey is removed.")).to_be_visible()


def test_passkey_that_is_not_used_says_so_and_the_password_still_works(site: Site, open_browser: Opener) -> None:
    page = open_browser()
    page.add_init_script(
        "navigator.credentials.get = async () => { throw new DOMException('refused', 'NotAllowedError') }"
    )
    page.goto(site("/accounts/login/"))
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("the passkey was not used")
    sign_in(page, site, "editor")
    is_signed_in(page, "editor")


# --- An invitation --------------------------------------------------------------------------------------


def mailed_link(to: str) -> str:
    """Has the jobs done that wait. The path of the link in the last mail to the address."""
    for job in Job.objects.filter(state="queued").order_by("pk"):
        run(job.pk)
    return link_in([sent.body for sent in mail.outbox if sent.to == [to]][-1])


def test_invited_panel_member_accepts_and_signs_in(site: Site, open_browser: Opener) -> None:
    desk = open_browser("administrator")
    desk.goto(site("/accounts/"))
    desk.get_by_role("link", name="Invite people").click()
    desk.get_by_label("E-mail address").fill("new.member@example.org")
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.get_by_role("alert")).to_contain_text("Choose at least one role.")
    expect(desk.get_by_label("E-mail address")).to_have_value("new.member@example.org")
    desk.get_by_label("Panel member", exact=True).check()
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.get_by_text("new.member@example.org is invited.")).to_be_visible()
    link = mailed_link("new.member@example.org")

    page = open_browser(viewport=PHONE)
    page.goto(site(link))
    keeps_to_the_screen(page)
    page.get_by_label("First name").fill("New")
    page.get_by_label("Last name").fill("Member")
    page.get_by_label("Password", exact=True).fill("quite a long one")
    page.get_by_label("The password again").fill("quite a long one")
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_text("Your account is ready.")).to_be_visible()
    sign_in(page, site, "new.member@example.org", "quite a long one")
    is_signed_in(page, "New Member")

    desk.reload()
    expect(desk.get_by_text("Panel member. Invited by administrator on")).to_contain_text("Accepted on")


def test_link_that_was_made_up_says_nothing(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("the server responded with a status of 404")
    page = open_browser()
    page.goto(site("/accounts/invitation/made-up/"))
    expect(page.get_by_role("heading", name="This link leads nowhere")).to_be_visible()


# --- Sign-ins, a new password, and how it looks ---------------------------------------------------------


def test_other_sign_in_is_ended_from_the_page_that_lists_them(site: Site, open_browser: Opener) -> None:
    here, there = open_browser(), open_browser()
    for page in (here, there):
        sign_in(page, site, "editor")
        is_signed_in(page, "editor")
    here.goto(site("/accounts/sign-ins/"))
    expect(here.get_by_text("This browser")).to_be_visible()
    here.get_by_role("button", name="End all others").click()
    expect(here.get_by_text(re.compile(r"\d sign-ins? ended"))).to_be_visible()
    there.goto(site("/accounts/"))
    expect(there.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("kind", [{"viewport": PHONE}, {}], ids=["phone", "desk"])
def test_pages_keep_to_the_screen_and_are_easily_read(
    kind: dict[str, object], site: Site, open_browser: Opener
) -> None:
    stranger = open_browser(**kind)
    for path in ("login/", "forgotten/", "forgotten/sent/"):
        stranger.goto(site(f"/accounts/{path}"))
        keeps_to_the_screen(stranger)
    page = open_browser(**kind)
    sign_in(page, site, "administrator")
    is_signed_in(page, "administrator")
    for path in ("", "password/", "sign-ins/", "2fa/", "2fa/webauthn/", "invitations/", "reauthenticate/"):
        page.goto(site(f"/accounts/{path}"))
        keeps_to_the_screen(page)
    for path in ("2fa/totp/activate/", "2fa/webauthn/add/"):
        page.goto(site(f"/accounts/{path}"))
        if page.get_by_role("heading", name="Confirm that it is you").is_visible():
            confirm(page)
        keeps_to_the_screen(page)
