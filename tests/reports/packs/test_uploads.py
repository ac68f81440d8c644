"""PDFs that somebody brings: the sound ones are taken as they are, all others refused with a reason."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import TextState
from reports.packs import uploads
from reports.packs.uploads import EXTRACTOR, INSPECTOR, Words, check_upload, clean_name, pages_of, words_of
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
    assert words_of(blank(3)) == Words(TextState.NONE)
    first = "To the end\r\nOne"
    for most, second, state in ((20, "Zolé", TextState.READ), (19, "Zol", TextState.CUT), (15, "", TextState.CUT)):
        monkeypatch.setattr(uploads, "MOST_WORDS", most)
        assert words_of(printed("One", "Zolé")) == Words(state, (first, second))


@pytest.mark.parametrize("what", ["draws for ever", "encrypted", "goes round", "rubbish inside"])
def test_words_that_cannot_be_read_to_an_end_are_lacking(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "WORDS_CPU_SECONDS", 1)
    content = draws_for_ever() if what == "draws for ever" else HOSTILE[what][0]()
    assert words_of(content) == Words(TextState.FAILED)


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
