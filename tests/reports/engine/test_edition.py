import subprocess
import sys

import pytest

from reports.engine.edition import Edition, PartSpec, SectionSpec, edition_for, narrative_sections, texts_asked
from reports.engine.month import Month
from reports.engine.problems import ProblemLog

OLD = Edition("operations", "2019", "Old", Month(2019, 4), ())
NEW = Edition("operations", "2021", "New", Month(2021, 1), ())


@pytest.mark.parametrize(
    ("month", "edition"), [(Month(2019, 4), OLD), (Month(2020, 12), OLD), (Month(2021, 1), NEW), (Month(2022, 6), NEW)]
)
@pytest.mark.parametrize("editions", [(OLD, NEW), (NEW, OLD)])
def test_edition_in_force_is_the_latest_begun(month, edition, editions):
    assert edition_for(editions, month) is edition


def test_month_before_the_first_edition_has_none():
    with pytest.raises(LookupError, match="March 2019"):
        edition_for([NEW, OLD], Month(2019, 3))


def test_narrative_sections_come_in_reading_order_at_any_depth():
    inner = SectionSpec("inner", "Inner", narrative=True)
    specs = (
        SectionSpec("a", "A", children=(inner, SectionSpec("silent", "S"))),
        SectionSpec("b", "B", narrative=True),
    )
    assert [spec.id for spec in narrative_sections(specs)] == ["inner", "b"]


def test_texts_are_those_of_sections_and_the_several_of_one_in_reading_order():
    several = SectionSpec("b", "B", texts=(("b-one", "First"), ("b-two", "Second")))
    inner = SectionSpec("inner", "Inner", narrative=True)
    specs = (SectionSpec("a", "A", narrative=True, children=(inner,)), several, SectionSpec("silent", "S"))
    assert texts_asked(specs) == [("a", "A"), ("inner", "Inner"), ("b-one", "First"), ("b-two", "Second")]


def test_every_section_is_the_body_s_and_then_each_part_s():
    part = PartSpec("appendix-a", "Appendix", "green", (SectionSpec("c", "C"),))
    edition = Edition("novel", "2020", "New", Month(2020, 1), (SectionSpec("a", "A"),), (part,))
    assert [spec.id for spec in edition.every_section] == ["a", "c"]


def test_problem_is_logged_once_and_in_order():
    log = ProblemLog()
    log.error("a.b", "First", section="s")
    log.warning("a.b", "First", section="s")
    log.error("a.b", "First", section="s")
    log.error("a.b", "First", section="t")
    assert [(one.severity, one.section) for one in log.found] == [("error", "s"), ("warning", "s"), ("error", "t")]


def test_engine_runs_without_django():
    script = (
        "import pkgutil, sys, importlib, reports.engine as engine\n"
        "for module in pkgutil.iter_modules(engine.__path__, 'reports.engine.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(sorted(name for name in sys.modules if name.partition('.')[0] in ('django', 'psycopg2')))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
