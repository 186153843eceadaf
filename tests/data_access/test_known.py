"""How a cell finds the code it points at."""

import pytest

from data_access.workbooks.known import Known
from domain.sheets import Reference

SECTORS = {"01": "Les Lilas", "010": "La Gare", "S1": "Le Bourg", "S2": "Le Port (nord)", "S3": "Le Port (sud)"}


@pytest.mark.parametrize(
    ("folded", "code"),
    [
        ("01", "01"),
        ("1", "01"),  # a number cell has lost the zero
        ("10", "010"),
        ("s1", "S1"),
        ("les lilas", "01"),
        ("le port nord", "S2"),
        ("le port", None),  # two sectors bear it once their brackets are gone
        ("9", None),
    ],
)
def test_a_code_is_found_by_itself_or_by_its_name(folded: str, code: str | None) -> None:
    assert Known("00", {Reference.SECTOR: SECTORS}).resolver(Reference.SECTOR).get(folded) == code


def test_a_code_without_zeros_goes_before_one_that_lost_them() -> None:
    resolver = Known("00", {Reference.SECTOR: {"01": "", "1": ""}}).resolver(Reference.SECTOR)
    assert (resolver["1"], resolver["01"]) == ("1", "01")
