"""Demand -> Load: the numbers of a month, from which every rate and volume follows. Plain floats, or numpy arrays with
one element for each world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from innovate_model.analyses.capacity.demand import ENVIRONMENT, HOURS_OF_A_DAY, MOST, Demand
from innovate_model.analyses.capacity.numbers import Numbers, kept, smallest

SECONDS_OF_A_DAY = 86_400
DAYS_OF_A_MONTH = 730 / 24
"""A month has 730 hours here, as in the bill."""
KB_OF_A_GB = 1024**2
"""A GB of the bill is taken to be 2^30 bytes, as its TB is 1,024 GB in the tiers of the price list: an assumption."""


class NotKnown(Exception):  # an answer, which is caught where a limit is asked for
    """Something that a limit depends on is not known; the message says what."""


Regions = tuple[tuple[str, float], ...]
"""Of regions that users are led to the nearest of: how much of them each gets, in any unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """`values`: the estimates by name, of which each is one number now; `users_per_day` is that of the month. `hours`:
    how busy an hour of the day is, as a multiple of the average -> how many hours of a day are so."""

    values: Mapping[str, Numbers]
    hours: Mapping[float, int]
    regions: Regions = ()

    def of(self, name: str) -> Numbers:
        """The value of an estimate. NotKnown where it is not stated."""
        if name not in self.values:
            raise NotKnown(f"the demand does not state `{name}`")
        return self.values[name]

    def with_users(self, users: Numbers) -> Load:
        """The same of another number of users a day."""
        return replace(self, values={**self.values, "users_per_day": users})

    @property
    def peak(self) -> Numbers | None:
        """The busiest minute, as a multiple of the average; None where the demand does not say."""
        return max(self.hours) * self.values["peak_factor"] if "peak_factor" in self.values else None

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments with users of their own, who are no part of `users_per_day`."""
        return tuple(name.removeprefix(ENVIRONMENT) for name in self.values if name.startswith(ENVIRONMENT))

    def of_environment(self, name: str) -> Load:
        """The load of the users of an environment, who ask for the same as others do, and do not grow."""
        users = self.of(ENVIRONMENT + name)
        return replace(self, values={**self.values, "users_per_day": users, "growth_per_month": 0.0})

    def months_kept(self, days: int | None) -> Numbers:
        """How many months at the rate of this one are there of what is kept so many days, or for ever (None): users
        grew as they will, and there are no more than `months_of_past`. NotKnown where for ever has no beginning."""
        past = self.values.get("months_of_past")
        if days is None:
            past = self.of("months_of_past")
        months = days / DAYS_OF_A_MONTH if days is not None else past
        return kept(months if past is None else smallest(months, past), self.values.get("growth_per_month", 0.0))

    @property
    def sessions_per_second(self) -> Numbers:
        """On the average of a day."""
        return self.of("users_per_day") * self.of("sessions_per_user") / SECONDS_OF_A_DAY


def load(demand: Demand, month: int = 0, scenario: str = "mid") -> Load:
    """The load of a month (0 is now) when every estimate is its `low`, `mid` or `high`."""
    values = {name: float(getattr(estimate, scenario)) for name, estimate in demand.estimates.items()}
    return load_of(demand, values, month)


def load_of(demand: Demand, values: Mapping[str, Numbers], month: int = 0) -> Load:
    """The load of a month when the estimates have these values. ValueError for a month before this one; NotKnown for a
    later one where growth is not stated."""
    if month < 0:
        raise ValueError(f"month {month} is over: 0 is now")
    average = sum(demand.day) / HOURS_OF_A_DAY
    hours: dict[float, int] = {}
    for weight in demand.day:
        hours[weight / average] = hours.get(weight / average, 0) + 1
    now = Load(values, hours, tuple(demand.regions.items()))
    if not month:
        return now
    later = {"users_per_day": grown(now.of("users_per_day"), now.of("growth_per_month"), month)}
    if "months_of_past" in values:
        later["months_of_past"] = values["months_of_past"] + month
    return replace(now, values={**values, **later})


def grown(users: Numbers, growth: Numbers, months: int) -> Numbers:
    """Users after some months of the same growth; never more than there may be. Multiplied one by one: a power is
    rounded differently by numpy."""
    for _ in range(months):
        users = smallest(users * (1 + growth), float(MOST))
    return users
