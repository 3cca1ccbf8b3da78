"""What things are called, what is left out, and what happens with answers that nobody expects."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.aws.designed import Known
from innovate_model.aws.observe import Observed, observe, plain_name
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.subnet import Subnet

from .snapshots import ACCOUNT, snapshot_with, subnet, tagged, vpc

HOME = "accounts.Team-One.vpcs"


def _addresses(answers: dict[str, Any]) -> list[str]:
    kinds = ("vpc", "subnet", "security_group", "route_table", "network_acl", "instance")
    return [resource.address for resource in observe(snapshot_with(answers)).model if resource.kind in kinds]


def test_the_tag_names_before_the_name_does() -> None:
    """`innovate:address` wins over Name, Name over the id."""
    vpcs = [
        vpc("vpc-1", **tagged(Name="other", address=f"{HOME}.main")),
        vpc("vpc-2", **tagged(Name="second")),
        vpc("vpc-3"),
    ]
    assert _addresses({"ec2.describe_vpcs": vpcs}) == [f"{HOME}.main", f"{HOME}.second", f"{HOME}.vpc-3"]


def test_a_name_that_two_bear_names_neither() -> None:
    """Two VPCs of one name are both called by their ids; a tagged one keeps its address beside them."""
    vpcs = [vpc("vpc-1", **tagged(Name="main")), vpc("vpc-2", **tagged(Name="main"))]
    assert _addresses({"ec2.describe_vpcs": vpcs}) == [f"{HOME}.vpc-1", f"{HOME}.vpc-2"]
    vpcs.append(vpc("vpc-3", **tagged(address=f"{HOME}.main")))
    assert _addresses({"ec2.describe_vpcs": vpcs}) == [f"{HOME}.main", f"{HOME}.vpc-1", f"{HOME}.vpc-2"]


@pytest.mark.parametrize(
    "copied", ["accounts.other.vpcs.main", f"{HOME}.main.subnets.a", f"{HOME}.", "vpcs.main", f"{HOME}.a.b", "x"]
)
def test_a_tag_that_was_copied_along_means_nothing(copied: str) -> None:
    """A tag that names another account, another kind or nonsense is not believed."""
    assert _addresses({"ec2.describe_vpcs": [vpc("vpc-1", **tagged(address=copied))]}) == [f"{HOME}.vpc-1"]


def test_the_second_bearer_of_a_tag_is_called_otherwise() -> None:
    """Where a tag was copied within one place, one bears the address and the other is seen all the same."""
    vpcs = [vpc(f"vpc-{number}", **tagged(address=f"{HOME}.main")) for number in (2, 1)]
    assert _addresses({"ec2.describe_vpcs": vpcs}) == [f"{HOME}.main", f"{HOME}.vpc-2"]


def test_the_names_of_a_design_come_first() -> None:
    """An account is called as the design calls it."""
    observed = observe(snapshot_with({}), Known({ACCOUNT: "dev"}))
    assert "accounts.dev" in observed.model
    assert observed.ids["accounts.dev"] == ACCOUNT


def test_references_become_addresses() -> None:
    """Ids in answers are addresses in the model; an id that was not seen stays as it is."""
    answers = {
        "ec2.describe_vpcs": [vpc("vpc-1", **tagged(Name="main"))],
        "ec2.describe_subnets": [subnet("subnet-1", "vpc-1", **tagged(Name="app"))],
        "ec2.describe_route_tables": [
            {
                "RouteTableId": "rtb-1",
                "VpcId": "vpc-1",
                "Associations": [{"SubnetId": "subnet-1"}],
                "Routes": [
                    {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"},
                    {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-9", "State": "active"},
                    {"DestinationCidrBlock": "10.9.0.0/16", "NatGatewayId": "nat-9", "State": "blackhole"},
                    {"DestinationPrefixListId": "pl-9", "GatewayId": "vpce-9", "State": "active"},
                    {
                        "DestinationCidrBlock": "10.8.0.0/16",
                        "GatewayId": "vgw-1",
                        "Origin": "EnableVgwRoutePropagation",
                    },
                ],
                **tagged(Name="app"),
            }
        ],
    }
    model = observe(snapshot_with(answers)).model
    app, table = model.get(f"{HOME}.main.subnets.app", Subnet), model.get(f"{HOME}.main.route_tables.app", RouteTable)
    assert app is not None
    assert app.route_table == f"{HOME}.main.route_tables.app"
    assert table is not None
    assert dict(table.routes) == {"0.0.0.0/0": "igw-9", "10.9.0.0/16": "blackhole"}


_EVERYTHING = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "UserIdGroupPairs": []}
_ITSELF = {"IpProtocol": "-1", "IpRanges": [], "UserIdGroupPairs": [{"GroupId": "sg-1"}]}
_SSH = {
    "IpProtocol": "tcp",
    "FromPort": 22,
    "ToPort": 22,
    "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
    "UserIdGroupPairs": [],
}


def _default_group(*inward: dict[str, Any]) -> dict[str, Any]:
    return {
        "GroupId": "sg-1",
        "GroupName": "default",
        "VpcId": "vpc-1",
        "IpPermissions": list(inward),
        "IpPermissionsEgress": [_EVERYTHING],
    }


def test_what_aws_makes_by_itself_is_left_out_and_counted() -> None:
    """Default VPC, default subnets, an untouched default group and main table: counted, and in no model."""
    answers = {
        "ec2.describe_vpcs": [vpc("vpc-1", IsDefault=True)],
        "ec2.describe_subnets": [subnet("subnet-1", "vpc-1", DefaultForAz=True)],
        "ec2.describe_security_groups": [_default_group(_ITSELF)],
        "ec2.describe_route_tables": [
            {
                "RouteTableId": "rtb-1",
                "VpcId": "vpc-1",
                "Associations": [{"Main": True}],
                "Routes": [{"DestinationCidrBlock": "172.31.0.0/16", "GatewayId": "local"}],
            }
        ],
    }
    observed = observe(snapshot_with(answers))
    assert [resource.kind for resource in observed.model] == ["account"]
    assert dict(observed.left_out) == {
        "default VPC": 1,
        "default security group": 1,
        "default subnet": 1,
        "main route table": 1,
    }


def test_what_somebody_changed_is_no_default_any_more() -> None:
    """A default group with a rule of somebody's own is shown, and with it the default VPC that it stands in."""
    answers = {
        "ec2.describe_vpcs": [vpc("vpc-1", IsDefault=True)],
        "ec2.describe_security_groups": [_default_group(_ITSELF, _SSH)],
    }
    model = observe(snapshot_with(answers)).model
    group = model.get(f"{HOME}.vpc-1.security_groups.default", SecurityGroup)
    assert group is not None
    assert [str(rule.ports) for rule in group.ingress.values()] == ["all", "tcp/22"]
    assert f"{HOME}.vpc-1" in model


