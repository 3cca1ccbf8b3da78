"""Which resources a selector means."""

import pytest

from innovate_model.coverage.rows import Row, Selector
from innovate_model.coverage.selecting import selected
from innovate_model.loader import load_text

MODEL = load_text("""\
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    s3_buckets:
      logs: {lifecycle_rules: {old: {transition_to: GLACIER_IR, transition_days: 90}}}
      open: {block_public_access: no}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        security_groups: {web: {ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}, egress: {}}}
        lbs: {api: {type: application, subnets: app}}
  b:
    account_id: "222222222222"
    s3_buckets: {logs: {}}
""").model


@pytest.mark.parametrize(
    ("selector", "names"),
    [
        ({"kind": "s3_bucket"}, ["a.logs", "a.open", "b.logs"]),
        ({"kind": "s3_bucket", "name": "lo*"}, ["a.logs", "b.logs"]),
        ({"kind": "s3_bucket", "within": "accounts.b"}, ["b.logs"]),
        ({"kind": "s3_bucket", "within": "accounts.*", "where": {"block_public_access": "no"}}, ["a.open"]),
        ({"kind": "s3_bucket", "where": {"lifecycle_rules.*.transition_to": "GLACIER*"}}, ["a.logs"]),
        ({"kind": "s3_bucket", "where": {"lifecycle_rules.*.transition_days": "90"}}, ["a.logs"]),
        ({"kind": "s3_bucket", "where": {"lifecycle_rules": "set"}}, ["a.logs"]),
        ({"kind": "s3_bucket", "where": {"kms_key": "set"}}, []),
        ({"kind": "lb", "where": {"type": "application"}}, ["a.api"]),
        ({"kind": "lb", "where": {"subnets": "*.app-b"}}, ["a.api"]),
        ({"kind": "security_group", "where": {"ingress.https.ports": "tcp/443"}}, ["a.web"]),
        ({"kind": "s3_bucket", "where": {"block_public_access": "false"}}, ["a.open"]),
        ({"kind": "lb", "where": {"subnets": "app-b"}}, ["a.api"]),
    ],
)
def test_what_is_meant(selector: dict[str, object], names: list[str]) -> None:
    """By kind, name, place, and attributes as they are written."""
    row = Row(system="it", resources=(Selector.model_validate(selector),))
    assert [f"{item.address.split('.')[1]}.{item.name}" for item in selected(MODEL, row)[0]] == names


def test_each_selector_has_its_own() -> None:
    """One group for each, in the order of the row; each in the order of the model."""
    row = Row(system="it", resources=(Selector(kind="lb"), Selector(kind="s3_bucket"), Selector(kind="secret")))
    assert [[item.kind for item in group] for group in selected(MODEL, row)] == [["lb"], ["s3_bucket"] * 3, []]
