"""School days: holiday zones, holidays, public holidays.

Holidays: ministry of education, arrêtés fixing the school calendars 2023-2024 to 2026-2027, zones
A, B and C. Corsica and the overseas départements fix their own, which are not declared here: a
school there has no known calendar, and is listed apart rather than counted.
Public holidays: code du travail, L3133-1, with Good Friday and 26 December in Alsace-Moselle.
Easter: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8).
"""

from datetime import date, timedelta
from functools import cache

from domain.territories import DEPARTMENTS
from domain.windows import Window

SATURDAY = 5
ALSACE_MOSELLE = frozenset({"57", "67", "68"})

# First and last day without class, in one string a line: both are inside the holiday.
_COMMON = """2023-07-08 2023-09-03|2023-10-21 2023-11-05|2023-12-23 2024-01-07|2024-05-08 2024-05-12
2024-07-06 2024-09-01|2024-10-19 2024-11-03|2024-12-21 2025-01-05|2025-05-29 2025-06-01
2025-07-05 2025-08-31|2025-10-18 2025-11-02|2025-12-20 2026-01-04|2026-05-14 2026-05-17
2026-07-04 2026-08-31|2026-10-17 2026-11-01|2026-12-19 2027-01-03|2027-05-06 2027-05-09"""
_BY_ZONE = {
    "A": """2024-02-17 2024-03-03|2024-04-13 2024-04-28|2025-02-22 2025-03-09|2025-04-19 2025-05-04
2026-02-07 2026-02-22|2026-04-04 2026-04-19|2027-02-13 2027-02-28|2027-04-10 2027-04-25""",
    "B": """2024-02-24 2024-03-10|2024-04-20 2024-05-05|2025-02-08 2025-02-23|2025-04-05 2025-04-21
2026-02-14 2026-03-01|2026-04-11 2026-04-26|2027-02-20 2027-03-07|2027-04-17 2027-05-02""",
    "C": """2024-02-10 2024-02-25|2024-04-06 2024-04-21|2025-02-15 2025-03-02|2025-04-12 2025-04-27
2026-02-21 2026-03-08|2026-04-18 2026-05-03|2027-02-06 2027-02-21|2027-04-03 2027-04-18""",
}
KNOWN = Window(date(2023, 9, 4), date(2027, 7, 2))
"""The days for which the calendars of zones A, B and C are declared."""


def _windows(text: str) -> tuple[Window, ...]:
    pairs = [line.split() for line in text.replace("\n", "|").split("|")]
    return tuple(Window(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs)


HOLIDAYS: dict[str, tuple[Window, ...]] = {
    zone: tuple(sorted(_windows(_COMMON) + _windows(own))) for zone, own in _BY_ZONE.items()
}


@cache
def easter(year: int) -> date:
    """Easter Sunday of that year."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap_centuries, century_rest = century // 4, century % 4
    lift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - lift + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int, department: str) -> frozenset[date]:
    """The public holidays of that year in that département."""
    sunday = easter(year)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    days = {date(year, month, day) for month, day in fixed}
    days |= {sunday + timedelta(days=offset) for offset in (1, 39, 50)}
    if department in ALSACE_MOSELLE:
        days |= {sunday - timedelta(days=2), date(year, 12, 26)}
    return frozenset(days)


def is_school_day(day: date, department: str, *, saturdays: bool = False) -> bool | None:
    """Whether schools of that département hold class that day; None where the calendar is not known."""
    zone = DEPARTMENTS[department].school_zone
    if zone not in HOLIDAYS or not KNOWN.contains(day):
        return None
    if day.weekday() > SATURDAY or (day.weekday() == SATURDAY and not saturdays):
        return False
    if day in public_holidays(day.year, department):
        return False
    return not any(holiday.contains(day) for holiday in HOLIDAYS[zone])


def school_days(window: Window, department: str, *, saturdays: bool = False) -> list[date] | None:
    """The window's school days in order; None where the calendar of some day is not known."""
    verdicts = {day: is_school_day(day, department, saturdays=saturdays) for day in window.each_day()}
    if None in verdicts.values():
        return None
    return [day for day, verdict in verdicts.items() if verdict]
