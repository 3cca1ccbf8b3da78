"""aws_eip."""

from __future__ import annotations

from exporters.terraform.parts import to_kind
from exporters.terraform.shapes import Kind

KIND = Kind(
    "elastic_ip",
    left_out={"public_ip": "AWS chooses it"},
    instead={
        "to": tuple(
            to_kind(kind, kind, lambda eip: eip.to) for kind in ("instance", "nat_gateway", "network_interface")
        )
    },
)
