"""Target groups: who takes what comes there."""

import pytest

from innovate_model.finding import Finding

from .support import CHECKS, Planted, examples, findings

CHECK = "target-groups-lead-to-targets"
PLANTED = Planted("accounts.production.vpcs.main.lbs.api.target_groups.api.targets", "[]")
TEXT = next(examples(CHECKS[CHECK].manual, "PASS"))


def found(*changes: tuple[str, str]) -> list[Finding]:
    """What the check finds in its passing example after some changes of the text."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return findings(CHECKS[CHECK], text)


@pytest.mark.parametrize(
    ("port", "ports", "is_heard"),
    [
        ("9999", "{http: tcp/8080}", False),
        ("8080", "{metrics: tcp/9090, http: tcp/8080}", True),
        ("8081", "{all: tcp/8000-8100}", True),
        ("8080", "{dns: udp/8080}", False),
        ("9999", "{}", True),
    ],
)
def test_ports_of_pods(port: str, ports: str, is_heard: bool) -> None:
    """Any that they declare, of the right protocol; of pods that declare none it is not known."""
    told = found(("port: 8080", f"port: {port}"), ("ports: {http: tcp/8080}", f"ports: {ports}"))
    assert [one.path[-1] for one in told] == ([] if is_heard else ["targets"])
    assert all(f"does not listen on {port}" in one.message for one in told)


def test_ports_of_nodes() -> None:
    """Behind a target group of instances a service of Kubernetes has a port of the node, which is none of the pod's."""
    assert found(("port: 8080", "port: 30080"), ("target_type: ip", "target_type: instance")) == []


def test_groups_that_no_listener_forwards_to() -> None:
    """They are of no use, and do no harm."""
    assert (
        found(
            ("listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}", "listeners: {}"),
            ("port: 8080", "port: 9"),
        )
        == []
    )
