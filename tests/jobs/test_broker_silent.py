"""A broker that takes calls and does not answer: nobody waits for it, and no job is lost."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from devtools.broker import Broker
from devtools.state import VarDir
from jobs.models import Job, State
from jobs.services import enqueue
from secops.celery import app
from tests.workers import point_app_at

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 5  # seconds


@pytest.fixture
def own_broker() -> Iterator[None]:
    """Puts the app back to the broker it had."""
    before = app.conf.broker_url
    yield
    point_app_at(before)


def enqueued_in() -> float:
    """Seconds that it took; the job is there and waits."""
    began = time.monotonic()
    job = enqueue("test.add", {"a": 1, "b": 2})
    taken = time.monotonic() - began
    assert Job.objects.get(pk=job.pk).state == State.QUEUED
    return taken


@pytest.mark.usefixtures("own_broker")
def test_enqueue_broker_never_answers_returns_soon_and_keeps_the_job() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        point_app_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert enqueued_in() < PATIENCE


@pytest.mark.usefixtures("own_broker")
def test_enqueue_broker_refuses_returns_soon_and_keeps_the_job() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        point_app_at(f"redis://127.0.0.1:{closed.getsockname()[1]}/0")
        assert enqueued_in() < PATIENCE


@pytest.mark.usefixtures("own_broker")
def test_enqueue_broker_freezes_after_it_answered_returns_soon_and_keeps_the_job(tmp_path: Path) -> None:
    broker = Broker(VarDir(tmp_path))
    broker.start()
    address = broker.var.broker_url()
    with redis.Redis.from_url(address) as client:
        process = client.info()["process_id"]
    try:
        point_app_at(address)
        enqueued_in()  # over a connection that is kept
        os.kill(process, signal.SIGSTOP)
        assert enqueued_in() < PATIENCE
    finally:
        os.kill(process, signal.SIGCONT)
        broker.stop()
