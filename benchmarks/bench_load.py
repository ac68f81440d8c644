"""Readers at once: 50 requests a second for two minutes, over every kind of page at 20 years of data, each answer's
whole body checked.

    python benchmarks/bench_load.py [--seconds 120] [--rate 50]

The site runs as `make run` serves it, by gunicorn with workers of threads, on a scratch database. Every address is
asked twice beforehand: what it answers then, it must answer each time. Requests begin by the clock, whether or not the
ones before are answered, as readers do; a wait counts from the moment at which its request was due. It exits with 1
when an answer was another, none came, or the 95th of 100 waits is over a second.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.bench_packs import served  # noqa: E402
from benchmarks.bench_reading import pages_of  # noqa: E402
from benchmarks.bench_search import index_all  # noqa: E402
from benchmarks.twenty_years import UNTIL, twenty_years  # noqa: E402
from modifications.models import Modification  # noqa: E402
from readers.registers.life_page import address_of as life_page  # noqa: E402
from readers.registers.registry import REGISTERS  # noqa: E402

PATIENCE, AT_ONCE = 30, 120
GOAL_SECONDS = 1.0
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@dataclass(frozen=True, slots=True)
class Answer:
    """`waited` in seconds; `body` is a hash of it, "" where there was none."""

    path: str
    status: int
    body: str
    waited: float


def addresses() -> list[str]:
    """Every kind of page that a stranger reads, latest and old, and questions that find much and nothing."""
    found = [reverse("reports:library"), f"{reverse('reports:library')}?year=all", reverse("readers:calendar")]
    found += [reverse("readers:papers-feed"), reverse("dashboard:index")]
    for back in (0, 1, 13, 120):
        found.append(reverse("reports:detail", args=("operations", UNTIL.back(back))))
    found += pages_of("operations", UNTIL)
    for register in REGISTERS:
        found += [f"{register.address()}?as_at={day.isoformat()}" for day in (UNTIL.last, UNTIL.back(120).last)]
    recent = Modification.objects.order_by("-raised_on")[200:210]
    found += [life_page(one.references.latest("since").reference) for one in recent]
    search = reverse("search:search")
    found += [f"{search}?q={words}" for words in ("assessments", "security+report", "mp121", "nothing+of+the+kind")]
    return found


def asked(port: int, path: str, due: float) -> Answer:
    client = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        client.request("GET", path, headers={"Host": "localhost"})
        answer = client.getresponse()
        content = _TOKEN.sub(b"", answer.read())
        return Answer(path, answer.status, sha256(content).hexdigest(), time.monotonic() - due)
    except (OSError, HTTPException):
        return Answer(path, 0, "", time.monotonic() - due)
    finally:
        client.close()


def expected(port: int, paths: Sequence[str]) -> dict[str, str]:
    """What each address answers; those that cannot be read, or say another thing each time, end it all."""
    known = {}
    for path in paths:
        first, again = (asked(port, path, time.monotonic()) for _ in range(2))
        if first.status != 200 or first.body != again.body:
            raise SystemExit(f"{path} answers {first.status}, and the same each time: {first.body == again.body}")
        known[path] = first.body
    return known


def load(port: int, paths: Sequence[str], rate: int, seconds: int) -> Iterator[Answer]:
    begun = time.monotonic() + 0.5
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = []
        for number, path in enumerate(islice(cycle(paths), rate * seconds)):
            due = begun + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            waiting.append(pool.submit(asked, port, path, due))
        for one in waiting:
            yield one.result()


def told(answers: Sequence[Answer], known: dict[str, str], seconds: float) -> int:
    wrong = [one for one in answers if one.status != 200 or one.body != known[one.path]]
    waits = sorted(one.waited for one in answers)
    at = {share: waits[min(len(waits) - 1, len(waits) * share // 100)] * 1000 for share in (50, 95, 99)}
    print(f"{len(answers):,} answers in {seconds:.0f} s to {len(known)} addresses; {len(wrong)} not as they should be")
    print(f"waits: median {at[50]:.0f} ms, 95% {at[95]:.0f} ms, 99% {at[99]:.0f} ms, longest {waits[-1] * 1000:.0f} ms")
    by_path = defaultdict(list)
    for one in answers:
        by_path[one.path].append(one.waited * 1000)
    for path, own in sorted(by_path.items(), key=lambda item: -statistics.median(item[1]))[:5]:
        print(f"  {statistics.median(own):6.0f} ms  {path}")
    for (status, path), number in Counter((one.status, one.path) for one in wrong).most_common(10):
        print(f"  wrong: {number} times, status {status}: {path}")
    return int(bool(wrong) or at[95] > GOAL_SECONDS * 1000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--rate", type=int, default=50, help="requests a second")
    options = parser.parse_args()
    os.environ["GUNICORN_CMD_ARGS"] = "--worker-class gthread --threads 4"
    os.environ["SEARCHES_A_MINUTE"] = str(60 * options.rate)  # all come from one address
    with twenty_years(), tempfile.TemporaryDirectory() as statics:
        index_all()
        paths = addresses()
        with served(str(connection.settings_dict["NAME"]), Path(statics)) as port:
            known = expected(port, paths)
            begun = time.monotonic()
            answers = list(load(port, paths, options.rate, options.seconds))
            return told(answers, known, time.monotonic() - begun)


if __name__ == "__main__":
    sys.exit(main())
