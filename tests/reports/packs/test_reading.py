"""Reading what was issued: who finds what, a page's address, and a file sent whole, in part, or not again."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.classification import Classification
from access.models import Act
from reports.models import Pack, PackFile, PackIssue
from reports.packs.naming import slug_of
from tests.access.cast import CAST, STRANGER, browser, person
from tests.reports.packs.made import NOON, audience_of, committee, issue_pack, meeting

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 4
FILE = "/packs/97/files/pack.pdf"
READERS = {
    "white": set(CAST),
    "green": set(CAST) - {STRANGER},
    "amber": {"panel", "contributor", "editor", "approver", "administrator"},
    "red": {"panel", "editor", "approver", "administrator"},
}


def add_edition(issue: PackIssue, classification: str, *spans: tuple[int, int, bool]) -> PackFile:
    """`spans` are (first, last, held) of the pack's pages."""
    rows, at = [], 1
    for first, last, held in spans:
        rows.append({"first": first, "last": last, "at": at, "held": held})
        at += last - first + 1 if held else 1
    content = classification.encode()
    line = {"title": f"Title for {classification}", "word": "White", "state": "held", "first": 3, "last": 5}
    return PackFile.objects.create(
        issue=issue,
        title="Pack",
        name=f"{classification}.pdf",
        classification=classification,
        audience=audience_of(classification, issue.pack.meeting),
        pages=at - 1,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        contents=[{"item": 1, "reference": "SECP_97_1510_01", "parts": [], **line}],
        page_map=rows,
        content=content,
    )


def issued(number: int = 0, first: int = 1, last: int = 9) -> PackIssue:
    pack = Pack.objects.first() or Pack.objects.create(meeting=meeting(97), begun_by=person("editor"))
    pages = {"first_page": first, "last_page": last}
    return PackIssue.objects.create(pack=pack, number=number, issued_by=person("editor"), issued_at=NOON, **pages)


@pytest.fixture
def two_editions() -> PackIssue:
    """Pages 3 to 5 are left out of the White one, and it ends before page 9."""
    issue = issued()
    add_edition(issue, "white", (1, 2, True), (3, 5, False), (6, 8, True))
    add_edition(issue, "red", (1, 9, True))
    return issue


# --- Who finds what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("classification", Classification.values)
@pytest.mark.parametrize("who", CAST)
def test_file_page_and_pack_are_found_by_those_who_may_read_them(who: str, classification: str) -> None:
    issue_pack(meeting(97), classification, CONTENT)
    client = browser(who)
    found = who in READERS[classification]
    for address, status in ((FILE, 200), ("/packs/97/", 200), ("/packs/97/p/2", 302)):
        assert client.get(address).status_code == (status if found else 404), address
    assert ("/packs/97/" in client.get("/packs/").content.decode()) == found


def test_member_of_the_committee_finds_its_amber_pack_and_the_panel_does_not() -> None:
    issue_pack(meeting(82, committee("tag", "Testing Advisory Group", "TAG")), "amber")
    assert browser("sub-committee").get("/packs/tag-82/").status_code == 200
    assert browser("panel").get("/packs/tag-82/").status_code == 404


@pytest.mark.usefixtures("two_editions")
def test_page_shows_the_contents_of_the_fullest_edition_alone() -> None:
    public = browser(STRANGER).get("/packs/97/").content.decode()
    assert "Title for white" in public
    assert "red" not in public.lower().replace("issued", "").replace("rendered", "")
    panel = browser("panel").get("/packs/97/").content.decode()
    assert "Title for red" in panel
    assert "Title for white" not in panel
    assert "white.pdf" in panel


# --- A page's address -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("two_editions")
@pytest.mark.parametrize(
    ("who", "page", "leads"),
    [
        ("panel", 4, "/packs/97/files/red.pdf#page=4"),
        ("panel", 9, "/packs/97/files/red.pdf#page=9"),
        (STRANGER, 2, "/packs/97/files/white.pdf#page=2"),
        (STRANGER, 4, "/packs/97/files/white.pdf#page=3"),
        (STRANGER, 7, "/packs/97/files/white.pdf#page=5"),
        (STRANGER, 9, None),
        ("panel", 10, None),
        ("panel", 0, None),
        ("panel", 10**30, None),
    ],
)
def test_address_of_a_page_opens_it_in_the_fullest_edition(who: str, page: int, leads: str | None) -> None:
    answer = browser(who).get(f"/packs/97/p/{page}")
    assert answer.status_code == (302 if leads else 404)
    assert answer.headers.get("Location") == leads


