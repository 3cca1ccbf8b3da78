"""What every type says of itself towards AWS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from innovate_model.analyses.difference import account_id_of
from innovate_model.aws.calls import HOME_REGION, Call, Item, tags_of
from innovate_model.aws.snapshot import Answer, Place, Snapshot
from innovate_model.model import Model
from innovate_model.resources.base import Resource

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

R = TypeVar("R", bound=Resource)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unknown:
    """The value of an attribute that AWS did not tell."""

    reason: str


STAND_IN = "innovate:stand-in"
"""The tag of what the sandbox makes only because something else cannot be made without it."""
UNSAID = Unknown("the answer of AWS does not hold it")


def unless_unknown(value: T | Unknown, read: Callable[[T], Any]) -> Any:
    """What an answer means, where there is one."""
    return value if isinstance(value, Unknown) else read(value)


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that AWS answered, before it has an address.

    `id` is AWS's, unique over all accounts and regions (an ARN where the plain id is not); `other_ids` mean the same
    thing. `parent` is the id of what holds it ("" = the account). `name` is the natural one: Name tag, group name,
    bucket name. `made_by_aws` says why it is AWS's own and no part of anybody's design ("" = it is not); `is_part`:
    something else that is seen stands for it.
    """

    id: str
    item: Item
    name: str = ""
    parent: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    other_ids: tuple[str, ...] = ()
    made_by_aws: str = ""
    request: Mapping[str, Any] = field(default_factory=dict)
    is_part: bool = False

    def __post_init__(self) -> None:
        texts = (self.name, self.parent, *self.tags, *self.tags.values(), *self.other_ids)
        if not self.id or not all(isinstance(text, str) for text in (self.id, *texts)):
            raise TypeError(
                f"not the id, name, tags and parent of anything: {self.id!r}, {self.name!r}, {self.parent!r}"
            )


@dataclass(frozen=True, slots=True)
class View:
    """A snapshot from one account and region, and what each AWS id is called."""

    snapshot: Snapshot
    account_id: str
    region: str
    names: Mapping[str, str] = field(default_factory=dict)

    def items(self, call: Call) -> tuple[Item, ...]:
        """What a call brought here; empty where it failed, which the snapshot's problems say."""
        return tuple(item for item, _ in self.items_and_requests(call))

    def items_and_requests(self, call: Call) -> tuple[tuple[Item, Mapping[str, Any]], ...]:
        """The same, each with the request that brought it."""
        place = self.snapshot.place_of(self.account_id, self.region, call)
        answer = self.snapshot.first(place, call) if place else Answer({})
        return tuple((item, answer.request) for item in answer.items)

    def problem(self, call: Call) -> Unknown | None:
        """Why a call that is made by itself brought nothing here; None where it worked."""
        place = self.snapshot.place_of(self.account_id, self.region, call)
        problem = self.snapshot.first(place, call).problem if place else ""
        return Unknown(f"{call.key}: {problem}") if problem else None

    def answer(self, call: Call, item: Item, request: Mapping[str, Any] | None = None) -> Answer:
        """What a follow-up of an item brought."""
        place = self.snapshot.place_of(self.account_id, self.region, call) or Place(self.account_id, self.region)
        return self.snapshot.following(place, call, item, request or {})

    def one(self, call: Call, item: Item, request: Mapping[str, Any] | None = None) -> Item | Unknown | None:
        """The only item of a follow-up; None where there is none, Unknown where AWS would not say."""
        answer = self.answer(call, item, request)
        if answer.problem:
            return Unknown(f"{call.key}: {answer.problem}")
        return answer.items[0] if answer.items else None

    def several(self, call: Call, item: Item, request: Mapping[str, Any] | None = None) -> tuple[Item, ...] | Unknown:
        """All items of a follow-up; Unknown where AWS would not say."""
        answer = self.answer(call, item, request)
        return Unknown(f"{call.key}: {answer.problem}") if answer.problem else answer.items

    def tags(self, call: Call, item: Item, request: Mapping[str, Any] | None = None) -> dict[str, str]:
        """The tags of an item, from a follow-up that keeps whole pages (`result` "")."""
        pages = self.answer(call, item, request).items
        return {key: value for page in pages for key, value in tags_of(page).items()}

    def known(self, aws_id: str) -> str | None:
        """The address of what was seen under an AWS id, in this account before any other."""
        return self.names.get(f"{self.account_id}/{aws_id}") or self.names.get(aws_id)

    def address(self, aws_id: str | None) -> str | None:
        """What an AWS id is called: the address of a resource that was seen, else the id itself. None stays None."""
        return self.known(aws_id) or aws_id if aws_id else None

    def addresses(self, aws_ids: Any) -> tuple[str, ...]:
        """The same for several."""
        return tuple(self.known(each) or each for each in aws_ids or ())


def place_of(model: Model, resource: Resource) -> tuple[str, str]:
    """The account id and region that a designed resource is meant for."""
    return account_id_of(model, resource), model.region_of(resource) or HOME_REGION


class AwsType(Generic[R]):
    """One resource type towards AWS. `R` is the type in the model.

    `calls`: where its items come from; when one of them fails, the type is not checked there. `also_asks`: what fills
    in single attributes. `model_only`: attribute -> why AWS has no such thing. `filled_by_aws`: attributes that AWS
    fills in where the design leaves them empty. `needs`: kinds that must be there before one can be made, besides
    what holds it. `takes_tags`: whether AWS gives it any.
    """

    resource: ClassVar[type[Resource]]
    calls: ClassVar[tuple[Call, ...]] = ()
    also_asks: ClassVar[tuple[Call, ...]] = ()
    model_only: ClassVar[Mapping[str, str]] = {}
    filled_by_aws: ClassVar[frozenset[str]] = frozenset()
    needs: ClassVar[tuple[str, ...]] = ()
    takes_tags: ClassVar[bool] = True
    meets_packets: ClassVar[bool] = False
    """Whether what AWS makes of it by itself decides about packets, as much as if somebody had designed it."""

    def identity(self, model: Model, resource: R) -> str:
        """The `Seen.id` that a designed one will have; "" where a tag or its name tells which it is.

        For what has neither in AWS, but is made unmistakable by what it says.
        """
        return ""

    def seen(self, view: View) -> Iterator[Seen]:
        """What is there."""
        raise NotImplementedError

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        """The attributes of one, references as addresses.

        Unknown for what AWS did not tell (or inside a mapping, for an entry).
        """
        raise NotImplementedError

    def create(self, sandbox: Sandbox, resource: R) -> str | tuple[str, ...]:
        """Make one in an emulator.

        Its AWS id, and further ids that mean the same. Raises NotHeld, or what botocore raises.
        """
        raise NotImplementedError

    def connect(self, sandbox: Sandbox, resource: R) -> None:
        """Give it what may point at anything else: rules, routes, associations. Everything has been made by now."""

    def region(self, sandbox: Sandbox, resource: R) -> str:
        """Where it is made: the region of the nearest thing around it that has one."""
        return sandbox.nearest_region(resource)

    def delete(self, sandbox: Sandbox, resource: R) -> None:
        """Take one away again, as somebody would by hand."""
        raise NotImplementedError


class ReadType(AwsType[R]):
    """A type that AWS tells and no emulator holds."""

    def create(self, sandbox: Sandbox, resource: R) -> str:
        from innovate_model.aws.sandbox import NotHeld

        raise NotHeld("the emulator does not know this service")


class Ec2Type(AwsType[R]):
    """A type of EC2, which answers lists of flat items with ids and tags of one shape.

    `id_key` and `vpc_key` are the item's keys for its own id and for its VPC's ("" = it stands in the account).
    """

    id_key: ClassVar[str]
    vpc_key: ClassVar[str] = "VpcId"
    gone: ClassVar[frozenset[str]] = frozenset({"deleted", "deleting", "terminated", "failed", "rejected", "expired"})
    """States, in small letters, in which AWS still lists what is no more."""

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(self.calls[0]):
            state = item.get("State") or item.get("Status")
            state = state.get("Name") or state.get("Code") if isinstance(state, Mapping) else state
            if str(state).lower() not in self.gone:
                yield self.seen_as(item, view)

    def seen_as(self, item: Item, view: View) -> Seen:
        """One item as Seen."""
        tags = tags_of(item)
        parent = self.parent_id(item) if self.vpc_key else ""
        return Seen(item[self.id_key], item, tags.get("Name", ""), parent, tags, made_by_aws=self.made_by_aws(item))

    def parent_id(self, item: Item) -> str:
        """The id of what holds it."""
        return str(item.get(self.vpc_key) or "")

    def made_by_aws(self, item: Item) -> str:
        """Why it is AWS's own; "" when it is not."""
        return ""
