"""The ids of what is cheaper for a commitment: Savings Plans and reservations.

A price on demand has the id FAMILY.NAME. For the same thing under a commitment, TERM is `1y` or `3y` and PAYMENT
`no_upfront`, `partial_upfront` or `all_upfront`:

| id | unit | what |
| --- | --- | --- |
| `ec2.savings_plan.TERM.PAYMENT.TYPE` | hour | Compute Savings Plan: the rate that counts against the commitment |
| `ec2.instance_savings_plan.TERM.PAYMENT.TYPE` | hour | EC2 Instance Savings Plan, bound to family and region |
| `ec2.reserved.TERM.PAYMENT.TYPE` | hour | Standard Reserved Instance: by the hour, used or not |
| `ec2.reserved_upfront.TERM.PAYMENT.TYPE` | reservation | what is paid at the beginning |
| `aurora_postgresql.reserved.TERM.PAYMENT.CLASS` and `.reserved_upfront.` | the same | Aurora instance classes |
| `elasticache.ENGINE.reserved.TERM.PAYMENT.NODE` and `.reserved_upfront.` | the same | nodes; ENGINE is `redis` |
| `FAMILY.reserved_effective.TERM.NAME` | hour | the whole of a reservation spread over its hours, payment not stated |

A Savings Plan paid upfront has the same hourly rate in the list; only when it is paid differs. A reservation paid
upfront in whole has no hourly rate, one without upfront payment no upfront price.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from innovate_model.prices.selector import ANY, Selector

TERMS = {"1y": "1yr", "3y": "3yr"}
PAYMENTS = {"no_upfront": "No Upfront", "partial_upfront": "Partial Upfront", "all_upfront": "All Upfront"}
"""As ids have them -> as AWS's price list has them."""

_NEVER_PAID = re.compile(
    r"(?P<family>[\w.]+)\.(reserved(?=\.\dy\.all)|reserved_upfront(?=\.\dy\.no))\.(?P<term>\dy)"
    r"\.(?P<payment>all_upfront|no_upfront)\.(?P<name>((db|cache)\.)?[^.]+\.[^.]+)"
)

_RESERVABLE = {
    "ec2.on_demand": "ec2",
    "aurora_postgresql.instance": "aurora_postgresql",
    "aurora_postgresql.instance_io_optimized": "aurora_postgresql",
}


def commitments_of(id: str) -> Iterator[str]:
    """The ids of all commitments under which the thing that is priced by `id` on demand can be had; none for what
    cannot be committed to."""
    parts = id.split(".", 2)
    if len(parts) < 3:
        return
    family, name = ".".join(parts[:2]), parts[2]
    if parts[0] == "elasticache":
        yield from _reservations(family, name)
    elif family in _RESERVABLE:
        yield from _reservations(_RESERVABLE[family], name)
    if family == "ec2.on_demand":
        for kind in ("savings_plan", "instance_savings_plan"):
            yield from (f"ec2.{kind}.{term}.{payment}.{name}" for term in TERMS for payment in PAYMENTS)


def with_commitments(asked: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Ids with their regions, and after each those of its commitments."""
    for id, region in asked:
        yield id, region
        yield from ((more, region) for more in commitments_of(id))


def paid_by(id: str) -> str:
    """The price of a reservation that has none of the id: a fee where all is paid upfront, a rate where nothing is; ""
    for another id."""
    found = _NEVER_PAID.match(id)
    if found is None:
        return ""
    kind = "reserved_upfront" if found["payment"] == "all_upfront" else "reserved"
    return f"{found['family']}.{kind}.{found['term']}.{found['payment']}.{found['name']}"


def reserved_selectors(family: str, on_demand: Selector, **more: str) -> dict[str, Selector]:
    """Where the list has the reservations of what `on_demand` selects: other terms of the same products. `more`:
    further attributes of the term."""
    found = {}
    for id in _reservations(family, ANY):
        _, _, rest = id.rpartition("reserved")
        is_fee, term, payment = rest.startswith("_upfront"), *rest.split(".")[1:3]
        unit, list_unit = ("reservation", "Quantity") if is_fee else ("hour", "Hrs")
        terms = {"LeaseContractLength": TERMS[term], "PurchaseOption": PAYMENTS[payment], **more}
        found[id] = replace(on_demand, unit=unit, list_unit=list_unit, term=terms)
    return found


def _reservations(family: str, name: str) -> Iterator[str]:
    for term in TERMS:
        for payment in PAYMENTS:
            if payment != "all_upfront":
                yield f"{family}.reserved.{term}.{payment}.{name}"
            if payment != "no_upfront":
                yield f"{family}.reserved_upfront.{term}.{payment}.{name}"