@pytest.mark.usefixtures("two_editions")
def test_page_of_a_supplement_is_in_its_file() -> None:
    add_edition(issued(1, 10, 12), "green", (10, 12, True))
    assert browser("panel").get("/packs/97/p/11").headers["Location"] == "/packs/97/files/green.pdf#page=2"
    assert browser(STRANGER).get("/packs/97/p/11").status_code == 404


@pytest.mark.parametrize("slug", ["97", "tag-82", "tag-82X"])
def test_pack_is_named_by_its_meeting(slug: str) -> None:
    where = {
        "97": lambda: meeting(97),
        "tag-82": lambda: meeting(82, committee("tag", "TAG", "TAG")),
        "tag-82X": lambda: meeting(82, committee("tag", "TAG", "TAG"), suffix="X"),
    }
    to = where[slug]()
    issue_pack(to, "white")
    assert slug_of(to) == slug
    assert browser(STRANGER).get(f"/packs/{slug}/").status_code == 200


@pytest.mark.parametrize("slug", ["98", "097x", "tag-97", "panel", "9999999999", "-97"])
def test_name_of_no_pack_is_not_found(slug: str) -> None:
    issue_pack(meeting(97), "white")
    assert browser(STRANGER).get(f"/packs/{slug}/").status_code == 404
    assert browser(STRANGER).get(f"/packs/{slug}/p/1").status_code == 404


# --- A file -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def client() -> Client:
    issue_pack(meeting(97), "white", CONTENT)
    return browser(STRANGER)


def test_file_is_sent_as_it_is_stored(client: Client) -> None:
    answer = client.get(FILE)
    assert answer.content == CONTENT
    assert answer.headers["ETag"] == f'"{sha256(CONTENT).hexdigest()}"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="pack.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert client.get(f"{FILE}?download").headers["Content-Disposition"].startswith("attachment")


