"""A job's progress as server-sent events: pushed for a while, then the browser asks again by itself.

A stream keeps one thread of a web process busy, and no connection to the database while it waits. A process holds a few
of them at most, for a bounded time, and none where it has no second thread to serve others with; it then answers with
how the job stands, and when to ask again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from threading import BoundedSemaphore

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from jobs.models import FINISHED, Job
from jobs.words import said

STREAM_SECONDS = 20.0
LOOK_EVERY_SECONDS = 0.5
ASK_AGAIN_MILLISECONDS = 1500
STREAMS_A_PROCESS = 2
"""Fewer than a web process has threads (`devtools.run.THREADS`, docs/settings.md)."""
_room = BoundedSemaphore(STREAMS_A_PROCESS)
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # the latter tells proxies to hand on each line


def followed(request: HttpRequest, job: Job) -> HttpResponseBase:
    """The answer to an EventSource."""
    if job.state not in FINISHED and request.META.get("wsgi.multithread") and _room.acquire(blocking=False):
        return StreamingHttpResponse(_Stream(job), content_type="text/event-stream", headers=HEADERS)
    return HttpResponse(told(job), content_type="text/event-stream", headers=HEADERS)


def told(job: Job) -> str:
    """One event: what the page shows, and whether there is more to come."""
    data = {"words": said(job), "percent": job.percent, "finished": job.state in FINISHED}
    return f"retry: {ASK_AGAIN_MILLISECONDS}\ndata: {json.dumps(data)}\n\n"


class _Stream:
    """Django closes it when the answer has ended, also one whose reader went away before its first line."""

    def __init__(self, job: Job) -> None:
        self._lines = _changes(job)
        self._holds = True

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def close(self) -> None:
        if self._holds:
            self._holds = False
            _room.release()


def _changes(job: Job) -> Iterator[str]:
    until = time.monotonic() + STREAM_SECONDS
    last = ""
    while True:
        news = told(job)
        if news != last:
            yield news
            last = news
        if job.state in FINISHED or time.monotonic() > until:
            return
        _let_go()
        time.sleep(LOOK_EVERY_SECONDS)
        found = Job.objects.filter(pk=job.pk).first()
        if found is None:
            return
        job = found


def _let_go() -> None:
    """Of the connection, which a thread else keeps: the streams of a busy day would take the database's for nothing.
    What stands in a transaction of its caller's keeps it."""
    if not connection.in_atomic_block:
        connection.close()
