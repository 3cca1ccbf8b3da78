"""`innovate coverage`."""

import json
from pathlib import Path

import pytest

from .support import FAULTY, SOUND, run

ROWS = """\
document: The shop
sections:
  "1":
    title: Network
    rows:
      vpc: {system: One network, resources: [{kind: vpc}]}
      mesh: {system: A mesh, not_chosen: there is one service}
"""
OPEN = "      firewall: {system: A | firewall, resources: [{kind: wafv2_web_acl}]}\n"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model with its rows beside it."""
    (tmp_path / "model.yaml").write_text(SOUND)
    (tmp_path / "coverage.yaml").write_text(ROWS)
    return tmp_path


def test_everything_has_its_place(model: Path) -> None:
    """Each system with its cells, and exit code 0."""
    result = run("coverage", str(model))
    assert result.exit_code == 0, result.output
    assert "accounts.shop.vpcs.main" in result.output
    assert "not chosen: there is one service" in result.output


def test_an_open_row_is_told_by_the_exit_code(model: Path) -> None:
    """What is missing makes it 1, in every format."""
    (model / "coverage.yaml").write_text(ROWS + OPEN)
    result = run("coverage", str(model), "--format", "json")
    assert result.exit_code == 1
    rows = {row["row"]: row for row in json.loads(result.stdout)["rows"]}
    assert rows["firewall"]["model"] == {"state": "open", "items": [], "reason": ""}
    assert rows["vpc"]["model"]["items"] == ["accounts.shop.vpcs.main"]
    assert rows["mesh"]["checks"]["state"] == "not chosen"


def test_a_page_is_written_and_found_stale(model: Path) -> None:
    """-o writes it whole; --check compares."""
    page = model / "docs" / "coverage.md"
    written = run("coverage", str(model), "--format", "markdown", "-o", str(page))
    assert (written.exit_code, written.stdout) == (0, "")
    assert "| One network | `accounts.shop.vpcs.main` |" in page.read_text()
    assert run("coverage", str(model), "--format", "markdown", "-o", str(page), "--check").exit_code == 0
    page.write_text("old")
    stale = run("coverage", str(model), "--format", "markdown", "-o", str(page), "--check")
    assert (stale.exit_code, page.read_text()) == (1, "old")


def test_a_scenario_is_judged_in_its_overlay(model: Path) -> None:
    """A row of a scenario is found in the model under that overlay, and nowhere else."""
    (model / "scenarios").mkdir()
    (model / "scenarios" / "guarded.yaml").write_text("accounts: {shop: {web_acls: {edge: {scope: REGIONAL}}}}\n")
    (model / "coverage.yaml").write_text(ROWS + OPEN.replace("system:", "scenario: guarded.yaml, system:"))
    assert "accounts.shop.web_acls.edge" in run("coverage", str(model)).output
    (model / "scenarios" / "guarded.yaml").unlink()
    missing = run("coverage", str(model))
    assert missing.exit_code == 2
    assert "names the scenario guarded.yaml" in missing.stderr


@pytest.mark.parametrize(
    ("rows", "told"),
    [(None, "there is no"), ("document: [\n", "cannot be read"), (ROWS.replace("kind: vpc", "kind: vcp"), "`vcp`")],
    ids=["none", "broken", "unknown kind"],
)
def test_rows_that_cannot_be_read(model: Path, rows: str | None, told: str) -> None:
    """One sentence on standard error, and exit code 2."""
    (model / "coverage.yaml").unlink()
    if rows is not None:
        (model / "coverage.yaml").write_text(rows)
    result = run("coverage", str(model))
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_faulty_model_has_no_table(model: Path) -> None:
    """Half a model would look like gaps."""
    (model / "model.yaml").write_text(FAULTY)
    assert run("coverage", str(model)).exit_code == 2


def test_a_reason_that_can_go_is_told(model: Path) -> None:
    """A price that is known needs no reason why it is not; that is said below the table."""
    row = "      key: {system: A key, resources: [{kind: kms_key}], no_price: who knows}\n"
    (model / "coverage.yaml").write_text(ROWS + row)
    result = run("coverage", str(model))
    assert "the price is known, so that `no_price` can go: A key" in result.output
    (model / "coverage.yaml").write_text(ROWS)
    assert "no_price" not in run("coverage", str(model)).output
