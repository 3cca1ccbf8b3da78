"""Value types: what a text means, and what is said of one that means nothing."""

from __future__ import annotations

import copy
import pickle
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from innovate_model.values import (
    AccountId,
    CidrBlock,
    FrozenDict,
    FrozenMap,
    IpAddress,
    Ipv4Block,
    Ipv6Block,
    Port,
    PortRange,
    Ports,
    cidr_subnet,
    parse_ports,
)


def accepted(kind: Any, text: Any) -> Any:
    return TypeAdapter(kind).validate_python(text)


def refused(kind: Any, text: Any) -> tuple[str, str]:
    """The check and the message for a text that is no such value."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(text)
    (error,) = caught.value.errors()
    return error["type"], error["msg"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (CidrBlock, "10.0.0.0/16", "10.0.0.0/16"),
        (CidrBlock, "0.0.0.0/0", "0.0.0.0/0"),
        (CidrBlock, "2001:DB8:0::/56", "2001:db8::/56"),
        (Ipv4Block, "10.0.0.1/32", "10.0.0.1/32"),
        (Ipv6Block, "::/0", "::/0"),
        (IpAddress, "10.0.0.5", "10.0.0.5"),
        (IpAddress, "2001:DB8::1", "2001:db8::1"),
        (AccountId, "012345670123", "012345670123"),
        (Port, "443", 443),
        (Port, 65535, 65535),
        (PortRange, "tcp/443", Ports("tcp", 443, 443)),
        (PortRange, "udp/1024-65535", Ports("udp", 1024, 65535)),
        (PortRange, "all", Ports("all", 0, 65535)),
        (PortRange, "icmpv6", Ports("icmpv6", 0, 65535)),
        (PortRange, Ports("tcp", 1, 2), Ports("tcp", 1, 2)),
    ],
)
def test_a_text_is_its_value(kind: Any, text: Any, value: Any) -> None:
    """Values stay as written, but for the one way to write an IPv6 address."""
    assert accepted(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text", "check", "words"),
    [
        (CidrBlock, "10.0.0.0", "bad_cidr", "is not a CIDR block such as 10.0.0.0/16"),
        (CidrBlock, "10.0.0.0/", "bad_cidr", "such as"),
        (CidrBlock, "10.0.0.0/٣", "bad_cidr", "such as"),
        (CidrBlock, "10.0.0.0/33", "bad_cidr", "is not a CIDR block: /33 is longer than /32"),
        (CidrBlock, "10.0.0/8", "bad_cidr", "an IPv4 address has four octets, not 3"),
        (CidrBlock, "10.0.256.0/24", "bad_cidr", "256 is more than 255"),
        (CidrBlock, "10.0.x.0/24", "bad_cidr", "`x` is not a number from 0 to 255"),
        (CidrBlock, "2001:db8::/129", "bad_cidr", "/129 is longer than /128"),
        (CidrBlock, "2001:db8::g/64", "bad_cidr", "`2001:db8::g` is not an IPv6 address"),
        (CidrBlock, "10.0.0.0/" + "9" * 5000, "bad_cidr", "/999... is longer than /32"),
        (CidrBlock, "10.1.2.3/8", "host_bits_set", "has host bits set: the block is 10.0.0.0/8"),
        (CidrBlock, "010.0.0.0/8", "bad_cidr", "010 starts with a zero"),
        (Ipv4Block, "2001:db8::/56", "bad_cidr", "is not an IPv4 block"),
        (Ipv6Block, "10.0.0.0/8", "bad_cidr", "is not an IPv6 block"),
        (IpAddress, "10.0.0.256", "bad_ip", "is not an IP address such as 10.0.0.5"),
        (IpAddress, "10.0.0.0/32", "bad_ip", "is not an IP address"),
        (AccountId, "12345670123", "bad_account_id", "is not an account id: it has 12 digits"),
        (AccountId, "0123-4567-0123", "bad_account_id", "12 digits"),
        (AccountId, "٠١٢٣٤٥٦٧٠١٢٣", "bad_account_id", "12 digits"),
        (AccountId, "012345670123\n", "bad_account_id", "12 digits"),
        (Port, "0", "bad_ports", "is not a port: 1 to 65535"),
        (Port, "65536", "bad_ports", "1 to 65535"),
        (Port, "9" * 5000, "bad_ports", "1 to 65535"),
        (Port, "²", "bad_ports", "1 to 65535"),
        (PortRange, "443", "bad_ports", "write tcp/443"),
        (PortRange, "80-90", "bad_ports", "write tcp/80-90"),
        (PortRange, "http", "bad_ports", "the protocol is one of tcp, udp, icmp, icmpv6, all"),
        (PortRange, "tcp/65536", "bad_ports", "ports end at 65535"),
        (PortRange, "tcp/2-1", "bad_ports", "the range runs backwards"),
        (PortRange, "tcp/", "bad_ports", "is not a port such as"),
        (PortRange, "icmp/8", "bad_ports", "icmp takes no port: write icmp"),
        (PortRange, "tcp/٣", "bad_ports", "is not a port such as"),
        (PortRange, "tcp/" + "9" * 5000, "bad_ports", "is not a port such as"),
    ],
)
def test_a_text_that_is_no_such_value_is_refused_with_a_reason(kind: Any, text: str, check: str, words: str) -> None:
    """The type of the error is the id of the check, the message names the value and the rule."""
    found, message = refused(kind, text)
    assert found == check
    assert words in message
    assert f"`{text}`" in message


PORTS = st.one_of(
    st.builds(
        lambda protocol, ends: Ports(protocol, *sorted(ends)),
        st.sampled_from(["tcp", "udp"]),
        st.tuples(st.integers(0, 65535), st.integers(0, 65535)),
    ),
    st.sampled_from(["icmp", "icmpv6", "all"]).map(lambda protocol: Ports(protocol, 0, 65535)),
)


@given(PORTS)
def test_ports_are_read_back_as_they_are_written(ports: Ports) -> None:
    """Text and value are two forms of one thing."""
    assert parse_ports(str(ports)) == ports


@given(PORTS, st.sampled_from(["tcp", "udp", "icmp"]), st.integers(0, 65535))
def test_ports_cover_what_lies_in_their_range(ports: Ports, protocol: str, port: int) -> None:
    """`all` covers everything, any other protocol itself only, both ends included."""
    expected = ports.protocol in (protocol, "all") and port in range(ports.from_port, ports.to_port + 1)
    assert ports.covers(protocol, port) == expected


NETWORKS = st.one_of(
    st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 32)).map(lambda pair: IPv4Network(pair, strict=False)),
    st.tuples(st.integers(0, 2**128 - 1), st.integers(0, 128)).map(lambda pair: IPv6Network(pair, strict=False)),
)


@given(NETWORKS, st.integers(0, 6), st.integers(0, 63))
def test_cidr_subnet_is_the_numbered_part(block: IPv4Network | IPv6Network, newbits: int, netnum: int) -> None:
    """The `netnum`-th of the parts that the standard library divides a block into; ValueError where there is none."""
    fits = block.prefixlen + newbits <= block.max_prefixlen
    parts = list(block.subnets(prefixlen_diff=newbits)) if fits else []
    if netnum < len(parts):
        assert ip_network(cidr_subnet(str(block), newbits, netnum)) == parts[netnum]
    else:
        with pytest.raises(ValueError, match="fit"):
            cidr_subnet(str(block), newbits, netnum)


@pytest.mark.parametrize(
    ("arguments", "block"),
    [
        (("172.16.0.0/12", 4, 2), "172.18.0.0/16"),
        (("10.1.2.0/24", 4, 15), "10.1.2.240/28"),
        (("fd00:fd12:3456:7800::/56", 16, 162), "fd00:fd12:3456:7800:a200::/72"),
    ],
)
def test_cidr_subnet_agrees_with_terraform(arguments: tuple[str, int, int], block: str) -> None:
    """The examples (the last without its host bits) of https://developer.hashicorp.com/terraform/language/functions/cidrsubnet."""
    assert cidr_subnet(*arguments) == block


