"""What a load does to a graph at one moment: rates, pods, nodes. Each is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from innovate_model.analyses.capacity.load import DAYS_OF_A_MONTH, KB_OF_A_GB, SECONDS_OF_A_DAY, Load, NotKnown
from innovate_model.analyses.capacity.numbers import Numbers, is_nothing
from innovate_model.analyses.capacity.streams import NOTHING, Shares, streams
from innovate_model.graph import Graph

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Plant:
    """A graph under a load. `moment` is how busy it is, as a multiple of the average of the day; None where the demand
    does not say how busy the busiest minute is. The users are those of an `environment`, or, where that is "",
    everybody else."""

    graph: Graph
    load: Load
    moment: Numbers | None
    environment: str = ""
    _known: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def intensity(self) -> Numbers:
        """How busy the moment is. NotKnown where that is not stated."""
        if self.moment is None:
            raise NotKnown("the demand does not state `peak_factor`")
        return self.moment

    def at(self, intensity: Numbers) -> Plant:
        """The same at another moment."""
        return Plant(self.graph, self.load, intensity, self.environment)

    def once(self, key: Any, work: Callable[[], T]) -> T:
        """What `work` comes to; it is done once for each key."""
        if key not in self._known:
            self._known[key] = work()
        result: T = self._known[key]
        return result

    @property
    def streams(self) -> Mapping[str, Shares]:
        """Address -> what part of all requests reaches it, for all that is reached."""
        return self.once("streams", self._streams)

    def _streams(self) -> Mapping[str, Shares]:
        return streams(self.graph, self.load.regions, self.environment, self.load.environments)

    def shares(self, address: str) -> Shares:
        """What part of all requests reaches an address."""
        known: Mapping[str, Shares] | None = self._known.get("streams")  # asked for each address: not by way of `once`
        return (self.streams if known is None else known).get(address, NOTHING)

    def is_reached(self, address: str) -> bool:
        """Whether any does."""
        return self.shares(address) != NOTHING

    def api_rate(self, address: str) -> Numbers:
        """API requests a second that reach an address now."""
        return self._rate(self.shares(address).api, "api_requests_per_session")

    def static_rate(self, address: str) -> Numbers:
        """Requests a second for static files that reach an address now: at the edge all, behind it those that the edge
        did not have."""
        shares = self.shares(address)
        if not shares.missed:
            return self._rate(shares.static, "static_requests_per_session")
        asked = self._rate(shares.missed, "static_requests_per_session")
        return asked if shares.static else asked * (1 - self.load.of("edge_cache_hit"))

    def rate(self, address: str) -> Numbers:
        """All requests a second that reach an address now."""
        return self.api_rate(address) + self.static_rate(address)

    def job_rate(self, address: str) -> Numbers:
        """Background jobs a second that an address gets now."""
        jobs = self.load.of("users_per_day") * self.load.of("jobs_per_user") / SECONDS_OF_A_DAY
        return self.shares(address).jobs * jobs * self.intensity

    def _rate(self, share: float, per_session: str) -> Numbers:
        if not share:
            return 0.0
        return share * self.load.sessions_per_second * self.load.of(per_session) * self.intensity

    def over_a_month(self, of: Callable[[Plant], Numbers]) -> Numbers:
        """What something that is so much an hour at a moment comes to in a month of usual days. It never falls when a
        moment is busier: where a busier hour has nothing of it, the quieter ones are not asked."""
        found: Numbers = 0.0
        for level in sorted(self.load.hours, reverse=True):
            amount = of(self.once(("at", level), lambda level=level: self.at(level)))  # type: ignore[misc]
            if is_nothing(amount):
                break
            found = found + self.load.hours[level] * amount
        return DAYS_OF_A_MONTH * found


def average(graph: Graph, load: Load, environment: str = "") -> Plant:
    """The plant on the average of a day, under everybody's load or that of an environment."""
    return Plant(graph, load.of_environment(environment) if environment else load, 1.0, environment)


def busiest(graph: Graph, load: Load) -> Plant:
    """The plant in the busiest minute."""
    return Plant(graph, load, load.peak)


def a_month(per_second: Numbers) -> Numbers:
    """What so much a second, on the average, comes to in a month."""
    return per_second * SECONDS_OF_A_DAY * DAYS_OF_A_MONTH


def gb(kb: Numbers) -> Numbers:
    """KB as GB."""
    return kb / KB_OF_A_GB
