"""SNS topics, with who is subscribed to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import AwsType, Seen, View, unless_unknown
from innovate_model.resources.sns_topic import SnsTopic

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

ATTRIBUTES = Call("sns", "get_topic_attributes", "Attributes", ask=by("TopicArn", "TopicArn"))
SUBSCRIPTIONS = Call("sns", "list_subscriptions_by_topic", "Subscriptions", ask=by("TopicArn", "TopicArn"))
TAGS = Call("sns", "list_tags_for_resource", ask=by("ResourceArn", "TopicArn"))
TOPICS = Call("sns", "list_topics", "Topics", then=(ATTRIBUTES, SUBSCRIPTIONS, TAGS))


class SnsTopics(AwsType[SnsTopic]):
    """A subscription has no name in AWS; an endpoint that has not confirmed is subscribed all the same."""

    resource = SnsTopic
    calls = (TOPICS,)
    needs = ("kms_key",)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(TOPICS):
            tags = view.tags(TAGS, item)
            name = item["TopicArn"].rpartition(":")[2]
            yield Seen(item["TopicArn"], item, tags.get("Name", name), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "region": view.region,
            "kms_key": unless_unknown(
                view.one(ATTRIBUTES, seen.item), lambda told: view.address((told or {}).get("KmsMasterKeyId"))
            ),
            "subscriptions": unless_unknown(
                view.several(SUBSCRIPTIONS, seen.item),
                lambda found: {f"{each['Protocol']} {each['Endpoint']}": _subscription(each) for each in found},
            ),
        }

    def create(self, sandbox: Sandbox, resource: SnsTopic) -> str:
        made = sandbox.client("sns", resource).create_topic(
            Name=resource.name,
            Attributes={"KmsMasterKeyId": sandbox.id(resource.kms_key)} if resource.kms_key else {},
            Tags=sandbox.tag_list(resource),
        )
        return str(made["TopicArn"])

    def connect(self, sandbox: Sandbox, resource: SnsTopic) -> None:
        for name, each in resource.subscriptions.items():
            with sandbox.part(resource, "subscriptions", name):
                sandbox.client("sns", resource).subscribe(
                    TopicArn=sandbox.id(resource.address), Protocol=each.protocol, Endpoint=each.endpoint
                )

    def delete(self, sandbox: Sandbox, resource: SnsTopic) -> None:
        sandbox.client("sns", resource).delete_topic(TopicArn=sandbox.id(resource.address))


def _subscription(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"protocol": item["Protocol"], "endpoint": item["Endpoint"]}
