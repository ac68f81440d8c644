"""Makes the environment that everything else runs in: system libraries, .venv, locked packages.

Run by whatever `python3` is there, before anything is installed: standard library only, and nothing that
an old Python could not read far enough to be told that it is too old.
"""

from __future__ import annotations

import argparse
import ctypes
import fcntl
import hashlib
import json
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.errors import SetupError

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
VENV_BIN = VENV / "bin"
STAMP = VENV / "installed.json"
OLDEST_PYTHON = (3, 11)
# What WeasyPrint loads, and the Debian package that brings it.
PANGO = {
    "libgobject-2.0.so.0": "libpango-1.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libfontconfig.so.1": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libpango-1.0-0",
}
# Without it PDFs come out a little larger and slower, but right.
SMALLER_PDFS = {"libharfbuzz-subset.so.0": "libharfbuzz-subset0"}
# For the tests of pages as people see them: a browser, best first, and a library of the program that drives it. The
# shell is the same Chromium without its windows, which nobody sees here.
BROWSERS = ("chromium-headless-shell", "chromium")
BROWSER_DRIVER = {"libatomic.so.1": "libatomic1"}


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# --- What the system brings -------------------------------------------------------------------------------


def lacking(libraries: dict[str, str]) -> list[str]:
    """Debian packages of those shared libraries that do not load here."""
    packages = set()
    for name, package in libraries.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            packages.add(package)
    return sorted(packages)


