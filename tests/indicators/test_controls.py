import math

import pandas as pd
import pytest
from shapely.geometry import box

from indicators.controls import Reason, Roles, alike, neighbours, propose
from tests.indicators.tables import SECTORS, situation

LATITUDE = 46.0
DEGREE = 111_320 * math.cos(math.radians(LATITUDE))  # metres a degree of longitude


def sectors(**rows: tuple[str, str, int, int, int, int]) -> pd.DataFrame:
    """Code: (force, kind, facts before, after, operations before, after); the facts before fall evenly."""
    columns = ["force_area", "kind", "before", "after", "operations_before", "operations_after"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return table.assign(early=table["before"] // 2, late=table["before"] - table["before"] // 2, stood=True)


def test_neighbours_touch_or_lie_within_three_hundred_metres() -> None:
    def square(west_metres: float) -> str:
        west = west_metres / DEGREE
        return str(box(west, LATITUDE - 0.005, west + 0.01, LATITUDE + 0.005).wkt)

    width = 0.01 * DEGREE
    plan = [
        {**row, "outline": outline}
        for row, outline in zip(SECTORS, (square(0), square(width), square(2 * width + 290)), strict=True)
    ]
    assert neighbours(situation(sectors=plan), "S1") == ("S2",)
    assert neighbours(situation(sectors=plan), "S2") == ("S1", "S3")
    far = [*plan[:2], {**plan[2], "outline": square(2 * width + 310)}]
    assert neighbours(situation(sectors=far), "S2") == ("S1",)


def test_without_outline_there_are_no_neighbours() -> None:
    assert neighbours(situation(), "S1") == ()


@pytest.mark.parametrize(("one", "other", "same"), [(10, 20, True), (10, 21, False), (20, 10, True), (0, 0, True)])
def test_counts_are_of_one_level_up_to_twice_the_other(one: int, other: int, same: bool) -> None:
    assert alike(one, other) is same


def test_controls_are_the_most_alike_until_their_level_is_reached() -> None:
    table = sectors(
        T=("PN", "housing", 60, 40, 1, 10),
        GN=("GN", "housing", 60, 60, 0, 0),
        QUARTER=("PN", "quarter", 30, 30, 0, 0),
        SAME=("PN", "housing", 20, 20, 2, 2),
        SAME_FEWER=("PN", "housing", 25, 25, 1, 1),
        SAME_BIG=("PN", "housing", 200, 200, 0, 0),
    )
    found = propose(table, "T", [])
    # Same force and kind, fewest operations first: SAME_BIG (200) would go past 60 by more than it lacks;
    # SAME_FEWER 25, then SAME 45; QUARTER would make 75, as far as 45 is: not nearer; nor would GN.
    assert found.roles == Roles(controls=("SAME", "SAME_FEWER"))
    assert found.reasons == {"GN": Reason.LEVEL, "QUARTER": Reason.LEVEL, "SAME_BIG": Reason.LEVEL}


def test_sectors_with_operations_of_their_own_are_left_out() -> None:
    table = sectors(
        T=("PN", "housing", 40, 40, 0, 10),
        HALF=("PN", "housing", 20, 20, 9, 5),
        MORE=("PN", "housing", 40, 40, 0, 6),
    )
    found = propose(table, "T", [])
    assert found.roles.controls == ("HALF",)
    assert found.reasons == {"MORE": Reason.BUSY}


def test_a_sector_that_no_plan_named_on_some_day_is_left_out() -> None:
    table = sectors(
        T=("PN", "housing", 40, 40, 0, 9),
        NEW_NEAR=("PN", "quarter", 20, 30, 0, 0),
        NEW=("PN", "housing", 40, 40, 0, 0),
        OLD=("PN", "quarter", 40, 40, 0, 0),
    )
    table.loc[["NEW", "NEW_NEAR"], "stood"] = False
    found = propose(table, "T", ["NEW_NEAR"])
    assert found.roles == Roles(("OLD",), (), ())
    assert found.reasons == {"NEW": Reason.NEW}


def test_a_sector_on_another_course_before_is_left_out() -> None:
    table = sectors(
        T=("PN", "housing", 40, 40, 0, 9), A=("PN", "housing", 40, 40, 0, 0), B=("PN", "quarter", 40, 40, 0, 0)
    )
    table.loc["A", ["early", "late"]] = [8, 32]  # against 20 and 20: Fisher's p = 0.009
    found = propose(table, "T", [])
    assert found.roles.controls == ("B",)
    assert found.reasons == {"A": Reason.OTHER_TREND}


def test_a_sector_that_moves_unlike_all_the_others_is_left_out_and_does_not_hide_the_next() -> None:
    steady = {f"Q{rank}": ("PN", "quarter", 40, 40, 0, 0) for rank in range(4)}
    table = sectors(
        T=("PN", "quarter", 40, 5, 0, 9),
        SOARS=("PN", "quarter", 40, 400, 0, 0),
        FALLS=("PN", "quarter", 40, 10, 0, 0),
        **steady,
    )
    found = propose(table, "T", [])
    assert found.roles.controls == ("Q0",)
    assert {code for code, reason in found.reasons.items() if reason is Reason.OWN_STORY} == {"SOARS", "FALLS"}


def test_neighbours_have_controls_of_their_own_among_those_that_remain() -> None:
    table = sectors(
        T=("PN", "housing", 40, 40, 0, 9),
        NEAR=("PN", "quarter", 30, 30, 0, 9),
        A=("PN", "housing", 41, 41, 0, 0),
        B=("PN", "quarter", 29, 29, 0, 0),
        C=("GN", "quarter", 29, 29, 0, 0),
    )
    found = propose(table, "T", ["NEAR"])
    assert found.roles == Roles(("A",), ("NEAR",), ("B",))
    chosen = propose(table, "T", ["NEAR"], controls=["B"])
    # A is of the neighbours' force, C of another: A comes first, although C's level is closer; with both, 70 against 30
    assert chosen.roles == Roles(("B",), ("NEAR",), ("A",))
    without = propose(table, "T", ["NEAR"], buffer=[])
    assert without.roles == Roles(("A",), (), ())


def test_nobody_else_no_proposal() -> None:
    assert propose(sectors(T=("PN", "housing", 40, 40, 0, 9)), "T", []).roles == Roles()


def test_a_sector_cannot_stand_in_two_roles() -> None:
    assert Roles(("A", "B"), ("B",), ("A", "C")).overlap == ("A", "B")
