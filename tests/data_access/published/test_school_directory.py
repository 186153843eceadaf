"""The official directory of schools."""

from pathlib import Path

import pytest

from data_access.workbooks.published.school_directory import department_of, has_check_letter, parse
from data_access.workbooks.read import read_file
from domain.faults import Rule
from domain.sheets.published import DIRECTORY
from tests.data_access.published.raws import raw_file, raw_sheet


def test_directory_of_departement_31(published: Path) -> None:
    (parsed,) = parse(read_file(published / "schools" / "annuaire-31.csv", "annuaire.csv"))
    frame = parsed.frame
    assert len(frame) == 1_244
    # médico-social 42, services administratifs 29, sans type 25, information et orientation 6, autres 2, EREA 1
    assert frame["kind"].value_counts().to_dict() == {
        "primary": 875,
        "middle": 142,
        "high": 122,
        "other": 42 + 29 + 25 + 6 + 2 + 1,
    }
    assert frame["priority_education"].value_counts().to_dict() == {"REP+": 43, "REP": 26}
    assert set(frame["department"]) == {"31"}
    assert int(frame["latitude"].isna().sum()) == 13
    assert parsed.faults == ()
    assert not frame.duplicated(list(DIRECTORY.key)).any()
    assert frame.loc[[2]].to_dict("records") == [
        {
            "department": "31",
            "uai": "0311131L",
            "name": "Lycée polyvalent privé Sainte-Thérèse",
            "kind": "high",
            "commune": "Saint-Gaudens",
            "priority_education": None,
            "longitude": 0.7220397950041894,
            "latitude": 43.105090299028824,
        }
    ]


def test_other_headers_and_bad_check_letters() -> None:
    # 0311131 = 23 x 13527 + 10, the eleventh of the 23 letters: L
    sheet = raw_sheet(
        "annuaire",
        ["numero_uai", "appellation_officielle", "nature_uai_libe", "secteur_public_prive_libe", "libelle_commune"],
        ["0311131l", "Lycée A", "LYCEE D ENSEIGNEMENT GENERAL", "Privé", "Muret"],
        ["0311131M", "Collège B", "COLLEGE", "Public", "Muret"],
        ["", "École C", "ECOLE MATERNELLE", "Public", "Muret"],
    )
    (parsed,) = parse(raw_file(sheet))
    assert parsed.frame[["department", "uai", "kind"]].to_numpy().tolist() == [
        ["31", "0311131L", "high"],
        ["31", "0311131M", "middle"],
        [None, None, "primary"],
    ]
    assert [(fault.cell, fault.rule, fault.value) for fault in parsed.faults] == [
        ("A3", Rule.BAD_CHECK_LETTER, "0311131M"),
        ("A4", Rule.REQUIRED, None),
    ]


@pytest.mark.parametrize(
    ("uai", "expected"), [("0311131L", True), ("0311131K", False), ("311131L", False), ("0311131I", False), ("", False)]
)
def test_check_letter(uai: str, expected: bool) -> None:
    assert has_check_letter(uai) is expected


@pytest.mark.parametrize(
    ("commune", "uai", "expected"),
    [
        ("31483", "0311131L", "31"),
        ("01004", "", "01"),
        ("2A004", "6200001G", "2A"),
        ("97411", "", "974"),
        ("", "0010001W", "01"),
        ("", "9740001A", "974"),
        ("", "6200001G", "2A"),
        ("", "7200001X", "2B"),
        ("", "", None),
        ("99100", "", None),
    ],
)
def test_departement(commune: str, uai: str, expected: str | None) -> None:
    assert department_of(commune, uai) == expected
