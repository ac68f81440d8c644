"""Whatever stands in a file, it is told of at its place or saved as it stands; nothing else is ever saved."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from access.models import Role, User
from importing.models import ImportRun, RowKind, RunState
from importing.package import Format
from importing.services import accept, begin
from importing.sources import Upload
from parties.models import CategoryPeriod, Party, PartyCategory
from tests.importing.books import ods, xlsx
from tests.importing.runs import done, person

COLUMNS = ("party", "category", "from", "until")
SOUND = ("alpha", "large_supplier", "2019-01-01", "")
ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    ["=1+1", "-", "'", "31/02/2021", "01/02/2021", "2021-13-01", "#REF!", "nobody", "ALPHA", "\ufffd", "a\nb", "0x10"]
)


class BadCells(TestCase):
    @property
    def editor(self) -> User:
        """Each example begins with an empty database."""
        return User.objects.filter(username="editor").first() or person(Role.EDITOR)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(COLUMNS), ANYTHING, st.sampled_from(list(Format)))
    def test_one_bad_cell_keeps_all_from_being_saved(self, column: str, cell: str, format: Format) -> None:
        Party.objects.create(code="alpha", name="Alpha Energy Limited")
        row = [cell if name == column else sound for name, sound in zip(COLUMNS, SOUND, strict=True)]
        second = ("alpha", "small_supplier", "2010-01-01", "2010-12-31")
        run = self._run(format, row, second)
        if run.state == RunState.REFUSED:
            assert run.problems or run.rows.filter(kind=RowKind.REFUSED).exists()
            assert not accept(run, self.editor, run.version)
            assert not CategoryPeriod.objects.exists()
            return
        assert accept(run, self.editor, run.version)
        assert done(run).state == RunState.ACCEPTED
        saved = CategoryPeriod.objects.get(valid__startswith="2019-01-01")
        assert saved.party.code == "alpha"
        assert saved.category in PartyCategory.values
        assert CategoryPeriod.objects.count() == 2

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=400), st.sampled_from(["parties.csv", "parties.xlsx", "parties.ods"]))
    def test_bytes_of_any_kind_are_answered(self, content: bytes, name: str) -> None:
        before = Party.objects.count()
        run = done(begin(self.editor, [Upload(name, content)]))
        assert run.state == RunState.REFUSED
        assert run.problems or run.rows.exists()
        assert Party.objects.count() == before

    def _run(self, format: Format, *rows: Sequence[str]) -> ImportRun:
        lines: list[Sequence[str]] = [COLUMNS, *rows]
        if format is Format.CSV:
            content = "\n".join(",".join(_quoted(cell) for cell in line) for line in lines).encode("utf-8")
        else:
            clean = [[_kept(cell) for cell in line] for line in lines]
            content = (xlsx if format is Format.XLSX else ods)(*clean, sheet="party_categories")
        return done(begin(self.editor, [Upload(f"party_categories.{format.value}", content)]))


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""'))


def _kept(cell: str) -> str:
    """Without what no spreadsheet program would have let in."""
    return "".join(letter for letter in cell if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))
