"""aws_instance."""

from __future__ import annotations

from exporters.terraform.parts import nested, plain
from exporters.terraform.rules import STRING, whole
from exporters.terraform.shapes import Kind, Scalar

_SIZE = Scalar("number", whole(1))

KIND = Kind(
    "instance",
    left_out={"public_ip": "AWS chooses it"},
    instead={
        "root_volume_size_gb": (
            nested(
                "root_block_device",
                plain("volume_size", _SIZE, lambda instance: instance.root_volume_size_gb, is_required=True),
                plain("volume_type", STRING, lambda instance: "gp3" if instance.root_volume_size_gb else None),
            ),
        )
    },
)
