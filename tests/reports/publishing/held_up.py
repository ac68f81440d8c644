"""A worker that imports this stands still at one step of a publication, and notes that it got there."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from reports.publishing import services, tasks

_prepare, _publish, _end_round = services.prepare, services.publish, services.end_round


def _stand_still(step: str) -> None:
    if os.environ.get("HELD_UP_AT") == step:
        Path(os.environ["HELD_UP_NOTE"]).write_text(step)
        time.sleep(600)


def prepare(*args: Any, **more: Any) -> Any:
    ready = _prepare(*args, **more)
    _stand_still("prepared")
    return ready


def publish(*args: Any, **more: Any) -> Any:
    publication = _publish(*args, **more)
    _stand_still("written")
    return publication


def end_round(*args: Any, **more: Any) -> Any:
    ended = _end_round(*args, **more)
    _stand_still("writing")
    return ended


tasks.prepare, tasks.publish, services.end_round = prepare, publish, end_round
