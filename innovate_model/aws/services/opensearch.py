"""OpenSearch domains in VPCs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.opensearch_domain import OpensearchDomain

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

TAGS = Call("opensearch", "list_tags", ask=by("ARN", "ARN"))
DESCRIBE = Call("opensearch", "describe_domain", "DomainStatus", ask=by("DomainName", "DomainName"), then=(TAGS,))
DOMAINS = Call("opensearch", "list_domain_names", "DomainNames", then=(DESCRIBE,))


class OpensearchDomains(AwsType[OpensearchDomain]):
    """A domain outside every VPC is not what the model means by one: nothing there holds it."""

    resource = OpensearchDomain
    calls = (DOMAINS, DESCRIBE)
    needs = ("kms_key", "subnet", "security_group")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(DOMAINS):
            domain = view.one(DESCRIBE, item)
            if isinstance(domain, Mapping) and not domain.get("Deleted"):
                tags = view.tags(TAGS, domain)
                vpc = (domain.get("VPCOptions") or {}).get("VPCId") or ""
                yield Seen(domain["ARN"], domain, str(tags.get("Name", domain["DomainName"])), vpc, tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        cluster, at_rest = item.get("ClusterConfig") or {}, item.get("EncryptionAtRestOptions") or {}
        network = item.get("VPCOptions") or {}
        return {
            "engine_version": item["EngineVersion"],
            "instance_type": cluster["InstanceType"],
            "instance_count": cluster.get("InstanceCount", 1),
            "zone_awareness_enabled": bool(cluster.get("ZoneAwarenessEnabled")),
            "volume_size_gb": (item.get("EBSOptions") or {}).get("VolumeSize"),
            "subnets": view.addresses(network.get("SubnetIds")),
            "security_groups": view.addresses(network.get("SecurityGroupIds")),
            "encrypt_at_rest": bool(at_rest.get("Enabled")),
            "node_to_node_encryption": bool((item.get("NodeToNodeEncryptionOptions") or {}).get("Enabled")),
            "enforce_https": bool((item.get("DomainEndpointOptions") or {}).get("EnforceHTTPS")),
            "kms_key": view.address(at_rest.get("KmsKeyId")),
        }

    def create(self, sandbox: Sandbox, resource: OpensearchDomain) -> str:
        zones = {"ZoneAwarenessConfig": {"AvailabilityZoneCount": min(len(resource.subnets), 3)}}
        volume = {"EBSEnabled": True, "VolumeType": "gp3", "VolumeSize": resource.volume_size_gb}
        made = sandbox.client("opensearch", resource).create_domain(
            DomainName=sandbox.unique_name(resource, 28),
            EngineVersion=resource.engine_version,
            ClusterConfig={
                "InstanceType": resource.instance_type,
                "InstanceCount": resource.instance_count,
                "ZoneAwarenessEnabled": resource.zone_awareness_enabled,
                **(zones if resource.zone_awareness_enabled else {}),
            },
            VPCOptions={
                "SubnetIds": sandbox.ids_of(resource.subnets),
                "SecurityGroupIds": sandbox.ids_of(resource.security_groups),
            },
            EncryptionAtRestOptions={
                "Enabled": resource.encrypt_at_rest,
                **({"KmsKeyId": sandbox.id(resource.kms_key)} if resource.kms_key else {}),
            },
            NodeToNodeEncryptionOptions={"Enabled": resource.node_to_node_encryption},
            DomainEndpointOptions={"EnforceHTTPS": resource.enforce_https},
            TagList=sandbox.tag_list(resource),
            **({"EBSOptions": volume} if resource.volume_size_gb else {}),
        )
        return str(made["DomainStatus"]["ARN"])
