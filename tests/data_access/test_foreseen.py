"""What storing a file would change, said before anything is stored."""

from data_access.foreseen import CellChange, Replacement, preview
from domain.scope import OPERATOR
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import operation, table


def test_replaced_rows_are_shown_old_and_new_cell_by_cell(with_plan: Door) -> None:
    with_plan.deposit({"Opérations": table([operation("A", interpellations=2, armes=1), operation("B")])})
    changed = [operation("A", interpellations=3, secteur="S2"), operation("B"), operation("C")]
    found = preview(with_plan.database, OPERATOR, with_plan.examine({"Opérations": table(changed)}), "00")
    (sheet,) = found.sheets
    assert (sheet.new, sheet.replaced, sheet.unchanged, sheet.refused) == (1, 1, 1, 0)
    # The file has no column of weapons: the stored one is kept, and no change is said of it.
    assert found.replacements == (
        Replacement(
            "Opérations",
            "operations",
            2,
            ("A",),
            (CellChange("sector", "S1", "S2"), CellChange("arrests", 2, 3)),
        ),
    )


def test_nothing_is_replaced_where_nothing_is_stored(with_plan: Door) -> None:
    found = preview(with_plan.database, OPERATOR, with_plan.examine({"Opérations": table([operation("A")])}), "00")
    assert found.replacements == ()
    assert [(sheet.new, sheet.replaced) for sheet in found.sheets] == [(1, 0)]
