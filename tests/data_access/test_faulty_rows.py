"""What is handed on to mend a sheet: its headers, and its faulty rows as they are written; one fault a spoiled cell."""

from datetime import date

import pytest

from data_access.workbooks.check import check_sheet
from data_access.workbooks.instructions import Layout
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match
from data_access.workbooks.parts import Part
from data_access.workbooks.raw import Cell, RawSheet
from domain.faults import Rule
from domain.sheets import SHEETS, Reference
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import TODAY, facts, operation, operations, table

KNOWN = Known("00", {Reference.SERVICE: {"BAC": "Brigade", "EMS": "Équipe"}, Reference.SECTOR: {"S1": "Les Lilas"}})
HEADERS = ["référence", "date", "secteur", "type", "service pilote", "services associés"]
COLUMNS = ("reference", "date", "sector", "kind", "lead_service", "partner_services")


def matched(**changed: object) -> Match:
    columns = {field: at for at, field in enumerate(COLUMNS)}
    settings: dict[str, object] = {"columns": columns, "unmatched": {}, "factors": {}, **changed}
    return Match(SHEETS["operations"], 0, **settings)  # type: ignore[arg-type]  # named by the tests


class TestWritten:
    def test_a_faulty_row_as_it_is_written(self, with_plan: Door) -> None:
        content = operations(operation("A"), operation("B", date="mardi", secteur=None, armes=2.5))
        (sheet,) = with_plan.examine(content).sheets
        assert sheet.written == {
            3: {
                "reference": "B",
                "date": "mardi",
                "sector": "",
                "kind": "coup de poing",
                "lead_service": "BAC",
                "weapons": "2,5",
            }
        }

    def test_of_a_sheet_that_holds_persons_nothing(self, with_plan: Door) -> None:
        parsed = with_plan.examine(operations(operation("A", secteur="S9", prénom="Jeanne")) | facts({}))
        sheet = parsed.sheets[0]
        assert (sheet.written, sheet.headers.get("F")) == ({}, None)

    def test_no_more_rows_than_one_would_mend_on_the_spot(self, with_plan: Door) -> None:
        (sheet,) = with_plan.examine(facts(*({"secteur": "S9"} for _ in range(501)))).sheets
        assert (len(sheet.faults), len(sheet.written)) == (501, 500)

    def test_the_headers_by_letter(self, with_plan: Door) -> None:
        (sheet,) = with_plan.examine(operations(operation(**{"Tel. du chef": "non", "remarque": ""}))).sheets
        assert dict(sheet.headers) == dict(zip("ABCDEG", [*HEADERS[:5], "remarque"], strict=True))


class TestNames:
    @pytest.mark.parametrize("header", ["date", "heure début", "effectifs"])
    @pytest.mark.parametrize("words", ["DUPONT Jean", "Jean-Marie Le Guen", "Élodie D’Ornano"])
    def test_what_may_name_somebody_is_not_repeated(self, with_plan: Door, header: str, words: str) -> None:
        parsed = with_plan.examine(operations(operation(**{header: words})))
        (fault,) = parsed.faults
        assert (fault.value, "«\u00a0…\u00a0»" in fault.message) == (None, True)
        assert words not in repr(parsed)

    @pytest.mark.parametrize("header", ["secteur", "type", "service pilote"])
    def test_the_name_of_a_place_or_service_is_for_the_analyst_to_map_it(self, with_plan: Door, header: str) -> None:
        (fault,) = with_plan.examine(operations(operation(**{header: "Cité Rouge"}))).faults
        assert fault.value == "Cité Rouge"

    @pytest.mark.parametrize("words", ["Mardi", "MARDI 3 NOVEMBRE", "vers midi"])
    def test_other_words_are(self, with_plan: Door, words: str) -> None:
        (fault,) = with_plan.examine(operations(operation(date=words))).faults
        assert fault.value == words


