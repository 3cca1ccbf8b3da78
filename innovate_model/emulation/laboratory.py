"""The worker seen from outside: started, asked, ended."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Any

from innovate_model.emulation.plan import TABLE, Answer, Knock, Link, Plan, Route, Space, as_data

_UNSHARE = ["unshare", "--user", "--map-root-user", "--net"]
_WORKER = [sys.executable, "-P", "-m", "innovate_model.emulation.worker"]
"""`-P`: no module of the folder that the program runs in."""
PROGRAMS = {"unshare": "util-linux", "ip": "iproute2", "nft": "nftables"}
"""Programs, and the Debian packages that bring them."""
_TRIAL = Plan(
    tuple(
        Space(
            "host",
            "trial",
            addresses=(("lo", f"192.0.2.{number}/32"),),
            routes=(Route(254, "192.0.2.0/24", "dev l0"),),
            filters=(
                f"table inet {TABLE} {{",
                "chain in { type filter hook input priority 0; policy accept;",
                "ct state invalid drop",
                "ip saddr 192.0.2.0/24 ip dscp set 0",
                "}",
                "chain out { type nat hook postrouting priority 100; policy accept;",
                "ip daddr 203.0.113.0/24 meta l4proto tcp masquerade to :1024-65535",
                "}",
                "}",
            ),
        )
        for number in (1, 2)
    ),
    (Link(0, "l0", 1, "l0"),),
)


class NotPossible(RuntimeError):
    """This machine lets nobody make network namespaces, or lacks a tool; `mend` says what would help."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


class Laboratory:
    """A worker process with at most one plan built, as a context: `with Laboratory() as laboratory:`.

    NotPossible where it cannot start.
    """

    def __init__(self) -> None:
        _demand_tools()
        self._process = subprocess.Popen(  # noqa: S603 - fixed programs and no shell
            [*_UNSHARE, *_WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PATH": _PATH, "PYTHONPATH": _HOME},
        )
        try:
            self._try_out()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Laboratory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker, and all that it built with it."""
        process = self._process
        if process.stdin is not None and not process.stdin.closed:
            with contextlib.suppress(BrokenPipeError):  # it has ended by itself
                process.stdin.close()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()

    def build(self, plan: Plan) -> None:
        """Build a plan in place of the one before. NotPossible with the kernel's words where it refuses."""
        self._ask({"build": as_data(plan)})

    def knock(self, knocks: Sequence[Knock], patience: float = 0.05) -> tuple[Answer, ...]:
        """Try connections in the plan that is built; one answer for each, in their order. `patience`: seconds of
        silence after which no answer is expected any more."""
        asked = {"knock": [astuple(one) for one in knocks], "patience": patience}
        return tuple(Answer(*values) for values in self._ask(asked)["answers"])

    def _try_out(self) -> None:
        """One handshake in a plan that needs all that others need."""
        self.build(_TRIAL)
        (answer,) = self.knock([Knock(0, "192.0.2.1", 40000, "192.0.2.2", 443, 1, "192.0.2.2")], patience=1.0)
        if not answer.answered:
            raise NotPossible("network namespaces on this machine do not carry packets", "use another Linux machine")

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise self._ended()
        answer: dict[str, Any] = json.loads(line)
        if "fault" in answer:
            raise NotPossible(f"the kernel refuses: {answer['fault']}", _MEND)
        return answer

    def _ended(self) -> NotPossible:
        process = self._process
        process.wait()
        said = process.stderr.read().strip().splitlines() if process.stderr is not None else []
        return NotPossible(f"network namespaces cannot be made here: {said[-1] if said else 'no reason given'}", _MEND)


_MEND = (
    "allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 and user.max_user_namespaces above 0; in a "
    "container: --security-opt seccomp=unconfined --security-opt apparmor=unconfined; or use another Linux machine"
)
_HOME = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH"))))
"""Where the worker finds this package: the copy that runs here."""
_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))
"""Where programs are looked for: those of administrators are not on everybody's path."""


def _demand_tools() -> None:
    if not sys.platform.startswith("linux"):
        raise NotPossible("network namespaces are a matter of Linux, which this is not", "use a Linux machine")
    for program, package in PROGRAMS.items():
        if shutil.which(program, path=_PATH) is None:
            raise NotPossible(f"there is no `{program}` on the path", f"install it: apt-get install -y {package}")
