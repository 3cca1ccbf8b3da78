"""Managed prefix lists: those of the account, and those that AWS keeps for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import Ec2Type, Seen, Unknown, View
from innovate_model.resources.base import Resource
from innovate_model.resources.prefix_list import PrefixList

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

ENTRIES = Call("ec2", "get_managed_prefix_list_entries", "Entries", ask=by("PrefixListId", "PrefixListId"))
PREFIX_LISTS = Call("ec2", "describe_managed_prefix_lists", "PrefixLists", then=(ENTRIES,))


class PrefixLists(Ec2Type[PrefixList]):
    """AWS's own lists are in every account by the same name.

    A design that uses one names it, and nobody has to make it.
    """

    resource = PrefixList
    calls = (PREFIX_LISTS,)
    id_key = "PrefixListId"
    meets_packets: ClassVar[bool] = True
    vpc_key = ""
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"entries"})

    def seen_as(self, item: Item, view: View) -> Seen:
        seen = super().seen_as(item, view)
        why = "prefix list of AWS" if item.get("OwnerId") == "AWS" else ""
        return Seen(seen.id, item, item["PrefixListName"], "", seen.tags, made_by_aws=why)

    def seen(self, view: View) -> Iterator[Seen]:
        own = (view.account_id, "AWS")
        return (seen for seen in super().seen(view) if seen.item.get("OwnerId", view.account_id) in own)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        answer = view.answer(ENTRIES, seen.item)
        if answer.problem:
            return {"entries": Unknown(f"{ENTRIES.key}: {answer.problem}")}
        is_aws = seen.item.get("OwnerId") == "AWS"
        return {
            "entries": tuple(entry["Cidr"] for entry in answer.items),
            "aws_managed": seen.item["PrefixListName"] if is_aws else "",
        }

    def create(self, sandbox: Sandbox, resource: PrefixList) -> str:
        if resource.aws_managed:
            return prefix_list_id(sandbox, resource.address, resource)
        family = "IPv6" if any(":" in entry for entry in resource.entries) else "IPv4"
        made = sandbox.client("ec2", resource).create_managed_prefix_list(
            PrefixListName=resource.name,
            AddressFamily=family,
            MaxEntries=max(len(resource.entries), 1),
            Entries=[{"Cidr": entry} for entry in resource.entries],
            TagSpecifications=sandbox.tag_specification("prefix-list", resource),
        )
        return str(made["PrefixList"]["PrefixListId"])


def prefix_list_id(sandbox: Sandbox, address: str, user: Resource) -> str:
    """The id of a list for the account and region of what uses it: AWS's own lists are everywhere, by name."""
    from innovate_model.aws.sandbox import NotHeld

    prefix_list = sandbox.model.get(address, PrefixList)
    if prefix_list is None or not prefix_list.aws_managed:
        return sandbox.id(address)
    for item in sandbox.client("ec2", user).describe_managed_prefix_lists()["PrefixLists"]:
        if item["PrefixListName"] == prefix_list.aws_managed:
            return str(item["PrefixListId"])
    raise NotHeld(f"the emulator does not hold AWS's list {prefix_list.aws_managed}")
