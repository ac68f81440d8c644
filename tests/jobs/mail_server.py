"""A mail server of the tests' own: it speaks as much SMTP as a mail needs, and misbehaves as it is told to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from types import TracebackType
from typing import Any

from django.conf import settings

TAKEN, LATER, NEVER = "250 taken", "451 come back later", "550 no such mailbox"


class MailServer:
    """`answer` is what it says to a mail; "" means that it takes the mail and hangs up without a word."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.answer = TAKEN
        self.before_answer: Callable[[], None] = lambda: None
        park = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(ConnectionError):  # the other side was killed
                    park._talk(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self) -> MailServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def message_ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.taken]

    def _talk(self, line: socketserver.StreamRequestHandler) -> None:
        def say(words: str) -> None:
            line.wfile.write(f"{words}\r\n".encode())

        say("220 test")
        while command := line.rfile.readline().strip().upper():
            if command == b"QUIT":
                say("221 goodbye")
                return
            if command != b"DATA":
                say("250 go on")
                continue
            say("354 go on")
            lines = []
            while (text := line.rfile.readline()).rstrip() != b"." and text:
                lines.append(text)
            if self.answer in (TAKEN, ""):
                self.taken.append(message_from_bytes(b"".join(lines)))
            self.before_answer()
            if not self.answer:
                return
            say(self.answer)


def use(port: int, settings: Any = settings) -> None:
    """From now on this process hands its mails to the server there; with pytest's `settings`, until the test ends."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
