"""addons of a cluster"""

import pytest

from .support import faults, one


def test_an_add_on_acts_as_a_service_account() -> None:
    """The VPC CNI keeps one interface or one block in reserve unless it is told otherwise, as it does in AWS."""
    it, edges = one(
        "eks_cluster",
        """
        addons:
          it:
            addon_name: vpc-cni
            service_account: namespaces.api.service_accounts.api
            vpc_cni: {enable_prefix_delegation: yes}
        """,
    )
    assert it.vpc_cni.enable_prefix_delegation
    assert (it.vpc_cni.warm_eni_target, it.vpc_cni.warm_prefix_target, it.vpc_cni.warm_ip_target) == (1, 1, None)
    assert edges == {"runs_as eks_clusters.k8s.namespaces.api.service_accounts.api"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("addons: {it: {}}", "missing-key:1"),
        (
            """
            addons:
              it:
                addon_name: coredns
                vpc_cni: {warm_eni_target: 2}
            """,
            "not-supported:2",
        ),
        (
            """
            addons:
              it:
                addon_name: vpc-cni
                vpc_cni: {warm_eni_target: -1}
            """,
            "wrong-type:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("eks_cluster", text) == [expected]
