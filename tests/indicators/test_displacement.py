from datetime import date

import pytest

from domain.windows import Window
from indicators.displacement import (
    Change,
    facts_before_and_after,
    weighted_displacement_difference,
)
from tests.indicators.tables import Row, fact, situation

STEADY = Change(600, 600)


def test_the_worked_example() -> None:
    found = weighted_displacement_difference(Change(60, 40), Change(50, 48), Change(30, 33), Change(28, 29))
    # (40 - 60) - (48 - 50) + (33 - 30) - (29 - 28) = -20 + 2 + 3 - 1; 60+40+50+48+30+33+28+29 = 318
    assert found.value == -16
    assert found.standard_error == pytest.approx(17.8326, abs=5e-5)
    assert found.z == pytest.approx(-0.8972, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((-50.95, 18.95), abs=5e-3)
    assert found.verdict == "non concluant"


def test_without_neighbours_the_effect_alone() -> None:
    found = weighted_displacement_difference(Change(100, 40), Change(90, 95))
    assert found.value == (40 - 100) - (95 - 90)
    assert found.standard_error == pytest.approx(325**0.5)
    assert found.verdict == "baisse"  # 65 against 1.96 x 18.03 = 35.3


def test_neighbours_go_with_their_controls() -> None:
    with pytest.raises(ValueError, match="buffer"):
        weighted_displacement_difference(Change(1, 1), Change(1, 1), Change(1, 1))
    with pytest.raises(ValueError, match="buffer"):
        weighted_displacement_difference(Change(1, 1), Change(1, 1), buffer_control=Change(1, 1))


@pytest.mark.parametrize(
    ("treated", "verdict"),
    [
        (Change(601, 699), "non concluant"),  # 98 = 1.96 x 50, and 1300 + 1200 = 50 squared: not above
        (Change(600, 700), "hausse"),
        (Change(699, 601), "non concluant"),
        (Change(700, 600), "baisse"),
        (Change(650, 650), "non concluant"),
    ],
)
def test_a_word_is_said_only_beyond_the_bound(treated: Change, verdict: str) -> None:
    assert weighted_displacement_difference(treated, STEADY).verdict == verdict


@pytest.mark.parametrize(("doubtful", "verdict"), [(0, "hausse"), (1, "hausse"), (2, "non concluant")])
def test_facts_that_may_lie_on_either_side_can_silence_the_verdict(doubtful: int, verdict: str) -> None:
    # 100 - 1 = 99 > 1.96 x sqrt(2501) = 98.02; 100 - 2 = 98 < 1.96 x sqrt(2502) = 98.04
    found = weighted_displacement_difference(Change(600, 700), STEADY, doubtful=doubtful)
    assert (found.value, found.verdict) == (100, verdict)


def test_nothing_at_all_is_inconclusive() -> None:
    nothing = Change(0, 0)
    found = weighted_displacement_difference(nothing, nothing, nothing, nothing)
    assert (found.value, found.z, found.low, found.high, found.verdict) == (0, 0, 0, 0, "non concluant")


def test_facts_are_counted_in_two_periods_of_equal_length() -> None:
    after = Window(date(2026, 3, 8), date(2026, 3, 14))  # before: 1 to 7 March, its halves 1 to 3 and 5 to 7
    rows: list[Row] = [
        fact("2026-02-28"),
        fact("2026-03-01"),
        fact("2026-03-03", count=2),
        fact("2026-03-04"),
        fact("2026-03-07", offence="use"),
        fact("2026-03-07", offence="robbery"),
        fact("2026-03-08"),
        fact("2026-03-14", "S2"),
        fact("2026-03-15"),
        fact("2026-03-10", None),
    ]
    found = facts_before_and_after(situation(facts=rows), after)
    assert found.loc["S1"].to_dict() == {"before": 5, "after": 1, "early": 3, "late": 1, "doubtful": 0}
    assert found.loc["S2"].to_dict() == {"before": 0, "after": 1, "early": 0, "late": 0, "doubtful": 0}
    assert found.index.tolist() == ["S1", "S2", "S3"]


def test_facts_known_by_their_month_count_where_it_lies_whole() -> None:
    after = Window(date(2026, 3, 10), date(2026, 5, 9))  # 61 days; before: 8 January to 9 March
    months = [f"2026-{month:02d}-01" for month in range(1, 7)]
    rows = [fact(month, precision="month") for month in months]
    found = facts_before_and_after(situation(facts=rows), after)
    # February lies whole before, April after; January, March and May are cut; June lies outside
    assert list(found.loc["S1", ["before", "after", "doubtful"]]) == [1, 1, 3]
