"""The defence zone over the workbooks of several départements, within what an account may see."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analysis.mobile_forces import zone_shortages
from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import store
from domain.scope import OPERATOR, Scope, ScopeError
from domain.windows import Window
from tests.data_access.workbook_builder import TODAY, plan_sheets, workbook

HEADER = ["référence", "du", "au", "unités demandées", "réponse", "unités accordées"]
NOVEMBER = Window(date(2026, 11, 1), date(2026, 11, 30))
REQUESTS = {
    "13": [["A", date(2026, 11, 10), date(2026, 11, 11), 3, "accordé", 3]],
    "31": [
        ["A", date(2026, 11, 11), date(2026, 11, 12), 4, "accordé", 2],
        ["B", date(2026, 12, 1), date(2026, 12, 1), 9, "refusé", None],
    ],
    "59": [["A", date(2026, 11, 11), date(2026, 11, 11), 5, "refusé", None]],
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Three départements, two of the zone Sud, each with its plan and its requests."""
    opened = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    opened.migrate()
    for department, rows in REQUESTS.items():
        sheets = plan_sheets(department)
        for content in (workbook(sheets), workbook({"Forces mobiles": [HEADER, *rows]})):
            parsed = examine_file(opened, OPERATOR, content, "essai.xlsx", department, None, TODAY)
            store(opened, OPERATOR, parsed, department, None, "essai", False, content)
    yield opened
    opened.close()


def test_a_zone_is_asked_by_its_départements_together(database: Database) -> None:
    found = zone_shortages(database, OPERATOR, "13", NOVEMBER)
    assert (found.zone, found.departments, found.seen) == ("Sud", 21, ("13", "31"))
    assert found.days[["asked", "granted", "departments"]].to_numpy().tolist() == [[3, 3, 1], [7, 5, 2], [4, 2, 1]]
    assert found.short["day"].dt.date.tolist() == [date(2026, 11, 11), date(2026, 11, 12)]
    assert found.short["capacity"].tolist() == [5, 2]


def test_an_account_counts_what_it_may_see(database: Database) -> None:
    found = zone_shortages(database, Scope(frozenset({"13"})), "13", NOVEMBER)
    assert found.seen == ("13",)
    assert found.days["asked"].tolist() == [3, 3]
    assert found.short.empty
    with pytest.raises(ScopeError):
        zone_shortages(database, Scope(frozenset({"13"})), "31", NOVEMBER)
