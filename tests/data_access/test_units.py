"""The unit that a header bears, with or without brackets; one that contradicts the column is no match."""

import pytest

from data_access.workbooks.units import factor
from domain.sheets import SHEETS

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
