"""The sandbox speaks to this machine and to nothing else, whatever the environment says."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from innovate_model.aws.access import NotLoopback, require_loopback, sandbox_access
from innovate_model.aws.sandbox import seed
from innovate_model.loader import load_text


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:5000", "http://127.8.9.10:1/", "http://[::1]:80", "https://localhost:9"]
)
def test_this_machine_is_accepted(url: str) -> None:
    """Loopback addresses in their plain spelling, with a port."""
    assert require_loopback(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://ec2.us-east-1.amazonaws.com",
        "http://127.0.0.1.evil.example:80",
        "http://localhost.evil.example:80",
        "http://evil.example:80/127.0.0.1",
        "http://127.0.0.1:80@evil.example:80",
        "http://user:secret@127.0.0.1:80",
        "http://127.0.0.1:80#@evil.example",
        "http://127.0.0.1:80?@evil.example",
        "http://127.0.0.1:80\\@evil.example",
        "http://127.0.0.1:80/path",
        "http://0.0.0.0:80",
        "http://[::]:80",
        "http://[::ffff:127.0.0.1]:80",
        "http://2130706433:80",
        "http://0x7f000001:80",
        "http://0177.0.0.1:80",
        "http://127.1:80",
        "http://127.0.0.256:80",
        "http://127.0.0.1",
        "http://127.0.0.1:80\n",
        " http://127.0.0.1:80",
        "http://１２７.0.0.1:80",
        "http://localhost.:80",
        "http://LOCALHOST.EVIL:80",
        "ftp://127.0.0.1:80",
        "file:///127.0.0.1:80",
        "127.0.0.1:80",
        "http://10.0.0.1:80",
        "http://169.254.169.254:80",
        "",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    """Tricks of spelling, of user names, of other notations: none of them is this machine."""
    with pytest.raises(NotLoopback, match=r"127\.0\.0\.1:PORT"):
        sandbox_access(url)


class _Recorder(BaseHTTPRequestHandler):
    """Writes down who calls, and answers as it is told to."""

    status = 403
    location = ""

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.heard.append((self.path, self.headers.get("Authorization", "")))  # type: ignore[attr-defined]
        self.send_response(self.status)
        if self.location:
            self.send_header("Location", self.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PUT = do_CONNECT = _answer  # noqa: N815 # http.server's own names

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def _listening(status: int = 403, location: str = "") -> Iterator[tuple[str, list[tuple[str, str]]]]:
    handler = type("Handler", (_Recorder,), {"status": status, "location": location})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.heard = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server.heard  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


_BUCKET = """
innovate: 1
organization: {title: T, region: us-east-1}
accounts: {dev: {account_id: 222233330001, s3_buckets: {b: {}}}}
"""


def test_a_foreign_endpoint_is_refused_before_the_first_request() -> None:
    """Seeding an endpoint that is not this machine sends nothing anywhere."""
    with pytest.raises(NotLoopback):
        seed(load_text(_BUCKET).model, "http://203.0.113.1:80")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    """An endpoint of this machine that sends us elsewhere gets no further."""
    with _listening() as (elsewhere, heard), _listening(status, elsewhere) as (url, asked):
        seeded = seed(load_text(_BUCKET).model, url)
    assert asked
    assert heard == []
    assert seeded.ids == {}


_SEED = """
import sys
from innovate_model.aws.sandbox import seed
from innovate_model.loader import load_text
seed(load_text(sys.argv[2]).model, sys.argv[1])
"""


def test_nothing_of_the_environment_is_used(tmp_path: object) -> None:
    """Keys, profiles, endpoints, proxies and files of settings change neither where requests go nor who signs them."""
    settings = f"{tmp_path}/config"
    with open(settings, "w") as file:  # noqa: PTH123
        file.write("[default]\naws_access_key_id=FROMFILE\naws_secret_access_key=x\nendpoint_url=http://203.0.113.1\n")
    with _listening() as (proxy, through_proxy), _listening() as (url, asked):
        environment = {
            **os.environ,
            "AWS_ACCESS_KEY_ID": "AMBIENT",
            "AWS_SECRET_ACCESS_KEY": "ambient-secret",
            "AWS_SESSION_TOKEN": "ambient-token",
            "AWS_PROFILE": "no-such-profile",
            "AWS_CONFIG_FILE": settings,
            "AWS_SHARED_CREDENTIALS_FILE": settings,
            "AWS_ENDPOINT_URL": "http://203.0.113.1",
            "AWS_ENDPOINT_URL_STS": "http://203.0.113.1",
            "AWS_USE_FIPS_ENDPOINT": "true",
            "HTTP_PROXY": proxy,
            "http_proxy": proxy,
            "HTTPS_PROXY": proxy,
            "NO_PROXY": "",
            "no_proxy": "",
        }
        command = [sys.executable, "-c", _SEED, url, _BUCKET]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 0, result.stderr
    assert asked
    assert through_proxy == []
    assert all("innovate-sandbox" in signature for _, signature in asked)
