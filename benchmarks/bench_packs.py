"""A pack of 300 pages and 20 papers made into files, and 200 readers who open one of 100 pages.

    python benchmarks/bench_packs.py [--turns 3] [--readers 200]

The papers are long reports of our own (long_report.py), cut to fifteen pages each, of every classification; with its
divider each makes sixteen. They are bound in a process of its own, which says what memory it took at most. The readers
are threads that ask gunicorn with two workers on this machine for one file, all in one moment; then as many ask the
web process's own static file server (WhiteNoise) for the same bytes, in turns with the former.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

PAPERS, SECTIONS_EACH, PAGES_EACH, PAGES_READ = 20, 6, 15, 100
GOAL_SECONDS, GOAL_MIB, GOAL_MINUTE = 10.0, 500.0, 60.0
GOAL_MILLISECONDS = 15.0
GOAL_QUERIES = 3
EDITIONS = {"white": "stranger", "green": "party", "red": "panel"}
"""Who asks for which."""
WORDS = ("white", "white", "green", "amber", "white", "red")
PATIENCE = 30


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def long_paper() -> bytes:
    """A printed and tagged report of fifteen pages, tables and charts among them."""
    from benchmarks.long_report import document
    from reports.renderers.pdf import render_pdf

    whole = document()
    part = replace(whole.parts[0], sections=whole.parts[0].sections[:SECTIONS_EACH])
    printed = render_pdf(replace(whole, parts=(part,)))
    if printed.pages != PAGES_EACH:
        raise SystemExit(f"A paper has {printed.pages} pages, and not {PAGES_EACH}")
    return printed.content


def agenda(papers: int) -> list[Any]:
    from reports.packs.layout import Paper, Piece

    made = []
    for item in range(1, papers + 1):
        word = WORDS[item % len(WORDS)]
        audience = ("panel",) if word in ("amber", "red") else ()
        piece = Piece(f"Paper {item}", word, audience, PAGES_EACH, ("bench", item), ours=True)
        made.append(Paper(item, f"SECP_97_1510_{item:02d}", piece.title, word, audience, (piece,)))
    return made


def assembled(papers: int, content: bytes) -> Any:
    from reports.packs.assembling import assemble
    from reports.packs.printing import About

    about = About("SEC Panel", "panel", "SEC Panel Meeting 97", date(2021, 10, 15), "SECP_97_1510", 0)
    return assemble(about, agenda(papers), 1, lambda source: content, lambda percent, text: None)


def bind_apart(path: str) -> None:
    """In a process of its own, from a paper that is printed already: a worker has the program loaded."""
    import django

    django.setup()
    content = Path(path).read_bytes()
    assembled(1, content)
    loaded, begun, used = peak_mib(), time.perf_counter(), time.process_time()
    made = assembled(PAPERS, content)
    seconds, own = time.perf_counter() - begun, time.process_time() - used
    sizes = {file.level.classification: (file.pages, len(file.content)) for file in made.files}
    found = {"seconds": seconds, "own": own, "loaded": loaded, "peak": peak_mib()}
    print(json.dumps({**found, "last": made.last_page, "files": sizes}))


# --- Readers ----------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(database: str, statics: Path) -> Iterator[int]:
    """gunicorn with two workers on a scratch database, with the file among its static files as well."""
    from django.db import connection

    at, port = connection.settings_dict, free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "secops.settings.development",
        "DEBUG": "off",
        "DATABASE_URL": f"postgres://{quote(at['USER'])}:{quote(at['PASSWORD'])}@{at['HOST']}:{at['PORT']}/{quote(database)}",
        "BENCH_STATIC": str(statics),
    }
    command = [sys.executable, "-m", "gunicorn", "benchmarks.packs_wsgi:application", "--workers", "2"]
    command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if _ask(port, "/healthz")[0] == 200:
                return
        except OSError:
            pass
        if time.monotonic() > deadline:
            raise SystemExit("gunicorn did not start")
        time.sleep(0.2)


def _ask(port: int, path: str) -> tuple[int, int, float]:
    """Status, bytes and seconds."""
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=GOAL_MINUTE)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, len(answer.read()), time.perf_counter() - begun
    finally:
        connection.close()


def wave(port: int, path: str, readers: int, size: int) -> tuple[float, float, int]:
    """All at once: seconds until the last was served, the median wait, and how many were not served whole."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        answers = list(pool.map(lambda _: _ask(port, path), range(readers)))
    failed = sum(status != 200 or got != size for status, got, _ in answers)
    return time.perf_counter() - begun, statistics.median(waited for *_, waited in answers), failed


def alone(port: int, path: str, turns: int = 40) -> float:
    """Milliseconds, of one reader after another."""
    return statistics.median(_ask(port, path)[2] for _ in range(turns)) * 1000


def store(content: bytes, pages: int) -> None:
    """The file as a pack's that was issued, in the database in use."""
    from django.db import transaction

    from access.models import User
    from meetings.models import Committee, Meeting
    from reports.models import Pack, PackFile, PackIssue

    by = User.objects.create(username="bench", email="bench@example.org")
    panel = Committee.objects.create(
        code="panel", name="SEC Panel", paper_prefix="SECP", kind="committee", counts_as_held=True
    )
    meeting = Meeting.objects.create(
        committee=panel, kind="governance", number=97, title="SEC Panel Meeting 97", held_on=date(2021, 10, 15)
    )
    pack = Pack.objects.create(meeting=meeting, begun_by=by)
    at = datetime(2021, 10, 8, 12, tzinfo=UTC)
    pages_of_it = {"first_page": 1, "last_page": pages}
    with transaction.atomic():
        issue = PackIssue.objects.create(pack=pack, number=0, **pages_of_it, issued_by=by, issued_at=at)
        for word in EDITIONS:
            PackFile.objects.create(
                issue=issue,
                title="Pack",
                name=f"{word}.pdf",
                classification=word,
                audience=["panel"] if word == "red" else [],
                pages=pages,
                size=len(content),
                sha256=sha256(content).hexdigest(),
                page_map=[{"first": 1, "last": pages, "at": 1, "held": True}],
                content=content,
            )


