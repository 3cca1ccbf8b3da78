"""What AWS RAM shares stays within the organisation.

Design document §3.1: VPCs are "optionally shared via AWS RAM from Networking account". AWS lets accounts of other
organisations be added to a share unless that is switched off:
https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing-create.html

PASS:
    accounts:
      network:
        account_id: "111111111111"
        prefix_lists: {office: {entries: [192.168.0.0/16]}}
        resource_shares: {lists: {resources: office, principals: accounts.dev, allow_external_principals: no}}
      dev: {account_id: "222222222222"}
FAIL:
    accounts:
      network:
        account_id: "111111111111"
        prefix_lists: {office: {entries: [192.168.0.0/16]}}
        resource_shares: {lists: {resources: office, principals: accounts.dev}}
      dev: {account_id: "222222222222"}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.ram_resource_share import RamResourceShare

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each share that lets in accounts of other organisations."""
    for share in graph.model.of(RamResourceShare):
        if share.allow_external_principals:
            message = "accounts of other organisations can be added to this share"
            yield Complaint(at(share.address, "allow_external_principals"), message, "allow_external_principals: no")
