"""The other side of a security group's or network ACL's rule."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.reference import RefTo, Scope, of_each
from innovate_model.values import checked_cidr

_GROUP = RefTo(("security_group",), Relation.ALLOWS)
_LIST = RefTo(("prefix_list",), Relation.ASSOCIATED_WITH)


class Peer(NamedTuple):
    """Who a rule speaks of.

    `cidr`: `cidr_blocks`, with the address of the VPC or subnets that were named instead of blocks in `address`;
    `security_group` and `prefix_list`: `address`.
    """

    kind: Literal["cidr", "security_group", "prefix_list"]
    address: str = ""
    cidr_blocks: tuple[str, ...] = ()


def _peer(text: Any, info: ValidationInfo, may_be_group: bool) -> Peer:
    scope: Scope | None = info.context
    if isinstance(text, Peer):
        return text
    if scope is None or not isinstance(text, str):
        raise PydanticCustomError(
            "wrong_type", "{message}", {"message": "a peer is a CIDR block or the name of a resource"}
        )
    if text == "self" and may_be_group:
        return Peer("security_group", scope.address)
    if text == "vpc" or text.startswith("subnets.") or ".subnets." in text:
        return Peer("cidr", *scope.blocks_of(text))
    if "security_groups." in text and may_be_group:
        return Peer("security_group", str(_GROUP.validate(text, info)))
    if "prefix_lists." in text and may_be_group:
        return Peer("prefix_list", str(_LIST.validate(text, info)))
    return Peer("cidr", "", (_block(text, may_be_group, scope),))


def _block(text: str, may_be_group: bool, scope: Scope) -> str:
    if "/" in text:
        return checked_cidr(text)
    names = "vpc, subnets.NAME" + (", security_groups.NAME, prefix_lists.NAME, self" if may_be_group else "")
    message = f"`{text}` is not a peer: write a CIDR block, {names}"
    hint = _hint(text, ("security_group", "prefix_list", "subnet") if may_be_group else ("subnet",), scope)
    raise PydanticCustomError("bad_peer", "{message}", {"message": message, "suggestion": hint})


def _hint(text: str, kinds: tuple[str, ...], scope: Scope) -> str:
    """A bare name that would mean something with its collection in front."""
    for kind in kinds:
        try:
            scope.resolve((kind,), text, True)
        except PydanticCustomError:
            continue
        return f"did you mean `{kind}s.{text}`?"
    return ""


def _group_peers(value: Any, info: ValidationInfo) -> tuple[Peer, ...]:
    return _peers(value, info, may_be_group=True)


def _block_peers(value: Any, info: ValidationInfo) -> tuple[Peer, ...]:
    return _peers(value, info, may_be_group=False)


def _peers(value: Any, info: ValidationInfo, may_be_group: bool) -> tuple[Peer, ...]:
    if value == []:
        raise PydanticCustomError("bad_peer", "{message}", {"message": "a rule names at least one peer"})
    many = list(value) if isinstance(value, tuple) and not isinstance(value, Peer) else value
    return tuple(of_each(many, lambda item: _peer(item, info, may_be_group)))


Peers = Annotated[
    tuple[Peer, ...],
    BeforeValidator(_group_peers),
    WithJsonSchema(
        {
            "description": "one or several of: a CIDR block, `vpc`, `subnets.NAME`, `security_groups.NAME`, "
            "`prefix_lists.NAME`, `self`"
        }
    ),
]
BlockPeers = Annotated[
    tuple[Peer, ...],
    BeforeValidator(_block_peers),
    WithJsonSchema({"description": "one or several of: a CIDR block, `vpc`, `subnets.NAME`"}),
]
