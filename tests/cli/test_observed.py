"""A folder of what AWS answered in the place of MODEL."""

from __future__ import annotations

from pathlib import Path

import pytest

import innovate_model as im

from ..aws.plain_answers import OWNER, answers, write
from .support import run


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Two VPCs joined by a transit gateway, as the AWS CLI prints them."""
    return str(write(tmp_path / "answers", answers()))


def test_reach_takes_the_ids_of_aws(folder: str) -> None:
    """The answer on standard output; what is not known of AWS on standard error."""
    result = run("reach", folder, "--from", "i-1", "--to", "10.2.0.10", "--ports", "tcp/443", "--expect", "reachable")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"accounts.{OWNER}.vpcs.vpc-1.instances.i-1 -> 10.2.0.10: reachable")
    assert "note: no answer speaks of" in result.stderr
    assert "note:" not in result.stdout


def test_every_verb_that_reads_a_model_reads_it(folder: str, tmp_path: Path) -> None:
    """Checks judge it, prices price it, addresses are counted, it is drawn, explained and what falls with a part of it
    told."""
    assert run("check", folder, "--fail-on", "error").exit_code == 0
    assert "not-observed" in run("check", folder).stdout
    assert "USD a month" in run("cost", folder).stdout
    assert "10.1.0.0/16" in run("addresses", folder).stdout
    assert "observed in AWS" in run("explain", folder, "i-1").stdout
    assert "instances.i-1" in run("blast", folder, "subnet-1").stdout
    assert run("export", "diagrams", folder, "-o", str(tmp_path / "pictures")).exit_code == 0


def test_written_out_it_is_a_model(folder: str, tmp_path: Path) -> None:
    """`explain --expand` gives YAML that loads without a fault and says the same."""
    text = run("explain", folder, "--expand").stdout
    written = im.load_text(text)
    assert not written.findings
    assert {each.address: each for each in written} == {each.address: each for each in im.load(folder)}


def test_a_scenario_needs_a_text_to_lie_over(folder: str, tmp_path: Path) -> None:
    """Refused in one sentence; in a notebook a finding says so."""
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("accounts: {}")
    result = run("reach", folder, "--from", "i-1", "--to", "i-2", "--scenario", str(scenario))
    assert result.exit_code == 2
    assert "a scenario changes what was written" in result.stderr
    with pytest.warns(im.FaultyModel, match="an overlay changes what was written"):
        varied = im.load(folder).what_if({"accounts": {}})
    assert len(varied) == len(im.load(folder))


@pytest.mark.parametrize(("file", "why"), [("notes.txt", "has no model.yaml"), ("odd.json", "holds no answer of AWS")])
def test_any_other_folder_is_no_model(tmp_path: Path, file: str, why: str) -> None:
    """Exit code 2, and a sentence that says what a model may be."""
    (tmp_path / file).write_text("{}")
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert why in result.stderr
    assert "describe-*" in result.stderr


def test_a_model_with_json_beside_it_stays_a_model(folder: str) -> None:
    """Where there is a model.yaml, it is the model."""
    (Path(folder) / "model.yaml").write_text("innovate: 1\norganization: {title: T, region: eu-central-1}\n")
    assert "organization" in im.load(folder).model
