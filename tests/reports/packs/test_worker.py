"""Whatever is killed, and at whichever step: one issue of each pack, one set of editions, one mail to each reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from jobs.locks import locked_job_ids
from jobs.models import Job, Mail, MailState, State
from jobs.tasks import RING_AGAIN_AFTER, sweep
from reports.models import AgendaPaper, Pack, PackFile, PackIssue
from reports.packs import agenda
from reports.packs.agenda import Told, begin
from reports.packs.issuing import ask
from reports.packs.uploads import Checked
from tests.access.cast import person
from tests.jobs.mail_server import MailServer
from tests.pdf_structure import faults
from tests.reports.packs.held_up import ISSUED, ISSUING, STEPS
from tests.reports.packs.made import meeting
from tests.reports.packs.test_tags import tagged
from tests.workers import WorkerPark, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
HELD_UP, GATES = "tests.reports.packs.held_up", "tests.jobs.gates"
PATIENCE = 45  # seconds
READERS = {"white": ("editor", "party"), "red": ("panel",)}
"""Who opens something of the packs, by the highest that they may read."""


@pytest.fixture
def park(transactional_db: None, tmp_path: Path) -> Iterator[WorkerPark]:
    with WorkerPark(tmp_path) as park:
        yield park


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


def asked(number: int) -> Job:
    """For the pack of that meeting, with a White and a Red paper and one that is to follow. What is bound is PDF/UA, so
    that the editions are."""
    pack = begin(meeting(number), person("editor"))
    for title, classification, words in (("Minutes", "white", "Minute"), ("Names", "red", "Name")):
        told = Told(title, classification)
        agenda.add_paper(pack, told, seen=pack.revision, by=person("editor"), file=brought(words))
    agenda.add_paper(pack, Told("Later", "white"), seen=pack.revision, by=person("editor"))
    return ask(pack, seen=pack.revision, by=person("editor"), site="https://reports.example.org/")


def brought(word: str) -> Checked:
    content = tagged(word)
    return Checked("paper.pdf", content, 2, sha256(content).hexdigest(), tagged=True)


def ring_for_the_unheard() -> None:
    """As the timetable does, a while later."""
    Job.objects.filter(state=State.QUEUED).update(sent_at=timezone.now() - 2 * RING_AGAIN_AFTER)
    sweep()


def held(gates: Path, number: int) -> int:
    """The process of the database that serves the worker which is held at that pack's step."""
    note = gates / f"{number} held"
    wait_until(note.exists, PATIENCE, note.name)
    return int(note.read_text())


def outcomes(jobs: list[Job]) -> list[tuple[str, int, str]]:
    rows = Job.objects.filter(pk__in=[job.pk for job in jobs]).order_by("pk")
    return [(job.state, job.attempts, job.error) for job in rows]


def assert_issued_once(numbers: list[int], server: MailServer) -> None:
    people = [f"{name}@example.org" for names in READERS.values() for name in names]
    for pack in Pack.objects.filter(meeting__number__in=numbers):
        issue = PackIssue.objects.get(pack=pack)
        assert sorted(issue.files.values_list("classification", flat=True)) == ["red", "white"]
        assert [faults(bytes(one.content)) for one in issue.files.all()] == [[], []]
        assert sorted(AgendaPaper.objects.filter(issue=issue).values_list("title", flat=True)) == ["Minutes", "Names"]
        assert AgendaPaper.objects.get(announced=issue).title == "Later"
        mails = Mail.objects.filter(key__startswith=f"pack/{pack.pk}/")
        assert sorted(mails.values_list("to", flat=True)) == sorted(people)
    every = Mail.objects.filter(state=MailState.HANDED_OVER).count
    wait_until(lambda: every() == len(numbers) * len(people), PATIENCE, "the last mail")
    assert Counter(server.message_ids) == Counter(dict.fromkeys(Mail.objects.values_list("message_id", flat=True), 1))


def test_worker_killed_or_cut_off_at_a_step_issues_each_pack_once(
    park: WorkerPark, server: MailServer, tmp_path: Path
) -> None:
    for names in READERS.values():
        for name in names:
            person(name)
    gates = tmp_path / "gates"
    gates.mkdir()
    steps = dict(enumerate(STEPS, start=91))
    environment = {"PACK_GATES": str(gates), "PROBE_MAIL_PORT": str(server.port), "SEC_STORAGE_DIR": str(tmp_path)}
    told = " ".join(f"{number}={step}" for number, step in steps.items())
    worker = park.start(HELD_UP, GATES, concurrency=len(steps), PACK_STEPS=told, **environment)
    jobs = [asked(number) for number in steps]
    for number in steps:
        held(gates, number)
    worker.kill()
    committed = [number for number, step in steps.items() if step == ISSUED]
    assert [issue.pack.meeting.number for issue in PackIssue.objects.all()] == committed
    assert PackFile.objects.count() == 2 * len(committed)
    assert Mail.objects.count() == 3 * len(committed)

    cut = max(steps) + 1
    park.start(HELD_UP, GATES, concurrency=2, PACK_STEPS=f"{cut}={ISSUING}", **environment)
    jobs.append(asked(cut))
    process = held(gates, cut)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [process])
        assert cursor.fetchone() == (True,)
    (gates / f"{cut} held").unlink()
    (gates / f"{cut} open").touch()
    wait_until(lambda: not {job.pk for job in jobs[:-1]} & set(locked_job_ids()), PATIENCE, "the dead worker's end")
    ring_for_the_unheard()
    ends = Job.objects.filter(pk__in=[job.pk for job in jobs], state=State.DONE)
    wait_until(lambda: ends.count() == len(jobs), PATIENCE, f"the end of every job ({outcomes(jobs)})")
    assert sorted(ends.values_list("attempts", flat=True)) == [1, *[2] * len(STEPS)]
    assert_issued_once([*steps, cut], server)
