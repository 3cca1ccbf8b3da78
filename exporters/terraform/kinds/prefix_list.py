"""aws_ec2_managed_prefix_list; one that AWS keeps is looked up by its name with the data source of the same name.

`address_family` and `max_entries` are required there: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
"""

from __future__ import annotations

from exporters.terraform.parts import plain
from exporters.terraform.rules import ANY_BLOCK, BOOL, one_of, whole
from exporters.terraform.shapes import Kind, Many, Scalar
from innovate_model.resources.prefix_list import PrefixList


def _family(prefix_list: PrefixList) -> str | None:
    if prefix_list.aws_managed or not prefix_list.entries:
        return None
    return "IPv6" if ":" in prefix_list.entries[0] else "IPv4"


def _own_entries(prefix_list: PrefixList) -> list[str]:
    return [] if prefix_list.aws_managed else sorted(set(prefix_list.entries))


KIND = Kind(
    "prefix_list",
    instead={
        "entries": (
            plain("address_family", Scalar("string", one_of("IPv4", "IPv6")), _family),
            plain("entries", Many(Scalar("string", ANY_BLOCK)), _own_entries, default=[]),
            plain("max_entries", Scalar("number", whole(1, 1000)), lambda found: len(_own_entries(found)) or None),
        ),
        "aws_managed": (plain("is_aws_managed", BOOL, lambda found: bool(found.aws_managed), default=False),),
    },
    name_of=lambda found: found.aws_managed or found.name,
)
