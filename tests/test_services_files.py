"""Real files, none of them made for Vigie: each recognised, mapped, or refused with a sentence that says what to do."""

from datetime import date
from pathlib import Path

import pytest

from data_access import examination, imports, layouts
from data_access.database import Database
from data_access.queries.rows import sheet_rows
from data_access.workbooks.instructions import Assignment, Layout
from data_access.workbooks.parsed import ParsedFile
from data_access.workbooks.parts import Part
from domain.faults import Refusal
from domain.scope import OPERATOR

TODAY = date(2026, 11, 24)
UNKNOWN = "aucune feuille connue n’y a été trouvée"
# What a sheet of the file comes nearest to, if any: the analyst is asked whether it is that one.
REFUSED = {
    "messy/OVQ-listing-sites-pref-pas-a-jour.xlsx": {},
    "messy/ept.xlsx": {"Composition_communale": "services"},
    "messy/estim-pop-dep-sexe-gca-1975-2016.xls": {},
    "messy/faits2002.csv": {},
    "messy/videoprotection_paris_data.ods": {
        "Annexe 1": "facts",
        "Annexe1_geo": "facts",
        "croisements_rues_paris": "facts",
    },
    "points/drugs_south-yorkshire_2018-2021.csv": {"drugs_south-yorkshire_2018-2021": "facts"},
}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    opened = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    opened.migrate()
    return opened


def examined(database: Database, path: Path) -> ParsedFile:
    return examination.examine_file(database, OPERATOR, path, path.name, "00", today=TODAY)


@pytest.mark.parametrize("file", REFUSED)
def test_a_file_that_is_nothing_declared_is_refused_and_what_resembles_is_said(
    database: Database, published: Path, file: str
) -> None:
    path = published / file
    parsed = examined(database, path)
    assert parsed.refused is not None
    assert parsed.refused.rule is Refusal.UNKNOWN_LAYOUT
    assert parsed.refused.message.startswith(f"{path.name}\u00a0: {UNKNOWN}")
    assert {sheet.sheet: sheet.likely for sheet in parsed.sheets if sheet.likely} == REFUSED[file]
    first = next(iter(REFUSED[file]), None)
    assert ("ressemble à" in parsed.refused.message) is (first is not None)
    assert first is None or f"«\u00a0{first}\u00a0»" in parsed.refused.message


def test_monthly_facts_of_another_country_are_read_once_their_columns_are_said(
    database: Database, published: Path
) -> None:
    path = published / "points" / "drugs_south-yorkshire_2018-2021.csv"
    (sheet,) = examined(database, path).sheets
    said = Layout(
        "facts",
        (
            Assignment("date", "month", Part.MONTH),
            Assignment("precision", None, constant="mois"),
            Assignment("offence", None, constant="autre ILS"),
        ),
    )
    layouts.remember(database, OPERATOR, "00", None, sheet.signature, said)
    parsed = examined(database, path)
    assert (parsed.refused, parsed.faults) == (None, ())
    receipt = imports.store(database, OPERATOR, parsed, "00", None, "essai")
    assert [(done.new, done.refused) for done in receipt.sheets] == [(13_486, 0)]
    with database.read() as connection:
        facts = sheet_rows(connection, OPERATOR, "00", "facts")
    assert (facts["date"].dt.day == 1).all()
    assert set(facts["precision"]) == {"month"}
    # No file was published for July 2019: its month is missing, as the folder's notice says.
    assert "2019-07" not in set(facts["date"].dt.strftime("%Y-%m"))
    database.close()


def test_robberies_with_the_hour_in_their_date_are_read_once_it_is_said(database: Database, published: Path) -> None:
    path = published / "points" / "memphis_robberies_2019.csv"
    found = examined(database, path)
    (sheet,) = found.sheets
    assert sheet.recognised == "facts"
    assert {(one.header, one.field, one.part) for one in sheet.suggestions} == {("date", "date", Part.DATE)}
    assert [fault.column for fault in found.faults][:2] == ["offence", "date"]
    said = (
        Assignment("reference", "uid"),
        Assignment("date", "date", Part.DATE),
        Assignment("offence", None, constant="vol avec violences"),
    )
    layouts.remember(database, OPERATOR, "00", None, sheet.signature, Layout("facts", said))
    parsed = examined(database, path)
    assert (parsed.refused, parsed.faults) == (None, ())
    receipt = imports.store(database, OPERATOR, parsed, "00", None, "essai")
    assert [(done.new, done.refused) for done in receipt.sheets] == [(2_245, 0)]
    with database.read() as connection:
        facts = sheet_rows(connection, OPERATOR, "00", "facts")
    first = facts[facts["reference"] == "15213800"].iloc[0]
    assert (first["date"].date(), first["offence"], first["longitude"]) == (date(2018, 12, 31), "robbery", -89.942)
    database.close()
