import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.comparison import (
    DOWN,
    STEADY,
    TOO_SHORT,
    UP,
    CountComparison,
    adjust,
    change_words,
    compare_counts,
    number_words,
    statement,
)


@pytest.mark.parametrize(
    ("count", "other", "exposure", "other_exposure", "p_value"),
    [(15, 6, 14, 14, 0.078354), (3, 5, 14, 14, 0.726563), (40, 300, 14, 182, 0.002077)],
)
def test_the_worked_examples(count: int, other: int, exposure: int, other_exposure: int, p_value: float) -> None:
    assert compare_counts(count, other, exposure, other_exposure).p_value == pytest.approx(p_value, abs=5e-7)


def test_the_interval_of_the_worked_example() -> None:
    found = compare_counts(15, 6, 14, 14)
    assert found.rate_ratio == 15 / 6
    assert (found.low, found.high) == pytest.approx((0.9166, 7.8645), abs=5e-5)


def test_unequal_exposures_give_a_ratio_of_rates() -> None:
    found = compare_counts(40, 300, 14, 182)
    assert found.rate_ratio == pytest.approx((40 / 14) / (300 / 182))
    assert (found.low, found.high) == pytest.approx((1.2138, 2.4164), abs=5e-5)


def test_a_comparator_of_zero_has_no_ratio_and_no_upper_bound() -> None:
    found = compare_counts(5, 0, 14, 14)
    # two-sided: both tails of five fair draws, 2 / 2**5; lower bound of the share: 0.025 ** (1 / 5)
    share = 0.025 ** (1 / 5)
    assert (found.p_value, found.low) == pytest.approx((2 / 32, share / (1 - share)))
    assert (found.rate_ratio, found.high) == (None, None)


def test_nothing_in_either_period_says_nothing() -> None:
    assert compare_counts(0, 0, 14, 364) == CountComparison(1.0, None, None, None)


def test_impossible_arguments_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        compare_counts(-1, 0, 14, 14)
    with pytest.raises(ValueError, match="above 0"):
        compare_counts(1, 0, 0, 14)


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 400), st.integers(1, 30), st.integers(56, 364))
def test_the_interval_holds_the_ratio(count: int, other: int, exposure: int, other_exposure: int) -> None:
    found = compare_counts(count, other, exposure, other_exposure)
    assert 0 < found.p_value <= 1
    if found.rate_ratio is not None:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.rate_ratio <= found.high


def test_adjustment_is_that_of_benjamini_and_hochberg_and_passes_over_none() -> None:
    # sorted: 0.01, 0.02, 0.04 of three: 0.01 * 3 / 1 = 0.03, 0.02 * 3 / 2 = 0.03, 0.04 * 3 / 3 = 0.04
    assert adjust([0.04, None, 0.01, 0.02]) == [pytest.approx(0.04), None, pytest.approx(0.03), pytest.approx(0.03)]
    assert adjust([]) == []
    assert adjust([None]) == [None]


def test_the_statement_on_both_sides_of_the_threshold() -> None:
    assert statement(0.0499, True) == UP
    assert statement(0.0499, False) == DOWN
    assert statement(0.05, True) == STEADY
    assert statement(None, True) == TOO_SHORT == "historique trop court (moins de 56 jours)"


def test_a_trend_is_not_claimed_from_an_incomplete_period() -> None:
    said = "période incomplète\u00a0: aucune tendance affirmée (SP-NORD)"
    assert statement(0.01, True, ("SP-NORD",)) == said
    assert statement(0.2, True, ("SP-NORD",)) == STEADY


def test_change_is_said_in_counts_below_10_and_in_percent_from_10_on() -> None:
    assert change_words(3, 5) == "3 contre 5"
    assert change_words(12, 9, "faits") == "12 contre 9 faits"
    assert change_words(12, 10, "faits") == "+20\u00a0% (12 contre 10 faits)"
    assert change_words(1500, 2000) == "−25\u00a0% (1\u202f500 contre 2\u202f000)"
    assert change_words(10, 10) == "0\u00a0% (10 contre 10)"
    assert change_words(4, None) == "sans comparaison"


def test_numbers_are_french() -> None:
    assert number_words(1234.5, 1) == "1\u202f234,5"
    assert number_words(-0.25, 2) == "−0,25"
