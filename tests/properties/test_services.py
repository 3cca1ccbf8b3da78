"""Services of AWS as ends of a promise: where their names lead, and which names there are."""

from __future__ import annotations

import pytest

from innovate_model.analyses.reachability import reach
from innovate_model.properties import Verdict, proofs
from innovate_model.values import Ports

from .support import architecture, proof

HOLDS, BROKEN, NOT_KNOWN = Verdict.HOLDS, Verdict.BROKEN, Verdict.NOT_KNOWN

QUEUES = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        enable_dns_hostnames: yes
        subnets: {app: {per: availability_zone, newbits: 8, netnum: 0}}
        security_groups:
          worker: {ingress: {}, egress: {https: {ports: tcp/443, to: 10.0.0.0/16}}}
          door: {ingress: {worker: {ports: tcp/443, from: security_groups.worker}}, egress: {}}
        instances: {worker: {instance_type: t3.micro, subnet: app-a, security_groups: worker}}
        vpc_endpoints:
          sqs: {service: sqs, type: Interface, subnets: app, security_groups: door, private_dns_enabled: DNS}
"""
PRIVATE, PUBLIC = QUEUES.replace("DNS", "yes"), QUEUES.replace("DNS", "no")
SQS = "com.amazonaws.us-east-1.sqs"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (PRIVATE, HOLDS),
        (PRIVATE.replace("enable_dns_hostnames: yes", "enable_dns_hostnames: no"), BROKEN),
        (PRIVATE.replace("ports: tcp/443, from: security_groups.worker", "ports: tcp/80, from: vpc"), BROKEN),
        (PUBLIC, BROKEN),  # the name leads to the public endpoint, to which there is no route
    ],
)
def test_a_name_leads_to_the_endpoint_with_private_dns(text: str, verdict: Verdict) -> None:
    """As `reach` says, and as AWS does.

    https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    """
    found = proof(text, f"always: {{from: instances.worker, to: {SQS}, ports: tcp/443}}")
    assert found.verdict is verdict, str(found)
    answer = reach(architecture(text).graph, "instances.worker", SQS, Ports("tcp", 443, 443))
    assert (answer.is_reachable and answer.is_unanimous) is (verdict is HOLDS)
    never = proof(text, f"never: {{from: instances.worker, to: {SQS}, ports: tcp/443}}")
    assert never.verdict is (BROKEN if verdict is HOLDS else HOLDS)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("com.amazonaws.us-east-1.sqss", "no endpoint of this model leads to", "`com.amazonaws.us-east-1.sqs`?"),
        ("com.amazonaws.us-east-1.secretmanager", "leads to", "`com.amazonaws.us-east-1.secretsmanager`?"),
        ("com.amazonaws.eu-west-1.sqs", "is in the region `eu-west-1`", "its regions: us-east-1"),
        ("com.amazonaws.sqs", "names no service", "aws ec2 describe-vpc-endpoint-services"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_fault(name: str, message: str, hint: str) -> None:
    """As far as a model can know: a promise about a misspelt service would hold for nothing."""
    for kind in ("never", "always"):
        text = f"properties: {{it: {{{kind}: {{from: instances.worker, to: {name}, ports: tcp/443}}, because: x}}}}\n"
        (fault,) = proofs(architecture(PRIVATE + text).graph).faults
        assert message in fault.message
        assert hint in fault.suggestion


def test_a_service_without_an_endpoint_is_some_public_address() -> None:
    """Whatever it is called: AWS has more services than anybody models."""
    for name in ("sns", "nosuchservice"):
        promise = f"{{from: instances.worker, to: com.amazonaws.us-east-1.{name}, ports: tcp/443}}"
        assert proof(PRIVATE, f"never: {promise}").verdict is HOLDS
        found = proof(PRIVATE, f"always: {promise}")
        assert found.verdict is BROKEN
        assert f"a route for us-east-1.{name}" in found.outcome.advice
