"""How requests get from place to place: sessions, and what hands requests on, on the ports that it does."""

from __future__ import annotations

import pytest

from innovate_model.analyses.relaying import Request, requests
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.values import Ports

TEXT = """\
innovate: 1
organization: {title: Test, region: us-east-1, prefix_lists: {edge: {aws_managed: LIST}}}
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {spa: {}, other: {}}
    cloudfront_distributions:
      spa:
        origins: {spa: {s3_bucket: spa, access: origin_access_control}, api: {lb: vpcs.main.lbs.api}}
        default_origin: spa
        viewer_protocol_policy: https-only
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        route_tables: {main: {main: yes, routes: {0.0.0.0/0: internet_gateways.main}}}
        subnets: {web: {per: availability_zone, newbits: 8, netnum: 0}}
        security_groups:
          lb: {ingress: {FROM}, egress: {all: {ports: all, to: vpc}}}
          one: {ingress: {lb: {ports: tcp/8080, from: security_groups.lb}}, egress: {}}
          two: {ingress: {lb: {ports: tcp/9090, from: security_groups.lb}}, egress: {}}
        lbs:
          api:
            type: application
            subnets: web
            security_groups: lb
            listeners:
              http: {port: 80, protocol: HTTP, forward_to: one}
              https: {port: 443, protocol: HTTPS, certificate: x.example, forward_to: two}
            target_groups:
              one: {port: 8080, protocol: HTTP, targets: instances.one}
              two: {port: 9090, protocol: HTTP, targets: instances.two}
        instances:
          one: {instance_type: t3.micro, subnet: web-a, security_groups: one}
          two: {instance_type: t3.micro, subnet: web-a, security_groups: two}
"""
LIST = "com.amazonaws.global.cloudfront.origin-facing"
VPC, SPA = "accounts.a.vpcs.main", "accounts.a.cloudfront_distributions.spa"
ONE, TWO = f"{VPC}.instances.one", f"{VPC}.instances.two"


def graph(ingress: str) -> Graph:
    loaded = load_text(TEXT.replace("LIST", LIST).replace("FROM", ingress))
    assert loaded.findings == ()
    return build(loaded.model)


def ways(found: tuple[Request, ...]) -> list[list[str]]:
    """Each way by the last parts of what it leads through."""
    return [[step.target.rpartition(".")[2] for step in way] for way in found]


@pytest.mark.parametrize(
    ("ingress", "expected"),
    [
        ("http: {ports: tcp/80, from: 0.0.0.0/0}", {ONE}),
        ("https: {ports: tcp/443, from: 0.0.0.0/0}", {TWO}),
        ("any: {ports: tcp/1-1000, from: 0.0.0.0/0}", {ONE, TWO}),
        ("other: {ports: tcp/81-442, from: 0.0.0.0/0}", set()),
        ("edge: {ports: tcp/443, from: prefix_lists.edge}", {TWO}),  # by the distribution alone
    ],
)
def test_a_load_balancer_hands_on_what_comes_to_a_listener(ingress: str, expected: set[str]) -> None:
    """To the targets of that listener, on the port of its target group."""
    found = requests(graph(ingress), dict.fromkeys(["internet"]), dict.fromkeys([ONE, TWO]))
    assert {way[-1].target for way in found} == expected
    assert all(step.is_certain for way in found for step in way)


def test_a_distribution_is_a_way_of_its_own() -> None:
    """To its bucket and to its load balancer, from whoever gets to the internet."""
    made = graph("edge: {ports: tcp/443, from: prefix_lists.edge}")
    assert ways(requests(made, dict.fromkeys(["internet"]), dict.fromkeys(["accounts.a.s3_buckets.spa"]))) == [
        ["spa", "spa"]
    ]
    assert requests(made, dict.fromkeys(["internet"]), dict.fromkeys(["accounts.a.s3_buckets.other"])) == ()
    assert ways(requests(made, dict.fromkeys(["internet"]), dict.fromkeys([TWO]))) == [["spa", "api", "two"]]
    assert ways(requests(made, dict.fromkeys(["internet"]), dict.fromkeys([SPA]))) == [["spa"]]


def test_ports_are_those_of_the_destination() -> None:
    """Not of the doors on the way."""
    made = graph("https: {ports: tcp/443, from: 0.0.0.0/0}")
    assert requests(made, dict.fromkeys(["internet"]), dict.fromkeys([TWO]), (Ports("tcp", 9090, 9090),))
    assert not requests(made, dict.fromkeys(["internet"]), dict.fromkeys([TWO]), (Ports("tcp", 443, 443),))


def test_what_opens_no_sessions_is_no_source() -> None:
    """Nothing is asked of it."""
    made = graph("https: {ports: tcp/443, from: 0.0.0.0/0}")
    assert (
        requests(
            made, dict.fromkeys(["accounts.a.s3_buckets.spa", "com.amazonaws.us-east-1.s3"]), dict.fromkeys([ONE, TWO])
        )
        == ()
    )
