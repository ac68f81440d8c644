"""A worker that imports this stands still at one step of making a pack, and notes that it got there.

PACK_STEPS says which: "91=binding 92=editions", by the number of the pack's meeting. The note is a file "91 held" in
the folder PACK_GATES, with the number of the database's process that serves the worker; a file "91 open" lets it go on.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any

from django.db import connection

from reports.models import Pack
from reports.packs import assembling, issuing, tasks

BINDING, EDITIONS, ISSUING, ISSUED = STEPS = (
    "binding",
    "editions",
    "issuing",
    "issued",
)
"""Before anything is bound; between two editions; in the transaction, once all is written; after it is committed."""
_assemble, _bind, _tell, _issue = issuing.assemble, assembling.bind, issuing._tell_readers, tasks.issue
_bound: set[str] = set()


def _hold(step: str, title: str) -> None:
    number = re.findall(r"Meeting (\d+)", title)[0]
    if f"{number}={step}" not in os.environ["PACK_STEPS"].split():
        return
    gates = Path(os.environ["PACK_GATES"])
    (gates / f"{number} held.new").write_text(str(connection.connection.info.backend_pid))
    (gates / f"{number} held.new").rename(gates / f"{number} held")
    while not (gates / f"{number} open").exists():
        time.sleep(0.02)


def assemble(about: Any, *given: Any, **more: Any) -> Any:
    _hold(BINDING, about.meeting)
    return _assemble(about, *given, **more)


def bind(title: str, *given: Any) -> Any:
    bound = _bind(title, *given)
    meeting = title.partition(":")[0]
    if meeting not in _bound:
        _bound.add(meeting)
        _hold(EDITIONS, meeting)
    return bound


def tell(stored: Any, site: str) -> None:
    _tell(stored, site)
    _hold(ISSUING, stored.pack.meeting.title)


def issue(arguments: Any, progress: Any) -> Any:
    done = _issue(arguments, progress)
    _hold(ISSUED, Pack.objects.get(pk=arguments["pack"]).meeting.title)
    return done


if os.environ.get("PACK_STEPS"):  # a test that asks which steps there are goes through all of them
    issuing.assemble, assembling.bind, issuing._tell_readers, tasks.issue = assemble, bind, tell, issue
