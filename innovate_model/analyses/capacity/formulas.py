"""The formulas of capacity, each with its source. Plain functions of floats or numpy arrays."""

from __future__ import annotations

import math
from typing import NamedTuple

from innovate_model.analyses.capacity.numbers import Numbers, largest, root

MIB = 2**20
STAFFING = "S. Halfin and W. Whitt, Operations Research 29(3), 1981: a + Q √a servers for a of work"
"""Where `staffed` comes from, as a limit says it."""
_VM_OVERHEAD = 0.075
"""What of an instance's memory the hypervisor and the system keep: Karpenter's `vm-memory-overhead-percent`.
https://karpenter.sh/docs/reference/settings/"""


class Lcu(NamedTuple):
    """The dimensions of a load balancer capacity unit, each as a number of units."""

    new_connections: Numbers
    active_connections: Numbers
    processed_bytes: Numbers
    rule_evaluations: Numbers

    @property
    def units(self) -> Numbers:
        """The dimension that decides is billed."""
        return largest(*self)


def lcu(
    connections_per_second: Numbers, active: Numbers, gb_per_hour: Numbers, rules: int, requests_per_second: Numbers
) -> Lcu:
    """Capacity units of an Application Load Balancer: 25 new connections a second, 3,000 active ones, 1 GB an hour,
    1,000 evaluations of rules a second beyond the ten that are free.

    https://aws.amazon.com/elasticloadbalancing/pricing/
    """
    evaluations = max(0, rules - 10) * requests_per_second
    return Lcu(connections_per_second / 25, active / 3000, gb_per_hour / 1, evaluations / 1000)


def staffed(offered: Numbers, factor: Numbers) -> Numbers:
    """Cores that `offered` cores of work need so that few requests wait: a + Q √a, the square-root staffing rule.

    S. Halfin and W. Whitt, "Heavy-Traffic Limits for Queues with Many Exponential Servers", Operations Research 29(3),
    1981. For much work Q = 2.375 lets 1 % of the requests wait, 1.761 5 %, 1.06 20 %: 1 / (1 + Q Φ(Q) / φ(Q)).
    """
    return offered + factor * root(offered)


def erlang_c(servers: int, offered: Numbers) -> Numbers:
    """The probability that a request waits, with `servers` of them and `offered` work (Erlang C); 1 where there is more
    work than servers.

    A. K. Erlang, 1917; by the stable recursion for Erlang B: B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)).
    """
    blocked: Numbers = 1.0 + 0 * offered
    for number in range(1, servers + 1):
        blocked = offered * blocked / (number + offered * blocked)
    use = offered / servers
    if isinstance(use, (int, float)):
        return 1.0 if use >= 1 else blocked / (1 - use * (1 - blocked))
    import numpy

    spare = numpy.where(use < 1, use, 0.0)
    return numpy.where(use < 1, blocked / (1 - spare * (1 - blocked)), 1.0)


def waiting_seconds(servers: int, rate: float, seconds: float) -> float:
    """How long a request waits on the average, where `rate` of them a second take `seconds` each; infinitely long where
    there is more work than servers."""
    spare = servers / seconds - rate
    return math.inf if spare <= 0 else erlang_c(servers, rate * seconds) / spare


def reserved_cpu_millicores(vcpus: int) -> float:
    """What the kubelet of an EKS node keeps for itself: 6 % of the first core, 1 % of the second, 0.5 % of the third
    and fourth, 0.25 % of the rest.

    https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go
    """
    return (
        60.0 * min(vcpus, 1)
        + 10.0 * min(max(vcpus - 1, 0), 1)
        + 5.0 * min(max(vcpus - 2, 0), 2)
        + 2.5 * max(vcpus - 4, 0)
    )


def reserved_memory_mib(max_pods: int) -> float:
    """What the kubelet of an EKS node keeps for itself: 255 MiB, and 11 MiB for each pod. The AMI counts those that the
    type has addresses for, whatever the bound of its node group; that it counts the more that prefix delegation
    allows is an assumption, on the safe side: versions of the AMI differ in that.

    https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go
    https://github.com/awslabs/amazon-eks-ami/issues/1698
    """
    return 255.0 + 11.0 * max_pods


def allocatable(vcpus: int, memory_gib: float, max_pods: int) -> tuple[float, float]:
    """(millicores, bytes) that pods may request of an EKS node: all less what the kubelet keeps, 100 MiB before it
    evicts, and what the machine never shows.

    https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/
    https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go (`evictionHard`)
    """
    seen = memory_gib * 1024 * (1 - _VM_OVERHEAD)
    memory = seen - reserved_memory_mib(max_pods) - 100
    return vcpus * 1000 - reserved_cpu_millicores(vcpus), max(memory, 0.0) * MIB
