"""An Availability Zone: never written as a resource, implied by the VPCs and subnets that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from innovate_model.edge import Edge
from innovate_model.resources.base import Resource

ZONES_IN_REGION = {
    "us-east-1": "abcdef",
    "us-east-2": "abc",
    "us-west-1": "abc",
    "us-west-2": "abcd",
    "ca-central-1": "abd",
    "sa-east-1": "abc",
    "eu-west-1": "abc",
    "eu-west-2": "abc",
    "eu-west-3": "abc",
    "eu-central-1": "abc",
    "eu-central-2": "abc",
    "eu-north-1": "abc",
    "eu-south-1": "abc",
    "ap-northeast-1": "abcd",
    "ap-northeast-2": "abcd",
    "ap-south-1": "abc",
    "ap-southeast-1": "abc",
    "ap-southeast-2": "abc",
}
"""Letters in use. A region that is not listed is not checked.
https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html"""


class AvailabilityZone(Resource):
    """One or more data centres with power and network of their own, inside a region.

    The model takes a name (`us-east-1a`) to be the same place in every account. AWS promises that only for zone ids
    and for regions opened since 2012: https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
    """

    kind: ClassVar[str] = "availability_zone"
    section: ClassVar[str] = "availability_zones"
    parents: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def address_of(cls, zone: str) -> str:
        """The address of a zone by its full name."""
        return f"{cls.section}.{zone}"

    def edges(self) -> Iterator[Edge]:
        """None: what stands in a zone says so."""
        return iter(())


class _Zone:
    """`a` or `us-east-1a` as written -> `us-east-1a`, checked against the region."""

    def _validate(self, value: Any, info: core_schema.ValidationInfo) -> str:
        text = str(value)
        region = info.context.region if info.context is not None else ""
        if len(text) == 1 and region:
            text = region + text
        if not region:  # built in Python, or the missing region is a finding already
            return text
        match = re.fullmatch(r"([a-z]{2,4}(?:-[a-z]+)+-\d)([a-z])", text)
        if match is None:
            self._refuse(f"`{value}` is not an Availability Zone such as a or us-east-1a")
        elif match[1] != region:
            self._refuse(f"`{value}` is not in {region}, the region of its VPC")
        elif match[2] not in ZONES_IN_REGION.get(region, match[2]):
            self._refuse(f"`{value}`: {region} has the zones {', '.join(ZONES_IN_REGION[region])}")
        return text

    @staticmethod
    def _refuse(message: str) -> None:
        raise PydanticCustomError("bad_availability_zone", "{message}", {"message": message})

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(self._validate)


ZoneName = Annotated[str, _Zone()]
"""The full name of an Availability Zone; its letter is enough in YAML."""
