from dataclasses import replace
from datetime import date

from domain.windows import Window
from indicators.series import Series, operation_series
from tests.indicators.tables import operation, situation

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


def test_operations_at_most_fourteen_days_apart_make_a_series() -> None:
    # S1: 1, 15 and 29 March (gaps of 14); then 13 April (15 days later) begins another, of two only
    days = ["2026-03-01", "2026-03-15", "2026-03-29", "2026-04-13", "2026-04-14"]
    rows = [operation(day, day) for day in days]
    rows += [operation(f"B{day}", day, "S2") for day in ("2026-05-01", "2026-05-01", "2026-05-02")]
    found = operation_series(situation(operations=rows), YEAR)
    assert found == [Series("S1", date(2026, 3, 1), date(2026, 3, 29), 3)]
    assert found[0].key == "S1.2026-03-01"
    assert found[0].period.days == 29


def test_one_reference_sent_twice_is_one_operation() -> None:
    rows = [operation("A", "2026-03-01"), operation("A", "2026-03-01"), operation("B", "2026-03-02")]
    assert operation_series(situation(operations=rows), YEAR) == []
    assert len(operation_series(situation(operations=[*rows, operation("C", "2026-03-03")]), YEAR)) == 1


def test_a_series_is_told_as_far_as_the_window_goes() -> None:
    rows = [operation(f"R{day}", f"2026-03-{day:02d}") for day in (1, 5, 9, 13)]
    now = situation(operations=rows)
    until = Window(date(2026, 1, 1), date(2026, 3, 9))
    assert operation_series(now, until) == [Series("S1", date(2026, 3, 1), date(2026, 3, 9), 3)]
    assert operation_series(now, Window(date(2026, 3, 13), date(2026, 4, 30)))[0].first == date(2026, 3, 1)
    assert operation_series(now, Window(date(2026, 3, 14), date(2026, 4, 30))) == []


def test_a_series_that_may_have_run_before_the_rows_at_hand_is_left_out() -> None:
    rows = [operation(f"R{day}", f"2026-03-{day:02d}") for day in (15, 16, 17)]
    # a day before the 2nd is not at hand: one on 1 March would be 14 days before the 15th, and of the series
    for first_at_hand, kept in ((date(2026, 3, 2), False), (date(2026, 3, 1), True)):
        now = replace(situation(operations=rows), loaded=Window(first_at_hand, date(2026, 12, 31)))
        assert bool(operation_series(now, YEAR)) is kept


def test_series_stand_in_the_order_of_the_plan() -> None:
    rows = [operation(f"{sector}{day}", f"2026-03-{day:02d}", sector) for sector in ("S3", "S1") for day in (1, 2, 3)]
    rows += [operation(f"X{day}", f"2026-03-{day:02d}", "ELSEWHERE") for day in (1, 2, 3)]
    assert [one.sector for one in operation_series(situation(operations=rows), YEAR)] == ["S1", "S3"]
    assert operation_series(situation(), YEAR) == []
