"""Autonomous system numbers, which name the two ends of a BGP session."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_LARGEST = 4_294_967_295
_RESERVED = 7224


def _private(asn: int) -> int:
    if not (64_512 <= asn <= 65_534 or 4_200_000_000 <= asn <= 4_294_967_294):
        message = f"{_cut(asn)} is not a private ASN: 64512 to 65534, or 4200000000 to 4294967294"
        raise PydanticCustomError("bad_asn", "{message}", {"message": message})
    return asn


def _customers(asn: int) -> int:
    if not 1 <= asn <= _LARGEST:
        message = f"{_cut(asn)} is not an ASN: 1 to {_LARGEST}"
        raise PydanticCustomError("bad_asn", "{message}", {"message": message})
    if asn == _RESERVED:
        message = f"{asn} is AWS's own ASN, and reserved in every region"
        raise PydanticCustomError("bad_asn", "{message}", {"message": message})
    return asn


def _cut(asn: int) -> str:
    return str(asn) if abs(asn) < 10**12 else "a number of more than 12 digits"


AmazonSideAsn = Annotated[int, AfterValidator(_private)]
"""The ASN of a transit gateway or VPN gateway: a private one.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRequestOptions.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html
"""

CustomerAsn = Annotated[int, AfterValidator(_customers)]
"""The ASN of a customer gateway: any but 7224. (AWS reserves three more in one region each, which is not checked: a
customer gateway does not say its region here.)

https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html
"""
