"""A small shop to choose architectures for, the choices, and the plain way: every point judged by everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import innovate_model as im
from innovate_model.analyses.capacity import Capacity, Demand, capacity, usage_of
from innovate_model.analyses.cost import AS_WRITTEN, ON_DEMAND, LineItems, Standing, Terms, cost
from innovate_model.properties import proofs_of

SHOP = """
innovate: 1
organization: {title: Shop, region: us-east-1}
accounts:
  shop:
    account_id: "012345670121"
    environment: production
    applications:
      shop:
        type: rest_api
        entry: vpcs.main.lbs.api
        parts: {api: vpcs.main.eks_clusters.main.namespaces.shop.deployments.api, db: vpcs.main.aurora_clusters.main}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        subnets:
          public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}
          app: {per: availability_zone, newbits: 4, netnum: 1, route_table: app}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main}}
          app: {routes: {}}
        security_groups: {nodes: {ingress: {}, egress: {}}}
        lbs:
          api:
            type: application
            subnets: public
            listeners: {https: {port: 443, protocol: HTTPS, certificate: shop.example, forward_to: api}}
            target_groups:
              api:
                port: 8080
                protocol: HTTP
                target_type: ip
                targets: eks_clusters.main.namespaces.shop.deployments.api
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: app
            storage_encrypted: yes
            instances: {writer: {instance_class: db.r6g.large, availability_zone: a}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 6}
                subnets: app
                security_groups: nodes
            namespaces:
              shop:
                deployments:
                  api:
                    replicas: {min: 2, max: 10}
                    requests: {cpu: 500m, memory: 1Gi}
                    node_groups: general
                    autoscaling: {cpu_percent: 50}
                    ports: {http: tcp/8080}
                    connects_to: {db: aurora_clusters.main}
properties:
  nodes-closed: {never: {from: internet, to: accounts.shop.vpcs.main.**.node_groups.general}, because: test}
  zone-b-may-burn:
    survives: {loss_of: us-east-1b, keeps: accounts.shop.vpcs.main.eks_clusters.main.node_groups.general}
    because: test
  zone-a-may-burn: # it does not hold: the writer stands there alone
    survives: {loss_of: us-east-1a, keeps: accounts.shop.applications.shop}
    because: test
