"""The command line in this process and in another one."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from innovate_model.cli.main import innovate

ROOT = Path(__file__).parents[2]
INNOVATE = str(ROOT / "models" / "innovate")

PROGRAM = "from innovate_model.cli.main import main; main()"

SOUND = """\
innovate: 1
organization: {title: Shop, region: eu-central-1}
accounts:
  shop:
    account_id: 012345670123
    kms_keys: {main: {description: "鍵 for a b", enable_key_rotation: yes}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        internet_gateways: {igw: {}}
        subnets:
          web: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: public}
          db: {cidr_block: 10.0.2.0/24, availability_zone: b}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.igw}}
        security_groups:
          web: {ingress: {https: {ports: tcp/443, from: 10.0.0.0/16}}, egress: {}}
        instances:
          web: {instance_type: t3.micro, subnet: web, security_groups: web}
"""
FAULTY = SOUND.replace("route_table: public", "route_table: pubilc")
CLEAN = """\
innovate: 1
organization: {title: Shop, region: eu-central-1}
accounts: {shop: {account_id: 012345670123}}
"""


def line_of(part: str, text: str = SOUND) -> int:
    """The number of the first line that holds a part."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


def run(*args: str, text: str | None = None) -> Result:
    """`innovate ARGS` in this process, with `text` on standard input; an unforeseen exception fails the test."""
    result = CliRunner().invoke(innovate, args, input=text)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "this is a bug of Innovate Model" not in result.stderr, result.stderr
    return result


def spawn(
    *args: str, text: str | None = None, redirect: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The same as a real program under a shell, which may `redirect` its streams."""
    return subprocess.run(
        ["sh", "-c", f'"$0" -c "{PROGRAM}" "$@" {redirect}', sys.executable, *args],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        check=False,
    )


def on_a_terminal(*args: str, env: dict[str, str] | None = None) -> str:
    """What the program writes when its output is a terminal."""
    outer, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *args], stdout=inner, stderr=inner, cwd=ROOT, env={**os.environ, **(env or {})}
    ) as process:
        os.close(inner)
        parts = []
        try:
            while part := os.read(outer, 65536):
                parts.append(part)
        except OSError:  # how Linux says that the other side has closed
            pass
        process.wait()
    os.close(outer)
    return b"".join(parts).decode()
