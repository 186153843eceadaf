"""Which sheet it is, where its header stands, which column is which."""

from collections.abc import Mapping

import pytest

from data_access.workbooks.headers import signature_of
from data_access.workbooks.instructions import Assignment, Layout, Memory
from data_access.workbooks.match import Match, match_sheet
from data_access.workbooks.parts import Part
from data_access.workbooks.raw import Cell, RawSheet
from domain.sheets import WORKBOOK_SHEETS, Sheet


def match(*rows: list[Cell], tab: str = "Feuil1") -> Match | None:
    return match_sheet(RawSheet(tab, list(rows)))


def fields(*rows: list[Cell], tab: str = "Feuil1") -> dict[str, int]:
    found = match(*rows, tab=tab)
    assert found is not None
    return found.columns


@pytest.mark.parametrize("sheet", WORKBOOK_SHEETS, ids=lambda sheet: sheet.code)
@pytest.mark.parametrize("titled", [True, False])
def test_each_declared_sheet_is_recognised_with_all_its_columns(sheet: Sheet, titled: bool) -> None:
    headers: list[Cell] = [column.header for column in sheet.columns]
    found = match(headers, tab=sheet.title if titled else "Feuil1")
    assert found is not None
    assert (found.sheet.code, found.columns, found.unmatched) == (
        sheet.code,
        {column.field: at for at, column in enumerate(sheet.columns)},
        {},
    )


@pytest.mark.parametrize("sheet", WORKBOOK_SHEETS, ids=lambda sheet: sheet.code)
def test_each_synonym_finds_its_column(sheet: Sheet) -> None:
    for at, column in enumerate(sheet.columns):
        for synonym in column.synonyms:
            headers: list[Cell] = [other.header for other in sheet.columns]
            headers[at] = synonym
            assert fields(headers, tab=sheet.title).get(column.field) == at, (column.field, synonym)


@pytest.mark.parametrize(
    "header",
    ["Cannabis (g)", "CANNABIS", "cannabis  (G)", " Cannabis (en g) ", "cannabis [g]", "Cannabis :", "cannabis\n(g)"],
)
def test_case_punctuation_spaces_and_units_do_not_count(header: str) -> None:
    found = fields(["Référence", "DATE", "secteur", "Type", "service pilote", header])
    assert found["cannabis_g"] == 5


@pytest.mark.parametrize("header", ["heroine", "HÉROÏNE (g)", "Heroïne"])
def test_accents_do_not_count(header: str) -> None:
    assert fields(["reference", "date", "secteur", "type", "service pilote", header])["heroin_g"] == 5


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("cannabis (kg)", 1000.0),
        ("cannabis (en Kg)", 1000.0),
        ("cannabis [kg]", 1000.0),
        ("cannabis (kilos)", 1000.0),
        ("cannabis (mg)", 0.001),
        ("cannabis (tonnes)", 1_000_000.0),
        ("cannabis (g)", None),
        ("cannabis", None),
    ],
)
def test_another_unit_has_a_factor(header: str, factor: float | None) -> None:
    found = match(["référence", "date", "secteur", "type", "service pilote", header])
    assert found is not None
    assert found.factors.get("cannabis_g") == factor


def remembered(recognised: str, fields: Mapping[str, str]) -> Memory:
    """A memory of one layout whose folded headers give those fields."""
    assignments = tuple(Assignment(field, header) for header, field in fields.items())
    return Memory({"signature": Layout(recognised, assignments)})


def test_a_mapped_header_keeps_the_unit_that_it_says() -> None:
    raw = RawSheet("Opérations", [["référence", "date", "secteur", "type", "service pilote", "cannabis en kg"]])
    found = match_sheet(raw, remembered("operations", {"cannabis en kg": "cannabis_g"}))
    assert found is not None
    assert found.factors == {"cannabis_g": 1000.0}


@pytest.mark.parametrize("unit", ["k€", "milliers d’euros"])
def test_thousands_of_euros(unit: str) -> None:
    found = match(["référence", "ouverte le", "service", f"avoirs saisis ({unit})"], tab="Enquêtes")
    assert found is not None
    assert found.factors == {"assets_eur": 1000.0}


