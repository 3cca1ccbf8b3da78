"""A real HTTP server in front of the emulator, which passes everything on except what it is told to refuse."""

from __future__ import annotations

import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

XML_DENIAL = (
    b"<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized</Message></Error>"
    b"</Errors><RequestID>x</RequestID></Response>"
)
HTML = b"<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>"


@dataclass(frozen=True)
class Refusal:
    """What is answered instead of the emulator."""

    status: int
    body: bytes = XML_DENIAL


class _Handler(BaseHTTPRequestHandler):
    target = ""
    refusals: Mapping[str, Refusal] = {}

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        refusal = self._refusal(body)
        if refusal is not None:
            self._send(refusal.status, {"Content-Type": "text/html"}, refusal.body)
            return
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        request = urllib.request.Request(self.target + self.path, body or None, headers, method=self.command)
        try:
            with urllib.request.urlopen(request) as answer:
                self._send(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            self._send(error.code, dict(error.headers), error.read())

    def _refusal(self, body: bytes) -> Refusal | None:
        """By the signature's service, `service.Action` of the query services, or the role that is asked for."""
        scope = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", self.headers.get("Authorization", ""))
        service = scope[1] if scope else ""
        action = re.search(rb"(?:^|&)Action=(\w+)", body)
        role = re.search(rb"RoleArn=[^&]*?(\d{12})", body)
        names = [service]
        names += [f"{service}.{action[1].decode()}"] if action else []
        names += [f"role in {role[1].decode()}"] if role else []
        return next((self.refusals[name] for name in names if name in self.refusals), None)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "server", "date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _answer  # noqa: N815 # http.server's own names

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def refusing(target: str, refusals: Mapping[str, Refusal]) -> Iterator[str]:
    """The URL of a server that stands in front of `target`."""
    handler = type("Handler", (_Handler,), {"target": target, "refusals": refusals})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
