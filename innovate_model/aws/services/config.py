"""Recorders and aggregators of AWS Config."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, View
from innovate_model.aws.services.s3 import bucket_arn
from innovate_model.resources.config_aggregator import ConfigAggregator
from innovate_model.resources.config_recorder import ConfigRecorder

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

TAGS, AGGREGATOR_TAGS = (
    Call("config", "list_tags_for_resource", ask=by("ResourceArn", key))
    for key in ("arn", "ConfigurationAggregatorArn")
)
RECORDERS = Call("config", "describe_configuration_recorders", "ConfigurationRecorders", then=(TAGS,))
CHANNELS = Call("config", "describe_delivery_channels", "DeliveryChannels")
AGGREGATORS = Call("config", "describe_configuration_aggregators", "ConfigurationAggregators", then=(AGGREGATOR_TAGS,))


class ConfigRecorders(AwsType[ConfigRecorder]):
    """A region has one delivery channel, to which its recorder delivers.

    Services of AWS keep recorders of their own.
    """

    resource = ConfigRecorder
    calls = (RECORDERS, CHANNELS)
    needs = ("s3_bucket",)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(RECORDERS):
            tags = view.tags(TAGS, item)
            why = "recorder of an AWS service" if item.get("servicePrincipal") else ""
            arn = item.get("arn") or f"arn:aws:config:{view.region}:{view.account_id}:recorder/{item['name']}"
            yield Seen(arn, item, tags.get("Name", item["name"]), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        group, mode = seen.item.get("recordingGroup") or {}, seen.item.get("recordingMode") or {}
        bucket = next((each["s3BucketName"] for each in view.items(CHANNELS)), "")
        return {
            "all_supported": bool(group.get("allSupported")),
            "include_global_resource_types": bool(group.get("includeGlobalResourceTypes")),
            "resource_types": tuple(group.get("resourceTypes") or ()),
            "recording_frequency": mode.get("recordingFrequency", UNSAID),
            "to": view.problem(CHANNELS) or (view.address(bucket_arn(bucket)) if bucket else UNSAID),
        }

    def create(self, sandbox: Sandbox, resource: ConfigRecorder) -> str:
        config = sandbox.client("config", resource)
        config.put_configuration_recorder(
            ConfigurationRecorder={
                "name": resource.name,
                "roleARN": sandbox.any_role(resource),
                "recordingGroup": {
                    "allSupported": resource.all_supported,
                    "includeGlobalResourceTypes": resource.include_global_resource_types,
                    "resourceTypes": list(resource.resource_types),
                },
                "recordingMode": {"recordingFrequency": resource.recording_frequency},
            },
            Tags=sandbox.tag_list(resource),
        )
        bucket = sandbox.id(resource.to).rpartition(":")[2]
        config.put_delivery_channel(DeliveryChannel={"name": resource.name, "s3BucketName": bucket})
        return f"arn:aws:config:{sandbox.region(resource)}:{sandbox.account_id(resource)}:recorder/{resource.name}"


class ConfigAggregators(AwsType[ConfigAggregator]):
    """It has one source: the organisation, or accounts."""

    resource = ConfigAggregator
    calls = (AGGREGATORS,)
    needs = ("account",)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(AGGREGATORS):
            tags = view.tags(AGGREGATOR_TAGS, item)
            why = "aggregator of an AWS service" if item.get("CreatedBy") else ""
            name = tags.get("Name", item["ConfigurationAggregatorName"])
            yield Seen(item["ConfigurationAggregatorArn"], item, name, "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        whole = seen.item.get("OrganizationAggregationSource")
        source: Item = whole or next(iter(seen.item.get("AccountAggregationSources") or []), {})
        return {
            "whole_organization": bool(whole),
            "accounts": view.addresses(source.get("AccountIds")),
            "all_regions": bool(source.get("AllAwsRegions")),
        }

    def create(self, sandbox: Sandbox, resource: ConfigAggregator) -> str:
        regions = {"AllAwsRegions": True} if resource.all_regions else {"AwsRegions": [sandbox.region(resource)]}
        source: dict[str, Any] = {
            "AccountAggregationSources": [{"AccountIds": sandbox.ids_of(resource.accounts), **regions}]
        }
        if resource.whole_organization:
            source = {"OrganizationAggregationSource": {"RoleArn": sandbox.any_role(resource), **regions}}
        made = sandbox.client("config", resource).put_configuration_aggregator(
            ConfigurationAggregatorName=resource.name, Tags=sandbox.tag_list(resource), **source
        )
        return str(made["ConfigurationAggregator"]["ConfigurationAggregatorArn"])
