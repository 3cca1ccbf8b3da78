"""An AWS of our own on this machine: a moto server in a process beside this one, for tries, tests and the demo."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec


class NoEmulator(RuntimeError):
    """No emulator could be started; the message says why and what would mend it."""


@contextmanager
def emulator() -> Iterator[str]:
    """Start one on a free port of 127.0.0.1, give its URL, end it afterwards. NoEmulator where moto is missing or
    does not start.

    It ends by itself with the process that started it, however that ends: it waits for the end of its standard input.
    """
    if find_spec("moto") is None or find_spec("flask") is None:
        raise NoEmulator("moto is not installed: pip install 'innovate-model[sandbox]'")
    # 4 seconds spared at the first call of each account and region: the list of public machine images.
    environment = {**os.environ, "MOTO_EC2_LOAD_DEFAULT_AMIS": "false"}
    process = subprocess.Popen(  # noqa: S603 # our own interpreter and module
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        port = process.stdout.readline().strip()
        if not port.isdigit():
            raise NoEmulator("the emulator did not start: run `python -m innovate_model.aws.emulator` to see why")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.stdin.close()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def serve() -> None:
    """Be the emulator: print the port, answer until standard input ends."""
    import logging

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    print(server.get_host_and_port()[1], flush=True)
    sys.stdin.read()
    os._exit(0)  # the server's threads hold nothing that is worth waiting for


if __name__ == "__main__":
    serve()
