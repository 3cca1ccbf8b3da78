"""Domains and repositories of CodeArtifact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.codeartifact_domain import CodeartifactDomain
from innovate_model.resources.codeartifact_repository import CodeartifactRepository

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


def _of_domain(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"domain": item["name"], "domainOwner": item["owner"]}


def _of_repository(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"domain": item["domainName"], "domainOwner": item["domainOwner"], "repository": item["name"]}


TAGS = Call("codeartifact", "list_tags_for_resource", ask=by("resourceArn", "arn"))
REPOSITORY = Call("codeartifact", "describe_repository", "repository", ask=_of_repository)
REPOSITORIES = Call(
    "codeartifact", "list_repositories_in_domain", "repositories", ask=_of_domain, then=(REPOSITORY, TAGS)
)
DOMAINS = Call("codeartifact", "list_domains", "domains", then=(REPOSITORIES, TAGS))


class CodeartifactDomains(AwsType[CodeartifactDomain]):
    """Domains of other accounts that one may use are listed, too."""

    resource = CodeartifactDomain
    calls = (DOMAINS,)
    needs = ("kms_key",)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in _own(view):
            tags = view.tags(TAGS, item)
            yield Seen(item["arn"], item, tags.get("Name", item["name"]), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {"kms_key": view.known(str(seen.item.get("encryptionKey")))}  # AWS's own key was never seen

    def create(self, sandbox: Sandbox, resource: CodeartifactDomain) -> str:
        made = sandbox.client("codeartifact", resource).create_domain(
            domain=resource.name,
            tags=[{"key": key, "value": value} for key, value in sandbox.tags(resource).items()],
            **({"encryptionKey": sandbox.id(resource.kms_key)} if resource.kms_key else {}),
        )
        return str(made["domain"]["arn"])


class CodeartifactRepositories(AwsType[CodeartifactRepository]):
    """Upstreams are named by their names, which are of the same domain."""

    resource = CodeartifactRepository
    calls = (DOMAINS, REPOSITORIES, REPOSITORY)
    needs = ("codeartifact_repository",)

    def seen(self, view: View) -> Iterator[Seen]:
        for domain in _own(view):
            for item in view.answer(REPOSITORIES, domain).items:
                repository = view.one(REPOSITORY, item)
                if isinstance(repository, Mapping):
                    tags, arn = view.tags(TAGS, item), item["arn"]
                    yield Seen(arn, repository, tags.get("Name", item["name"]), domain["arn"], tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        start = seen.id.removesuffix(item["name"])
        connections = [each["externalConnectionName"] for each in item.get("externalConnections") or ()]
        return {
            "description": item.get("description") or "",
            "upstreams": view.addresses(start + each["repositoryName"] for each in item.get("upstreams") or ()),
            "external_connection": next(iter(connections), None),
        }

    def create(self, sandbox: Sandbox, resource: CodeartifactRepository) -> str:
        above = [{"repositoryName": sandbox.model[each].name} for each in resource.upstreams]
        made = sandbox.client("codeartifact", resource).create_repository(
            domain=sandbox.id(resource.parent).rpartition("/")[2],
            repository=resource.name,
            description=resource.description,
            upstreams=above,
            tags=[{"key": key, "value": value} for key, value in sandbox.tags(resource).items()],
        )
        return str(made["repository"]["arn"])


def _own(view: View) -> Iterator[Item]:
    return (item for item in view.items(DOMAINS) if item.get("owner") == view.account_id)