def may_use_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> bool:
    """Whether they are installed now. A fresh machine has no package lists yet, or old ones."""
    say(f"Installing {', '.join(packages)} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
    for command in ([*install, *packages], ["apt-get", "update", "-qq"], [*install, *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0 and "install" in command:
            return True
    say(done.stderr.strip()[-500:])
    return False


def check_system_libraries() -> None:
    """Raises SetupError, naming the packages, when PDFs could not be made."""
    if not sys.platform.startswith("linux"):
        return  # their names differ; WeasyPrint names what it misses itself
    needed, wanted = lacking(PANGO), lacking(SMALLER_PDFS)
    if not (needed or wanted):
        return
    if may_use_apt() and apt_install(needed + wanted):
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(needed + wanted)}"
    if needed:
        raise SetupError(f"PDFs need system libraries that are not here. Install them:  sudo {command}")
    say(f"PDFs will be slightly larger than need be; to mend that:  sudo {command}")


def install_browser() -> None:
    """The best that is to be had, where we may. Elsewhere the test run takes what there is, or names what it leaves
    out."""
    if not may_use_apt():
        return
    for browser in BROWSERS:
        missing = lacking(BROWSER_DRIVER) + ([] if shutil.which(browser) else [browser])
        if not missing or apt_install(missing):
            return
    say("Could not install Chromium; the tests in a browser will be left out.")


# --- Python -----------------------------------------------------------------------------------------------


def python_version(program: str) -> tuple[int, ...] | None:
    """None where there is no such program, or one that does not start."""
    try:
        done = subprocess.run(
            [program, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return tuple(int(part) for part in done.stdout.split()) if done.returncode == 0 else None


def can_make_venv(program: str) -> bool:
    """Debian keeps ensurepip in a package of its own."""
    done = subprocess.run([program, "-c", "import venv, ensurepip"], capture_output=True, check=False)
    return done.returncode == 0


def find_python() -> str:
    """A Python to build .venv with. The system's first: distributions optimise theirs, which shows in PDFs."""
    named = os.environ.get("PYTHON")  # `make run PYTHON=...`
    programs = [named] if named else ["/usr/bin/python3", sys.executable]
    programs += [] if named else [f"python3.{minor}" for minor in range(11, 16)]
    new_enough = [program for program in programs if (python_version(program) or (0,)) >= OLDEST_PYTHON]
    for program in new_enough:
        if can_make_venv(program):
            return program
    if not new_enough:
        found = ", ".join(f"{name} {'.'.join(map(str, v))}" for name in programs if (v := python_version(name)))
        raise SetupError(
            f"Python 3.11 or newer is needed; found: {found or 'none'}. Install one, or: make PYTHON=/path/to/python3"
        )
    if may_use_apt() and apt_install(["python3-venv"]) and can_make_venv(new_enough[0]):
        return new_enough[0]
    raise SetupError("This Python cannot make virtual environments. Install:  sudo apt-get install -y python3-venv")


def make_venv() -> None:
    if python_version(str(VENV_BIN / "python")):
        return
    python = find_python()
    say(f"Making .venv with {python} ...")
    subprocess.run([python, "-m", "venv", "--clear", str(VENV)], check=True)


# --- Packages ---------------------------------------------------------------------------------------------


def digest_of(file: str) -> str:
    return hashlib.sha256((ROOT / file).read_bytes()).hexdigest()


def install(file: str) -> None:
    """Make .venv hold exactly what `file` pins; at once when it does already."""
    try:
        installed = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        installed = {}
    if installed.get(file) == digest_of(file):
        return
    STAMP.unlink(missing_ok=True)
    say(f"Installing {file} ...")
    if not (get_uv() and sync_with_uv(file)):
        pip("--require-hashes", "-r", file)
    # The development list holds the runtime packages as well.
    files = {"requirements.txt", file}
    STAMP.write_text(json.dumps({name: digest_of(name) for name in sorted(files)}))


def get_uv() -> bool:
    """uv takes seconds where pip takes a minute; it comes from the package index, by hash, like the rest."""
    if not (VENV_BIN / "uv").exists():
        try:
            pip("--require-hashes", "-r", "requirements-installer.txt")
        except SetupError:
            say("uv is not to be had for this machine; pip will do.")
            return False
    return True


def sync_with_uv(file: str) -> bool:
    command = [str(VENV_BIN / "uv"), "pip", "sync", "--quiet", "--require-hashes"]
    command += ["--python", str(VENV_BIN / "python"), "requirements-installer.txt", file]
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    # Its own certificates first: a bare machine has none. Then the machine's: a company's proxy has its own.
    for certificates in ([], ["--system-certs"]):
        done = subprocess.run(
            [*command, *certificates], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return True
    say(f"uv could not install it, so pip does, which takes a minute. ({done.stderr.strip()[-300:]})")
    return False


def pip(*arguments: str) -> None:
    command = [str(VENV_BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"pip could not install {arguments[-1]}: {done.stderr.strip()[-800:]}")


def lock() -> None:
    """Pin what the .in files ask for; versions that still fit stay."""
    if not get_uv():
        raise SetupError("Locking needs uv.")
    for name in ("requirements-installer", "requirements", "requirements-dev"):
        command = [str(VENV_BIN / "uv"), "pip", "compile", "--quiet", "--generate-hashes"]
        command += ["--python-version", "3.11", "--custom-compile-command", "make lock"]
        subprocess.run([*command, f"{name}.in", "-o", f"{name}.txt"], cwd=ROOT, check=True)


# --- All of it --------------------------------------------------------------------------------------------


def check_ownership() -> None:
    """Raises SetupError when an earlier run by someone else (root, mostly) left files that we cannot use."""
    var = Path(os.environ.get("SEC_VAR_DIR") or ROOT / "var")
    if os.geteuid() == 0:
        return
    for folder in (VENV, var):
        for path in [folder, *folder.glob("*")] if folder.exists() else [folder.parent]:
            if not os.access(path, os.W_OK):
                owner, us = path.stat().st_uid, pwd.getpwuid(os.geteuid()).pw_name
                raise SetupError(
                    f"{path} belongs to {owner_name(owner)}, and {us} may not write there. "
                    f"Hand it over:  sudo chown -R {us} {folder if folder.exists() else path}"
                )


def owner_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument("--browser", action="store_true", help="also Chromium, where we may install it")
    parser.add_argument("--lock", action="store_true", help="write requirements*.txt anew instead")
    arguments = parser.parse_args()
    here = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(here, fcntl.LOCK_EX)  # one at a time: two would build the same .venv
    try:
        check_ownership()
        if arguments.lock:
            make_venv()
            lock()
            return 0
        check_system_libraries()
        if arguments.browser:
            install_browser()
        make_venv()
        install("requirements-dev.txt" if arguments.dev else "requirements.txt")
    except SetupError as problem:
        say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
