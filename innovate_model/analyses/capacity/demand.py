"""What people ask of an architecture: users, requests, bytes and work, each as an estimate with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.faults import wrong_type
from innovate_model.finding import Finding
from innovate_model.hints import among, shown
from innovate_model.resources.account import Environment
from innovate_model.resources.base import Part
from innovate_model.source import Block, find_span, key_span
from innovate_model.span import path_text
from innovate_model.values import FrozenDict, FrozenMap, Name

HOURS_OF_A_DAY = 24
MOST = 10**10
"""No estimate is larger: there are fewer people than that."""
ENVIRONMENT = "users_of_environments."
"""Before the name of an environment: the name of its estimate."""
_LEAST_DIVISOR = 1e-6
_Number = Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)]


FORM = "{low: .., mid: .., high: .., reason: ..}, or {mid: .., reason: ..} for a number that is known"


class Estimate(Part):
    """A number that is not known exactly: at least `low`, most likely `mid`, at most `high`, and why. `mid` alone is
    a number that is known."""

    low: _Number
    mid: _Number
    high: _Number
    reason: Name

    @model_validator(mode="before")
    @classmethod
    def _of_a_point(cls, data: Any) -> Any:
        if not isinstance(data, (Mapping, Estimate)):
            message = f"{shown(data)} is no estimate: each says why it is so"
            raise PydanticCustomError(
                "no_estimate", "{message}: {suggestion}", {"message": message, "suggestion": FORM}
            )
        if isinstance(data, Mapping) and "mid" in data and "low" not in data and "high" not in data:
            return {**data, "low": data["mid"], "high": data["mid"]}
        return data

    @model_validator(mode="after")
    def _is_in_order(self) -> Any:
        if not self.low <= self.mid <= self.high:
            message = f"{self.low:g}, {self.mid:g}, {self.high:g}: low <= mid <= high"
            raise PydanticCustomError("bad_estimate", "{message}", {"message": message})
        return self

    @property
    def is_certain(self) -> bool:
        """Whether it is a point."""
        return self.low == self.high


class Share(Estimate):
    """An estimate of a part of something: 0 to 1."""

    @model_validator(mode="after")
    def _is_a_part(self) -> Any:
        if self.high > 1:
            message = f"{self.high:g} is more than all: a share is 0 to 1"
            raise PydanticCustomError("bad_estimate", "{message}", {"message": message})
        return self


def _positive(of: Estimate) -> Any:
    if of.low < _LEAST_DIVISOR:
        message = f"{of.low:g} is too little: something is divided by it, {_LEAST_DIVISOR:g} at least"
        raise PydanticCustomError("bad_estimate", "{message}", {"message": message})
    return of


Divisor = Annotated[Estimate, AfterValidator(_positive)]
"""An estimate that something is divided by."""


def _at_least_average(of: Estimate) -> Any:
    if of.low < 1:
        message = f"{of.low:g} is less than 1: the busiest minute has its hour's average at least"
        raise PydanticCustomError("bad_estimate", "{message}", {"message": message})
    return of


Peak = Annotated[Estimate, AfterValidator(_at_least_average)]
"""An estimate of how many times an average its maximum is."""
DivisorShare = Annotated[Share, AfterValidator(_positive)]


Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Demand(Part):
    """What a day of users asks for. Only `users_per_day` is needed; what follows from an estimate that is not stated is
    not known, and is said to be.

    `day` holds the weights of the hours from midnight (UTC), in any unit; without it a day is even. KB and MB are 1024
    and 1024² bytes.
    """

    model_config = ConfigDict(use_attribute_docstrings=True)

    users_per_day: Estimate
    """Different people who come on a day."""
    users_of_environments: Annotated[Mapping[Environment, Estimate], AfterValidator(FrozenDict)] = Field(
        default={}, validate_default=True
    )
    """Environment -> its users a day (testers, developers), who are no part of `users_per_day` and do not grow with
    them. What they ask for is billed; limits are those of everybody else's load."""
    growth_per_month: Estimate | None = None
    """The part by which users grow in a month: 0.1 is 10 %."""
    months_of_past: Estimate | None = None
    """For how many months there have been users: nothing that is kept is older."""
    day: tuple[Weight, ...] = (1.0,) * HOURS_OF_A_DAY
    regions: FrozenMap[Weight] = Field(default={}, validate_default=True)
    """How many of the users each of the regions gets among which Route 53 picks the nearest, in any unit. Those of a
    region that is not named are not known, and are taken to come to the one that is written as the way in."""
    viewers_in_europe: Share | None = None
    """Of the users, those whom CloudFront answers at the rates of Europe and Israel; where it is not stated all are
    answered at those of North America."""
    peak_factor: Peak | None = None
    """How many times its average the busiest minute of the busiest hour is."""
    sessions_per_user: Estimate | None = None
    api_requests_per_session: Estimate | None = None
    static_requests_per_session: Estimate | None = None
    edge_cache_hit: Share | None = None
    """Of the static requests, those that the edge answers itself."""
    kb_per_request: Estimate | None = None
    kb_per_response: Estimate | None = None
    kb_per_static_file: Estimate | None = None
    requests_per_connection: Divisor | None = None
    """On a connection to the load balancer, before it is closed."""
    connection_seconds: Estimate | None = None
    cpu_seconds_per_request: Estimate | None = None
    queueing_factor: Estimate | None = None
    """The Q of square-root staffing: 1.761 where one request in 20 may wait."""
    jobs_per_user: Estimate | None = None
    cpu_seconds_per_job: Estimate | None = None
    kb_per_job_file: Estimate | None = None
    """A job leaves a file where its program has a bucket."""
    reads_per_job_file: Estimate | None = None
    database_cpu_seconds_per_request: Estimate | None = None
    database_read_share: Share | None = None
    """Of the database's work, what only reads."""
    reads_on_readers: Share | None = None
    """Of the reads, those that the program sends to the reader endpoint."""
    cache_hit: Share | None = None
    """Of the reads, those that the cache answers."""
    reader_target: DivisorShare | None = None
    """Use of a reader's processors at which autoscaling adds another."""
    database_io_per_request: Estimate | None = None
    database_kb_per_request: Estimate | None = None
    """What a program and the database exchange for a request that no cache answers."""
    database_activity_kb_per_request: Estimate | None = None
    """What an activity stream says of such a request."""
    database_changed_per_day: Share | None = None
    """Of what is stored, what a day writes anew."""
    database_connections_per_pod: Estimate | None = None
    database_connections_per_instance: Estimate | None = None
    users_kept_per_daily_user: Estimate | None = None
    """Registered users, for each that comes on a day."""
    database_kb_per_user: Estimate | None = None
    cache_operations_per_request: Estimate | None = None
    cache_operations_per_second_of_node: Divisor | None = None
    cache_kb_per_operation: Estimate | None = None
    cache_kb_per_user: Estimate | None = None
    cache_connections_per_pod: Estimate | None = None
    cache_connections_per_instance: Estimate | None = None
    external_calls_per_request: Estimate | None = None
    external_call_seconds: Estimate | None = None
    external_destinations: Divisor | None = None
    kb_out_per_external_call: Estimate | None = None
    kb_in_per_external_call: Estimate | None = None
    log_kb_per_request: Estimate | None = None
    access_log_kb_per_request: Estimate | None = None
    """What a distribution or a load balancer writes of a request."""
    edge_log_files_per_hour: Estimate | None = None
    log_compression: Share | None = None
    """What is left of a log when it is compressed."""
    trace_kb_per_request: Estimate | None = None
    traced_share: Share | None = None
    """Of the requests, those whose trace is recorded."""
    metric_kb_per_pod_minute: Estimate | None = None
    metric_samples_per_pod_minute: Estimate | None = None
    """The series of a pod, each as often as it is written."""
    mb_per_image: Estimate | None = None
    """Compressed, for one kind of processor."""
    image_changed_share: Share | None = None
    """Of an image, the layers that the one before does not have."""
    secret_reads_per_pod_day: Estimate | None = None
    """Of each secret that a pod may read."""
    bucket_key_requests_left: Share | None = None
    """Of the requests to KMS, those that a bucket with a key of its own still makes."""
    dns_queries_per_pod_minute: Estimate | None = None
    """To the resolver of the VPC, behind the caches of the cluster."""

    def __init__(self, **data: Any) -> None:
        """FaultyDemand for what is none."""
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise FaultyDemand(findings_of(error, data)) from error

    @model_validator(mode="after")
    def _is_a_day(self) -> Any:
        if len(self.day) != HOURS_OF_A_DAY or not sum(self.day) > 0:
            message = f"`day` has {HOURS_OF_A_DAY} weights, of which one at least is more than 0"
            raise PydanticCustomError("bad_day", "{message}", {"message": message})
        return self

    @property
    def estimates(self) -> Mapping[str, Estimate]:
        """The estimates that are stated, in the order of the fields; those of environments come last."""
        found = {name: value for name in type(self).model_fields if isinstance(value := getattr(self, name), Estimate)}
        return found | {f"{ENVIRONMENT}{name}": each for name, each in self.users_of_environments.items()}

    def with_users(self, users: float) -> Demand:
        """The same demand of another number of users a day, which is certain then. ValueError for what is no number
        of users, from 0 to `MOST`."""
        if not 0 <= users <= MOST:
            raise ValueError(f"{users!r} is not a number of users: 0 to {MOST:,}")
        stated = Estimate(low=users, mid=users, high=users, reason="asked for")
        return self.model_copy(update={"users_per_day": stated})


