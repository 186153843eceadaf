from datetime import date

import pandas as pd
import pytest

from domain.windows import Window
from indicators.grid import Grid
from indicators.hotspots import lasting_degradation, rank_sectors, sector_months, upper_quartile_months
from indicators.trend import sector_trend
from tests.indicators.tables import SECTORS, Row, daily, fact, operation, situation

FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))
STARTS = pd.date_range("2025-06-01", periods=12, freq="MS")


def test_the_months_of_a_sector_are_full_ones() -> None:
    rows = [
        fact("2026-03-31"),
        fact("2026-04-01", precision="month", count=3),
        fact("2026-04-30", "S2", "robbery"),
        fact("2026-05-01"),
    ]
    now = situation(facts=rows, operations=[operation("A", "2026-04-15")])
    found = sector_months(now, date(2026, 5, 30), months=3)
    assert found["month"].unique().tolist() == [pd.Timestamp(2026, month, 1) for month in (2, 3, 4)]
    assert found["code"].tolist() == ["S1"] * 3 + ["S2"] * 3 + ["S3"] * 3
    # February stands before the first fact, and both it and March before the first operation
    counts = found[["facts", "connected", "operations"]].fillna(-1).to_numpy().tolist()
    assert counts == [
        *([-1, -1, -1], [1, 0, -1], [3, 0, 1]),
        *([-1, -1, -1], [0, 0, -1], [0, 1, 0]),
        *([-1, -1, -1], [0, 0, -1], [0, 0, 0]),
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1, 1, 1, 9], [0, 0, 0, 1]),
        ([5, 5, 5, 5], [0, 0, 0, 0]),
        ([0, 0, 0, 0], [0, 0, 0, 0]),
        ([1, 2, 8, 9], [0, 0, 0, 1]),  # third quartile 8.25
    ],
)
def test_the_upper_quartile_of_a_month(counts: list[int], expected: list[int]) -> None:
    months = pd.DataFrame({"code": list("abcd"), "month": STARTS[0], "facts": pd.array(counts, dtype="Int64")})
    assert upper_quartile_months(months).tolist() == expected


def lasting(months: int) -> list[Row]:
    """S1 above the others in that many of the twelve months, S2 in the rest."""
    rows = []
    for number, start in enumerate(STARTS):
        high, low = ("S1", "S2") if number < months else ("S2", "S1")
        rows += [fact(str(start.date()), high, count=9), fact(str(start.date()), low), fact(str(start.date()), "S3")]
    return rows


@pytest.mark.parametrize(("months", "durable"), [(8, False), (9, True)])
def test_nine_months_in_the_upper_quartile_are_a_lasting_degradation(months: int, durable: bool) -> None:
    found = rank_sectors(situation(facts=lasting(months)), FORTNIGHT).set_index("code")
    assert found.loc[["S1", "S2", "S3"], "durable"].tolist() == [durable, False, False]


def test_sectors_that_rise_come_first_then_the_most_facts() -> None:
    rows = [
        *daily("2025-05-19", "2026-05-17", 520, sector="S2"),  # 20 a fortnight
        *daily("2026-05-18", "2026-05-31", 20, sector="S2"),
        *daily("2025-05-19", "2026-05-17", 26, sector="S3"),  # 1 a fortnight
        *daily("2026-05-18", "2026-05-31", 12, sector="S3"),
        fact("2026-05-20", "S1", "robbery"),
    ]
    operations = [operation("A", "2026-05-20", "S3"), operation("B", "2026-06-01", "S3")]
    found = rank_sectors(situation(facts=rows, operations=operations), FORTNIGHT)
    assert found["code"].tolist() == ["S3", "S2", "S1"]
    assert found["rank"].tolist() == [1, 2, 3]
    assert found["statement"].tolist() == ["hausse", "stable ou non concluant", "stable ou non concluant"]
    assert found["facts"].tolist() == [12, 20, 0]
    assert found["baseline"].tolist() == [26, 520, 0]
    assert found["connected"].tolist() == [0, 0, 1]
    assert found["operations"].tolist() == [1, 0, 0]
    assert found["last_operation"].tolist()[0] == pd.Timestamp("2026-05-20")
    assert found["days_since_operation"].fillna(-1).tolist() == [11, -1, -1]
    assert found["rate_ratio"].tolist()[0] == pytest.approx((12 / 14) / (26 / 364))


