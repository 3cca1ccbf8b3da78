"""A Plan in the kernel: namespaces held by file descriptors, filled by iproute2 and nftables. Needs the rights that
`worker` has, and nothing but the standard library."""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import socket
import struct
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from innovate_model.emulation.plan import TABLE, Plan, Rule, Space

_NEW_NETWORK = 0x40000000
"""CLONE_NEWNET: https://man7.org/linux/man-pages/man2/unshare.2.html"""
_GET_FLAGS = 0x8913
"""SIOCGIFFLAGS: https://man7.org/linux/man-pages/man7/netdevice.7.html"""
_RUNNING = 0x40
_NETFILTER, _DELETE_SESSIONS, _REQUEST, _ACKNOWLEDGE = 12, 1 << 8 | 2, 1, 4
"""NETLINK_NETFILTER; IPCTNL_MSG_CT_DELETE of NFNL_SUBSYS_CTNETLINK; NLM_F_REQUEST; NLM_F_ACK: linux/netlink.h and
linux/netfilter/nfnetlink_conntrack.h."""
_BARE_WAYS = ("throw", "blackhole", "unreachable")
_PATIENCE = 5.0
"""Seconds that cables may take to come up."""
_libc = ctypes.CDLL(None, use_errno=True)

_SETTINGS = {
    "ipv4/conf/all/rp_filter": 0,
    "ipv4/conf/default/rp_filter": 0,
    "ipv4/conf/all/send_redirects": 0,
    "ipv4/conf/default/send_redirects": 0,
    "ipv4/conf/all/accept_redirects": 0,
    "ipv4/conf/default/accept_redirects": 0,
    "ipv6/conf/default/accept_dad": 0,
    "ipv6/conf/default/addr_gen_mode": 1,
    "ipv6/conf/default/accept_ra": 0,
}
"""Each interface as dumb as a cable: no check of the way back, no redirects, no addresses of its own making.
https://docs.kernel.org/networking/ip-sysctl.html"""


@dataclass(frozen=True, slots=True)
class Built:
    """A plan that stands: a file descriptor for each namespace, and one for the namespace that it was built from."""

    plan: Plan
    base: int
    spaces: tuple[int, ...]

    def enter(self, number: int) -> None:
        """Make this process's next sockets and children belong to a namespace."""
        enter(self.spaces[number])

    def close(self) -> None:
        """Let go of every namespace, which ends it."""
        enter(self.base)
        for descriptor in (*self.spaces, self.base):
            os.close(descriptor)


def enter(descriptor: int) -> None:
    """Go into the network namespace behind a file descriptor. OSError where the kernel refuses."""
    _checked(_libc.setns(descriptor, _NEW_NETWORK))


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"network namespaces: {os.strerror(number)}")


def build(plan: Plan) -> Built:
    """Build a plan. OSError with the words of the kernel or its tools where something is refused."""
    base = _own_network()
    made = []
    for space in plan.spaces:
        _checked(_libc.unshare(_NEW_NETWORK))
        made.append(_own_network())
        _settle(space)
    built = Built(plan, base, tuple(made))
    enter(base)
    _run([_Tool(base, ["ip", "-batch", "-"], "".join(_devices(built)))])
    has_ipv6 = any(":" in address for space in plan.spaces for _, address in space.addresses)
    _run([tool for number in range(len(made)) for tool in _tools(built, number, has_ipv6)])
    for number in range(len(made)):
        _await_cables(built, number)
    enter(base)
    return built


def _own_network() -> int:
    return os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def _settle(space: Space) -> None:
    for name, value in _SETTINGS.items():
        _write(name, value)
    if space.forwards:
        _write("ipv4/ip_forward", 1)
        _write("ipv6/conf/all/forwarding", 1)


def _write(name: str, value: int) -> None:
    path = Path("/proc/sys/net", name)
    if path.exists():  # a kernel without IPv6 has no settings for it
        path.write_text(str(value))


def _devices(built: Built) -> Iterator[str]:
    """Cables and bridges, from outside their namespaces. Indices differ, because a cable whose ends have the same one
    comes up late; a cable that is in no bridge has one hardware address at both ends and asks for none."""
    index = 1000
    for space, descriptor in zip(built.plan.spaces, built.spaces, strict=True):
        where = f"netns {_path(descriptor)}"
        for bridge in space.bridges:
            index += 1
            yield f"link add name {bridge} index {index} {where} type bridge stp_state 0 mcast_snooping 0\n"
        for sink in space.sinks:
            index += 1
            yield f"link add name {sink} index {index} {where} type bridge\n"
    for number, link in enumerate(built.plan.links):
        index += 2
        near, far = _path(built.spaces[link.near]), _path(built.spaces[link.far])
        same = "" if link.bridge else f"address {_hardware(number)} arp off"
        yield f"link add name {link.name} index {index} {same} netns {near} "
        yield f"type veth peer name {link.far_name} index {index + 1} {same} netns {far}\n"


def _hardware(number: int) -> str:
    """A hardware address of one's own choice: https://datatracker.ietf.org/doc/html/rfc7042#section-2.1."""
    return "02:00:" + number.to_bytes(4, "big").hex(":")


