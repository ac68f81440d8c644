"""What every test stands on: our own database server, no network but this machine, Chromium if there is one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key
from xdist.scheduler import LoadScopeScheduling

from devtools.postgres import Postgres
from devtools.services import in_use
from secops.heap import settle
from tests.emptying import empty_only_what_is_filled
from tests.laid_down import restore_laid_down_rows
from tests.loaded import Shelf, load_month
from tests.migrated import copy_what_one_process_migrates
from tests.workers import Worker, WorkerPark

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("SEC_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
OUR_ADDRESSES = {"127.0.0.1", "::1", "localhost"}
SAMPLE_MONTH = Path(settings.BASE_DIR) / "sample_data" / "2021-09"
LONGEST = (
    "tests/test_access_matrix.py",
    "tests/devtools/test_run.py",
    "tests/jobs/test_killing.py",
    "tests/jobs/test_worker.py",
    "tests/reports/publishing/test_worker.py",
    "tests/reports/publishing/test_leaks.py",
    "tests/test_access_actions.py",
    "tests/browser/test_accessible.py",
)
"""The files that take longest. Several processes begin with them: taken last, one of them would keep all waiting."""
left_out = pytest.StashKey[tuple[str, list[str]]]()


# --- Tests that this machine cannot run are left out, and named ---------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _try_once_more(items)
    if among_processes(config):
        _longest_first(items, config.rootpath)
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if not browser_tests:
        return
    if unnamed := {item.path.name for item in browser_tests if "browser" not in item.nodeid.partition("::")[0]}:
        raise pytest.UsageError(f"Tests that drive a browser stand in files with that word in the path: {unnamed}")
    others = [item for item in items if item not in browser_tests]
    if wanting := _browser_wanting():
        items[:] = others
        config.hook.pytest_deselected(items=browser_tests)
        names = [item.nodeid for item in browser_tests]
        config.stash[left_out] = f"{len(names)} browser tests, for want of {wanting}:", names
        if among_processes(config):
            config.workeroutput["left_out"] = config.stash[left_out]
    else:
        # From the first of them on, Playwright's loop runs in this thread. Django takes each query for one
        # inside it, and no other test could run a loop of its own: so they come last. Of several processes one
        # begins with them (see `Shares`): they take about as long as all others.
        os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        items[:] = [*browser_tests, *others] if among_processes(config) else [*others, *browser_tests]


def _try_once_more(items: list[pytest.Item]) -> None:
    """Other programs have a say in how these end, each at its own pace. What the product does wrong fails twice; a
    second try is named in the closing summary, with what the first one met (see `addopts`)."""
    for item in items:
        if any(item.iter_markers("browser")) or any(item.iter_markers("worker")):
            item.add_marker(pytest.mark.flaky(reruns=1))


def _longest_first(items: list[pytest.Item], root: Path) -> None:
    if gone := [name for name in LONGEST if not (root / name).exists()]:
        raise pytest.UsageError(f"LONGEST names what is not there: {gone}")
    items.sort(key=lambda item: item.nodeid.partition("::")[0] not in LONGEST)


def pytest_collection_finish() -> None:
    """What the tests themselves take up stays until the end: nothing need look through it again and again for what is
    no longer used. Nor need it look often: a test leaves little."""
    settle()


def among_processes(config: pytest.Config) -> bool:
    """Whether this is one of several processes that share the tests (`pytest -n`)."""
    return hasattr(config, "workerinput")


def _browser_wanting() -> str:
    """What keeps this machine from running them; empty when nothing does."""
    if not CHROMIUM:
        return "Chromium (install Debian's `chromium`, or set SEC_CHROMIUM)"
    driver = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False)
    return "a library of Playwright's driver (install Debian's `libatomic1`)" if driver.returncode else ""


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if left_out in config.stash:
        reason, items = config.stash[left_out]
        terminalreporter.section("left out")
        for line in (reason, *(f"  {item}" for item in items)):
            terminalreporter.write_line(line)


# --- Tests in several processes ----------------------------------------------------------------------


class Shares(LoadScopeScheduling):
    """Each process takes the tests of a file at a time. The first takes those that drive a browser, file by file, and
    the others all else; whoever is done with their own takes from the end of what is left."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0]

    def _assign_work_unit(self, node: Any) -> None:
        drives = node is self.nodes[0]
        own = next((file for file in self.workqueue if ("browser" in file) is drives), None)
        self.workqueue.move_to_end(own or next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)


