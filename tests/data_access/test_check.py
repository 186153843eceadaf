"""Each fault by its sheet, cell and rule; what is no fault by the values that it gives."""

import io
from datetime import date, time

import openpyxl
import pandas as pd
import pytest

from data_access import examination
from data_access.workbooks.parsed import ParsedFile
from domain.faults import Rule
from domain.scope import OPERATOR
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import (
    OPERATIONS_HEADER,
    SCHOOL_1,
    TODAY,
    Rows,
    csv_bytes,
    facts,
    operation,
    operations,
    plan_sheets,
    table,
    workbook,
)


def frame_of(parsed: ParsedFile, code: str) -> pd.DataFrame:
    (sheet,) = [sheet for sheet in parsed.sheets if sheet.recognised == code]
    return sheet.frame


class TestValues:
    def test_a_row_has_its_values_and_dtypes(self, with_plan: Door) -> None:
        record = operation(
            **{"heure début": time(22, 30), "heure fin": "1h", "services associés": "Compagnie de Val-Fictif; ems,bac"},
            **{"objectif": "tenir les abords", "effectifs": "12", "cannabis (kg)": "0,25", "troubles": "X"},
        )
        parsed = with_plan.examine(operations(record))
        frame = frame_of(parsed, "operations")
        assert triples(parsed) == []
        assert frame.index.tolist() == [2]
        row = frame.iloc[0].to_dict()
        assert {name: value for name, value in row.items() if not pd.isna(value)} == {
            "reference": "OP-1",
            "date": pd.Timestamp(2026, 11, 10),
            "starts_at": time(22, 30),
            "ends_at": time(1),
            "sector": "S1",
            "kind": "raid",
            "lead_service": "BAC",
            "partner_services": "CIE;EMS;BAC",
            "objective": "O1",
            "staff": 12,
            "cannabis_g": 250.0,
            "disorder": True,
        }
        assert {str(frame[name].dtype) for name in ("staff", "checks")} == {"Int64"}
        assert (str(frame["cash_eur"].dtype), str(frame["disorder"].dtype)) == ("Float64", "boolean")
        assert str(frame["date"].dtype) == "datetime64[us]"

    @pytest.mark.parametrize("written", ["S1", "s1", "les lilas", "LES  LILAS", "Les-Lilas"])
    def test_a_reference_by_code_or_name(self, with_plan: Door, written: str) -> None:
        parsed = with_plan.examine(operations(operation(secteur=written)))
        assert triples(parsed) == []
        assert frame_of(parsed, "operations")["sector"].tolist() == ["S1"]

    def test_names_that_differ_by_their_brackets_point_each_at_its_own(self, door: Door) -> None:
        sectors: Rows = [
            ["code", "nom", "type", "zone", "priorité"],
            ["N", "Les Lilas (nord)", "quartier", "PN", 1],
            ["S", "Les Lilas (sud)", "quartier", "PN", 2],
        ]
        targets = table(
            {"indicateur": "operations", "secteur": sector, "valeur": 1, "par": "semaine"}
            for sector in ("Les Lilas (nord)", "les lilas sud", "Les Lilas")
        )
        parsed = door.examine({**plan_sheets(), "Secteurs": sectors, "Établissements": [], "Cibles": targets})
        assert triples(parsed) == [("Cibles", "B4", Rule.UNKNOWN_REFERENCE)]
        assert frame_of(parsed, "targets")["sector"].tolist()[:2] == ["N", "S"]

    def test_total_rows_and_empty_rows_are_passed_over(self, with_plan: Door) -> None:
        rows: Rows = [
            [*OPERATIONS_HEADER, "armes"],
            list(operation("OP-1").values()),
            [None] * 5,
            [*operation("OP-2").values(), 2],
            [" Total général :", None, None, None, None, 2],
            ["Sous-total", None, None, None, None, 9],
            ["ENSEMBLE", None, None, None, None, 2],
        ]
        parsed = with_plan.examine({"Opérations": rows})
        assert triples(parsed) == []
        assert frame_of(parsed, "operations")["reference"].to_dict() == {2: "OP-1", 4: "OP-2"}

    def test_a_list_value_that_begins_like_a_total_is_data(self, door: Door) -> None:
        sectors: Rows = [
            ["type", "code", "nom", "zone", "priorité"],
            ["ensemble d'habitation", "S1", "Les Lilas", "PN", 1],
        ]
        parsed = door.examine({"Secteurs": sectors})
        assert frame_of(parsed, "sectors")["kind"].tolist() == ["housing"]

    def test_a_header_below_titles_in_a_csv_of_cp1252(self, with_plan: Door) -> None:
        rows: Rows = [
            ["Opérations menées"],
            [],
            ["RÉFÉRENCE", "Date opération", "Quartier", "Type d'opération", "Pilote", "Héroïne (g)"],
            ["OP-1", "10/11/26", "Les Lilas", "Coups de poing", "BAC", "1,5"],
        ]
        parsed = with_plan.examine(csv_bytes(rows, encoding="cp1252"), "ops.csv")
        assert triples(parsed) == []
        assert frame_of(parsed, "operations")["heroin_g"].to_dict() == {4: 1.5}

    @pytest.mark.parametrize("delimiter", [";", "\t"])
    def test_delimiters_and_a_bom(self, with_plan: Door, delimiter: str) -> None:
        content = csv_bytes(table([operation()]), delimiter, "utf-8-sig")
        assert frame_of(with_plan.examine(content, "operations.csv"), "operations")["sector"].tolist() == ["S1"]

    @pytest.mark.parametrize(("written", "code"), [(1, "01"), ("1", "01"), ("2a", "2A"), (971, "971")])
    def test_the_plan_s_own_department_where_none_is_given(self, door: Door, written: object, code: str) -> None:

        content = workbook(plan_sheets(written))
        parsed = examination.examine_file(door.database, OPERATOR, content, "plan.xlsx", None, today=TODAY)
        assert (triples(parsed), parsed.notices) == ([], ())
        assert frame_of(parsed, "plan")["department"].tolist() == [code]

    def test_without_a_department_codes_are_not_checked_and_that_is_said(self, door: Door) -> None:

        content = workbook(operations(operation(secteur="inconnu")))
        parsed = examination.examine_file(door.database, OPERATOR, content, "ops.xlsx", None, today=TODAY)
        assert triples(parsed) == []
        assert parsed.notices == ("Département non précisé\u00a0: les codes du plan n’ont pas été vérifiés.",)

    def test_defaults_stand_for_empty_cells(self, with_plan: Door) -> None:
        parsed = with_plan.examine(
            facts({}) | {"Prévention": table([{"date": date(2026, 11, 9), "public": "parents", "tenue": None}])}
        )
        assert frame_of(parsed, "facts")[["precision", "count"]].to_numpy().tolist() == [["day", 1]]
        assert frame_of(parsed, "prevention")["held"].tolist() == [True]

    def test_one_code_and_one_name_of_a_school(self, with_plan: Door) -> None:
        sound = {"date": date(2026, 11, 9), "heure début": "8h", "service": "BAC"}
        schools = [{"UAI": SCHOOL_1.lower(), **sound}, {"UAI": "lycee de la gare", **sound}]
        parsed = with_plan.examine({"Présences": table(schools)})
        assert triples(parsed) == []
        assert frame_of(parsed, "presences")["uai"].tolist() == [SCHOOL_1, "0131550P"]


