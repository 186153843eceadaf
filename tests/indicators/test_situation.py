from datetime import date

import pandas as pd
import pytest

from domain.sheets import SHEETS
from domain.windows import Window
from indicators.situation import Situation
from tests.indicators.tables import fact, situation


@pytest.mark.parametrize("code", [*SHEETS, "meetings", "decisions"])
def test_a_missing_table_is_empty_with_its_declared_columns(code: str) -> None:
    table = Situation("00", {}).table(code)
    assert table.empty
    if code in SHEETS:
        assert tuple(table.columns) == SHEETS[code].fields


def test_columns_that_a_frame_lacks_are_empty_cells() -> None:
    table = Situation("00", {"facts": pd.DataFrame({"date": [pd.Timestamp("2026-05-01")]}, index=[7])}).table("facts")
    assert table.index.tolist() == [0]
    assert table["count"].isna().all()


def test_a_table_that_a_caller_changes_stays_as_it_was() -> None:
    now = situation(facts=[fact("2026-05-01")])
    table = now.table("facts")
    table["count"] = 9
    assert now.table("facts")["count"].tolist() == [1]


def test_history_runs_from_the_first_to_the_last_event() -> None:
    now = situation(facts=[fact("2026-05-01"), fact("2024-02-29")])
    assert now.history("facts") == Window(date(2024, 2, 29), date(2026, 5, 1))
    assert now.history("operations") is None
    assert now.history("plan") is None


def test_services_behind_are_those_that_feed_the_sheet_and_stop_before_the_end() -> None:
    now = situation(
        coverage={"A": date(2026, 5, 31), "B": date(2026, 5, 30)},
        contributors={"facts": ("C", "B", "A"), "presences": ("D",)},
    )
    assert now.behind(("facts",), date(2026, 5, 31)) == ("B", "C")  # C's coverage is not known
    assert now.behind(("facts", "presences"), date(2026, 5, 30)) == ("C", "D")
