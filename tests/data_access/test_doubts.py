"""Doubtful values, kept with a reason; and those that no reason makes right."""

from datetime import date

import pytest

from data_access import imports
from data_access.workbooks.instructions import Amendments
from data_access.workbooks.parsed import Amendment
from domain.faults import Rule
from domain.scope import OPERATOR
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import TODAY, facts, operation, operations, table


def accepting(*cells: str, sheet: str = "Opérations") -> Amendments:
    return Amendments(accepted={(sheet, cell): "vérifié" for cell in cells})


@pytest.mark.parametrize(
    ("changed", "rule", "acceptable"),
    [
        ({"interpellations": 4000}, Rule.OUT_OF_RANGE, True),
        ({"interpellations": -1}, Rule.OUT_OF_RANGE, False),
        ({"date": date(2026, 11, 25)}, Rule.FUTURE_DATE, True),
        ({"date": date(1926, 11, 10)}, Rule.OUT_OF_RANGE, False),
        ({"secteur": "S9"}, Rule.UNKNOWN_REFERENCE, False),
    ],
)
def test_what_may_be_accepted(with_plan: Door, changed: dict[str, object], rule: Rule, acceptable: bool) -> None:
    content = operations(operation() | changed)
    (fault,) = with_plan.examine(content).faults
    assert (fault.rule, fault.acceptable) == (rule, acceptable)
    kept = with_plan.examine(content, amendments=accepting(fault.cell)).faults
    assert kept == (() if acceptable else (fault,))


def test_an_accepted_value_is_kept_and_its_reason_is_told(with_plan: Door) -> None:
    content = operations(operation("A", interpellations=4000), operation("B", interpellations=5000))
    parsed = with_plan.examine(content, amendments=accepting("F2"))
    assert triples(parsed) == [("Opérations", "F3", Rule.OUT_OF_RANGE)]
    (sheet,) = parsed.sheets
    assert (sheet.values["arrests"], sheet.sound) == ([4000, 5000], 1)
    assert sheet.amendments == (Amendment("Opérations", "F2", "arrests", Rule.OUT_OF_RANGE, "4000", "vérifié"),)


def test_a_doubt_is_not_accepted_for_no_reason(with_plan: Door) -> None:
    content = operations(operation("A", interpellations=4000))
    amendments = Amendments(accepted={("Opérations", "F2"): " "})
    assert triples(with_plan.examine(content, amendments=amendments)) == [("Opérations", "F2", Rule.OUT_OF_RANGE)]


def test_a_reason_that_names_somebody_is_not_stored(with_plan: Door) -> None:
    content = operations(operation("A", interpellations=4000))
    amendments = Amendments(accepted={("Opérations", "F2"): "vu avec lui au 06 12 34 56 78"})
    parsed = with_plan.examine(content, amendments=amendments)
    with pytest.raises(imports.ImportRefused, match=r"F2.*numéro de téléphone"):
        imports.store(with_plan.database, OPERATOR, parsed, "00", None, "essai")


def test_an_accepted_future_date_does_not_lengthen_the_coverage(with_plan: Door) -> None:
    content = operations(operation("A"), operation("B", date=date(2026, 11, 30)))
    (sheet,) = with_plan.examine(content, amendments=accepting("B3")).sheets
    assert (sheet.faults, sheet.first_date, sheet.last_date) == ((), date(2026, 11, 10), date(2026, 11, 10))
    assert sheet.values["date"] == [date(2026, 11, 10), date(2026, 11, 30)]


def test_an_accepted_point_outside_the_departement_stays_where_it_is(with_plan: Door) -> None:
    content = facts({"longitude": 6.5, "latitude": 46.005, "secteur": "S1"})
    (sheet,) = with_plan.examine(content, amendments=accepting("C2", sheet="Faits")).sheets
    assert (sheet.faults, sheet.values["longitude"], sheet.values["sector"]) == ((), [6.5], ["S1"])


def test_an_accepted_value_is_held_against_its_row(with_plan: Door) -> None:
    record = {"référence": "E-1", "ouverte le": TODAY, "service": "BAC", "mis en cause": 10, "dont mineurs": 600}
    content = {"Enquêtes": table([record])}
    assert triples(with_plan.examine(content)) == [("Enquêtes", "E2", Rule.OUT_OF_RANGE)]
    parsed = with_plan.examine(content, amendments=accepting("E2", sheet="Enquêtes"))
    assert triples(parsed) == [("Enquêtes", "E2", Rule.INCONSISTENT)]
