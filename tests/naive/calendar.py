"""The days of class of zone A, day by day: holidays, public holidays and weekends taken out.

The dates of the holidays are data, read where they are declared; everything else is worked out here.
"""

from datetime import date, timedelta
from functools import cache

from domain.school_calendar import HOLIDAYS
from tests.naive.rows import Span, days_of

ZONE = "A"
EASTER_SUNDAYS = (date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28))
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))


@cache
def has_class(day: date) -> bool:
    """Whether schools hold class that day: Monday to Friday, in school time, no public holiday."""
    if day.isoweekday() > 5 or (day.month, day.day) in FIXED:
        return False
    for sunday in EASTER_SUNDAYS:  # Easter Monday, Ascension, Whit Monday
        if day in (sunday + timedelta(days=1), sunday + timedelta(days=39), sunday + timedelta(days=50)):
            return False
    return all(day < holiday.start or day > holiday.end for holiday in HOLIDAYS[ZONE])


@cache
def days_of_class(span: Span) -> tuple[date, ...]:
    """The days of class of the span."""
    return tuple(day for day in days_of(span) if has_class(day))
