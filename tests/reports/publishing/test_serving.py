"""What was published is served as it is stored, to whom it is for, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from access.models import Act
from reports.models import Publication, Report, Withdrawal
from tests.access.cast import CAST, browser, person
from tests.reports.month import quiet_month
from tests.reports.publishing.life import PAGE_WORDS, add_file, made

pytestmark = pytest.mark.django_db

AT = "/reports/operations/2021-09/"
STAFF = {"contributor", "editor", "approver", "administrator"}
ANSWERS = {"approver", "administrator"}
EVERYONE = set(CAST)
MAY_READ = {
    ("white", ()): EVERYONE,
    ("green", ()): EVERYONE - {"stranger"},
    ("amber", ()): STAFF | {"panel", "sub-committee"},
    ("amber", ("panel",)): STAFF | {"panel"},
    ("amber", ("tag",)): STAFF | {"sub-committee"},
    ("amber", ("ssc",)): STAFF,
    ("red", ("panel",)): STAFF - {"contributor"} | {"panel"},
    ("red", ("tag",)): STAFF - {"contributor"} | {"sub-committee"},
    ("red", ("ssc",)): STAFF - {"contributor"},
}


def withdraw(publication: Publication) -> None:
    Withdrawal.objects.create(publication=publication, reason="A table was of another month.", by=person("approver"))


def get(name: str, address: str = "", **headers: Any) -> Any:
    return browser(name).get(AT + address, headers=headers)


# --- Who may read what ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("classification", "audience"), MAY_READ)
@pytest.mark.parametrize("name", CAST)
def test_page_and_files_are_found_by_those_they_are_for(
    name: str, classification: str, audience: tuple[str, ...]
) -> None:
    made(quiet_month(), classification=classification, audience=audience)
    expected = 200 if name in MAY_READ[classification, audience] else 404
    for address in (
        "",
        "v1/",
        "v1/files/paper.pdf",
        "v1/files/paper.json",
        "v1/files/paper.xlsx",
        "v1/files/paper.csv",
    ):
        assert get(name, address).status_code == expected, address


@pytest.mark.parametrize("name", CAST)
def test_part_that_stands_apart_is_found_by_those_it_is_for_alone(name: str) -> None:
    made(quiet_month())
    reads_red = name in MAY_READ["red", ("tag",)]
    for address in ("v1/parts/appendix-a/", "v1/files/paper-appendix-a.pdf", "v1/files/paper-appendix-a.csv"):
        assert get(name, address).status_code == (200 if reads_red else 404), address
    assert ("appendix-a" in get(name).content.decode()) == reads_red


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("address", ["v2/", "v0/", "v1/parts/appendix-b/", "v1/files/other.pdf", "v1/files/paper.html"])
def test_what_was_not_published_is_not_found(name: str, address: str) -> None:
    """A page's own file is none: it is read in its frame."""
    made(quiet_month())
    assert get(name, address).status_code == 404


@pytest.mark.parametrize("name", CAST)
def test_where_nothing_is_published_staff_find_the_draft(name: str) -> None:
    quiet_month()
    for address in ("", "draft/"):
        assert get(name, address).status_code == (200 if name in STAFF else 404)


@pytest.mark.parametrize("name", CAST)
def test_working_copy_stays_staffs_when_a_version_is_published(name: str) -> None:
    made(quiet_month())
    assert get(name, "draft/").status_code == (200 if name in STAFF else 404)
    page = get(name).content.decode()
    assert PAGE_WORDS in page
    assert (f'{AT}draft/"' in page) == (name in STAFF)


# --- Versions and withdrawal ------------------------------------------------------------------------------------------


