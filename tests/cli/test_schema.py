"""`innovate schema`."""

import json
from pathlib import Path

from .support import run


def test_the_schema_is_printed_or_written(tmp_path: Path) -> None:
    """The same bytes either way."""
    printed = run("schema")
    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["title"] == "Innovate Model"
    file = tmp_path / "deep" / "schema.json"
    written = run("schema", "-o", str(file))
    assert (written.exit_code, written.output) == (0, f"{file}\n")
    assert file.read_text("utf-8") == printed.stdout


def test_a_stale_copy_is_told(tmp_path: Path) -> None:
    """Exit code 1 for one that is missing or other than it should be, and nothing is written."""
    file = tmp_path / "schema.json"
    assert run("schema", "-o", str(file), "--check").exit_code == 1
    assert not file.exists()
    run("schema", "-o", str(file))
    assert run("schema", "-o", str(file), "--check").exit_code == 0
    assert run("schema", "--check").exit_code == 2
