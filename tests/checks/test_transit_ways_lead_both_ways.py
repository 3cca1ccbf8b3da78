"""Ways through a transit gateway that have no way back."""

import pytest

from innovate_model.finding import Finding

from .support import CHECKS, Planted, examples, findings

CHECK = "transit-ways-lead-both-ways"
PLANTED = Planted(
    "accounts.production.vpcs.main.route_tables.app.routes",
    "{10.0.0.0/20: null}",
    found_at="accounts.production.vpcs.main.transit_gateway_attachments.hub",
)
TEXT = next(examples(CHECKS[CHECK].manual, "PASS"))
BACK = "{10.1.0.0/16: transit_gateway_attachments.hub}"
FORTH = "{10.2.0.0/16: transit_gateway_attachments.hub}"
ONE, TWO = TEXT.split("      two:\n")


def found(*changes: tuple[str, str], one: str = ONE, two: str = TWO) -> list[Finding]:
    """What the check finds in its passing example after some changes of the second VPC."""
    for old, new in changes:
        assert old in two, old
        two = two.replace(old, new)
    return findings(CHECKS[CHECK], one + "      two:\n" + two)


@pytest.mark.parametrize(
    ("back", "is_one_way"),
    [
        ("{}", True),
        ("{10.1.128.0/24: transit_gateway_attachments.hub}", False),
        ("{0.0.0.0/0: transit_gateway_attachments.hub}", False),
        ("{10.3.0.0/16: transit_gateway_attachments.hub}", True),
        ("{10.1.0.0/16: blackhole}", True),
        ("{0.0.0.0/0: internet_gateways.main}", True),
    ],
)
def test_the_way_back_in_the_vpc(back: str, is_one_way: bool) -> None:
    """Any part of the other VPC will do; the internet, or nowhere, is no way back."""
    gateway = ("cidr_block: 10.2.0.0/16", "cidr_block: 10.2.0.0/16\n        internet_gateways: {main: {}}")
    told = found((BACK, back), gateway)
    assert ["no route of this VPC" in finding.message for finding in told] == ([True] if is_one_way else [])


def test_the_way_back_in_the_transit_gateway() -> None:
    """The table that the answers come to has to know the first VPC."""
    (finding,) = found(one=ONE.replace(", propagations: main", ""))
    assert finding.message.endswith("accounts.a.transit_gateways.hub.route_tables.main does not know the way back")
    assert finding.suggestion == "propagations: main, at accounts.a.vpcs.one.transit_gateway_attachments.hub"
    (finding,) = found(("association: main, ", ""))
    assert finding.message.endswith("no table of the transit gateway knows the way back")


def test_static_routes_of_the_transit_gateway() -> None:
    """Are as good as a propagation; one that throws away leads neither there nor back."""
    static = ONE.replace("{main: {}}", "{main: {routes: {10.1.0.0/16: vpcs.one.transit_gateway_attachments.hub}}}")
    assert found(one=static.replace(", propagations: main", "")) == []
    shut = ONE.replace("{main: {}}", "{main: {routes: {10.2.0.0/16: blackhole}}}")
    assert found((BACK, "{}"), one=shut) == []


def test_ways_that_lead_nowhere() -> None:
    """Where nothing arrives, nothing is to be answered."""
    assert found((BACK, "{}"), one=ONE.replace(FORTH, "{}")) == []
    assert found((BACK, "{}"), ("propagations: main", "propagations: []"), one=ONE) == []


def test_another_way_back() -> None:
    """A peering connection carries the answers as well."""
    peering = ONE.replace(
        "    vpcs:", "    vpc_peering_connections: {p: {vpc: vpcs.one, peer_vpc: vpcs.two}}\n    vpcs:"
    )
    assert found((BACK, "{10.1.0.0/16: accounts.a.vpc_peering_connections.p}"), one=peering) == []


def test_one_finding_for_each_silent_vpc() -> None:
    """Whoever reaches it: the others are counted, and their routes are named."""
    third = ONE.partition("      one:\n")[2].replace("10.1.", "10.3.")
    (finding,) = found((BACK, "{}"), one=f"{ONE}      three:\n{third}")
    assert finding.message.startswith("accounts.a.vpcs.one and 1 more reach this VPC")
    assert len(finding.related) == 2
