"""Presences at schools: what is one, how long it lasted, which weeks and slots it covers."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from tests.naive.calendar import days_of_class, has_class
from tests.naive.events import Event, school_sector
from tests.naive.rows import Files, Row, Span

SLOTS = (("arrival", 450, 540), ("midday", 690, 840), ("leaving", 930, 1110))
"""7h30-9h00, 11h30-14h00, 15h30-18h30 in minutes of the day; the minute that ends a slot is outside it."""


def slot_of(minute: int) -> str:
    """The slot in which a presence that begins at that minute falls."""
    for name, first, end in SLOTS:
        if first <= minute < end:
            return name
    return "other"


Presence = tuple[str, date, str]
"""A school, a day, a slot."""


@cache
def presences(files: Files) -> dict[Presence, list[Row]]:
    """The rows of each distinct presence."""
    found: dict[Presence, list[Row]] = {}
    for row in files.tables["presences"]:
        found.setdefault((row["uai"], row["date"], slot_of(row["starts_at"])), []).append(row)
    return found


def is_joint(rows: list[Row]) -> bool:
    """Whether two services stood there, or one with the school team."""
    return len({row["service"] for row in rows}) >= 2 or any(row["with_school_team"] for row in rows)


def presence_events(files: Files, code: str, level: str) -> Iterator[Event]:
    """Presences, joint ones, or minutes; by service, each service's own."""
    for (school, day, _), rows in presences(files).items():
        if code == "presences_joint" and not is_joint(rows):
            continue
        sector = school_sector(files, school, day)
        services = sorted({row["service"] for row in rows})
        shares = [(service,) for service in services] if level == "service" else [tuple(services)]
        for share in shares:
            own = [row for row in rows if row["service"] in share]
            amount = minutes_of(own) if code == "presence_minutes" else 1
            yield Event(day, day, amount, sector, share, school)


def minutes_of(rows: list[Row]) -> int:
    """The minutes in which somebody was there, where the end is known; an end before the start is the next day."""
    there = set()
    for row in rows:
        if row["ends_at"] is not None:
            end = row["ends_at"] + (24 * 60 if row["ends_at"] < row["starts_at"] else 0)
            there |= set(range(row["starts_at"], end))
    return len(there)


@cache
def presences_at(files: Files, school: str) -> list[tuple[date, str]]:
    """The day and slot of each presence at that school."""
    return [(day, slot) for (uai, day, slot) in presences(files) if uai == school]


@cache
def first_presence(files: Files) -> date:
    """The day of the first presence that any file holds."""
    return min(day for _, day, _ in presences(files))


def sensitive(files: Files, day: date) -> list[Row]:
    """The schools of the national list and those that the plan adds."""
    return [row for row in files.of_plan("schools", day) if row["national_list"] or row["sensitive"]]


def week_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def school_weeks(files: Files, school: Row, span: Span) -> list[bool]:
    """For each week of class of the span, cut at its ends, whether the school was covered.

    Weeks that end before the first presence of any file are left out: nothing is known of them.
    """
    class_days: dict[date, int] = {}
    for day in days_of_class(span):
        class_days[week_of(day)] = class_days.get(week_of(day), 0) + 1
    seen: dict[date, set[date]] = {}
    for day, _ in presences_at(files, school["uai"]):
        if span[0] <= day <= span[1] and has_class(day):
            seen.setdefault(week_of(day), set()).add(day)
    covered = []
    for monday, count in class_days.items():
        if monday + timedelta(days=6) < first_presence(files):
            continue
        target = 2 if school["weekly_target"] is None else school["weekly_target"]
        needed = -(-target * count // 5)
        covered.append(len(seen.get(monday, ())) >= needed)
    return covered


def in_scope(school: Row, level: str, scope: str) -> bool:
    """Whether the school belongs to that territory."""
    if level == "sector":
        return bool(school["sector"] == scope)
    return level != "school" or school["uai"] == scope


def coverage(files: Files, span: Span, level: str, scope: str, *, national: bool) -> float | None:
    """Covered weeks of class over weeks of class; None without any."""
    weeks = []
    for school in sensitive(files, span[1]):
        if in_scope(school, level, scope) and (school["national_list"] or not national):
            weeks += school_weeks(files, school, span)
    return sum(weeks) / len(weeks) if weeks else None


def under_target(files: Files, span: Span, level: str, scope: str) -> int | None:
    """How many sensitive schools were not covered in some week of class; None where no school had one."""
    short, counted = 0, 0
    for school in sensitive(files, span[1]):
        weeks = school_weeks(files, school, span) if in_scope(school, level, scope) else []
        counted += len(weeks)
        short += 1 if not all(weeks) else 0
    return short if counted else None


def slots_never_covered(files: Files, span: Span, school: str) -> int | None:
    """Of the weekdays with class in the span and the three slots, the pairs in which nobody was ever there."""
    weekdays = {day.weekday() for day in days_of_class(span)}
    if not weekdays:
        return None
    seen = {(day.weekday(), slot) for day, slot in presences_at(files, school) if span[0] <= day <= span[1]}
    missed = 0
    for weekday in weekdays:
        for name, _, _ in SLOTS:
            missed += (weekday, name) not in seen
    return missed