def answered(kept: Path) -> tuple[float, list[tuple[str, Any, int, Any, int]]]:
    """Milliseconds of the same bytes from disk; and of each edition, to a reader of it, the answer inside the process
    with its queries, and that to a browser which has it."""
    from django.db import connection

    from benchmarks.bench_published import asked, from_disk
    from tests.access.cast import browser

    connection.settings_dict["CONN_MAX_AGE"] = None  # a web process keeps its connection
    found = []
    for word, name in EDITIONS.items():
        client, address = browser(name), f"/packs/97/files/{word}.pdf"
        took, queries, _ = asked(client, address)
        tag = client.get(address)["ETag"]
        again, queries_again, _ = asked(client, address, **{"If-None-Match": tag})
        found.append((f"{word}, {name}", took, queries, again, queries_again))
    return from_disk(kept).own, found


def read(content: bytes, pages: int, readers: int, turns: int) -> dict[str, Any]:
    from benchmarks.scratch import scratch_databases, use

    with TemporaryDirectory() as folder, scratch_databases(["packs"]) as databases:
        statics = Path(folder)
        (statics / "pack.pdf").write_bytes(content)
        use(databases["packs"])
        store(content, pages)
        from django.db import connection

        disk, inside = answered(statics / "pack.pdf")

        connection.close()
        with served(databases["packs"], statics) as port:
            ours, plain = "/packs/97/files/white.pdf", "/bench/pack.pdf"
            for path in (ours, plain):
                wave(port, path, 4, len(content))
            found = [
                (wave(port, ours, readers, len(content)), wave(port, plain, readers, len(content)))
                for _ in range(turns)
            ]
            one = alone(port, ours), alone(port, plain)
    return {
        "all": statistics.median(mine[0] for mine, _ in found),
        "wait": statistics.median(mine[1] for mine, _ in found),
        "failed": sum(mine[2] for mine, _ in found),
        "plain": statistics.median(theirs[0] for _, theirs in found),
        "ratio": statistics.median(mine[0] / theirs[0] for mine, theirs in found),
        "inside": inside,
        "disk": disk,
        "one": one[0],
        "one_plain": one[1],
    }


# --- and what is printed ----------------------------------------------------------------------------------------------


def show(turns: int, readers: int) -> int:
    import django

    django.setup()
    paper = long_paper()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(paper)
        runs = [_apart(path) for _ in range(turns)]
    best = min(runs, key=lambda run: run["seconds"])
    files = ", ".join(f"{word} {pages} pages {size / 1e6:.1f} MB" for word, (pages, size) in best["files"].items())
    median, peak = statistics.median(run["seconds"] for run in runs), max(run["peak"] for run in runs)
    print(f"A pack of {best['last']} pages and {PAPERS} papers, in {len(best['files'])} editions: {files}")
    own = statistics.median(run["own"] for run in runs)
    print(
        f"all of them: best {best['seconds']:.2f} s, median {median:.2f} s, of which the processor {own:.2f} s; "
        f"memory at most {peak:.0f} MiB"
    )
    made = assembled(round(PAGES_READ / (PAGES_EACH + 1)), paper)
    file = max(made.files, key=lambda one: one.pages)
    found = read(file.content, file.pages, readers, turns)
    print(
        f"{readers} readers at once of a file of {file.pages} pages, {len(file.content) / 1e6:.1f} MB: all served in "
        f"{found['all']:.1f} s, median wait {found['wait']:.1f} s, {found['failed']} not served"
    )
    print(f"static file server, same bytes: {found['plain']:.1f} s; ratio {found['ratio']:.2f}")
    print(f"one after another: {found['one']:.1f} ms, static {found['one_plain']:.1f} ms")
    for about, took, queries, again, queries_again in found["inside"]:
        print(f"  {about}: {took}, {queries} queries; held by the browser {again}, {queries_again} queries")
    print(f"  from disk {found['disk']:.1f} ms")
    swift = all(max(took.own, again.own) < GOAL_MILLISECONDS for _, took, _, again, _ in found["inside"])
    few = all(max(one[2], one[4]) <= GOAL_QUERIES for one in found["inside"])
    bound = median < GOAL_SECONDS and peak < GOAL_MIB
    met = bound and swift and few and found["all"] < GOAL_MINUTE and not found["failed"]
    print(
        f"Goal (a pack under {GOAL_SECONDS:g} s and {GOAL_MIB:g} MiB; {readers} readers within {GOAL_MINUTE:g} s, "
        f"without an error; an answer under {GOAL_MILLISECONDS:g} ms, in {GOAL_QUERIES} queries, recorded "
        f"where it is Red): {'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


def _apart(path: Path) -> dict[str, Any]:
    done = subprocess.run([sys.executable, __file__, "--bind", str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--bind", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.bind:
        bind_apart(given.bind)
        return 0
    return show(given.turns, given.readers)


if __name__ == "__main__":
    sys.exit(main())
