"""A file is kept only where nothing of it that is not read seems to hold a person."""

import pytest

from data_access.originals import original
from domain.scope import OPERATOR
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import Rows, operation, table

HEADER, *LINES = table([operation("A"), operation("B")])


def with_column(*cells: object) -> Rows:
    """The operations with one more column, which no field takes."""
    return [[*line, cell] for line, cell in zip([HEADER, *LINES], cells, strict=True)]


@pytest.mark.parametrize(
    ("sheets", "kept"),
    [
        pytest.param({"Opérations": with_column("météo", "pluie", "neige")}, True, id="weather"),
        pytest.param(
            {"Opérations": with_column("météo", "pluie", "rappeler au 06 12 34 56 78")}, False, id="telephone"
        ),
        pytest.param({"Opérations": with_column("divers", 612345678, "")}, False, id="telephone as a number"),
        pytest.param({"Opérations": [["État du 24/11/2026"], HEADER, *LINES]}, True, id="title"),
        pytest.param({"Opérations": [["Écrire à a.b@exemple.fr"], HEADER, *LINES]}, False, id="title with an address"),
        pytest.param({"Opérations": [HEADER, *LINES], "Notes": [["rien", "à dire"]]}, True, id="notes"),
        pytest.param(
            {"Opérations": [HEADER, *LINES], "Notes": [["prénom", "âge"], ["Jeanne", 30]]}, False, id="list of persons"
        ),
        pytest.param({"Opérations": [HEADER, *LINES], "Notes": [["véhicule AB-123-CD"]]}, False, id="plate"),
    ],
)
def test_a_file_is_kept_unless_what_is_not_read_names_somebody(
    with_plan: Door, sheets: dict[str, Rows], kept: bool
) -> None:
    receipt = with_plan.deposit(sheets)
    assert receipt.kept is kept
    found = original(with_plan.database, OPERATOR, "00", receipt.deposit_id)
    assert (found is not None) is kept


def test_a_file_of_which_a_sheet_is_refused_for_persons_is_not_kept(with_plan: Door) -> None:
    sheets: dict[str, Rows] = {
        "Opérations": table([operation("A", prénom="Jeanne")]),
        "Faits": [["date", "nature"], ["10/11/2026", "usage"]],
    }
    assert with_plan.deposit(sheets, sound_only=True).kept is False
