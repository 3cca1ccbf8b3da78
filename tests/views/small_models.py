"""Random small models for Hypothesis, with names that are hard on whoever makes up names of his own."""

import json
from typing import Any

from hypothesis import strategies as st

from innovate_model.graph import Graph, build
from innovate_model.loader import load_text

from .small_workloads import CLUSTER_PARTS, PIPELINES, SIGNALS, namespaces

Data = dict[str, Any]

NAMES = (
    "main",
    "edge",
    "internet",
    "outside",
    "regional",
    "units",
    "loose",
    "page",
    "interface-endpoints",
    "us-east-1a",
    "us-east-1a-a",
    "app-a",
    "app-b",
    "app",
    "kms_key",
)
ZONES = st.sampled_from("abc")
names = st.sampled_from(NAMES)


def some(values: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[Data]:
    """None, one or a few, by name."""
    return st.dictionaries(names, values, max_size=most)


@st.composite
def vpcs(draw: st.DrawFn, number: int) -> Data:
    """A VPC with or without subnets, gateways, and what stands in subnets."""
    letters = draw(st.lists(st.tuples(names, ZONES), max_size=4, unique_by=lambda pair: pair[0]))
    subnets: Data = {
        name: {"availability_zone": zone, "cidr_block": f"10.{number}.{index}.0/24"}
        for index, (name, zone) in enumerate(letters)
    }
    gateways = {
        "internet_gateways": draw(some(st.just({}), 1)),
        "egress_only_internet_gateways": draw(some(st.just({}), 1)),
        "vpn_gateways": draw(some(st.just({}), 1)),
    }
    ways = [f"{section}.{name}" for section, found in gateways.items() for name in found]
    routes = st.dictionaries(
        st.sampled_from(("0.0.0.0/0", "::/0", "10.0.0.0/8")), st.sampled_from(ways or ["blackhole"])
    )
    tables = draw(some(st.fixed_dictionaries({"routes": routes, "main": st.sampled_from(("yes", "no"))})))
    for subnet in subnets.values():
        table = draw(st.sampled_from((None, *tables)))
        if table:
            subnet["route_table"] = table
    vpc: Data = {"cidr_block": f"10.{number}.0.0/16", "subnets": subnets, "route_tables": tables, **gateways}
    if subnets:
        vpc |= draw(residents(tuple(subnets)))
    return vpc


@st.composite
def residents(draw: st.DrawFn, subnets: tuple[str, ...]) -> Data:
    """What stands in subnets."""
    one = st.sampled_from(subnets)
    several = st.lists(one, min_size=1, max_size=3, unique=True)
    scaling = {"min_size": "0", "desired_size": "1", "max_size": "2"}
    nodes = st.fixed_dictionaries(
        {"instance_types": st.just(["m6i.large"]), "scaling_config": st.just(scaling), "subnets": several}
    )
    member = st.fixed_dictionaries({"instance_class": st.just("db.r6g.large")}, optional={"availability_zone": ZONES})
    database = {
        "engine": st.just("aurora-postgresql"),
        "engine_version": st.just("16.4"),
        "storage_encrypted": st.just("yes"),
        "subnets": several,
        "instances": some(member),
    }
    endpoint = st.one_of(
        st.just({"service": "s3", "type": "Gateway"}),
        st.fixed_dictionaries({"service": st.just("sts"), "type": st.just("Interface"), "subnets": several}),
    )
    balancer = {
        "type": st.just("network"),
        "subnets": several,
        "internal": st.sampled_from(("yes", "no")),
        "target_groups": some(st.just({"port": "80", "protocol": "TCP"}), 1),
    }
    return {
        "lbs": draw(some(st.fixed_dictionaries(balancer))),
        "instances": draw(some(st.fixed_dictionaries({"instance_type": st.just("t3.micro"), "subnet": one}))),
        "nat_gateways": draw(some(st.fixed_dictionaries({"subnet": one}))),
        "vpc_endpoints": draw(some(endpoint)),
        "aurora_clusters": draw(some(st.fixed_dictionaries(database))),
        "eks_clusters": draw(some(clusters(several, nodes), 1)),
        "transit_gateway_attachments": draw(
            some(
                st.fixed_dictionaries(
                    {"transit_gateway": st.just("accounts.hub.transit_gateways.hub"), "subnets": one}
                ),
                1,
            )
        ),
    }


@st.composite
def clusters(draw: st.DrawFn, subnets: st.SearchStrategy[Any], nodes: st.SearchStrategy[Data]) -> Data:
    """A cluster with node groups, and with whatever runs in it."""
    groups = draw(some(nodes))
    cluster: Data = {"version": "1.34", "subnets": draw(subnets), "node_groups": groups}
    cluster |= {section: draw(found) for section, found in CLUSTER_PARTS.items()}
    return cluster | {"namespaces": draw(namespaces(tuple(groups)))}


@st.composite
def organizations(draw: st.DrawFn) -> Data:
    """Accounts in units (which may stand in one another, or in themselves), a hub, VPCs, an edge."""
    units = draw(st.lists(names, max_size=3, unique=True))
    parents = {name: draw(st.sampled_from((None, *units))) for name in units}
    policy = st.fixed_dictionaries(
        {
            "targets": st.lists(st.sampled_from(["organization", "accounts.hub", *units]), max_size=2, unique=True),
            "statements": st.just({"all": {"effect": "Allow", "actions": ["*"]}}),
        }
    )
    accounts: Data = {
        "hub": {
            "account_id": "012345670120",
            "transit_gateways": {"hub": {}},
            "s3_buckets": {"logs": {}},
            **draw(st.fixed_dictionaries(PIPELINES)),
        }
    }
    for number, name in enumerate(draw(st.lists(names, max_size=3, unique=True))):
        unit = draw(st.sampled_from((None, *units)))
        bucket = st.fixed_dictionaries({"logs_to": st.just("accounts.hub.s3_buckets.logs")})
        accounts[name] = {
            "account_id": f"01234567013{number}",
            "kms_keys": draw(some(st.just({}))),
            "s3_buckets": draw(some(bucket, 3)),
            "vpcs": draw(some(vpcs(number + 1))),
            **({"organizational_unit": unit} if unit else {}),
            **(draw(st.fixed_dictionaries(SIGNALS)) if draw(st.booleans()) else {}),
        }
        if accounts[name]["s3_buckets"]:
            origins = {
                "page": {"s3_bucket": next(iter(accounts[name]["s3_buckets"])), "access": "origin_access_control"}
            }
            page = {"origins": origins, "default_origin": "page", "viewer_protocol_policy": "https-only"}
            accounts[name]["cloudfront_distributions"] = draw(some(st.just(page)))
    return {
        "innovate": "1",
        "organization": {
            "title": draw(st.sampled_from(("Test", "<script>alert(1)</script>", "日本 & Co"))),
            "region": "us-east-1",
            "organizational_units": {
                name: {"parent_unit": parent} if parent else {} for name, parent in parents.items()
            },
            "service_control_policies": draw(some(policy)),
        },
        "accounts": accounts,
    }


def graph_of(model: Data) -> Graph:
    """The graph of whatever is sound in a model: its faults are findings, and what is left must still be drawn."""
    return build(load_text(json.dumps(model)).model)
