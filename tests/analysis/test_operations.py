"""The rhythm of operations: what is not judged is not measured either."""

from datetime import date

from analysis.operations import rhythm
from data_access.database import Database
from domain.scope import OPERATOR
from domain.windows import Window
from tests import truths


def test_under_eight_operations_neither_unpredictability_nor_regularity_is_given(demonstration: Database) -> None:
    early = Window(date(2025, 1, 6), date(2025, 1, 19))  # the demonstration begins on 23 November 2024
    found = rhythm(demonstration, OPERATOR, "00", early, truths.REGULAR_SECTOR)
    assert 2 <= found.cells["operations"].sum() < 8  # always on Tuesdays at 15 h: gaps within one slot there are
    assert (found.unpredictability, found.regularity) == (None, None)
    assert found.sentence.startswith("Moins de 8 opérations")


def test_from_eight_on_both_are_given(demonstration: Database) -> None:
    found = rhythm(demonstration, OPERATOR, "00", Window(date(2026, 11, 9), date(2026, 11, 22)), truths.REGULAR_SECTOR)
    assert found.cells["operations"].sum() >= 8
    assert found.unpredictability == 0
    assert found.regularity is not None
