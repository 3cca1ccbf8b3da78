"""`innovate resilience`."""

import json

import pytest

from .support import CLEAN, FAULTY, INNOVATE, SOUND, run


def test_a_service_with_its_figures_and_cuts() -> None:
    """Availability with each agreement, what is without one, what takes it down alone and together."""
    result = run("resilience", INNOVATE, "production.applications.api")
    lines = result.output.splitlines()
    assert lines[1] == "application applications.api, in accounts.production"
    assert lines[2].startswith("  agreements add up to 99.9600 % at most: 17 minutes down in 30 days")
    assert any(line.split()[:3] == ["99.99", "%", "vpcs.main.lbs.api"] and "2022-07-25" in line for line in lines)
    assert any(line.startswith("    without a figure: applications.api, ") for line in lines)
    assert "  17 alone take it down:" in lines
    assert "    kms_keys.aurora" in lines
    assert "    availability_zones.us-east-1a + availability_zones.us-east-1b" in lines
    assert lines[-1] == "  an agreement promises credits: it is no measurement, and AWS may do better"


def test_one_loss_at_a_time() -> None:
    """`--most 1` looks for single points alone."""
    result = run("resilience", INNOVATE, "production.applications.api", "--most", "1")
    assert "alone take it down" in result.output
    assert "together" not in result.output


def test_many_cut_sets_are_cut_off_and_json_has_all() -> None:
    """The text says how many more there are."""
    text = run("resilience", INNOVATE, "production.cloudfront_distributions.spa")
    assert "  26 sets of up to 2 take it down together:" in text.output.splitlines()
    assert "    ... and 6 more" in text.output.splitlines()
    report = json.loads(
        run("resilience", INNOVATE, "production.cloudfront_distributions.spa", "--format", "json").stdout
    )
    (service,) = report["services"]
    assert len([cut for cut in service["cut_sets"] if len(cut) == 2]) == 26
    assert service["availability"]["low"] == pytest.approx(0.99899, abs=1e-5)
    assert service["availability"]["is_at_most"] is True
    assert service["parts"][0]["page"] == "https://aws.amazon.com/cloudfront/sla/"
    assert report["assumed"].startswith("parts fail independently")


def test_without_a_service_all_that_people_use() -> None:
    """Three environments' applications, distributions, load balancers and what is behind them."""
    report = json.loads(run("resilience", INNOVATE, "--most", "1", "--format", "json").stdout)
    kinds = [service["kind"] for service in report["services"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "application": 9,
        "cloudfront_distribution": 3,
        "lb": 3,
        "deployment": 3,
    }
    assert "nothing that people use" in run("resilience", "-", text=CLEAN).output


def test_what_is_not_known_is_said() -> None:
    """No figure, no availability."""
    assert "available not known" in run("resilience", "-", "route_tables.public", text=SOUND).output
    report = json.loads(run("resilience", "-", "route_tables.public", "--format", "json", text=SOUND).stdout)
    assert report["services"][0]["availability"] is None


def test_an_unknown_service_and_a_faulty_model() -> None:
    """Exit code 2 for both, with the reason on standard error."""
    unknown = run("resilience", "-", "instances.webb", text=SOUND)
    assert (unknown.exit_code, "did you mean" in unknown.stderr) == (2, True)
    assert run("resilience", "-", text=FAULTY).exit_code == 2
