"""AWS's price list through `pricing:GetProducts`: what a company may still ask where the bulk files are out of reach.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from innovate_model.aws.access import Access, client

REGION = "us-east-1"
"""One of the few regions with an endpoint of this API; prices of all regions are asked there.
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html"""


class NoPriceApi(RuntimeError):
    """GetProducts did not answer; the message says why."""


def products(access: Access, service: str, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Every product of a service whose attributes have these values, page by page, with its terms. The API answers
    with JSON in a list of strings. NoPriceApi where it does not answer, NoBoto3 without boto3."""
    api = client(access, "pricing", REGION)
    from botocore.exceptions import BotoCoreError, ClientError

    wanted = [{"Type": "TERM_MATCH", "Field": field, "Value": value} for field, value in sorted(filters.items())]
    pages = api.get_paginator("get_products").paginate(ServiceCode=service, Filters=wanted, FormatVersion="aws_v1")
    try:
        for page in pages:
            for text in page["PriceList"]:
                yield _product(text)
    except (BotoCoreError, ClientError) as error:
        raise NoPriceApi(f"pricing:GetProducts for {service}: {error}") from None


def _product(text: str) -> dict[str, Any]:
    try:
        product: dict[str, Any] = json.loads(text)
    except (ValueError, TypeError):
        raise NoPriceApi(f"pricing:GetProducts: {text!r:.60} is not JSON") from None
    return product