def test_of_operations_that_no_file_tells_a_sector_has_no_number() -> None:
    facts = [fact("2026-05-20")]
    assert rank_sectors(situation(facts=facts), FORTNIGHT)["operations"].isna().all()
    before = situation(facts=facts, operations=[operation("LATER", "2026-06-01")])
    assert rank_sectors(before, FORTNIGHT)["operations"].isna().all()
    since = situation(facts=facts, operations=[operation("EARLIER", "2026-04-01")])
    assert rank_sectors(since, FORTNIGHT)["operations"].tolist() == [0, 0, 0]


def test_the_columns_are_those_that_the_page_draws_even_without_rows() -> None:
    expected = [
        *("rank", "code", "name", "kind", "force_area", "priority", "facts", "previous", "year_before"),
        *("baseline", "baseline_days", "rate_ratio", "low", "high", "p_adjusted", "statement", "connected"),
        *("tau", "slope", "trend_p", "operations", "last_operation", "days_since_operation", "durable"),
    ]
    assert rank_sectors(situation(sectors=[]), FORTNIGHT).columns.tolist() == expected
    empty = rank_sectors(situation(), FORTNIGHT)
    assert empty.columns.tolist() == expected
    assert empty["code"].tolist() == [sector["code"] for sector in SECTORS]


def test_the_trend_is_that_of_the_last_twelve_full_months() -> None:
    counts = [4, 6, 5, 8, 7, 9, 12, 10, 13, 12, 15, 14]  # the worked example
    rows = [fact(str(start.date()), count=count) for start, count in zip(STARTS, counts, strict=True)]
    found = rank_sectors(situation(facts=rows), FORTNIGHT).set_index("code").loc["S1"]
    assert (found["tau"], found["slope"]) == pytest.approx((0.83972, 1.0), abs=5e-6)
    assert found["trend_p"] == pytest.approx(0.00015658, abs=5e-9)


def test_the_trends_are_corrected_for_the_number_of_sectors() -> None:
    worked, flat = [4, 6, 5, 8, 7, 9, 12, 10, 13, 12, 15, 14], [9, 5, 8, 4, 9, 6, 7, 5, 8, 6, 9, 7]
    rows = [
        fact(str(start.date()), sector, count=count)
        for sector, counts in (("S1", worked), ("S2", flat))
        for start, count in zip(STARTS, counts, strict=True)
    ]
    found = rank_sectors(situation(facts=rows), FORTNIGHT).set_index("code")["trend_p"]
    # Benjamini and Hochberg over the two sectors that have a trend: the smaller p-value doubles, the larger stays.
    assert found["S1"] == pytest.approx(2 * 0.00015658, abs=1e-8)
    assert found["S2"] == pytest.approx(sector_trend(flat).p_value)
    assert pd.isna(found["S3"])


@pytest.mark.parametrize(("months", "durable"), [(8, False), (9, True)])
def test_a_grid_of_fewer_than_nine_months_tells_no_lasting_degradation(months: int, durable: bool) -> None:
    cells = pd.DataFrame({"cell": ["a"], "class_code": ["persistent"], "sector": ["S1"]})
    layers = tuple(start.date() for start in STARTS[:months])
    known = situation(facts=[fact("2026-05-20")])
    found = lasting_degradation(known, sector_months(known, FORTNIGHT.end), Grid(9, layers, (), cells, cells))
    assert found.to_dict() == {"S1": durable, "S2": False, "S3": False}
