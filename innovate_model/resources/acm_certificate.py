"""aws_acm_certificate, with its validation."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.resources.route53_zone import DomainName
from innovate_model.values import Region


class AcmCertificate(Resource):
    """A certificate of AWS Certificate Manager for one or more names, renewed while its validation stands.

    `*.example.com` covers `app.example.com`, and neither `example.com` nor `a.app.example.com`. Those of CloudFront
    stand in us-east-1. `validation_zone` holds the record that proves that the names are one's own.
    https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
    https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
    """

    kind: ClassVar[str] = "acm_certificate"
    section: ClassVar[str] = "acm_certificates"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    domain_name: DomainName
    subject_alternative_names: tuple[DomainName, ...] = ()
    validation_method: Literal["DNS", "EMAIL"] = "DNS"
    validation_zone: Annotated[Address, one("route53_zone", relation=Relation.ASSOCIATED_WITH)] | None = None

    def covers(self, name: str) -> bool:
        """Whether it is valid for a name, or for all names that a pattern stands for."""
        above = "*." + name.partition(".")[2]
        return any(own in (name, above) for own in (self.domain_name, *self.subject_alternative_names))
