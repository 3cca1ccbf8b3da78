"""aws_guardduty_detector, with aws_guardduty_organization_configuration, _member and _publishing_destination."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, Addresses, every, one

Feature = Literal[
    "S3_DATA_EVENTS",
    "EKS_AUDIT_LOGS",
    "EBS_MALWARE_PROTECTION",
    "RDS_LOGIN_EVENTS",
    "LAMBDA_NETWORK_LOGS",
    "RUNTIME_MONITORING",
    "AI_PROTECTION",
    "AI_ANALYST",
]


class PublishingDestination(Part):
    """The bucket that findings are exported to, and the key that they are encrypted with, which GuardDuty demands.

    https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
    """

    bucket: Annotated[Address, one("s3_bucket", relation=Relation.SENDS_TO)]
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ASSOCIATED_WITH)]


class GuarddutyDetector(Resource):
    """Looks for threats in an account's CloudTrail events, VPC traffic and DNS queries, and in what its `features` add.

    The detector of the delegated administrator is that of the organisation: `auto_enable_organization_members` puts
    all accounts under it, new ones only, or none but the `members` that it names. A detector is of one region.
    https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
    """

    kind: ClassVar[str] = "guardduty_detector"
    section: ClassVar[str] = "guardduty_detectors"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    enable: bool = True
    features: tuple[Feature, ...] = ()
    auto_enable_organization_members: Literal["ALL", "NEW", "NONE"] = "NONE"
    members: Annotated[Addresses, every("account", relation=Relation.WATCHES)] = ()
    publishing_destination: PublishingDestination | None = None

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        yield Edge(self.address, Relation.WATCHES, self.parent)
        if self.auto_enable_organization_members == "ALL":
            yield Edge(self.address, Relation.WATCHES, "organization", ("auto_enable_organization_members",))
