"""Asking AWS.

Every call that a resource type needs, in every account and region, read-only. Nothing that AWS answers raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from innovate_model.analyses.difference import NotChecked
from innovate_model.aws.access import Access, Credentials, account_id, client, enter, last_status
from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope
from innovate_model.aws.services import root_calls
from innovate_model.aws.snapshot import Answer, Place, Snapshot, in_order

THREADS = 8
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_ACCOUNT_ID = re.compile(r"\d{12}", re.ASCII)


class CannotCollect(RuntimeError):
    """Nothing could be asked at all.

    No credentials, no connection, nonsense in the arguments. The message says which.
    """


@dataclass(frozen=True, slots=True)
class _Visit:
    """One call with all that follows from it, in one place: the unit of work. It can be pickled."""

    access: Access
    credentials: Credentials | None
    place: Place
    call_key: str


def collect(
    access: Access,
    regions: Sequence[str],
    accounts: Mapping[str, str] | None = None,
    *,
    management_account_id: str = "",
    executor: Executor | None = None,
    now: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Snapshot:
    """Ask everything.

    `accounts`: account id -> name, as a model has them; None takes those that Organizations lists (or, where it may
    not be asked, the one account that the access begins in). `management_account_id`: whose Organizations to ask; the
    access's own by default. `executor` runs the visits: eight threads by default. `progress(done, all)` is called as
    they end. CannotCollect before the first answer; after it, whatever fails is in the snapshot.
    """
    places = _checked(regions, accounts or {})
    home = _home(access, places[0])
    management = management_account_id or home
    known, problems = (dict(accounts), []) if accounts is not None else _listed(access, home, places[0])
    identities: dict[str, Credentials | None] = {}
    for each in sorted({*known, management} if accounts is None else known):
        identity, problem = _entered(access, each, places[0])
        if problem:
            problems.append(NotChecked(problem, account_id=each))
        else:
            identities[each] = identity
    visits = [
        _Visit(access, identities[each], place, key)
        for each in identities
        for key, call in root_calls().items()
        for place in _places(each, management, places, call)
    ]
    answers = _gather(visits, executor, progress)
    stamp = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    return Snapshot(stamp, management, known, tuple(places), answers, tuple(problems))


def _checked(regions: Sequence[str], accounts: Mapping[str, str]) -> list[str]:
    wrong = [region for region in regions if not _REGION.fullmatch(region)]
    wrong += [each for each in accounts if not _ACCOUNT_ID.fullmatch(each)]
    if wrong or not regions:
        raise CannotCollect(
            f"not a region or account id: {', '.join(map(repr, wrong))}" if wrong else "no region given"
        )
    return list(dict.fromkeys(regions))


def _home(access: Access, region: str) -> str:
    try:
        return account_id(access, region)
    except botocore_errors() as error:
        raise CannotCollect(f"AWS cannot be asked: {problem_of(error)}") from error


def _listed(access: Access, home: str, region: str) -> tuple[dict[str, str], list[NotChecked]]:
    """The accounts of the organisation by id."""
    answer = _ask(client(access, "organizations", region), Call("organizations", "list_accounts", "Accounts"), {})
    if answer.problem:
        reason = f"organizations.list_accounts: {answer.problem}; only the account {home} was asked"
        return {home: ""}, [NotChecked(reason, kind="account")]
    active = (item for item in answer.items if item.get("Status", "ACTIVE") == "ACTIVE")
    return {item["Id"]: item.get("Name", "") for item in active}, []


def _entered(access: Access, into: str, region: str) -> tuple[Credentials | None, str]:
    try:
        return enter(access, into, region), ""
    except botocore_errors() as error:
        return None, f"the account cannot be entered by the role {access.role_name}: {problem_of(error)}"


def _places(account: str, management: str, regions: list[str], call: Call) -> Iterator[Place]:
    if call.scope == Scope.REGION:
        yield from (Place(account, region) for region in regions)
    elif call.scope == Scope.ACCOUNT or account == management:
        yield Place(account, HOME_REGION)


def _gather(
    visits: list[_Visit], executor: Executor | None, progress: Callable[[int, int], None] | None
) -> dict[tuple[Place, str], tuple[Answer, ...]]:
    own = ThreadPoolExecutor(THREADS) if executor is None else None
    found: dict[tuple[Place, str], list[Answer]] = {}
    try:
        for done, (visit, answers) in enumerate(zip(visits, (own or executor).map(visit_one, visits), strict=True), 1):  # type: ignore[union-attr] # one of the two is there
            for key, answer in answers:
                found.setdefault((visit.place, key), []).append(answer)
            if progress is not None:
                progress(done, len(visits))
    finally:
        if own is not None:
            own.shutdown(cancel_futures=True)
    return {key: in_order(answers) for key, answers in found.items()}


def visit_one(visit: _Visit) -> list[tuple[str, Answer]]:
    """The answers of one visit, by call. Runs wherever the executor puts it."""
    call = root_calls()[visit.call_key]
    found: list[tuple[str, Answer]] = []
    _follow(visit, call, dict(call.arguments), found)
    return found


def _follow(visit: _Visit, call: Call, request: dict[str, Any], found: list[tuple[str, Answer]]) -> None:
    answer = _ask(client(visit.access, call.service, visit.place.region, visit.credentials), call, request)
    found.append((call.key, answer))
    for item in answer.items:
        for next_call in call.then:
            arguments = next_call.ask(item, request) if next_call.ask else {}
            if arguments is not None:
                _follow(visit, next_call, {**dict(next_call.arguments), **arguments}, found)


def _ask(speaker: Any, call: Call, request: dict[str, Any]) -> Answer:
    try:
        return Answer(request, tuple(plain_json(item) for item in _items(speaker, call, request)))
    except botocore_errors() as error:
        code = getattr(error, "response", {}).get("Error", {}).get("Code", "")
        return Answer(request) if code in call.absent else Answer(request, problem=problem_of(error))


def _items(speaker: Any, call: Call, request: dict[str, Any]) -> Iterator[Item]:
    if speaker.can_paginate(call.operation):
        for page in speaker.get_paginator(call.operation).paginate(**request):
            yield from _within(page, call.result)
        return
    token: Any = None
    while True:
        page = getattr(speaker, call.operation)(**request, **({call.continuation: token} if token else {}))
        yield from _within(page, call.result)
        token = page.get(call.continuation) if call.continuation else None
        if not token:
            return


def _within(page: Mapping[str, Any], result: str) -> Sequence[Item]:
    if not result:
        return [{key: value for key, value in page.items() if key != "ResponseMetadata"}]
    value: Any = page
    for key in result.split("."):
        value = value.get(key) or []
    return value if isinstance(value, list) else [value]


def problem_of(error: BaseException) -> str:
    """One line on a failed request, judged by its HTTP status.

    Query services answer some refusals in no shape that botocore understands.
    """
    response = getattr(error, "response", None) or {}
    code = str(response.get("Error", {}).get("Code", ""))
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode") or (
        last_status() if type(error).__name__ == "ResponseParserError" else None
    )
    name = code if code and not code.isdigit() else ""
    if status in (401, 403):
        return f"denied ({status} {name})".replace(" )", ")")
    if status in (404, 405, 500, 501) and not name:
        return f"not implemented there ({status})"
    if status is not None:
        return f"refused ({status} {name})".replace(" )", ")")
    return f"failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"


def botocore_errors() -> tuple[type[Exception], ...]:
    """What a request may fail with and we go on: `except botocore_errors()`. Anything else is a bug of ours."""
    try:
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError
    except ImportError:  # then nothing of it can have been raised
        return ()
    return (BotoCoreError, ClientError, ResponseParserError)


def plain_json(value: Any) -> Any:
    """An answer of boto3 as JSON data: times as ISO 8601 text, bytes as text."""
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_json(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
