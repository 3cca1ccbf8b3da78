"""That environments are apart: by the network both ways, and by whom roles let in."""

import pytest

from innovate_model.properties import Verdict

from .support import architecture, proof

MODEL = """\
accounts:
  dev:
    account_id: "111111111111"
    iam_roles: {ci: {trust: {services: [ec2.amazonaws.com]}}}
    vpc_peering_connections: {production: {vpc: vpcs.main, peer_vpc: accounts.production.vpcs.main}}
    vpcs:
      main:
        cidr_block: 10.1.0.0/16
        availability_zones: [a]
        route_tables: {main: {main: yes, routes: {DEV}}}
        subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a}}
  production:
    account_id: "222222222222"
    iam_roles: {deploy: {trust: {TRUST}}}
    vpcs:
      main:
        cidr_block: 10.2.0.0/16
        availability_zones: [a]
        route_tables: {main: {main: yes, routes: {PRODUCTION}}}
        subnets: {app: {cidr_block: 10.2.0.0/24, availability_zone: a}}
  tools:
    account_id: "333333333333"
"""
PEERING = "accounts.dev.vpc_peering_connections.production"
ROUTES = {"dev": f"10.2.0.0/16: {PEERING}", "production": f"10.1.0.0/16: {PEERING}"}


def model(dev: str = "", production: str = "", trust: str = "services: [ec2.amazonaws.com]") -> str:
    return MODEL.replace("DEV", dev).replace("PRODUCTION", production).replace("TRUST", trust)


@pytest.mark.parametrize(
    ("text", "more", "verdict"),
    [
        (model(), "", Verdict.HOLDS),
        (model(dev=ROUTES["dev"]), "", Verdict.HOLDS),  # no answer comes back
        (model(**ROUTES), "", Verdict.BROKEN),
        (model(**ROUTES), f", except_via: {PEERING}", Verdict.HOLDS),
        (model(trust="roles: accounts.dev.iam_roles.ci"), "", Verdict.BROKEN),
        (model(trust="accounts: accounts.dev"), "", Verdict.BROKEN),
        (model(trust="accounts: accounts.tools"), "", Verdict.HOLDS),
    ],
)
def test_two_environments(text: str, more: str, verdict: Verdict) -> None:
    """Joined by peering where both have routes; a role that trusts the other's account is a way as well."""
    found = proof(text, f"isolated: {{between: [accounts.dev, accounts.production]{more}}}")
    assert found.verdict is verdict, str(found)


def test_one_entry_makes_an_environment_of_each_thing() -> None:
    """The same as a list of them, less what has no network."""
    text = model(**ROUTES)
    assert proof(text, "isolated: {between: 'accounts.*.vpcs.main'}").verdict is Verdict.BROKEN


def test_one_environment_cannot_be_apart() -> None:
    """A fault at the list."""
    made = architecture(f"{model()}properties: {{it: {{isolated: {{between: accounts.dev}}, because: A test}}}}\n")
    (fault,) = made.prove().faults
    assert "is one environment" in fault.message


@pytest.mark.parametrize(
    ("between", "at", "what"),
    [
        ("[accounts.dev, accounts.dev]", ("between", 1), "accounts.dev"),
        ("[accounts.production, accounts.dev, accounts.dev.vpcs.main]", ("between", 2), "accounts.dev.vpcs.main"),
        ("[accounts.dev.vpcs.main, accounts.dev]", ("between", 1), "accounts.dev.vpcs.main"),
        ("accounts.dev.**", ("between",), "accounts.dev.iam_roles.ci"),
    ],
)
def test_nothing_is_apart_from_itself(between: str, at: tuple[str | int, ...], what: str) -> None:
    """A fault at the second mention, and no witness of what everybody knows."""
    made = architecture(f"{model()}properties: {{it: {{isolated: {{between: {between}}}, because: A test}}}}\n")
    found = made.prove()
    (fault,) = found.faults
    assert fault.message == f"{what} is in two of the environments, and nothing is isolated from itself"
    assert fault.path == ("properties", "it", "isolated", *at)
    assert len(found) == 0
