from datetime import date, time
from math import log

import pandas as pd
import pytest

from domain.catalogue import By
from domain.windows import Window
from indicators.figures import figures
from indicators.operations import (
    action_matrix,
    action_totals,
    by_day,
    frequency,
    same_slot_regularity,
    sectors_without_action,
    unknown_actions,
    unpredictability,
    weekday_hour,
    yields,
)
from indicators.rhythm import longest_gap
from indicators.situation import Situation
from tests.indicators.tables import COLLEGE, LYCEE, Row, operation, presence, situation

FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))
YEAR = Window(date(2025, 6, 1), date(2026, 5, 31))


def values(now: Situation, window: Window, code: str, by: By = By.SECTOR) -> dict[str, float | None]:
    return {figure.scope: figure.value for figure in figures(now, window, [code], by)}


def weekly(count: int, start: time, first: str = "2026-01-05") -> list[Row]:
    days = pd.date_range(first, periods=count, freq="7D")
    return [operation(f"{first} {start} {n}", str(day.date()), starts_at=start) for n, day in enumerate(days)]


def test_unpredictability_of_the_worked_examples() -> None:
    night, day = time(22, 0), time(10, 0)
    spread = [
        operation(f"R{n}", str(pd.Timestamp("2026-01-05") + pd.Timedelta(days=n)), starts_at=time(4 * (n % 6), 0))
        for n in range(8)
    ]
    assert unpredictability(situation(operations=weekly(8, night)), YEAR)["S1"] == 0
    assert unpredictability(situation(operations=spread), YEAR)["S1"] == pytest.approx(1)
    two = situation(operations=weekly(4, night) + weekly(4, day))
    assert unpredictability(two, YEAR)["S1"] == pytest.approx(log(2) / log(8))
    assert values(two, YEAR, "unpredictability")["S1"] == pytest.approx(0.3333, abs=5e-5)


def test_unpredictability_is_not_given_under_eight_operations() -> None:
    now = situation(operations=weekly(7, time(22, 0)))
    assert unpredictability(now, YEAR).isna().all()
    found = figures(now, YEAR, ["unpredictability"])[0]
    assert (found.value, found.statement) == (None, "moins de 8 opérations à l’heure connue dans la fenêtre")


def test_gaps_of_7_or_14_days_within_a_slot_are_regular() -> None:
    # Mondays at 22:00: 5, 12 and 26 January, 16 February: gaps of 7, 14 and 21 days; the Tuesday is alone in its slot
    days = ["2026-01-05", "2026-01-12", "2026-01-26", "2026-02-16", "2026-01-13"]
    rows = [operation(day, day, starts_at=time(22, 0)) for day in days]
    found = same_slot_regularity(situation(operations=rows), YEAR)
    assert found["S1"] == pytest.approx(2 / 3)
    assert found[["S2", "S3"]].isna().all()


def test_frequency_against_the_target_brought_to_the_window() -> None:
    targets: list[Row] = [
        {"indicator": "operations", "sector": "S1", "value": 1.0, "per": "week"},
        {"indicator": "operations", "sector": "S2", "value": 4.0, "per": "month"},
        {"indicator": "operations", "value": 30.0, "per": "semester"},
        {"indicator": "checks", "sector": "S3", "value": 3.0, "per": "week"},
    ]
    rows = [
        operation("A", "2026-05-18"),
        operation("A2", "2026-05-25"),
        operation("B", "2026-05-21", "S2"),
        operation("C", "2026-05-01", "S3"),
        operation("D", "2026-06-01", "S3"),
    ]
    found = frequency(situation(operations=rows, targets=targets), FORTNIGHT).set_index("code")
    assert found["operations"].tolist() == [2, 1, 0]
    assert found["per_week"].tolist() == [2 / 2, 1 / 2, 0]
    assert found["expected"].tolist()[:2] == pytest.approx([1 * 14 / 7, 4 * 14 / 30.4375])
    assert found["reached"].tolist()[:2] == [True, False]
    assert found.loc["S3", ["target", "target_per", "expected", "reached"]].isna().all()
    # S1: to 31 May from the 25th; S3 from 1 May, the operation of June being after the window
    assert found["days_since"].tolist() == [6, 10, 30]
    # S1: 19 to 24 May, and 26 to 31; S2: 22 to 31 May; S3: the whole window
    assert found["longest_gap"].tolist() == [6, 10, 14]


