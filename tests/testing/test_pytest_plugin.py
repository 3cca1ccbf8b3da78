"""The pytest plug-in, run by real pytest over real folders."""

import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import numpy as np  # noqa: F401 - what pytester unloads after a test must not be numpy, which loads once only
import pytest

from innovate_model.api import load

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MODULE = "innovate_model.testing.pytest_plugin"
CHECKS = len([*(ROOT / "innovate_model" / "checks").glob("[a-z]*.py")])
SHOP = """\
innovate: 1
organization: {title: Shop, region: eu-central-1}
accounts:
  dev:
    account_id: "012345670123"
    vpcs:
      main:
        cidr_block: 10.20.0.0/16
        subnets: {app: {cidr_block: 10.20.1.0/24, availability_zone: a}}
"""
SUPPRESSED = """\
suppressions:
  no-logs: {check: flow-logs-to-log-archive, at: accounts.dev.vpcs.main.flow_logs, reason: nothing runs here}
"""
PROPERTIES = """\
properties:
  kept: {never: {from: internet, to: accounts.dev.vpcs.main.subnets.app}, because: it is private}
  reached: {always: {from: internet, to: accounts.dev.vpcs.main.subnets.app, ports: tcp/443}, because: hoped}
  misread: {never: {from: internet, to: accounts.dev.vpcs.main.subnets.nothing}, because: it was renamed}
"""


@pytest.fixture
def model(pytester: pytest.Pytester) -> Path:
    """The folder of a small model that breaks one check; other YAML and a Python test lie in it, too."""
    folder = pytester.mkdir("shop")
    (folder / "model.yaml").write_text(SHOP)
    (folder / "scenario.yaml").write_text("accounts: {dev: {environment: dev}}\n")
    (folder / "test_shop.py").write_text("def test_own(): pass\n")
    return folder


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """pytest in a process of its own, with the plug-in."""
    is_installed = bool(entry_points(group="pytest11", name="innovate"))
    plugin = () if is_installed else ("-p", MODULE)
    return pytester.runpytest_subprocess(*plugin, "-p", "no:cacheprovider", *arguments)


def test_each_check_is_an_item(pytester: pytest.Pytester, model: Path):
    """One fails, with the place and the text of its finding; tests in Python beside the model run as ever."""
    result = run(pytester, "shop")
    result.assert_outcomes(passed=CHECKS + 1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*flow-logs-to-log-archive*",
            "shop/model.yaml:7:7: warning[[]flow-logs-to-log-archive[]]: nothing records the traffic of this VPC",
            "7 |       main:",
            "FAILED shop/model.yaml::flow-logs-to-log-archive*",
        ]
    )


def test_the_file_itself_can_be_named(pytester: pytest.Pytester, model: Path):
    """As can one item of it."""
    run(pytester, "shop/model.yaml").assert_outcomes(passed=CHECKS, failed=1)
    run(pytester, "shop/model.yaml::cidr-overlap").assert_outcomes(passed=1)
    run(pytester, "shop", "-k", "flow-logs").assert_outcomes(failed=1)


def test_items_can_be_listed(pytester: pytest.Pytester, model: Path):
    """By --collect-only, without judging."""
    result = run(pytester, "shop", "--collect-only", "-q")
    result.stdout.fnmatch_lines(["shop/model.yaml::text", "shop/model.yaml::cidr-overlap"])
    result.assert_outcomes()


def test_items_can_be_spread(pytester: pytest.Pytester, model: Path):
    """By xdist, with the same outcome."""
    result = run(pytester, "shop", "-n", "2", "-k", "flow or cidr or text")
    result.assert_outcomes(passed=2, failed=1)


def test_suppressions_are_honoured(pytester: pytest.Pytester, model: Path):
    """What is suppressed fails nothing; a suppression of nothing fails an item of its own."""
    (model / "model.yaml").write_text(SHOP + SUPPRESSED)
    run(pytester, "shop").assert_outcomes(passed=CHECKS + 3)
    (model / "model.yaml").write_text(SHOP + SUPPRESSED.replace("flow-logs-to-log-archive", "cidr-overlap"))
    result = run(pytester, "shop")
    result.assert_outcomes(passed=CHECKS + 1, failed=2)
    result.stdout.fnmatch_lines(["shop/model.yaml:11:3: warning[[]suppression-unused[]]*"])


