"""A bill as JSON, versioned and stable; money as decimal text."""

from __future__ import annotations

import json
from typing import Any

from innovate_model.analyses.cost import LineItem, LineItems, Total
from innovate_model.analyses.cost.money import HOURS_PER_MONTH


def as_json(bill: LineItems, by: str) -> str:
    """The total, the sums by `by`, every line, what is not counted and what is free."""
    gaps = [
        {"address": gap.subject.address, "what": gap.what, "standing": str(gap.standing), "reason": gap.reason}
        for gap in bill.gaps
    ]
    report = {
        "version": 2,
        "date": bill.date,
        "hours_per_month": str(HOURS_PER_MONTH),
        "total": _total(bill.total),
        "by": by,
        "groups": {name: _total(part.total) for name, part in bill.by(by).items()},
        "items": [_item(item) for item in bill.items],
        "not_counted": gaps,
        "free": [{"address": each.subject.address, "reason": each.reason} for each in bill.free],
    }
    return json.dumps(report, indent=2)


def _total(total: Total) -> dict[str, Any]:
    return {"usd_per_month": str(total.monthly_usd), "is_at_least": total.is_at_least}


def _item(item: LineItem) -> dict[str, str]:
    return {
        "address": item.subject.address,
        "account": item.subject.account,
        "service": item.service,
        "what": item.what,
        "purchase": str(item.purchase),
        "commitment": item.commitment,
        "quantity": str(item.quantity),
        "unit": item.unit,
        "usd_per_unit": str(item.usd_per_unit),
        "usd_per_month": str(item.monthly_usd),
        "source": item.source,
        "date": item.date,
        "confidence": item.confidence,
        "assumption": item.assumption,
    }
