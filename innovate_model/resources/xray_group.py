"""aws_xray_group: the traces that an expression chooses."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.base import Resource
from innovate_model.values import Name


class XrayGroup(Resource):
    """Traces in AWS X-Ray that fit `filter_expression`, with metrics and a map of their own. Who sends them says so.

    X-Ray itself is there in every account and keeps traces 30 days. Its SDKs and its daemon are in maintenance since
    2026-02-25 (https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-eos.html): OpenTelemetry sends to it.
    https://docs.aws.amazon.com/xray/latest/devguide/xray-console-groups.html
    """

    kind: ClassVar[str] = "xray_group"
    section: ClassVar[str] = "xray_groups"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    filter_expression: Name
    insights_enabled: bool = False