def test_faults_of_the_text_fail_and_what_they_hide_is_skipped(pytester: pytest.Pytester, model: Path):
    """Half a model answers nothing: no check passes on it."""
    (model / "model.yaml").write_text(SHOP.replace("10.20.0.0/16", "10.20.0.1/16"))
    result = run(pytester, "shop/model.yaml")
    outcomes = result.parseoutcomes()
    assert outcomes["failed"] == 1
    assert outcomes["skipped"] == CHECKS
    assert "passed" not in outcomes
    result.stdout.fnmatch_lines(["shop/model.yaml:8:21: error[[]host-bits-set[]]: *"])


def test_text_that_is_no_yaml_fails(pytester: pytest.Pytester, model: Path):
    """Nothing is raised for what a user writes."""
    (model / "model.yaml").write_text(SHOP + "  ]broken: [\n")
    result = run(pytester, "shop/model.yaml")
    assert result.parseoutcomes()["failed"] >= 1
    result.stdout.fnmatch_lines(["FAILED shop/model.yaml::text*"])
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


def test_without_a_model_nothing_is_collected_or_loaded(pytester: pytest.Pytester, model: Path):
    """Neither a folder above, nor the folder that pytest is run in, nor another program's model.yaml; and of the core
    not even pydantic is loaded."""
    (model / "test_shop.py").write_text(
        "import sys\ndef test_own(): assert not {'pydantic', 'yaml', 'innovate_model.loader'} & sys.modules.keys()\n"
    )
    run(pytester, ".").assert_outcomes(passed=1)
    run(pytester).assert_outcomes(passed=1)
    other = pytester.mkdir("learning")
    (other / "model.yaml").write_text("layers: [64, 64]\n")
    assert run(pytester, "learning").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_testpaths_may_name_a_model(pytester: pytest.Pytester, model: Path):
    """In a project's own configuration."""
    pytester.makeini("[pytest]\ntestpaths = shop\n")
    run(pytester).assert_outcomes(passed=CHECKS + 1, failed=1)


def test_it_can_be_switched_off(pytester: pytest.Pytester, model: Path):
    """By name, where it is installed: the name is that of the entry point."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["pytest11"]
    assert declared == {"innovate": MODULE}
    name = "innovate" if entry_points(group="pytest11", name="innovate") else MODULE
    result = pytester.runpytest_subprocess("-p", f"no:{name}", "shop")
    result.assert_outcomes(passed=1)


def test_each_property_is_an_item(pytester: pytest.Pytester, model: Path):
    """One that holds passes; a broken one fails with its witness; one that cannot be understood fails, too."""
    (model / "model.yaml").write_text(SHOP + PROPERTIES)
    result = run(pytester, "shop", "-k", "property")
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "shop/model.yaml:12:3: error[[]always[]]: `reached` is broken: *",
            "shop/model.yaml:13:41: error[[]empty-selector[]]: *",
            "FAILED shop/model.yaml::property:reached*",
            "FAILED shop/model.yaml::property:misread*",
        ]
    )


def test_a_promise_that_holds_of_a_part_passes_and_says_so(pytester: pytest.Pytester, model: Path):
    """Notes are warnings of pytest."""
    bill = "  bill: {at_most: {usd_per_month: 99, of: accounts.dev.vpcs.main, counts: known}, because: it is small}\n"
    gateway = SHOP.replace("        subnets:", "        internet_gateways: {main: {}}\n        subnets:")
    (model / "model.yaml").write_text(f"{gateway}properties:\n{bill}")
    result = run(pytester, "shop", "-k", "property")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*shop/model.yaml:12:3: note[[]at_most[]]: `bill` holds: it costs at least USD *"])


def test_models_of_this_repository(pytester: pytest.Pytester):
    """Both can be named at once; each property of the reference model is listed."""
    folders = [str(ROOT / "models" / name) for name in ("hybrid", "innovate")]
    result = run(pytester, *folders, "--rootdir", str(ROOT), "--collect-only")
    text = result.stdout.str()
    assert "models/hybrid/model.yaml::text" in text
    assert text.count("models/innovate/model.yaml::property:") > 15
    found = {finding.check for finding in load(folders[0]).check() if finding.severity != "note"}
    result = run(pytester, folders[0], "--rootdir", str(ROOT))
    result.assert_outcomes(passed=CHECKS + 1 - len(found), failed=len(found))
    result.stdout.fnmatch_lines([f"FAILED *hybrid/model.yaml::{check}*" for check in sorted(found)])