def _path(descriptor: int) -> str:
    return f"/proc/{os.getpid()}/fd/{descriptor}"


@dataclass(frozen=True, slots=True)
class _Tool:
    """A program to run in a namespace, with what it reads."""

    space: int
    command: Sequence[str]
    text: str


def _tools(built: Built, number: int, has_ipv6: bool) -> Iterator[_Tool]:
    space, descriptor = built.plan.spaces[number], built.spaces[number]
    rules = "".join(f"rule add {_rule(rule)}\n" for rule in space.rules)
    lines = [*_cables_of(built.plan, number), *_addresses(space), *_routes(space)]
    kept = [line for line in lines if has_ipv6 or ":" not in line]
    yield _Tool(descriptor, ["ip", "-batch", "-"], "".join(f"{line}\n" for line in kept) + rules)
    if rules and has_ipv6:
        yield _Tool(descriptor, ["ip", "-6", "-batch", "-"], rules)
    if space.filters:
        yield _Tool(descriptor, ["nft", "-f", "-"], "\n".join(space.filters) + "\n")


def _rule(rule: Rule) -> str:
    return f"{rule.selector} lookup {rule.table} pref {rule.order}"


def _cables_of(plan: Plan, number: int) -> Iterator[str]:
    space = plan.spaces[number]
    yield from (f"link set {name} up" for name in ("lo", *space.bridges, *space.sinks))
    for link in plan.links:
        if link.near == number:
            yield f"link set {link.name} up"
        if link.far == number:
            yield f"link set {link.far_name}{f' master {link.bridge}' if link.bridge else ''} up"


def _addresses(space: Space) -> Iterator[str]:
    for device, address in space.addresses:
        yield f"address add {address} dev {device}{' nodad' if ':' in address else ''}"


def _routes(space: Space) -> Iterator[str]:
    for route in space.routes:
        is_bare = route.way in _BARE_WAYS
        way = f"{route.way} {route.destination}" if is_bare else f"{route.destination} {route.way}"
        yield f"route add {way} table {route.table} metric {route.metric}"


def _run(tools: Sequence[_Tool]) -> None:
    """Start all of them, then wait for all of them. OSError with the first complaint."""
    started = []
    for tool in tools:
        enter(tool.space)
        process = subprocess.Popen(  # noqa: S603 - a fixed program, found on the path, and no shell
            tool.command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert process.stdin is not None
        process.stdin.write(tool.text)
        process.stdin.close()
        process.stdin = None
        started.append((tool, process))
    complaints = []
    for tool, process in started:
        _, complaint = process.communicate()
        if process.returncode != 0:
            complaints.append(f"{' '.join(tool.command)}: {complaint.strip()}")
    if complaints:
        raise OSError(complaints[0])


def _await_cables(built: Built, number: int) -> None:
    """Wait until every cable of a namespace carries: packets sent before are lost."""
    built.enter(number)
    names = [link.name for link in built.plan.links if link.near == number]
    names += [link.far_name for link in built.plan.links if link.far == number]
    deadline = time.monotonic() + _PATIENCE
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for name in names:
            while not _flags(asking, name) & _RUNNING:
                if time.monotonic() > deadline:
                    raise OSError(f"the cable {name} of namespace {number} did not come up")
                time.sleep(0.001)


def _flags(asking: socket.socket, name: str) -> int:
    answer = fcntl.ioctl(asking, _GET_FLAGS, struct.pack("16sH14x", name.encode(), 0))
    return int(struct.unpack("16sH14x", answer)[1])


def forget(built: Built, number: int) -> None:
    """Forget every session that a namespace remembers: the next may have the same ports the other way round.

    https://docs.kernel.org/userspace-api/netlink/intro.html; the request is that of `conntrack --flush`.
    """
    built.enter(number)
    header = struct.pack("=IHHII", 20, _DELETE_SESSIONS, _REQUEST | _ACKNOWLEDGE, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETFILTER) as asking:
        asking.send(header + struct.pack("=BBH", socket.AF_UNSPEC, 0, 0))
        answer = asking.recv(4096)
    failed = -int(struct.unpack_from("=i", answer, 16)[0])
    if failed:
        raise OSError(failed, f"forgetting sessions: {os.strerror(failed)}")


def noted(built: Built, number: int) -> list[tuple[int, str, int, str, int]]:
    """What a namespace has noted of packets that it cannot mimic, each once, and forgets thereby: the number of the
    reason, source address and port, destination address and port."""
    built.enter(number)
    found = []
    for reason in built.plan.spaces[number].unsure:
        for version in (4, 6):
            name = f"q{reason}v{version}"
            listing = _answer(["nft", "-j", "list", "set", "inet", TABLE, name])
            for element in _elements(json.loads(listing)):
                source, source_port, destination, port = element["concat"]
                found.append((reason, source, source_port, destination, port))
            _answer(["nft", "flush", "set", "inet", TABLE, name])
    return found


def _elements(listing: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in listing["nftables"]:
        for element in item.get("set", {}).get("elem", ()):
            yield element["elem"]["val"] if "elem" in element else element


def _answer(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - as above
    if done.returncode != 0:
        raise OSError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout
