"""AmazonCloudFront: by the part of the world that viewers are in, the same from every region of AWS."""

from __future__ import annotations

from innovate_model.prices.selector import Selector


def _edge(usage: str, unit: str, per: int = 1) -> Selector:
    return Selector("AmazonCloudFront", unit, usage, per=per, is_global=True)


SELECTORS = {
    **{f"cloudfront.dto.{part}": _edge(f"{part.upper()}-DataTransfer-Out-Bytes", "GB") for part in ("us", "eu")},
    **{
        f"cloudfront.http_10k.{part}": _edge(f"{part.upper()}-Requests-Tier1", "10 thousand requests", 10_000)
        for part in ("us", "eu")
    },
    **{
        f"cloudfront.https_10k.{part}": _edge(f"{part.upper()}-Requests-Tier2-HTTPS", "10 thousand requests", 10_000)
        for part in ("us", "eu")
    },
    **{f"cloudfront.to_origin.{part}": _edge(f"{part.upper()}-DataTransfer-Out-OBytes", "GB") for part in ("us", "eu")},
}
