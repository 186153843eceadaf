import pytest

from indicators.trend import Trend, sector_trend


def test_the_worked_example() -> None:
    found = sector_trend([4, 6, 5, 8, 7, 9, 12, 10, 13, 12, 15, 14])
    assert found.tau == pytest.approx(0.83972, abs=5e-6)
    assert found.p_value == pytest.approx(0.00015658, abs=5e-9)
    assert (found.slope, found.low, found.high) == pytest.approx((1.0, 0.75, 1.2))


def test_a_constant_series_has_no_trend() -> None:
    assert sector_trend([3] * 12) == Trend(None, None, 0.0, 0.0, 0.0)


def test_a_series_too_short_says_nothing() -> None:
    assert sector_trend([1, 2]) == Trend(None, None, None, None, None)
    assert sector_trend([1, 2, 3]).slope == 1.0