CERTAIN = ("day", "regions")
"""What of a demand is no estimate."""


@dataclass(eq=False)  # not frozen: Python itself writes into exceptions
class FaultyDemand(ValueError):
    """A text that is no demand: `findings` say what is wrong, and where."""

    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        return "; ".join(map(_in_words, self.findings))


def _in_words(finding: Finding) -> str:
    place = f" ({finding.span})" if finding.span else ""
    return f"{finding.message}{place}" + (f"; help: {finding.suggestion}" if finding.suggestion else "")


def findings_of(error: ValidationError, data: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What is wrong in the data of a demand, at its places, where the data has any."""
    return tuple(_finding(fault, data) for fault in error.errors(include_url=False))


def _finding(fault: Any, data: Any) -> Finding:
    loc = tuple(fault["loc"])
    key = str(loc[-1]) if loc else "demand"
    context = fault.get("ctx", {})
    span = find_span(data, loc)
    match fault["type"]:
        case "literal_error" if loc[-1] == "[key]":
            return _unknown_environment(loc, data)
        case "extra_forbidden":
            known = Demand.model_fields if len(loc) == 1 else Estimate.model_fields
            holder = _holder(loc, data)
            span = (key_span(holder, key) if isinstance(holder, Block) else None) or span
            return Finding(
                "unknown-key", f"`{path_text(loc)}` is no part of a demand", span=span, suggestion=among(key, known)
            )
        case "missing":
            hint = f"{key}: {FORM}" if key in Demand.model_fields else f"{key}: ..."
            return Finding(
                "missing-key",
                f"`{path_text(loc[:-1]) or 'demand'}` needs `{key}`",
                span=find_span(data, loc[:-1]),
                suggestion=hint,
            )
        case _ if "message" in context:
            where = f"`{path_text(loc)}`: " if loc else ""
            suggestion = context.get("suggestion", "")
            hint = f"{key}: {suggestion}" if suggestion else ""
            return Finding("bad-demand", f"{where}{context['message']}", span=span, suggestion=hint)
        case _:
            message, hint = wrong_type(fault, path_text(loc), key)
            return Finding("wrong-type", message, span=span, suggestion=hint)


def _holder(loc: tuple[str | int, ...], data: Any) -> Any:
    """What holds the thing at a place."""
    for part in loc[:-1]:
        data = data[part]
    return data


def _unknown_environment(loc: tuple[str | int, ...], data: Any) -> Finding:
    name = str(loc[-2])
    known = get_args(Environment)
    span = key_span(_holder(loc[:-1], data), name)
    message = f"`{path_text(loc[:-1])}` is no environment of an account"
    return Finding("unknown-key", message, span=span, suggestion=among(name, known))