def test_latest_version_stands_at_the_papers_own_address_and_the_earlier_at_its_own() -> None:
    report = quiet_month()
    made(report)
    assert "superseded" not in get("stranger", "v1/").content.decode()
    made(report, 2)
    page, first = get("stranger").content.decode(), get("stranger", "v1/").content.decode()
    assert f"{PAGE_WORDS}, body, version 2" in page
    assert "superseded" not in page
    assert f"{PAGE_WORDS}, body, version 1" in first
    assert "This is version 1, which is superseded" in first
    assert f'href="{AT}"' in first


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize(
    "address", ["", "v1/", "v1/files/paper.pdf", "v1/parts/appendix-a/", "v1/files/paper-appendix-a.pdf"]
)
def test_withdrawn_paper_shows_its_reason_in_the_place_of_its_files(name: str, address: str) -> None:
    withdraw(made(quiet_month()))
    answer = get(name, address)
    may_find = name in MAY_READ["red", ("tag",)] or "appendix" not in address
    assert answer.status_code == (404 if not may_find else 200 if name in ANSWERS else 410)
    if answer.status_code == 410:
        assert "A table was of another month." in answer.content.decode()
        assert PAGE_WORDS not in answer.content.decode()


def test_withdrawn_latest_does_not_bring_the_superseded_one_back() -> None:
    report = quiet_month()
    made(report)
    withdraw(made(report, 2))
    for address in ("", "v2/"):
        gone = get("stranger", address)
        assert gone.status_code == 410
        words = gone.content.decode()
        assert f'<a class="govuk-link" href="{AT}v1/">Version 1</a> can be read: it is superseded' in words
        assert f'href="{AT}versions/"' in words
        assert f'href="{AT}publish/"' not in words
    assert f'href="{AT}publish/">begin a correction</a>' in get("editor").content.decode()
    first = get("stranger", "v1/")
    words = first.content.decode()
    assert first.status_code == 200
    assert "Version 2 took its place and was withdrawn on" in words
    assert "A table was of another month." in words
    assert "Read the latest" not in words


def test_withdrawn_earlier_version_leads_to_no_other_that_is_withdrawn() -> None:
    report = quiet_month()
    first, second = made(report), made(report, 2)
    withdraw(first)
    assert f'href="{AT}">Version 2 took its place.</a>' in get("stranger", "v1/").content.decode()
    withdraw(second)
    words = get("stranger", "v1/").content.decode()
    assert "Version 2 took its place and was withdrawn on" in words
    assert "can be read" not in words + get("stranger").content.decode()


def test_later_version_that_is_red_is_named_to_those_who_read_red_alone() -> None:
    """The paper's own address shows each reader the latest version that they may read."""
    report = quiet_month()
    made(report)
    made(report, 2, classification="red", audience=("tag",))
    for name, version in (("stranger", 1), ("panel", 1), ("sub-committee", 2), ("approver", 2)):
        page = get(name).content.decode()
        assert f"{PAGE_WORDS}, body, version {version}, page" in page
        first = get(name, "v1/").content.decode()
        assert "superseded" not in first.lower(), name
        assert "<dd>Published</dd>" in listed(name) or version == 2


# --- As it is stored --------------------------------------------------------------------------------------------------


def test_file_is_served_byte_for_byte_under_its_hash() -> None:
    publication = made(quiet_month())
    file = publication.files.get(name="paper.pdf")
    answer = get("stranger", "v1/files/paper.pdf")
    assert answer.content == bytes(file.content)
    assert answer["ETag"] == f'"{file.sha256}"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="paper.pdf"'
    assert get("stranger", "v1/files/paper.csv")["Content-Disposition"] == 'attachment; filename="paper.csv"'


