"""An account with clusters or databases says which environment it serves, where others of the model do.

Design document §2: Sandbox/Dev, Staging and Production are accounts. What is demanded of production (Shield, approvals,
replicas, alarms) is demanded of accounts that say `environment: production`; one that says nothing would pass unseen:
https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/design-principles-for-your-multi-account-strategy.html

A model in which no account names its environment is not judged.

PASS:
    accounts:
      dev: {account_id: "111111111111", environment: dev}
      tools: {account_id: "222222222222"}
FAIL:
    accounts:
      dev: {account_id: "111111111111", environment: dev}
      shop:
        account_id: "222222222222"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.eks_cluster import EksCluster

SEVERITY = Severity.ERROR
PILLAR: Pillar = "operational excellence"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account, at its first cluster or database."""
    accounts = {account.address: account for account in graph.model.of(Account)}
    if not any(account.environment for account in accounts.values()):
        return
    first: dict[str, AuroraCluster | EksCluster] = {}
    clusters: list[AuroraCluster | EksCluster] = [*graph.model.of(AuroraCluster), *graph.model.of(EksCluster)]
    for cluster in clusters:
        first.setdefault(cluster.within("accounts") or "", cluster)
    for address, cluster in first.items():
        account = accounts.get(address)
        if account is not None and account.environment is None:
            related = (Related("what runs in it", at(cluster.address)),)
            message = f"{account.name} runs a {cluster.kind}, and no environment says how strictly it is judged"
            yield Complaint(at(address, "environment"), message, "environment: dev, staging or production", related)
