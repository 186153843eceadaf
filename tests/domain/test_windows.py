"""Windows, their comparators and semesters, by hand."""

from datetime import date

import pytest

from domain.windows import (
    Window,
    WindowKind,
    last_full_month_end,
    month_end,
    months_back,
    months_between,
    semester_of,
    semester_window,
    window_of,
)

UNTIL = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "start", "days"),
    [
        (WindowKind.FORTNIGHT, date(2026, 11, 9), 14),
        (WindowKind.FOUR_WEEKS, date(2026, 10, 26), 28),
        (WindowKind.MONTH, date(2026, 11, 1), 22),
        (WindowKind.SEMESTER, date(2026, 7, 1), 31 + 31 + 30 + 31 + 22),
        (WindowKind.YEAR_TO_DATE, date(2026, 1, 1), 326),
    ],
)
def test_each_kind_ends_on_the_day_and_holds_both_ends(kind: WindowKind, start: date, days: int) -> None:
    window = window_of(kind, UNTIL)
    assert (window.start, window.end, window.days) == (start, UNTIL, days)


def test_comparators_have_the_same_length_and_the_year_before_the_same_weekdays() -> None:
    window = window_of(WindowKind.FORTNIGHT, UNTIL)
    assert window.previous() == Window(date(2026, 10, 26), date(2026, 11, 8))
    before = window.year_before()
    assert before == Window(date(2025, 11, 10), date(2025, 11, 23))
    assert before.start.weekday() == window.start.weekday()
    assert window.baseline() == Window(date(2025, 11, 10), date(2026, 11, 8))
    assert window.baseline().days == 364


def test_a_window_over_the_29th_of_february() -> None:
    window = Window(date(2028, 2, 20), date(2028, 3, 4))
    assert window.days == 14
    assert date(2028, 2, 29) in window.each_day()
    assert month_end(date(2028, 2, 1)) == date(2028, 2, 29)


def test_a_window_never_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before"):
        Window(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "semester", "first", "last"),
    [
        (date(2026, 6, 30), "2026-S1", date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), "2026-S2", date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_semesters_change_in_the_night_of_the_30th_of_june(day: date, semester: str, first: date, last: date) -> None:
    assert semester_of(day) == semester
    assert semester_window(semester) == Window(first, last)


def test_full_months() -> None:
    assert last_full_month_end(date(2026, 11, 30)) == date(2026, 11, 30)
    assert last_full_month_end(date(2026, 11, 29)) == date(2026, 10, 31)
    assert months_back(date(2026, 2, 10), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("other", "common", "left"),
    [
        (Window(date(2026, 4, 1), date(2026, 4, 2)), None, [(1, 31)]),
        (Window(date(2026, 3, 10), date(2026, 3, 12)), (10, 12), [(1, 9), (13, 31)]),
        (Window(date(2026, 2, 1), date(2026, 3, 12)), (1, 12), [(13, 31)]),
        (Window(date(2026, 3, 31), date(2026, 5, 12)), (31, 31), [(1, 30)]),
        (Window(date.min, date.max), (1, 31), []),
    ],
)
def test_what_two_windows_share_and_what_is_left(
    other: Window, common: tuple[int, int] | None, left: list[tuple[int, int]]
) -> None:
    shared = MARCH.common(other)
    assert (shared and (shared.start.day, shared.end.day)) == common
    assert [(part.start.day, part.end.day) for part in MARCH.without(other)] == left


def test_months_from_one_day_to_another() -> None:
    assert months_between(date(2025, 12, 31), date(2026, 2, 1)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
