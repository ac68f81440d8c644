"""Modifications, DCC Assessments, a modification's life and the dashboard, at 20 years of data.

    python benchmarks/bench_modifications.py [--turns 15]

Asked and timed as `bench_registers.py` does: as a stranger, in a process that keeps its connection. The dashboard is
asked once with no chart drawn before, as the first reader after a publication does; a life's drawing is kept by the
process, so it too is told cold and warm. Exits with 1 when a goal is missed by what is warm.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.bench_registers import DAYS, GOAL_BYTES, GOAL_MS, measured  # noqa: E402
from benchmarks.twenty_years import twenty_years  # noqa: E402
from modifications.models import Modification  # noqa: E402
from readers.dashboard.figures import FIGURES  # noqa: E402
from readers.registers.models import PublishedMention  # noqa: E402

ASKED = {
    "modifications": (
        "",
        f"as_at={DAYS[1]}",
        "words=MP12",
        "words=metering",
        "state=open&sort=-in_stage",
        "stage=refinement&path=self_governance&sort=organisation",
        "proposer=limited&urgent=on",
        "state=concluded&sort=concluded_on&page=20",
    ),
    "dcc-assessments": (
        "",
        f"as_at={DAYS[1]}",
        "against=over&sort=-duration",
        "state=open&age=over-80",
        "kind=PA&page=100",
    ),
}


def addresses() -> Iterator[str]:
    for slug, queries in ASKED.items():
        for query in queries:
            yield f"{reverse(f'registers:{slug}')}?{query}".rstrip("?")
    for code in lives():
        yield f"{reverse('registers:modification', kwargs={'reference': code})}"
    yield reverse("dashboard:index")
    yield reverse("dashboard:figure", kwargs={"slug": "open-by-stage"})
    yield reverse("dashboard:file", kwargs={"slug": "open-by-stage"})


def lives() -> list[str]:
    """The modification that most sections name, and the one with most assessments."""
    most = PublishedMention.objects.filter(target__startswith="modification:").values("target").annotate(n=Count("pk"))
    named = most.order_by("-n", "target").values_list("target", flat=True)[0].removeprefix("modification:")
    assessed = Modification.objects.annotate(n=Count("assessments")).order_by("-n", "pk")[0]
    codes = dict.fromkeys((named, assessed.code))
    return [Modification.objects.get(code=code).references.latest("since").reference for code in codes]


def cold(client: Client, address: str) -> None:
    began = time.perf_counter()
    client.get(address)
    print(f"{(time.perf_counter() - began) * 1000:6.0f} ms by the clock, with nothing drawn before: {address}")


def main(arguments: Sequence[str]) -> int:
    """1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=15)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as media, twenty_years():
        settings.MEDIA_ROOT = media
        connection.settings_dict["CONN_MAX_AGE"] = None  # a web process keeps its connection
        stranger = Client()
        from reports.charts.draw import render  # noqa: F401  # matplotlib, which a process imports once

        for address in (
            reverse("dashboard:index"),
            *(a for a in addresses() if "/modifications/" in a and "?" not in a),
        ):
            cold(stranger, address)
        met = [measured(stranger, address, options.turns) for address in addresses()]
        print(f"the dashboard has {len(FIGURES)} charts")
    print(f"load {os.getloadavg()[0]:.1f}; goal (under {GOAL_MS:g} ms, {GOAL_BYTES / 1000:g} kB compressed): ", end="")
    print("met" if all(met) else "MISSED")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
