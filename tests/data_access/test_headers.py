"""Headers on one, two or three levels, below title lines, in merged cells or not."""

import io
from datetime import time
from pathlib import Path

import openpyxl
import pytest

from data_access.workbooks.headers import candidates, signature_of
from data_access.workbooks.match import Match, match_sheet
from data_access.workbooks.raw import Cell, RawSheet
from data_access.workbooks.read import read_file
from tests.data_access.conftest import Door

Range = tuple[int, int, int, int]
GROUPS: list[list[Cell]] = [
    ["référence", "date", "Horaires", "", "secteur", "type", "service pilote", "Stupéfiants saisis (kg)", "", "armes"],
    ["", "", "début", "fin", "", "", "", "cannabis", "cocaïne (g)", ""],
]
MERGED: tuple[Range, ...] = (
    *((0, at, 1, at) for at in (0, 1, 4, 5, 6, 9)),
    (0, 2, 0, 3),
    (0, 7, 0, 8),
)
FOUND = {
    "reference": 0,
    "date": 1,
    "starts_at": 2,
    "ends_at": 3,
    "sector": 4,
    "kind": 5,
    "lead_service": 6,
    "cannabis_g": 7,
    "cocaine_g": 8,
    "weapons": 9,
}
DATA: list[Cell] = ["OP-1", "10/11/2026", "14:00", "", "S1", "coup de poing", "BAC", 1.5, 20.0, ""]


def match(*rows: list[Cell], merged: tuple[Range, ...] = (), tab: str = "Feuil1") -> Match:
    found = match_sheet(RawSheet(tab, list(rows), merged=merged))
    assert found is not None
    return found


@pytest.mark.parametrize("merged", [MERGED, ()], ids=["merged", "as in a .csv"])
@pytest.mark.parametrize("titles", [0, 3])
def test_two_levels(merged: tuple[Range, ...], titles: int) -> None:
    lines: tuple[Cell, ...] = ("Préfecture de Val-Fictif", "Opérations du 01/10/2026 au 23/11/2026", "")
    above = [[line] for line in lines[:titles]]
    moved = tuple((top + titles, left, bottom + titles, right) for top, left, bottom, right in merged)
    found = match(*above, *GROUPS, DATA, merged=moved)
    assert (found.sheet.code, found.columns, found.unmatched) == ("operations", FOUND, {})
    assert (found.top_row, found.header_row) == (titles, titles + 1)
    # The group's unit goes where the lower header bears none.
    assert found.factors == {"cannabis_g": 1000.0}


def test_a_workbook_with_merged_headers_is_deposited(with_plan: Door) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in (*GROUPS, DATA):
        sheet.append([cell or None for cell in cells])
    for top, left, bottom, right in MERGED:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    file = io.BytesIO()
    book.save(file)
    with_plan.deposit(file.getvalue())
    (row,) = with_plan.rows("operations").to_dict("records")
    assert (row["starts_at"], row["cannabis_g"], row["cocaine_g"]) == (time(14), 1.5 * 1000, 20.0)


def test_each_column_bears_all_its_levels() -> None:
    found = match(*GROUPS, DATA)
    assert [found.headers[at] for at in (0, 2, 3, 8)] == [
        "référence",
        "Horaires début",
        "Horaires fin",
        "Stupéfiants saisis (kg) cocaïne (g)",
    ]


def test_three_levels() -> None:
    rows: list[list[Cell]] = [
        ["", "", "Bilan", "", "", "", "", ""],
        ["référence", "date", "Lieu", "", "Saisies (g)", "", "type", "service pilote"],
        ["", "", "secteur", "météo", "cannabis", "héroïne", "", ""],
        ["OP-1", "10/11/2026", "S1", "beau", 1.0, 2.0, "coup de poing", "BAC"],
    ]
    merged = ((0, 2, 0, 5), (1, 2, 1, 3), (1, 4, 1, 5), *((1, at, 2, at) for at in (0, 1, 6, 7)))
    for ranges in (merged, ()):
        found = match(*rows, merged=ranges)
        assert (found.top_row, found.header_row, found.unmatched) == (0, 2, {3: "Bilan Lieu météo"})
        assert found.columns == {
            "reference": 0,
            "date": 1,
            "sector": 2,
            "kind": 6,
            "lead_service": 7,
            "cannabis_g": 4,
            "heroin_g": 5,
        }


@pytest.mark.parametrize(
    ("groups", "own", "field"),
    [
        ("Heure", "début", "starts_at"),
        ("Services", "associés", "partner_services"),
        ("Personnes", "contrôlées", "checks"),
        ("Heure", "de fin", "ends_at"),
        ("Date", "opération", "date"),
        ("Vent", "opération", None),
    ],
)
def test_a_name_is_joined_from_the_top(groups: str, own: str, field: str | None) -> None:
    found = match(
        ["référence", "jour" if field != "date" else "", "secteur", "nature", "service pilote", groups, ""],
        ["", "", "", "", "", own, "météo"],
    )
    assert [name for name, at in found.columns.items() if at == 5] == ([field] if field else [])


UNIT_ROWS: list[list[Cell]] = [
    ["référence", "date", "secteur", "type", "service pilote", "cannabis", "numéraire", "armes"],
    ["", "(jj/mm/aaaa)", "", "", "", "(kg)", "k€", "nb"],
    ["OP-1", "10/11/2026", "S1", "coup de poing", "BAC", 1.5, 2.0, 0.0],
]


@pytest.mark.parametrize("merged", [(), tuple((0, at, 1, at) for at in (0, 2, 3, 4))])
def test_a_row_of_units_is_the_last_of_the_headers(merged: tuple[Range, ...]) -> None:
    found = match(*UNIT_ROWS, merged=merged)
    assert (found.top_row, found.header_row, found.unmatched) == (0, 1, {})
    assert found.factors == {"cannabis_g": 1000.0, "cash_eur": 1000.0}
    assert found.headers[6] == "numéraire (k€)"


