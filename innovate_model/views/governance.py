"""What an organisation holds besides units and accounts: guardrails, people's sign-in, habits, runbooks."""

from __future__ import annotations

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.delegated_administrator import DelegatedAdministrator
from innovate_model.resources.identity_center import IdentityCenter
from innovate_model.resources.permission_set import PermissionSet
from innovate_model.resources.service_control_policy import ServiceControlPolicy
from innovate_model.views.cards import card, cards, children, counted, framed
from innovate_model.views.view import Box, Layout, Side, Tone
from innovate_model.views.words import words

_HABITS = {"practice": 9, "runbook": 6, "prefix_list": 3, "source_repository": 3}
"""What an organisation holds besides accounts, and from how many on it is counted."""
_MOST_SETS = 9
_IN_A_ROW = 3


def guardrails(graph: Graph, target: str) -> list[Box]:
    """The guardrails on a unit or account, docked on its border."""
    found = []
    for edge in graph.into(target, Relation.APPLIES_TO):
        policy = graph.model[edge.source]
        if isinstance(policy, ServiceControlPolicy):
            box_id = f"{target}:{policy.address}"
            box = Box(box_id, policy.name, "SCP", policy.kind, Tone.POLICY, dock=Side.TOP, members=(policy.address,))
            found.append(box)
    return found


def central(graph: Graph, organization: str) -> list[Box]:
    """Frames for what belongs to no account: Identity Center, what people do regularly, what they do in need."""
    frames = [_identity(graph, one) for one in graph.model.of(IdentityCenter)]
    held = {kind: children(graph, organization, kind) for kind in _HABITS}
    habits = [box for kind, most in _HABITS.items() for box in cards(f"{organization}:{kind}", held[kind], most)]
    label = ", ".join(words(kind) for kind, found in held.items() if found).capitalize()
    return frames + framed(f"{organization}:practices", label, habits, _IN_A_ROW)


def _identity(graph: Graph, center: IdentityCenter) -> Box:
    """Permission sets, each with the groups that have it and the number of their accounts."""
    sets = children(graph, center.address, PermissionSet.kind)
    boxes = [_set(graph, one) for one in sets]
    if len(sets) > _MOST_SETS:
        boxes = cards(f"{center.address}:sets", sets, _MOST_SETS)
    assigned = {address for box in boxes for address in box.members}
    left = [one for one in children(graph, center.address, "account_assignment") if one.address not in assigned]
    boxes += [counted(f"{center.address}:assignments", left)] if left else []
    mfa = (
        f"MFA {center.mfa_mode.lower().replace('_', ' ')}" if center.identity_source != "external" else "MFA elsewhere"
    )
    return Box(
        center.address,
        "IAM Identity Center",
        f"{center.identity_source} · {mfa}",
        center.kind,
        layout=Layout.GRID if boxes else Layout.ROWS,
        children=tuple(boxes),
        columns=_IN_A_ROW,
    )


def _set(graph: Graph, permission_set: Resource) -> Box:
    uses = [graph.model[one] for one in graph.sources(permission_set.address, Relation.ASSOCIATED_WITH)]
    uses = [one for one in uses if one.kind == "account_assignment"]
    groups = ", ".join(dict.fromkeys(one.__dict__["group"] for one in uses)) or "nobody"
    accounts = {account for one in uses for account in one.__dict__["accounts"]}
    where = f" · {len(accounts)} account{'s' if len(accounts) > 1 else ''}" if accounts else ""
    return card(permission_set, f"for {groups}{where}", members=uses)


def administered(graph: Graph, account: str) -> list[Box]:
    """The services that an account administers for all, as one box."""
    found = [one for one in graph.model.of(DelegatedAdministrator) if one.account == account]
    names = ", ".join(one.name for one in found)
    return [counted(f"{account}:{DelegatedAdministrator.kind}", found, f"for {names}")] if found else []
