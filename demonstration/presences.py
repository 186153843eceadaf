"""The presences at schools, on school days, in the slots of arrival, noon and leaving.

Schools of the national list are seen far more often, at every weekday and slot, save one: never on a Friday afternoon.
Two sensitive schools are all but forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from math import ceil

import numpy as np

from demonstration.drawing import Span, stream
from demonstration.records import Presence
from demonstration.schools import School
from demonstration.territory import SCHOOL_TEAM
from domain.school_calendar import school_days
from domain.territories import DEMONSTRATION
from domain.windows import Window

FRIDAY = 4
SLOTS = {"arrival": (time(7, 30), 75), "noon": (time(11, 30), 130), "leaving": (time(15, 30), 160)}
"""Where each slot begins, and within how many minutes of that a presence begins."""
NEVER_ON_FRIDAY_AFTERNOON = 0  # ranks of schools
FORGOTTEN = (9, 12)
WINDOW_OF_FULL_COVER = 182


@dataclass(frozen=True)
class Attention:
    """How a school is watched: how often a week reaches the target, and how often a day has a second presence."""

    reliability: float
    second_presence: float


NATIONAL = Attention(0.94, 0.35)
SENSITIVE = Attention(0.9, 0.15)
OTHER = Attention(0.8, 0.05)
NEGLECTED = Attention(0.08, 0.0)

Visit = tuple[date, str]


def draw_presences(span: Span, seed: int, schools: tuple[School, ...]) -> list[Presence]:
    """All presences of the span, in the order of their dates; none where the school calendar is not known."""
    known = _known_school_days(span)
    presences = [
        presence for rank, school in enumerate(schools) for presence in _of_school(seed, rank, school, known, span)
    ]
    return sorted(presences, key=lambda presence: (presence.date, presence.starts_at, presence.uai, presence.service))


def _known_school_days(span: Span) -> list[date]:
    months: list[date] = []
    first = span.start
    while first <= span.until:
        last = min(first + timedelta(days=27), span.until)
        months += school_days(Window(first, last), DEMONSTRATION) or []
        first = last + timedelta(days=1)
    return months


def _of_school(seed: int, rank: int, school: School, known: list[date], span: Span) -> list[Presence]:
    rng = stream(seed, f"presences {rank}")
    allowed = _allowed(rank)
    visits = _visits(rng, school, _attention(rank, school), known, allowed)
    if school.national_list:
        recent = [day for day in known if day > span.day(WINDOW_OF_FULL_COVER)]
        visits |= _missing_couples(rng, visits, recent, allowed)
    return [presence for visit in sorted(visits) for presence in _rows(rng, school, visit)]


def _allowed(rank: int) -> Callable[[date], list[str]]:
    """The slots in which the school of that rank may be seen on a day."""

    def slots(day: date) -> list[str]:
        kept_away = rank == NEVER_ON_FRIDAY_AFTERNOON and day.weekday() == FRIDAY
        return [slot for slot in SLOTS if not (kept_away and slot == "leaving")]

    return slots


def _attention(rank: int, school: School) -> Attention:
    if rank in FORGOTTEN:
        return NEGLECTED
    return NATIONAL if school.national_list else SENSITIVE if school.sensitive else OTHER


def _visits(
    rng: np.random.Generator,
    school: School,
    attention: Attention,
    known: list[date],
    allowed: Callable[[date], list[str]],
) -> set[Visit]:
    """Week by week, as many days as the target wants, or one more, or too few."""
    visits: set[Visit] = set()
    target = 2 if school.weekly_target is None else school.weekly_target
    for _, week in groupby(known, key=_monday):
        days = list(week)
        need = ceil(target * len(days) / 5)
        reached = rng.random() < attention.reliability
        count = min(len(days), need + int(rng.random() < 0.25)) if reached else int(rng.integers(0, need))
        for chosen in rng.choice(len(days), size=count, replace=False):
            day = days[int(chosen)]
            slots = allowed(day)
            times = 2 if rng.random() < attention.second_presence else 1
            visits |= {(day, slots[int(slot)]) for slot in rng.choice(len(slots), size=times, replace=False)}
    return visits


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _missing_couples(
    rng: np.random.Generator, visits: set[Visit], recent: list[date], allowed: Callable[[date], list[str]]
) -> set[Visit]:
    """One visit of the recent school days for each weekday and slot that none of them has."""
    seen = {(day.weekday(), slot) for day, slot in visits if day in set(recent)}
    added: set[Visit] = set()
    for weekday in range(FRIDAY + 1):
        days = [day for day in recent if day.weekday() == weekday]
        for slot in SLOTS:
            if days and (weekday, slot) not in seen and slot in allowed(days[0]):
                added.add((days[int(rng.integers(len(days)))], slot))
    return added


def _rows(rng: np.random.Generator, school: School, visit: Visit) -> list[Presence]:
    """The row of the patrol; at times one more, of the school team in the same slot."""
    day, slot = visit
    begins, spread = SLOTS[slot]
    start = datetime.combine(day, begins) + timedelta(minutes=int(rng.integers(0, spread // 5)) * 5)
    end = start + timedelta(minutes=int(rng.integers(2, 10)) * 5)
    joint = rng.random() < 0.07
    patrol = Presence(
        sender=school.service,
        uai=school.uai,
        date=day,
        starts_at=start.time(),
        ends_at=None if rng.random() < 0.1 else end.time(),
        service=school.service,
        staff=int(rng.integers(2, 5)),
        with_school_team=bool(joint),
    )
    if not joint:
        return [patrol]
    return [patrol, Presence(SCHOOL_TEAM, school.uai, day, start.time(), end.time(), SCHOOL_TEAM, 2, True)]
