"""Value types: what the text of a scalar means. Each accepts the text as written and says what is wrong with it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
V = TypeVar("V")


class FrozenDict(dict[str, V]):
    """A dict that cannot be changed and can be hashed, pickled and compared like any other."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("frozen: build a new one")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (FrozenDict, (dict(self),))


FrozenMap = Annotated[Mapping[str, V], AfterValidator(FrozenDict)]
"""`FrozenMap[Rule]`: a mapping from names to rules that nobody can change."""


@lru_cache(maxsize=200_000)
def network(cidr: str) -> Network:
    """A checked CIDR block as a network object."""
    return ipaddress.ip_network(cidr)


@lru_cache(maxsize=200_000)
def _cidr_problem(text: str) -> tuple[str, str] | None:
    address, slash, length = text.partition("/")
    if not slash or not length.isascii() or not length.isdigit():
        return "bad_cidr", f"`{text}` is not a CIDR block such as 10.0.0.0/16"
    try:
        network(text)
    except ValueError as error:
        if "has host bits set" in str(error):
            block = ipaddress.ip_network(text, strict=False)
            return "host_bits_set", f"`{text}` has host bits set: the block is {block}"
        return "bad_cidr", f"`{text}` is not a CIDR block: {_fault_in(address, length)}"
    return None


def _fault_in(address: str, length: str) -> str:
    """Which part of a block is wrong."""
    if ":" not in address:
        octets = address.split(".")
        if len(octets) != 4:
            return f"an IPv4 address has four octets, not {len(octets)}"
        for octet in octets:
            if not (octet.isascii() and octet.isdigit()):
                return f"`{octet}` is not a number from 0 to 255"
            if len(octet) > 3 or int(octet) > 255:
                return f"{octet} is more than 255"
            if len(octet) > 1 and octet[0] == "0":
                return f"{octet} starts with a zero"
    else:
        try:
            ipaddress.IPv6Address(address)
        except ValueError:
            return f"`{address}` is not an IPv6 address"
    return f"/{length if len(length) < 4 else length[:3] + '...'} is longer than /{128 if ':' in address else 32}"


def checked_cidr(value: Any) -> str:
    """A CIDR block as text; PydanticCustomError says what is wrong with it."""
    text = str(value)
    problem = _cidr_problem(text)
    if problem is not None:
        raise PydanticCustomError(problem[0], "{message}", {"message": problem[1]})
    return text if ":" not in text else str(network(text))


def _cidr_of(version: int) -> Any:
    def check(value: str) -> str:
        if network(value).version != version:
            raise PydanticCustomError("bad_cidr", "{message}", {"message": f"`{value}` is not an IPv{version} block"})
        return value

    return AfterValidator(check)


def sized(what: str, shortest: int, longest: int, step: int = 1) -> Any:
    """Annotates a checked block: its prefix is /shortest to /longest, in steps from the shortest."""
    steps = f" in steps of {step}" if step > 1 else ""

    def check(value: str) -> str:
        length = network(value).prefixlen
        if not shortest <= length <= longest or (length - shortest) % step:
            version = network(value).version
            message = f"/{length} cannot be the size of {what}: in IPv{version} it is /{shortest} to /{longest}{steps}"
            raise PydanticCustomError("block_size", "{message}", {"message": message})
        return value

    return AfterValidator(check)


CidrBlock = Annotated[
    str, BeforeValidator(checked_cidr), WithJsonSchema({"type": "string", "description": "a CIDR block"})
]
"""An IPv4 or IPv6 block without host bits, as text (`10.0.0.0/16`, `2001:db8::/56`)."""
Ipv4Block = Annotated[CidrBlock, _cidr_of(4)]
Ipv6Block = Annotated[CidrBlock, _cidr_of(6)]


def _ip(value: Any) -> str:
    try:
        return str(ipaddress.ip_address(str(value)))
    except ValueError:
        message = f"`{value}` is not an IP address such as 10.0.0.5"
        raise PydanticCustomError("bad_ip", "{message}", {"message": message}) from None


IpAddress = Annotated[str, BeforeValidator(_ip), WithJsonSchema({"type": "string", "description": "an IP address"})]
"""One IPv4 or IPv6 address, as text."""


def _account_id(value: Any) -> str:
    text = str(value)
    if not re.fullmatch(r"\d{12}", text, re.ASCII):
        message = f"`{text}` is not an account id: it has 12 digits"
        raise PydanticCustomError("bad_account_id", "{message}", {"message": message})
    return text


AccountId = Annotated[
    str, BeforeValidator(_account_id), WithJsonSchema({"type": "string", "description": "twelve digits"})
]
"""Twelve digits, leading zeros included
(https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html)."""

REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]")
"""A region's name, such as us-east-1 or us-gov-west-1
(https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html)."""


