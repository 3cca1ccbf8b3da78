"""The worker: what it says where a machine does not allow it, and what it leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from innovate_model.emulation import laboratory as module
from innovate_model.emulation.laboratory import Laboratory, NotPossible
from innovate_model.emulation.plan import Knock, Link, Plan, Route, Space

START = """
from innovate_model.emulation.laboratory import Laboratory, NotPossible
try:
    Laboratory()
except NotPossible as reason:
    print(reason, "/", reason.mend)
"""
PAIR = Plan(
    tuple(
        Space("host", "", addresses=(("lo", f"10.0.0.{number}/32"),), routes=(Route(254, "10.0.0.0/24", "dev l0"),))
        for number in (1, 2)
    ),
    (Link(0, "l0", 1, "l0"),),
)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the package that brings it."""
    monkeypatch.setattr(module, "PROGRAMS", {"no-such-program": "nftables"})
    with pytest.raises(NotPossible, match="there is no `no-such-program` on the path") as refused:
        Laboratory()
    assert refused.value.mend == "install it: apt-get install -y nftables"


@pytest.mark.kernel
def test_a_kernel_that_forbids_namespaces_is_told(laboratory: Laboratory) -> None:
    """A limit of zero network namespaces, as an administrator would set it, in a user namespace of the test's own."""
    limited = f"echo 0 > /proc/sys/user/max_net_namespaces && exec {sys.executable} -c '{START}'"
    told = subprocess.run(
        ["unshare", "--user", "--map-root-user", "sh", "-c", limited],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(module.__file__).parents[2])},
    ).stdout
    assert told.startswith("network namespaces cannot be made here: ")
    assert "user.max_user_namespaces" in told


@pytest.mark.kernel
def test_what_the_kernel_refuses_is_told_and_can_be_followed_by_another_plan(laboratory: Laboratory) -> None:
    """The kernel's own words, and the worker goes on."""
    wrong = Plan((Space("host", "", routes=(Route(254, "10.0.0.0/24", "dev nowhere"),)),), ())
    with pytest.raises(NotPossible, match="nowhere"):
        laboratory.build(wrong)
    laboratory.build(PAIR)
    (answer,) = laboratory.knock([Knock(0, "10.0.0.1", 40000, "10.0.0.2", 80, 1, "10.0.0.2")], 1.0)
    assert (answer.arrived, answer.answered) == (True, True)


@pytest.mark.kernel
@pytest.mark.parametrize("protocol", ["tcp", "udp"])
def test_only_the_listener_that_was_meant_counts(protocol: str, laboratory: Laboratory) -> None:
    """An answer from the right address in the wrong namespace is no answer."""
    laboratory.build(PAIR)
    meant = Knock(0, "10.0.0.1", 40000, "10.0.0.2", 80, 1, "10.0.0.2", protocol)
    other = Knock(0, "10.0.0.1", 40001, "10.0.0.2", 80, 0, "10.0.0.1", protocol)
    answers = laboratory.knock([meant, other], 0.2)
    assert [(one.arrived, one.answered) for one in answers] == [(True, True), (False, False)]


@pytest.mark.kernel
def test_sessions_the_other_way_round_do_not_disturb_one_another(laboratory: Laboratory) -> None:
    """A calls B from the port that B then calls: the kernel's memory of the first is gone by then."""
    laboratory.build(PAIR)
    there = Knock(0, "10.0.0.1", 40000, "10.0.0.2", 80, 1, "10.0.0.2")
    back = Knock(1, "10.0.0.2", 80, "10.0.0.1", 40000, 0, "10.0.0.1")
    assert all(one.answered for one in laboratory.knock([there, back, there, back], 0.5))


@pytest.mark.kernel
def test_nothing_is_left_behind(laboratory: Laboratory) -> None:
    """Not one namespace, device or rule where the program runs."""
    before = subprocess.run(["ip", "-o", "link"], capture_output=True, text=True, check=True).stdout
    with Laboratory() as another:
        another.build(PAIR)
    assert subprocess.run(["ip", "-o", "link"], capture_output=True, text=True, check=True).stdout == before
    assert laboratory is not another