@pytest.mark.parametrize("first", ["x", "néant", "(néant)", 12.0])
def test_a_row_that_says_more_than_units_is_data(first: Cell) -> None:
    header, _, data = UNIT_ROWS
    assert match(header, [first, "", "", "", "", "(kg)", "", ""], data).header_row == 0


def test_of_a_number_and_a_sum_the_sum_goes_to_euros() -> None:
    found = match(
        ["référence", "ouverte le", "service", "Avoirs saisis", "", "météo"],
        ["", "", "", "nb", "€", ""],
        tab="Enquêtes",
    )
    assert found.columns["assets_eur"] == 4
    assert found.unmatched == {3: "Avoirs saisis (nb)", 5: "météo"}


def test_a_share_is_no_weight() -> None:
    found = match(["référence", "date", "secteur", "type", "service pilote", "cannabis (%)"])
    assert found.unmatched == {5: "cannabis (%)"}


@pytest.mark.parametrize(
    "line",
    [
        ["Opérations de la semaine", "", "", "", "", ""],
        ["", "", "Semaine du 10/11/2026", "", "", ""],
        ["Service :", "BAC", "", "", "", ""],
        ["Service : BAC", "", "", "Mois : octobre", "", ""],
        ["Total", "", "", "", "", 12.0],
    ],
)
def test_a_line_that_speaks_of_the_file_is_no_level(line: list[Cell]) -> None:
    header: list[Cell] = ["référence", "date", "secteur", "type", "service pilote", "météo"]
    found = match(line, header)
    assert (found.top_row, found.header_row, found.unmatched) == (1, 1, {5: "météo"})
    assert found.signature == signature_of(str(words) for words in header)


def test_a_title_merged_over_all_columns_is_no_level() -> None:
    header: list[Cell] = ["référence", "date", "secteur", "type", "service pilote", "météo"]
    found = match(["Bilan", *[""] * 5], header, merged=((0, 0, 0, 5),))
    assert (found.top_row, found.unmatched) == (1, {5: "météo"})


def test_a_header_merged_over_two_columns_names_the_first() -> None:
    found = match(
        ["référence", "date", "secteur", "type", "service pilote", "effectifs", ""],
        ["OP-1", "10/11/2026", "S1", "coup de poing", "BAC", 12.0, ""],
        merged=((0, 5, 0, 6), (1, 5, 1, 6)),
    )
    assert (found.header_row, found.columns["staff"], found.unmatched) == (0, 5, {})


def test_data_below_are_no_level_even_where_they_have_gaps() -> None:
    header: list[Cell] = ["référence", "date", "secteur", "type", "service pilote", "météo"]
    for data in (["OP-1", "", "", "", "", ""], ["", "", "", "", "", "beau"], ["OP-1", "", "S1", "", "", "beau"]):
        assert match(header, list(data)).header_row == 0


class TestSignatures:
    def test_case_accents_and_empty_headers_do_not_count(self) -> None:
        assert signature_of(["Référence", "", "DATE (jj/mm)"]) == signature_of(["reference", "date"])

    def test_order_and_number_do(self) -> None:
        found = {signature_of(headers) for headers in (["a", "b"], ["b", "a"], ["a b"], ["a", "b", "c"])}
        assert len(found) == 4
        assert {signature.split("-")[0] for signature in found} == {"1", "2", "3"}

    def test_titles_above_do_not_count(self) -> None:
        titled = match(["Mois d’octobre", "", "BAC", "", "", "", "", "", "", ""], *GROUPS, DATA)
        assert titled.signature == match(*GROUPS, DATA).signature


@pytest.mark.parametrize(
    ("name", "sheet", "row", "first"),
    [
        ("ept.xlsx", 0, 4, ["EPT", "Libellé de l'EPT", "Nombre de communes"]),
        ("ept.xlsx", 1, 4, ["Code géographique", "Libellé géographique", "EPT"]),
        ("estim-pop-dep-sexe-gca-1975-2016.xls", 1, 4, ["Départements", "Ensemble 0 à 19 ans", "Ensemble 20 à 39 ans"]),
        ("OVQ-listing-sites-pref-pas-a-jour.xlsx", 0, 0, ["Département", "url", "Numéro Département"]),
        ("videoprotection_paris_data.ods", 0, 0, ["Code postal", "Numéro", "Implantation"]),
    ],
)
def test_published_tables_have_their_headers_and_are_no_declared_sheet(
    published: Path, name: str, sheet: int, row: int, first: list[str]
) -> None:
    raw = read_file(published / "messy" / name, name).sheets[sheet]
    found = next(headers for headers in candidates(raw) if headers.last_row == row)
    assert [found.written[at] for at in sorted(found.written)][:3] == first
    assert match_sheet(raw) is None


@pytest.mark.parametrize("name", ["ept.xlsx", "estim-pop-dep-sexe-gca-1975-2016.xls", "faits2002.csv"])
def test_no_sheet_of_a_published_table_is_taken_for_another(published: Path, name: str) -> None:
    assert [sheet.name for sheet in read_file(published / "messy" / name, name).sheets if match_sheet(sheet)] == []


def test_a_header_that_could_be_a_unit_is_found_under_a_title_too() -> None:
    title: list[Cell] = ["Tableau de la quinzaine", "", "mis à jour par le service", ""]
    found = match(title, ["référence", "date", "nature", "nombre"], ["R1", "10/11/2026", "trafic", 3.0])
    assert found is not None
    assert found.columns == {"reference": 0, "date": 1, "offence": 2, "count": 3}
