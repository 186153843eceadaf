"""What a plan's codes are worth: to the rest of its file, and on the days when it is in force."""

from datetime import date

import pytest

from data_access.workbooks.check import check_sheet
from data_access.workbooks.known import Known
from data_access.workbooks.match import match_sheet
from data_access.workbooks.raw import Cell, RawSheet
from domain.faults import Rule
from domain.sheets import Reference
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import SECTORS, TODAY, Rows, facts, operation, plan_sheets, table


class TestPlanSheet:
    def test_a_row_of_another_department(self, door: Door) -> None:
        parsed = door.examine(plan_sheets("13"))
        assert triples(parsed) == [("Plan", "A2", Rule.INCONSISTENT)]
        assert "département 13" in parsed.faults[0].message

    def test_a_second_row(self, door: Door) -> None:
        rows: Rows = [["département", "semestre", "version"], ["00", "2026-S2", 1], ["00", "2026-S2", 2]]
        assert triples(door.examine({**plan_sheets(), "Plan": rows})) == [("Plan", "A3", Rule.INCONSISTENT)]

    def test_its_codes_are_known_to_the_rest_of_the_file_whatever_the_order(self, door: Door) -> None:
        sheets = plan_sheets()
        targets = table([{"indicateur": "operations", "secteur": "la gare", "valeur": 2, "par": "semaine"}])
        reverse = {"Opérations": table([operation()]), "Cibles": targets, **dict(reversed(sheets.items()))}
        assert triples(door.examine(reverse)) == []

    def test_an_indicator_that_no_catalogue_holds(self, door: Door) -> None:
        targets = table([{"indicateur": "bonheur", "valeur": 2, "par": "semaine"}])
        parsed = door.examine({**plan_sheets(), "Cibles": targets})
        assert triples(parsed) == [("Cibles", "A2", Rule.UNKNOWN_REFERENCE)]


def sectors_of(*codes: str) -> Rows:
    return [SECTORS[0][:5], *([code, f"Secteur {code}", "quartier", "PN", 1] for code in codes)]


@pytest.fixture
def with_two_plans(door: Door) -> Door:
    """Sectors S1 and OLD in the first semester of 2026, S1 and NEW in the second."""
    for semester, other in (("2026-S1", "OLD"), ("2026-S2", "NEW")):
        sheets = plan_sheets(semester=semester)
        door.deposit({"Plan": sheets["Plan"], "Secteurs": sectors_of("S1", other), "Services": sheets["Services"]})
    return door


class TestInForce:
    @pytest.mark.parametrize(
        ("day", "sector", "is_sound"),
        [
            (date(2026, 3, 12), "S1", True),
            (date(2026, 3, 12), "OLD", True),
            (date(2026, 3, 12), "NEW", False),
            (date(2026, 7, 1), "NEW", True),
            (date(2026, 7, 1), "OLD", False),
            (date(2025, 3, 12), "OLD", True),  # before all plans: the oldest
            (date(2025, 3, 12), "NEW", False),
        ],
    )
    def test_a_sector_goes_while_its_plan_does(
        self, with_two_plans: Door, day: date, sector: str, is_sound: bool
    ) -> None:
        parsed = with_two_plans.examine(facts({"date": day, "secteur": sector}))
        assert triples(parsed) == ([] if is_sound else [("Faits", "C2", Rule.UNKNOWN_REFERENCE)])

    def test_the_sentence_says_which_plan_holds_it(self, with_two_plans: Door) -> None:
        (fault,) = with_two_plans.examine(facts({"date": date(2026, 3, 12), "secteur": "secteur new"})).faults
        assert fault.value == "NEW"
        assert fault.message == (
            "Feuille «\u00a0Faits\u00a0», cellule C2\u00a0: le secteur NEW n’est pas dans le plan en vigueur le "
            "12/03/2026 (2026-S1)\u202f; il est dans 2026-S2. Corrigez le code ou la date, ou ajoutez-le au plan."
        )

    def test_a_date_at_fault_condemns_no_sector(self, with_two_plans: Door) -> None:
        rows = facts({"date": date(2036, 3, 12), "secteur": "OLD"}, {"date": "mardi", "secteur": "OLD"})
        assert triples(with_two_plans.examine(rows)) == [
            ("Faits", "A2", Rule.FUTURE_DATE),
            ("Faits", "A3", Rule.TYPE),
        ]

    def test_a_sheet_without_dates_is_held_against_the_latest_plan(self, with_two_plans: Door) -> None:
        targets = table(
            {"indicateur": "operations", "secteur": sector, "valeur": 1, "par": "mois"} for sector in ("OLD", "NEW")
        )
        parsed = with_two_plans.examine({"Cibles": targets})
        assert triples(parsed) == [("Cibles", "B2", Rule.UNKNOWN_REFERENCE)]
        assert "n’est pas dans le dernier plan (2026-S2)\u202f; il est dans 2026-S1." in parsed.faults[0].message

    def test_a_plan_of_the_same_file_is_in_force(self, with_two_plans: Door) -> None:
        sheets = plan_sheets(semester="2027-S1")
        plan = {"Plan": sheets["Plan"], "Secteurs": sectors_of("OLD", "NEXT")}
        rows = facts({"secteur": "OLD"}, {"secteur": "NEXT"}, {"secteur": "NEW"})
        assert triples(with_two_plans.examine(plan | rows)) == []

    def test_a_new_version_supersedes_the_former(self, with_two_plans: Door) -> None:
        plan = plan_sheets(version=2)["Plan"]
        with_two_plans.deposit({"Plan": plan, "Secteurs": sectors_of("S1")})
        (fault,) = with_two_plans.examine(facts({"secteur": "NEW"})).faults
        assert "(2026-S2 (version 2))\u202f; il est dans 2026-S2." in fault.message

    def test_a_point_is_given_to_a_sector_of_the_plan_in_force(self, door: Door) -> None:
        for semester, code in (("2026-S1", "OLD"), ("2026-S2", "NEW")):
            door.deposit(
                {"Plan": plan_sheets(semester=semester)["Plan"], "Secteurs": [SECTORS[0], [code, *SECTORS[1][1:]]]}
            )
        point: dict[str, object] = {"longitude": 5.005, "latitude": 46.005}
        parsed = door.examine(facts(point | {"date": date(2026, 3, 12)}, point | {"date": date(2026, 7, 1)}))
        assert parsed.sheets[0].values["sector"] == ["OLD", "NEW"]


def test_each_of_several_services_must_be_in_force() -> None:
    plans = {("2026-S1", 1): {"A": "Alpha", "B": "Bravo"}, ("2026-S2", 1): {"A": "Alpha"}}
    known = Known("00", {Reference.SECTOR: {"S1": ""}}).with_plans(Reference.SERVICE, plans)
    header: list[Cell] = ["référence", "date", "secteur", "type", "service pilote", "services associés"]
    raw = RawSheet("Opérations", [header, ["1", date(2026, 7, 1), "S1", "autre", "A", "A;bravo"]])
    match = match_sheet(raw)
    assert match is not None
    (fault,) = check_sheet(raw, match, known, TODAY).faults
    assert (fault.cell, fault.rule, fault.value) == ("F2", Rule.UNKNOWN_REFERENCE, "B")
    assert "le service B n’est pas dans le plan en vigueur" in fault.message
