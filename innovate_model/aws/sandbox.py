"""A Model put into an emulator on this machine: something to collect from, compare with and break.

Every request goes to a loopback address with dummy credentials (see `access.sandbox_access`), whatever the
environment holds. What takes tags gets `Name` (the last part of its address) and `innovate:address` (the whole), by
which `observe` knows it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from innovate_model.analyses.difference import NotChecked, account_id_of
from innovate_model.aws.access import Access, Credentials, client, enter, sandbox_access
from innovate_model.aws.calls import HOME_REGION
from innovate_model.aws.collect import botocore_errors, problem_of
from innovate_model.aws.designed import management_account_id
from innovate_model.aws.observe import ADDRESS_TAG
from innovate_model.aws.services import aws_types, not_asked
from innovate_model.model import Model
from innovate_model.resources.base import Resource
from innovate_model.span import Path

PLACEHOLDER = "no-secret-placeholder"
"""What stands where AWS wants a password. It opens nothing."""


class NotHeld(Exception):
    """The emulator does not hold something; the message says why."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What became of a model in the emulator.

    `ids`: address -> AWS id of all that was made. `unsupported`: what was not, whole or in part, each with its
    reason; a comparison with the emulator cannot check these.
    """

    ids: Mapping[str, str]
    unsupported: tuple[NotChecked, ...]

    def counts(self, model: Model) -> Mapping[str, int]:
        """How many were made, by kind."""
        return dict(sorted(Counter(model[address].kind for address in self.ids).items()))


def seed(model: Model, endpoint_url: str) -> Seeded:
    """Provision a model. NotLoopback for an endpoint that is not this machine, before the first request."""
    sandbox = Sandbox(model, sandbox_access(endpoint_url))
    known = aws_types()
    made: list[Resource] = []
    for resource in _in_order(model, sandbox):
        with sandbox.part(resource):
            sandbox.learn(resource, known[resource.kind].create(sandbox, resource))
            made.append(resource)
    for resource in made:
        with sandbox.part(resource):
            known[resource.kind].connect(sandbox, resource)
    return Seeded(MappingProxyType(dict(sorted(sandbox.ids.items()))), tuple(sandbox.unsupported))


@dataclass(slots=True)
class Sandbox:
    """The emulator while a model goes into it: clients, what is there already, and what could not be."""

    model: Model
    access: Access
    ids: dict[str, str] = field(default_factory=dict)
    other_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unsupported: list[NotChecked] = field(default_factory=list)
    _entered: dict[str, Credentials | None] = field(default_factory=dict)

    def client(self, service: str, resource: Resource, region: str = "") -> Any:
        """A client in the account of a resource, in its region unless another is named."""
        account = self.account_id(resource)
        if account not in self._entered:
            self._entered[account] = enter(self.access, account, HOME_REGION)
        return client(self.access, service, region or self.region(resource), self._entered[account])

    def account_id(self, resource: Resource) -> str:
        """The account that a resource is made in."""
        account = account_id_of(self.model, resource)
        if not account:
            account = management_account_id(self.model)
        if not account:
            raise NotHeld("it stands in no account")
        return account

    def region(self, resource: Resource) -> str:
        """The region that a resource is made in."""
        return aws_types()[resource.kind].region(self, resource)

    def nearest_region(self, resource: Resource) -> str:
        """The region that a resource or what holds it names."""
        return self.model.region_of(resource) or HOME_REGION

    def id(self, address: str) -> str:
        """The AWS id of something made before. NotHeld when it was not made."""
        if address not in self.ids:
            raise NotHeld(f"the emulator does not hold {address}")
        return self.ids[address]

    def ids_of(self, addresses: tuple[str, ...]) -> list[str]:
        """The same for several."""
        return [self.id(address) for address in addresses]

    def learn(self, resource: Resource, ids: str | tuple[str, ...]) -> None:
        """Keep what something is called in AWS."""
        first, *others = (ids,) if isinstance(ids, str) else ids
        self.ids[resource.address] = first
        self.other_ids[resource.address] = tuple(others)

    def other_id(self, address: str) -> str:
        """The first of the further ids (an ARN, mostly). NotHeld where there is none."""
        others = self.other_ids.get(address, ())
        if not others:
            raise NotHeld(f"the emulator does not hold {address}")
        return others[0]

    def tags(self, resource: Resource) -> dict[str, str]:
        """The tags of a resource, with those by which it is known again."""
        return {**resource.tags, "Name": resource.tags.get("Name", resource.name), ADDRESS_TAG: resource.address}

    def tag_list(self, resource: Resource) -> list[dict[str, str]]:
        """The same as most services want them."""
        return [{"Key": key, "Value": value} for key, value in self.tags(resource).items()]

    def tag_specification(self, type_: str, resource: Resource) -> list[dict[str, Any]]:
        """The same as EC2 wants them when something is made."""
        return [{"ResourceType": type_, "Tags": self.tag_list(resource)}]

    def unique_name(self, resource: Resource, limit: int = 60, first: int = 3) -> str:
        """A name for what AWS wants one of its own for in a whole account.

        The names on the way down, at most `limit` characters; with `first` 1 the account's among them.
        """
        name = "-".join(resource.address.split(".")[first::2]).lower().replace("_", "-")
        if len(name) <= limit:
            return name
        return f"{name[: limit - 9].rstrip('-')}-{sha256(name.encode()).hexdigest()[:8]}"

    def any_role(self, resource: Resource) -> str:
        """The ARN of a role where AWS demands one and the design names none."""
        return f"arn:aws:iam::{self.account_id(resource)}:role/unnamed"

    @contextmanager
    def part(self, resource: Resource, *path: str) -> Iterator[None]:
        """Do something for a resource (or for the attribute at `path`).

        What the emulator refuses is kept as unsupported.
        """
        try:
            yield
        except NotHeld as error:
            self.leave_out(resource, path, str(error))
        except botocore_errors() as error:
            operation = getattr(error, "operation_name", "")
            self.leave_out(resource, path, f"{operation}: {problem_of(error)}".removeprefix(": "))

    def leave_out(self, resource: Resource, path: Path, reason: str) -> None:
        """Keep that something was not done."""
        reason = f"sandbox: {reason}"
        self.unsupported.append(NotChecked(reason, resource.kind, address=resource.address, attribute=path))


def _in_order(model: Model, sandbox: Sandbox) -> list[Resource]:
    """Whatever can be made, after what it needs. The rest is kept as unsupported."""
    known = aws_types()
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for resource in model:
        if resource.kind in known:
            sorter.add(resource.address, *_needs(model, resource))
        elif resource.kind in not_asked():
            continue  # said for the kind as a whole, whatever it is compared with
        else:
            sandbox.leave_out(resource, (), "nobody has said how this type meets AWS")
    try:
        return [model[address] for address in sorter.static_order()]
    except CycleError as error:
        raise AssertionError(f"types need one another in a circle: {error.args[1]}") from error


def _needs(model: Model, resource: Resource) -> Iterator[str]:
    kinds = set(aws_types()[resource.kind].needs) & aws_types().keys()
    holder = model.resources.get(resource.parent)
    if holder is not None and holder.kind in aws_types():
        yield holder.address
    for edge in resource.edges():
        target = model.resources.get(edge.target)
        if edge.source == resource.address and target is not None and target.kind in kinds:
            yield target.address
