"""The calendar against two that we did not write: the holidays of a package, the Easters of another."""

from datetime import date
from importlib import import_module
from types import ModuleType

import pytest

from domain.school_calendar import KNOWN, easter, is_school_day, public_holidays

PACKAGE = "vacances_scolaires_france"
ZONES = {"A": "69", "B": "13", "C": "31"}
BRIDGES = (date(2024, 5, 10), date(2025, 5, 30), date(2026, 5, 15), date(2027, 5, 7))
"""The Fridays after Ascension, on which the ministry's decrees say that there is no class."""


@pytest.fixture(scope="module")
def others() -> ModuleType:
    """The package vacances-scolaires-france, which keeps the ministry's open data."""
    return import_module(PACKAGE)


@pytest.mark.parametrize(("zone", "department"), ZONES.items())
def test_every_weekday_is_a_school_day_or_not_as_in_the_package(others: ModuleType, zone: str, department: str) -> None:
    dates = others.SchoolHolidayDates()
    differing = [
        day
        for day in KNOWN.each_day()
        if day.weekday() < 5 and day not in public_holidays(day.year, department)
        if is_school_day(day, department) is dates.is_holiday_for_zone(day, zone)
    ]
    # The package lacks the bridges of these three years; it has that of 2027.
    assert differing == list(BRIDGES[:3])


@pytest.mark.parametrize("department", ZONES.values())
def test_there_is_no_class_on_the_friday_after_ascension(department: str) -> None:
    assert [is_school_day(day, department) for day in BRIDGES] == [False] * 4


def test_easter_is_that_of_dateutil() -> None:
    others = import_module("dateutil.easter")
    assert [easter(year) for year in range(1900, 2200)] == [others.easter(year) for year in range(1900, 2200)]
