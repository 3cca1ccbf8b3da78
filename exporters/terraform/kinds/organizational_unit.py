"""aws_organizations_organizational_unit, whose `parent_id` is another unit's or the root's."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind("organizational_unit", rename={"parent_unit": "parent"})
