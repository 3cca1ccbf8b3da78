"""Measurements -> a table for the terminal and a page that keeps the sections of benchmarks that did not run."""

from __future__ import annotations

import os
import platform
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isclose
from pathlib import Path
from typing import Any

HEADER = ("name", "n", "ours", "peer", "peer / ours", "at least", "verdict", "runs", "the peer")
TITLE = """\
# Benchmarks

Written by `make bench`. Every figure is a cost, the median of the runs; "peer / ours" says how many times our cost the
peer's is, and "at least" the goal that was set for that beforehand.
"""


@dataclass(frozen=True)
class Row:
    """One comparison of costs (seconds, bytes, ...: less is better).

    `ratio` is peer / ours, so 2 means half the cost of the peer; `goal` is the least ratio that is good enough, or None
    where the comparison is only shown. `n` is the size of the input, `runs` how often each side ran (the figures are
    medians), `unit` that of `ours` and `peer`. Where the peer is not installed, `peer` and `ratio` are None and
    `peer_version` says so.
    """

    name: str
    ours: float
    peer: float | None
    peer_version: str
    ratio: float | None
    goal: float | None
    n: int
    runs: int
    unit: str = "s"

    def __post_init__(self) -> None:
        """Raises ValueError where the ratio is not the one that the figures give."""
        if (self.peer is None) != (self.ratio is None):
            raise ValueError(f"{self.name}: peer and ratio are either both known or both None")
        if self.peer is None or self.ratio is None:
            return
        if not isclose(self.ratio * self.ours, self.peer, rel_tol=0.01):
            raise ValueError(f"{self.name}: ratio {self.ratio} is not peer / ours ({self.peer} / {self.ours})")

    @property
    def verdict(self) -> str:
        """`pass`, `miss`, `not compared` where there was no peer to compare with, or `no goal`."""
        if self.ratio is None:
            return "not compared"
        if self.goal is None:
            return "no goal"
        return "pass" if self.ratio >= self.goal else "miss"


def row_of(given: Mapping[str, Any]) -> Row:
    """A row from the dict that a benchmark returns. Raises TypeError for a key too many or too few."""
    return Row(**{key.replace(" ", "_"): value for key, value in given.items()})


def cells(row: Row) -> tuple[str, ...]:
    """A row as text, in the order of HEADER."""
    return (
        row.name,
        f"{row.n:,}",
        f"{row.ours:,.4g} {row.unit}",
        "-" if row.peer is None else f"{row.peer:,.4g} {row.unit}",
        "-" if row.ratio is None else f"{row.ratio:.2f}",
        "-" if row.goal is None else f"{row.goal:.2f}",
        row.verdict,
        str(row.runs),
        row.peer_version,
    )


def table(rows: Sequence[Row]) -> str:
    """The rows aligned for a terminal, which is also a Markdown table."""
    lines = [HEADER, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]
    aligned = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines]
    aligned.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(aligned)


def section(name: str, inputs: str, rows: Sequence[Row]) -> str:
    """What one benchmark found, on what, where and when."""
    machine = f"Python {platform.python_version()}, {cpu()}, {datetime.now(UTC):%Y-%m-%d}."
    return f"## {name}\n\n{inputs.strip()}\n\n{machine}\n\n{table(rows)}\n"


def cpu() -> str:
    """The processor's name and how many of its cores this process may use."""
    cpuinfo = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else None
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{named[1] if named else platform.processor() or platform.machine()} ({cores} cores)"


def with_section(page: str, name: str, text: str) -> str:
    """The page with this benchmark's section replaced, or added where the names' order puts it."""
    sections = dict(re.findall(r"^<!-- bench:(\S+) -->\n(.*?)^<!-- /bench -->$", page, re.MULTILINE | re.DOTALL))
    sections[name] = text
    written = [f"<!-- bench:{name} -->\n{text}<!-- /bench -->\n" for name, text in sorted(sections.items())]
    return "\n".join([TITLE, *written])


def write_atomically(file: Path, text: str) -> None:
    """Replaces the file in one step: whoever reads it, or interrupts this, finds the old page or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    scratch = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        scratch.chmod(0o644)  # mkstemp lets nobody else read
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)
