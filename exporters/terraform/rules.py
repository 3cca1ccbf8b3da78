"""Rules that Terraform itself can judge, each for the value type that the model has checked already."""

from __future__ import annotations

from exporters.terraform.hcl import literal
from exporters.terraform.shapes import Rule, Scalar

IPV4_BLOCK = Rule(
    "must be an IPv4 block without host bits, such as 10.0.0.0/16",
    lambda x: f'can(cidrnetmask({x})) && cidrhost({x}, 0) == split("/", {x})[0]',
)
IPV6_BLOCK = Rule(
    "must be an IPv6 block, such as 2001:db8::/56",
    lambda x: f'can(cidrhost({x}, 0)) && strcontains({x}, ":")',
)
ANY_BLOCK = Rule("must be an IPv4 or IPv6 block, such as 10.0.0.0/16", lambda x: f"can(cidrhost({x}, 0))")
IP_ADDRESS = Rule(
    "must be an IPv4 or IPv6 address, such as 10.0.0.5",
    lambda x: f'can(cidrhost("${{{x}}}/${{strcontains({x}, ":") ? 128 : 32}}", 0))',
)
ACCOUNT_ID = Rule("must be an account id of 12 digits", lambda x: f'can(regex("^[0-9]{{12}}$", {x}))')
NOT_EMPTY = Rule("must not be empty", lambda x: f"length({x}) > 0")
ZONE = Rule(
    "must be an Availability Zone, such as us-east-1a",
    lambda x: f'can(regex("^[a-z]{{2}}(-[a-z]+)+-[0-9][a-z]$", {x}))',
)

STRING = Scalar("string")
NAME = Scalar("string", NOT_EMPTY)
NUMBER = Scalar("number")
BOOL = Scalar("bool")


def one_of(*values: str | int) -> Rule:
    """One of some words, or of some numbers."""
    return Rule(f"must be one of {', '.join(map(str, values))}", lambda x: f"contains({literal(values)}, {x})")


def whole(low: int | None = None, high: int | None = None) -> Rule:
    """A whole number, from `low` to `high`."""
    says = "must be a whole number"
    if low is not None and high is not None:
        says += f" from {low} to {high}"
    elif low is not None:
        says += f" of at least {low}"
    elif high is not None:
        says += f" of at most {high}"
    bounds = [f" && {{x}} >= {low}"] if low is not None else []
    bounds += [f" && {{x}} <= {high}"] if high is not None else []
    template = "floor({x}) == {x}" + "".join(bounds)
    return Rule(says, lambda x: template.format(x=x))


def exactly_one(*names: str) -> Rule:
    """One of some attributes, and only one."""

    def condition(x: str) -> str:
        values = ", ".join(f"{x}.{name}" for name in names)
        return f"length([for found in [{values}] : found if found != null]) == 1"

    return Rule(f"must have exactly one of {', '.join(names)}", condition)


def at_least_one(*names: str) -> Rule:
    """One of some attributes, or several."""
    return Rule(f"must have {' or '.join(names)}", lambda x: " || ".join(f"{x}.{name} != null" for name in names))


PORTS_IN_ORDER = Rule(
    "must have a from_port that is not above its to_port",
    # Before 1.12 Terraform evaluates both sides of || and &&, so a comparison with null needs a try.
    lambda x: f"try({x}.from_port <= {x}.to_port, {x}.from_port == {x}.to_port)",
)
RULE_NUMBER = Rule(
    "must be keyed by rule numbers from 1 to 32766",
    lambda x: f'can(regex("^[1-9][0-9]*$", {x})) && tonumber({x}) <= 32766',
)
PORT_OR_ANY = Scalar("number", whole(-1, 65535))
"""A port from 0, or the -1 that stands for every ICMP type or code."""
