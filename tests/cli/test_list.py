"""`innovate list`."""

import pytest

from innovate_model.checks import all_checks
from innovate_model.exporting import exporter_names
from innovate_model.resources import types

from .support import run


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("checks", [check.name for check in all_checks()]),
        ("resources", sorted(types().by_kind)),
        ("exporters", exporter_names()),
    ],
)
def test_each_is_listed_once_with_a_sentence(what: str, names: list[str]) -> None:
    """One line for each, its name first."""
    result = run("list", what)
    assert result.exit_code == 0
    rows = [line.split() for line in result.output.splitlines()]
    assert [row[0] for row in rows] == names
    assert all(len(row) > 3 for row in rows)


def test_anything_else_is_refused() -> None:
    """With what can be listed."""
    result = run("list", "chekcs")
    assert result.exit_code == 2
    assert "'checks', 'properties', 'resources', 'exporters'" in result.output


def test_a_resource_type_says_its_attributes() -> None:
    """Its manual, its attributes (required ones first, with what they take) and what it may hold."""
    result = run("list", "resources", "subnet")
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.output.splitlines()]
    assert ["availability_zone", "required", "text"] in lines
    assert ["route_table", "name", "of", "route_table"] in lines
    assert "\\n" not in result.output


def test_a_check_shows_its_manual() -> None:
    """The docstring, with the examples that the suite runs."""
    result = run("list", "checks", "cidr-overlap")
    assert "PASS:" in result.output
    assert "FAIL:" in result.output


def test_a_misspelt_name_is_met_with_the_nearest() -> None:
    """Exit code 2 and a suggestion."""
    result = run("list", "resources", "sbnet")
    assert (result.exit_code, "did you mean `subnet`?" in result.output) == (2, True)


def test_checks_of_a_pillar_or_a_section() -> None:
    """A word of the pillar is enough, and a section has its subsections."""

    def chosen(*options: str) -> list[str]:
        return [line.split()[0] for line in run("list", "checks", *options).output.splitlines()]

    reliability = [check.name for check in all_checks() if check.pillar == "reliability"]
    assert chosen("--pillar", "Reliab") == reliability
    third = [check.name for check in all_checks() if check.section.split(".")[0] == "3"]
    assert chosen("--section", "3") == chosen("--section", "§3") == third
    assert set(chosen("--section", "3.1", "--pillar", "reliability")) == set(reliability) & {
        check.name for check in all_checks() if check.section == "3.1"
    }
    assert run("list", "checks", "--pillar", "beauty").exit_code == 2
    assert run("list", "resources", "--pillar", "cost").exit_code == 2
