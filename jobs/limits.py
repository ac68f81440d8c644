"""How long a start of a job may take, and how much memory: what its kind says, or the settings."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from jobs.registry import kind_named

MEGABYTE = 1024 * 1024
# A handler that ignores its limit is killed so much later: after as long again, and at most a minute.
MOST_GRACE_SECONDS = 60
_STATUS = Path("/proc/self/status")


def time_limits(kind: str) -> dict[str, int]:
    """What Celery is told with the message, in seconds. A kind that this process does not know has the general ones.

    The former limit raises SoftTimeLimitExceeded in the handler; at the latter its process is killed.
    """
    most: int = settings.CELERY_TASK_SOFT_TIME_LIMIT
    try:
        seconds = min(kind_named(kind).seconds or most, most)
    except KeyError:
        seconds = most
    return {"soft_time_limit": seconds, "time_limit": seconds + min(seconds, MOST_GRACE_SECONDS)}


@contextmanager
def memory_limit(megabytes: int) -> Iterator[None]:
    """Whatever is done inside gets at most so much more memory than the process has; then Python raises MemoryError.

    A library that cannot bear that ends the process, which counts as an attempt like any other death. Only Linux says
    what a process has; elsewhere nothing is limited.
    """
    has = _bytes_of_data()
    if has is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = has + megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _bytes_of_data() -> int | None:
    """What the limit is compared with: all memory that the process alone may write to."""
    if not _STATUS.exists():
        return None
    line = next((line for line in _STATUS.read_text().splitlines() if line.startswith("VmData:")), None)
    return None if line is None else int(line.split()[1]) * 1024