@pytest.mark.parametrize(
    ("strange", "told"),
    [({"IpProtocol": "47"}, "protocol 47"), ({"IpProtocol": "icmp", "FromPort": 3, "ToPort": -1}, "icmp type 3")],
)
def test_a_rule_that_the_model_cannot_say_is_not_checked(strange: dict[str, Any], told: str) -> None:
    """A rule for a protocol that the model has no word for is said, by its place; the group and its other rules are
    there."""
    group = {**_default_group({**_SSH, **strange}, _SSH), "GroupName": "gre"}
    answers = {"ec2.describe_vpcs": [vpc("vpc-1")], "ec2.describe_security_groups": [group]}
    observed = observe(snapshot_with(answers))
    address = f"{HOME}.vpc-1.security_groups.gre"
    found = observed.model.get(address, SecurityGroup)
    assert found is not None
    assert [str(rule.ports) for rule in found.ingress.values()] == ["tcp/22"]
    (gap,) = [gap for gap in observed.not_checked if gap.address == address]
    assert told in gap.reason
    assert gap.attribute[0] == "ingress"


def _acl(**more: Any) -> dict[str, Any]:
    entries = [
        {"RuleNumber": number, "Egress": egress, "RuleAction": action, "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
        for egress in (True, False)
        for number, action in ((100, "allow"), (32767, "deny"))
    ]
    ours = [{"SubnetId": "subnet-1"}]
    return {
        "NetworkAclId": "acl-1",
        "VpcId": "vpc-1",
        "IsDefault": True,
        "Associations": ours,
        "Entries": entries,
        **more,
    }


def _with_acl(acl: dict[str, Any]) -> Observed:
    return observe(
        snapshot_with(
            {
                "ec2.describe_vpcs": [vpc("vpc-1")],
                "ec2.describe_subnets": [subnet("subnet-1", "vpc-1")],
                "ec2.describe_network_acls": [acl],
            }
        )
    )


def test_a_default_network_acl_that_somebody_changed_guards_its_subnets() -> None:
    """As AWS made it it is nobody's choice; with a deny of somebody's own it is the subnet's ACL."""
    address = f"{HOME}.vpc-1.subnets.subnet-1"
    untouched = _with_acl(_acl()).model.get(address, Subnet)
    assert untouched is not None
    assert untouched.network_acl is None
    entries = _acl()["Entries"]
    deny = {**entries[2], "RuleNumber": 90, "RuleAction": "deny", "CidrBlock": "10.9.0.0/16"}
    observed = _with_acl(_acl(Entries=[*entries, deny]))
    changed = observed.model.get(address, Subnet)
    assert changed is not None
    assert changed.network_acl == f"{HOME}.vpc-1.network_acls.acl-1"
    assert changed.network_acl in observed.model


def test_an_acl_rule_that_the_model_cannot_say_is_not_checked() -> None:
    """The ACL stays, and the rule for another protocol is said by its number."""
    entries = _acl()["Entries"]
    strange = {**entries[0], "RuleNumber": 50, "Protocol": "50"}
    observed = _with_acl(_acl(IsDefault=False, Entries=[*entries, strange]))
    acl = observed.model.get(f"{HOME}.vpc-1.network_acls.acl-1", NetworkAcl)
    assert acl is not None
    assert list(acl.egress) == [100]
    assert any(gap.attribute == ("egress", 50) and "protocol 50" in gap.reason for gap in observed.not_checked)


def test_a_main_table_that_learns_routes_is_no_default() -> None:
    """Nobody wrote a route into it, and a VPN gateway does."""
    table = {
        "RouteTableId": "rtb-1",
        "VpcId": "vpc-1",
        "Associations": [{"Main": True}],
        "PropagatingVgws": [{"GatewayId": "vgw-1"}],
        "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"}],
    }
    gateway = {"VpnGatewayId": "vgw-1", "State": "available", "VpcAttachments": [{"VpcId": "vpc-1"}]}
    answers = {
        "ec2.describe_vpcs": [vpc("vpc-1")],
        "ec2.describe_route_tables": [table],
        "ec2.describe_vpn_gateways": [gateway],
    }
    found = observe(snapshot_with(answers)).model.get(f"{HOME}.vpc-1.route_tables.rtb-1", RouteTable)
    assert found is not None
    assert found.propagating_vpn_gateways == (f"{HOME}.vpc-1.vpn_gateways.vgw-1",)


