"""A real series with a real hole: South Yorkshire's drug offences, of which July 2019 was never published.

The file goes through the front door, known by its month alone, and no figure rests on that month. What is expected
was counted from the file's column `Month`.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.figures import department_figures
from analysis.hotspots import grid, hotspots
from data_access import examination, imports, layouts
from data_access.database import Database
from data_access.workbooks.instructions import Assignment, Layout
from data_access.workbooks.parts import Part
from domain.catalogue import By
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.figures import Figure
from indicators.trend import sector_trend
from tests.data_access.workbook_builder import SERVICES, Rows, workbook

FILE = "drugs_south-yorkshire_2018-2021.csv"
TODAY = date(2026, 11, 24)
JULY = pd.Timestamp(2019, 7, 1)
MONTHS = {
    "2018-08": 208, "2018-09": 234, "2018-10": 284, "2018-11": 232, "2018-12": 212, "2019-01": 246, "2019-02": 223,
    "2019-03": 300, "2019-04": 292, "2019-05": 265, "2019-06": 327, "2019-08": 260, "2019-09": 306,
}  # fmt: skip
"""Rows of the file by month, those around the hole; less two of February 2019, whose points lie elsewhere."""

# Two rectangles side by side over Sheffield; no point rounded to three decimals lies on an edge.
WEST, EAST = (-1.6005, -1.4605), (-1.4605, -1.3505)
SOUTH, NORTH = 53.3005, 53.4505


def rectangle(west: float, east: float) -> str:
    corners = [(west, SOUTH), (east, SOUTH), (east, NORTH), (west, NORTH), (west, SOUTH)]
    return f"POLYGON(({','.join(f'{longitude} {latitude}' for longitude, latitude in corners)}))"


PLAN: dict[str, Rows] = {
    "Plan": [["département", "semestre", "version"], ["00", "2018-S1", 1]],
    "Secteurs": [
        ["code", "nom", "type", "zone", "priorité", "contour"],
        ["OUEST", "Ouest", "quartier", "PN", 1, rectangle(*WEST)],
        ["EST", "Est", "quartier", "PN", 2, rectangle(*EAST)],
    ],
    "Services": SERVICES,
}


@pytest.fixture(scope="module")
def deposited(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A plan of two sectors, then the file, its column of months said to be the date."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('mois') / 'vigie.db'}")
    database.migrate()
    plan = examination.examine_file(database, OPERATOR, workbook(PLAN), "plan.xlsx", "00", today=TODAY)
    imports.store(database, OPERATOR, plan, "00", None, "essai")
    path = published / "points" / FILE
    (sheet,) = examination.examine_file(database, OPERATOR, path, path.name, "00", today=TODAY).sheets
    said = (
        Assignment("date", "month", Part.MONTH),
        Assignment("precision", None, constant="mois"),
        Assignment("offence", None, constant="autre ILS"),
        Assignment("longitude", "Longitude"),
        Assignment("latitude", "Latitude"),
    )
    layouts.remember(database, OPERATOR, "00", None, sheet.signature, Layout("facts", said))
    facts = examination.examine_file(database, OPERATOR, path, path.name, "00", today=TODAY)
    receipt = imports.store(database, OPERATOR, facts, "00", None, "essai", sound_only=True)
    # Six points lie in the south of England, far from any sector: two of February 2019, one of January and three of
    # October 2020.
    assert [(done.new, done.refused) for done in receipt.sheets] == [(13_486 - 6, 6)]
    yield database
    database.close()


def drugs(database: Database, first: str, last: str) -> Figure:
    window = Window(date.fromisoformat(first), date.fromisoformat(last))
    return department_figures(database, OPERATOR, "00", window, ["facts_drugs"])[0]


@pytest.mark.parametrize(
    ("first", "last"), [("2019-07-01", "2019-07-31"), ("2019-07-08", "2019-07-21"), ("2019-07-01", "2019-07-15")]
)
def test_a_window_within_the_month_has_no_figure_and_says_why(deposited: Database, first: str, last: str) -> None:
    found = drugs(deposited, first, last)
    assert (found.value, found.previous, found.year_before, found.baseline) == (None, None, None, None)
    assert (found.p_adjusted, found.complete) == (None, False)
    assert found.statement == "aucun fait enregistré en juillet 2019\u00a0: mois non reçu, rien n’en est dit"


@pytest.mark.parametrize(("first", "last"), [("2019-06-20", "2019-07-03"), ("2019-07-25", "2019-08-07")])
def test_a_fortnight_that_touches_it_has_no_figure(deposited: Database, first: str, last: str) -> None:
    found = drugs(deposited, first, last)
    assert (found.value, found.previous, found.year_before, found.p_adjusted) == (None, None, None, None)
    assert found.statement.startswith("connu au mois seulement")


def test_a_quarter_around_it_is_incomplete_and_compared_with_nothing(deposited: Database) -> None:
    found = drugs(deposited, "2019-06-01", "2019-08-31")
    assert (found.value, found.complete) == (MONTHS["2019-06"] + MONTHS["2019-08"], False)
    assert (found.previous, found.year_before) == (None, None)
    assert "hausse" not in found.statement
    assert "baisse" not in found.statement


def test_the_month_after_it_is_tested_on_the_months_that_came(deposited: Database) -> None:
    found = drugs(deposited, "2019-08-01", "2019-08-31")
    assert (found.value, found.previous) == (MONTHS["2019-08"], None)
    # The whole months of the 364 days before, from 2 August 2018, but July: September 2018 to June 2019.
    before = [count for month, count in MONTHS.items() if "2018-09" <= month <= "2019-06"]
    assert (found.baseline, found.baseline_days) == (sum(before), 365 - 31 - 31)
    assert found.rate_ratio == pytest.approx((MONTHS["2019-08"] / 31) / (sum(before) / 303))
    assert found.complete


def test_nor_is_it_a_year_before(deposited: Database) -> None:
    # 28 days that end with June 2020: 364 days earlier they end on 2 July 2019.
    assert drugs(deposited, "2020-07-01", "2020-07-31").year_before is None
    assert drugs(deposited, "2020-06-03", "2020-06-30").year_before is None


def sector_counts(published: Path, west: float, east: float) -> pd.Series:
    """Rows of the file by month whose point, rounded to three decimals, lies within the rectangle."""
    rows = pd.read_csv(published / "points" / FILE).round({"Longitude": 3, "Latitude": 3})
    inside = rows["Longitude"].gt(west) & rows["Longitude"].lt(east) & rows["Latitude"].between(SOUTH, NORTH)
    return rows.loc[inside, "Month"].value_counts().sort_index()


def test_ranking_and_trends_leave_its_place_empty(deposited: Database, published: Path) -> None:
    window = Window(date(2019, 12, 1), date(2019, 12, 31))
    found = hotspots(deposited, OPERATOR, "00", window)
    assert set(found.months.loc[found.months["facts"].isna(), "month"]) == {JULY}
    ranked = found.sectors.set_index("code")
    for code, (west, east) in {"OUEST": WEST, "EST": EAST}.items():
        counts = sector_counts(published, west, east)
        assert ranked.loc[code, "facts"] == counts["2019-12"]
        # Eleven months of 2019 in their places: the pair of June and August is two months apart.
        known = [float(counts.get(f"2019-{month:02d}", "nan")) for month in range(1, 13)]
        trend = sector_trend(known)
        assert ranked.loc[code, "tau"] == pytest.approx(trend.tau)
        assert ranked.loc[code, "slope"] == pytest.approx(trend.slope)
        # Baseline: the whole months of the 364 days before December 2019, from 2 December 2018.
        months = counts[(counts.index >= "2019-01") & (counts.index <= "2019-11")]
        assert (ranked.loc[code, "baseline"], ranked.loc[code, "baseline_days"]) == (months.sum(), 334 - 31)


def test_a_ranking_of_the_month_itself_claims_nothing(deposited: Database) -> None:
    sectors = hotspots(deposited, OPERATOR, "00", Window(date(2019, 7, 1), date(2019, 7, 31))).sectors
    assert sectors[["facts", "previous", "year_before", "baseline", "p_adjusted"]].isna().all(axis=None)
    assert sectors["statement"].str.startswith("aucun fait enregistré en juillet 2019").all()


def test_the_figures_of_sectors_add_up_around_it(deposited: Database, published: Path) -> None:
    window = Window(date(2019, 8, 1), date(2019, 8, 31))
    found = department_figures(deposited, OPERATOR, "00", window, ["facts_drugs"], By.SECTOR)
    assert [figure.previous for figure in found] == [None, None]
    assert {figure.scope: figure.value for figure in found} == {
        "OUEST": sector_counts(published, *WEST)["2019-08"],
        "EST": sector_counts(published, *EAST)["2019-08"],
    }


def test_the_grid_names_it_and_has_no_layer_of_it(deposited: Database) -> None:
    found = grid(deposited, OPERATOR, "00", date(2019, 12, 31))
    assert found is not None
    assert found.missing == (date(2019, 7, 1),)
    assert [month.isoformat()[:7] for month in found.months] == [
        f"2019-{month:02d}" for month in range(1, 13) if month != 7
    ]
    assert JULY not in set(found.layers["month"])
    # The last month of a grid that would end with it is missing too, and not cold.
    ending = grid(deposited, OPERATOR, "00", date(2019, 7, 31))
    assert ending is not None
    assert (ending.missing, ending.months[-1]) == ((date(2019, 7, 1),), date(2019, 6, 1))
