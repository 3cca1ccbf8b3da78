"""`innovate check`."""

import json
from pathlib import Path

import pytest

from innovate_model.checks import all_checks
from innovate_model.rendering import FORMATS

from .support import CLEAN, FAULTY, INNOVATE, SOUND, line_of, run


def test_the_reference_model_has_no_error() -> None:
    """The model that the project shows off passes its own checks."""
    result = run("check", INNOVATE, "--fail-on", "error")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (CLEAN, f"no findings from {len(all_checks())} checks"),
        (FAULTY, "3 findings: 1 error, 1 warning, 1 note"),  # a faulty subnet was not judged: no check "passed"
    ],
)
def test_the_last_line_sums_up(text: str, summary: str) -> None:
    """How many findings, of how many checks, by severity; a clean model is this one line."""
    lines = run("check", "-", text=text).output.splitlines()
    assert lines[-1] == summary
    assert (len(lines) == 1) is (text is CLEAN)


def test_a_fault_is_told_with_its_place_and_what_was_meant() -> None:
    """Check, place, the line with a caret, and a suggestion."""
    result = run("check", "-", text=FAULTY)
    assert result.exit_code == 1
    assert "error[dangling-reference]: there is no route_table named `pubilc` in sight" in result.output
    assert f" --> -:{line_of('pubilc', FAULTY)}:77 (accounts.shop.vpcs.main.subnets.web.route_table)" in result.output
    assert "= help: did you mean `public`?" in result.output


@pytest.mark.parametrize(("least", "code"), [("note", 1), ("warning", 1), ("error", 0)])
def test_what_counts_as_a_failure_is_the_users_choice(least: str, code: int) -> None:
    """A VPC without flow logs is a warning: `--fail-on error` lets it pass, and still tells it."""
    result = run("check", "-", "--fail-on", least, text=SOUND)
    assert result.exit_code == code
    assert "warning[flow-logs-to-log-archive]" in result.output
    assert "error[" not in result.output


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_asked_for(name: str) -> None:
    """Each writes something, and the exit code is the same for all."""
    result = run("check", "-", "--format", name, text=FAULTY)
    assert result.exit_code == 1
    assert "dangling-reference" in result.output


def test_json_on_standard_output_is_json_alone() -> None:
    """A pipeline can read it as it is."""
    report = json.loads(run("check", "-", "--format", "json", text=FAULTY).stdout)
    lines = {finding["check"]: finding["span"]["line"] for finding in report["findings"]}
    assert lines["dangling-reference"] == line_of("pubilc", FAULTY)


def test_an_unknown_format_is_refused() -> None:
    """With those that there are."""
    result = run("check", "-", "--format", "xml", text=CLEAN)
    assert result.exit_code == 2
    assert "'github', 'json', 'junit', 'sarif', 'text'" in result.output


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    """One sentence on standard error, nothing on standard output, exit code 2."""
    for name, message in (
        (tmp_path / "nothing.yaml", f"error: there is no {tmp_path / 'nothing.yaml'}"),
        (tmp_path, f"error: the folder {tmp_path} has no model.yaml"),
    ):
        result = run("check", str(name))
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.splitlines()[0] == message
        assert len(result.stderr.splitlines()) == 2


def test_a_file_that_is_no_model() -> None:
    """A finding with its place, and exit code 2 because nothing could be judged."""
    result = run("check", "-", text="just a sentence")
    assert result.exit_code == 2
    assert "error[yaml-not-a-mapping]" in result.output


def test_bytes_that_are_no_text() -> None:
    """Standard input in another encoding is a finding, no traceback."""
    from click.testing import CliRunner

    from innovate_model.cli.main import innovate

    result = CliRunner().invoke(innovate, ["check", "-"], input=b"innovate: 1\nname: \xff\xfe\n")
    assert result.exit_code == 2
    assert "error[yaml-syntax]: invalid Unicode character\n --> -:2:7" in result.output


def test_a_scenario_is_judged_with_the_model(tmp_path: Path) -> None:
    """An overlay can bring a fault in, and one that is not there ends the run."""
    overlay = tmp_path / "other.yaml"
    overlay.write_text("accounts: {shop: {account_id: '12'}}")
    result = run("check", "-", "--scenario", str(overlay), text=CLEAN)
    assert result.exit_code in (1, 2)
    assert "`12` is not an account id" in result.output
    missing = run("check", "-", "--scenario", str(tmp_path / "none.yaml"), text=CLEAN)
    assert missing.exit_code == 2
    assert missing.stderr.startswith(f"error: there is no {tmp_path / 'none.yaml'}\n")


def test_a_model_without_resources_is_no_clean_model() -> None:
    """There is nothing to judge: a finding says so, and the exit code is 2."""
    result = run("check", "-", text="innovate: 1\n")
    assert result.exit_code == 2
    assert "error[no-resources]: the model has no resources\n --> -:1:1" in result.output
    assert "no findings" not in result.output
