"""What a file says of itself: totals, counts, hidden sheets, the period it covers."""

from datetime import date

import pytest

from data_access.workbooks.parsed import ControlTotal
from domain.faults import Rule
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import (
    OPERATIONS_HEADER,
    TODAY,
    Rows,
    operation,
    operations,
    plan_sheets,
    table,
    workbook,
)


class TestNotices:
    def notices(self, door: Door, rows: Rows, hidden: tuple[str, ...] = ()) -> tuple[str, ...]:

        return door.examine(workbook({"Opérations": rows}, hidden)).sheets[0].notices

    def test_a_total_that_agrees(self, with_plan: Door) -> None:
        rows: Rows = [*table([operation("A", armes=1), operation("B", armes=2)]), ["Total", None, None, None, None, 3]]
        assert self.notices(with_plan, rows) == (
            "Ligne 4\u00a0: les totaux du fichier sont ceux des lignes lues (1 colonne(s)).",
        )

    def test_a_total_that_differs(self, with_plan: Door) -> None:
        rows: Rows = [*table([operation("A", armes=1), operation("B", armes=2)]), ["Total", None, None, None, None, 4]]
        assert self.notices(with_plan, rows) == (
            (
                "Ligne 4\u00a0: le fichier annonce 4 pour «\u00a0armes\u00a0», les lignes lues font 3. "
                "Vérifiez les lignes et le total."
            ),
        )

    def test_a_total_in_kilograms(self, with_plan: Door) -> None:
        records = [operation("A", **{"cannabis (kg)": 1.5}), operation("B", **{"cannabis (kg)": 2})]
        rows: Rows = [*table(records), ["TOTAL", None, None, None, None, 3.5]]
        assert self.notices(with_plan, rows) == (
            "Ligne 4\u00a0: les totaux du fichier sont ceux des lignes lues (1 colonne(s)).",
            "La colonne «\u00a0cannabis (g)\u00a0» a été convertie dans l’unité attendue (g).",
        )

    def test_a_subtotal_is_not_held_against_the_whole(self, with_plan: Door) -> None:
        rows: Rows = [
            *table([operation("A", armes=1), operation("B", armes=2)]),
            ["Sous-total", None, None, None, None, 1],
        ]
        assert self.notices(with_plan, rows) == ()

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("412 opérations", ("Le titre annonce 412 lignes, 1 ont été lues\u00a0: vérifiez la feuille.",)),
            ("1 opération", ()),
            ("Opérations du 01/10/2026 au 23/11/2026", ()),
        ],
    )
    def test_a_count_in_a_title(self, with_plan: Door, title: str, expected: tuple[str, ...]) -> None:
        assert self.notices(with_plan, [[title], *table([operation()])]) == expected

    def test_large_numbers_are_written_in_full(self, with_plan: Door) -> None:
        records = [operation("A", **{"numéraire (€)": 1_234_567.5}), operation("B", **{"numéraire (€)": 1_000_000})]
        rows: Rows = [*table(records), ["Total", None, None, None, None, 2_000_000]]
        assert self.notices(with_plan, rows) == (
            (
                "Ligne 4\u00a0: le fichier annonce 2\u202f000\u202f000 pour «\u00a0numéraire (€)\u00a0», "
                "les lignes lues font 2\u202f234\u202f567,50. Vérifiez les lignes et le total."
            ),
        )

    def test_a_column_of_an_unknown_unit_is_not_read_and_is_said_so(self, with_plan: Door) -> None:
        rows = table([operation(**{"cannabis (boulettes)": 3, "cocaïne (grammes)": 1})])
        (sheet,) = with_plan.examine({"Opérations": rows}).sheets
        assert (sheet.unmatched, sheet.values["cannabis_g"], sheet.values["cocaine_g"]) == (
            ("cannabis (boulettes)",),
            [None],
            [1.0],
        )

    def test_a_hidden_sheet_is_read_and_said(self, with_plan: Door) -> None:

        content = workbook(operations(operation()) | {"Notes": [["rien", "d'autre"]]}, hidden=["Opérations"])
        parsed = with_plan.examine(content)
        assert [(sheet.rows, sheet.notices) for sheet in parsed.sheets] == [
            (1, ("Cette feuille est masquée\u00a0: elle a été lue comme les autres.",)),
            (0, ("Feuille non reconnue (1\u00a0ligne)\u00a0: elle n’est pas lue.",)),
        ]


