"""CPU time (user and system) of a whole process, from an empty interpreter to its end: what `innovate --help` and
`innovate check models/innovate` cost beside `python -c "import click"`, the least that any program with this command
line parser pays. Runs are taken in turns, after one of each that warms the caches.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
RUNS = 11
INNOVATE = [sys.executable, "-c", "from innovate_model.cli.main import main; main()"]
PEER = [sys.executable, "-c", "import click"]
MOST_TIMES_THE_PEER = {("--help",): 1.3, ("check", "models/innovate"): 8.0}


def run() -> list[dict[str, Any]]:
    """One row per command line. Raises RuntimeError where the program itself could not run."""
    commands = {arguments: [*INNOVATE, *arguments] for arguments in MOST_TIMES_THE_PEER}
    milliseconds: dict[tuple[str, ...], list[float]] = {arguments: [] for arguments in [(), *commands]}
    for turn in range(RUNS + 1):
        for arguments, command in {(): PEER, **commands}.items():
            spent = cpu_milliseconds(command)
            if turn > 0:
                milliseconds[arguments].append(spent)
    peer = median(milliseconds[()])
    return [
        {
            "name": "innovate " + " ".join(arguments),
            "ours": median(milliseconds[arguments]),
            "peer": peer,
            "peer_version": f"import click {version('click')}",
            "ratio": peer / median(milliseconds[arguments]),
            "goal": 1 / most_times,
            "n": 1,
            "runs": RUNS,
            "unit": "ms",
        }
        for arguments, most_times in MOST_TIMES_THE_PEER.items()
    ]


def cpu_milliseconds(command: list[str]) -> float:
    """The CPU time of one run of `command`. Exit code 1 means findings here, anything above a failure."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1 or b"Traceback" in done.stderr:
        raise RuntimeError(f"{command} exited {done.returncode}:\n{done.stderr.decode(errors='replace')}")
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
