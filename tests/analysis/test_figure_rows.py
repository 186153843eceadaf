"""The rows behind a figure are those that make it."""

from datetime import date

import pytest

from analysis.figures import department_figures, figure_rows
from analysis.hotspots import fortnight_until
from data_access.database import Database
from domain.catalogue import CATALOGUE, By, Nature
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.evidence import evidence
from tests import truths
from tests.conftest import UNTIL
from tests.indicators.tables import fact, situation

ADDED_UP = [
    code
    for code, indicator in CATALOGUE.items()
    if indicator.nature in (Nature.COUNT, Nature.QUANTITY) and By.DEPARTMENT in indicator.levels
]


@pytest.mark.parametrize("days", [14, 91])
def test_what_each_row_counts_adds_up_to_the_figure(demonstration: Database, days: int) -> None:
    window = Window(date.fromordinal(UNTIL.toordinal() - days + 1), UNTIL)
    for figure in department_figures(demonstration, OPERATOR, "00", window, ADDED_UP):
        rows = figure_rows(demonstration, OPERATOR, "00", window, figure.indicator.code)
        assert rows["counted"].sum() == pytest.approx(figure.value or 0), figure.indicator.code


def test_each_row_names_its_file_sheet_and_row(demonstration: Database) -> None:
    window = fortnight_until(UNTIL)
    rows = figure_rows(demonstration, OPERATOR, "00", window, "facts_drugs", By.SECTOR, truths.WORSE_SECTOR)
    assert set(rows["sector"]) == {truths.WORSE_SECTOR}
    assert rows["source_file"].str.contains(r"\.(?:xlsx|csv)$").all()
    assert rows["source_sheet"].notna().all()
    assert (rows["source_row"] > 1).all()


def test_a_state_that_counts_rows_counts_each_once(demonstration: Database) -> None:
    rows = figure_rows(demonstration, OPERATOR, "00", fortnight_until(UNTIL), "unsent")
    assert len(rows) == truths.UNSENT
    assert rows["counted"].eq(1).all()


def test_only_the_rows_of_the_window_and_of_that_nature_are_shown() -> None:
    now = situation(
        facts=[
            fact("2026-06-01", "S1", "traffic", count=2),
            fact("2026-06-14", "S1", "use"),
            fact("2026-06-15", "S1", "use"),  # the day after the window
            fact("2026-06-10", "S2", "traffic"),
            fact("2026-06-10", "S1", "robbery"),
        ]
    )
    rows = evidence(now, Window(date(2026, 6, 1), date(2026, 6, 14)), "facts_drugs", By.SECTOR, "S1")
    assert rows[["offence", "counted"]].to_numpy().tolist() == [["traffic", 2.0], ["use", 1.0]]
