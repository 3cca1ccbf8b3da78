"""Detectors of GuardDuty, one in a region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

from innovate_model.aws.calls import Call, by, tags_of
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, Unknown, View, unless_unknown
from innovate_model.aws.services.s3 import bucket_arn
from innovate_model.resources.guardduty_detector import Feature, GuarddutyDetector

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_OF_IT = by("DetectorId")
DETECTOR = Call("guardduty", "get_detector", ask=_OF_IT)
ADMINISTRATOR = Call("guardduty", "get_administrator_account", "Administrator", ask=_OF_IT)
ORGANIZATION = Call("guardduty", "describe_organization_configuration", ask=_OF_IT, continuation="NextToken")
MEMBERS = Call("guardduty", "list_members", "Members", ask=_OF_IT)
DESTINATION = Call(
    "guardduty",
    "describe_publishing_destination",
    ask=lambda item, request: {"DetectorId": request["DetectorId"], "DestinationId": item["DestinationId"]},
)
DESTINATIONS = Call(
    "guardduty",
    "list_publishing_destinations",
    "Destinations",
    ask=_OF_IT,
    then=(DESTINATION,),
    continuation="NextToken",
)
DETECTORS = Call(
    "guardduty",
    "list_detectors",
    "DetectorIds",
    then=(DETECTOR, ADMINISTRATOR, ORGANIZATION, MEMBERS, DESTINATIONS),
)


class GuarddutyDetectors(AwsType[GuarddutyDetector]):
    """Those of member accounts are made by the organisation's administrator, whose own detector says it."""

    resource = GuarddutyDetector
    calls = (DETECTORS, DETECTOR)
    needs = ("s3_bucket", "kms_key")

    def seen(self, view: View) -> Iterator[Seen]:
        for detector_id in view.items(DETECTORS):
            detector = view.one(DETECTOR, detector_id)
            if isinstance(detector, Mapping):
                tags = tags_of(detector)
                above = view.one(ADMINISTRATOR, detector_id)
                is_member = isinstance(above, Mapping) and bool(above.get("AccountId")) and not tags
                why = "detector of a member account" if is_member else ""
                whole = {**detector, "DetectorId": detector_id}
                arn = f"arn:aws:guardduty:{view.region}:{view.account_id}:detector/{detector_id}"
                yield Seen(arn, whole, tags.get("Name", ""), "", tags, (detector_id,), why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        detector = seen.item["DetectorId"]
        organization = unless_unknown(
            view.one(ORGANIZATION, detector), lambda told: (told or {}).get("AutoEnableOrganizationMembers", UNSAID)
        )
        members = unless_unknown(
            view.several(MEMBERS, detector), lambda found: view.addresses(each["AccountId"] for each in found)
        )
        return {
            "enable": seen.item["Status"] == "ENABLED",
            "features": tuple(
                each["Name"]
                for each in seen.item.get("Features") or ()
                if each.get("Status") == "ENABLED" and each["Name"] in get_args(Feature)
            ),
            "auto_enable_organization_members": organization,
            "members": () if organization == "ALL" else members,
            "publishing_destination": _destination(detector, view),
        }

    def create(self, sandbox: Sandbox, resource: GuarddutyDetector) -> tuple[str, ...]:
        made = sandbox.client("guardduty", resource).create_detector(
            Enable=resource.enable,
            Features=[{"Name": each, "Status": "ENABLED"} for each in resource.features],
            Tags=sandbox.tags(resource),
        )["DetectorId"]
        account, region = sandbox.account_id(resource), sandbox.region(resource)
        return f"arn:aws:guardduty:{region}:{account}:detector/{made}", made

    def connect(self, sandbox: Sandbox, resource: GuarddutyDetector) -> None:
        guardduty, detector = sandbox.client("guardduty", resource), sandbox.other_id(resource.address)
        destination, automatic = resource.publishing_destination, resource.auto_enable_organization_members
        if automatic != "NONE":
            with sandbox.part(resource, "auto_enable_organization_members"):
                guardduty.update_organization_configuration(
                    DetectorId=detector, AutoEnableOrganizationMembers=automatic
                )
        if destination is not None:
            with sandbox.part(resource, "publishing_destination"):
                properties = {
                    "DestinationArn": sandbox.id(destination.bucket),
                    "KmsKeyArn": sandbox.id(destination.kms_key),
                }
                guardduty.create_publishing_destination(
                    DetectorId=detector, DestinationType="S3", DestinationProperties=properties
                )


def _destination(detector: str, view: View) -> dict[str, Any] | Unknown | None:
    found = view.several(DESTINATIONS, detector)
    if isinstance(found, Unknown):
        return found
    for each in found:
        whole = view.one(DESTINATION, each, {"DetectorId": detector})
        if isinstance(whole, Unknown):
            return whole
        told = (whole or {}).get("DestinationProperties") or {}
        name = str(told.get("DestinationArn", "")).rpartition(":")[2].partition("/")[0]
        return {"bucket": view.address(bucket_arn(name)), "kms_key": view.address(told.get("KmsKeyArn"))}
    return None
