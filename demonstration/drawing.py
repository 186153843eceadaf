"""Chance, made repeatable: what is drawn depends on the seed alone, and is laid on days counted back from the end.

Time is cut into weeks counted back from the last day: week 0 holds it and the six days before. How much happens in each
week never depends on the date, so that what the demonstration shows is the same whatever day it is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WEEKS = 105  # 24 months are at most 731 days
EVEN_DAYS = (1.0,) * 7


@dataclass(frozen=True)
class Rhythm:
    """A number a week: `usual`, and `then` in the last `since` weeks."""

    usual: float
    since: int = 0
    then: float = 0.0

    def rates(self) -> NDArray[np.float64]:
        """The number expected in each week, from the last one back."""
        return np.where(np.arange(WEEKS) < self.since, self.then, self.usual)


@dataclass(frozen=True)
class Span:
    """The days of the demonstration, both ends inside."""

    start: date
    until: date

    def day(self, age: int) -> date:
        """The day that many days before the last one."""
        return self.until - timedelta(days=age)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.start <= day <= self.until


def span_of(until: date) -> Span:
    """The 24 months that end on `until`."""
    following = until + timedelta(days=1)
    day = min(following.day, 28) if following.month == 2 else following.day
    return Span(following.replace(year=following.year - 2, day=day), until)


def stream(seed: int, name: str) -> np.random.Generator:
    """The random numbers of one subject: drawing more of one subject changes nothing in another."""
    return np.random.default_rng([seed, crc32(name.encode())])


def weeks_of_events(rng: np.random.Generator, rhythm: Rhythm) -> NDArray[np.int64]:
    """The week of each event, drawn around the rhythm with half the dispersion of a Poisson process."""
    rates = rhythm.rates()
    trials = np.ceil(2 * rates)
    counts = rng.binomial(trials.astype(np.int64), np.divide(rates, trials, out=np.zeros(WEEKS), where=trials > 0))
    return np.repeat(np.arange(WEEKS), counts)


def days_of_weeks(
    rng: np.random.Generator, span: Span, weeks: NDArray[np.int64], weekdays: Sequence[float] = EVEN_DAYS
) -> list[date]:
    """A day in each of the weeks, by weights of the weekdays (Monday first); those before the span are left out."""
    weights = np.array([weekdays[span.day(offset).weekday()] for offset in range(7)])
    offsets = rng.choice(7, size=len(weeks), p=weights / weights.sum())
    days = (span.day(int(age)) for age in 7 * weeks + offsets)
    return [day for day in days if span.contains(day)]
