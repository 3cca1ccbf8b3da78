"""The comparison for programs: one JSON document whose shape only grows while `version` stays the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from innovate_model.analyses.changes import Changes, FlowGroup, Promised, RadiusChange, Side, Step
from innovate_model.finding import Accepted, Finding
from innovate_model.span import Span

VERSION = 1


def as_json(changes: Changes) -> str:
    """Everything, nothing shortened. Places are `file:line:column`, "" where nothing is written."""
    found = changes.resources
    document = {
        "version": VERSION,
        "old": _side(changes.old),
        "new": _side(changes.new),
        "differs": changes.differs,
        "is_whole": changes.is_whole,
        "resources": {
            "added": [{"address": e.address, "kind": e.kind, "place": _place(e.span)} for e in found.added],
            "removed": [{"address": e.address, "kind": e.kind, "place": _place(e.span)} for e in found.removed],
            "renamed": [
                {
                    "old": e.old,
                    "new": e.new,
                    "kind": e.kind,
                    "inner": e.inner,
                    "old_place": _place(e.old_span),
                    "new_place": _place(e.new_span),
                }
                for e in found.renamed
            ],
            "changed": [
                {
                    "address": e.address,
                    "old_address": e.old_address,
                    "kind": e.kind,
                    "attributes": [
                        {
                            "path": list(one.path),
                            "old": one.old,
                            "new": one.new,
                            "old_place": _place(one.old_span),
                            "new_place": _place(one.new_span),
                        }
                        for one in e.attributes
                    ],
                }
                for e in found.changed
            ],
            "not_compared": list(found.not_compared),
        },
        **_meaning(changes),
    }
    return json.dumps(document, indent=2) + "\n"


def _meaning(changes: Changes) -> dict[str, Any]:
    compared = changes.radii
    return {
        "promises": [
            {
                "name": e.name,
                "is_worse": e.is_worse,
                "is_weaker": e.is_weaker,
                "before": _promised(e.before),
                "after": _promised(e.after),
                "as_before": _promised(e.as_before),
                "text": [
                    {
                        "key": one.key,
                        "old": one.old,
                        "new": one.new,
                        "effect": str(one.effect),
                        "old_place": _place(one.old_span),
                        "new_place": _place(one.new_span),
                    }
                    for one in e.rewordings
                ],
            }
            for e in changes.promises
        ],
        "flows": [_flow(each) for each in changes.flows],
        "findings": {
            "new": _findings(changes.findings.new),
            "gone": _findings(changes.findings.gone),
            "accepted": _accepted(changes.findings.accepted),
            "told_again": _accepted(changes.findings.told_again),
        },
        "blast_radius": {
            "compared": dict(compared.compared or {}),
            "not_compared": compared.left_out,
            "changed": [_radius(each) for each in compared.changed],
        },
        "addresses": {
            "rooms": [
                {"address": e.address, "what": e.what, "before": e.before, "after": e.after}
                for e in changes.space.rooms
            ],
            "new_overlaps": [_overlap(e) for e in changes.space.new_overlaps],
            "gone_overlaps": [_overlap(e) for e in changes.space.gone_overlaps],
        },
        "cost": {
            "usd_per_month_before": str(changes.costs.total.totals[0].monthly_usd),
            "usd_per_month_after": str(changes.costs.total.totals[1].monthly_usd),
            "is_complete": changes.costs.total.is_certain,
            "new_gaps": _gaps(changes.new_gaps),
            "gone_gaps": _gaps(changes.gone_gaps),
            "by_service": _costs(changes.costs.rows),
            "by_account": _costs(changes.costs_by_account.rows),
        },
    }


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "resources": len(side.graph.model), "faults": _findings(side.errors)}


def _promised(side: Promised | None) -> dict[str, str] | None:
    return None if side is None else {"verdict": side.verdict, "says": side.says, "place": _place(side.span)}


def _flow(each: FlowGroup) -> dict[str, Any]:
    return {
        "turn": str(each.turn),
        "is_certain": each.is_certain,
        "sources": list(each.sources),
        "destinations": list(each.destinations),
        "ports": [str(ports) for ports in each.ports],
        "source_addresses": [str(block) for block in each.source_addresses],
        "destination_addresses": [str(block) for block in each.destination_addresses],
        "tier": each.tier,
        "is_of_new": each.is_of_new,
        "pairs_before": each.pairs_before,
        "pairs_after": each.pairs_after,
        "witness": {
            "flow": each.witness.flow,
            "hops": _steps(each.witness.there),
            "return_hops": _steps(each.witness.back),
        },
    }


def _steps(steps: Iterable[Step]) -> list[dict[str, str]]:
    return [{"component": step.hop.component, "action": step.hop.action, "place": _place(step.span)} for step in steps]


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "check": each.check,
            "severity": str(each.severity),
            "message": each.message,
            "path": list(each.path),
            "place": _place(each.span),
            "related": [related.note for related in each.related],
        }
        for each in findings
    ]


def _accepted(ones: Iterable[Accepted]) -> list[dict[str, Any]]:
    return [
        {"by": one.by, "name": one.name, "reason": one.reason, "finding": _findings([one.finding])[0]} for one in ones
    ]


def _radius(each: RadiusChange) -> dict[str, Any]:
    def shifts(ones: Iterable[Any]) -> list[dict[str, Any]]:
        return [
            {"address": one.address, "before": one.before, "after": one.after, "reason": one.reason} for one in ones
        ]

    return {
        "subject": each.subject,
        "kind": each.kind,
        "mode": each.mode,
        "grown": shifts(each.grown),
        "shrunk": shifts(each.shrunk),
        "count_before": each.count_before,
        "count_after": each.count_after,
    }


def _overlap(each: Any) -> dict[str, str]:
    return {
        "first": each.first,
        "first_block": each.first_block,
        "second": each.second,
        "second_block": each.second_block,
    }


def _costs(rows: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {"group": row.group, "before": str(row.totals[0].monthly_usd), "after": str(row.totals[1].monthly_usd)}
        for row in rows
        if row.changes_usd[1]
    ]


def _gaps(gaps: Iterable[Any]) -> list[dict[str, str]]:
    return [{"address": gap.subject.address, "what": gap.what, "standing": str(gap.standing)} for gap in gaps]


def _place(span: Span | None) -> str:
    return str(span or "")
