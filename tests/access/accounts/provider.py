"""An OpenID Connect provider on this machine, that says of whoever comes what it is told to say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import jwt

CLIENT, SECRET = "sec-reports", "a secret between the two of some length"


@dataclass
class Provider:
    """`claims` is what it states; `subject` is whom its signed token is about, unless it is the same; `fails`
    makes it refuse the exchange. It keeps the forms that it was sent."""

    issuer: str = ""
    audience: str = CLIENT
    claims: dict[str, Any] = field(default_factory=dict)
    fails: bool = False
    subject: str = ""
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def answer(self, path: str, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            ways = {f"{name}_endpoint": f"{self.issuer}/{end}" for name, end in ends.items()}
            return 200, {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **ways}
        if path == "/token":
            self.asked.append(form)
            of = {"sub": self.subject} if self.subject else {}
            stated = {**self.claims, **of, "iss": self.issuer, "aud": self.audience, "iat": 0, "exp": 2**31}
            token = {"access_token": "one", "token_type": "Bearer", "id_token": jwt.encode(stated, SECRET)}
            return (400, {"error": "invalid_grant"}) if self.fails else (200, token)
        return (200, self.claims) if path == "/userinfo" else (404, {})


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply(parse_qs(sent))

        def reply(self, form: dict[str, list[str]]) -> None:
            status, body = provider.answer(self.path.partition("?")[0], form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
