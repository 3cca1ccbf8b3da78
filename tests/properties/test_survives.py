"""That losses do not stop what is kept: one thing, each of several, each two of them, all together."""

import pytest

from innovate_model.properties import Verdict

from .support import architecture, proof

MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b, c]
        subnets: {web: {per: availability_zone, newbits: 4, netnum: 0}}
        security_groups: {web: {ingress: {}, egress: {}}}
        lbs: {web: {type: application, internal: yes, subnets: [web-a, web-b], security_groups: web}}
        instances: {web: {instance_type: t3.micro, subnet: web-a, security_groups: web}}
"""


@pytest.mark.parametrize(
    ("loss", "keeps", "verdict"),
    [
        ("any availability_zone", "lbs.web", Verdict.HOLDS),
        ("any availability_zone", "[lbs.web, instances.web]", Verdict.BROKEN),
        ("any 2 of availability_zone", "lbs.web", Verdict.BROKEN),
        ("any 2 availability_zone", "subnets.web-c", Verdict.BROKEN),
        ("any subnets.web-*", "lbs.web", Verdict.HOLDS),
        ("subnets.web-*", "lbs.web", Verdict.BROKEN),
        ("[subnets.web-a, subnets.web-c]", "lbs.web", Verdict.HOLDS),
        ("[subnets.web-a, subnets.web-b]", "lbs.web", Verdict.BROKEN),
        ("[any subnets.web-a, any subnets.web-b]", "lbs.web", Verdict.HOLDS),
        ("any availability_zone", "lbs.web, degraded: no", Verdict.BROKEN),
        ("subnets.web-c", "lbs.web, degraded: no", Verdict.HOLDS),
        ("lbs.web", "lbs.web", Verdict.BROKEN),
    ],
)
def test_losses(loss: str, keeps: str, verdict: Verdict) -> None:
    """A load balancer over two zones of three."""
    found = proof(MODEL, f"survives: {{loss_of: {loss}, keeps: {keeps}}}")
    assert found.verdict is verdict, str(found)


def test_a_broken_one_shows_the_reasons_from_the_loss_on() -> None:
    """Each with the place of the relation."""
    found = proof(MODEL, "survives: {loss_of: any availability_zone, keeps: instances.web}")
    notes = [related.note for related in found.outcome.witness]
    assert notes[0] == "availability_zones.us-east-1a lost"
    assert notes[-1].startswith("accounts.a.vpcs.main.instances.web placed in ")
    finding = found.finding()
    assert finding is not None
    assert "without availability_zones.us-east-1a, accounts.a.vpcs.main.instances.web is down" in finding.message
    assert finding.suggestion


@pytest.mark.parametrize(
    ("loss", "message"),
    [
        ("any 4 of availability_zone", "`any 4 of availability_zone`: there are 3"),
        ("any 0 of availability_zone", "`any 0 of availability_zone`: there are 3"),
        ("any availability_zones.x", "`availability_zones.x` means nothing in this model"),
        ("any", "`any` means nothing in this model"),
    ],
)
def test_a_loss_of_nothing_is_a_fault(loss: str, message: str) -> None:
    """At its place; nothing is proven by it."""
    made = architecture(
        f"{MODEL}properties: {{it: {{survives: {{loss_of: {loss}, keeps: lbs.web}}, because: A test}}}}\n"
    )
    proofs = made.prove()
    assert (len(proofs), [fault.message for fault in proofs.faults]) == (0, [message])


def test_more_combinations_than_are_tried_are_not_known() -> None:
    """Rather than hours of work."""
    subnets = "".join(f"          s{n}: {{cidr_block: 10.0.{n}.0/24, availability_zone: a}}\n" for n in range(64))
    text = MODEL.partition("        subnets:")[0] + f"        subnets:\n{subnets}"
    found = proof(text, "survives: {loss_of: any 3 of subnets.s*, keeps: vpcs.main}")
    assert found.verdict is Verdict.NOT_KNOWN
    assert "41664 combinations" in str(found)