class TestLayout:
    def test_a_service_s_own_words(self) -> None:
        values = {("kind", "cp"): "coup de poing", ("lead_service", "brigade n 1"): "BAC", ("sector", "x"): "S1"}
        values |= {("partner_services", "e m"): "EMS", ("partner_services", "tous"): "EMS;BAC"}
        rows: list[list[Cell]] = [
            list(HEADERS),
            ["1", date(2026, 7, 1), "X", "C.P.", "Brigade n° 1", "bac; É-m"],
            ["2", date(2026, 7, 1), "S1", "cp", "BAC", "Tous"],
        ]
        values |= {("kind", "c p"): "coup de poing"}
        match = matched(layout=Layout("operations", values=values))
        sheet = check_sheet(RawSheet("Opérations", rows), match, KNOWN, TODAY)
        assert sheet.faults == ()
        found = {name: sheet.values[name] for name in COLUMNS[2:]}
        assert found == {
            "sector": ["S1", "S1"],
            "kind": ["raid", "raid"],
            "lead_service": ["BAC", "BAC"],
            "partner_services": ["BAC;EMS", "EMS;BAC"],
        }
        assert sheet.layout == match.layout

    def test_a_wrong_constant_is_one_fault_of_the_sheet(self) -> None:
        rows: list[list[Cell]] = [list(HEADERS[:2]), ["1", date(2026, 7, 1)], ["2", date(2026, 7, 1)]]
        given = {"sector": "S9", "kind": "autre", "lead_service": "BAC"}
        match = matched(columns={"reference": 0, "date": 1}, constants=given)
        (fault,) = check_sheet(RawSheet("Opérations", rows), match, KNOWN, TODAY).faults
        assert (fault.cell, fault.row, fault.column, fault.rule) == ("", 0, "sector", Rule.UNKNOWN_REFERENCE)

    def test_a_cell_that_two_fields_read_is_faulted_once(self) -> None:
        rows: list[list[Cell]] = [
            ["référence", "date et heure", "secteur", "type", "service"],
            ["1", "mardi", "S1", "autre", "BAC"],
            ["2", "01/07/2026 14h30", "S1", "autre", "BAC"],
        ]
        columns = {"reference": 0, "date": 1, "starts_at": 1, "sector": 2, "kind": 3, "lead_service": 4}
        match = matched(columns=columns, parts={"date": Part.DATE, "starts_at": Part.TIME})
        sheet = check_sheet(RawSheet("Opérations", rows), match, KNOWN, TODAY)
        assert [(fault.cell, fault.rule) for fault in sheet.faults] == [("B2", Rule.TYPE)]


INVESTIGATION: dict[str, object] = {
    "référence": "E-1",
    "ouverte le": date(2026, 9, 1),
    "close le": date(2026, 10, 1),
    "service": "BAC",
    "secteur": "S1",
    "mis en cause": 4,
    "dont mineurs": 2,
}


class TestOneFaultACell:
    @pytest.mark.parametrize(
        ("header", "spoiled", "cell"),
        [
            ("ouverte le", "hier", "B2"),
            ("ouverte le", date(2027, 1, 1), "B2"),
            ("close le", date(1926, 10, 1), "C2"),
            ("mis en cause", "quatre", "F2"),
            ("mis en cause", -4, "F2"),
            ("dont mineurs", 20_000, "G2"),
            ("dont mineurs", 3.5, "G2"),
            ("secteur", "S9", "E2"),
        ],
    )
    def test_of_an_investigation(self, with_plan: Door, header: str, spoiled: object, cell: str) -> None:
        parsed = with_plan.examine({"Enquêtes": table([INVESTIGATION | {header: spoiled}])})
        assert [fault.cell for fault in parsed.faults] == [cell]

    @pytest.mark.parametrize(
        ("header", "spoiled", "cell"),
        [
            ("longitude", "à l'est", "C2"),
            ("longitude", 5005, "C2"),
            ("longitude", -5.005, "C2"),
            ("latitude", 460.05, "D2"),
            ("latitude", 4.6, "D2"),
            ("latitude", None, "D2"),
            ("secteur", "S9", "E2"),
            ("date", "demain", "A2"),
        ],
    )
    def test_of_a_fact(self, with_plan: Door, header: str, spoiled: object, cell: str) -> None:
        record: dict[str, object] = {"longitude": 5.005, "latitude": 46.005, "secteur": "S1"}
        parsed = with_plan.examine(facts(record | {header: spoiled}))
        assert [fault.cell for fault in parsed.faults] == [cell]

    def test_of_a_key(self, with_plan: Door) -> None:
        parsed = with_plan.examine(operations(operation("A"), operation("A")))
        assert triples(parsed) == [("Opérations", "A3", Rule.DUPLICATE_KEY)]
