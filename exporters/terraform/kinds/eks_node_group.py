"""aws_eks_node_group."""

from __future__ import annotations

from exporters.terraform.shapes import Kind, Rule

_IN_ORDER = Rule(
    "must have a scaling_config with min_size <= desired_size <= max_size",
    lambda x: (
        f"{x}.scaling_config.min_size <= {x}.scaling_config.desired_size"
        f" && {x}.scaling_config.desired_size <= {x}.scaling_config.max_size"
    ),
)
KIND = Kind("eks_node_group", rules=(_IN_ORDER,))
