"""Certificates of ACM. Listeners and distributions name them by their domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import HOME_REGION, Call, by
from innovate_model.aws.services.base import STAND_IN, UNSAID, AwsType, Seen, View
from innovate_model.resources.acm_certificate import AcmCertificate
from innovate_model.resources.base import Resource

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_KEY_TYPES = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]
DESCRIBE = Call("acm", "describe_certificate", "Certificate", ask=by("CertificateArn", "CertificateArn"))
TAGS = Call("acm", "list_tags_for_certificate", ask=by("CertificateArn", "CertificateArn"))
CERTIFICATES = Call(
    "acm",
    "list_certificates",
    "CertificateSummaryList",
    (("Includes", {"keyTypes": _KEY_TYPES}),),
    then=(DESCRIBE, TAGS),
)
"""Without `Includes` ACM lists RSA certificates only
(https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html)."""


class AcmCertificates(AwsType[AcmCertificate]):
    """AWS lists the first name among the alternative ones again."""

    resource = AcmCertificate
    calls = (CERTIFICATES, DESCRIBE)
    model_only: ClassVar[dict[str, str]] = {
        "validation_zone": "AWS looks for the proof by its name, and keeps no word on the zone that holds it"
    }

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(CERTIFICATES):
            certificate = view.one(DESCRIBE, item)
            if isinstance(certificate, Mapping):
                tags = view.tags(TAGS, item)
                why = "stand-in of the sandbox" if STAND_IN in tags else ""
                name = str(tags.get("Name", certificate["DomainName"]))
                yield Seen(item["CertificateArn"], certificate, name, "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        proofs = [each.get("ValidationMethod") for each in item.get("DomainValidationOptions") or ()]
        return {
            "region": view.region,
            "domain_name": item["DomainName"],
            "subject_alternative_names": tuple(
                each for each in item.get("SubjectAlternativeNames") or () if each != item["DomainName"]
            ),
            "validation_method": next((each for each in proofs if each), UNSAID),
        }

    def create(self, sandbox: Sandbox, resource: AcmCertificate) -> str:
        return sandbox.ids.get(resource.address) or _requested(sandbox, resource)

    def delete(self, sandbox: Sandbox, resource: AcmCertificate) -> None:
        sandbox.client("acm", resource).delete_certificate(CertificateArn=sandbox.id(resource.address))


def _requested(sandbox: Sandbox, resource: AcmCertificate) -> str:
    names = {"SubjectAlternativeNames": list(resource.subject_alternative_names)}
    made = sandbox.client("acm", resource).request_certificate(
        DomainName=resource.domain_name,
        ValidationMethod=resource.validation_method,
        Tags=sandbox.tag_list(resource),
        **(names if resource.subject_alternative_names else {}),
    )
    return str(made["CertificateArn"])


def certificate_name(arn: str | None, view: View) -> str:
    """The domain of a certificate; the ARN itself where it was not seen; "" for none."""
    for item in view.items(CERTIFICATES):
        if item["CertificateArn"] == arn:
            return str(item["DomainName"])
    return arn or ""


def certificate_arn(sandbox: Sandbox, resource: Resource, name: str, region: str = "") -> str:
    """The certificate in the emulator for what the model names: the designed one of that domain, else a stand-in."""
    if name.startswith("arn:"):
        return name
    account, region = sandbox.account_id(resource), region or sandbox.region(resource)
    for each in sandbox.model.of(AcmCertificate):
        if (each.domain_name, each.region, sandbox.account_id(each)) == (name, region, account):
            sandbox.learn(each, sandbox.ids.get(each.address) or _requested(sandbox, each))
            return sandbox.id(each.address)
    acm = sandbox.client("acm", resource, region)
    for item in acm.list_certificates()["CertificateSummaryList"]:
        if item["DomainName"] == name:
            return str(item["CertificateArn"])
    tags = [{"Key": STAND_IN, "Value": "yes"}]
    return str(acm.request_certificate(DomainName=name, ValidationMethod="DNS", Tags=tags)["CertificateArn"])


def at_the_edge(view: View) -> View:
    """What CloudFront uses stands in the home region."""
    return View(view.snapshot, view.account_id, HOME_REGION, view.names)
