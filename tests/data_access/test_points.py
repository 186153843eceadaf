"""Points: in the département, near their sector, the right way round."""

from datetime import date

import pytest
from shapely.geometry import box

from data_access.workbooks.check import check_sheet
from data_access.workbooks.known import Known
from data_access.workbooks.match import match_sheet
from data_access.workbooks.parsed import ParsedFile, ParsedSheet
from data_access.workbooks.points import department_area
from data_access.workbooks.raw import Cell, RawSheet
from domain.faults import Proposal, Rule
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import SERVICES, SQUARE_1, TODAY, Rows, facts, plan_sheets


def parsed_facts(parsed: ParsedFile) -> ParsedSheet:
    (sheet,) = [sheet for sheet in parsed.sheets if sheet.recognised == "facts"]
    return sheet


class TestSectors:
    def test_coordinates_have_three_decimals_and_place_a_fact(self, with_plan: Door) -> None:
        parsed = with_plan.examine(
            facts(
                {"longitude": 5.00549, "latitude": "46,00551", "secteur": None},
                {"longitude": 5.015, "latitude": 46.005},
                {"longitude": 5.4, "latitude": 46.005},
                {"longitude": 5.015, "latitude": 46.005, "secteur": "S3"},
            )
        )
        frame = parsed_facts(parsed).frame
        assert triples(parsed) == []
        assert frame[["longitude", "latitude"]].to_numpy().tolist() == [
            [5.005, 46.006],
            [5.015, 46.005],
            [5.4, 46.005],
            [5.015, 46.005],
        ]
        assert frame["sector"].tolist() == ["S1", "S2", None, "S3"]

    def test_a_cell_at_fault_has_no_second_fault(self, with_plan: Door) -> None:
        parsed = with_plan.examine(
            facts(
                {"longitude": "à l'est", "latitude": 46.005, "secteur": "S1"},
                {"longitude": 652_000, "latitude": 46.005, "secteur": "S1"},
                {"longitude": 5.4, "latitude": 46.005, "secteur": "S9"},
            )
        )
        assert triples(parsed) == [
            ("Faits", "C2", Rule.TYPE),
            ("Faits", "C3", Rule.OUT_OF_RANGE),
            ("Faits", "E4", Rule.UNKNOWN_REFERENCE),
        ]

    def test_a_point_far_from_its_sector(self, with_plan: Door) -> None:
        # A thousandth of a degree of latitude is 111.32 m: 0.002 north of S1 is 223 m, 0.003 is 334 m.
        near, far = ({"longitude": 5.005, "latitude": 46.01 + north, "secteur": "S1"} for north in (0.002, 0.003))
        parsed = with_plan.examine(facts(near, far))
        assert triples(parsed) == [("Faits", "E3", Rule.OUTSIDE_OUTLINE)]
        assert "le point est à 334\u00a0m du contour du secteur S1" in parsed.faults[0].message

    def test_where_two_outlines_hold_a_point_the_first_declared_takes_it(self, door: Door) -> None:
        sectors: Rows = [
            ["code", "nom", "type", "zone", "priorité", "contour"],
            *([code, code, "quartier", "PN", 1, SQUARE_1] for code in ("B", "A", "C")),
        ]
        sheets = {**plan_sheets(), "Secteurs": sectors, "Établissements": [], "Services": SERVICES}
        parsed = door.examine(sheets | facts({"longitude": 5.005, "latitude": 46.005}))
        assert parsed_facts(parsed).frame["sector"].tolist() == ["B"]


def checked(longitude: object, latitude: object, known: Known) -> ParsedSheet:
    header: list[Cell] = ["date", "nature", "longitude", "latitude"]
    raw = RawSheet("Faits", [header, [date(2026, 11, 10), "trafic", longitude, latitude]])
    match = match_sheet(raw)
    assert match is not None
    return check_sheet(raw, match, known, TODAY)


# The box of Haute-Garonne goes from 0.4 to 2.05 of longitude, from 42.65 to 43.95 of latitude.
HAUTE_GARONNE = Known("31")