@pytest.mark.parametrize("rows", [[], [operation("LATER", "2026-06-01")]], ids=["no-file", "none-so-early"])
def test_of_operations_that_no_file_tells_nothing_is_said(rows: list[Row]) -> None:
    targets: list[Row] = [{"indicator": "operations", "sector": "S1", "value": 1.0, "per": "week"}]
    known = situation(operations=rows, targets=targets)
    found = frequency(known, FORTNIGHT).set_index("code")
    assert found[["operations", "per_week", "reached", "days_since", "longest_gap"]].isna().all(axis=None)
    assert found.loc["S1", "expected"] == 2
    assert unknown_actions(known, FORTNIGHT) == ("operations", "presences", "investigations", "recommendations")


def test_an_action_is_known_once_its_file_reaches_the_window() -> None:
    known = situation(
        operations=[operation("A", "2026-05-01", "S3")],
        investigations=[{"reference": "E", "opened_on": "2026-05-31", "service": "BAC"}],
    )
    assert unknown_actions(known, FORTNIGHT) == ("presences", "recommendations")
    assert frequency(known, FORTNIGHT)["operations"].tolist() == [0, 0, 0]


def test_days_since_and_gaps_as_figures() -> None:
    now = situation(operations=[operation("A", "2026-05-25")])
    assert values(now, FORTNIGHT, "days_since_operation") == {"S1": 6, "S2": None, "S3": None}
    assert values(now, FORTNIGHT, "longest_gap_days") == {"S1": 7, "S2": 14, "S3": 14}
    assert values(now, FORTNIGHT, "longest_gap_days", By.SERVICE) == {"BAC": 7, "CGD": 14, "EMS": 14}


def test_the_longest_gap_counts_places_at_the_edges() -> None:
    groups, places = pd.Series(["a", "a", "b"]), pd.Series([3, 4, 9])
    found = longest_gap(groups, places, 10, pd.Index(["a", "b", "c"]))
    assert found.tolist() == [5, 9, 10]  # a: places 5 to 9; b: 0 to 8; c: all


def test_raids_and_yields() -> None:
    rows = [
        operation("A", "2026-05-18", kind="raid", checks=10, cannabis_g=2.5, disorder=True),
        operation("B", "2026-05-31", kind="road_check", checks=5, cannabis_g=0.5),
    ]
    found = {figure.indicator.code: figure.value for figure in figures(situation(operations=rows), FORTNIGHT)}
    expected = {"operations": 2, "operations_raids": 1, "checks": 15, "cannabis_g": 3.0, "disorder": 1, "arrests": 0}
    assert {code: found[code] for code in expected} == expected


def test_what_an_operation_yields() -> None:
    rows = [
        operation("A", "2026-05-18", checks=10, arrests=2, cannabis_g=2.5),
        operation("A", "2026-05-18", checks=10, arrests=2, cannabis_g=2.5),
        operation("B", "2026-05-31", "S2", "CGD", checks=5, cash_eur=90.0),
        operation("C", "2026-05-20", checks=None, arrests=1),
        operation("D", "2026-05-17", checks=7),
        operation("E", "2026-04-01"),
    ]
    now = situation(operations=rows)
    found = yields(now, FORTNIGHT).set_index("code")
    # A, B and C: 10 + 5 checks over three operations, one of which does not say; the fortnight before, D alone
    assert list(found.loc["checks", ["operations", "filled", "total", "per_operation", "previous"]]) == [
        3,
        2,
        15,
        15 / 3,
        7 / 1,
    ]
    assert list(found.loc["arrests", ["total", "per_operation", "previous"]]) == [3, 1, 0]
    assert found.loc["cannabis_g", "per_operation"] == pytest.approx(2.5 / 3)
    assert list(found.loc["cash_eur", ["label", "unit", "total"]]) == ["Numéraire saisi", "€", 90]
    own = yields(now, FORTNIGHT, "S2").set_index("code")
    assert list(own.loc["checks", ["operations", "per_operation"]]) == [1, 5]
    assert own["previous"].isna().all()  # none was held there in the fortnight before


def test_no_yield_without_operation_nor_before_the_files() -> None:
    now = situation(operations=[operation("A", "2026-05-18", checks=10)])
    found = yields(now, FORTNIGHT).set_index("code")
    assert found.loc["checks", "per_operation"] == 10
    assert found["previous"].isna().all()
    assert yields(now, FORTNIGHT, "S3")["per_operation"].isna().all()