def test_file_that_the_browser_has_is_not_sent_again(client: Client) -> None:
    etag = client.get(FILE).headers["ETag"]
    answer = client.get(FILE, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == etag


def test_browser_that_may_no_longer_read_it_is_not_told_that_it_has_it() -> None:
    issue_pack(meeting(97), "red", CONTENT)
    etag = browser("panel").get(FILE).headers["ETag"]
    assert browser("party").get(FILE, headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("bytes=0-9", range(10)),
        ("bytes=100-199", range(100, 200)),
        ("bytes=1000-", range(1000, 1024)),
        ("bytes=-24", range(1000, 1024)),
        ("bytes=1020-9999", range(1020, 1024)),
        ("bytes=-9999", range(1024)),
    ],
)
def test_part_of_a_file_is_sent_to_who_asks_for_it(client: Client, asked: str, sent: range) -> None:
    answer = client.get(FILE, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == CONTENT[sent.start : sent.stop]
    assert answer.headers["Content-Range"] == f"bytes {sent.start}-{sent.stop - 1}/1024"


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=9-3", "bytes=-0"])
def test_part_that_a_file_does_not_have_is_refused(client: Client, asked: str) -> None:
    answer = client.get(FILE, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_range_that_is_not_understood_is_answered_by_the_whole(client: Client, asked: str) -> None:
    assert client.get(FILE, headers={"Range": asked}).content == CONTENT


def test_part_of_another_version_is_answered_by_the_whole(client: Client) -> None:
    answer = client.get(FILE, headers={"Range": "bytes=0-9", "If-Range": '"other"'})
    assert answer.content == CONTENT


# --- What is recorded, and kept ---------------------------------------------------------------------------------------


def downloads() -> list[dict[str, Any]]:
    return list(Act.objects.filter(kind="download").order_by("pk").values_list("detail", flat=True))


@pytest.mark.parametrize("classification", Classification.values)
def test_amber_and_red_alone_are_recorded_and_kept_by_no_cache(classification: str) -> None:
    issue_pack(meeting(97), classification, CONTENT)
    answer = browser("panel").get(FILE)
    told = [(one["file"], one["classification"]) for one in downloads()]
    secret = classification in ("amber", "red")
    assert told == ([("pack.pdf", classification)] if secret else [])
    assert answer.headers["Cache-Control"] == ("private, no-store" if secret else "private, no-cache")


def test_who_has_an_amber_file_is_recorded_before_that_is_said() -> None:
    issue_pack(meeting(97), "amber", CONTENT)
    answer = browser("panel").get(FILE, headers={"If-None-Match": f'"{sha256(CONTENT).hexdigest()}"'})
    assert (answer.status_code, len(downloads())) == (304, 1)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_viewer_that_goes_on_part_by_part_is_recorded_once_in_its_session() -> None:
    issue_pack(meeting(97), "red", CONTENT)
    first, second = browser("panel"), browser("panel")
    for asked in ("bytes=0-99", "bytes=100-199", "bytes=200-299", "bytes=-24"):
        assert first.get(FILE, headers={"Range": asked}).status_code == 206
    assert [one["bytes"] for one in downloads()] == ["0-99"]
    second.get(FILE, headers={"Range": "bytes=0-99"})
    assert len(downloads()) == 2


def test_all_but_the_first_byte_is_recorded_too() -> None:
    issue_pack(meeting(97), "red", CONTENT)
    client = browser("panel")
    for _ in range(2):
        client.get(FILE, headers={"Range": "bytes=1-"})
    assert [one["bytes"] for one in downloads()] == ["1-1023"]
    assert client.get(FILE, headers={"Range": "bytes=1024-"}).status_code == 416
    assert len(downloads()) == 1


# --- Cost -------------------------------------------------------------------------------------------------------------


def queries(client: Client, address: str, **headers: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.get(address, headers=headers)
    own = ("django_session", "access_user", "access_rolegrant", "accounts_", "mfa_", "SAVEPOINT", "account_")
    return [one["sql"] for one in found if not any(name in one["sql"] for name in own)]


@pytest.mark.parametrize(("who", "classification"), [(STRANGER, "white"), ("panel", "white"), ("panel", "red")])
def test_served_with_at_most_three_queries_beside_those_for_who_asks(who: str, classification: str) -> None:
    issue_pack(meeting(97), classification, CONTENT)
    client = browser(who)
    etag = client.get(FILE).headers["ETag"]
    assert len(queries(client, FILE)) <= 3
    assert len(queries(client, FILE, **{"If-None-Match": etag})) == (2 if classification == "red" else 1)
    assert len(queries(client, "/packs/97/p/2")) == 1


@pytest.mark.parametrize("address", ["/packs/97/", "/packs/"])
def test_pages_cost_the_same_with_one_issue_and_three(address: str) -> None:
    def add(number: int) -> None:
        add_edition(issued(number, number * 10 + 1, number * 10 + 9), "white", (number * 10 + 1, number * 10 + 9, True))

    client: Client = browser("editor")
    add(0)
    count: Callable[[], int] = lambda: len(queries(client, address))  # noqa: E731
    one = count()
    add(1)
    add(2)
    assert count() == one


def test_nothing_but_reading_is_answered(client: Client) -> None:
    for address in (FILE, "/packs/97/", "/packs/97/p/1"):
        answer: Any = client.post(address)
        assert answer.status_code == 405


# --- What it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "who", "most"), [("white", STRANGER, 1), ("green", "party", 2), ("red", "panel", 3)])
@pytest.mark.parametrize("issues", [1, 3])
def test_file_takes_two_queries_and_one_more_to_record_a_download(
    word: str, who: str, most: int, issues: int, django_assert_num_queries: Any
) -> None:
    """The session with whose it is and their roles; the file with what of it was withdrawn."""
    for number in range(issues):
        add_edition(issued(number, 1 + 9 * number, 9 + 9 * number), word, (1 + 9 * number, 9 + 9 * number, True))
    client, address = browser(who), f"/packs/97/files/{word}.pdf"
    tag = client.get(address)["ETag"]
    for headers in ({}, {"if-none-match": tag}, {"range": "bytes=0-1"}):
        with django_assert_num_queries(most + ("range" in headers)):
            assert client.get(address, headers=headers).status_code in (200, 206, 304)
