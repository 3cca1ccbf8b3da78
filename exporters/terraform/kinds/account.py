"""aws_organizations_account, in the organization's folder. What an account holds is written in a folder of its own."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind(
    "account",
    left_out={
        "purpose": "a remark of the architect's",
        "default_tags": "they belong to the `default_tags` of the provider of the account's folder",
    },
    rename={"organizational_unit": "parent"},
    instead={"region": (), "environment": ()},  # both stand in the account's own folder
)
