"""The unit that a header bears, with or without brackets; one that contradicts the column is no match."""

import pytest

from data_access.workbooks.units import factor
from domain.sheets import SHEETS
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import operation, operations

CANNABIS, CASH, ARRESTS = (SHEETS["operations"].column(name) for name in ("cannabis_g", "cash_eur", "arrests"))


@pytest.mark.parametrize(
    "header", ["cannabis (kg)", "cannabis kg", "Cannabis KG", "Poids cannabis kg", "cannabis/kg", "kg cannabis"]
)
def test_kilograms_are_a_thousand_grams(header: str) -> None:
    assert factor(CANNABIS, [header]) == 1000


@pytest.mark.parametrize("header", ["numéraire k€", "numéraire (k€)"])
def test_thousands_of_euros(header: str) -> None:
    assert factor(CASH, [header]) == 1000


@pytest.mark.parametrize("header", ["cannabis", "cannabis (g)", "cannabis (total)", "cannabis (facultatif)"])
def test_grams_and_words_that_are_no_unit(header: str) -> None:
    assert factor(CANNABIS, [header]) == 1


@pytest.mark.parametrize("header", ["cannabis (nb pieds)", "cannabis (nb)", "cannabis (%)", "cannabis (€)"])
def test_what_is_not_counted_in_grams_is_not_cannabis_in_grams(header: str) -> None:
    assert factor(CANNABIS, [header]) is None


def test_grams_are_no_euros_and_a_count_has_no_unit_to_contradict() -> None:
    assert (factor(CASH, ["numéraire (g)"]), factor(ARRESTS, ["interpellations (nb)"])) == (None, 1)


@pytest.mark.parametrize("words", ["doses", "boulettes", "pieds", "F CFP", "sachets", "€", "nb", "."])
def test_a_header_with_what_may_be_another_unit_is_not_matched(with_plan: Door, words: str) -> None:
    header = f"cannabis ({words})"
    (sheet,) = with_plan.examine(operations(operation(**{header: 5}))).sheets
    assert (header in sheet.unmatched, "cannabis_g" in sheet.columns) == ((words != "."), (words == "."))


@pytest.mark.parametrize("words", ["facultatif", "total", "2026", "S2 2026", "si connu", "novembre", "en g", "g"])
def test_a_header_with_a_remark_is_matched_in_its_own_unit(with_plan: Door, words: str) -> None:
    (sheet,) = with_plan.examine(operations(operation(**{f"cannabis ({words})": 5}))).sheets
    assert (sheet.values["cannabis_g"], sheet.notices) == ([5.0], ())


def test_a_column_that_counts_something_else_is_no_twin(with_plan: Door) -> None:
    (sheet,) = with_plan.examine(operations(operation(**{"cannabis (g)": 5, "cannabis (pieds)": 7}))).sheets
    assert (sheet.unmatched, sheet.notices) == (("cannabis (pieds)",), ())
