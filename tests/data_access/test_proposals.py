"""What is proposed in place of a wrong cell, and that it mends the row."""

from datetime import date

import pytest

from data_access.workbooks.instructions import Amendments
from domain.faults import Proposal, Rule
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import SCHOOL_1, TODAY, Rows, operation, operations, plan_sheets, table


@pytest.mark.parametrize(
    ("changed", "cell", "proposed"),
    [
        ({"type": "coup de poin"}, "D2", "coup de poing"),
        ({"type": "ronde"}, "D2", None),
        ({"secteur": "Les Lila"}, "C2", "S1"),
        ({"service pilote": "Brigade anti criminalite nord"}, "E2", "BAC"),
        ({"services associés": "EMS; Compagnie de Val Fictiff"}, "F2", "EMS; CIE"),
        ({"services associés": "EMS; XYZ"}, "F2", None),
        ({"services associés": "CIE/EMS; Brigade anti criminalite nord"}, "F2", "CIE; EMS; BAC"),
        ({"services associés": "CIE EMS"}, "F2", None),
        ({"services associés": "CIE/XYZ"}, "F2", None),
        ({"services associés": "Compagnie de Val-Fictif et autres"}, "F2", None),
        ({"date": date(2026, 12, 11)}, "B2", "12/11/2026"),
        ({"date": date(2027, 12, 11)}, "B2", None),
        ({"date": date(2026, 11, 25)}, "B2", None),
        ({"date": "11/13/2026"}, "B2", "13/11/2026"),
        ({"date": "13/13/2026"}, "B2", None),
        ({"effectifs": "1.000"}, "F2", "1000"),
        ({"effectifs": "1,000"}, "F2", "1000"),
    ],
)
def test_a_cell(with_plan: Door, changed: dict[str, object], cell: str, proposed: str | None) -> None:
    (fault,) = with_plan.examine(operations(operation() | changed)).faults
    assert (fault.cell, fault.proposals) == (cell, () if proposed is None else (Proposal(cell, proposed),))


def test_what_is_proposed_mends_the_cell(with_plan: Door) -> None:
    content = operations(operation(type="coup de poin", secteur="Les Lila", date=date(2026, 12, 11)))
    parsed = with_plan.examine(content)
    proposed = {(fault.sheet, one.cell): one.value for fault in parsed.faults for one in fault.proposals}
    assert len(proposed) == 3
    assert triples(with_plan.examine(content, amendments=Amendments(corrections=proposed))) == []


def test_the_right_letter_of_a_uai(door: Door) -> None:
    schools: Rows = [["UAI", "nom", "type"], ["0131549X", "Collège", "collège"]]
    (fault,) = door.examine({**plan_sheets(), "Établissements": schools}).faults
    assert fault.proposals == (Proposal("A2", "0131549N"),)


def test_the_letter_of_a_uai_that_the_plan_holds(with_plan: Door) -> None:
    sound = {"date": TODAY, "heure début": "8h", "service": "BAC"}
    parsed = with_plan.examine({"Présences": table([{"UAI": "0131549X"} | sound, {"UAI": "0131551X"} | sound])})
    assert [(fault.rule, fault.proposals) for fault in parsed.faults] == [
        (Rule.BAD_CHECK_LETTER, (Proposal("A2", SCHOOL_1),)),
        (Rule.BAD_CHECK_LETTER, ()),
    ]
