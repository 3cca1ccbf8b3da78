"""aws_organizations_account, in the organization's folder. What an account holds is written in a folder of its own."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind(
    "account",
    left_out={"purpose": "a remark of the architect's"},
    rename={"organizational_unit": "parent"},
    instead={"region": (), "environment": (), "default_tags": ()},  # all stand in the account's own folder
)