def test_the_header_stands_below_title_lines() -> None:
    found = match(
        ["Préfecture de Val-Fictif", ""],
        ["Opérations", "du 01/10/2026 au 23/11/2026"],
        [],
        ["référence", "date", "secteur", "type", "service pilote"],
        ["OP-1", "10/11/2026", "S1", "coup de poing", "BAC"],
    )
    assert found is not None
    assert (found.sheet.code, found.header_row) == ("operations", 3)


def test_the_contract_s_header_wins_over_a_synonym() -> None:
    found = fields(["service", "référence", "date", "secteur", "type", "service pilote"])
    assert found["lead_service"] == 5


def test_unmatched_headers_are_told() -> None:
    found = match(["référence", "date", "secteur", "type", "service pilote", "météo"])
    assert found is not None
    assert found.unmatched == {5: "météo"}


def test_a_missing_required_column_still_fits_under_the_tab_s_name() -> None:
    found = match(["référence", "date", "type", "service pilote"], tab="Opérations")
    assert found is not None
    assert (found.sheet.code, found.missing) == ("operations", ["sector"])


@pytest.mark.parametrize("rows", [[], [[]], [["", ""]], [["menu", "prix"], ["soupe", 4.5]], [[1.0, 2.0]]])
def test_what_is_no_declared_sheet(rows: list[list[Cell]]) -> None:
    assert match(*rows) is None


def test_a_mapping_gives_a_header_to_a_field_and_one_that_no_field_bears_is_passed_over() -> None:
    raw = RawSheet("Opérations", [["n° affaire", "date", "lieu dit", "type", "service pilote", "météo"]])
    memory = remembered("operations", {"n affaire": "reference", "lieu dit": "sector", "meteo": "sky"})
    found = match_sheet(raw, memory)
    assert found is not None
    assert found.columns == {"reference": 0, "date": 1, "sector": 2, "kind": 3, "lead_service": 4}


MONTHLY: list[Cell] = ["mois", "lieu dit", "x", "y", "n° affaire"]
EXACT = signature_of(str(header) for header in MONTHLY)


def laid_out(layouts: Mapping[str, Layout], *rows: list[Cell], tab: str = "Feuil1") -> Match:
    found = match_sheet(RawSheet(tab, list(rows)), Memory(layouts))
    assert found is not None
    return found


