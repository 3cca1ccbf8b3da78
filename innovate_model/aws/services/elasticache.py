"""Caches. A replication group does not say where it stands: its member clusters and their subnet group do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, by, tags_of
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, Unknown, View
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

TAGS = Call("elasticache", "list_tags_for_resource", "TagList", ask=by("ResourceName", "ARN"))
GROUPS = Call("elasticache", "describe_replication_groups", "ReplicationGroups", then=(TAGS,))
CLUSTERS = Call("elasticache", "describe_cache_clusters", "CacheClusters")
SUBNET_GROUPS = Call("elasticache", "describe_cache_subnet_groups", "CacheSubnetGroups")
_NO_MEMBER = Unknown("no member cluster was listed that would tell")


class ElasticacheReplicationGroups(AwsType[ElasticacheReplicationGroup]):
    """Engine, subnets and security groups are those of any member."""

    resource = ElasticacheReplicationGroup
    calls = (GROUPS, CLUSTERS, SUBNET_GROUPS)
    needs = ("subnet", "security_group", "kms_key")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"security_groups"})
    model_only: ClassVar[dict[str, str]] = {"data_classification": "AWS keeps no class of data; a tag may"}

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(GROUPS):
            tags = tags_of({"Tags": list(view.answer(TAGS, item).items)})
            vpc = _subnet_group(_member(item, view), view).get("VpcId", "")
            yield Seen(item["ARN"], item, tags.get("Name", item["ReplicationGroupId"]), vpc, tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item, member = seen.item, _member(seen.item, view)
        group = _subnet_group(member, view)
        nodes: Item = next(iter(item.get("NodeGroups") or []), {})
        port = (item.get("ConfigurationEndpoint") or nodes.get("PrimaryEndpoint") or {}).get("Port", UNSAID)
        members = item.get("MemberClusters") or nodes.get("NodeGroupMembers") or []
        return {
            "engine": item.get("Engine") or member.get("Engine") or UNSAID,
            "engine_version": member.get("EngineVersion") or _NO_MEMBER,
            "node_type": item.get("CacheNodeType") or UNSAID,
            "num_cache_clusters": len(members) or UNSAID,
            "port": port,
            "subnets": view.addresses(each["SubnetIdentifier"] for each in group.get("Subnets", []))
            if group
            else _NO_MEMBER,
            "security_groups": view.addresses(each["SecurityGroupId"] for each in member.get("SecurityGroups", []))
            if member
            else _NO_MEMBER,
            "automatic_failover_enabled": item.get("AutomaticFailover") in ("enabled", "enabling"),
            "multi_az_enabled": item.get("MultiAZ") == "enabled",
            "at_rest_encryption_enabled": bool(item.get("AtRestEncryptionEnabled")),
            "transit_encryption_enabled": bool(item.get("TransitEncryptionEnabled")),
            "kms_key": view.address(item.get("KmsKeyId")),
            "auth_secret": Unknown("AWS does not say where the token is kept"),
        }

    def create(self, sandbox: Sandbox, resource: ElasticacheReplicationGroup) -> str:
        elasticache, name = sandbox.client("elasticache", resource), sandbox.unique_name(resource, limit=40)
        elasticache.create_cache_subnet_group(
            CacheSubnetGroupName=name,
            CacheSubnetGroupDescription=name,
            SubnetIds=sandbox.ids_of(resource.subnets),
        )
        made = elasticache.create_replication_group(
            ReplicationGroupId=name,
            ReplicationGroupDescription=name,
            Engine=resource.engine,
            EngineVersion=resource.engine_version,
            CacheNodeType=resource.node_type,
            NumCacheClusters=resource.num_cache_clusters,
            Port=resource.port,
            CacheSubnetGroupName=name,
            SecurityGroupIds=sandbox.ids_of(resource.security_groups),
            AutomaticFailoverEnabled=resource.automatic_failover_enabled,
            MultiAZEnabled=resource.multi_az_enabled,
            AtRestEncryptionEnabled=resource.at_rest_encryption_enabled,
            TransitEncryptionEnabled=resource.transit_encryption_enabled,
            Tags=sandbox.tag_list(resource),
            **({"KmsKeyId": sandbox.id(resource.kms_key)} if resource.kms_key else {}),
        )
        return str(made["ReplicationGroup"]["ARN"])


def _member(item: Item, view: View) -> Item:
    clusters = (each for each in view.items(CLUSTERS) if each.get("ReplicationGroupId") == item["ReplicationGroupId"])
    return next(clusters, {})


def _subnet_group(member: Item, view: View) -> Item:
    groups = (each for each in view.items(SUBNET_GROUPS))
    named = member.get("CacheSubnetGroupName")
    return next((each for each in groups if named and each["CacheSubnetGroupName"] == named), {})
