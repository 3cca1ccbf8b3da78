"""What an instance type is: its processor, its size, and how many addresses it can hold.

Sizes of one generation are alike, so a row for each size stands for some twenty families; the numbers are those of
https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html, co.html and mo.html beside it. A type that is not covered
is None, never a guess.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from innovate_model.hints import near

Architecture = Literal["amd64", "arm64"]


class Shape(NamedTuple):
    """Virtual processors, memory in GiB, network interfaces (ENI), IPv4 addresses of each interface (its own one
    included)."""

    vcpus: int
    memory_gib: float
    interfaces: int
    addresses_per_interface: int


_NAME = re.compile(r"(mac|[a-z]+?)(?:-[a-z])?(\d*)([a-z0-9-]*)\.([a-z0-9-]+)", re.ASCII)
_GIB_PER_VCPU = {"c": 2, "m": 4, "r": 8}
_FIXED = re.compile(r"[cmr](5a?|6[aig]|7[aig]|8g)", re.ASCII)
_SIZES = {
    "medium": (1, 2, 4),
    "large": (2, 3, 10),
    "xlarge": (4, 4, 15),
    "2xlarge": (8, 4, 15),
    "4xlarge": (16, 8, 30),
    "8xlarge": (32, 8, 30),
    "12xlarge": (48, 8, 30),
    "16xlarge": (64, 15, 50),
    "24xlarge": (96, 15, 50),
    "32xlarge": (128, 15, 50),
    "48xlarge": (192, 15, 50),
}
"""vCPUs, interfaces and addresses of each, of the families that `_FIXED` covers."""
_NO_SUCH = re.compile(
    r"[cmr](5a?|6[ai]|7i)\.medium|(c5\.(8|16)|[cmr]5a?\.(32|48)|[cmr]6i\.48|[cmr](7i|8g)\.32|[cmr][67]g\.(24|32|48))xlarge",
    re.ASCII,
)
"""Sizes that a family lacks."""
_BURSTABLE = re.compile(r"t(3a?|4g)", re.ASCII)
_BURSTABLE_SIZES = {
    "nano": Shape(2, 0.5, 2, 2),
    "micro": Shape(2, 1, 2, 2),
    "small": Shape(2, 2, 3, 4),
    "medium": Shape(2, 4, 3, 6),
    "large": Shape(2, 8, 3, 12),
    "xlarge": Shape(4, 16, 4, 15),
    "2xlarge": Shape(8, 32, 4, 15),
}


def architecture(instance_type: str) -> Architecture | None:
    """The processor's, by the name: a `g` after the generation is a Graviton (arm64). None where it is no name of an
    instance type.

    https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
    """
    match = _NAME.fullmatch(instance_type)
    if match is None:
        return None
    series, generation, options, _ = match.groups()
    if series == "mac":
        return "amd64" if generation == "1" else "arm64"
    return "arm64" if "g" in options or (series, generation) == ("a", "1") else "amd64"


_FAMILY = re.compile(
    r"(a|c|d|dl|f|g|gr|h|hpc|i|im|inf|is|m|p|r|t|trn|vt|x|z)\d{1,2}[a-z]{0,5}(-[a-z0-9]+)?"
    r"|mac\d[a-z]*(-\w+)?|u-\d+tb\d|u\d[a-z]*-\d+tb",
    re.ASCII,
)
_NAMED_SIZES = ("nano", "micro", "small", "medium", "large", "xlarge", "metal")
_SIZE = re.compile(rf"{'|'.join(_NAMED_SIZES)}|\d{{1,3}}xlarge|metal-\d{{1,3}}xl", re.ASCII)


def is_like_a_type(name: str) -> bool:
    """Whether a name is made as those of instance types are: a series with its generation and options, and a size. That
    AWS has such a type it does not say.

    https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
    """
    family, _, size = name.partition(".")
    return bool(_FAMILY.fullmatch(family) and _SIZE.fullmatch(size))


def sizes_near(name: str) -> tuple[str, ...]:
    """The types of the same family whose sizes are most like that of a misspelt one; none where its family is none."""
    family, _, size = name.partition(".")
    if not _FAMILY.fullmatch(family):
        return ()
    return tuple(f"{family}.{each}" for each in near(size, (*_NAMED_SIZES, *_SIZES)))


def shape(instance_type: str) -> Shape | None:
    """Its size and limits; None where they are not known here.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html
    """
    family, _, size = instance_type.partition(".")
    if _BURSTABLE.fullmatch(family):
        small_amd = (family, size) == ("t3a", "small")
        return Shape(2, 2, 2, 4) if small_amd else _BURSTABLE_SIZES.get(size)
    if _FIXED.fullmatch(family) and size in _SIZES and not _NO_SUCH.fullmatch(instance_type):
        vcpus, interfaces, addresses = _SIZES[size]
        return Shape(vcpus, vcpus * _GIB_PER_VCPU[family[0]], interfaces, addresses)
    return None


def vcpus_of(name: str) -> int | None:
    """Virtual processors of an instance type; of a `db.` class or a `cache.` type those of the type behind it."""
    of = shape(name.removeprefix("db.").removeprefix("cache."))
    return of.vcpus if of is not None else None


def addressed_pods(of: Shape) -> int:
    """The pods that its interfaces have addresses for, and two on the host's network: what the AMIs of EKS know a type
    by.

    https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
    """
    return of.interfaces * (of.addresses_per_interface - 1) + 2


def max_pods(of: Shape, prefix_delegation: bool = False) -> int:
    """The most pods of a node of a managed node group: those that have addresses, sixteen times as many with prefix
    delegation, but never more than 110, or 250 from 30 vCPUs on, with prefix delegation or without.

    https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
    """
    held = (addressed_pods(of) - 2) * (16 if prefix_delegation else 1) + 2
    return min(held, 110 if of.vcpus < 30 else 250)
