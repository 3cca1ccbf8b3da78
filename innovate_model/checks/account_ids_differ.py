"""No two accounts have one account id.

Design document §2: each account has a purpose of its own. Two entries with one id are one account in AWS, so that
borders which the model shows between them are not there:
https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html

PASS:
    accounts: {a: {account_id: "111111111111"}, b: {account_id: "222222222222"}}
FAIL:
    accounts: {a: {account_id: "111111111111"}, b: {account_id: "111111111111"}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account that has the id of an earlier one."""
    first: dict[str, Account] = {}
    for account in graph.model.of(Account):
        known = first.setdefault(account.account_id, account)
        if known is not account:
            related = (Related(f"{known.name} has it", at(known.address, "account_id")),)
            message = f"this is the id of {known.name}, too"
            yield Complaint(at(account.address, "account_id"), message, "its own twelve digits", related)