class Processes:
    """What pytest-xdist asks of the process that hands the tests out."""

    @pytest.hookimpl
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Shares:
        return Shares(config, log)

    @pytest.hookimpl
    def pytest_testnodedown(self, node: Any) -> None:
        if "left_out" in getattr(node, "workeroutput", {}):
            node.config.stash[left_out] = tuple(node.workeroutput["left_out"])


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("numprocesses") and not among_processes(config):
        config.option.loadscopereorder = False
        config.pluginmanager.register(Processes())


# --- The network ends at this machine -----------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _no_network_but_ours() -> Iterator[None]:
    """A test that reaches out fails, whatever the machine it runs on can reach."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in OUR_ADDRESSES:
            raise AssertionError(f"A test tried to connect to {address!r}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


# --- PostgreSQL ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _every_pdf_is_tagged() -> Iterator[None]:
    """Whatever test prints one."""
    from tests.pdf_structure import hold_to_structure  # knows of models, and so comes after Django's setup

    with pytest.MonkeyPatch.context() as kept:
        hold_to_structure(kept)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Before the test database is made: our server runs, unless the environment names another."""
    with _server():
        if among_processes(pytestconfig) and pytestconfig.getoption("create_db"):
            run, process = (pytestconfig.workerinput[of] for of in ("testrunuid", "workerid"))
            with django_db_blocker.unblock():
                copy_what_one_process_migrates(run, process, settings.VAR_DIR.path)
        yield


@contextmanager
def _server() -> Iterator[None]:
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = Postgres(settings.VAR_DIR)
    with in_use(settings.VAR_DIR, [server]):
        # A start may have had to take another port than the settings read.
        connections["default"].settings_dict["PORT"] = settings.VAR_DIR.port_of(server.name)
        yield


# A test with real transactions empties the tables when it ends, and with them what a migration put there.


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The database of an earlier run may be used again."""
    with django_db_blocker.unblock():
        if str(connections["default"].settings_dict["NAME"]).startswith("test_"):
            restore_laid_down_rows()
            empty_only_what_is_filled()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After the tables were emptied, and before anyone's next fixture; after the last test there is no database."""
    yield
    if nextitem and _has_real_transactions(item):
        with item.config.stash[blocking_manager_key].unblock():
            restore_laid_down_rows()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before a second try too, of what may have been the last test."""
    if getattr(item, "execution_count", 1) > 1 and _has_real_transactions(item):
        with item.config.stash[blocking_manager_key].unblock():
            restore_laid_down_rows()


def _has_real_transactions(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    asked_for = {"transactional_db", "live_server", "django_db_reset_sequences"} & set(item.fixturenames)
    return bool(asked_for or (mark and mark.kwargs.get("transaction")))


# --- The sample month ------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _months_are_loaded_once(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> None:
    """Of several processes each has a folder in that of the run."""
    own = tmp_path_factory.getbasetemp()
    Shelf.folder = (own.parent if among_processes(pytestconfig) else own) / "months"
    Shelf.folder.mkdir(exist_ok=True)


@contextmanager
def rolled_back(blocker: DjangoDbBlocker) -> Iterator[None]:
    """An empty database for a module's tests, which only read what the module enters first: it is gone at the end."""
    with blocker.unblock(), transaction.atomic():
        # The test database is made only for a run in which some test is marked as needing one.
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "mark the tests with django_db"
        yield
        transaction.set_rollback(True)


def plan_by_what_is_there() -> None:
    """The database plans by statistics that it renews in its own time, and never by what is not committed. Without
    them it takes six times as long over a question about every Party."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def month_loaded(folder: Path, blocker: DjangoDbBlocker) -> Iterator[None]:
    """A sample month in an empty database, rolled back at the end: for a module's tests, which only read."""
    with rolled_back(blocker):
        load_month(folder)
        plan_by_what_is_there()
        yield


@pytest.fixture(scope="module")
def sample_month(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """September 2021."""
    with month_loaded(SAMPLE_MONTH, django_db_blocker):
        yield


# --- A real worker ------------------------------------------------------------------------------------


@pytest.fixture
def start_worker(transactional_db: None, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Call it for a real Celery worker process on the test database, with a broker of the test's own.

    Arguments: modules to import (with handlers or tasks of the test), environment variables. Until the
    test ends, `delay()` in this process sends to that broker too.
    """
    with WorkerPark(tmp_path) as park:
        yield park.start


# --- Chromium -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium: Playwright's own would be a download. Without its sandbox, for root."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }
