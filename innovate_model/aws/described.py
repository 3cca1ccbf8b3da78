"""What the AWS CLI printed -> Snapshot: a folder of plain answers, such as `aws ec2 describe-vpcs > anything.json`.

An answer is told by its top-level key (`{"Vpcs": [...]}`), so a file may have any name, and may hold several. A folder
below holds another region or account. Some questions are asked about one thing, and their answer does not repeat
which (a route table's propagations): it is taken where there is only one such thing, or where it stands beside the
argument, `{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayRouteTablePropagations": [...]}`, by itself or in
a list under any name. What nobody here can read is said in `Snapshot.not_checked`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from innovate_model.analyses.difference import NotChecked
from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope
from innovate_model.aws.services import root_calls
from innovate_model.aws.services.budget import WHO_AM_I
from innovate_model.aws.services.prefix_list import ENTRIES, PREFIX_LISTS
from innovate_model.aws.snapshot import Answer, NotASnapshot, Place, Snapshot
from innovate_model.values import REGION

_Answers = dict[tuple[Place, str], tuple[Answer, ...]]
_Request = Mapping[str, Any]
_ENVELOPE = frozenset({"NextToken", "nextToken", "Marker", "ResponseMetadata", "IsTruncated"})
"""Keys of an answer that are about the asking."""
_ACCOUNT_ID = re.compile(r"\d{12}", re.ASCII)
_ZONE = re.compile(rf"({REGION.pattern})[a-z]")
_ARN_REGION = re.compile(rf"arn:[a-z-]+:[a-z0-9-]+:({REGION.pattern}):\d{{12}}:")
_ZONE_KEYS = ("AvailabilityZone", "ZoneName")
_ZONES = "AvailabilityZones"
"""Read for the region's name alone."""


@dataclass(slots=True)
class _Shelf:
    """The answers of one folder.

    `lists`: top-level key -> what stands there, of all files. `beside`: any key -> (the top-level key around it, the
    object that has it). `files`: top-level key -> its files. `used`: the top-level keys that were read.
    """

    name: str
    lists: dict[str, list[Item]] = field(default_factory=dict)
    beside: dict[str, list[tuple[str, Mapping[str, Any]]]] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def put(self, file: str, data: Mapping[str, Any]) -> None:
        """What one file holds."""
        for key, value in data.items():
            if key in _ENVELOPE:
                continue
            self.files.setdefault(key, []).append(file)
            self.beside.setdefault(key, []).append((key, data))
            items = value if isinstance(value, list) else [value]
            self.lists.setdefault(key, []).extend(items)
            for item in items:
                for inner in item if isinstance(item, dict) else ():
                    self.beside.setdefault(inner, []).append((key, item))


def holds_answers(folder: FilePath) -> bool:
    """Is there any JSON file in or below the folder?"""
    return next(folder.rglob("*.json"), None) is not None


def read_described(folder: FilePath) -> Snapshot:
    """The snapshot that a folder of answers makes. NotASnapshot where it does not say whose they are, or from which
    region; OSError from the disk."""
    shelves = list(_shelves(FilePath(folder)))
    known = {_key(call) for call in root_calls().values()}
    answers: _Answers = {}
    unread: list[NotChecked] = []
    places: list[Place] = []
    for shelf in shelves:
        if known & shelf.lists.keys():
            places.append(_place(shelf))
            _fill(answers, places[-1], shelf)
        unread.extend(NotChecked(reason) for reason in (*shelf.problems, *_not_read(shelf)))
    if not places:
        raise NotASnapshot(f"{folder} holds no answer of AWS: none of its files has a key such as `Vpcs`")
    accounts = sorted({place.account_id for place in places})
    regions = tuple(dict.fromkeys(place.region for place in places))
    for each in accounts:
        answers[Place(each, HOME_REGION), WHO_AM_I.key] = (Answer({}, (each,)),)
    return Snapshot("", _management(shelves, accounts), dict.fromkeys(accounts, ""), regions, answers, tuple(unread))


def _shelves(root: FilePath) -> Iterator[_Shelf]:
    """One for each folder with JSON in it."""
    by_folder: dict[FilePath, _Shelf] = {}
    for file in sorted(each for each in root.rglob("*.json") if each.is_file()):
        shelf = by_folder.setdefault(file.parent, _Shelf(file.parent.name))
        name = str(file.relative_to(root))
        try:
            data = json.loads(file.read_bytes())
        except (ValueError, RecursionError) as error:
            shelf.problems.append(f"{name} cannot be read as JSON: {error}")
            continue
        if not isinstance(data, dict):
            shelf.problems.append(f"{name} is no answer of the AWS CLI: it holds no object with a key such as `Vpcs`")
            continue
        shelf.put(name, data)
    yield from by_folder.values()


def _place(shelf: _Shelf) -> Place:
    accounts = [str(each) for each in shelf.lists.get("Account", []) if _ACCOUNT_ID.fullmatch(str(each))]
    owners = Counter(
        item["OwnerId"]
        for items in shelf.lists.values()
        for item in items
        if isinstance(item, dict) and _ACCOUNT_ID.fullmatch(str(item.get("OwnerId", "")))
    )
    if not accounts and not owners:
        hint = "add the answer of `aws sts get-caller-identity`"
        raise NotASnapshot(f"{shelf.name}: no answer says which account it comes from; {hint}")
    shelf.used |= {"Account", "UserId", "Arn"} if accounts else set()
    return Place(accounts[0] if accounts else owners.most_common(1)[0][0], _region(shelf))


def _region(shelf: _Shelf) -> str:
    """By the folder's name, the zones that stand in the answers, or the ARNs."""
    if REGION.fullmatch(shelf.name):
        return shelf.name
    texts = [pair for items in shelf.lists.values() for pair in _texts(items)]
    zones = sorted({match[1] for key, text in texts if key in _ZONE_KEYS and (match := _ZONE.fullmatch(text))})
    arns = Counter(match[1] for _, text in texts if (match := _ARN_REGION.match(text)))
    if len(zones) > 1:
        hint = "put the answers of each into a folder of its own"
        raise NotASnapshot(f"{shelf.name} holds answers of several regions, {', '.join(zones)}: {hint}")
    found = zones[:1] or [name for name, _ in arns.most_common(1)]
    if not found:
        hint = "add that of `aws ec2 describe-availability-zones`, or call the folder by the region's name"
        raise NotASnapshot(f"{shelf.name}: no answer says which region it comes from; {hint}")
    return found[0]


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text with the key that it stands under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)


def _fill(answers: _Answers, place: Place, shelf: _Shelf) -> None:
    calls = Counter(_key(call) for call in root_calls().values())
    for call in root_calls().values():
        key = _key(call)
        if key not in shelf.lists or calls[key] > 1 or call is WHO_AM_I:
            continue
        shelf.used.add(key)
        items = list(_within(shelf.lists[key], call))
        if call is PREFIX_LISTS:
            items = [_as_managed(item) for item in items]
        at = place if call.scope is Scope.REGION else Place(place.account_id, HOME_REGION)
        request = dict(call.arguments)
        _add(answers, at, call, request, items)
        for item in items:
            _follow(answers, at, call, item, request, shelf, len(items) == 1)
    for item in shelf.lists.get("PrefixLists", []):
        if isinstance(item, dict) and "Cidrs" in item:
            blocks = [{"Cidr": block} for block in _listed(item["Cidrs"])]
            _add(answers, place, ENTRIES, {"PrefixListId": item.get("PrefixListId")}, blocks)


def _key(call: Call) -> str:
    """The top-level key by which the answer to a call is told."""
    return call.result.partition(".")[0]


def _within(values: Iterable[Item], call: Call) -> Iterator[Item]:
    """The items of a call below its top-level key."""
    for value in values:
        for name in filter(None, call.result.partition(".")[2].split(".")):
            value = value.get(name) if isinstance(value, dict) else None
        yield from value if isinstance(value, list) else () if value is None else (value,)


def _as_managed(item: Item) -> Item:
    """An item of `describe-prefix-lists`, which knows AWS's own lists only, as `describe-managed-prefix-lists` has it.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html
    """
    return {**item, "OwnerId": "AWS"} if isinstance(item, dict) and "Cidrs" in item else item


def _follow(
    answers: _Answers, place: Place, call: Call, item: Item, request: _Request, shelf: _Shelf, is_only: bool
) -> None:
    """The answers about one item, where they are in the folder."""
    for following in call.then:
        try:
            asked = following.ask(item, request) if following.ask else {}
        except (AttributeError, KeyError, TypeError):  # whoever reads the item says that it is in no known shape
            continue
        found = _answer_about(following, asked, shelf, is_only) if asked is not None else None
        if asked is None or found is None:
            continue
        wanted = {**dict(following.arguments), **asked}
        _add(answers, place, following, wanted, found)
        for inner in found:
            _follow(answers, place, following, inner, wanted, shelf, False)


def _answer_about(call: Call, asked: _Request, shelf: _Shelf, is_only: bool) -> list[Item] | None:
    key = _key(call) or _attribute_key(call)
    beside = [
        (outer, entry)
        for outer, entry in shelf.beside.get(key, ())
        if asked and all(entry.get(name) == value for name, value in asked.items())
    ]
    if beside:
        shelf.used.update(outer for outer, _ in beside)
        shelf.used.update(name for outer, entry in beside if outer in entry for name in entry)
        return [
            item for _, entry in beside for item in (_within(_listed(entry[key]), call) if call.result else (entry,))
        ]
    if is_only and call.result and len(_asking_for(key)) == 1 and key in shelf.lists:
        shelf.used.add(key)
        return list(_within(shelf.lists[key], call))
    return None


def _listed(value: Any) -> list[Item]:
    return value if isinstance(value, list) else [value]


def _attribute_key(call: Call) -> str:
    """Where `describe-vpc-attribute` and its like put the attribute that was asked for; "" for other calls.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html
    """
    name = str(dict(call.arguments).get("Attribute", ""))
    return name[:1].upper() + name[1:]


@cache
def _asking_for(key: str) -> tuple[str, ...]:
    """The calls, made by themselves or not, whose answers are told by a key."""
    found: list[str] = []
    pending = list(root_calls().values())
    while pending:
        call = pending.pop()
        pending.extend(call.then)
        if _key(call) == key:
            found.append(call.key)
    return tuple(found)


def _add(answers: _Answers, place: Place, call: Call, request: _Request, items: Iterable[Item]) -> None:
    """One more answer; of two to the same question (two pages, two folders) the items are joined, each once."""
    known = answers.get((place, call.key), ())
    before = [item for each in known if each.request == request for item in each.items]
    once = {json.dumps(item, sort_keys=True): item for item in (*before, *items)}
    others = tuple(each for each in known if each.request != request)
    answers[place, call.key] = (*others, Answer(request, tuple(once.values())))


def _not_read(shelf: _Shelf) -> Iterator[str]:
    """What no call here brings, by file."""
    roots = Counter(map(_key, root_calls().values()))
    by_file: dict[str, list[str]] = {}
    for key, files in shelf.files.items():
        if key not in shelf.used and key != _ZONES:
            for file in files:
                by_file.setdefault(file, []).append(key)
    for file, keys in sorted(by_file.items()):
        told = ", ".join(f"`{key}`{'' if shelf.lists[key] else ' (empty)'}" for key in keys)
        why = "it may be the answer to several questions" if any(roots[key] > 1 for key in keys) else "not known here"
        yield f"{file} was not read: {told}: {why}"


def _management(shelves: Iterable[_Shelf], accounts: list[str]) -> str:
    """The management account: the organisation's, else the only account that there is, else nobody's."""
    for shelf in shelves:
        for organization in shelf.lists.get("Organization", []):
            if isinstance(organization, dict):
                return str(organization.get("MasterAccountId", ""))
    return accounts[0] if len(accounts) == 1 else ""
