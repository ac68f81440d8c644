"""The admin in a real browser: its scripts run under our strict policy, and what is typed is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from access.models import Role, RoleGrant, User
from parties.models import PartyCategory
from tests.parties.cast import party, voting_group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any, client: Any) -> Iterator[Page]:
    """A page with an editor signed in. The test fails if anything on it was blocked or broke."""
    editor = User.objects.create_user("editor", "editor@example.org")
    RoleGrant.objects.create(user=editor, role=Role.EDITOR)
    client.force_login(editor)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert wrong == []


def test_overlapping_history_typed_in_a_browser_is_refused_in_words_and_kept(desk: Page, live_server: Any) -> None:
    of = party("Arrow Energy Limited", category=PartyCategory.OTHER)
    desk.goto(live_server.url + reverse("admin:parties_party_change", args=(of.pk,)))
    desk.get_by_role("button", name="Add another Party Category period").click()
    row = desk.locator("#category_periods-1")
    row.locator("select").select_option("gas_network")
    row.get_by_label("From").fill("2021-09-15")
    desk.get_by_label("Trading name").fill("Arrow")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("The Party is in another category for part of this time.")).to_be_visible()
    expect(desk.locator("#category_periods-1").get_by_label("From")).to_have_value("2021-09-15")
    expect(desk.get_by_label("Trading name")).to_have_value("Arrow")
    desk.locator("#category_periods-0").get_by_label("Up to, not including").fill("2021-09-15")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    assert of.category_periods.count() == 2


def test_voting_group_is_found_by_typing_its_name(desk: Page, live_server: Any) -> None:
    of, group = party("Arrow Energy Limited"), voting_group()
    desk.goto(live_server.url + reverse("admin:parties_party_verb", args=(of.pk, "move-voting-group")))
    desk.locator(".select2-selection").click()
    desk.locator(".select2-search__field").fill(group.name[-4:])
    desk.get_by_role("option", name=group.name).click()
    desk.get_by_label("From").fill("2021-09-15")
    desk.get_by_role("button", name="Move to another Voting Group").click()
    expect(desk.get_by_text(f"{of.name} is in {group.name} from 15 September 2021.")).to_be_visible()


@pytest.mark.parametrize("width", [1360, 400])
def test_no_page_is_wider_than_the_window(desk: Page, live_server: Any, width: int) -> None:
    of = party("Arrow Energy Limited", group=voting_group())
    desk.set_viewport_size({"width": width, "height": 900})
    for address in (
        reverse("admin:index"),
        reverse("admin:parties_party_changelist"),
        reverse("admin:parties_party_change", args=(of.pk,)),
        reverse("admin:parties_party_verb", args=(of.pk, "expel")),
        reverse("admin:measures_observation_add"),
    ):
        desk.goto(live_server.url + address)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, address
