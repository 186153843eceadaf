"""Reading: a file under its name, and the published files that are untidy."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from data_access.workbooks.raw import RawFile, RawSheet
from data_access.workbooks.read import read_file
from tests.data_access.reading import new_book, saved, xlsx

MIDNIGHT, MORNING = datetime.fromisoformat("2026-01-13T00:00"), datetime.fromisoformat("2026-01-13T08:30")


class TestCells:
    def test_types_and_addresses_of_a_workbook(self) -> None:
        book, sheet = new_book()
        sheet.title = "Faits"
        sheet["B3"], sheet["C3"], sheet["D3"] = "05", 12, True
        sheet["B4"], sheet["C4"] = MIDNIGHT, MORNING
        sheet["D4"], sheet["E4"] = time(8, 30), timedelta(hours=30)
        expected: list[list[object]] = [
            ["", "", "", "", ""],
            ["", "", "", "", ""],
            ["", "05", 12.0, True, ""],
            ["", date(2026, 1, 13), MORNING, time(8, 30), timedelta(hours=30)],
        ]
        content = saved(book)
        found = read_file(content, "faits.xlsx")
        assert found == RawFile("faits.xlsx", found.sha256, len(content), (RawSheet("Faits", expected),))
        assert type(found.sheets[0].cells[3][1]) is date

    def test_a_path_is_read_under_the_name_given(self, tmp_path: Path) -> None:
        path = tmp_path / "3f2a.tmp"
        path.write_bytes(xlsx("a"))
        assert read_file(path, "plan.XLSM").name == "plan.XLSM"

    def test_geojson_is_parsed_and_has_no_sheet(self) -> None:
        found = read_file(b'\xef\xbb\xbf{"type": "FeatureCollection", "features": []}', "a.geojson")
        assert (found.sheets, found.geojson) == ((), {"type": "FeatureCollection", "features": []})


def test_untidy_files_are_read(published: Path) -> None:
    shapes = {
        path.name: [(sheet.name, len(sheet.cells)) for sheet in read_file(path, path.name).sheets][:2]
        for path in sorted((published / "messy").iterdir())
    }
    assert shapes == {
        "OVQ-listing-sites-pref-pas-a-jour.xlsx": [("Feuil1", 97)],
        "ept.xlsx": [("EPT", 17), ("Composition_communale", 136)],
        "estim-pop-dep-sexe-gca-1975-2016.xls": [("À savoir", 15), ("2016", 111)],
        "faits2002.csv": [("faits2002", 104)],
        "videoprotection_paris_data.ods": [("Annexe 1", 1392), ("Annexe 2", 891)],
    }


def test_cp1252_of_a_published_file(published: Path) -> None:
    (sheet,) = read_file(published / "messy" / "faits2002.csv", "faits2002.csv").sheets
    assert (sheet.cells[0][0], sheet.cells[1][0]) == ("Faits", "Règlements de compte entre malfaiteurs")
