"""What pipelines run: the pre-commit hook and the steps of docs/ci.md, as they stand."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "ci.md").read_text("utf-8")
BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = {found["file"] or found["language"]: found["text"] for found in BLOCK.finditer(GUIDE)}
DIFF = yaml.load(BLOCKS[".github/workflows/architecture-diff.yml"], yaml.BaseLoader)
WORKFLOW = yaml.load(BLOCKS[".github/workflows/architecture.yml"], yaml.BaseLoader)
STEPS = WORKFLOW["jobs"]["check"]["steps"]
COMMANDS = [step["run"] for step in STEPS if "run" in step and not step["run"].startswith("pip install ")]
MODEL = ROOT / "models"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "GIT_AUTHOR_NAME": "test",
    "GIT_AUTHOR_EMAIL": "test@example.com",
    "GIT_COMMITTER_NAME": "test",
    "GIT_COMMITTER_EMAIL": "test@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """As a step of a workflow runs it: bash that stops at the first failure
    (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell)."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with the reference model."""
    shutil.copytree(MODEL, tmp_path / "models")
    return tmp_path


def broken(checkout: Path) -> Path:
    """The same with a finding in it."""
    file = checkout / "models" / "innovate" / "production.yaml"
    text = file.read_text("utf-8")
    assert "backup_retention_days: 35" in text
    file.write_text(text.replace("backup_retention_days: 35", "backup_retention_days: 3"), "utf-8")
    return checkout


# docs/ci.md


def test_the_workflow_is_one() -> None:
    """It has a trigger, a job on a runner, and steps that either use an action or run a command."""
    assert {"name", "on", "jobs"} <= set(WORKFLOW)
    assert WORKFLOW["permissions"]["security-events"] == "write"
    assert all(("uses" in step) is not ("run" in step) for step in STEPS)
    assert len(COMMANDS) == 4


@pytest.mark.parametrize("command", COMMANDS)
def test_the_steps_pass_on_a_clean_model(command: str, checkout: Path) -> None:
    """In a checkout, as bash runs them."""
    done = shell(command, checkout)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_steps_report_a_finding_and_the_last_one_fails(checkout: Path) -> None:
    """The reports are written all the same, where the actions after them look for them."""
    broken(checkout)
    sarif, junit, verdict, _ = (shell(command, checkout) for command in COMMANDS)
    assert (sarif.returncode, junit.returncode, verdict.returncode) == (0, 0, 1)
    uploads = [step["with"] for step in STEPS if "upload" in step.get("uses", "")]
    log = json.loads((checkout / uploads[0]["sarif_file"]).read_text())
    assert "backup-retention" in {result["ruleId"] for result in log["runs"][0]["results"]}
    assert "backup-retention" in (checkout / uploads[1]["path"]).read_text()
    assert "::error file=models/innovate/production.yaml,line=" in verdict.stdout


def test_a_step_fails_where_nothing_could_be_judged(checkout: Path) -> None:
    """Exit code 2 is no report."""
    shutil.rmtree(checkout / "models" / "innovate")
    assert [shell(command, checkout).returncode != 0 for command in COMMANDS[:3]] == [True] * 3


@pytest.mark.slow
def test_the_baseline_commands_do_what_they_say(checkout: Path) -> None:
    """What is found today passes from then on."""
    broken(checkout)
    write, check = BLOCKS["shell"].splitlines()
    assert shell(write, checkout).returncode == 0
    assert shell(check, checkout).returncode == 0
    assert shell(check.partition(" --baseline")[0], checkout).returncode == 1


@pytest.mark.slow
def test_the_diff_step_writes_a_comment(checkout: Path) -> None:
    """Of the base's commit against the working tree; a fault fails the step, and is in the comment all the same."""
    steps = DIFF["jobs"]["diff"]["steps"]
    (command,) = [step["run"] for step in steps if step.get("run", "").startswith("innovate diff ")]
    assert {"name", "on", "jobs"} <= set(DIFF)
    assert DIFF["permissions"]["pull-requests"] == "write"
    command = command.replace("$BASE", repository(checkout))
    comment = checkout / "architecture.md"
    assert comment.name in next(step["run"] for step in steps if "gh pr comment" in step.get("run", ""))

    done = shell(command, checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No difference." in comment.read_text("utf-8")

    broken(checkout)
    assert shell(command, checkout).returncode == 0
    assert "new error: `backup-retention`" in comment.read_text("utf-8")

    (checkout / "models" / "innovate" / "dev.yaml").write_text("nonsense: [", "utf-8")
    assert shell(command, checkout).returncode != 0
    assert "has 1 fault" in comment.read_text("utf-8") or "faults" in comment.read_text("utf-8")
    assert git(checkout, "status", "--porcelain", "--untracked-files=no").split() == [
        "M",
        "models/innovate/dev.yaml",
        "M",
        "models/innovate/production.yaml",
    ]


# .pre-commit-hooks.yaml

HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]