class TestMemory:
    def test_a_layout_decides_the_sheet_and_its_headers_whatever_is_missing(self) -> None:
        layout = Layout("facts", (Assignment("sector", "lieu dit"),), {("sector", "les lilas nord"): "S1"})
        found = laid_out(
            {EXACT: layout}, ["date", "nature", "nombre", "secteur", "précision"], MONTHLY, ["01/2026", "S1", 5.0]
        )
        assert (found.sheet.code, found.header_row, found.signature, found.layout) == ("facts", 1, EXACT, layout)
        assert found.columns == {"sector": 1, "longitude": 2, "latitude": 3}
        assert (found.missing, found.unmatched) == (["date", "offence"], {0: "mois", 4: "n° affaire"})

    def test_without_it_the_same_headers_are_nothing(self) -> None:
        assert match(MONTHLY) is None

    def test_a_constant_and_parts_fill_fields(self) -> None:
        given = (
            Assignment("offence", None, constant="trafic"),
            Assignment("date", "mois", Part.DATE),
            Assignment("sector", "lieu dit", Part.CODE),
            Assignment("reference", "lieu dit", Part.LABEL),
        )
        found = laid_out({EXACT: Layout("facts", given)}, MONTHLY)
        assert found.columns == {"date": 0, "sector": 1, "reference": 1, "longitude": 2, "latitude": 3}
        assert found.parts == {"date": Part.DATE, "sector": Part.CODE, "reference": Part.LABEL}
        assert (found.constants, found.missing, found.unmatched) == ({"offence": "trafic"}, [], {4: "n° affaire"})

    def test_what_is_set_wins_over_the_names_of_the_headers(self) -> None:
        headers: list[Cell] = ["date", "nature", "nombre", "secteur"]
        signature = signature_of(map(str, headers))
        given = (
            Assignment("reference", "secteur"),
            Assignment("offence", None, constant="usage"),
            Assignment("count", None),  # nothing gives it
        )
        found = laid_out({signature: Layout("facts", given)}, headers)
        assert (found.columns, found.constants) == ({"date": 0, "reference": 3}, {"offence": "usage"})
        assert found.unmatched == {1: "nature", 2: "nombre"}

    def test_the_words_of_a_header_s_level_or_of_all_name_it(self) -> None:
        rows: list[list[Cell]] = [
            ["date", "nature", "Lieu", "", "Suites", ""],
            ["", "", "du fait", "météo", "du fait", "vent"],
        ]
        plain = laid_out({}, *rows)
        for header, at in (("lieu du fait", 2), ("suites du fait", 4), ("du fait", 2)):
            layout = Layout("facts", (Assignment("sector", header),))
            assert laid_out({plain.signature: layout}, *rows).columns["sector"] == at

    def test_other_layouts_of_the_sheet_lend_what_fits_the_newest_first(self) -> None:
        older = Layout(
            "facts",
            (Assignment("date", "quand"), Assignment("sector", "lieu dit"), Assignment("count", None, constant="2")),
            {("offence", "ts"): "trafic", ("offence", "us"): "usage"},
        )
        newer = Layout("facts", (Assignment("reference", "lieu dit"),), {("offence", "ts"): "autre ILS"})
        other = Layout("operations", (Assignment("staff", "vent"),), {("kind", "cp"): "coup de poing"})
        found = laid_out({"3-a": older, "3-b": newer, "3-c": other}, ["quand", "lieu dit", "nature", "vent"])
        assert (found.sheet.code, found.columns) == ("facts", {"date": 0, "reference": 1, "offence": 2})
        assert (found.constants, found.unmatched) == ({}, {3: "vent"})
        assert found.layout == Layout(
            "facts",
            (Assignment("reference", "lieu dit"), Assignment("date", "quand")),
            {("offence", "ts"): "autre ILS", ("offence", "us"): "usage"},
        )

    def test_a_layout_s_own_settings_go_before_what_others_lend(self) -> None:
        headers: list[Cell] = ["quand", "lieu dit", "nature"]
        own = Layout("facts", (Assignment("sector", "lieu dit"),), {("offence", "ts"): "trafic"})
        lent = Layout(
            "facts",
            (Assignment("reference", "lieu dit"), Assignment("date", "quand")),
            {("offence", "ts"): "usage", ("offence", "us"): "usage"},
        )
        found = laid_out({signature_of(map(str, headers)): own, "3-b": lent}, headers)
        assert found.columns == {"sector": 1, "date": 0, "offence": 2}
        assert found.layout == Layout(
            "facts",
            (Assignment("sector", "lieu dit"), Assignment("date", "quand")),
            {("offence", "ts"): "trafic", ("offence", "us"): "usage"},
        )

    def test_nothing_remembered_is_no_layout(self) -> None:
        assert laid_out({}, ["date", "nature", "nombre"]).layout is None

    @pytest.mark.parametrize(
        "layout", [Layout("soupes"), Layout("layers"), Layout("facts", (Assignment("soup", "mois"),))]
    )
    def test_what_is_no_longer_declared_sets_nothing(self, layout: Layout) -> None:
        found = match_sheet(RawSheet("Feuil1", [MONTHLY]), Memory({EXACT: layout}))
        assert found is None or found.columns == {"longitude": 2, "latitude": 3}


def test_what_was_said_of_other_files_never_goes_before_a_header() -> None:
    raw = RawSheet("Opérations", [["référence", "date", "jour", "secteur", "type", "service pilote", "effectifs"]])
    found = match_sheet(raw, remembered("operations", {"jour": "date", "nombre": "staff"}))
    assert found is not None
    assert (found.columns["date"], found.columns["staff"]) == (1, 6)
