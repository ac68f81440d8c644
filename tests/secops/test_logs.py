"""Log lines that a machine reads."""

import json
import logging
import sys

from secops.logs import JsonFormatter


def test_json_line_has_message_and_extra() -> None:
    record = logging.makeLogRecord(
        {"name": "jobs.tasks", "levelname": "INFO", "msg": "Job %s done", "args": (7,), "job": 7, "created": 0.25}
    )
    assert json.loads(JsonFormatter().format(record)) == {
        "time": "1970-01-01T00:00:00.250+00:00",
        "level": "INFO",
        "logger": "jobs.tasks",
        "message": "Job 7 done",
        "job": 7,
    }


def test_json_line_keeps_traceback_on_one_line() -> None:
    try:
        raise ValueError("no\nmonth")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert "ValueError: no\nmonth" in json.loads(line)["exception"]