def test_routes_to_what_the_model_has_no_word_for_keep_their_target() -> None:
    """A core network is no blackhole. The endpoint of a Gateway Load Balancer is named like that of S3, whose route
    is the endpoint's and for a prefix list."""
    routes = [
        {"DestinationCidrBlock": "10.1.0.0/16", "CoreNetworkArn": "arn:core", "State": "active"},
        {"DestinationCidrBlock": "10.2.0.0/16", "GatewayId": "vpce-2", "State": "active"},
        {"DestinationPrefixListId": "pl-3", "GatewayId": "vpce-3", "State": "active"},
    ]
    table = {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": routes}
    answers = {"ec2.describe_vpcs": [vpc("vpc-1")], "ec2.describe_route_tables": [table]}
    found = observe(snapshot_with(answers)).model.get(f"{HOME}.vpc-1.route_tables.rtb-1", RouteTable)
    assert found is not None
    assert dict(found.routes) == {"10.1.0.0/16": "arn:core", "10.2.0.0/16": "vpce-2"}


def test_a_route_through_an_instance_leads_to_the_instance() -> None:
    """AWS names its interface beside it, which is no resource of its own; a second interface is one."""
    machine = {
        "InstanceId": "i-1",
        "InstanceType": "t3.small",
        "State": {"Name": "running"},
        "VpcId": "vpc-1",
        "SubnetId": "subnet-1",
        "NetworkInterfaces": [
            {"NetworkInterfaceId": "eni-1", "Attachment": {"DeviceIndex": 0}},
            {"NetworkInterfaceId": "eni-2", "Attachment": {"DeviceIndex": 1}},
        ],
    }
    interfaces = [
        {
            "NetworkInterfaceId": f"eni-{number + 1}",
            "VpcId": "vpc-1",
            "SubnetId": "subnet-1",
            "Attachment": {"InstanceId": "i-1", "DeviceIndex": number},
        }
        for number in (0, 1)
    ]
    routes = [
        {"DestinationCidrBlock": f"10.{number}.0.0/16", "InstanceId": "i-1", "NetworkInterfaceId": f"eni-{number}"}
        for number in (1, 2)
    ]
    answers = {
        "ec2.describe_vpcs": [vpc("vpc-1")],
        "ec2.describe_subnets": [subnet("subnet-1", "vpc-1")],
        "ec2.describe_instances": [{"Instances": [machine]}],
        "ec2.describe_network_interfaces": interfaces,
        "ec2.describe_route_tables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": routes}],
    }
    table = observe(snapshot_with(answers)).model.get(f"{HOME}.vpc-1.route_tables.rtb-1", RouteTable)
    assert table is not None
    assert dict(table.routes) == {
        "10.1.0.0/16": f"{HOME}.vpc-1.instances.i-1",
        "10.2.0.0/16": f"{HOME}.vpc-1.network_interfaces.eni-2",
    }