"""
SERVICE = "accounts.shop.applications.shop"


def _vpc(**parts: Any) -> Mapping[str, Any]:
    return {"accounts": {"shop": {"vpcs": {"main": parts}}}}


def general(**parts: Any) -> Mapping[str, Any]:
    return _vpc(eks_clusters={"main": {"node_groups": {"general": parts}}})


def _instances(**instances: Any) -> Mapping[str, Any]:
    return _vpc(aurora_clusters={"main": {"instances": instances}})


_RESERVED = {
    "service": "rds",
    "instance_type": "db.r6g.large",
    "instance_count": 1,
    "term_years": 1,
    "payment_option": "ALL_UPFRONT",
}
CHOICES: Mapping[str, Any] = {
    "deployments.api.replicas.max": [4, 10, 40],
    "node_groups.general.instance_types": [["m6i.large"], ["c6i.8xlarge"], ["m6i.xlarge"]],  # the second has no price
    "nodes": {"two to six": {}, "two to twelve": general(scaling_config={"max_size": 12})},
    "node types": {"one more": general(instance_types=["m6i.large", "z9.large"]), "one": {}},
    "zones": {"both": {}, "b": general(subnets="app-b"), "a": general(subnets="app-a")},
    "database": {
        "larger": _instances(writer={"instance_class": "db.r6g.xlarge"}),
        "alone": {},
        "two": _instances(reader={"instance_class": "db.r6g.large", "availability_zone": "b"}),
        "wrong": _instances(writer={"instance_class": ["db.r6g.large"]}),
        "unpriced": _instances(writer={"instance_class": "db.r6gd.large"}),
    },
    "buying": {"nothing": {}, "reserved": {"accounts": {"shop": {"reservations": {"db": _RESERVED}}}}},
    "terms": [AS_WRITTEN, ON_DEMAND],
}
POINTS = {
    "peak_factor": 2,
    "sessions_per_user": 1,
    "api_requests_per_session": 10,
    "static_requests_per_session": 0,
    "kb_per_request": 1,
    "kb_per_response": 3,
    "requests_per_connection": 2,
    "connection_seconds": 10,
    "cpu_seconds_per_request": 0.05,
    "queueing_factor": 1,
    "jobs_per_user": 0,
    "cpu_seconds_per_job": 0,
    "database_cpu_seconds_per_request": 0.01,
    "database_read_share": 0.5,
    "reads_on_readers": 1,
    "cache_hit": 0,
    "reader_target": 0.5,
    "database_io_per_request": 2,
    "database_connections_per_pod": 10,
    "users_kept_per_daily_user": 10,
    "database_kb_per_user": 1024,
}


def demand_of(users: float) -> Demand:
    """So many users a day of the shop."""
    values = {"users_per_day": users, **POINTS}
    return Demand.model_validate({name: {"mid": value, "reason": "given"} for name, value in values.items()})


@dataclass(frozen=True)
class Judged:
    """One point, judged by everything. `unpriced`: (address, what, quantity) of all that has no price."""

    architecture: im.Architecture
    bill: LineItems
    held: Capacity
    low: Fraction | None
    high: Fraction | None
    unpriced: frozenset[tuple[Any, ...]]
    verdicts: Mapping[str, str]

    @property
    def is_sound(self) -> bool:
        """Without a fault."""
        return not any(finding.severity is im.Severity.ERROR for finding in self.architecture.findings)

    @property
    def users(self) -> float:
        """How many a day it holds."""
        first = self.held.first
        return float("inf") if first is None or first.saturates_at is None else first.saturates_at - 1

    @property
    def numbers(self) -> tuple[Decimal, Fraction, float]:
        """What is compared: less is better in each."""
        return self.bill.total.monthly_usd, -(self.low if self.low is not None else Fraction(-1)), -self.users


def judge(architecture: im.Architecture, demand: Demand, terms: Terms = AS_WRITTEN) -> Judged:
    """Everything about one point, by the single analyses."""
    bill = cost(architecture.graph, usage=usage_of(architecture.graph, demand), terms=terms)
    (service,) = architecture.resilience(SERVICE, most=1).services
    up = service.availability
    unpriced = {
        (gap.subject.address, gap.what, gap.quantity)
        for gap in bill.gaps
        if gap.standing in (Standing.UNKNOWN_PRICE, Standing.NOT_PRICED)
    }
    return Judged(
        architecture,
        bill,
        capacity(architecture.graph, demand),
        up.low if up.is_known else None,
        up.high if up.is_known else None,
        frozenset(unpriced),
        {proof.name: str(proof.verdict) for proof in proofs_of(architecture.graph, architecture.properties())},
    )


def every_point(base: im.Architecture, axes: Mapping[str, Any], demand: Demand) -> list[tuple[dict[str, Any], Judged]]:
    """All points of a grid with their labels, in its order."""
    found = []
    for labels in product(*axes.values()):
        varied, terms = base, AS_WRITTEN
        for (name, values), label in zip(axes.items(), labels, strict=True):
            if isinstance(values, Mapping):
                varied = varied.what_if(values[label])
            elif name == "terms":
                terms = label
            else:
                address = base.find(".".join(name.split(".")[:2]))
                *holders, key = [*address.split("."), *name.split(".")[2:]]
                overlay: Any = {key: label}
                for holder in reversed(holders):
                    overlay = {holder: overlay}
                varied = varied.what_if(overlay)
        found.append((dict(zip(axes, labels, strict=True)), judge(varied, demand, terms)))
    return found
