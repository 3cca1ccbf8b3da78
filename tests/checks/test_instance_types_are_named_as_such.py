"""Names of instance types."""

import pytest

from innovate_model.analyses.instance_types import is_like_a_type, sizes_near

from .support import Planted

CHECK = "instance-types-are-named-as-such"
PLANTED = Planted(
    "accounts.production.vpcs.main.aurora_clusters.main.instances.writer.instance_class",
    "db.r6g.xlage",
)


@pytest.mark.parametrize(
    "name",
    [
        "m6i.large",
        "t3.nano",
        "m7i-flex.2xlarge",
        "u-6tb1.112xlarge",
        "u7i-12tb.224xlarge",
        "mac2-m1ultra.metal",
        "inf2.48xlarge",
        "x2iezn.metal",
        "p6-b200.48xlarge",
        "c7g.metal",
        "m7i.metal-24xl",
        "hpc7a.96xlarge",
    ],
)
def test_names_that_aws_gives(name: str) -> None:
    """Of every make, among them https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html"""
    assert is_like_a_type(name)


@pytest.mark.parametrize("name", ["m6i.lage", "m6i", "large", "m.large", "6i.large", "m6i.large.x", "db.m6i.large", ""])
def test_names_that_it_does_not(name: str) -> None:
    """A size or a family that is none, or too much."""
    assert not is_like_a_type(name)


def test_what_was_meant() -> None:
    """The size, where the family is one."""
    assert sizes_near("m6i.lage")[0] == "m6i.large"
    assert sizes_near("q6i.lage") == ()