def pre_commit(*args: str, folder: Path, home: Path, is_apart: bool = False) -> subprocess.CompletedProcess[str]:
    """The program itself, with a cache of its own. `is_apart`: what it runs sees nothing of what is under test."""
    path = "" if is_apart else os.environ.get("PYTHONPATH", "")
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *args],
        cwd=folder,
        env={**ENVIRONMENT, "PRE_COMMIT_HOME": str(home), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", *args], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True
    ).stdout.strip()


def repository(folder: Path) -> str:
    """All files of a folder in a repository; the commit comes back."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "all")
    return git(folder, "rev-parse", "HEAD")


def test_the_hook_is_valid(tmp_path: Path) -> None:
    """By pre-commit's own schema."""
    done = pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), folder=tmp_path, home=tmp_path)
    assert done.returncode == 0, done.stdout
    assert (HOOK["id"], HOOK["args"], HOOK["pass_filenames"]) == ("innovate-check", ["models"], False)


def test_the_documented_configuration_is_valid(tmp_path: Path) -> None:
    """It names the hook that there is."""
    file = tmp_path / "config.yaml"
    file.write_text(BLOCKS[".pre-commit-config.yaml"])
    assert pre_commit("validate-config", str(file), folder=tmp_path, home=tmp_path).returncode == 0
    (repo,) = yaml.safe_load(file.read_text())["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == [HOOK["id"]]


@pytest.mark.slow
def test_pre_commit_runs_the_hook(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """From a repository that ships it, when a YAML file changes: it passes, fails with the findings, or is skipped.
    The program is the one under test (`language: system`), so that no index is asked."""
    hooks, home = tmp_path_factory.mktemp("hooks"), tmp_path_factory.mktemp("home")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    revision = repository(hooks)
    config = yaml.safe_load(BLOCKS[".pre-commit-config.yaml"])
    config["repos"][0].update(repo=str(hooks), rev=revision)
    config["repos"][0]["hooks"][0]["language"] = "system"
    (checkout / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (checkout / "notes.txt").write_text("one")
    repository(checkout)

    done = pre_commit("run", "--all-files", folder=checkout, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"innovate check\.+Passed", done.stdout)

    (checkout / "notes.txt").write_text("two")
    git(checkout, "add", "-A")
    assert "Skipped" in pre_commit("run", folder=checkout, home=home).stdout

    broken(checkout)
    git(checkout, "add", "-A")
    done = pre_commit("run", folder=checkout, home=home)
    assert done.returncode == 1
    assert "error[backup-retention]" in done.stdout


@pytest.mark.slow
def test_pre_commit_installs_the_program_and_runs_it(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`pre-commit try-repo` builds an environment of its own from this repository: the hook needs nothing else."""
    hooks, home = tmp_path_factory.mktemp("hooks"), tmp_path_factory.mktemp("home")
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, hooks)
    for name in ("innovate_model", "exporters"):
        shutil.copytree(ROOT / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
    repository(hooks)
    shutil.move(checkout / "models" / "innovate" / "model.yaml", checkout / "models" / "model.yaml")
    root = checkout / "models" / "model.yaml"
    root.write_text(re.sub(r"^  - (?=\w)", "  - innovate/", root.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    repository(checkout)
    done = pre_commit("try-repo", str(hooks), HOOK["id"], "--all-files", folder=checkout, home=home, is_apart=True)
    if re.search("No matching distribution|Could not find a version|ConnectionError|Retrying", done.stdout):
        pytest.skip("no package index answers here, so nothing can be installed")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"innovate check\.+Passed", done.stdout)
