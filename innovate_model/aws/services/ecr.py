"""Image repositories.

Replication is a setting of the whole registry, which repositories match by the beginning of their name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.resources.ecr_repository import EcrRepository

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

LIFECYCLE = Call(
    "ecr",
    "get_lifecycle_policy",
    ask=by("repositoryName", "repositoryName"),
    absent=frozenset({"LifecyclePolicyNotFoundException"}),
)
TAGS = Call("ecr", "list_tags_for_resource", "tags", ask=by("resourceArn", "repositoryArn"))
REPOSITORIES = Call("ecr", "describe_repositories", "repositories", then=(LIFECYCLE, TAGS))
REGISTRY = Call("ecr", "describe_registry", "replicationConfiguration.rules")


class EcrRepositories(AwsType[EcrRepository]):
    """Of a lifecycle policy the model knows one sentence: how many images to keep."""

    resource = EcrRepository
    calls = (REPOSITORIES,)
    also_asks = (REGISTRY,)
    needs = ("kms_key",)
    model_only: ClassVar[dict[str, str]] = {
        "architectures": "what images are built for is in the images; a repository takes any",
        "signing": "signatures are images beside the images; no setting asks for them",
    }

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(REPOSITORIES):
            tags = tags_of({"Tags": list(view.answer(TAGS, item).items)})
            yield Seen(item["repositoryArn"], item, tags.get("Name", item["repositoryName"]), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        encryption = item.get("encryptionConfiguration") or {}
        lifecycle = view.one(LIFECYCLE, item)
        return {
            "image_tag_mutability": item.get("imageTagMutability", "MUTABLE"),
            "scan_on_push": bool((item.get("imageScanningConfiguration") or {}).get("scanOnPush")),
            "kms_key": view.address(encryption.get("kmsKey")) if encryption.get("encryptionType") != "AES256" else None,
            "keep_images": lifecycle if isinstance(lifecycle, Unknown) else _kept(lifecycle),
            "replicates_to": view.problem(REGISTRY) or _replicas(item, view),
        }

    def create(self, sandbox: Sandbox, resource: EcrRepository) -> str:
        ecr = sandbox.client("ecr", resource)
        key = {"encryptionType": "KMS", "kmsKey": sandbox.id(resource.kms_key)} if resource.kms_key else None
        made = ecr.create_repository(
            repositoryName=resource.name,
            imageTagMutability=resource.image_tag_mutability,
            imageScanningConfiguration={"scanOnPush": resource.scan_on_push},
            tags=sandbox.tag_list(resource),
            **({"encryptionConfiguration": key} if key else {}),
        )
        if resource.keep_images:
            ecr.put_lifecycle_policy(
                repositoryName=resource.name, lifecyclePolicyText=json.dumps(_policy(resource.keep_images))
            )
        return str(made["repository"]["repositoryArn"])

    def connect(self, sandbox: Sandbox, resource: EcrRepository) -> None:
        if not resource.replicates_to:
            return
        with sandbox.part(resource, "replicates_to"):
            # The registry has one configuration: every repository of the account says it again, whole.
            siblings = (each for each in sandbox.model.of(EcrRepository) if each.parent == resource.parent)
            rules = [_replication(sandbox, each) for each in siblings if each.replicates_to]
            sandbox.client("ecr", resource).put_replication_configuration(replicationConfiguration={"rules": rules})

    def delete(self, sandbox: Sandbox, resource: EcrRepository) -> None:
        name = sandbox.id(resource.address).partition(":repository/")[2]
        sandbox.client("ecr", resource).delete_repository(repositoryName=name, force=True)


def _kept(lifecycle: Mapping[str, Any] | None) -> int | None:
    policy = json.loads((lifecycle or {}).get("lifecyclePolicyText") or "{}")
    for rule in policy.get("rules", []):
        if rule.get("selection", {}).get("countType") == "imageCountMoreThan":
            return int(rule["selection"]["countNumber"])
    return None


def _policy(count: int) -> dict[str, Any]:
    selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count}
    return {"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]}


def _replicas(item: Mapping[str, Any], view: View) -> tuple[str, ...]:
    name, found = item["repositoryName"], []
    for rule in view.items(REGISTRY):
        filters = rule.get("repositoryFilters") or [{"filter": ""}]
        if any(name.startswith(each["filter"]) for each in filters):
            found += [f"arn:aws:ecr:{to['region']}:{to['registryId']}:repository/{name}" for to in rule["destinations"]]
    return view.addresses(sorted(set(found)))


def _replication(sandbox: Sandbox, resource: EcrRepository) -> dict[str, Any]:
    destinations = [
        {"region": sandbox.region(sandbox.model[each]), "registryId": sandbox.account_id(sandbox.model[each])}
        for each in resource.replicates_to
    ]
    filters = [{"filter": resource.name, "filterType": "PREFIX_MATCH"}]
    return {"destinations": destinations, "repositoryFilters": filters}
