"""Papers and appendices that the text names: those there are, and those there are not."""

from __future__ import annotations

import pytest

from meetings.models import Committee, Meeting
from reports.models import ReportAttachment
from tests.meetings.rooms import meet
from tests.reports.checks.planting import Ground, found_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def messages(check: str, words: str) -> list[str]:
    ground = Ground()
    ground.text("website", f"<p>{words}</p>")
    return [one.finding.message for one in found_by(check, ground)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("See SECP_97_1510_05.", []),
        ("See SECP_97_1009_05.", []),  # its day is another check's
        ("See SECX_97_1510_05.", []),  # and so is its prefix
        ("See SECP_41_1201_05.", []),
        ("See SECP_41_1301_05.", ["The text names SECP_41_1301_05, but that meeting was on 12 January 2018."]),
        ("See SECP_41X_1201_05.", ["The text names SECP_41X_1201_05, and no meeting 41X of SECP is entered."]),
        ("See SECP_9999_1201.", ["The text names SECP_9999_1201, and no meeting 9999 of SECP is entered."]),
    ],
)
def test_paper_is_known_by_its_meeting_of_whatever_year(words: str, says: list[str]) -> None:
    panel = Committee.objects.get(paper_prefix="SECP")
    Meeting.objects.filter(committee=panel, number=41).delete()
    meet(panel, Meeting._meta.get_field("held_on").to_python("2018-01-12"), 41)
    assert messages("paper.meetings_of_papers", words) == says


def test_paper_that_the_text_names_leads_to_the_text() -> None:
    ground = Ground()
    ground.text("website", "<p>See SECP_197_1009_05.</p>")
    (found,) = found_by("paper.meetings_of_papers", ground)
    assert (found.finding.section, found.finding.mend) == ("website", "/desk/operations/2021-09/text/website/")


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("Listed in Appendix A.", ""),
        ("Listed in Appendix C.", "C"),
        ("Listed in Appendix C of this paper.", "C"),
        ("Listed in Appendices A, C and D.", "CD"),
        ("Listed in Appendices A to C.", "BC"),
        ("Listed in Appendix C of SECP_96_1709_04.", ""),
        ("Changed in SEC Appendix D, and in Appendix AC.", ""),
        ("Changed in Appendix D to the Code.", ""),
        ("An appendix C, and Appendix Cases.", ""),
    ],
)
def test_appendix_is_one_of_the_cover(words: str, letters: str) -> None:
    ReportAttachment.objects.update(label="Appendix A")
    found = messages("paper.appendices_in_text", words)
    assert found == [f"The text names Appendix {letter}, and no such appendix is attached." for letter in letters]


def test_appendix_attached_since_is_no_finding() -> None:
    ground = Ground()
    ground.text("website", "<p>Listed in Appendix B.</p>")
    assert len(found_by("paper.appendices_in_text", ground)) == 1
    ReportAttachment.objects.create(report=ground.report, label="Appendix B", title="Pages", classification="white")
    assert found_by("paper.appendices_in_text", ground) == ()
