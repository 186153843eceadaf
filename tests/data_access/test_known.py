"""How a cell finds the code it points at."""

import json
from datetime import date

import pytest

from data_access.queries.known import known_codes
from data_access.workbooks.check import check_sheet
from data_access.workbooks.known import Known
from data_access.workbooks.match import match_sheet
from data_access.workbooks.raw import RawSheet
from domain.scope import OPERATOR
from domain.sheets import Reference
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import SCHOOL_1, SCHOOL_2, TODAY, plan_sheets

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


FIRST, SECOND = ("2026-S1", 1), ("2026-S2", 1)
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)


def test_a_code_goes_while_a_plan_that_holds_it_does() -> None:
    known = Known("00").with_plans(Reference.SECTOR, {SECOND: {"A": "", "C": "New"}, FIRST: {"A": "", "B": "Old"}})
    assert {(code, day): known.is_in_force(Reference.SECTOR, code, day) for code in "ABC" for day in (JUNE, JULY)} == {
        ("A", JUNE): True,
        ("A", JULY): True,
        ("B", JUNE): True,
        ("B", JULY): False,
        ("C", JUNE): False,
        ("C", JULY): True,
    }
    assert [known.is_in_force(Reference.SECTOR, code, None) for code in "ABC"] == [True, False, True]
    assert known.plans_of(Reference.SECTOR, "A") == [FIRST, SECOND]


def test_a_code_that_is_learnt_goes_at_any_date() -> None:
    known = Known("00").with_plans(Reference.SECTOR, {FIRST: {"A": "", "B": ""}, SECOND: {"A": ""}})
    learnt = known.with_names(Reference.SECTOR, {"B": "Bravo", "D": "Delta"})
    assert [learnt.is_in_force(Reference.SECTOR, code, JULY) for code in "ABD"] == [True, True, True]
    assert learnt.names[Reference.SECTOR] == {"A": "", "B": "Bravo", "D": "Delta"}


def test_the_codes_of_each_stored_plan(with_plan: Door) -> None:
    with_plan.deposit(plan_sheets(semester="2027-S1"))
    with with_plan.database.read() as connection:
        known = known_codes(connection, OPERATOR, "00")
    codes = {
        Reference.SECTOR: frozenset({"S1", "S2", "S3"}),
        Reference.SERVICE: frozenset({"BAC", "CIE", "EMS"}),
        Reference.OBJECTIVE: frozenset({"O1"}),
        Reference.SCHOOL: frozenset({SCHOOL_1, SCHOOL_2}),
    }
    assert known.plans == {
        reference: {("2026-S2", 1): found, ("2027-S1", 1): found} for reference, found in codes.items()
    }
    assert known.boundary is None


def test_the_outline_of_the_departement_comes_from_a_layer(with_plan: Door) -> None:
    ring = [[4, 45], [6, 45], [6, 47], [4, 47], [4, 45]]
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, name in (("00", "Val-Fictif"), ("S1", "Les Lilas"))
    ]
    layer = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    with_plan.deposit(layer, "contours.geojson")
    with with_plan.database.read() as connection:
        known = known_codes(connection, OPERATOR, "00")
    assert known.boundary is not None
    assert known.boundary.bounds == (4, 45, 6, 47)


class TestCodesThatFoldAlike:
    """Two sectors, "A+" and "A-", though punctuation is not looked at."""

    KNOWN = Known("00", {Reference.SECTOR: {"A+": "Le Haut", "A-": "Le Bas", "S1": "Les Lilas"}})

    @pytest.mark.parametrize(
        ("written", "code"), [("A+", "A+"), ("A-", "A-"), ("le haut", "A+"), ("s1", "S1"), ("A", None), ("a.", None)]
    )
    def test_a_code_is_found_as_it_is_written_and_else_only_where_one_alone_is_meant(
        self, written: str, code: str | None
    ) -> None:
        raw = RawSheet("Faits", [["date", "nature", "secteur"], ["10/11/2026", "trafic", written]])
        match = match_sheet(raw)
        assert match is not None
        sheet = check_sheet(raw, match, self.KNOWN, TODAY)
        assert sheet.values["sector"] == [code]
        assert [fault.cell for fault in sheet.faults] == ([] if code else ["C2"])
