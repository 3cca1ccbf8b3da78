"""Availability Zones, which nobody writes"""

import pytest

from .support import load_at

SUBNET = "subnets:\n  it:\n    cidr_block: 10.0.5.0/24\n    availability_zone: {}"


def test_a_zone_is_implied_by_what_stands_in_it() -> None:
    """Naming a zone makes it a resource of the model, whose place is where it was named."""
    model = load_at("vpc", SUBNET.format("us-east-1d")).model
    span = model.span_of_address("availability_zones.us-east-1d")
    assert model["availability_zones.us-east-1d"].kind == "availability_zone"
    assert span is not None
    assert (span.file, span.line) == ("snippet.yaml", 8)


@pytest.mark.parametrize(
    ("zone", "message"),
    [
        ("g", "us-east-1 has the zones a, b, c, d, e, f"),
        ("eu-west-1a", "not in us-east-1"),
        ("first", "not an Availability Zone"),
    ],
)
def test_faults(zone: str, message: str) -> None:
    """A zone that the region does not have is a finding that says which there are."""
    (finding,) = load_at("vpc", SUBNET.format(zone)).findings
    assert finding.check == "bad-availability-zone"
    assert message in finding.message
