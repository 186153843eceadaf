"""Cells that hold several codes, however a service parts them."""

import pytest

from data_access import layouts
from data_access.workbooks.codes import codes_in, finder
from data_access.workbooks.instructions import Layout
from data_access.workbooks.known import Known
from domain.scope import OPERATOR
from domain.sheets import Reference
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import operation, operations


@pytest.mark.parametrize(
    "words",
    ["CIE;EMS", "CIE, EMS", "CIE/EMS", "cie + ems", "CIE ET EMS", "Compagnie de Val-Fictif et EMS", "CIE / EMS; CIE"],
)
def test_they_are_read_one_by_one(with_plan: Door, words: str) -> None:
    parsed = with_plan.examine(operations(operation(**{"services associés": words})))
    assert triples(parsed) == []
    assert parsed.sheets[0].values["partner_services"] == ["CIE;EMS"]


def test_a_remembered_word_does_not_take_the_place_of_a_known_code(with_plan: Door) -> None:
    """The lone "CIE" is understood as it stands: in a list, beside a word that is not, it must be so too."""
    words = {("partner_services", "cie"): "EMS", ("partner_services", "brigade"): "BAC"}
    sheet = operations(operation(**{"services associés": "CIE; brigade"}))
    signature = with_plan.examine(sheet).sheets[0].signature
    layouts.remember(with_plan.database, OPERATOR, "00", None, signature, Layout("operations", (), words))
    assert with_plan.examine(sheet).sheets[0].values["partner_services"] == ["CIE;BAC"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("A+/B", ["A+", "B"]),
        ("A+ et B", ["A+", "B"]),
        ("Port et Gare", ["P"]),  # one name, not two
        ("Port et Gare et B", []),  # cut at each "et": no part is half understood
        ("A/B", []),  # "A" is A+ as much as A-
        ("A-/A+", ["A-", "A+"]),
        ("", []),
    ],
)
def test_what_parts_codes_may_stand_in_one(words: str, codes: list[str]) -> None:
    known = Known("00", {Reference.SECTOR: {"A+": "", "A-": "", "B": "", "P": "Port et Gare"}})
    assert codes_in(words, finder(known, Reference.SECTOR)) == codes
