"""School days, against dates that anybody can look up."""

from datetime import date
from itertools import pairwise

import pytest

from domain.school_calendar import HOLIDAYS, easter, is_school_day, public_holidays, school_days
from domain.windows import Window


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


def test_moving_feasts_follow_easter_and_alsace_moselle_has_two_more() -> None:
    usual = public_holidays(2026, "31")
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} <= usual  # Easter Monday, Ascension, Whit Monday
    assert len(usual) == 11
    assert public_holidays(2026, "67") - usual == {date(2026, 4, 3), date(2026, 12, 26)}


@pytest.mark.parametrize(
    ("department", "day", "expected"),
    [
        ("69", date(2026, 2, 6), True),  # zone A, the Friday before the winter holidays
        ("69", date(2026, 2, 9), False),
        ("69", date(2026, 2, 23), True),  # and the Monday of the return
        ("13", date(2026, 2, 9), True),  # zone B has class that week
        ("31", date(2026, 2, 9), True),  # and zone C
        ("31", date(2026, 5, 15), False),  # the bridge after Ascension
        ("31", date(2025, 11, 11), False),  # a public holiday
        ("31", date(2025, 11, 15), False),  # a Saturday
        ("2A", date(2026, 2, 9), None),  # Corsica's calendar is not declared
        ("974", date(2026, 2, 9), None),
        ("31", date(2031, 2, 10), None),  # nor that year's
    ],
)
def test_a_school_day_by_zone(department: str, day: date, expected: bool | None) -> None:
    assert is_school_day(day, department) is expected


def test_saturdays_count_only_where_they_are_asked_for() -> None:
    assert is_school_day(date(2025, 11, 15), "31", saturdays=True) is True


def test_a_week_cut_by_holidays() -> None:
    # Armistice on the Tuesday: four school days.
    assert len(school_days(Window(date(2025, 11, 10), date(2025, 11, 16)), "31") or []) == 4
    assert school_days(Window(date(2025, 11, 10), date(2025, 11, 16)), "2B") is None


def test_holidays_of_a_zone_never_overlap() -> None:
    for windows in HOLIDAYS.values():
        assert all(before.end < after.start for before, after in pairwise(windows))
