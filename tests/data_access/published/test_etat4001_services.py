"""État 4001 by service: the published workbook's own sums, and what is done with what is not a count."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.published.etat4001_services import parse, recognises
from data_access.workbooks.raw import RawSheet
from data_access.workbooks.read import read_file
from domain.faults import Fault, Rule
from domain.sheets.published import RECORDED
from tests.data_access.published.raws import raw_file, raw_sheet

DRUGS = ["55", "56", "57", "58"]
HEAD = ["Code index", "Libellé index \\ CSP"]


@pytest.fixture(scope="module")
def sheets(published: Path) -> tuple[ParsedSheet, ...]:
    return parse(read_file(published / "etat4001" / "services-2012-2020.xlsx", "services.xlsx"))


@pytest.fixture(scope="module")
def drugs(sheets: tuple[ParsedSheet, ...]) -> pd.DataFrame:
    return pd.concat([sheet.frame[sheet.frame["index"].isin(DRUGS)] for sheet in sheets])


def sums(frame: pd.DataFrame, *by: str) -> dict[tuple[object, ...], int]:
    summed = frame.groupby(list(by), as_index=False)[["count"]].sum()
    return {tuple(row[field] for field in by): row["count"] for row in summed.to_dict("records")}


class TestPublishedWorkbook:
    def test_every_cell_of_the_drug_indexes(self, drugs: pd.DataFrame) -> None:
        assert (len(drugs), int(drugs["count"].isna().sum())) == (37_780, 0)

    def test_departement_13_in_2019(self, drugs: pd.DataFrame) -> None:
        found = sums(drugs[(drugs["department"] == "13") & (drugs["year"] == 2019)], "force", "index")
        police, gendarmerie = (986, 505, 3834, 19), (25, 108, 1240, 84)
        expected = {("PN", index): count for index, count in zip(DRUGS, police, strict=True)}
        assert found == expected | {("GN", index): count for index, count in zip(DRUGS, gendarmerie, strict=True)}

    def test_years(self, drugs: pd.DataFrame) -> None:
        found = sums(drugs, "year")
        expected = {(2012,): 192_341, (2018,): 214_566, (2019,): 206_980, (2020,): 183_993}
        assert {year: found[year] for year in expected} == expected

    def test_use_in_2020(self, drugs: pd.DataFrame) -> None:
        use = drugs[(drugs["year"] == 2020) & (drugs["index"] == "57")]
        assert sums(use, "force") == {("PN",): 97_896, ("GN",): 49_122}

    def test_all_indexes_of_all_sheets_and_no_fault(self, sheets: tuple[ParsedSheet, ...]) -> None:
        every = {str(index) for index in range(1, 108)}
        unused = {"96", "97", "99", "100"}  # left empty by the gendarmerie
        assert len(sheets) == 18
        for sheet in sheets:
            missing = unused if " GN " in sheet.sheet else set()
            assert set(sheet.frame["index"]) == every - missing
            assert sheet.faults == ()
            assert tuple(sheet.frame.columns) == RECORDED.fields

    def test_no_two_lines_of_one_key(self, sheets: tuple[ParsedSheet, ...]) -> None:
        assert not any(sheet.frame.duplicated(list(RECORDED.key)).any() for sheet in sheets)

    def test_one_line_down_to_its_cell(self, sheets: tuple[ParsedSheet, ...]) -> None:
        first = sheets[0]
        line = first.frame[first.frame["index"] == "107"].iloc[:1]
        assert line.to_dict("records") == [
            {
                "source": "etat4001_services",
                "department": "01",
                "year": 2012,
                "month": None,
                "force": "PN",
                "service": "DIDPAF PREVESSIN 01",
                "index": "107",
                "label": "Autres délits",
                "count": 57,
                "unit": None,
                "population": None,
                "source_column": "C",
            }
        ]
        assert (first.sheet, list(line.index), first.header_row) == ("Services PN 2012", [110], 3)
        assert (first.first_date, first.last_date) == (date(2012, 1, 1), date(2012, 12, 31))

    def test_empty_cells_are_said(self, sheets: tuple[ParsedSheet, ...]) -> None:
        # four unused indexes, 371 companies of gendarmerie in 2020
        assert (sheets[0].notices, sheets[-1].notices) == (
            (),
            ("1\u202f484 cases vides, qui ne donnent aucune ligne.",),
        )

    def test_overseas_collectivities_are_kept(self, drugs: pd.DataFrame) -> None:
        assert {"978", "986", "987", "988"} < set(drugs["department"])


def police(*rows: list[object]) -> RawSheet:
    """A sheet of 2019 with three services and a total."""
    return raw_sheet(
        "Services PN 2019",
        ["Année 2019 - services de police", "Départements", 1.0, "2a", "2A", "Total"],
        ["", "Périmètres", "DCSP", "DCSP", "DCPAF", ""],
        [*HEAD, "CIAT A", "CIAT B", "CIAT B", ""],
        *rows,
    )


def test_services_of_one_name_stay_apart_and_totals_are_passed_over() -> None:
    sheet = police(
        [55.0, "Trafic", 1.0, 2.0, 3.0, 6.0],
        ["Total", "", 1.0, 2.0, 3.0, 6.0],
        ["", "", "", "", "", ""],
        [57.0, "Usage", 4.0, "", "12", 16.0],
    )
    (parsed,) = parse(raw_file(sheet))
    fields = ["department", "service", "index", "count", "source_column"]
    assert [(row, *values) for row, *values in parsed.frame[fields].itertuples()] == [
        (4, "01", "CIAT A", "55", 1, "C"),
        (4, "2A", "CIAT B", "55", 2, "D"),
        (4, "2A", "CIAT B (2)", "55", 3, "E"),
        (7, "01", "CIAT A", "57", 4, "C"),
        (7, "2A", "CIAT B (2)", "57", 12, "E"),
    ]
    assert parsed.notices == ("1 case vide, qui ne donne aucune ligne.", "1 colonne de total, non reprise.")
    assert parsed.faults == ()


@pytest.mark.parametrize("cell", ["n.d.", -1.0, 2.5])
def test_a_cell_that_is_no_count_is_a_fault(cell: object) -> None:
    (parsed,) = parse(raw_file(police([55.0, "Trafic", 1.0, cell, 3.0, ""])))
    assert [(fault.cell, fault.row, fault.column, fault.rule) for fault in parsed.faults] == [
        ("D4", 4, "count", Rule.TYPE)
    ]
    assert parsed.frame["count"].tolist() == [1, pd.NA, 3]


def test_an_unknown_departement_is_a_fault_and_its_column_is_not_read() -> None:
    sheet = raw_sheet(
        "GN 2019",
        ["Année 2019 - compagnies de gendarmerie", "Départements", "01", "99"],
        ["Code index", "Libellé index \\ CGD", "CGD A", "CGD B"],
        [55.0, "Trafic", 1.0, 2.0],
    )
    (parsed,) = parse(raw_file(sheet))
    assert parsed.faults == (
        Fault(
            "GN 2019",
            "D1",
            1,
            "department",
            Rule.UNKNOWN_LIST_VALUE,
            "99",
            "Feuille «\u00a0GN 2019\u00a0», cellule D1\u00a0: «\u00a099\u00a0» n’est pas un département. "
            "Corrigez l’en-tête de la colonne, elle n’est pas lue.",
        ),
    )
    assert parsed.frame[["department", "force", "count"]].to_numpy().tolist() == [["01", "GN", 1]]


def test_other_sheets_of_the_workbook_are_listed_but_not_recognised() -> None:
    note = raw_sheet("Présentation", ["Faits constatés par service"])
    raw = raw_file(note, raw_sheet("Vide"), police([55.0, "Trafic", 1.0, 2.0, 3.0, ""]))
    assert recognises(raw)
    assert [(sheet.sheet, sheet.recognised, sheet.rows) for sheet in parse(raw)] == [
        ("Présentation", None, 0),
        ("Services PN 2019", "recorded", 3),
    ]
