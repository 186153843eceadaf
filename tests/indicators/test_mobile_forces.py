from datetime import date
from typing import Any

import pandas as pd
import pytest

from domain.territories import DEPARTMENTS, of_defence_zone
from domain.windows import Window
from indicators.mobile_forces import REQUEST_COLUMNS, ZONE_DAY_COLUMNS, zone_days

MAY = Window(date(2026, 5, 1), date(2026, 5, 31))
ZONES = {"Antilles", "Est", "Guyane", "Nord", "Ouest", "Paris", "Sud", "Sud de l’océan Indien", "Sud-Est", "Sud-Ouest"}


def request(
    department: str,
    first: str,
    last: str,
    asked: int,
    granted: int | None,
    answer: str | None,
    reference: str = "FM/1",
) -> tuple[Any, ...]:
    return department, reference, pd.Timestamp(first), pd.Timestamp(last), asked, granted, answer


def days(*rows: tuple[Any, ...], window: Window = MAY) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(REQUEST_COLUMNS))
    whole = dict.fromkeys(("units_asked", "units_granted"), "Int64")
    found = zone_days(frame.astype({**whole, "from_date": "datetime64[us]", "to_date": "datetime64[us]"}), window)
    assert tuple(found.columns) == ZONE_DAY_COLUMNS
    return found


def short(*rows: tuple[Any, ...]) -> object:
    value = days(*rows)["short"].iloc[0]
    return None if value is pd.NA else bool(value)


def test_departments_of_a_zone_are_taken_together_day_by_day() -> None:
    found = days(
        request("13", "2026-05-04", "2026-05-06", 3, 3, "granted"),
        request("31", "2026-05-05", "2026-05-05", 2, 1, "granted"),
        request("59", "2026-05-05", "2026-05-05", 4, 4, "granted"),
    )
    assert found[["zone", "departments", "asked", "granted", "missing", "short"]].to_numpy().tolist() == [
        ["Nord", 1, 4, 4, 0, False],
        ["Sud", 1, 3, 3, 0, False],
        ["Sud", 2, 3 + 2, 3 + 1, 1, True],
        ["Sud", 1, 3, 3, 0, False],
    ]
    assert found["day"].dt.day.tolist() == [5, 4, 5, 6]
    # what the zone had is known on the one day on which it could not give all
    assert [None if value is pd.NA else int(value) for value in found["capacity"]] == [None, None, 4, None]


def test_only_the_days_of_the_window_count() -> None:
    rows = (request("13", "2026-04-29", "2026-05-02", 1, 1, "granted"),)
    assert days(*rows)["day"].dt.day.tolist() == [1, 2]
    assert days(*rows, window=Window(date(2026, 5, 3), date(2026, 5, 31))).empty
    assert days().empty


def test_a_refused_day_is_short() -> None:
    assert short(request("13", "2026-05-04", "2026-05-04", 2, None, "refused")) is True
    assert short(request("13", "2026-05-04", "2026-05-04", 2, 0, "refused")) is True


def test_nothing_is_known_while_an_answer_is_awaited() -> None:
    pending = request("13", "2026-05-04", "2026-05-04", 2, None, "pending")
    assert short(pending) is None
    assert short(request("13", "2026-05-04", "2026-05-04", 2, None, None)) is None
    assert short(pending, request("31", "2026-05-04", "2026-05-04", 3, 3, "granted")) is None
    assert short(pending, request("31", "2026-05-04", "2026-05-04", 3, 2, "granted")) is True
    assert days(pending)["pending"].tolist() == [2]


def test_an_empty_cell_is_no_shortage() -> None:
    assert short(request("13", "2026-05-04", "2026-05-04", 2, None, "granted")) is False
    assert short(request("13", "2026-05-04", "2026-05-04", 2, 1, None)) is True


def test_a_request_sent_twice_counts_once() -> None:
    row = request("13", "2026-05-04", "2026-05-04", 2, 2, "granted")
    assert days(row, row)["asked"].tolist() == [2]
    other = request("13", "2026-05-04", "2026-05-04", 1, 1, "granted", reference="FM/2")
    assert days(row, other)["asked"].tolist() == [3]


def test_every_department_is_of_one_zone() -> None:
    real = {code: department.defence_zone for code, department in DEPARTMENTS.items() if code != "00"}
    assert set(real.values()) == ZONES
    # code de la défense, R*1211-4: seven zones over the 96 metropolitan départements
    sizes = {zone: len(of_defence_zone(zone)) for zone in ZONES}
    metropolitan = {"Paris": 8, "Nord": 5, "Ouest": 20, "Est": 18, "Sud-Est": 12, "Sud": 21, "Sud-Ouest": 12}
    assert {zone: sizes[zone] for zone in metropolitan} == metropolitan
    assert sum(metropolitan.values()) == 96


@pytest.mark.parametrize(("code", "zone"), [("31", "Sud"), ("75", "Paris"), ("2A", "Sud"), ("33", "Sud-Ouest")])
def test_zones_of_some_departments(code: str, zone: str) -> None:
    assert DEPARTMENTS[code].defence_zone == zone
