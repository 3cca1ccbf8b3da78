"""Instance types, beside what EC2 says of them."""

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from innovate_model.analyses.instance_types import addressed_pods, architecture, max_pods, shape


@cache
def ec2() -> dict[str, Any]:
    """EC2's own descriptions, of some thousand types, as moto recorded them."""
    pytest.importorskip("moto")
    recorded = files("moto") / "ec2" / "resources" / "instance_types.json.gz"
    known: dict[str, Any] = json.loads(gzip.decompress(recorded.read_bytes()))
    return known


def test_every_shape_is_ec2s() -> None:
    """What is known here is what EC2 says; some hundred types are."""
    known = 0
    for name, said in ec2().items():
        of = shape(name)
        if of is None:
            continue
        known += 1
        network = said["NetworkInfo"]
        assert (of.vcpus, of.memory_gib, of.interfaces, of.addresses_per_interface) == (
            said["VCpuInfo"]["DefaultVCpus"],
            said["MemoryInfo"]["SizeInMiB"] / 1024,
            network["MaximumNetworkInterfaces"],
            network["Ipv4AddressesPerInterface"],
        ), name
    assert known > 150


def test_every_architecture_is_ec2s() -> None:
    """The name tells the processor of every type that EC2 has."""
    for name, said in ec2().items():
        is_arm = any("arm64" in each for each in said["ProcessorInfo"]["SupportedArchitectures"])
        assert architecture(name) == ("arm64" if is_arm else "amd64"), name


def test_what_is_no_type() -> None:
    """No guess."""
    assert architecture("large") is None
    assert shape("x9z.large") is None
    assert shape("m6i") is None


@pytest.mark.parametrize(
    ("name", "addressed", "plain", "with_prefixes"),
    [
        ("t3.small", 11, 11, 110),
        ("t3.medium", 17, 17, 110),
        ("m5.large", 29, 29, 110),
        ("m5.4xlarge", 234, 110, 110),
        ("m5.8xlarge", 234, 234, 250),
        ("m5.24xlarge", 737, 250, 250),
    ],
)
def test_the_most_pods(name: str, addressed: int, plain: int, with_prefixes: int) -> None:
    """AWS's own numbers of those that have addresses, and the bound of managed node groups, with prefixes or without:
    https://github.com/aws/amazon-vpc-cni-k8s/blob/master/misc/eni-max-pods.txt
    https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
    """
    of = shape(name)
    assert of is not None
    assert addressed_pods(of) == addressed
    assert (max_pods(of), max_pods(of, prefix_delegation=True)) == (plain, with_prefixes)
