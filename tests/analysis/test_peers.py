"""The median of the départements of the same size, against the published file read in plain Python."""

import csv
from pathlib import Path
from statistics import median

import pytest

from analysis.peers import Peers, peers
from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import store
from domain.scope import OPERATOR, Scope, ScopeError

FILE = "ssmsi/departements-2016-2023.csv"
DEPARTMENT = "31"


@pytest.fixture(scope="module")
def found(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Peers:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('peers') / 'vigie.db'}")
    database.migrate()
    parsed = examine_file(database, OPERATOR, published / FILE, "base.csv", DEPARTMENT)
    store(database, OPERATOR, parsed, DEPARTMENT, None, "essai")
    told = peers(database, OPERATOR, DEPARTMENT)
    database.close()
    return told


def rows_of(path: Path, offence: str, year: str) -> dict[str, tuple[int, int]]:
    """The facts and the inhabitants of every département in that year, as the file writes them."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {
            row["Code.département"]: (int(row["faits"]), int(row["POP"]))
            for row in csv.DictReader(lines, delimiter=";")
            if row["classe"] == offence and row["annee"] == year
        }


@pytest.mark.parametrize("offence", ["Trafic de stupéfiants", "Usage de stupéfiants"])
@pytest.mark.parametrize("year", ["16", "23"])
def test_the_median_is_that_of_the_published_file(found: Peers, published: Path, offence: str, year: str) -> None:
    rows = rows_of(published / FILE, offence, year)
    assert len(rows) == 101
    by_size = sorted(rows, key=lambda code: (rows[code][1], code))
    own_class = by_size.index(DEPARTMENT) * 5 // 101
    like = [code for rank, code in enumerate(by_size) if rank * 5 // 101 == own_class]
    assert own_class == 4  # Haute-Garonne is among the twenty largest
    assert len(like) == 20
    facts = median(rows[code][0] for code in like)
    rate = median(rows[code][0] * 1000 / rows[code][1] for code in like)
    told = found.table[(found.table["index"] == offence) & (found.table["year"] == 2000 + int(year))]
    (row,) = told.to_dict("records")
    assert (row["size_by"], row["size_class"], row["departments"]) == ("population", own_class + 1, len(like))
    assert (row["facts"], row["median"]) == (rows[DEPARTMENT][0], facts)
    assert row["per_thousand"] == pytest.approx(rows[DEPARTMENT][0] * 1000 / rows[DEPARTMENT][1])
    assert row["median_per_thousand"] == pytest.approx(rate)
    assert found.notice is None


def test_without_any_series_there_is_nothing_to_compare(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    database.migrate()
    told = peers(database, OPERATOR, DEPARTMENT)
    assert (len(told.table), told.notice) == (0, None)
    with pytest.raises(ScopeError):
        peers(database, Scope(frozenset({"69"})), DEPARTMENT)
    database.close()