class TestFaults:
    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"référence": None}, ("A2", Rule.REQUIRED)),
            ({"secteur": ""}, ("C2", Rule.REQUIRED)),
            ({"date": "mardi"}, ("B2", Rule.TYPE)),
            ({"date": "31/11/2026"}, ("B2", Rule.TYPE)),
            ({"date": date(2026, 11, 25)}, ("B2", Rule.FUTURE_DATE)),
            ({"secteur": "S9"}, ("C2", Rule.UNKNOWN_REFERENCE)),
            ({"type": "ronde"}, ("D2", Rule.UNKNOWN_LIST_VALUE)),
            ({"service pilote": "DZPN"}, ("E2", Rule.UNKNOWN_REFERENCE)),
            ({"services associés": "BAC;XYZ"}, ("F2", Rule.UNKNOWN_REFERENCE)),
            ({"objectif": "O9"}, ("F2", Rule.UNKNOWN_REFERENCE)),
            ({"armes": -1}, ("F2", Rule.OUT_OF_RANGE)),
            ({"effectifs": 5001}, ("F2", Rule.OUT_OF_RANGE)),
            ({"effectifs": 1.5}, ("F2", Rule.TYPE)),
            ({"effectifs": "1e30"}, ("F2", Rule.TYPE)),
            ({"cannabis (kg)": 50_001}, ("F2", Rule.OUT_OF_RANGE)),
            ({"heure début": "25h"}, ("F2", Rule.TYPE)),
            ({"troubles": "un peu"}, ("F2", Rule.TYPE)),
        ],
    )
    def test_one_cell(self, with_plan: Door, changed: dict[str, object], expected: tuple[str, Rule]) -> None:
        parsed = with_plan.examine(operations(operation() | changed))
        assert triples(parsed) == [("Opérations", *expected)]
        assert parsed.faults[0].message.startswith(f"Feuille «\u00a0Opérations\u00a0», cellule {expected[0]}\u00a0: ")

    def test_today_and_the_last_plausible_value_are_sound(self, with_plan: Door) -> None:
        assert triples(with_plan.examine(operations(operation(date=TODAY, effectifs=5000, armes=0)))) == []

    @pytest.mark.parametrize(
        ("sheet", "record", "cell"),
        [
            ("Enquêtes", {"close le": date(2026, 8, 31)}, "D2"),
            ("Enquêtes", {"transmise à l'office le": date(2026, 8, 31)}, "D2"),
            ("Enquêtes", {"mis en cause": 2, "dont mineurs": 3}, "E2"),
            ("Enquêtes", {"parents 227-17": 0, "parents poursuivis": 1}, "E2"),
            ("Forces mobiles", {"au": date(2026, 10, 31)}, "C2"),
            ("Forces mobiles", {"unités accordées": 3}, "E2"),
            ("Sûreté", {"mises en œuvre": 6}, "E2"),
            ("Récidivistes", {"mesures d'éloignement": 1, "maires informés": 2}, "D2"),
            ("Faits", {"longitude": 5.005}, "A2"),
            ("Faits", {"longitude": None, "latitude": 46.005}, "C2"),
        ],
    )
    def test_rules_across_columns(self, with_plan: Door, sheet: str, record: dict[str, object], cell: str) -> None:
        sound: dict[str, dict[str, object]] = {
            "Enquêtes": {"référence": "E-1", "ouverte le": date(2026, 9, 1), "service": "BAC"},
            "Forces mobiles": {
                "référence": "U-1",
                "du": date(2026, 11, 1),
                "au": date(2026, 11, 2),
                "unités demandées": 2,
            },
            "Sûreté": {"référence": "A", "date": date(2026, 9, 1), "objet": "hall", "recommandations": 5},
            "Récidivistes": {"mois": "11/2026", "suivis": 4},
            "Faits": {"date": date(2026, 9, 1), "nature": "usage"},
        }
        parsed = with_plan.examine({sheet: table([sound[sheet] | record])})
        assert triples(parsed) == [(sheet, cell, Rule.INCONSISTENT)]

    def test_equal_bounds_are_sound(self, with_plan: Door) -> None:
        record = {"référence": "E-1", "ouverte le": TODAY, "close le": TODAY, "service": "BAC"}
        assert triples(with_plan.examine({"Enquêtes": table([record | {"mis en cause": 2, "dont mineurs": 2}])})) == []

    def test_a_plan_may_look_ahead(self, with_plan: Door) -> None:
        record = {"référence": "U-1", "du": date(2026, 12, 1), "au": date(2026, 12, 2), "unités demandées": 1}
        assert triples(with_plan.examine({"Forces mobiles": table([record])})) == []

    @pytest.mark.parametrize(
        ("uai", "rule"), [("0131549X", Rule.BAD_CHECK_LETTER), ("131549N", Rule.TYPE), ("0131549", Rule.TYPE)]
    )
    def test_the_letter_of_a_uai(self, door: Door, uai: str, rule: Rule) -> None:
        schools = [["UAI", "nom", "type"], [uai, "Collège", "collège"]]
        parsed = door.examine({**plan_sheets(), "Établissements": schools})
        assert triples(parsed) == [("Établissements", "A2", rule)]

    def test_the_letter_is_said(self, door: Door) -> None:
        parsed = door.examine({"Établissements": [["UAI", "nom", "type"], ["0131549X", "Collège", "collège"]]})
        assert "la lettre serait N." in parsed.faults[0].message

    def test_a_duplicate_in_a_sheet_and_one_across_two_sheets(self, with_plan: Door) -> None:
        parsed = with_plan.examine(
            {
                "Opérations": table([operation("A"), operation("B"), operation("A")]),
                "Opérations nuit": table([operation("C"), operation("B", armes=1)]),
            }
        )
        assert triples(parsed) == [
            ("Opérations", "A4", Rule.DUPLICATE_KEY),
            ("Opérations nuit", "A3", Rule.DUPLICATE_KEY),
        ]
        assert [fault.message.partition("\u00a0: ")[2] for fault in parsed.faults] == [
            f"cette ligne porte la même identité (référence) que la ligne {row} de la feuille "
            "«\u00a0Opérations\u00a0». Gardez-en une."
            for row in (2, 3)
        ]

    def test_a_duplicate_by_several_columns_names_them(self, with_plan: Door) -> None:
        record = {"UAI": SCHOOL_1, "date": TODAY, "heure début": "8h", "service": "BAC"}
        parsed = with_plan.examine({"Présences": table([record, record])})
        assert triples(parsed) == [("Présences", "A3", Rule.DUPLICATE_KEY)]
        assert "(UAI, date, heure début, service)" in parsed.faults[0].message

    def test_a_duplicate_without_its_reference_is_known_by_the_other_columns(self, with_plan: Door) -> None:
        record = {"date": TODAY, "UAI": SCHOOL_1, "public": "parents"}
        parsed = with_plan.examine({"Prévention": table([record, record | {"participants": 9}])})
        assert triples(parsed) == [("Prévention", "A3", Rule.DUPLICATE_KEY)]
        assert "(date, UAI, public)" in parsed.faults[0].message
        assert parsed.faults[0].value == "24/11/2026"

    def test_a_row_of_which_an_identifying_cell_is_wrong_makes_no_other_a_duplicate(self, with_plan: Door) -> None:
        meeting = {"date": TODAY, "UAI": None, "public": "parents"}
        parsed = with_plan.examine({"Prévention": table([meeting | {"UAI": "0131549Z"}, meeting])})
        assert triples(parsed) == [("Prévention", "B2", Rule.BAD_CHECK_LETTER)]

    def test_equal_facts_without_reference_are_no_duplicates(self, with_plan: Door) -> None:
        assert triples(with_plan.examine(facts({}, {}) | {"Faits bis": facts({})["Faits"]})) == []

    def test_a_missing_column_names_its_lookalike(self, with_plan: Door) -> None:
        record = {("lieu du secteur" if name == "secteur" else name): cell for name, cell in operation().items()}
        parsed = with_plan.examine(operations(record))
        assert triples(parsed) == [("Opérations", "", Rule.REQUIRED)]
        assert "«\u00a0lieu du secteur\u00a0» y ressemble" in parsed.faults[0].message
        assert parsed.sheets[0].sound == 0

    def test_faults_come_from_top_to_bottom(self, with_plan: Door) -> None:
        parsed = with_plan.examine(operations(operation("A", secteur="S9"), operation("B", date="x", secteur="S9")))
        assert [fault.cell for fault in parsed.faults] == ["C2", "B3", "C3"]
        assert parsed.sheets[0].refused_rows == {2, 3}

    def test_a_formula_error_is_told_where_it_stands(self, with_plan: Door) -> None:

        book = openpyxl.load_workbook(io.BytesIO(workbook(operations(operation(armes=1)))))
        for address in ("C2", "F2"):
            book["Opérations"][address].value = "#DIV/0!"
            book["Opérations"][address].data_type = "e"
        file = io.BytesIO()
        book.save(file)
        parsed = with_plan.examine(file.getvalue())
        assert triples(parsed) == [("Opérations", cell, Rule.FORMULA_ERROR) for cell in ("C2", "F2")]
        assert "(#DIV/0!)" in parsed.faults[0].message

    def test_without_a_plan_the_code_is_said_not_to_be_checkable(self, door: Door) -> None:
        parsed = door.examine(operations(operation()))
        assert [rule for _, _, rule in triples(parsed)] == [Rule.UNKNOWN_REFERENCE] * 2
        assert "aucun plan n’est enregistré" in parsed.faults[0].message