class TestTotals:
    def test_a_count_names_the_rows_that_are_not_read(self, with_plan: Door) -> None:
        rows: Rows = [
            ["Bilan", None, None, "4 opérations"],
            [*OPERATIONS_HEADER, "remarque"],
            [*operation("A").values(), None],
            [None] * 5 + ["annulée"],
            [*operation("B").values(), None],
            ["Sous-total", None, None, None, None, None],
            ["Total : 3 opérations"],
            ["Source : main courante"],
        ]
        (sheet,) = with_plan.examine({"Opérations": rows}).sheets
        assert (sheet.rows, sheet.faults) == (2, ())
        unread = (
            (4, "aucune colonne reconnue n’y est remplie"),
            (8, "un seul texte y suit le total\u00a0: elle a été prise pour une note"),
        )
        assert sheet.totals == (ControlTotal(1, "lignes", 4, 2, unread), ControlTotal(7, "lignes", 3, 2, unread))
        assert [total.difference for total in sheet.totals] == [2, 1]
        assert sheet.notices == (
            "Le titre annonce 4 lignes, 2 ont été lues\u00a0: vérifiez la feuille.",
            "La ligne 7 annonce 3 lignes, 2 ont été lues\u00a0: vérifiez la feuille.",
        )

    def test_each_column_of_a_total_row_with_the_rows_that_its_sum_lacks(self, with_plan: Door) -> None:
        records = [
            operation("A", armes=1, **{"cannabis (kg)": 2}),
            operation("B", armes="deux", **{"cannabis (kg)": 1}),
        ]
        rows: Rows = [*table(records), ["Total", None, None, None, None, 3, 3]]
        (sheet,) = with_plan.examine({"Opérations": rows}).sheets
        assert sheet.totals == (
            ControlTotal(4, "armes", 3, 1, ((3, "sa cellule n’est pas un nombre"),)),
            ControlTotal(4, "cannabis (g)", 3000, 3000),
        )

    def test_a_note_that_names_somebody_refuses_the_sheet(self, with_plan: Door) -> None:
        rows: Rows = [*table([operation()]), ["Total"], ["Contact : 06 12 34 56 78"]]
        parsed = with_plan.examine({"Opérations": rows, "Faits": table([{"date": TODAY, "nature": "usage"}])})
        assert triples(parsed) == [("Opérations", "A1", Rule.PERSONAL_DATA)]

    def test_a_row_below_a_total_with_more_than_a_text_is_data(self, with_plan: Door) -> None:
        rows: Rows = [*table([operation("A")]), ["Total"], list(operation("B").values())]
        (sheet,) = with_plan.examine({"Opérations": rows}).sheets
        assert (sheet.values["reference"], sheet.totals) == (["A", "B"], ())


class TestCoverage:
    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Activité du 01/10/2026 au 23/11/2026", (date(2026, 10, 1), date(2026, 11, 23))),
            ("PÉRIODE DU 1/10/26 JUSQU'AU 23/11/26", (date(2026, 10, 1), date(2026, 11, 23))),
            ("du 01/11/2026 au 30/11/2026", (date(2026, 11, 1), TODAY)),
            ("du 31/02/2026 au 23/11/2026", (date(2026, 11, 3), date(2026, 11, 10))),
            ("Opérations", (date(2026, 11, 3), date(2026, 11, 10))),
        ],
    )
    def test_the_stated_period_else_the_days_found(
        self, with_plan: Door, title: str, expected: tuple[date, date]
    ) -> None:
        rows: Rows = [[title], *table([operation("A"), operation("B", date=date(2026, 11, 3))])]
        (sheet,) = with_plan.examine({"Opérations": rows}).sheets
        assert (sheet.first_date, sheet.last_date) == expected

    def test_a_sheet_of_a_plan_covers_no_days(self, door: Door) -> None:
        assert {(sheet.first_date, sheet.last_date) for sheet in door.examine(plan_sheets()).sheets} == {(None, None)}


def test_a_row_with_all_that_is_required_is_no_total_whatever_its_first_word(with_plan: Door) -> None:
    rows = table([{"lieu dit": "Total Access rue X"} | operation("TOTAL 12/2026"), operation("B")])
    parsed = with_plan.examine({"Opérations": rows})
    assert [sheet.values["reference"] for sheet in parsed.sheets] == [["TOTAL 12/2026", "B"]]