@pytest.mark.parametrize(("state", "is_there"), [("active", True), ("pending-acceptance", False), ("deleted", False)])
def test_a_peering_that_nobody_accepted_joins_nothing(state: str, is_there: bool) -> None:
    """A request alone is no connection."""
    ends = ({"VpcId": f"vpc-{number}", "OwnerId": ACCOUNT, "Region": "us-east-1"} for number in (1, 2))
    peering = {
        "VpcPeeringConnectionId": "pcx-1",
        "RequesterVpcInfo": next(ends),
        "AccepterVpcInfo": next(ends),
        "Status": {"Code": state},
    }
    vpcs = [vpc("vpc-1"), vpc("vpc-2", CidrBlock="10.1.0.0/16")]
    answers = {"ec2.describe_vpcs": vpcs, "ec2.describe_vpc_peering_connections": [peering]}
    model = observe(snapshot_with(answers)).model
    assert ("accounts.Team-One.vpc_peering_connections.pcx-1" in model) is is_there


@pytest.mark.parametrize(("state", "is_there"), [("available", True), ("pendingAcceptance", False)])
def test_an_attachment_that_nobody_accepted_joins_nothing(state: str, is_there: bool) -> None:
    """Nor does a request for a place at somebody's transit gateway."""
    attachment = {
        "TransitGatewayAttachmentId": "tgw-attach-1",
        "TransitGatewayId": "tgw-1",
        "VpcId": "vpc-1",
        "SubnetIds": ["subnet-1"],
        "State": state,
    }
    answers = {"ec2.describe_vpcs": [vpc("vpc-1")], "ec2.describe_transit_gateway_vpc_attachments": [attachment]}
    model = observe(snapshot_with(answers)).model
    assert (f"{HOME}.vpc-1.transit_gateway_attachments.tgw-attach-1" in model) is is_there


def test_something_that_stands_nowhere_is_not_checked() -> None:
    """A subnet of a VPC that was not seen is said, not dropped."""
    observed = observe(snapshot_with({"ec2.describe_subnets": [subnet("subnet-1", "vpc-9")]}))
    assert any("subnet-1" in gap.reason and "vpc-9" in gap.reason for gap in observed.not_checked)


def test_a_failed_call_is_not_checked_for_each_kind_that_needs_it() -> None:
    """One denied list is a gap of every kind that is read off it, with the reason."""
    observed = observe(snapshot_with({"elbv2.describe_load_balancers": "denied (403 AccessDenied)"}))
    kinds = {gap.kind for gap in observed.not_checked if "denied (403" in gap.reason}
    assert {"lb", "listener", "target_group"} <= kinds


_ITEMS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["VpcId", "SubnetId", "CidrBlock", "Tags", "State", "Entries", "GroupId", "GroupName"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "ec2.describe_vpcs",
                "ec2.describe_subnets",
                "ec2.describe_network_acls",
                "ec2.describe_security_groups",
                "ec2.describe_instances",
                "s3.list_buckets",
                "rds.describe_db_clusters",
                "cloudfront.list_distributions",
            ]
        ),
        st.lists(_ITEMS, max_size=2),
        max_size=3,
    )
)
def test_no_answer_raises(answers: dict[str, Any]) -> None:
    """Whatever stands in a snapshot, observing it gives a model and says what it could not read."""
    observed = observe(snapshot_with(answers))
    assert "accounts.Team-One" in observed.model


@given(st.text())
def test_names_are_names(text: str) -> None:
    """Any natural name becomes one that the language takes."""
    name = plain_name(text)
    assert name
    assert all(char.isascii() and (char.isalnum() or char in "-_") for char in name)
