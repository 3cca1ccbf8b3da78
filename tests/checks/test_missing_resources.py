"""A faulty resource is missing in the model, and its children are not: no check may stumble over that."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest

from innovate_model.checks import Check, all_checks
from innovate_model.graph import build

from .support import examples, loaded


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.name)
def test_a_check_stands_whatever_is_missing(check: Check) -> None:
    """Each resource of each example is taken out by itself."""
    for text in texts(check):
        model = loaded(text).model
        for missing in model.resources:
            left = {address: item for address, item in model.resources.items() if address != missing}
            findings = list(check.findings(build(replace(model, resources=MappingProxyType(left)))))
            assert all(finding.message for finding in findings), missing


def texts(check: Check) -> Iterator[str]:
    """The examples of its manual, good and bad."""
    for title in ("PASS", "FAIL"):
        yield from examples(check.manual, title)
