"""The emulator starts, answers and ends."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from innovate_model.aws.emulator import emulator


@pytest.mark.moto
def test_it_answers_and_ends() -> None:
    """Inside the `with` there is a server on a loopback port; after it there is none."""
    with emulator() as url:
        assert url.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{url}/moto-api/data.json") as answer:
            assert answer.status == 200
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{url}/moto-api/data.json", timeout=2)


@pytest.mark.moto
def test_it_ends_with_the_process_that_started_it() -> None:
    """A parent that is killed leaves no server behind."""
    script = (
        "import os\nfrom innovate_model.aws.emulator import emulator\n"
        "with emulator() as url:\n  print(url, flush=True)\n  os.kill(os.getpid(), 9)"
    )
    url = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False).stdout.strip()
    assert url.startswith("http://127.0.0.1:")
    assert any(not _answers(url) for _ in range(50)), "it still answers after five seconds"


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/moto-api/data.json", timeout=2)
    except OSError:  # refused, or reset while it was ending
        return False
    time.sleep(0.1)
    return True


def test_without_moto_one_sentence_names_the_extra() -> None:
    """Where moto is missing, the message says what to install."""
    script = (
        "import sys\nsys.modules['moto'] = None\nfrom innovate_model.aws.emulator import NoEmulator, emulator\n"
        "try:\n  emulator().__enter__()\nexcept NoEmulator as error:\n  print(error)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "innovate-model[sandbox]" in said
    assert said.count("\n") == 1


def test_without_boto3_one_sentence_names_the_extra() -> None:
    """Where boto3 is missing, the message says what to install."""
    script = (
        "import sys\nsys.modules['boto3'] = sys.modules['botocore'] = None\n"
        "from innovate_model.aws.access import Access, NoBoto3\nfrom innovate_model.aws.collect import collect\n"
        "try:\n  collect(Access(), ['us-east-1'])\nexcept NoBoto3 as error:\n  print(error)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "innovate-model[aws]" in said
