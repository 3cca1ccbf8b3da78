"""Certificates, which the model names by their domain. No type of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innovate_model.aws.calls import HOME_REGION, Call
from innovate_model.aws.services.base import View
from innovate_model.resources.base import Resource

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_KEY_TYPES = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]
CERTIFICATES = Call("acm", "list_certificates", "CertificateSummaryList", (("Includes", {"keyTypes": _KEY_TYPES}),))
"""Without `Includes` ACM lists RSA certificates only
(https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html)."""


def certificate_name(arn: str | None, view: View) -> str:
    """The domain of a certificate; the ARN itself where it was not seen; "" for none."""
    for item in view.items(CERTIFICATES):
        if item["CertificateArn"] == arn:
            return str(item["DomainName"])
    return arn or ""


def certificate_arn(sandbox: Sandbox, resource: Resource, name: str, region: str = "") -> str:
    """A certificate in the emulator for what the model names, made when it is not there."""
    if name.startswith("arn:"):
        return name
    acm = sandbox.client("acm", resource, region)
    for item in acm.list_certificates()["CertificateSummaryList"]:
        if item["DomainName"] == name:
            return str(item["CertificateArn"])
    return str(acm.request_certificate(DomainName=name, ValidationMethod="DNS")["CertificateArn"])


def at_the_edge(view: View) -> View:
    """What CloudFront uses stands in the home region."""
    return View(view.snapshot, view.account_id, HOME_REGION, view.names)
