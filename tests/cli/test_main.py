"""The program as a whole: help, unknown verbs, start-up, and the ways in which reading and writing can end."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from pkgutil import iter_modules

import pytest
from click.testing import CliRunner

from innovate_model import checks
from innovate_model.checks import Complaint, all_checks
from innovate_model.cli import commands
from innovate_model.cli.main import TRACEBACK, innovate

from .support import CLEAN, FAULTY, INNOVATE, ROOT, SOUND, on_a_terminal, run, spawn

VERBS = sorted(module.name for module in iter_modules(commands.__path__))
HEAVY = ("pydantic", "numpy", "networkx", "yaml", "boto3", "pandas", "innovate_model.api", "innovate_model.model")


def test_help_names_every_verb() -> None:
    """A file in `commands/` is a verb; nothing is listed by hand."""
    result = run("--help")
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.output.partition("Commands:")[2].splitlines() if line.strip()]
    assert listed == VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    """`--help` and `-h` say what it does, in one sentence first, and end with exit code 0."""
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert result.output == run(verb, "-h").output
    first = result.output.split("\n\n")[1].strip()
    assert first.endswith("."), first


@pytest.mark.parametrize("args", [["--help"], ["--version"], *([verb, "--help"] for verb in VERBS)])
def test_asking_for_help_loads_nothing_heavy(args: list[str]) -> None:
    """The start of the program is part of its speed."""
    code = (
        "import sys\nfrom innovate_model.cli.main import main\nsys.argv[1:] = " + repr(args) + "\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stderr.strip() == ""
    assert result.stdout


@pytest.mark.parametrize("module", ["innovate_model", "innovate_model.cli.main"])
@pytest.mark.parametrize(("text", "code"), [(CLEAN, 0), (FAULTY, 1)])
def test_python_runs_it_by_name(module: str, text: str, code: int) -> None:
    """`python -m` judges as the console script does: a pipeline that calls it so must not stay green."""
    command = [sys.executable, "-m", module, "check", "-"]
    result = subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == code, result.stderr
    assert "findings" in result.stdout.splitlines()[-1]


@pytest.mark.parametrize(("typed", "meant"), [("chekc", "'check'"), ("expain", "'explain'"), ("rech", "'reach'")])
def test_a_mistyped_verb_is_guessed(typed: str, meant: str) -> None:
    """The nearest verb is named; exit code 2."""
    result = run(typed, "model.yaml")
    assert result.exit_code == 2
    assert f"Did you mean {meant}?" in result.output


def test_a_verb_like_no_other_is_refused_without_a_guess() -> None:
    """No guess is better than a wrong one."""
    result = run("zzz")
    assert result.exit_code == 2
    assert "No such command 'zzz'." in result.output
    assert "Did you mean" not in result.output


@pytest.mark.parametrize(("text", "code"), [(CLEAN, 0), (FAULTY, 1), ("- no mapping", 2)])
def test_exit_codes_of_the_real_program(text: str, code: int) -> None:
    """Clean, findings, could not run."""
    assert spawn("check", "-", text=text).returncode == code


def test_a_reader_that_hangs_up_is_told_nothing_more() -> None:
    """`innovate ... | head` ends without a traceback, and its exit code says that not all was told."""
    for args in (["explain", INNOVATE, "accounts.production"], ["--help"], ["list", "--help"], ["list", "checks"]):
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as stream:
            result = subprocess.run(
                [sys.executable, "-c", "from innovate_model.cli.main import main; main()", *args],
                stdout=stream,
                stderr=subprocess.PIPE,
                text=True,
                cwd=ROOT,
                check=False,
            )
        assert (result.returncode, result.stderr) == (2, ""), args


@pytest.mark.parametrize(("text", "code"), [(CLEAN, 0), (FAULTY, 1)])
def test_a_closed_output_keeps_the_exit_code(text: str, code: int) -> None:
    """A pipeline that wants the verdict only may close the output."""
    result = spawn("check", "-", text=text, redirect=">&-")
    assert (result.returncode, result.stderr) == (code, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_sentence() -> None:
    """No traceback where the output cannot be written."""
    result = spawn("check", "-", text=FAULTY, redirect="> /dev/full")
    assert result.returncode == 2
    assert result.stderr == "error: No space left on device\n"


@pytest.mark.parametrize("is_shown", [False, True])
def test_what_nobody_foresaw_is_no_finding(is_shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that raises: one sentence with the place, exit code 2; the traceback on request alone."""

    def broken(_: object) -> Iterator[Complaint]:
        raise KeyError("no such thing\x1b[2J")

    check = replace(all_checks()[0], violations=broken)
    monkeypatch.setattr(checks, "all_checks", lambda: (check,))
    if is_shown:
        monkeypatch.setenv(TRACEBACK, "1")
    else:
        monkeypatch.delenv(TRACEBACK, raising=False)
    result = CliRunner().invoke(innovate, ["check", "-"], input=CLEAN)
    assert result.exit_code == 2
    *traceback, last = result.stderr.splitlines()
    place = re.escape(str(Path(checks.__file__)))
    assert re.fullmatch(rf"error: this is a bug of Innovate Model: KeyError: .+ at {place}:\d+; please report it", last)
    assert "\x1b" not in last
    assert bool(traceback) is is_shown
    assert any(line.startswith("Traceback") for line in traceback) is is_shown


def test_a_closed_input_is_one_sentence() -> None:
    """`-` without anything to read."""
    result = spawn("check", "-", redirect="<&-")
    assert result.returncode == 2
    assert result.stderr.startswith("error: standard input is closed\n")


def test_colours_on_a_terminal_alone_and_never_against_no_color(tmp_path: Path) -> None:
    """Styles on a terminal; none through a pipe, none with NO_COLOR set to anything."""
    model = tmp_path / "model.yaml"
    model.write_text(SOUND)
    for args in (["check", str(model)], ["blast", str(model), "subnets.web"], ["cost", str(model)]):
        assert "\x1b[" in on_a_terminal(*args)
        assert "\x1b[" not in on_a_terminal(*args, env={"NO_COLOR": "1"})
        assert "\x1b" not in spawn(*args).stdout


def test_text_of_the_model_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Escape sequences and direction marks of a description are shown, not obeyed; even where colours are."""
    model = tmp_path / "model.yaml"
    evil = SOUND.replace("鍵 for a b", r"a\e]0;owned\a\e[2J\e[31m\u202eb\nc")
    assert evil != SOUND
    model.write_text(evil)
    shown = on_a_terminal("explain", str(model), "kms_keys.main")
    assert "\\x1b]0;owned\\x07\\x1b[2J\\x1b[31m\\u202eb\\nc" in shown
    for sequence in ("\x1b]", "\x1b[2J", "\x1b[31m", "\u202e", "\x07"):
        assert sequence not in shown


def test_the_hash_seed_does_not_matter() -> None:
    """The same question gives the same bytes."""
    args = ("blast", INNOVATE, "availability_zones.us-east-1a", "--format", "json")
    first, second = (spawn(*args, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2"))
    assert first == second
    assert json.loads(first)["version"] == 1


def test_the_group_is_the_console_script() -> None:
    """What pyproject.toml names is there."""
    assert innovate.name == "innovate"
    assert run("--version").output.startswith("innovate, version ")
