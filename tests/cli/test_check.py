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


SUPPRESSED = SOUND + (
    "suppressions:\n  flows: {check: flow-logs-to-log-archive, at: accounts.shop.vpcs.main, reason: a sandbox, "
    "expires: 2027-01-31}\n"
)


def test_a_suppressed_finding_is_counted_apart() -> None:
    """The run is clean and says that something was suppressed; after the last day it is not."""
    result = run("check", "-", "--today", "2027-01-31", text=SUPPRESSED)
    assert (result.exit_code, result.output) == (0, f"no findings from {len(all_checks())} checks; 1 suppressed\n")
    result = run("check", "-", "--today", "2027-02-01", text=SUPPRESSED)
    assert result.exit_code == 1
    assert "warning[suppression-expired]" in result.output
    assert "warning[flow-logs-to-log-archive]" in result.output
    assert run("check", "-", "--today", "soon", text=SUPPRESSED).exit_code == 2


def test_a_baseline_accepts_what_it_knows(tmp_path: Path) -> None:
    """Written once, it lets the same model pass wherever its lines stand, and reports what is new."""
    file = tmp_path / "known.json"
    result = run("check", "-", "--write-baseline", str(file), text=SOUND)
    assert (result.exit_code, result.stderr) == (0, f"{file}: 1 finding accepted\n")
    written = file.read_bytes()
    clean = f"no findings from {len(all_checks())} checks; 1 in the baseline\n"
    assert result.stdout == clean
    moved = run("check", "-", "--baseline", str(file), text="# moved\n\n" + SOUND)
    assert (moved.exit_code, moved.output) == (0, clean)
    second = SOUND + "  spare: {account_id: 012345670124, vpcs: {main: {cidr_block: 10.1.0.0/16}}}\n"
    new = run("check", "-", "--baseline", str(file), text=second)
    assert new.exit_code == 1
    assert "(accounts.spare.vpcs.main.flow_logs)" in new.output
    assert new.output.endswith(
        f"1 finding from {len(all_checks())} checks: 0 errors, 1 warning, 0 notes; 1 in the baseline\n"
    )
    run("check", "-", "--write-baseline", str(file), text=SOUND)
    assert file.read_bytes() == written
    assert [path.name for path in tmp_path.iterdir()] == ["known.json"]


def test_a_baseline_that_can_shrink_says_so(tmp_path: Path) -> None:
    """What no longer occurs is a note, which fails nobody who does not want it to."""
    file = tmp_path / "known.json"
    run("check", "-", "--write-baseline", str(file), text=SOUND)
    result = run("check", "-", "--baseline", str(file), text=CLEAN)
    assert result.exit_code == 0
    assert f"note[baseline-outdated]: the baseline {file} can shrink: 1 finding no longer occurs" in result.output
    assert run("check", "-", "--baseline", str(file), "--fail-on", "note", text=CLEAN).exit_code == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_knows_what_is_accepted(name: str, tmp_path: Path) -> None:
    """The exit code is 0, and programs that want to see an accepted finding do."""
    file = tmp_path / "known.json"
    run("check", "-", "--write-baseline", str(file), text=SOUND)
    result = run("check", "-", "--baseline", str(file), "--format", name, text=SOUND)
    assert result.exit_code == 0
    assert ("nothing records the traffic" in result.output) is (name in ("json", "junit", "sarif"))


def test_what_is_accepted_can_be_left_out() -> None:
    """For readers of SARIF that take a suppressed result for an open one."""
    for options, number in (((), 1), (("--omit-accepted",), 0)):
        result = run("check", "-", "--today", "2027-01-31", "--format", "sarif", *options, text=SUPPRESSED)
        assert (result.exit_code, len(json.loads(result.stdout)["runs"][0]["results"])) == (0, number)


def test_faults_of_the_text_are_in_no_baseline(tmp_path: Path) -> None:
    """They are there to be mended: what they hide was not judged."""
    file = tmp_path / "known.json"
    result = run("check", "-", "--write-baseline", str(file), text=FAULTY)
    assert result.exit_code == 1
    assert "error[dangling-reference]" in result.output
    assert "dangling-reference" not in file.read_text()


@pytest.mark.parametrize("option", ["--baseline", "--write-baseline"])
def test_a_foreign_file_is_no_baseline(option: str, tmp_path: Path) -> None:
    """It is not read as one, and never overwritten."""
    for content in (SOUND.encode(), b"\xff\xfe", b'{"runs": []}'):
        file = tmp_path / "other"
        file.write_bytes(content)
        result = run("check", "-", option, str(file), text=SOUND)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"error: {file} is no baseline: ")
        assert len(result.stderr.splitlines()) == 2
        assert file.read_bytes() == content


def test_a_baseline_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    """One sentence, exit code 2."""
    missing = run("check", "-", "--baseline", str(tmp_path / "none.json"), text=SOUND)
    assert (missing.exit_code, missing.stderr.splitlines()[0]) == (2, f"error: there is no {tmp_path / 'none.json'}")
    both = run("check", "-", "--baseline", "a", "--write-baseline", "b", text=SOUND)
    assert (both.exit_code, "nothing for --baseline to accept" in both.output) == (2, True)
    for option in ("--baseline", "--write-baseline"):
        folder = run("check", "-", option, str(tmp_path), text=SOUND)
        assert (folder.exit_code, "is a directory" in folder.stderr) == (2, True)
