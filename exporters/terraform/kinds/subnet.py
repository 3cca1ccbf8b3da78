"""aws_subnet, with the associations of its route table and network ACL."""

from __future__ import annotations

from exporters.terraform.rules import at_least_one
from exporters.terraform.shapes import Kind

KIND = Kind("subnet", rules=(at_least_one("cidr_block", "ipv6_cidr_block"),))