class TestDepartment:
    def test_a_point_inside_is_sound(self) -> None:
        assert checked(1.444, 43.604, HAUTE_GARONNE).faults == ()

    def test_a_point_outside_is_said_to_be(self) -> None:
        (fault,) = checked(5.37, 43.3, HAUTE_GARONNE).faults
        assert (fault.cell, fault.rule, fault.value, fault.proposals) == ("C2", Rule.OUTSIDE_OUTLINE, "5,37", ())
        assert fault.message == (
            "Feuille «\u00a0Faits\u00a0», cellule C2\u00a0: le point est hors du département 31 (Haute-Garonne). "
            "Corrigez les coordonnées."
        )

    def test_the_latitude_is_blamed_where_it_alone_lies_out(self) -> None:
        assert [fault.cell for fault in checked(1.444, 48.85, HAUTE_GARONNE).faults] == ["D2"]

    @pytest.mark.parametrize(
        ("longitude", "latitude", "rule", "proposals"),
        [
            (43.604, 1.444, Rule.OUTSIDE_OUTLINE, (Proposal("C2", "1,444"), Proposal("D2", "43,604"))),
            (1.444, 4360412.0, Rule.OUT_OF_RANGE, (Proposal("D2", "43,60412"),)),
            (1444.0, 43.604, Rule.OUT_OF_RANGE, (Proposal("C2", "1,444"),)),
            (144.0, 43.604, Rule.OUTSIDE_OUTLINE, (Proposal("C2", "1,44"),)),
            (1.444, 4832123.0, Rule.OUT_OF_RANGE, ()),  # 48.32123 is not in the département either
            (1444.5, 43.604, Rule.OUT_OF_RANGE, ()),  # has its comma
        ],
    )
    def test_the_right_way_round_is_proposed(
        self, longitude: float, latitude: float, rule: Rule, proposals: tuple[Proposal, ...]
    ) -> None:
        (fault,) = checked(longitude, latitude, HAUTE_GARONNE).faults
        assert (fault.rule, fault.proposals) == (rule, proposals)

    def test_two_lost_commas_are_two_faults_each_with_its_own_proposal(self) -> None:
        faults = checked(1444.0, 43604.0, HAUTE_GARONNE).faults
        assert [(fault.cell, fault.proposals) for fault in faults] == [
            ("C2", (Proposal("C2", "1,444"),)),
            ("D2", (Proposal("D2", "43,604"),)),
        ]

    def test_degrees_that_do_not_exist_cannot_be_accepted(self) -> None:
        (wrong,) = checked(1.444, 91.0, HAUTE_GARONNE).faults
        (doubtful,) = checked(5.37, 43.3, HAUTE_GARONNE).faults
        assert (wrong.acceptable, doubtful.acceptable) == (False, True)

    def test_a_stored_outline_goes_before_the_box(self) -> None:
        known = Known("31", boundary=box(1, 43, 1.2, 43.5))
        assert [checked(longitude, 43.1, known).faults == () for longitude in (1.1, 1.21, 1.23)] == [True, True, False]

    def test_a_plan_s_outlines_widen_the_box(self) -> None:
        known = HAUTE_GARONNE.with_outlines({"S1": box(5.0, 46.0, 5.01, 46.01)})
        # Half a degree around 5.00-5.01 ends at 5.51.
        assert [checked(longitude, 46.2, known).faults == () for longitude in (5.5, 5.52)] == [True, False]

    def test_where_nothing_says_where_the_departement_lies_no_point_is_outside(self) -> None:
        assert department_area(Known("00")) is None
        assert checked(170.0, -45.0, Known("00")).faults == ()

    def test_a_point_outside_has_no_second_fault_for_its_sector(self, with_plan: Door) -> None:
        parsed = with_plan.examine(facts({"longitude": 6.5, "latitude": 46.005, "secteur": "S1"}))
        assert triples(parsed) == [("Faits", "C2", Rule.OUTSIDE_OUTLINE)]

    def test_a_school_s_point_is_held_against_the_departement_too(self, with_plan: Door) -> None:
        schools: Rows = [
            ["UAI", "nom", "type", "longitude", "latitude"],
            ["0131549N", "Collège des Lilas", "collège", 46.005, 5.005],
        ]
        parsed = with_plan.examine({"Établissements": schools})
        assert [(fault.cell, fault.proposals) for fault in parsed.faults] == [
            ("D2", (Proposal("D2", "5,005"), Proposal("E2", "46,005")))
        ]
