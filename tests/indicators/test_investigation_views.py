"""Investigations by objective, place, quarter and sector, worked out by hand on a small table."""

from datetime import date

import pytest

from domain.windows import Window
from indicators.investigation_views import district_shares, flow_by_objective, minors_by_sector, money_by_quarter
from indicators.situation import Situation
from tests.indicators.tables import Row, situation

MAY = Window(date(2026, 5, 1), date(2026, 5, 31))


def enquiry(reference: str, opened_on: str, closed_on: str | None = None, **fields: object) -> Row:
    return {"reference": reference, "opened_on": opened_on, "closed_on": closed_on, "service": "BAC", **fields}


def objective(code: str, strand: str, rank: int) -> Row:
    return {"code": code, "strand": strand, "rank": rank, "title": f"Objectif {code}", "lead_service": "BAC"}


OBJECTIVES = [objective("P1", "prevention", 1), objective("R2", "enforcement", 2), objective("R1", "enforcement", 1)]


def enquiries() -> Situation:
    rows = [
        enquiry("A", "2026-01-05", "2026-05-01", objective="R1", sector="S1", gir=True, dismantled=True),
        enquiry("B", "2026-05-01", "2026-05-31", objective="R1", sector="S1", asset_strand=True),
        enquiry("C", "2026-05-31", objective="R1", sector="S2"),
        enquiry("D", "2026-03-01", "2026-06-01", objective="R2", sector="S3", gir=True, asset_strand=True),
        enquiry("E", "2026-02-01", "2026-04-30", objective="R2", sector="S1", gir=True),
        enquiry("F", "2026-05-10", objective="OLD", sector="S2", gir=True),
        enquiry("G", "2026-04-30", asset_strand=True),
        enquiry("H", "2026-06-01"),
    ]
    return situation(investigations=rows, objectives=OBJECTIVES)


def test_the_flow_of_each_objective_in_the_plan_s_order() -> None:
    found = flow_by_objective(enquiries(), MAY)
    counts = ["open_before", "opened", "closed", "open_at_end", "dismantled"]
    lines = {
        row["objective"] or None: tuple(row[name] for name in counts)
        for row in found.fillna({"objective": ""}).to_dict("records")
    }
    assert lines == {
        "R1": (1, 2, 2, 1, 1),  # A was open; B and C came; A and B went; C is left
        "R2": (1, 0, 0, 1, 0),  # D alone: E was closed the day before the window
        "P1": (0, 0, 0, 0, 0),
        "OLD": (0, 1, 0, 1, 0),  # of an objective that the plan no longer holds
        None: (1, 0, 0, 1, 0),  # G; H is opened after the window
    }
    assert list(lines) == ["R1", "R2", "P1", "OLD", None]
    assert found["title"].fillna("?").tolist() == ["Objectif R1", "Objectif R2", "Objectif P1", "?", "?"]


def test_what_was_open_plus_what_came_less_what_went_is_what_is_left() -> None:
    for window in (MAY, Window(date(2026, 5, 31), date(2026, 6, 1)), Window(date(2025, 1, 1), date(2025, 1, 2))):
        found = flow_by_objective(enquiries(), window)
        assert (found["open_before"] + found["opened"] - found["closed"]).equals(found["open_at_end"])


def test_without_any_investigation_the_objectives_stand_with_zeros() -> None:
    found = flow_by_objective(situation(objectives=OBJECTIVES), MAY)
    assert found["objective"].fillna("?").tolist() == ["R1", "R2", "P1", "?"]
    assert found[["open_before", "opened", "closed", "open_at_end", "dismantled"]].to_numpy().sum() == 0


def test_shares_inside_and_outside_the_districts_of_the_protocol() -> None:
    # open on some day of May: A, B (S1, the district), C, F (S2), D (S3), and G of no sector; E and H are not
    found = district_shares(enquiries(), MAY).set_index("place")
    assert found["investigations"].to_dict() == {"inside": 2, "outside": 3, "unplaced": 1, "all": 6}
    assert found["gir"].to_dict() == {"inside": 1, "outside": 2, "unplaced": 0, "all": 3}
    assert found["gir_share"].to_dict() == pytest.approx(
        {"inside": 1 / 2, "outside": 2 / 3, "unplaced": 0, "all": 1 / 2}
    )
    assert found["asset_strand"].to_dict() == {"inside": 1, "outside": 1, "unplaced": 1, "all": 3}
    assert found["asset_share"].to_dict() == pytest.approx(
        {"inside": 1 / 2, "outside": 1 / 3, "unplaced": 1, "all": 1 / 2}
    )


def test_a_share_over_nothing_is_not_zero() -> None:
    found = district_shares(situation(), MAY)
    assert found["investigations"].tolist() == [0] * 4
    assert found["gir_share"].isna().all()


def test_assets_and_tax_by_quarter_of_the_closing() -> None:
    rows = [
        enquiry("A", "2025-08-15", "2025-12-31", assets_eur=1000.0),
        enquiry("B", "2025-09-01", "2026-01-01", assets_eur=200.5, tax_eur=50.0),
        enquiry("C", "2025-09-01", "2026-03-31", tax_eur=25.0),
        enquiry("D", "2025-09-01", "2026-05-31", assets_eur=7.0),
        enquiry("E", "2025-09-01", "2026-06-01", assets_eur=9999.0),  # after the window
        enquiry("F", "2025-09-01", assets_eur=9999.0),  # not closed
    ]
    found = money_by_quarter(situation(investigations=rows), Window(date(2025, 4, 1), date(2026, 5, 31)))
    assert [str(day.date()) for day in found["period"]] == [
        "2025-04-01",
        "2025-07-01",
        "2025-10-01",
        "2026-01-01",
        "2026-04-01",
    ]
    # nothing is known of spring 2025; the first file begins in August; the last quarter is still running
    assert found["assets_eur"].fillna(-1).tolist() == [-1, 0, 1000, 200.5, 7]
    assert found["tax_eur"].fillna(-1).tolist() == [-1, 0, 0, 50 + 25, 0]
    assert found["closed"].fillna(-1).tolist() == [-1, 0, 1, 2, 1]
    assert found["whole"].tolist() == [False, False, True, True, False]


def test_minors_and_their_parents_by_sector() -> None:
    rows = [
        enquiry("A", "2026-01-01", "2026-05-01", sector="S1", suspects=5, minors=2, parents_examined=1)
        | {"parents_prosecuted": 1},
        enquiry("B", "2026-01-01", "2026-05-31", sector="S1", suspects=2, minors=1),  # no parent examined
        enquiry("C", "2026-01-01", "2026-05-10", sector="S2", suspects=3),
        enquiry("D", "2026-01-01", "2026-05-10", minors=4, suspects=4, parents_examined=3),
        enquiry("E", "2026-01-01", "2026-05-10", sector="S3"),  # nobody
        enquiry("F", "2026-01-01", "2026-06-01", sector="S3", suspects=9, minors=9),  # closed later
    ]
    found = minors_by_sector(situation(investigations=rows), MAY)
    assert found.fillna({"sector": "?"}).to_numpy().tolist() == [
        # sector, investigations with a minor, unexamined, suspects, minors, examined, prosecuted
        ["S1", 2, 1, 7, 3, 1, 1],
        ["S2", 0, 0, 3, 0, 0, 0],
        ["?", 1, 0, 4, 4, 3, 0],
    ]
