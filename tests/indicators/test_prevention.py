from datetime import date

from domain.catalogue import By
from domain.windows import Window
from indicators.figures import figures
from indicators.situation import Situation
from tests.indicators.tables import COLLEGE, LYCEE, Row, situation

FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))
MAY = Window(date(2026, 5, 1), date(2026, 5, 31))


def values(now: Situation, window: Window, by: By, *codes: str) -> dict[str, list[float | None]]:
    found = figures(now, window, codes, by)
    return {code: [figure.value for figure in found if figure.indicator.code == code] for code in codes}


def test_meetings_offered_and_held() -> None:
    rows: list[Row] = [
        {"date": "2026-05-18", "uai": COLLEGE, "audience": "parents"},
        {"date": "2026-05-31", "uai": LYCEE, "audience": "pupils", "held": False},
        {"date": "2026-06-01", "uai": LYCEE, "audience": "pupils"},
    ]
    now = situation(prevention=rows)
    codes = ("information_meetings_held", "information_meetings_offered")
    assert values(now, FORTNIGHT, By.DEPARTMENT, *codes) == {codes[0]: [1], codes[1]: [2]}
    assert values(now, FORTNIGHT, By.SECTOR, *codes) == {codes[0]: [1, 0, 0], codes[1]: [1, 1, 0]}
    assert values(now, FORTNIGHT, By.SCHOOL, *codes) == {codes[0]: [1, 0, 0], codes[1]: [1, 1, 0]}


def test_recommendations_and_the_share_put_in_place() -> None:
    rows: list[Row] = [
        {
            "reference": "A",
            "date": "2026-05-18",
            "uai": COLLEGE,
            "purpose": "x",
            "recommendations": 4,
            "implemented": 1,
        },
        {"reference": "B", "date": "2026-05-20", "sector": "S2", "purpose": "x", "recommendations": 6},
    ]
    now = situation(safety=rows)
    codes = ("recommendations", "recommendations_done_share")
    assert values(now, FORTNIGHT, By.DEPARTMENT, *codes) == {codes[0]: [10], codes[1]: [1 / 10]}
    assert values(now, FORTNIGHT, By.SECTOR, *codes) == {codes[0]: [4, 6, 0], codes[1]: [1 / 4, 0, None]}


def test_repeat_offenders_are_counted_by_whole_months() -> None:
    rows: list[Row] = [
        {"month": "2026-05-01", "sector": "S1", "followed": 7, "removals": 3, "mayors_informed": 2},
        {"month": "2026-05-01", "sector": "S2", "followed": 2},
        {"month": "2026-04-01", "sector": "S1", "followed": 100},
    ]
    now = situation(repeat_offenders=rows)
    codes = ("repeat_followed", "removals", "mayors_informed")
    assert values(now, MAY, By.DEPARTMENT, *codes) == {codes[0]: [7 + 2], codes[1]: [3], codes[2]: [2]}
    assert values(now, MAY, By.SECTOR, "repeat_followed") == {"repeat_followed": [7, 2, 0]}
    assert values(now, FORTNIGHT, By.DEPARTMENT, *codes) == {code: [None] for code in codes}


def test_the_seizure_fund() -> None:
    rows: list[Row] = [
        {"reference": "A", "date": "2026-05-18", "direction": "paid_in", "amount_eur": 1200.5},
        {"reference": "B", "date": "2026-05-19", "direction": "received", "amount_eur": 300.0},
        {"reference": "C", "date": "2026-05-17", "direction": "received", "amount_eur": 900.0},
    ]
    found = values(situation(seizure_fund=rows), FORTNIGHT, By.DEPARTMENT, "fund_paid_in", "fund_received")
    assert found == {"fund_paid_in": [1200.5], "fund_received": [300]}
