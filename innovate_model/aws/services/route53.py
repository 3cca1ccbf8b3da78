"""Zones of Route 53 with their records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope, by
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View, unless_unknown
from innovate_model.resources.route53_zone import Record, Route53Zone

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


def _plain_id(item: Item) -> str:
    return str(item["Id"]).rpartition("/")[2]


ZONE = Call("route53", "get_hosted_zone", scope=Scope.ACCOUNT, ask=by("Id", "Id"))
RECORDS = Call(
    "route53", "list_resource_record_sets", "ResourceRecordSets", scope=Scope.ACCOUNT, ask=by("HostedZoneId", "Id")
)
TAGS = Call(
    "route53",
    "list_tags_for_resource",
    "ResourceTagSet",
    scope=Scope.ACCOUNT,
    ask=lambda item, request: {"ResourceType": "hostedzone", "ResourceId": _plain_id(item)},
)
ZONES = Call("route53", "list_hosted_zones", "HostedZones", scope=Scope.ACCOUNT, then=(ZONE, RECORDS, TAGS))
_SEVERAL = Unknown("records of several types bear this name, and the model says one")
_PROOF = ".acm-validations.aws"
_ANY_ZONE = "Z2FDTNDATAQYW2"
"""CloudFront's own zone, which the target of an alias to it names."""


class Route53Zones(AwsType[Route53Zone]):
    """A record that hands on to another zone says that zone's name servers, which no two zones share with their name.

    What AWS puts there by itself (the zone's own NS and SOA), and the proofs of certificates, are no records of a
    design. The zones of Cloud Map are Cloud Map's.
    """

    resource = Route53Zone
    calls = (ZONES, ZONE)
    needs = ("vpc",)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(ZONES):
            tags, domain = view.tags(TAGS, item), item["Name"].rstrip(".")
            why = "zone of an AWS service" if item.get("LinkedService") else ""
            whole = view.one(ZONE, item)
            servers = _delegation(domain, whole) if isinstance(whole, Mapping) else domain
            arn = f"arn:aws:route53:::hostedzone/{_plain_id(item)}"
            yield Seen(arn, item, tags.get("Name", domain), "", tags, (servers, _plain_id(item)), why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        domain = seen.item["Name"].rstrip(".")
        return {
            "domain_name": domain,
            "vpcs": unless_unknown(
                view.one(ZONE, seen.item),
                lambda told: view.addresses(each["VPCId"] for each in (told or {}).get("VPCs") or ()),
            ),
            "records": unless_unknown(
                view.several(RECORDS, seen.item), lambda found: dict(_records(domain, found, view))
            ),
        }

    def region(self, sandbox: Sandbox, resource: Route53Zone) -> str:
        return HOME_REGION

    def create(self, sandbox: Sandbox, resource: Route53Zone) -> tuple[str, ...]:
        route53 = sandbox.client("route53", resource)
        vpcs = [_vpc(sandbox, each) for each in resource.vpcs]
        made = route53.create_hosted_zone(
            Name=resource.domain_name,
            CallerReference=resource.address,
            **({"VPC": vpcs[0], "HostedZoneConfig": {"PrivateZone": True}} if vpcs else {}),
        )
        zone = _plain_id(made["HostedZone"])
        for each in vpcs[1:]:
            with sandbox.part(resource, "vpcs"):
                route53.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=each)
        tags = sandbox.tag_list(resource)
        route53.change_tags_for_resource(ResourceType="hostedzone", ResourceId=zone, AddTags=tags)
        return f"arn:aws:route53:::hostedzone/{zone}", _delegation(resource.domain_name, made), zone

    def connect(self, sandbox: Sandbox, resource: Route53Zone) -> None:
        zone = sandbox.id(resource.address).rpartition("/")[2]
        for name, record in resource.records.items():
            with sandbox.part(resource, "records", name):
                changes = [{"Action": "CREATE", "ResourceRecordSet": each} for each in _sets(sandbox, name, record)]
                sandbox.client("route53", resource).change_resource_record_sets(
                    HostedZoneId=zone, ChangeBatch={"Changes": changes}
                )


def _delegation(domain: str, whole: Mapping[str, Any]) -> str:
    servers = (whole.get("DelegationSet") or {}).get("NameServers") or ()
    return " ".join((domain, *sorted(each.rstrip(".") for each in servers)))


def _records(domain: str, found: Sequence[Item], view: View) -> Iterator[tuple[str, Any]]:
    by_name: dict[str, list[Item]] = {}
    for each in found:
        name = each["Name"].replace("\\052", "*").rstrip(".")
        is_own = name == domain and each["Type"] in ("NS", "SOA")
        if not is_own and not any(value.endswith(_PROOF) for value in _values(each)):
            by_name.setdefault(name, []).append(each)
    for name, sets in by_name.items():
        if all(each.get("SetIdentifier") and each.get("Region") for each in sets):
            targets = {each["SetIdentifier"]: _target(each, view) for each in sets}
            unknown = next((each for each in targets.values() if isinstance(each, Unknown)), None)
            yield name, unknown or {"type": sets[0]["Type"], "latency": targets}
        else:
            yield name, _record(name, sets[0], view) if len(sets) == 1 else _SEVERAL


def _values(item: Item) -> tuple[str, ...]:
    return tuple(each["Value"].rstrip(".") for each in item.get("ResourceRecords") or ())


def _record(name: str, item: Item, view: View) -> dict[str, Any] | Unknown:
    if item.get("AliasTarget"):
        target = _target(item, view)
        return target if isinstance(target, Unknown) else {"type": item["Type"], "alias": target}
    said = {"type": item["Type"], "ttl": item.get("TTL", 300)}
    zone = view.known(" ".join((name, *sorted(_values(item))))) if item["Type"] == "NS" else None
    return {**said, "delegates_to": zone} if zone else {**said, "values": _values(item)}


def _target(item: Item, view: View) -> str | Unknown:
    name = str((item.get("AliasTarget") or {}).get("DNSName", "")).rstrip(".").lower()
    return view.known(name.removeprefix("dualstack.")) or Unknown(f"it leads to {name}, which was not seen")


def _vpc(sandbox: Sandbox, address: str) -> dict[str, str]:
    return {"VPCRegion": sandbox.region(sandbox.model[address]), "VPCId": sandbox.id(address)}


def _sets(sandbox: Sandbox, name: str, record: Record) -> Iterator[dict[str, Any]]:
    """The record sets of one name."""
    plain = {"Name": name, "Type": record.type_}
    for identifier, target in record.latency.items():
        region = sandbox.region(sandbox.model[target])
        yield {**plain, "SetIdentifier": identifier, "Region": region, "AliasTarget": _alias(sandbox, target)}
    if record.alias:
        yield {**plain, "AliasTarget": _alias(sandbox, record.alias)}
    values = list(record.values)
    if record.delegates_to:
        values = sandbox.other_id(record.delegates_to).split()[1:]
    if values:
        yield {**plain, "TTL": record.ttl, "ResourceRecords": [{"Value": each} for each in values]}


def _alias(sandbox: Sandbox, target: str) -> dict[str, Any]:
    return {"DNSName": sandbox.other_id(target).lower(), "HostedZoneId": _ANY_ZONE, "EvaluateTargetHealth": False}
