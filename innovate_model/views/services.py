"""What an account holds beside its VPCs, as a network picture shows it: the edge before the VPC, regional and global
services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.views.cards import card, counted
from innovate_model.views.view import Box, Layout, Tone
from innovate_model.views.words import words

_SINGLE = ("s3_bucket", "backup_vault")
_COUNTED = ("kms_key", "secret", "ecr_repository", "acm_certificate")
_GLOBAL = ("iam_role",)
"""IAM is one for all regions: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html"""


def edge(graph: Graph, vpc: Resource) -> Box | None:
    """What stands before the VPC: distributions, their web ACLs and the buckets that they serve."""
    boxes: dict[str, Box] = {}
    for item in _distributions(graph, vpc):
        boxes[item.address] = Box(item.address, item.name, words(item.kind), kind=item.kind)
        for target in graph.targets(item.address, Relation.ASSOCIATED_WITH, Relation.FORWARDS_TO):
            other = graph.model[target]
            if other.kind in ("wafv2_web_acl", "s3_bucket"):
                boxes[target] = Box(target, other.name, words(other.kind), kind=other.kind)
    if not boxes:
        return None
    has_origin = any(box.kind == "s3_bucket" for box in boxes.values())  # a bucket is regional, and no part of the edge
    title = "Edge and origins" if has_origin else "Edge"
    return Box(f"{vpc.parent}:edge", title, tone=Tone.EDGE, layout=Layout.COLUMNS, children=tuple(boxes.values()))


def services(graph: Graph, vpc: Resource) -> Box | None:
    """The account's services without a place in a VPC: those of the VPC's region, and those that have no region. The
    numerous ones are counted."""
    here = [item for item in _regional(graph, vpc) if graph.model.region_of(item) == graph.model.region_of(vpc)]
    singles = [Box(i.address, i.name, words(i.kind), kind=i.kind) for i in here if i.kind in _SINGLE]
    regional = (*singles, *_counted(vpc, here, _COUNTED))
    everywhere = (*_zones(graph, vpc), *_counted(vpc, _held(graph, vpc), _GLOBAL))
    frames = []
    if regional:
        frames.append(Box("regional", "Regional services", children=regional))
    if everywhere:
        frames.append(Box("global", "Global services", children=everywhere))
    if len(frames) < 2:
        return next(iter(frames), None)
    return Box("services", "", tone=Tone.GROUP, children=tuple(frames))


def elsewhere(graph: Graph, vpc: Resource) -> str:
    """A sentence about the account's services in other regions, "" where there are none."""
    home = graph.model.region_of(vpc)
    away = [region for item in _regional(graph, vpc) if (region := graph.model.region_of(item)) != home]
    if not away:
        return ""
    count = f"{len(away)} service{'s' if len(away) > 1 else ''}"
    return f"Not drawn: {count} of this account in {', '.join(sorted(set(away)))}."


def _regional(graph: Graph, vpc: Resource) -> Iterator[Resource]:
    """Buckets, vaults, keys, secrets and repositories of the account that are not drawn at the edge."""
    origins = {target for item in _distributions(graph, vpc) for target in graph.targets(item.address)}
    return (i for i in _held(graph, vpc) if i.kind in (*_SINGLE, *_COUNTED) and i.address not in origins)


def _counted(vpc: Resource, items: Iterable[Resource], kinds: Iterable[str]) -> Iterator[Box]:
    by_kind: dict[str, list[Resource]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    for kind in kinds:
        if kind in by_kind:
            yield counted(f"{vpc.parent}:{kind}", by_kind[kind])


def _zones(graph: Graph, vpc: Resource) -> list[Box]:
    """The names of the account, and which of them this VPC alone knows."""
    found = [item for item in _held(graph, vpc) if item.kind == "route53_zone"]
    private = [item for item in found if item.__dict__["vpcs"]]
    shown = [item for item in found if item not in private or vpc.address in item.__dict__["vpcs"]]
    return [card(item) for item in shown]


def _distributions(graph: Graph, vpc: Resource) -> list[Resource]:
    return [item for item in _held(graph, vpc) if item.kind == "cloudfront_distribution"]


def _held(graph: Graph, vpc: Resource) -> list[Resource]:
    return [graph.model[child] for child in graph.targets(vpc.parent, Relation.CONTAINS)]