def test_a_mistyped_century_is_a_fault_and_does_not_lengthen_the_history(with_plan: Door) -> None:
    parsed = with_plan.examine(operations(operation(date="10/11/1926")))
    (fault,) = parsed.faults
    assert (fault.cell, fault.rule, fault.value) == ("B2", Rule.OUT_OF_RANGE, "10/11/1926")
    assert fault.message == (
        "Feuille «\u00a0Opérations\u00a0», cellule B2\u00a0: la date «\u00a010/11/1926\u00a0» de la colonne "
        "«\u00a0date\u00a0» est antérieure au 01/01/2000. Vérifiez l’année."
    )


def test_a_second_column_of_the_same_meaning_is_said(with_plan: Door) -> None:
    parsed = with_plan.examine(operations(operation(interpellations=1, interpellés=99)))
    assert frame_of(parsed, "operations")["arrests"].tolist() == [1]
    assert parsed.sheets[0].notices == (
        (
            "La colonne G n’est pas lue\u00a0: la colonne F donne déjà «\u00a0interpellations\u00a0». "
            "Si ce sont deux quantités, additionnez-les dans une seule colonne."
        ),
    )


def test_a_merged_range_that_reaches_below_the_data_makes_no_rows(with_plan: Door) -> None:
    rows: Rows = [
        ["date", "nature", "secteur"],
        [TODAY, "trafic", "S1"],
        [TODAY, "usage"],
        [None],
        [None],
        [TODAY, "usage"],
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Faits": rows})))
    book["Faits"].merge_cells("C2:C5")
    saved = io.BytesIO()
    book.save(saved)
    (sheet,) = with_plan.examine(saved.getvalue()).sheets
    assert (sheet.values["sector"], sheet.faults) == (["S1", "S1", None], ())
