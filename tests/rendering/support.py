"""What the tests of all formats share."""

from dataclasses import dataclass

from innovate_model.finding import Severity


@dataclass(frozen=True)
class Rule:
    """A check, as a report sees it."""

    name: str
    noun: str = "check"
    count: int = 1
    severity: Severity = Severity.WARNING
    pillar: str = "security"
    section: str = "3.1"
    summary: str = "It is well."
    manual: str = (
        "It is well.\n\nFor a reason: https://example.com/manual.\n\nPASS:\n    a: 1\n\n    b: 2\nFAIL:\n    a: 2\n"
    )


def rules(*names: str) -> tuple[Rule, ...]:
    """Checks of those names."""
    return tuple(Rule(name) for name in names)
