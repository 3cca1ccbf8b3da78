"""aws_ecr_registry_scanning_configuration: one rule, whose filters are wildcards."""

from __future__ import annotations

from exporters.terraform.parts import nested, plain
from exporters.terraform.rules import NAME, one_of
from exporters.terraform.shapes import Kind, Many, Scalar

_FREQUENCY = Scalar("string", one_of("SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL"))
_RULE = nested(
    "rule",
    plain("repository_filter", Many(NAME), lambda scanning: sorted(scanning.repository_filters), is_required=True),
    plain("scan_frequency", _FREQUENCY, lambda scanning: scanning.scan_frequency, is_required=True),
)
KIND = Kind("ecr_registry_scanning_configuration", instead={"scan_frequency": (_RULE,), "repository_filters": ()})
