"""Small networks for scenario tests: YAML of one account in, an answer out."""

import re
from functools import cache
from textwrap import indent

from innovate_model.analyses.flow import Disposition, Hop, Trace
from innovate_model.analyses.reachability import reach
from innovate_model.analyses.sessions import openings
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.values import parse_ports

HEAD = """
innovate: 1
organization:
  title: Test
  region: us-east-1
  prefix_lists:
    cloudfront: {aws_managed: com.amazonaws.global.cloudfront.origin-facing}
accounts:
  dev:
    account_id: "012345670123"
"""

OPEN = "{ingress: {all: {ports: all, from: [0.0.0.0/0, '::/0']}}, egress: {all: {ports: all, to: [0.0.0.0/0, '::/0']}}}"
"""A security group that lets everything through."""


@cache
def network(account: str) -> Graph:
    """The graph of a model whose one account holds `account`; every fault of the text fails the test."""
    loaded = load_text(HEAD + indent(account, "    "))
    assert not loaded.findings, [(finding.message, finding.span) for finding in loaded.findings]
    return build(loaded.model)


class Yaml(str):
    """The text of an account, to be varied."""

    __slots__ = ()

    def but(self, old: str, new: str, count: int = 0) -> "Yaml":
        """The same with `new` for `old`, which must be there; a line may be broken where `old` has one space."""
        pattern = r"\s+".join(map(re.escape, re.split(r"(?<=\S) (?=\S)", old)))
        text, found = re.subn(pattern, lambda _: new, self, count=count)
        assert found, f"{old!r} is not in the text"
        return Yaml(text)


def ask(account: str, source: str, destination: str, ports: str = "tcp/443") -> Trace:
    """The witness of the answer to one question."""
    return reach(network(account), source, destination, parse_ports(ports)).witness


def certainty(account: str, source: str, destination: str, ports: str = "tcp/443") -> set[bool]:
    """What the engine says of the same question: {True}: it works, {False}: the model does not say, set(): it does
    not."""
    found = openings(network(account), [source], [destination], [parse_ports(ports)])
    return {one.is_certain for one in found}


def decided(trace: Trace) -> tuple[Disposition, str, str]:
    """How a flow ended, where (the last two parts of the address), and by what."""
    return trace.disposition, tail(trace.deciding), trace.deciding.action


def tail(hop: Hop) -> str:
    """The last two parts of a hop's component."""
    return ".".join(hop.component.split(".")[-2:])


def way(hops: tuple[Hop, ...]) -> list[str]:
    """The components of some hops, each by its last two parts, repetitions left out."""
    names = [tail(hop) for hop in hops]
    return [name for name, before in zip(names, [None, *names], strict=False) if name != before]
