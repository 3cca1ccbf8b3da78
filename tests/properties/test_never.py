"""That no request gets there: sessions, what hands requests on, and what may be passed through."""

import pytest

from innovate_model.properties import Proof, Verdict

from .networks import NETWORK, VPC
from .support import proof

HOLDS, BROKEN, NOT_KNOWN = Verdict.HOLDS, Verdict.BROKEN, Verdict.NOT_KNOWN


@pytest.mark.parametrize(
    ("promise", "verdict"),
    [
        ("{from: internet, to: instances.db}", HOLDS),
        ("{from: internet, to: subnets.data}", HOLDS),
        ("{from: internet, to: instances.app}", BROKEN),  # the load balancer hands requests on
        ("{from: internet, to: instances.app, except_via: lbs.api}", HOLDS),
        ("{from: internet, to: subnets.app, except_via: lbs.api}", HOLDS),
        ("{from: internet, to: lbs.api}", BROKEN),
        ("{from: internet, to: lbs.api, ports: tcp/80}", HOLDS),
        ("{from: internet, to: lbs.api, ports: [tcp/80, tcp/400-500]}", BROKEN),
        ("{from: internet, to: subnets.web, except_via: lbs.api}", HOLDS),  # what may be passed through may be reached
        ("{from: instances.app, to: internet}", BROKEN),
        ("{from: instances.app, to: internet, except_via: nat_gateways.egress}", HOLDS),
        ("{from: instances.app, to: internet, ports: tcp/80}", HOLDS),
        ("{from: subnets.data, to: internet}", HOLDS),
        ("{from: instances.app, to: instances.db}", BROKEN),
        ("{from: lbs.api, to: instances.db}", HOLDS),
        ("{from: 203.0.113.0/24, to: lbs.api}", BROKEN),
        ("{from: 203.0.113.7, to: lbs.api}", BROKEN),
        ("{from: 10.0.1.0/24, to: internet, except_via: nat_gateways.egress}", HOLDS),
        ("{from: 10.0.2.0/24, to: internet}", HOLDS),
        ("{from: {kind: instance, name: a*}, to: {kind: instance, name: db}}", BROKEN),
        ("{from: {kind: instance, where: {security_groups: db}}, to: internet}", HOLDS),
        ("{from: instances.app, to: com.amazonaws.us-east-1.s3}", BROKEN),
        ("{from: instances.db, to: com.amazonaws.us-east-1.s3}", HOLDS),
    ],
)
def test_over_all_ways(promise: str, verdict: Verdict) -> None:
    """Each in the small network."""
    found = proof(NETWORK, f"never: {promise}")
    assert found.verdict is verdict, str(found)
    assert found.holds is (verdict is HOLDS)


def test_a_broken_one_shows_the_way_with_the_place_of_each_rule() -> None:
    """By the load balancer: two sessions, each hop of them with what lets it pass."""
    found = proof(NETWORK, "never: {from: internet, to: instances.app}")
    assert "internet gets requests to accounts.a.vpcs.main.instances.app on tcp/8080 by way of lbs.api" in str(found)
    paths = [".".join(map(str, related.path)) for related in found.outcome.witness]
    assert f"{VPC}.security_groups.lb.ingress.https" in paths
    assert f"{VPC}.lbs.api.target_groups.app.targets" in paths
    assert f"{VPC}.security_groups.app.ingress.lb" in paths
    assert paths.index(f"{VPC}.security_groups.lb.ingress.https") < paths.index(f"{VPC}.security_groups.app.ingress.lb")


def advice(found: Proof) -> str:
    finding = found.finding()
    assert finding is not None
    return finding.suggestion


def test_the_smallest_change_is_one_line() -> None:
    """A rule of one group rather than a route that all use."""
    found = proof(NETWORK, "never: {from: instances.app, to: instances.db}")
    assert advice(found).startswith(f"take out {VPC}.security_groups.db.ingress.app (model.yaml:")


def test_two_lines_are_found_where_one_does_not_restore_it() -> None:
    """Two rules that let the same in, each by itself."""
    twice = NETWORK.replace(
        "ingress: {app: {ports: tcp/5432, from: security_groups.app}}",
        "ingress: {app: {ports: tcp/5432, from: security_groups.app}, vpc: {ports: tcp/5432, from: vpc}}",
    ).replace(
        "egress: {db: {ports: tcp/5432, to: security_groups.db}, https:",
        "egress: {db: {ports: tcp/5432, to: security_groups.db}, also: {ports: tcp/5432, to: vpc}, https:",
    )
    found = proof(twice, "never: {from: instances.app, to: instances.db, ports: tcp/5432}")
    assert found.change is not None
    assert [".".join(map(str, line[0][-2:])) for line in found.change.lines] == ["ingress.app", "ingress.vpc"]


def test_it_is_said_where_no_one_or_two_lines_restore_it() -> None:
    """Three rules that let the same in on either side."""
    rules = ", ".join(f"r{n}: {{ports: tcp/443, from: 0.0.0.0/0}}" for n in range(3))
    many = NETWORK.replace("ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}", f"ingress: {{{rules}}}")
    many = many.replace(
        "web: {routes: {0.0.0.0/0: internet_gateways.main}}",
        "web: {routes: {0.0.0.0/1: "
        "internet_gateways.main, 128.0.0.0/1: internet_gateways.main, 203.0.113.0/24: "
        "internet_gateways.main, 198.51.100.0/24: internet_gateways.main}}",
    )
    found = proof(many, "never: {from: internet, to: lbs.api}")
    assert found.verdict is BROKEN
    assert advice(found).startswith("taking out any one or two of these lines does not restore it")


def test_what_the_model_does_not_say_is_not_known() -> None:
    """An interface without a security group of its own has the VPC's default one, which is not here."""
    bare = NETWORK.replace("subnet: data-a, security_groups: db", "subnet: data-a")
    found = proof(bare, "never: {from: instances.app, to: instances.db, ports: tcp/443}")
    assert found.verdict is NOT_KNOWN
    assert found.outcome.missing
    finding = found.finding()
    assert finding is not None
    assert finding.severity == "warning"
    assert finding.message.startswith("whether `it` holds is not known: the model does not say ")


BUCKET = """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {spa: {BLOCK}}
    cloudfront_distributions:
      spa:
        origins: {spa: {s3_bucket: spa, access: ACCESS}}
        default_origin: spa
        viewer_protocol_policy: https-only
"""


@pytest.mark.parametrize(
    ("block", "access", "via", "verdict"),
    [
        ("", "origin_access_control", "", BROKEN),
        ("", "origin_access_control", ", except_via: cloudfront_distributions.spa", HOLDS),
        ("block_public_access: no", "origin_access_control", ", except_via: cloudfront_distributions.spa", NOT_KNOWN),
        ("block_public_access: no", "public", ", except_via: cloudfront_distributions.spa", BROKEN),
    ],
)
def test_a_bucket_is_read_directly_or_by_a_distribution(block: str, access: str, via: str, verdict: Verdict) -> None:
    """Its public access block keeps people without credentials out; without it its policy decides."""
    text = BUCKET.replace("BLOCK", block).replace("ACCESS", access)
    assert proof(text, f"never: {{from: internet, to: s3_buckets.spa{via}}}").verdict is verdict


GATEWAY = NETWORK.replace(
    "        lbs:\n", "        vpc_endpoints: {s3: {service: s3, type: Gateway, route_tables: app}}\n        lbs:\n"
)


def test_a_gateway_endpoint_may_be_passed_through() -> None:
    """Its route is taken in preference to the NAT gateway's, which leads to the same service where it is not there."""
    promise = "never: {from: instances.app, to: com.amazonaws.us-east-1.s3, except_via: vpc_endpoints.s3}"
    assert proof(GATEWAY, promise).verdict is HOLDS


LINK = """\
accounts:
  provider:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.1.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a}}
        security_groups: {app: {ingress: {lb: {ports: tcp/80, from: vpc}}, egress: {}}}
        instances: {app: {instance_type: t3.micro, subnet: app, security_groups: app}}
        lbs:
          app:
            type: network
            internal: yes
            subnets: app
            listeners: {http: {port: 80, protocol: TCP, forward_to: app}}
            target_groups: {app: {port: 80, protocol: TCP, targets: instances.app}}
        vpc_endpoint_services: {app: {network_load_balancers: app, allowed_principals: accounts.consumer}}
  consumer:
    account_id: "222222222222"
    vpcs:
      main:
        cidr_block: 10.2.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.2.0.0/24, availability_zone: a}}
        security_groups:
          app: {ingress: {}, egress: {all: {ports: all, to: 0.0.0.0/0}}}
          door: {ingress: {app: {ports: tcp/80, from: security_groups.app}}, egress: {}}
        instances: {app: {instance_type: t3.micro, subnet: app, security_groups: app}}
        vpc_endpoints:
          app:
            endpoint_service: accounts.provider.vpcs.main.vpc_endpoint_services.app
            type: Interface
            subnets: app
            security_groups: door
            private_dns_enabled: no
"""


def test_private_link_hands_requests_on() -> None:
    """From the consumer's endpoint to the load balancer behind the service, and on to its targets; never back."""
    found = proof(LINK, "never: {from: accounts.consumer, to: accounts.provider.vpcs.main.instances.app}")
    assert found.verdict is BROKEN
    assert "by way of vpc_endpoints.app, then lbs.app" in str(found)
    via = "except_via: accounts.consumer.vpcs.main.vpc_endpoints.app"
    assert proof(LINK, f"never: {{from: accounts.consumer, to: accounts.provider, {via}}}").verdict is HOLDS
    assert proof(LINK, "never: {from: accounts.provider, to: accounts.consumer}").verdict is HOLDS


@pytest.mark.parametrize(
    ("admits", "keeps", "from_", "verdict"),
    [
        ("198.51.100.0/24", "yes", "198.51.100.7", BROKEN),
        ("198.51.100.0/24", "yes", "203.0.113.0/24", HOLDS),
        ("198.51.100.0/24", "yes", "internet", BROKEN),
        ("198.51.100.0/24", "no", "internet", HOLDS),
        ("subnets.web", "yes", "internet", HOLDS),
        ("subnets.web", "no", "203.0.113.0/24", BROKEN),
        ("security_groups.lb", "yes", "203.0.113.0/24", BROKEN),
    ],
)
def test_clients_of_a_network_load_balancer(admits: str, keeps: str, from_: str, verdict: Verdict) -> None:
    """Where it keeps their addresses, its targets let in or keep out these; the promise is about those from which
    requests get through."""
    text = NETWORK.replace("tcp/8080, from: security_groups.lb", f"tcp/8080, from: {admits}")
    text = text.replace("targets: instances.app}", f"targets: instances.app, preserve_client_ip: {keeps}}}")
    found = proof(text, f"never: {{from: {from_}, to: instances.app}}")
    assert found.verdict is verdict
