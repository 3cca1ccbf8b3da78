"""The rows file: what is read, and that every mistake in it is told at its place."""

from pathlib import Path

import pytest

from innovate_model.coverage import read_rows

HEAD = """\
document: A design
sections:
  "1":
    title: Overview
    rows:
"""


def faults(folder: Path, rows: str) -> list[str]:
    """What is wrong with some rows, as `line: message`, counted from the first of them."""
    file = folder / "coverage.yaml"
    file.write_text(HEAD + rows)
    document, findings = read_rows(file)
    assert (document is None) == bool(findings)
    above = HEAD.count("\n")
    return [f"{finding.span.line - above if finding.span else '?'}: {finding.message}" for finding in findings]


def test_rows_keep_the_order_of_the_file(tmp_path: Path) -> None:
    """Sections and rows come as they are written, not sorted."""
    file = tmp_path / "coverage.yaml"
    file.write_text(
        """\
document: A design
sections:
  "3.2":
    title: Security
    rows:
      waf: {system: AWS WAF, resources: [{kind: wafv2_web_acl}]}
      acl: {system: Network ACLs, resources: [{kind: network_acl, within: accounts.a, where: {ingress: set}}]}
  "3.1":
    title: Topology
    rows:
      calico: {system: Calico, not_chosen: "Cilium does it"}
"""
    )
    document, findings = read_rows(file)
    assert not findings
    assert document is not None
    assert [(number, name) for number, name, _ in document.rows()] == [
        ("3.2", "waf"),
        ("3.2", "acl"),
        ("3.1", "calico"),
    ]
    assert document.sections["3.2"].rows["acl"].resources[0].attributes == {"ingress"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "      a: {system: A, not_chosen: B is there, no_price: who knows}\n",
            "1: what was `not_chosen`, or has no price by its nature, needs no reason why its price is not known",
        ),
        (
            "      a: {system: A, resources: [{kind: lb}], not_applicable: {price: free}, no_price: who knows}\n",
            "1: what was `not_chosen`, or has no price by its nature, needs no reason why its price is not known",
        ),
        ("      a: {system: A, resources: [{kind: s3_buckets}]}\n", "1: there is no resource type `s3_buckets`"),
        (
            "      a:\n        system: A\n        resources:\n          - {kind: lb, where: {shield: yes}}\n",
            "4: lb has no attribute `shield`",
        ),
        (
            "      a: {system: A}\n",
            "1: a row finds `resources`, or says why it was `not_chosen` or is `not_applicable`",
        ),
        (
            "      a: {system: A, not_chosen: no, resources: [{kind: lb}]}\n",
            "1: what was `not_chosen` finds no `resources`",
        ),
        (
            "      a: {system: A, not_applicable: {modell: free}, resources: [{kind: lb}]}\n",
            "1: there is no column `modell`: model, checks, views, terraform, drift, price",
        ),
        (
            "      a: {system: A, resources: [{kind: lb}], decided_at: [lb.nothing]}\n",
            "1: lb has no attribute `nothing`",
        ),
        ("      a: {systm: A, resources: [{kind: lb}]}\n", "1: systm: extra inputs are not permitted"),
        ("      a: {system: A, pillar: speed, resources: [{kind: lb}]}\n", "1: pillar: input should be"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, rows: str, expected: str) -> None:
    """One sentence with the line, and no table."""
    assert any(found.startswith(expected) for found in faults(tmp_path, rows)), faults(tmp_path, rows)


def test_broken_yaml_is_told_as_in_a_model(tmp_path: Path) -> None:
    """The reader is the model's own."""
    assert faults(tmp_path, "      a: {system: [}\n")
