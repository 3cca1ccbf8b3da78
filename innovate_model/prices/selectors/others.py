"""What no price list of AWS has, or where nobody has found its row."""

from __future__ import annotations

NOT_LISTED = {
    "shield_advanced.*": "read from AWS's page: the fee of a subscription, and of what CloudFront sends",
    "backup.gb": "AWS Backup asks a rate for each kind of thing that was backed up",
}
