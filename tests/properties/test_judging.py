"""Promises among the findings of a check: told, suppressed, in a baseline, in every format."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner

from innovate_model import api
from innovate_model.baseline import Baseline, compare, parse, written
from innovate_model.cli.main import innovate
from innovate_model.finding import Severity
from innovate_model.properties import kinds
from innovate_model.rendering import FORMATS

from .networks import NETWORK
from .support import HEADER

DAY = date(2026, 12, 31)
PROPERTIES = """\
properties:
  no-way-in: {never: {from: internet, to: instances.app}, because: Private subnets (§1)}
  no-way-out: {never: {from: instances.db, to: internet}, because: Data stays (§2)}
"""
TEXT = NETWORK + PROPERTIES + HEADER
SUPPRESSION = "suppressions: {known: {check: never, at: properties.no-way-in, reason: Until the door is closed}}\n"


def test_a_broken_promise_is_an_error_at_its_name() -> None:
    """With the reason, the hops with their places, and the change; what holds is not told."""
    (finding,) = [one for one in api.load_text(TEXT).check(DAY) if one.path[:1] == ("properties",)]
    assert (finding.check, finding.severity) == ("never", Severity.ERROR)
    assert finding.message.startswith(
        "`no-way-in` is broken: internet gets requests to accounts.a.vpcs.main.instances.app"
    )
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (TEXT[: TEXT.index("no-way-in")].count("\n") + 1, 3)
    assert finding.related[0].note == "promised because: Private subnets (§1)"
    assert sum(related.span is not None for related in finding.related) > 5


def test_it_is_suppressed_like_the_finding_of_a_check() -> None:
    """By its kind and its address; what suppresses nothing is told."""
    findings = api.load_text(TEXT + SUPPRESSION).check(DAY)
    assert not [one for one in findings if one.path[:1] in (("properties",), ("suppressions",))]
    assert [accepted.name for accepted in findings.accepted] == ["known"]
    for wrong, check in (("properties.no-way-out", "suppression-unused"), ("properties.no-way", "dangling-reference")):
        text = TEXT + SUPPRESSION.replace("properties.no-way-in", wrong)
        assert check in [one.check for one in api.load_text(text).check(DAY)]


def test_a_baseline_accepts_it() -> None:
    """And forgets it when it is mended."""
    architecture = api.load_text(TEXT)
    known = parse(written(architecture.baseline(DAY)), "baseline.json")
    assert not list(architecture.check(DAY, known))
    mended = architecture.what_if("accounts: {a: {vpcs: {main: {security_groups: {lb: {ingress: {https: null}}}}}}}")
    assert "baseline-outdated" in [one.check for one in mended.check(DAY, known)]


def accepted_as(text: str, later: str) -> list[str]:
    """What is told of the promises of a later text under the baseline of a text."""
    known = parse(written(api.load_text(text).baseline(DAY)), "baseline.json")
    findings = api.load_text(later).check(DAY, known)
    return [one.severity for one in findings if one.path[:1] == ("properties",)]


COST = (
    f"{NETWORK}properties: {{bill: {{at_most: {{usd_per_month: 10, of: nat_gateways.egress}}, because: x}}}}\n{HEADER}"
)


def test_a_baseline_knows_a_promise_by_its_name() -> None:
    """Whatever figures and witness it has that day; but one that was only not known is told when it is broken."""
    dearer = COST.replace("of: nat_gateways.egress", "of: vpcs.main")
    enough = COST.replace("usd_per_month: 10,", "usd_per_month: 1000,")
    texts = {name: next(iter(_promises(text))) for name, text in (("cost", COST), ("dearer", dearer))}
    assert texts["cost"] != texts["dearer"]
    assert accepted_as(COST, dearer) == accepted_as(dearer, COST) == accepted_as(COST, COST) == []
    assert accepted_as(COST, enough) == []
    assert accepted_as(enough, COST) == [Severity.ERROR]


def test_a_baseline_of_what_promises_once_said_still_accepts_them() -> None:
    """As long as they say it."""
    finding = next(one for one in api.load_text(COST).check(DAY) if one.check == "at_most")
    mark = sha256(finding.message.encode()).hexdigest()[:16]
    known = Baseline("b.json", {("at_most", "properties.bill", mark): 1}, {})
    assert compare([finding], known).new == ()
    assert compare([replace(finding, message="it costs more")], known).new


def _promises(text: str) -> list[str]:
    return [one.message for one in api.load_text(text).check(DAY) if one.path[:1] == ("properties",)]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(innovate, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_every_format_tells_it(tmp_path: Path) -> None:
    """With its kind as the rule, and its manual where a format has room for it."""
    file = tmp_path / "model.yaml"
    file.write_text(TEXT)
    for name in FORMATS:
        code, output = run("check", str(file), "--format", name)
        assert code == 1
        assert "no-way-in" in output, name
    _, sarif = run("check", str(file), "--format", "sarif")
    rules = {rule["id"]: rule for rule in json.loads(sarif)["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["never"]["shortDescription"]["text"].startswith("No request gets")
    _, text = run("check", str(file))
    assert "and 2 promises" in text
    _, junit = run("check", str(file), "--format", "junit")
    assert '<testsuite name="never"' in junit


def test_kinds_are_listed_with_their_manuals() -> None:
    """As checks are."""
    code, listed = run("list", "properties")
    assert (code, [line.split()[0] for line in listed.splitlines()]) == (0, [kind.name for kind in kinds()])
    code, manual = run("list", "properties", "never")
    assert code == 0
    assert "except_via" in manual
    code, wrong = run("list", "properties", "nevr")
    assert (code, "did you mean `never`?" in wrong) == (2, True)


def test_the_table_of_a_notebook_counts_the_verdicts() -> None:
    """One row for each promise."""
    table = api.load_text(TEXT).prove().table()
    assert table.sentence == "1 holds, 1 broken, 0 not known"
    assert [row[:3] for row in table.rows] == [("no-way-in", "never", "broken"), ("no-way-out", "never", "holds")]