REGIONS = (
    *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "mx-central-1", "sa-east-1"),
    *("eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"),
    *("ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2"),
    *("ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6"),
    *("ap-southeast-7", "af-south-1", "il-central-1", "me-central-1", "me-south-1", "cn-north-1", "cn-northwest-1"),
    *("us-gov-east-1", "us-gov-west-1", "eusc-de-east-1"),
)
"""Regions that AWS has opened: its own, China, GovCloud and the European Sovereign Cloud. New ones open, so one that
is not listed is a warning only. https://docs.aws.amazon.com/general/latest/gr/rande.html"""


def _region(value: Any) -> str:
    text = str(value)
    if not REGION.fullmatch(text):
        message = f"`{text}` is not a region such as us-east-1"
        raise PydanticCustomError("bad_region", "{message}", {"message": message})
    return text


Region = Annotated[
    str, BeforeValidator(_region), WithJsonSchema({"type": "string", "description": "a region such as us-east-1"})
]

Name = Annotated[str, StringConstraints(min_length=1)]


class Ports(NamedTuple):
    """A protocol and an inclusive range of ports: `tcp/443`, `tcp/1024-65535`, `udp/53`, `icmp`, `all`.

    `protocol` is tcp, udp, icmp, icmpv6 or all (AWS's -1); protocols without ports span 0-65535.
    """

    protocol: str
    from_port: int
    to_port: int

    def __str__(self) -> str:
        if self.protocol not in ("tcp", "udp") or self == (self.protocol, 0, 65535):
            return self.protocol
        return f"{self.protocol}/{self.from_port}" + ("" if self.from_port == self.to_port else f"-{self.to_port}")

    def covers(self, protocol: str, port: int) -> bool:
        """Whether a packet of `protocol` to `port` is in the range."""
        return self.protocol == "all" or (self.protocol == protocol and self.from_port <= port <= self.to_port)

    def overlaps(self, other: Ports) -> bool:
        """Whether a packet may be in both ranges."""
        is_same = "all" in (self.protocol, other.protocol) or self.protocol == other.protocol
        return is_same and self.from_port <= other.to_port and other.from_port <= self.to_port


OneOrMany = BeforeValidator(lambda value: value if isinstance(value, (list, tuple)) else [value])
"""Marks a tuple of which one item may be written without the brackets of a list."""

_PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "all")


def parse_ports(value: Any) -> Ports:
    """`tcp/5432` and the like as Ports; ValueError says what is wrong."""
    if isinstance(value, Ports):
        return value
    text = str(value)
    protocol, slash, range_text = text.partition("/")
    if protocol not in _PROTOCOLS:
        hint = (
            f": write tcp/{text}"
            if re.fullmatch(r"[\d-]+", text)
            else f": the protocol is one of {', '.join(_PROTOCOLS)}"
        )
        raise ValueError(f"`{text}` is not a port such as tcp/443{hint}")
    if not slash:
        return Ports(protocol, 0, 65535)
    if protocol not in ("tcp", "udp"):
        what = "takes no port" if protocol != "all" else "means every protocol and port"
        raise ValueError(f"`{text}`: {protocol} {what}: write {protocol}")
    match = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", range_text, re.ASCII)
    if match is None:
        raise ValueError(f"`{text}` is not a port such as tcp/443 or tcp/1024-65535")
    low = int(match[1])
    high = int(match[2] or low)
    if high > 65535:
        raise ValueError(f"`{text}`: ports end at 65535")
    if low > high:
        raise ValueError(f"`{text}`: the range runs backwards")
    return Ports(protocol, low, high)


def _ports(value: Any) -> Ports:
    try:
        return value if isinstance(value, Ports) else _known_ports(str(value))
    except ValueError as error:
        raise PydanticCustomError("bad_ports", "{message}", {"message": str(error)}) from None


_known_ports = lru_cache(maxsize=10_000)(parse_ports)

PortRange = Annotated[
    Ports, BeforeValidator(_ports), WithJsonSchema({"type": "string", "examples": ["tcp/443", "all"]})
]

Port = Annotated[int, BeforeValidator(lambda value: _port(value))]
"""One port, 1 to 65535."""


def _port(value: Any) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= 65535):
        raise PydanticCustomError("bad_ports", "{message}", {"message": f"`{text}` is not a port: 1 to 65535"})
    return int(text)


def cidr_subnet(block: str, newbits: int, netnum: int) -> str:
    """Terraform's `cidrsubnet`: the `netnum`-th block that is `newbits` longer than `block`. ValueError where there
    is none.

    Source: https://developer.hashicorp.com/terraform/language/functions/cidrsubnet
    """
    parent = network(block)
    length = parent.prefixlen + newbits
    if newbits < 0 or length > parent.max_prefixlen:
        raise ValueError(f"{newbits} more bits do not fit into {block}")
    if not 0 <= netnum < 2**newbits:
        raise ValueError(f"netnum {netnum} does not fit into {newbits} bits: {block} holds 0 to {2**newbits - 1}")
    first = int(parent.network_address) + (netnum << (parent.max_prefixlen - length))
    return f"{type(parent.network_address)(first)}/{length}"