@pytest.mark.parametrize("name", ["stranger", "panel", "editor"])
@pytest.mark.parametrize("address", ["", "v1/", "v1/files/paper.pdf"])
def test_what_a_browser_holds_is_not_sent_again(name: str, address: str) -> None:
    made(quiet_month())
    client = browser(name)
    first = client.get(AT + address)
    again = client.get(AT + address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(AT + address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_superseded_page_is_sent_again_once_what_took_its_place_is_withdrawn() -> None:
    report = quiet_month()
    made(report)
    second = made(report, 2)
    tag = get("stranger", "v1/")["ETag"]
    withdraw(second)
    assert get("stranger", "v1/", **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("happens", ["superseded", "withdrawn"])
def test_page_is_sent_again_once_more_is_to_be_said_of_it(happens: str) -> None:
    report = quiet_month()
    publication = made(report)
    tag = get("stranger", "v1/")["ETag"]
    if happens == "superseded":
        made(report, 2)
    else:
        withdraw(publication)
    assert get("stranger", "v1/", **{"If-None-Match": tag}).status_code == (200 if happens == "superseded" else 410)


def test_page_of_another_person_is_another_page() -> None:
    made(quiet_month())
    assert get("panel")["ETag"] != get("stranger")["ETag"] != get("editor")["ETag"]


@pytest.mark.parametrize(
    ("classification", "name", "address", "said"),
    [
        ("white", "stranger", "", "public, no-cache"),
        ("white", "panel", "", "private, no-cache"),
        ("white", "panel", "v1/files/paper.pdf", "public, max-age=60"),
        ("green", "panel", "", "private, no-cache"),
        ("green", "panel", "v1/files/paper.pdf", "private, no-cache"),
        ("amber", "panel", "v1/files/paper.pdf", "private, no-store"),
        ("amber", "panel", "", "private, no-store"),
    ],
)
def test_caches_are_told_who_may_keep_it(classification: str, name: str, address: str, said: str) -> None:
    made(quiet_month(), classification=classification)
    assert get(name, address)["Cache-Control"] == said


def test_reading_and_taking_away_what_is_amber_or_red_is_kept() -> None:
    made(quiet_month(), classification="amber")
    for address in ("", "v1/files/paper.pdf", "v1/parts/appendix-a/"):
        assert get("editor", address).status_code == 200
    acts = Act.objects.filter(kind__in=("reading", "download")).order_by("pk")
    assert [(act.kind, act.by, act.detail["file"]) for act in acts] == [
        ("reading", person("editor"), "paper.html"),
        ("download", person("editor"), "paper.pdf"),
        ("reading", person("editor"), "paper-appendix-a.html"),
    ]


def test_reading_what_is_white_is_nobodys_business() -> None:
    made(quiet_month())
    for address in ("", "v1/files/paper.pdf"):
        assert get("editor", address).status_code == 200
    assert not Act.objects.filter(kind__in=("reading", "download")).exists()


# --- What it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "v1/", "v1/files/paper.pdf"])
@pytest.mark.parametrize("files", [0, 3])
def test_stranger_is_served_in_one_query(address: str, files: int, django_assert_num_queries: Any) -> None:
    publication = made(quiet_month())
    for number in range(files):
        add_file(publication, f"appendix-{'bcd'[number]}", "page", "red", ())
    client = Client()
    client.get(AT + address)
    with django_assert_num_queries(1):
        client.get(AT + address)


@pytest.mark.parametrize("address", ["", "v1/", "v1/files/paper.pdf"])
def test_panel_member_is_served_in_two_queries(address: str, django_assert_max_num_queries: Any) -> None:
    """Of a Green paper: their session with themselves and their roles, and what is served."""
    made(quiet_month(), classification="green")
    client = browser("panel")
    client.get(AT + address)
    with django_assert_max_num_queries(2):
        assert client.get(AT + address).status_code == 200


# --- The library ------------------------------------------------------------------------------------------------------


def listed(name: str) -> str:
    return " ".join(browser(name).get("/reports/").content.decode().split())


@pytest.mark.parametrize(("classification", "audience"), MAY_READ)
@pytest.mark.parametrize("name", CAST)
def test_library_lists_a_paper_to_those_it_is_for(name: str, classification: str, audience: tuple[str, ...]) -> None:
    report = quiet_month()
    Report.objects.update(classification="red")
    made(report, classification=classification, audience=audience)
    expected = name in MAY_READ[classification, audience] or name in STAFF - {"contributor"}
    assert (report.paper_reference in listed(name)) == expected


def test_library_says_how_each_paper_stands() -> None:
    report = quiet_month()
    assert "<dd>Draft</dd>" in listed("editor")
    first = made(report)
    assert "<dd>Published</dd>" in listed("stranger")
    made(report, 2)
    page = listed("stranger")
    assert "<dd>Published, version 2</dd>" in page
    link = f'<a class="govuk-link" href="{AT}v1/">version 1'
    first_version = f'{link}<span class="govuk-visually-hidden"> of Operations Report, '
    assert f"{first_version}September 2021</span></a>, superseded" in page
    withdraw(first)
    assert f"{first_version}September 2021</span></a>, withdrawn" in listed("stranger")
    assert "Draft" not in listed("editor")
