"""What var/ remembers between runs: generated secrets and the ports of the embedded servers.

Standard library only: settings read it before Django is there.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

DATABASE = "sec"
DATABASE_USER = "sec"


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@dataclass(frozen=True)
class VarDir:
    """The folder of everything that can be thrown away with the development data."""

    path: Path

    @classmethod
    def from_environment(cls, base: Path) -> VarDir:
        return cls(Path(os.environ.get("SEC_VAR_DIR") or base / "var").resolve())

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def broker(self) -> Path:
        return self.path / "broker"

    def make(self) -> Path:
        """The folder, made unless it is there. Others may pass through it, since PostgreSQL may have to run as another
        user, and not see what it holds."""
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.mkdir(mode=0o711, exist_ok=True)
        return self.path

    def private(self, name: str) -> Path:
        """A folder in it that its owner alone may enter, whoever made it before: for drafts, jobs and logs."""
        folder = self.make() / name
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        return folder

    def secret_key(self) -> str:
        return self._once(self.path / "secret-key", secrets.token_urlsafe(50))

    def sample_password(self) -> str:
        """Of every sample sign-in; made up once per var/."""
        return self._once(self.path / "sample-password", secrets.token_urlsafe(9))

    def database_password(self) -> str:
        return self._once(self.path / "postgres-password", secrets.token_urlsafe(24))

    def broker_password(self) -> str:
        return self._once(self.path / "broker-password", secrets.token_urlsafe(24))

    def port_of(self, server: str) -> int:
        """The port that the embedded `server` ("postgres" or "broker") has, or will have."""
        return int(self._once(self.path / f"{server}-port", str(free_port())))

    def set_port_of(self, server: str, port: int) -> None:
        """For a start that finds the remembered port taken."""
        file = self.path / f"{server}-port"
        temporary = file.with_suffix(".new")
        temporary.write_text(f"{port}\n")
        temporary.replace(file)

    def database_url(self) -> str:
        password, port = self.database_password(), self.port_of("postgres")
        return f"postgres://{DATABASE_USER}:{password}@127.0.0.1:{port}/{DATABASE}"

    def broker_url(self) -> str:
        return f"redis://:{self.broker_password()}@127.0.0.1:{self.port_of('broker')}/0"

    def _once(self, file: Path, value: str) -> str:
        """The file's content; `value`, written first, when there is no file. Safe for two at once."""
        self.make()
        if not file.exists():
            # Linking a complete file into place: nobody ever reads a half-written one.
            handle, temporary = tempfile.mkstemp(dir=self.path, prefix=f".{file.name}.")
            with os.fdopen(handle, "w") as content:
                content.write(f"{value}\n")
            with contextlib.suppress(FileExistsError):
                os.link(temporary, file)
            Path(temporary).unlink()
        return file.read_text().strip()
