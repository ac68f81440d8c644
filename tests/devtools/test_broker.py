"""A real broker, crashed and moved."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from devtools.broker import Broker
from devtools.state import VarDir
from tests.workers import wait_until


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Started, under a path longer than a Unix socket's address may be."""
    made = Broker(VarDir(tmp_path.joinpath(*["a rather long name of a folder"] * 4) / "var"))
    made.start()
    yield made
    made.stop()


def client(broker: Broker) -> redis.Redis:
    return redis.Redis.from_url(broker.var.broker_url(), decode_responses=True)


def test_broker_killed_keeps_what_was_queued(broker: Broker) -> None:
    with client(broker) as before:
        before.rpush("jobs", "one", "two")
        wait_until(lambda: before.config_get("appendfsync") == {"appendfsync": "everysec"})
        os.kill(before.info("server")["process_id"], signal.SIGKILL)
    wait_until(lambda: not broker.ready(), what="the end of the broker")
    broker.start()
    with client(broker) as after:
        assert after.lrange("jobs", 0, -1) == ["one", "two"]


def test_broker_stopped_is_gone_and_stopping_again_harmless(broker: Broker) -> None:
    assert broker.ready()
    broker.stop()
    assert not broker.ready()
    broker.stop()


def test_broker_without_password_refused(broker: Broker) -> None:
    with socket.create_connection(("127.0.0.1", broker.var.port_of("broker")), timeout=5) as stranger:
        stranger.sendall(b"PING\r\n")
        assert stranger.recv(100).startswith(b"-NOAUTH")


def test_broker_port_taken_moves_to_another(broker: Broker) -> None:
    broker.stop()
    with socket.create_server(("127.0.0.1", broker.var.port_of("broker"))) as taken:
        broker.start()
        assert broker.var.port_of("broker") != taken.getsockname()[1]
        assert broker.ready()


def test_broker_of_another_folder_on_its_port_is_not_taken_for_it(broker: Broker, tmp_path: Path) -> None:
    other = Broker(VarDir(tmp_path / "other"))
    other.var.path.mkdir()
    other.var.set_port_of("broker", broker.var.port_of("broker"))
    assert not other.ready()
    other.start()
    try:
        assert other.ready()
        assert broker.ready()
    finally:
        other.stop()
