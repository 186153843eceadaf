"""What is loaded for a window is all that its figures rest on, and each row counts under the plan of its day."""

from datetime import date, timedelta

import pandas as pd
import pytest

from analysis.figures import department_figures
from analysis.situation import situation
from domain.catalogue import By
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.figures import Figure
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import (
    SECTORS,
    SERVICES,
    Rows,
    Workbook,
    facts,
    operation,
    operations,
    plan_sheets,
    table,
)

FORTNIGHT = Window(date(2026, 11, 9), date(2026, 11, 22))
CHANGED = [SECTORS[0], SECTORS[1], ["S2A", "Gare nord", *SECTORS[2][2:5], None], ["S2B", "Gare sud", *SECTORS[2][2:]]]


def amended(day: date | None) -> Workbook:
    """A second version of the plan of the second half of 2026: S2 is split, S3 is dropped."""
    plan: Rows = [["département", "semestre", "version", "adopté le"], ["00", "2026-S2", 2, day]]
    schools = [["UAI", "nom", "type", "secteur"], ["0131549N", "Collège des Lilas", "collège", "S1"]]
    return {"Plan": plan, "Secteurs": CHANGED, "Services": SERVICES, "Établissements": schools}


def figure(door: Door, code: str, window: Window, by: By = By.DEPARTMENT) -> dict[str, Figure]:
    return {found.scope: found for found in department_figures(door.database, OPERATOR, "00", window, [code], by)}


def values(door: Door, window: Window) -> dict[str, float | None]:
    return {scope: found.value for scope, found in figure(door, "facts_drugs", window, By.SECTOR).items()}


def test_a_fact_counts_in_the_sector_of_the_version_of_its_day(door: Door) -> None:
    door.deposit(plan_sheets())
    door.deposit(facts({"date": date(2026, 11, 10), "secteur": "S2"}, {"date": date(2026, 11, 15), "secteur": "S3"}))
    door.deposit(amended(date(2026, 11, 16)))
    door.deposit(facts({"date": date(2026, 11, 16), "secteur": "S2A"}, {"date": date(2026, 11, 15), "secteur": "S2"}))
    assert values(door, FORTNIGHT) == {"S1": 0, "S2A": 1, "S2B": 0, "S2": 2, "S3": 1}
    assert values(door, Window(date(2026, 11, 16), date(2026, 11, 22))) == {"S1": 0, "S2A": 1, "S2B": 0}


def test_a_file_is_held_against_the_version_of_each_row(door: Door) -> None:
    door.deposit(plan_sheets())
    door.deposit(amended(date(2026, 11, 16)))
    days = {"S2": (15, 16), "S2A": (16, 15)}  # the day on which the code goes, then one on which it does not
    for code, (right, wrong) in days.items():
        parsed = door.examine(facts(*({"date": date(2026, 11, day), "secteur": code} for day in (right, wrong))))
        assert [fault.cell for fault in parsed.faults] == ["C3"], code


def test_a_version_that_states_no_day_corrects_the_whole_semester(door: Door) -> None:
    door.deposit(plan_sheets())
    door.deposit(facts({"date": date(2026, 11, 10), "secteur": "S1"}))
    door.deposit(amended(None))
    assert values(door, FORTNIGHT) == {"S1": 1, "S2A": 0, "S2B": 0}


def test_what_is_older_than_the_loaded_rows_is_not_forgotten(door: Door) -> None:
    door.deposit(plan_sheets())
    old, recent = date(2023, 3, 1), date(2026, 11, 20)
    door.deposit(
        operations(
            operation("A", date=old, secteur="S1"),
            operation("B", date=recent, secteur="S2", **{"service pilote": "CIE"}),
        )
    )
    door.deposit(
        {
            "Enquêtes": table(
                [
                    {"référence": "E1", "ouverte le": old, "service": "BAC", "secteur": "S1"},
                    {"référence": "E2", "ouverte le": old, "close le": date(2023, 4, 1), "service": "BAC"},
                ]
            )
        }
    )
    since = {scope: found.value for scope, found in figure(door, "days_since_operation", FORTNIGHT, By.SECTOR).items()}
    assert since == {"S1": (FORTNIGHT.end - old).days, "S2": 2, "S3": None}
    services = figure(door, "days_since_operation", FORTNIGHT, By.SERVICE)
    assert services["BAC"].value == (FORTNIGHT.end - old).days
    assert figure(door, "investigations_open", FORTNIGHT)["département"].value == 1
    assert figure(door, "unsent", FORTNIGHT)["département"].value == 1
    # The history of the sheet goes back to its first row: the year before is known, and is nought.
    assert figure(door, "operations", FORTNIGHT)["département"].year_before == 0
    known = situation(door.database, OPERATOR, "00", FORTNIGHT)
    assert known.table("operations")["reference"].tolist() == ["B"]
    assert known.history("operations") == Window(old, recent)


def test_a_day_more_than_the_history_is_not_known(door: Door) -> None:
    door.deposit(plan_sheets())
    first = FORTNIGHT.year_before().start
    door.deposit(facts({"date": first, "nombre": 2}, {"date": FORTNIGHT.end}))
    assert figure(door, "facts_drugs", FORTNIGHT)["département"].year_before == 2
    earlier = Window(FORTNIGHT.start - timedelta(days=1), FORTNIGHT.end)
    assert figure(door, "facts_drugs", earlier)["département"].year_before is None


@pytest.mark.parametrize(
    ("window", "value"),
    [
        (Window(date(2026, 7, 6), date(2026, 7, 19)), None),  # ends within the month that was not sent
        (Window(date(2026, 6, 25), date(2026, 7, 8)), 6),  # six days of June are known
        (Window(date(2026, 7, 25), date(2026, 8, 7)), 7),
    ],
)
def test_a_month_not_sent_is_seen_from_a_window_that_ends_within_it(
    door: Door, window: Window, value: float | None
) -> None:
    door.deposit(plan_sheets())
    days = pd.date_range("2025-06-01", "2026-09-30")
    door.deposit(facts(*({"date": day.date()} for day in days if (day.year, day.month) != (2026, 7))))
    found = figure(door, "facts_drugs", window)["département"]
    assert (found.value, found.previous, found.complete) == (value, None, False)
    assert "baisse" not in found.statement
