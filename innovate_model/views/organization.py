"""The organisation: units, accounts with their key services, guardrails, and what crosses account borders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.base import Resource
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.organization import Organization
from innovate_model.resources.organizational_unit import OrganizationalUnit
from innovate_model.resources.transit_gateway_peering_attachment import TransitGatewayPeeringAttachment
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.views.cards import cards, counted, grouped
from innovate_model.views.governance import administered, central, guardrails
from innovate_model.views.view import Arrow, Box, Layout, Tone, View

_KEY_KINDS = (
    "application",
    "transit_gateway",
    "dx_gateway",
    "eks_cluster",
    "aurora_cluster",
    "elasticache_replication_group",
    "lb",
    "cloudfront_distribution",
    "instance",
    "backup_vault",
    "s3_bucket",
)
"""Drawn one by one in their account, in this order; once with their number where there are many."""
_COUNTED_KINDS = (
    *("source_repository", "delivery_pipeline", "codeartifact_domain", "ecr_repository", "grafana_workspace"),
    *("vpc", "route53_zone", "acm_certificate", "kms_key", "secret", "iam_role"),
    *("guardduty_detector", "securityhub_account", "accessanalyzer_analyzer", "config_aggregator"),
    *("inspector2_enabler", "route53_resolver_query_log_config", "ram_resource_share", "fis_experiment_template"),
    *("budget", "cost_anomaly_monitor", "savings_plan", "reservation"),
    *("kinesis_stream", "dms_replication_task", "glue_crawler", "glue_job"),
)
"""Drawn once for each account, with their number."""
_MOST_OF_A_KIND = 3
_CARDS_IN_TWO_COLUMNS = 8
_CROSSINGS = {
    (Relation.LOGS_TO, "s3_bucket"): ("logs", "logs"),
    (Relation.SENDS_TO, "s3_bucket"): ("records", "logs"),
    (Relation.ATTACHED_TO, "transit_gateway"): ("VPC attachments", "attachment"),
    (Relation.ATTACHED_TO, "vpc"): ("peering", "attachment"),
    (Relation.COPIES_TO, "backup_vault"): ("backup copies", "replication"),
    (Relation.COPIES_TO, "ecr_repository"): ("image replicas", "replication"),
    (Relation.TRUSTS, "iam_role"): ("lets in", "access"),
}
"""Relations to a kind that are drawn where they cross account borders: label, family."""


def subjects(graph: Graph) -> tuple[str, ...]:
    """The organisation, if the model has one and any account in it."""
    has_account = any(True for _ in graph.model.of(Account))
    return tuple(item.address for item in graph.model.of(Organization) if has_account)


def build(graph: Graph, subject: str) -> View:
    """The picture of the whole organisation."""
    organization = graph.model[subject]
    title = organization.title if isinstance(organization, Organization) else subject
    accounts = {account.address: account for account in graph.model.of(Account)}
    boxes = {address: _account(graph, account) for address, account in accounts.items()}
    units = [_unit(graph, unit, boxes) for unit in graph.model.of(OrganizationalUnit) if unit.parent_unit is None]
    placed = {box.id for unit in units for box in unit.walk()}
    loose = [box for address, box in boxes.items() if address not in placed]  # also those whose unit is faulty
    inside = (*guardrails(graph, subject), *_arranged(graph, subject, units, loose))
    region = organization.region if isinstance(organization, Organization) else ""
    root = Box(subject, title, region, kind="organization", tone=Tone.ORGANIZATION, children=inside)
    networks = [card for account in accounts.values() for card in _on_premises(graph, account)]
    if networks:
        outside = Box("outside", "", tone=Tone.GROUP, layout=Layout.COLUMNS, children=tuple(networks))
        root = Box("page", "", tone=Tone.GROUP, children=(root, outside))
    return View(
        name="organization",
        title=f"{title}: organisation",
        subtitle="Units, accounts, guardrails, and what crosses borders",
        root=root,
        arrows=(*_crossings(graph, root), *_joins(graph, root)),
        notes=(_left_out(graph, root),),
    )


def _arranged(graph: Graph, organization: str, units: list[Box], loose: list[Box]) -> list[Box]:
    """What stands in the organisation, in the shape of a page: units of units are tall, so that all else goes to their
    left; without them there are two rows."""
    tall = [unit for unit in units if any(box.tone is Tone.UNIT for box in unit.children)]
    low = [unit for unit in units if unit not in tall]
    about = central(graph, organization)
    if not tall or not low:
        return [
            *grouped("loose", [*loose, *about], Layout.COLUMNS),
            *grouped("units", units, Layout.COLUMNS),
        ]
    rows = (grouped(name, boxes, Layout.COLUMNS) for name, boxes in (("loose", loose), ("low", low), ("about", about)))
    left = grouped("left", [row for group in rows for row in group], Layout.ROWS)
    return grouped("units", [*left, *tall], Layout.COLUMNS)


def _unit(graph: Graph, unit: OrganizationalUnit, accounts: dict[str, Box]) -> Box:
    members = [graph.model[member] for member in graph.sources(unit.address, Relation.MEMBER_OF)]
    children = [*guardrails(graph, unit.address)]
    children += [accounts[item.address] for item in members if item.address in accounts]
    children += [_unit(graph, item, accounts) for item in members if isinstance(item, OrganizationalUnit)]
    return Box(unit.address, unit.name, "OU", kind=unit.kind, tone=Tone.UNIT, children=tuple(children))


def _account(graph: Graph, account: Account) -> Box:
    held = [resource for resource in graph.model if resource.within("accounts") == account.address]
    boxes: list[Box] = []
    for kind in _KEY_KINDS:
        boxes += _cards([resource for resource in held if resource.kind == kind], account)
    by_kind = {kind: [resource for resource in held if resource.kind == kind] for kind in _COUNTED_KINDS}
    boxes += [
        replace(counted(f"{account.address}:{kind}", found), sublabel="") for kind, found in by_kind.items() if found
    ]
    boxes += administered(graph, account.address)
    children = (*guardrails(graph, account.address), *boxes)
    columns = 3 if len(boxes) > _CARDS_IN_TWO_COLUMNS else 2
    return Box(
        account.address,
        account.name,
        account.account_id,
        "account",
        Tone.ACCOUNT,
        Layout.GRID,
        children,
        columns=columns,
    )


def _cards(resources: Sequence[Resource], account: Account) -> list[Box]:
    return cards(f"{account.address}:{resources[0].kind}", resources, _MOST_OF_A_KIND) if resources else []


def _on_premises(graph: Graph, account: Account) -> list[Box]:
    """The networks behind an account's customer gateways: what AWS has of them is but a name and an address."""
    held = [item for item in graph.model.of(CustomerGateway) if item.parent == account.address]
    return [replace(card, tone=Tone.OUTSIDE) for card in _cards(held, account)]


