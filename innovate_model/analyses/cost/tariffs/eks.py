"""Amazon EKS: the control plane by the hour, more for an old version; what runs on the nodes is paid with the nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from innovate_model.analyses.cost.demand import Demand, Metered, NotPriced, Site, hours
from innovate_model.resources.eks_cluster import EksCluster


class Support(NamedTuple):
    """When the standard and the extended support of a Kubernetes version end (YYYY-MM-DD). From the first of these
    days on the extended rate is billed."""

    standard_ends: str
    extended_ends: str


CALENDAR = {
    (1, 29): Support("2025-03-23", "2026-03-23"),
    (1, 30): Support("2025-07-23", "2026-07-23"),
    (1, 31): Support("2025-11-26", "2026-11-26"),
    (1, 32): Support("2026-03-23", "2027-03-23"),
    (1, 33): Support("2026-07-29", "2027-07-29"),
    (1, 34): Support("2026-12-02", "2027-12-02"),
    (1, 35): Support("2027-03-27", "2028-03-27"),
    (1, 36): Support("2027-08-02", "2028-08-02"),
}
"""Read in November 2026 from https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
(the release calendar)."""


def eks_cluster(resource: EksCluster, site: Site) -> Iterator[Demand]:
    """Each hour of a control plane: one rate in standard support, six times as much in extended support.

    https://aws.amazon.com/eks/pricing/
    https://aws.amazon.com/blogs/containers/amazon-eks-extended-support-for-kubernetes-versions-pricing/
    """
    match = re.fullmatch(r"(\d{1,3})\.(\d{1,3})", resource.version, re.ASCII)
    if match is None:
        yield NotPriced("EKS control plane", f"`{resource.version}` is not a Kubernetes version such as 1.34")
    else:
        support, why = support_of((int(match[1]), int(match[2])), site.date)
        what = "EKS control plane" + ("" if support == "standard" else ", extended support")
        price = "eks.cluster.standard" if support == "standard" else "eks.cluster.extended_support"
        yield hours(what, price, 1, f"Kubernetes {resource.version}: {why}")
    if resource.enabled_cluster_log_types:
        yield Metered("control plane logs to CloudWatch", "cloudwatch.logs.ingest_gb", "gb_control_plane_logs")


def support_of(version: tuple[int, int], date: str) -> tuple[str, str]:
    """(`standard` or `extended`, why) for a Kubernetes version on a day (YYYY-MM-DD)."""
    if version not in CALENDAR:
        if version > max(CALENDAR):
            return (
                "standard",
                f"newer than the release calendar of this package, taken to be in standard support on {date}",
            )
        return "extended", _UPGRADED
    ends = CALENDAR[version]
    if date < ends.standard_ends:
        return "standard", f"in standard support until {ends.standard_ends}"
    if date < ends.extended_ends:
        return (
            "extended",
            f"standard support ended on {ends.standard_ends}, extended support ends on {ends.extended_ends}",
        )
    return "extended", f"extended support ended on {ends.extended_ends}; {_UPGRADED}"


_UPGRADED = "AWS upgrades it to the oldest version that is still in extended support"
_ON_NODES = "Kubernetes keeps it; its nodes and the control plane are billed: https://aws.amazon.com/eks/pricing/"
TIER = "compute"
PRICED = {"eks_cluster": eks_cluster}
_OBJECTS = (
    "admission_policy",
    "daemon_set",
    "deployment",
    "eks_addon",
    "helm_release",
    "ingress",
    "namespace",
    "network_policy",
    "priority_class",
    "service_account",
    "service_mesh",
)
FREE = dict.fromkeys(_OBJECTS, _ON_NODES)
