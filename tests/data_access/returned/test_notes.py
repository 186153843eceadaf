"""What is said where, and what the returned file is called."""

import pytest

from data_access.workbooks.returned.notes import is_light, notes_of, returned_name
from domain.faults import Proposal, Rule
from tests.data_access.returned.files import HEADING, fault


def test_one_comment_a_cell_one_line_a_fault() -> None:
    faults = [fault("B3", "un."), fault("B3", "deux."), fault("B3", "un."), fault("C3", "trois.", sheet="Faits")]
    assert notes_of(faults) == {
        "Opérations": {"B3": f"{HEADING}\nUn.\nDeux."},
        "Faits": {"C3": f"{HEADING}\nTrois."},
    }


def test_a_fault_of_the_whole_sheet_is_said_in_its_first_cell() -> None:
    assert notes_of([fault("", "il manque une colonne.")]) == {
        "Opérations": {"A1": f"{HEADING}\nIl manque une colonne."}
    }


def test_a_proposal_names_another_cell_where_it_is_one() -> None:
    proposals = (Proposal("F3", "43,6"), Proposal("G3", "1,4"))
    (note,) = notes_of([fault("F3", "permutées.", proposals=proposals)])["Opérations"].values()
    assert note == f"{HEADING}\nPermutées. Proposition\u00a0: «\u00a043,6\u00a0», «\u00a01,4\u00a0» en G3."


def test_of_a_sheet_that_holds_persons_only_that_is_said() -> None:
    faults = [
        fault("B3", "«\u00a0Untel\u00a0» est faux."),
        fault("D1", "colonne de personnes.", rule=Rule.PERSONAL_DATA, row=0, proposals=(Proposal("D1", "Untel"),)),
    ]
    assert notes_of(faults) == {"Opérations": {"D1": f"{HEADING}\nColonne de personnes."}}


@pytest.mark.parametrize(
    ("name", "suffix", "expected"),
    [
        ("bac-nord.xlsx", ".xlsx", "bac-nord – à corriger.xlsx"),
        ("bac-nord – à corriger.xlsx", ".xlsx", "bac-nord – à corriger.xlsx"),
        ("S1.v2.CSV", ".xlsx", "S1.v2 – à corriger.xlsx"),
    ],
)
def test_names(name: str, suffix: str, expected: str) -> None:
    assert returned_name(name, suffix) == expected


@pytest.mark.parametrize(
    ("colour", "light"),
    [("FFFFFFFF", True), ("#ffffff", True), ("FF1F3A5F", False), ("000000", False), ("", False), ("auto", False)],
)
def test_light_letters(colour: str, light: bool) -> None:
    assert is_light(colour) is light
