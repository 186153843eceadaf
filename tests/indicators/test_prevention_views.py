"""Meetings, recommendations, repeat offenders and the fund, worked out by hand on small tables."""

from datetime import date

import pandas as pd
import pytest

from domain.catalogue import By
from domain.windows import Window
from indicators.prevention_views import fund, meetings_by_audience, meetings_by_school, repeat_offenders, safety_by
from indicators.situation import Situation
from tests.indicators.tables import COLLEGE, ECOLE, LYCEE, Row, situation

MAY = Window(date(2026, 5, 1), date(2026, 5, 31))


def lines(frame: pd.DataFrame) -> list[list[object]]:
    rows = frame.astype(object)
    return rows.where(rows.notna(), None).to_numpy().tolist()


def meetings() -> Situation:
    rows: list[Row] = [
        {"date": "2026-05-01", "uai": COLLEGE, "audience": "parents", "participants": 30},
        {"date": "2026-05-31", "uai": COLLEGE, "audience": "parents", "held": False, "participants": 99},
        {"date": "2026-05-10", "uai": LYCEE, "audience": "professionals"},
        {"date": "2026-05-11", "audience": "professionals", "participants": 12},
        {"date": "2026-04-30", "uai": ECOLE, "audience": "pupils", "participants": 50},
        {"date": "2026-06-01", "uai": ECOLE, "audience": "pupils"},
        {"date": "2026-05-12", "uai": "0019999Z", "audience": "parents"},
    ]
    return situation(prevention=rows)


def test_meetings_by_audience() -> None:
    assert lines(meetings_by_audience(meetings(), MAY)) == [
        # offered, held, share, participants: those of a meeting that was not held do not count
        ["professionals", 2, 2, 1.0, 12],
        ["parents", 3, 2, pytest.approx(2 / 3), 30],
        ["pupils", 0, 0, None, 0],
    ]


def test_meetings_by_school_name_those_that_none_was_offered_to() -> None:
    found = meetings_by_school(meetings(), MAY)
    assert lines(found[["uai", "name", "offered", "held"]]) == [
        [COLLEGE, "Collège A", 2, 1],
        [LYCEE, "Lycée B", 1, 1],
        [ECOLE, "École C", 0, 0],
        ["0019999Z", None, 1, 1],
        [None, None, 1, 1],
    ]
    last = [None if pd.isna(day) else str(day.date()) for day in found["last_held"]]
    assert last == ["2026-05-01", "2026-05-10", "2026-04-30", "2026-05-12", None]
    assert found["offered"].sum() == meetings_by_audience(meetings(), MAY)["offered"].sum()


def advice() -> Situation:
    def row(reference: str, day: str, recommendations: int, implemented: int | None, **place: object) -> Row:
        counts = {"recommendations": recommendations, "implemented": implemented}
        return {"reference": reference, "date": day, "purpose": "x", **counts, **place}

    return situation(
        safety=[
            row("A", "2026-05-01", 4, 1, uai=COLLEGE),  # a school of S1
            row("B", "2026-05-31", 6, 3, sector="S1"),
            row("C", "2026-05-10", 0, 0, sector="S2"),
            row("D", "2026-05-10", 2, None),
            row("E", "2026-06-01", 50, 50, sector="S3"),
        ]
    )


def test_recommendations_by_sector_and_by_school() -> None:
    assert lines(safety_by(advice(), MAY, By.SECTOR)) == [
        ["S1", "Les Tilleuls", 2, 4 + 6, 1 + 3, 4 / 10],
        ["S2", "La Gare", 1, 0, 0, None],
        ["S3", "Le Port", 0, 0, 0, None],
        [None, None, 1, 2, 0, 0.0],
    ]
    assert lines(safety_by(advice(), MAY, By.SCHOOL)) == [
        [COLLEGE, "Collège A", 1, 4, 1, 1 / 4],
        [LYCEE, "Lycée B", 0, 0, 0, None],
        [ECOLE, "École C", 0, 0, 0, None],
        [None, None, 3, 6 + 0 + 2, 3, 3 / 8],
    ]


def test_repeat_offenders_by_month_and_sector() -> None:
    rows: list[Row] = [
        {"month": "2026-05-01", "sector": "S2", "followed": 2},
        {"month": "2026-05-01", "sector": "S1", "followed": 7, "removals": 3, "mayors_informed": 1},
        {"month": "2026-04-01", "followed": 4, "removals": 1, "mayors_informed": 1},
        {"month": "2026-03-01", "sector": "S1", "followed": 100},
        {"month": "2026-06-01", "sector": "S1", "followed": 100},
    ]
    found = repeat_offenders(situation(repeat_offenders=rows), Window(date(2026, 3, 2), date(2026, 6, 29)))
    assert lines(found.assign(month=found["month"].dt.month)) == [
        # March and June do not lie whole in the window
        [4, None, 4, 1, 1, 0],
        [5, "S1", 7, 3, 1, 2],
        [5, "S2", 2, 0, 0, 0],
    ]


def test_the_fund_by_month_and_by_year() -> None:
    rows: list[Row] = [
        {"reference": "A", "date": "2025-12-31", "direction": "paid_in", "amount_eur": 100.0},
        {"reference": "B", "date": "2026-01-01", "direction": "paid_in", "amount_eur": 20.5},
        {"reference": "C", "date": "2026-01-31", "direction": "received", "amount_eur": 7.0},
        {"reference": "D", "date": "2026-03-16", "direction": "received", "amount_eur": 500.0},
    ]
    now = situation(seizure_fund=rows)
    window = Window(date(2025, 11, 20), date(2026, 3, 15))
    by_month = fund(now, window, "month")
    assert [str(day)[:7] for day in by_month["period"]] == ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]
    assert by_month["paid_in"].fillna(-1).tolist() == [-1, 100, 20.5, 0, 0]
    assert by_month["received"].fillna(-1).tolist() == [-1, 0, 7, 0, 0]
    assert by_month["whole"].tolist() == [False, False, True, True, False]
    by_year = fund(now, window, "year")
    assert by_year[["paid_in", "received"]].to_numpy().tolist() == [[100, 0], [20.5, 7]]


def test_without_any_row_nothing_is_claimed() -> None:
    assert lines(meetings_by_audience(situation(), MAY))[0] == ["professionals", 0, 0, None, 0]
    assert repeat_offenders(situation(), MAY).empty
    assert fund(situation(), MAY, "month")["paid_in"].isna().all()
    assert safety_by(situation(), MAY, By.SECTOR)["visits"].tolist() == [0, 0, 0]
