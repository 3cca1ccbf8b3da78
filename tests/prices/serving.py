"""A price list as AWS serves it, on a port of this machine: the files below `list/`, small ones in AWS's format."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FILES = Path(__file__).parent / "list"


@dataclass
class Served:
    """What the server answers: `instead` of a file, by its path; a body is cut `short` by so many bytes. `asked` are
    the paths that were asked for, in order."""

    address: str = ""
    instead: dict[str, bytes] = field(default_factory=dict)
    short: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def text(self, path: str) -> str:
        """A file as it is served."""
        return (self.instead.get(path) or (FILES / path.lstrip("/")).read_bytes()).decode()


@contextmanager
def serving() -> Iterator[Served]:
    """The server, while it runs."""
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            file = FILES / self.path.lstrip("/")
            body = served.instead.get(self.path) or (file.read_bytes() if file.is_file() else None)
            if body is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) - served.short.get(self.path, 0)])

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
