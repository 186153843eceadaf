"""Every published file, checked and imported by the command line, and its sums read back from the database."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data_access.database import Database
from data_access.models import table_of
from tests.conftest import Said

Vigie = Callable[..., Said]
FILES = {
    "etat4001/services-2012-2020.xlsx": ("etat4001_services", 997_047),
    "ssmsi/departements-2016-2023.csv": ("ssmsi_departements", 12_928),
    "ssmsi/departements-2016-2022-sans-stupefiants.csv": ("ssmsi_departements", 8_484),
    "schools/annuaire-31.csv": ("school_directory", 1_244),
    "geo/departements-1000m.geojson": ("layer", 101),
    "geo/qpv_2024_31.geojson": ("layer", 19),
    "geo/qrr_2021.geojson": ("layer", 62),
}
DRUGS = ("55", "56", "57", "58")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that holds the État 4001 workbook once `imported` has run."""
    return f"sqlite:///{tmp_path_factory.mktemp('published') / 'vigie.db'}"


@pytest.mark.parametrize(("name", "kind", "rows"), [(name, *known) for name, known in FILES.items()])
def test_each_file_is_recognised_by_its_content(
    vigie: Vigie, published: Path, tmp_path: Path, name: str, kind: str, rows: int
) -> None:
    renamed = tmp_path / f"sans-nom{Path(name).suffix}"
    renamed.symlink_to(published / name)
    said = vigie("check", renamed, "--departement", "31", "--json", "--database", f"sqlite:///{tmp_path / 'v.db'}")
    checked = json.loads(said.out)
    assert (said.code, checked["kind"], checked["refused"]) == (0, kind, None)
    assert sum(sheet["sound"] for sheet in checked["sheets"]) == rows


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("etat4001")])
def test_each_file_is_stored_whole_then_unchanged(vigie: Vigie, published: Path, tmp_path: Path, name: str) -> None:
    asked = (
        "import",
        published / name,
        "--departement",
        "31",
        "--json",
        "--database",
        f"sqlite:///{tmp_path / 'v.db'}",
    )
    first, again = (json.loads(vigie(*asked).out)["deposits"][0]["sheets"] for _ in range(2))
    rows = FILES[name][1]
    assert [sum(sheet[count] for sheet in first) for count in ("new", "unchanged", "refused")] == [rows, 0, 0]
    assert [sum(sheet[count] for sheet in again) for count in ("new", "unchanged", "refused")] == [0, rows, 0]


def test_the_edition_without_drugs_says_what_it_lacks(vigie: Vigie, published: Path, tmp_path: Path) -> None:
    path = published / "ssmsi/departements-2016-2022-sans-stupefiants.csv"
    checked = json.loads(vigie("check", path, "--json", "--database", f"sqlite:///{tmp_path / 'v.db'}").out)
    assert any("Trafic de stupéfiants" in notice for notice in checked["notices"])


def test_the_sums_of_the_state_4001_are_read_back(vigie: Vigie, published: Path, url: str) -> None:
    path = published / "etat4001/services-2012-2020.xlsx"
    assert vigie("import", path, "--departement", "13", "--database", url).code == 0
    asked = ("recorded", "--departement", "13", "--year", "2019", "--json", "--database", url)
    series = json.loads(vigie(*asked).out)["series"]
    found = {(row["force"], row["index"]): row["count"] for row in series}
    police = dict(zip(DRUGS, (986, 505, 3834, 19), strict=True))
    gendarmerie = dict(zip(DRUGS, (25, 108, 1240, 84), strict=True))
    assert found == {("PN", index): count for index, count in police.items()} | {
        ("GN", index): count for index, count in gendarmerie.items()
    }
    assert {(row["year"], row["month"], row["service"], row["source"]) for row in series} == {
        (2019, None, None, "etat4001_services")
    }
    database = Database(url)
    recorded = table_of("recorded")
    drugs = recorded.c.index.in_(DRUGS)
    with database.read() as connection:
        cells = connection.execute(select(func.count()).select_from(recorded).where(drugs)).scalar_one()
        years = select(recorded.c.year, func.sum(recorded.c["count"])).where(drugs).group_by(recorded.c.year)
        by_year = dict(connection.execute(years).all())
        use = (
            select(recorded.c.force, func.sum(recorded.c["count"]))
            .where(recorded.c.index == "57", recorded.c.year == 2020)
            .group_by(recorded.c.force)
        )
        by_force = dict(connection.execute(use).all())
    database.close()
    assert cells == 37_780
    assert {year: by_year[year] for year in (2012, 2018, 2019, 2020)} == {
        2012: 192_341,
        2018: 214_566,
        2019: 206_980,
        2020: 183_993,
    }
    assert by_force == {"PN": 97_896, "GN": 49_122}
