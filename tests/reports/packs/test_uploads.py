"""PDFs that somebody brings: the sound ones are taken as they are, all others refused with a reason."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array

from reports.models import TextState
from reports.packs import uploads
from reports.packs.extracting import words_in
from reports.packs.uploads import EXTRACTOR, INSPECTOR, Words, check_upload, clean_name, pages_of, words_of
from tests.reports.packs.covered import HIDDEN, SHOWN, drawn, miscounted
from tests.reports.packs.hostile import HOSTILE, blank, draws_for_ever
from tests.reports.packs.made import printed, upload


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pdf_is_refused_with_its_reason(name: str) -> None:
    made, why = HOSTILE[name]
    with pytest.raises(ValidationError, match=why):
        check_upload(SimpleUploadedFile("paper.pdf", made()))


def test_sound_pdf_is_taken_byte_for_byte() -> None:
    found = check_upload(upload("One", "Two", "Three"))
    assert (found.name, found.pages, found.content) == ("paper.pdf", 3, printed("One", "Two", "Three"))
    assert found.words == Words(TextState.READ, ("To the end\r\nOne", "Two", "Three"))


@pytest.mark.parametrize("size", ["A4", "A4 landscape", "A3", "letter", "A6"])
def test_pages_of_usual_sizes_are_taken(size: str) -> None:
    assert pages_of(printed("One", size=size)) == 1


def test_empty_and_too_large_files_are_refused_unread(settings: Any) -> None:
    with pytest.raises(ValidationError, match="It is empty"):
        check_upload(SimpleUploadedFile("paper.pdf", b""))
    settings.PACK_MAX_BYTES = 1000
    with pytest.raises(ValidationError, match=r"a paper may have 0\.0 MB"):
        check_upload(upload("One"))


def test_pages_are_limited_by_a_setting(settings: Any) -> None:
    settings.PACK_MAX_PAGES = 2
    with pytest.raises(ValidationError, match="It has 3 pages; a paper may have 2"):
        check_upload(upload("One", "Two", "Three"))


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("paper.pdf", "paper.pdf"),
        ("Paper 5.PDF", "Paper 5.pdf"),
        ("../../etc/paper.pdf", "paper.pdf"),
        ("C:\\Papers\\paper.pdf", "paper.pdf"),
        ("pa\x00p\u202eer\n.pdf", "paper.pdf"),
        ("W" * 300 + ".pdf", "W" * 116 + ".pdf"),
    ],
)
def test_name_is_cleaned(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.mark.parametrize("name", ["paper.exe", "paper.pdf.exe", "paper", ".pdf", "", "pdf", "paper.pdf/", " .pdf"])
def test_name_of_no_pdf_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match=r"does not end in \.pdf"):
        clean_name(name)


def test_check_that_does_not_end_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PATIENCE_SECONDS", 0.001)
    with pytest.raises(ValidationError, match="could not be looked through"):
        pages_of(printed("One"))


def test_words_are_kept_as_far_as_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert words_of(blank(3), 3) == Words(TextState.NONE)
    first = "To the end\r\nOne"
    for most, second, state in ((20, "Zolé", TextState.READ), (19, "Zol", TextState.CUT), (15, "", TextState.CUT)):
        monkeypatch.setattr(uploads, "MOST_WORDS", most)
        assert words_of(printed("One", "Zolé"), 2) == Words(state, (first, second))


@pytest.mark.parametrize("what", ["draws for ever", "encrypted", "goes round", "rubbish inside"])
def test_words_that_cannot_be_read_to_an_end_are_lacking(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "WORDS_CPU_SECONDS", 1)
    content = draws_for_ever() if what == "draws for ever" else HOSTILE[what][0]()
    assert words_of(content, 1) == Words(TextState.FAILED)


TURNS: tuple[dict[str, Any], ...] = ({}, {"Rotate": 90}, {"Rotate": 270, "CropBox": Array([30, 100, 560, 800])})


@pytest.mark.parametrize("turn", TURNS, ids=("upright", "on its side", "on its side and cropped"))
def test_words_that_a_page_shows_are_read_however_faint_and_those_that_none_shows_are_left_out(
    turn: dict[str, Any],
) -> None:
    found = words_of(
        drawn(*SHOWN.values(), *(drawing for drawing, _, _ in HIDDEN.values()), **turn), len(SHOWN) + len(HIDDEN)
    )
    said = dict(zip((*SHOWN, *HIDDEN), (" ".join(page.split()) for page in found.pages), strict=True))
    lines = {name: re.search(r"Td \(([^)]*)\)|Tm \(([^)]*)\)", drawing) for name, drawing in SHOWN.items()}
    read = {name: found[1] or found[2] for name, found in lines.items() if found}
    assert said == read | {name: left for name, (_, left, _) in HIDDEN.items()}
    assert (found.state, found.hidden) == (TextState.READ, sum(count for _, _, count in HIDDEN.values()))


def test_ligature_under_no_cover_is_read_and_word_under_a_mark_is_not() -> None:
    office = words_of(printed("The o\ufb03ce of \ufb01nance"), 1)
    assert office.pages[0].endswith("The office of finance")
    two = "BT /F 12 Tf 72 700 Td (Kept Quokkas) Tj ET"
    for mark, words in (((98, 697, 155, 712), Words(TextState.READ, ("Kept ",), 1)), ((0, 0, 595, 842), None)):
        for field in (False, True):
            assert words_of(drawn(two, mark=mark, field=field), 1) == (words or Words(TextState.NONE, hidden=2))


def test_pages_that_a_file_does_not_own_up_to_are_said_to_be_unread() -> None:
    for says, state in ((1, TextState.CUT), (2, TextState.CUT), (3, TextState.READ), (5, TextState.READ)):
        assert pages_of(miscounted(3, says)) == 3
        assert words_of(miscounted(3, says), 3) == Words(state, ("Quokkas",) * min(says, 3))


def test_words_of_a_page_that_is_too_late_or_cannot_be_drawn_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **options: Any) -> None:
        raise MemoryError

    first = {"pages": ["To the end\r\nOne"], "hidden": 0, "cut": True}
    assert words_in(printed("One", "Two"), 99, lambda: True, 2) == first  # late
    monkeypatch.setattr("pypdfium2.PdfPage.render", fails)
    assert words_in(printed("One", "Two"), 99, lambda: False, 2) == {"pages": ["", ""], "hidden": 0, "cut": True}


@pytest.mark.parametrize("program", [INSPECTOR, EXTRACTOR])
def test_inspecting_process_is_held_to_its_memory_and_writes_nothing(program: Path, tmp_path: Path) -> None:
    """What a crafted file might make it do, done outright."""
    greedy = (
        f"import runpy; found = runpy.run_path({str(program)!r}); found['limit'](256, 5)\n"
        "try:\n    bytearray(400 * 1024 * 1024)\nexcept MemoryError:\n    print('no memory')\n"
        "import sys\ntry:\n    open(sys.argv[1], 'wb', buffering=0).write(b'x')\n"
        "except OSError:\n    print('no file')\n"
    )
    path = str(tmp_path / "written")
    run = subprocess.run([sys.executable, "-uc", greedy, path], capture_output=True, text=True, check=False)
    assert "no memory" in run.stdout
    assert "no file" in run.stdout or run.returncode < 0
