"""The packs of 20 years, as search meets them: of each Panel meeting ten papers that others brought, of eight pages."""

from __future__ import annotations

import random
from hashlib import sha256

from django.db import connection
from django.utils import timezone

from access.models import User
from benchmarks.records.committees import PANEL
from benchmarks.twenty_years import triggers_asleep
from meetings.models import Meeting
from readers.search.filling import index_issue
from reports.models import AgendaPaper, Pack, PackFile, PackIssue, TextState, UploadedPaper, UploadedText

PAPERS, PAGES, WORDS = 10, 8, 350
SELDOM = 2_000
"""How many words there are besides those that are searched for."""
FIRST_NUMBER = 40
"""Above the numbers of our own reports to the same meetings."""
TITLES = (
    "Minutes of the last meeting", "Action log", "Modifications: status of each", "Finance report", "Risk register",
    "Code performance", "Smart metering roll-out", "Security assurance", "Release plan", "Budget and resources",
)  # fmt: skip
_SAID = (
    "modifications", "meters", "suppliers", "networks", "the", "Panel", "noted", "that", "tariffs", "security", "tests",
    "release", "capacity", "quarter", "budget", "risks", "mitigation", "programme", "delivery", "incident", "service",
    "assurance", "parties", "consultation", "responses", "impact", "assessment",
)  # fmt: skip
_ENTRIES = """
INSERT INTO readers_searchentry (source, place, fingerprint, made_by, kind, classification, audience, title, within,
    body, "references", report, month, dated, part, key, opens, shown_from, shown_until, publication_id, paper_id,
    stands_with)
SELECT 'pack:' || copy.id, place, fingerprint, made_by, known.kind, known.classification, known.audience,
    known.title, within, body, "references", report, date_trunc('month', meeting.held_on), meeting.held_on,
    'panel-' || meeting.number, key, opens, NULL, NULL, NULL, theirs.id, '{}'
FROM readers_searchentry AS known
JOIN reports_agendapaper AS ours ON ours.id = known.paper_id
JOIN reports_packissue AS copy ON 'pack:' || copy.id <> known.source
JOIN reports_pack AS pack ON pack.id = copy.pack_id
JOIN meetings_meeting AS meeting ON meeting.id = pack.meeting_id
JOIN reports_agendapaper AS theirs ON theirs.issue_id = copy.id AND theirs.position = ours.position
"""


def bring_papers() -> PackIssue:
    """The packs, with the entries of the last one made as they are when it is issued, and copied to the others by the
    database. The last issue."""
    with triggers_asleep():
        issues = _issues()
        for issue in issues:
            _papers(issue)
    index_issue(issues[-1])
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES)
    return issues[-1]


def _issues() -> list[PackIssue]:
    by, now = User.objects.get(username="publisher"), timezone.now()
    meetings = Meeting.objects.filter(committee__code=PANEL.code, suffix="", number__isnull=False).order_by("held_on")
    packs = Pack.objects.bulk_create([Pack(meeting=meeting, begun_by=by) for meeting in meetings])
    last = 2 + PAPERS * (PAGES + 1)
    told = {"number": 0, "first_page": 1, "last_page": last, "issued_by": by, "issued_at": now}
    issues = PackIssue.objects.bulk_create([PackIssue(pack=pack, **told) for pack in packs])
    PackFile.objects.bulk_create(_file(issue, last) for issue in issues)
    return issues


def _file(issue: PackIssue, last: int) -> PackFile:
    rows = []
    for item, title in enumerate(TITLES, start=1):
        first = 3 + (item - 1) * (PAGES + 1)
        part = {"title": title, "word": "white", "state": "held", "first": first + 1, "last": first + PAGES}
        row = {**part, "item": item, "first": first, "reference": f"SECP_{issue.pk}_{item:02d}"}
        rows.append({**row, "replaces": None, "parts": [part]})
    return PackFile(
        issue=issue,
        title="Pack",
        name="pack.pdf",
        classification="white",
        pages=last,
        size=1,
        sha256=sha256(str(issue.pk).encode()).hexdigest(),
        contents=rows,
        content=b"%",
    )


def _papers(issue: PackIssue) -> None:
    words = random.Random(issue.pk)  # the same in each run
    made = {"pack": issue.pack, "pages": PAGES, "size": 1, "sha256": "0" * 64, "content": b"%"}
    uploads = [UploadedPaper(name="brought.pdf", uploaded_by=issue.issued_by, **made) for _ in TITLES]
    UploadedPaper.objects.bulk_create(uploads)
    UploadedText.objects.bulk_create(
        UploadedText(upload=one, state=TextState.READ, pages=[_page(words, place) for place in range(PAGES)])
        for one in uploads
    )
    AgendaPaper.objects.bulk_create(
        AgendaPaper(
            pack=issue.pack,
            issue=issue,
            upload=upload,
            number=FIRST_NUMBER + place,
            position=place,
            title=title,
            classification="white",
        )
        for place, (title, upload) in enumerate(zip(TITLES, uploads, strict=True), start=1)
    )


def _page(words: random.Random, place: int) -> str:
    """Words as seldom as those of a text are; every other page speaks of modifications."""
    said = [f"word{int(SELDOM * words.random() ** 3)}" for _ in range(WORDS)]
    said[:: WORDS // 10] = (words.choice(_SAID) for _ in said[:: WORDS // 10])
    return " ".join(said if place % 2 else ["modifications", *said])
