"""Each mechanism of AWS as real packets: the kernel's verdicts are those that AWS's documentation leads one to
expect, and so are the walker's."""

import pytest

from innovate_model.analyses.flow import Trace
from innovate_model.analyses.walking import walk
from innovate_model.emulation.emulating import Outcome, emulate
from innovate_model.emulation.laboratory import Laboratory

from . import scenarios
from .scenarios import Scenario, graph_of

SCENARIOS = [item for item in vars(scenarios).values() if isinstance(item, Scenario)]
each = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)


@pytest.mark.kernel
@each
def test_the_kernel_does_what_aws_documents(scenario: Scenario, laboratory: Laboratory) -> None:
    """Line by line of the table."""
    probes, expected = zip(*scenario.probes(), strict=True)
    seen = emulate(graph_of(scenario.account), probes, laboratory)
    assert _table(scenario, [one.outcome for one in seen]) == _table(scenario, expected)


@each
def test_the_walker_says_the_same(scenario: Scenario) -> None:
    """Except where the emulation cannot mimic it."""
    graph = graph_of(scenario.account)
    said = []
    for probe, expected in scenario.probes():
        trace = walk(
            graph,
            probe.source,
            probe.destination,
            probe.protocol,
            probe.port,
            source_port=probe.source_port,
            nat_port=probe.source_port,
            to_public_address=probe.to_public_address,
        )
        said.append(expected if expected == Outcome.NOT_MIMICKED else _said(trace))
    assert _table(scenario, said) == _table(scenario, [expected for _, expected in scenario.probes()])


def _said(trace: Trace) -> str:
    if trace.missing_only:
        return "not known"
    return Outcome.OPEN if trace.is_open else Outcome.NO_RETURN if trace.fails_on_return else Outcome.BLOCKED


def _table(scenario: Scenario, outcomes: object) -> list[str]:
    """The lines of a scenario with outcomes in place of those that are written."""
    asked = [line.partition(": ")[0] for line in scenario.table.strip().splitlines()]
    assert isinstance(outcomes, (list, tuple))
    return [f"{line}: {outcome}" for line, outcome in zip(asked, outcomes, strict=True)]
