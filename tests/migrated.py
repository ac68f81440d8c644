"""One database of a run that migrations have made, for each of its processes to begin with a copy of.

To migrate an empty database takes a process many seconds; to copy one takes the server less than one.
"""

from __future__ import annotations

import fcntl
from pathlib import Path

from django.conf import settings
from django.db import connections


def copy_what_one_process_migrates(run: str, process: str, folder: Path) -> None:
    """From now on the test database of this process is made as a copy. The first of the `run` that gets here makes what
    is copied, while the others wait; `folder` is where they know of one another."""
    test = connections["default"].settings_dict["TEST"]
    own = test["NAME"]
    original = f"{own.removesuffix(process)}migrated"
    with (folder / f"{original}.run").open("a+", encoding="utf-8") as made_by:
        fcntl.flock(made_by, fcntl.LOCK_EX)
        made_by.seek(0)
        if made_by.read() != run:
            test["NAME"] = original
            _migrate()
            test["NAME"] = own
            made_by.truncate(0)
            made_by.write(run)
    test["TEMPLATE"] = original


def _migrate() -> None:
    """Leaves no connection to what it made: the server copies no database that is in use."""
    connection = connections["default"]
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
