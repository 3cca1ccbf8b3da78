"""aws_ec2_transit_gateway, in the words of the community module terraform-aws-modules/transit-gateway."""

from __future__ import annotations

from exporters.terraform.parts import plain
from exporters.terraform.rules import BOOL
from exporters.terraform.shapes import Kind

KIND = Kind(
    "transit_gateway",
    rename={"security_group_referencing_support": "enable_sg_referencing_support"},
    # Both are on when nothing is said; the model says associations and propagations at the attachments.
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRequestOptions.html
    added=(
        plain("enable_default_route_table_association", BOOL, lambda gateway: False, default=False),
        plain("enable_default_route_table_propagation", BOOL, lambda gateway: False, default=False),
    ),
)
