"""Issuing a pack and its supplements: once, as it was asked for, and one mail to each who may read something of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from access.models import Act, Role, RoleGrant, User
from jobs.models import Job, Mail, State
from jobs.services import cancel
from jobs.tasks import run
from reports.models import AgendaPaper, Pack, PackFile, PackIssue, Publication, UploadedPaper, Withdrawal
from reports.packs import agenda, issuing
from reports.packs.agenda import STALE, Told, begin
from reports.packs.issuing import ask, next_issue, people_to_tell
from reports.packs.uploads import Checked
from reports.publishing.services import withdraw
from tests.access.cast import CAST, STRANGER, browser, person
from tests.reports.packs.made import committee, meeting, printed, published, report_to

pytestmark = pytest.mark.django_db
SITE = "https://reports.example.org/"


def file(*words: str) -> Checked:
    """As one that was checked, which has tests of its own."""
    content = printed(*words)
    return Checked("paper.pdf", content, len(words), sha256(content).hexdigest())


def pack_with(*papers: tuple[str, str, tuple[str, ...]], **more: object) -> Pack:
    """(title, classification, words of each page; none is to follow)."""
    pack = begin(meeting(97, **more), person("editor"))
    for title, classification, words in papers:
        given = file(*words) if words else None
        agenda.add_paper(pack, Told(title, classification), seen=pack.revision, by=person("editor"), file=given)
    return pack


def issue(pack: Pack) -> PackIssue:
    job = ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.DONE, job.error
    pack.refresh_from_db()
    return PackIssue.objects.get(pk=job.result["issue"])


def stamped(file: PackFile) -> list[int]:
    pages = PdfReader(BytesIO(bytes(file.content))).pages
    return [int(re.findall(r"Pack page (\d+)", page.extract_text())[-1]) for page in pages]


def mails() -> list[str]:
    return sorted(Mail.objects.values_list("to", flat=True))


def addresses(*names: str) -> list[str]:
    return sorted(f"{name}@example.org" for name in names)


@pytest.fixture
def cast() -> None:
    for name in CAST:
        if name != STRANGER:
            person(name)


# --- What is issued ---------------------------------------------------------------------------------------------------


def test_pack_of_our_reports_uploads_and_one_to_follow_is_issued_for_each_audience() -> None:
    pack = pack_with(("Minutes", "white", ("Minute one",)), ("Names", "red", ("Redword",)), ("Later", "white", ()))
    ours = published(
        report_to(pack.meeting, 9), "Operations", "Ours one", parts=(("amber", "Appendix A", ("Amberword",)),)
    )
    agenda.add_publication(pack, ours, seen=pack.revision)
    made = issue(pack)
    files = {file.classification: file for file in made.files.all()}
    assert [(one.classification, one.audience) for one in files.values()] == [
        ("white", []),
        ("amber", ["panel"]),
        ("red", ["panel"]),
    ]
    assert (made.number, made.first_page, made.last_page) == (0, 1, 10)
    assert stamped(files["red"]) == list(range(1, 11))
    assert [row["title"] for row in files["white"].contents] == [
        "Minutes",
        "A paper that is withheld",
        "Later",
        "Operations",
    ]
    issued = AgendaPaper.objects.filter(issue=made).values_list("title", flat=True)
    assert set(issued) == {"Minutes", "Names", "Operations"}
    assert AgendaPaper.objects.get(announced=made).title == "Later"
    act = Act.objects.get(kind="pack issued")
    assert act.by == person("editor")
    assert act.detail == {
        "meeting": pack.meeting.title,
        "date": str(pack.meeting.held_on),
        "issue": "the pack",
        "papers": 4,
    }


def test_late_papers_go_on_in_supplements_from_the_last_page() -> None:
    pack = pack_with(("First", "white", ("One",)), ("Later", "white", ()))
    first = issue(pack)
    later = AgendaPaper.objects.get(title="Later")
    assert next_issue(pack, agenda.papers_of(pack)).faults == ["There is no paper that was not issued yet."]
    agenda.give(pack, later.pk, file("Later one", "Later two"), seen=pack.revision, by=person("editor"))
    agenda.add_paper(pack, Told("Last", "white"), seen=pack.revision, by=person("editor"), file=file("Last one"))
    second = issue(pack)
    assert (second.number, second.first_page) == (1, first.last_page + 1)
    made = second.files.get()
    assert stamped(made) == list(range(second.first_page, second.last_page + 1))
    assert [(row["item"], row["title"], row["reference"]) for row in made.contents] == [
        (2, "Later", "SECP_97_1510_02"),
        (3, "Last", "SECP_97_1510_03"),
    ]
    assert made.name == "SECP_97_1510_supplement_1_white.pdf"


def test_what_is_issued_cannot_be_changed_or_deleted() -> None:
    pack = pack_with(("First", "white", ("One",)))
    made = issue(pack)
    for rows, change in (
        (PackFile.objects.filter(issue=made), {"name": "other.pdf"}),
        (PackIssue.objects.filter(pk=made.pk), {"last_page": 99}),
        (UploadedPaper.objects.filter(pack=pack), {"name": "other.pdf"}),
    ):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            rows._raw_delete(rows.db)


# --- What is refused --------------------------------------------------------------------------------------------------


def test_empty_agenda_and_a_withdrawn_paper_are_not_issued() -> None:
    pack = begin(meeting(97), person("editor"))
    with pytest.raises(ValidationError, match="The agenda is empty"):
        ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    ours = published(report_to(pack.meeting, 1), "Operations")
    agenda.add_publication(pack, ours, seen=pack.revision)
    Withdrawal.objects.create(publication=ours, reason="Wrong", by=person("approver"))
    with pytest.raises(ValidationError, match="version 1 was withdrawn"):
        ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    assert not Job.objects.filter(kind=issuing.KIND).exists()


def test_agenda_that_changed_before_it_was_asked_for_is_not_issued() -> None:
    pack = pack_with(("First", "white", ("One",)))
    with pytest.raises(ValidationError, match="Meanwhile somebody changed") as refused:
        ask(pack, seen=pack.revision - 1, by=person("editor"), site=SITE)
    assert refused.value.code == STALE


def test_agenda_that_changed_after_it_was_asked_for_is_not_issued() -> None:
    pack = pack_with(("First", "white", ("One",)))
    job = ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    agenda.add_paper(pack, Told("Second", "white"), seen=pack.revision, by=person("editor"))
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "The agenda was changed" in job.error
    assert not PackIssue.objects.exists()


def test_agenda_that_changes_while_it_is_bound_is_not_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pack_with(("First", "white", ("One",)))
    job = ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    assemble = issuing.assemble

    def meanwhile(*given: object, **more: object) -> object:
        made = assemble(*given, **more)
        agenda.add_paper(pack, Told("Second", "white"), seen=pack.revision, by=person("editor"))
        return made

    monkeypatch.setattr(issuing, "assemble", meanwhile)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert not PackIssue.objects.exists()
    assert not Mail.objects.exists()


def with_our_report() -> tuple[Pack, Publication]:
    pack = pack_with(("First", "white", ("One",)))
    ours = published(report_to(pack.meeting, 9), "Operations")
    agenda.add_publication(pack, ours, seen=pack.revision)
    return pack, ours


def refused_with(job: Job, words: str) -> None:
    """The job issued nothing and told nobody, and says so to whoever makes packs."""
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert not PackIssue.objects.exists()
    assert not Mail.objects.exists()
    shown = browser("editor").get(f"/packs/97/progress/{job.pk}/").content.decode()
    assert words in shown
    assert "give an operator" not in shown


def test_paper_withdrawn_after_it_was_asked_for_is_not_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    pack, ours = with_our_report()
    job = ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    withdraw(ours, by=person("approver"), reason="Wrong")
    monkeypatch.delattr(issuing, "assemble")
    refused_with(job, "Nothing was issued. Operations: version 1 was withdrawn.")


def after_binding(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    assemble = issuing.assemble

    def meanwhile(*given: object, **more: object) -> object:
        made = assemble(*given, **more)
        act()
        return made

    monkeypatch.setattr(issuing, "assemble", meanwhile)


def test_paper_withdrawn_while_it_is_bound_is_not_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    pack, ours = with_our_report()
    job = ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    after_binding(monkeypatch, lambda: withdraw(ours, by=person("approver"), reason="Wrong"))
    refused_with(job, "Nothing was issued. Operations: version 1 was withdrawn.")


def test_who_lost_the_right_to_while_it_was_made_issues_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pack, _ = with_our_report()
    leaver = User.objects.create(username="leaver", email="leaver@example.org")
    RoleGrant.objects.create(user=leaver, role=Role.EDITOR)
    job = ask(pack, seen=pack.revision, by=leaver, site=SITE)
    after_binding(monkeypatch, lambda: RoleGrant.objects.filter(user=leaver).delete())
    refused_with(job, "Who asked for it may no longer make packs.")
    monkeypatch.undo()
    assert issue(pack).issued_by == person("editor")


def test_reports_are_held_before_their_withdrawals_are_looked_at_for_the_last_time() -> None:
    pack, ours = with_our_report()
    job = ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    with CaptureQueriesContext(connection) as found:
        run(job.pk)
    asked = [one["sql"] for one in found]
    held = [n for n, sql in enumerate(asked) if '"reports_report"' in sql and "FOR NO KEY UPDATE" in sql]
    looked = [n for n, sql in enumerate(asked) if sql.startswith("SELECT") and '"reports_withdrawal"' in sql]
    stored = [n for n, sql in enumerate(asked) if 'INSERT INTO "reports_packissue"' in sql]
    assert len(held) == len(stored) == 1
    assert f"IN ({ours.report_id})" in asked[held[0]]
    assert held[0] < looked[-1] < stored[0]


# --- Once -------------------------------------------------------------------------------------------------------------


def test_asked_twice_it_is_issued_once() -> None:
    pack = pack_with(("First", "white", ("One",)))
    jobs = [ask(pack, seen=pack.revision, by=person(who), site=SITE) for who in ("editor", "administrator")]
    assert jobs[0] == jobs[1]
    for job in (*jobs, *jobs):
        run(job.pk)
    assert PackIssue.objects.count() == 1
    assert Mail.objects.count() == 2


def test_stopped_while_it_is_made_it_is_not_issued_and_can_be_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pack_with(("First", "white", ("One",)), ("Second", "white", ("Two",)))
    job = ask(pack, seen=pack.revision, by=person("editor"), site=SITE)
    content = issuing.content_of

    def read(source: tuple[str, int]) -> bytes:
        cancel(job)
        return content(source)

    monkeypatch.setattr(issuing, "content_of", read)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert not PackIssue.objects.exists()
    assert not Mail.objects.exists()
    monkeypatch.undo()
    assert issue(pack).number == 0


# --- Mail -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("classification", "readers"),
    [
        ("white", ("party", "panel", "sub-committee", "contributor", "editor", "approver", "administrator")),
        ("green", ("party", "panel", "sub-committee", "contributor", "editor", "approver", "administrator")),
        ("amber", ("panel", "contributor", "editor", "approver", "administrator")),
        ("red", ("panel", "editor", "approver", "administrator")),
    ],
)
def test_those_who_may_read_an_edition_get_one_mail_each_with_a_link(
    classification: str, readers: tuple[str, ...]
) -> None:
    pack = pack_with(("Secrettitle", classification, ("Secretword",)))
    issue(pack)
    assert mails() == addresses(*readers)
    mail = Mail.objects.first()
    assert mail is not None
    assert "https://reports.example.org/packs/97/" in mail.body
    assert mail.subject == "The paper pack: SEC Panel Meeting 97"
    assert "Secret" not in mail.subject + mail.body


@pytest.mark.usefixtures("cast")
def test_members_of_another_committee_hear_nothing_of_its_amber_papers() -> None:
    tag = committee("tag", "Testing Advisory Group", "TAG")
    pack = pack_with(("Amber", "amber", ("Word",)), of=tag)
    issue(pack)
    assert "panel@example.org" not in mails()
    assert "sub-committee@example.org" in mails()
    assert "/packs/tag-97/" in Mail.objects.first().body


def test_who_left_has_no_role_or_no_address_gets_no_mail() -> None:
    gone = person("panel")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    User.objects.create(username="nobody", email="nobody@example.org")
    RoleGrant.objects.create(user=User.objects.create(username="silent", email=""), role=Role.PARTY)
    assert people_to_tell() == []


def test_address_that_no_mail_can_go_to_keeps_nobody_elses_mail() -> None:
    broken = User.objects.create(username="broken", email="not an address")
    RoleGrant.objects.create(user=broken, role=Role.PARTY)
    pack = pack_with(("First", "white", ("One",)))
    issue(pack)
    assert mails() == addresses("editor")


@pytest.mark.usefixtures("cast")
def test_supplement_is_a_mail_of_its_own() -> None:
    pack = pack_with(("First", "white", ("One",)))
    issue(pack)
    agenda.add_paper(pack, Told("Late", "red"), seen=pack.revision, by=person("editor"), file=file("Late"))
    issue(pack)
    assert Mail.objects.filter(to="party@example.org").count() == 1
    assert Mail.objects.filter(to="panel@example.org").count() == 2
    assert Mail.objects.filter(subject="Supplement 1 to the paper pack: SEC Panel Meeting 97").count() == 4


# --- Page by page -----------------------------------------------------------------------------------------------------


def test_pack_of_twenty_papers_is_opened_page_by_page() -> None:
    words = ("white", "green", "amber", "red")
    papers = [(f"Paper {n}", words[n % 4], ("Words", "More") if n % 2 else ("Words",)) for n in range(20)]
    made = issue(pack_with(*papers))
    for who, edition in (("panel", "red"), ("party", "green"), (STRANGER, "white")):
        file, client = made.files.get(classification=edition), browser(who)
        sheets = [page.extract_text() for page in PdfReader(BytesIO(bytes(file.content))).pages]
        for number in range(1, made.last_page + 1):
            where = client.get(f"/packs/97/p/{number}").headers["Location"]
            assert where.startswith(f"/packs/97/files/{file.name}#page=")
            shown = sheets[int(where.partition("=")[2]) - 1]
            said = re.search(r"Pack pages? (\d+) (?:to (\d+) are|is) withheld", shown)
            first, last = (int(said[1]), int(said[2] or said[1])) if said else (number, number)
            assert first <= number <= last
            assert f"Pack page {first}" in shown