def test_the_calendar_by_day_and_by_weekday_and_hour() -> None:
    rows = [
        operation("A", "2026-05-18", kind="raid", starts_at=time(22, 59)),
        operation("B", "2026-05-18", "S2", starts_at=time(9, 0)),
        operation("C", "2026-05-31"),
    ]
    now = situation(operations=rows)
    days = by_day(now, FORTNIGHT)
    assert days["date"].tolist() == list(pd.date_range("2026-05-18", "2026-05-31"))
    assert days["operations"].tolist() == [2, *[0] * 12, 1]
    assert days["raids"].tolist() == [1, *[0] * 13]
    hours = weekday_hour(now, FORTNIGHT)
    assert len(hours) == 7 * 24
    assert hours[hours["operations"].gt(0)].to_numpy().tolist() == [[0, 9, 1], [0, 22, 1]]
    own = weekday_hour(now, FORTNIGHT, "S2")
    assert own[own["operations"].gt(0)].to_numpy().tolist() == [[0, 9, 1]]


def busy() -> Situation:
    enquiry = {"opened_on": "2026-01-10", "service": "CGD", "sector": "S1"}
    return situation(
        operations=[operation("A", "2026-05-20", partner_services="CGD"), operation("B", "2026-04-20", "S3")],
        presences=[
            presence(COLLEGE, "2026-05-20", time(8, 0)),
            presence(COLLEGE, "2026-05-20", time(8, 30), "CGD"),
            presence(LYCEE, "2026-05-21", time(8, 0), "EMS"),
        ],
        investigations=[
            {**enquiry, "reference": "open"},
            {**enquiry, "reference": "closed on the first day", "closed_on": "2026-05-18"},
            {**enquiry, "reference": "closed before", "closed_on": "2026-05-17"},
            {**enquiry, "reference": "opened after", "opened_on": "2026-06-01"},
            {**enquiry, "reference": "nowhere", "sector": None},
        ],
        safety=[
            {"reference": "R", "date": "2026-05-19", "uai": LYCEE, "purpose": "clôture", "recommendations": 3},
            {"reference": "Q", "date": "2026-05-01", "sector": "S3", "purpose": "éclairage", "recommendations": 2},
        ],
    )


def test_an_action_by_two_services_stands_in_both_columns_and_once_in_the_total() -> None:
    matrix = action_matrix(busy(), FORTNIGHT)
    assert len(matrix) == 3 * 3 + 3  # sectors x services, and one row a sector for the recommendations
    filled = matrix[matrix[["operations", "presences", "investigations", "recommendations"]].sum(axis=1).gt(0)]
    assert filled.to_numpy().tolist() == [
        ["S1", "BAC", 1, 1, 0, 0],
        ["S1", "CGD", 1, 1, 2, 0],
        ["S2", "EMS", 0, 1, 0, 0],
        ["S2", None, 0, 0, 0, 3],
    ]
    assert action_totals(busy(), FORTNIGHT).to_numpy().tolist() == [
        ["S1", 1, 1, 2, 0],
        ["S2", 0, 1, 0, 3],
        ["S3", 0, 0, 0, 0],
    ]


def test_a_sector_where_nobody_did_anything_is_named() -> None:
    found = sectors_without_action(busy(), FORTNIGHT)
    assert found.to_dict("records") == [{"code": "S3", "name": "Le Port", "priority": 3}]
    assert values(busy(), FORTNIGHT, "sectors_without_action", By.DEPARTMENT) == {"département": 1}
    assert values(busy(), FORTNIGHT, "sectors_without_action") == {"S1": 0, "S2": 0, "S3": 1}


def test_mobile_forces_count_from_the_first_day_asked() -> None:
    rows: list[Row] = [
        {"reference": "A", "from_date": "2026-05-31", "to_date": "2026-06-02", "units_asked": 3, "units_granted": 1},
        {"reference": "B", "from_date": "2026-05-17", "to_date": "2026-05-20", "units_asked": 2},
    ]
    now = situation(mobile_forces=rows)
    assert values(now, FORTNIGHT, "mobile_units_asked", By.DEPARTMENT) == {"département": 3}
    assert values(now, FORTNIGHT, "mobile_units_granted", By.DEPARTMENT) == {"département": 1}
