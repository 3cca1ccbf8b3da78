"""What no price list of AWS has, or where nobody has found its row."""

from __future__ import annotations

NOT_LISTED = {
    "shield_advanced.*": "read from AWS's page: the fee of a subscription, and of what CloudFront sends",
    "fis.action_minute": "read from AWS's page, which has one rate for every commercial region",
    "backup.gb": "AWS Backup asks a rate for each kind of thing that was backed up",
    "access_analyzer.unused_access": "read from AWS's page; its usage type is not known",
}