def test_a_frozen_dict_cannot_be_changed() -> None:
    """Every way to change it raises."""
    frozen: Any = FrozenDict({"a": 1})
    for change in (
        lambda: frozen.__setitem__("b", 2),
        lambda: frozen.__delitem__("a"),
        lambda: frozen.update(b=2),
        lambda: frozen.setdefault("b", 2),
        lambda: frozen.pop("a"),
        frozen.popitem,
        frozen.clear,
        lambda: frozen.__ior__({"b": 2}),
    ):
        with pytest.raises(TypeError, match="frozen"):
            change()
    assert frozen == {"a": 1}


@given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=4))
def test_a_frozen_dict_is_a_value(content: dict[str, int]) -> None:
    """Equal contents are equal and hash alike in any order; copies and pickles are equal and frozen."""
    frozen, turned = FrozenDict(content), FrozenDict(dict(reversed(content.items())))
    assert frozen == turned
    assert hash(frozen) == hash(turned)
    for other in (copy.copy(frozen), copy.deepcopy(frozen), pickle.loads(pickle.dumps(frozen))):
        assert (other, type(other)) == (frozen, FrozenDict)


def test_a_frozen_map_in_a_type_freezes_what_it_is_given() -> None:
    """Whatever mapping comes in, a frozen one with checked values stands in the model."""
    made = accepted(FrozenMap[PortRange], {"web": "tcp/443"})
    assert (made, type(made)) == ({"web": Ports("tcp", 443, 443)}, FrozenDict)