def _joins(graph: Graph, root: Box) -> Iterator[Arrow]:
    """VPN connections to networks outside, and transit gateways joined, also within one account."""
    drawn = {box.id for box in root.walk() if box.tone is not Tone.GROUP}
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for connection in graph.model.of(VpnConnection):
        near = connection.transit_gateway or connection.vpn_gateway or connection.address
        counts[
            _card_of(graph, near, drawn), _card_of(graph, connection.customer_gateway, drawn), "VPN", "attachment"
        ] += 1
    for peering in graph.model.of(TransitGatewayPeeringAttachment):
        ends = (peering.parent, peering.peer_transit_gateway)
        counts[_card_of(graph, ends[0], drawn), _card_of(graph, ends[1], drawn), "", "peering"] += 1
    for (source, target, label, family), count in counts.items():
        if source != target and {source, target} <= drawn:
            yield Arrow(source, target, label, family, count)


def _card_of(graph: Graph, address: str, drawn: set[str]) -> str:
    """What is drawn for a resource: its own card, the one that counts its kind, or its account."""
    if address not in graph.model:  # faulty, and told so already
        return ""
    account = _account_of(graph, address) or ""
    return next((one for one in (address, f"{account}:{graph.model[address].kind}") if one in drawn), account)


def _crossings(graph: Graph, root: Box) -> tuple[Arrow, ...]:
    """One arrow for each (from, to, meaning) between accounts; a unit stands for its accounts where all of them say
    the same."""
    drawn = {box.id for box in root.walk() if box.tone is not Tone.GROUP}
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for edge in graph.edges(*{relation for relation, _ in _CROSSINGS}):
        meaning = _CROSSINGS.get((edge.relation, graph.model[edge.target].kind))
        home, away = _account_of(graph, edge.source), _account_of(graph, edge.target)
        if meaning and home in drawn and away in drawn and home != away:
            counts[str(home), _nearest_box(edge, graph, drawn), *meaning] += 1
    counts = _gathered(root, counts, end=0)
    counts = _gathered(root, counts, end=1)
    return tuple(Arrow(*ends, count) for ends, count in counts.items() if ends[0] != ends[1])


def _account_of(graph: Graph, address: str) -> str | None:
    resource = graph.model[address]
    return address if isinstance(resource, Account) else resource.within("accounts")


def _nearest_box(edge: Edge, graph: Graph, drawn: set[str]) -> str:
    """The target's own box, or its account's."""
    return edge.target if edge.target in drawn else _account_of(graph, edge.target) or ""


def _gathered(root: Box, counts: Counter[tuple[str, str, str, str]], end: int) -> Counter[tuple[str, str, str, str]]:
    """Arrows that agree in all but one end (0: where they start, 1: where they go) become one at the unit of those
    accounts, where they make up the whole unit (of at least two)."""
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for ends, count in counts.items():
        groups.setdefault((ends[1 - end], *ends[2:]), {})[ends[end]] = count
    units = [
        (box.id, [inner.id for inner in box.walk() if inner.tone is Tone.ACCOUNT])
        for box in root.walk()
        if box.tone is Tone.UNIT
    ]
    gathered: Counter[tuple[str, str, str, str]] = Counter()
    for (other, label, family), left in groups.items():
        for unit, members in units:
            if len(members) > 1 and all(member in left for member in members):
                left[unit] = sum(left.pop(member) for member in members)
        for address, count in left.items():
            source, target = (address, other) if end == 0 else (other, address)
            gathered[source, target, label, family] += count
    return gathered


def _left_out(graph: Graph, root: Box) -> str:
    drawn = {address for box in root.walk() for address in box.shows if address in graph.model}
    return f"Key services only: {len(drawn)} of the model's {len(graph.model)} resources are drawn."
