"""How AWS's price list marks usage types with their region."""

from __future__ import annotations

_CODES = {
    "af-south-1": "AFS1", "ap-east-1": "APE1", "ap-northeast-1": "APN1", "ap-northeast-2": "APN2",
    "ap-northeast-3": "APN3", "ap-south-1": "APS3", "ap-south-2": "APS5", "ap-southeast-1": "APS1",
    "ap-southeast-2": "APS2", "ap-southeast-3": "APS4", "ap-southeast-4": "APS6", "ca-central-1": "CAN1",
    "ca-west-1": "CAN2", "eu-central-1": "EUC1", "eu-central-2": "EUC2", "eu-north-1": "EUN1", "eu-south-1": "EUS1",
    "eu-south-2": "EUS2", "eu-west-1": "EU", "eu-west-2": "EUW2", "eu-west-3": "EUW3", "il-central-1": "ILC1",
    "me-central-1": "MEC1", "me-south-1": "MES1", "sa-east-1": "SAE1", "us-east-1": "USE1", "us-east-2": "USE2",
    "us-west-1": "USW1", "us-west-2": "USW2",
}  # fmt: skip
"""https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html"""


def prefixes(region: str) -> tuple[str, ...]:
    """What may stand before a usage type of a region: its code (some services write it the long way: EUW1 beside EU),
    its name (AWS KMS), and nothing in us-east-1, whose usage types often have no prefix. () for a region whose code is
    not known: what then stood there could as well be `TS-` or `Outposts-`."""
    code = _CODES.get(region)
    if code is None:
        return ()
    codes = (code, "EUW1") if region == "eu-west-1" else (code,)
    marked = tuple(f"{each}-" for each in (*codes, region))
    return ("", *marked) if region == "us-east-1" else marked
