"""The agenda of a meeting on the small département, and what each of its points shows."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from analysis.agenda import _OF_A_MATTER, _OF_ONE_SECTOR, FIGURES_A_POINT, Shown, proposed_agenda, shown
from analysis.meetings import agenda, next_meeting_day, not_on_agenda, schedule
from analysis.rules import MatterKind
from data_access import meetings as writing
from data_access.database import Database
from data_access.meetings import DecisionRecord, record_meetings
from domain.catalogue import CATALOGUE, By
from domain.meetings import Origin, Point
from domain.scope import OPERATOR, ScopeError
from tests.data_access.workbook_builder import SCHOOL_1
from tests.meetings import ELSEWHERE, HELD_ON, WINDOW, added, points_of, prepared, said
from tests.reports.conftest import ACTIONS, DEPARTMENT, LATE, PLAN, deposit, november

NBSP, THIN = "\u00a0", "\u202f"
LIGHT = DecisionRecord(date(2026, 10, 22), "Éclairer le parvis", "BAC", november(5))
HOLD = DecisionRecord(november(10), "Tenir les abords", "BAC", november(22), None, "S1", None, "operations", 2.0)
SHUT = DecisionRecord(november(10), "Fermer le hall", "CIE", november(30), None, "S2")
GUARD = DecisionRecord(november(9), "Garder les collèges", "BAC", None, None, None, None, "presences", 6.0)
FORCES = DecisionRecord(november(3), "Demander des renforts", "BAC", None, None, "S1", None, "mobile_units_asked", 2.0)
DONE = DecisionRecord(november(3), "Fermée", "BAC", november(5), november(4), "S1")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('agenda') / 'vigie.db'}")
    opened.migrate()
    for sheets in (PLAN, ACTIONS, LATE):
        deposit(opened, sheets, "fichier.xlsx")
    record_meetings(opened, OPERATOR, DEPARTMENT, [], [LIGHT, HOLD, SHUT, GUARD, FORCES, DONE])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def proposed(database: Database) -> list[Point]:
    return proposed_agenda(database, OPERATOR, DEPARTMENT, WINDOW, HELD_ON)


def test_the_agenda_follows_a_decider_with_the_decisions_in_their_place(proposed: list[Point]) -> None:
    """Two decisions are late on the day of the meeting; the matter that counts them stands before the others."""
    assert [
        (point.origin, point.title if point.origin is Origin.DECISION else point.subject) for point in proposed
    ] == [
        (Origin.DECISION, "Éclairer le parvis"),
        (Origin.DECISION, "Tenir les abords"),
        (Origin.MATTER, "no_action"),
        (Origin.MATTER, "not_sent"),
        (Origin.MATTER, "files_late"),
        (Origin.DECISION, "Fermer le hall"),
        (Origin.DECISION, "Garder les collèges"),
        (Origin.DECISION, "Demander des renforts"),
    ]


def test_a_decision_of_the_agenda_says_how_it_stands(proposed: list[Point]) -> None:
    by_title = {point.title: point for point in proposed}
    assert by_title["Éclairer le parvis"].detail == (
        f"décidée le 22/10{THIN}; BAC de nuit, échéance du 05/11/2026, en retard de 18{NBSP}jours."
    )
    # Two operations in S1 from the 10th to the 22nd, but CIE's files stop in October; a day late on the 23rd.
    assert by_title["Tenir les abords"].detail == (
        f"décidée le 10/11, 2 opérations demandées, 2 faites (fichiers incomplets){THIN}; BAC de nuit, échéance du "
        f"22/11/2026, en retard de 1{NBSP}jour."
    )
    assert by_title["Garder les collèges"].detail == (
        # Five presences from the 9th to the 22nd; BAC's files stop on the 19th.
        f"décidée le 09/11, 6 présences demandées, 5 faites (fichiers incomplets){THIN}; BAC de nuit, sans échéance."
    )
    assert (by_title["Fermer le hall"].page, by_title["Fermer le hall"].sector) == ("points-chauds", "S2")
    assert (by_title["Garder les collèges"].page, by_title["Garder les collèges"].sector) == ("plan", None)


def test_a_matter_leads_where_a_decider_does(proposed: list[Point]) -> None:
    (idle,) = (point for point in proposed if point.subject == "no_action")
    assert (idle.title, idle.page, idle.sector) == (f"1{NBSP}secteur sans aucune action", "points-chauds", "S3")


def test_where_no_matter_counts_them_late_decisions_stand_with_the_open_ones(database: Database) -> None:
    """The window ends on 5 November, when nothing is late yet; the meeting is on the 6th."""
    window = replace(WINDOW, start=date(2026, 10, 23), end=november(5))
    found = proposed_agenda(database, OPERATOR, DEPARTMENT, window, november(6))
    decisions = [point.title for point in found if point.origin is Origin.DECISION]
    assert decisions == ["Éclairer le parvis", "Demander des renforts"]
    assert [point.origin for point in found[-2:]] == [Origin.DECISION] * 2


def of(database: Database, point: Point) -> Shown:
    return shown(database, OPERATOR, DEPARTMENT, WINDOW, point, HELD_ON)


def values_of(found: Shown) -> dict[str, float | None]:
    return {figure.indicator.code: figure.value for figure in found.figures}


def course_of(found: Shown) -> list[float]:
    """The last two windows of the figure that is drawn."""
    assert len(found.trail) == 12
    assert (found.trail["start"].iloc[-1], found.trail["end"].iloc[-1]) == (WINDOW.start, WINDOW.end)
    return [float(value) for value in found.trail["value"].iloc[-2:]]


@pytest.mark.parametrize("kind", MatterKind)
def test_each_matter_has_three_figures_that_the_catalogue_has_at_its_level(kind: MatterKind) -> None:
    level = By.SECTOR if kind in _OF_ONE_SECTOR else By.DEPARTMENT
    codes = _OF_A_MATTER[kind]
    assert len(set(codes)) == FIGURES_A_POINT
    assert [code for code in codes if code not in CATALOGUE or level not in CATALOGUE[code].levels] == []


@pytest.mark.parametrize("kind", MatterKind)
def test_each_matter_shows_its_figures_and_the_course_of_the_first(database: Database, kind: MatterKind) -> None:
    sector = "S1" if kind in _OF_ONE_SECTOR else None
    found = of(database, Point(Origin.MATTER, "Sujet", "", "synthese", subject=kind.value, sector=sector))
    assert tuple(values_of(found)) == _OF_A_MATTER[kind]
    first = found.figures[0]
    assert course_of(found)[-1] == first.value or (first.value is None and math.isnan(course_of(found)[-1]))
    assert found.place == ("Les Lilas" if sector else "Haute-Garonne")


def test_the_figures_of_a_sector_in_rise(database: Database) -> None:
    """S1: 3 drug facts after 5, 2 operations, the last one on the 18th."""
    kind = MatterKind.DEGRADES_WITHOUT_OPERATION
    found = of(database, Point(Origin.MATTER, "Sujet", "", "points-chauds", subject=kind.value, sector="S1"))
    assert values_of(found) == {"facts_drugs": 3, "operations": 2, "days_since_operation": 4}
    assert course_of(found) == [5, 3]
    assert (found.link.page, dict(found.link.parameters)) == ("points-chauds", {"secteur": "S1"})


def test_a_matter_that_leads_to_the_first_of_several_sectors_shows_the_departement(database: Database) -> None:
    """5 presences, 2 operations, and S3 alone without anything."""
    found = of(database, Point(Origin.MATTER, "Sujet", "", "points-chauds", subject="no_action", sector="S3"))
    assert values_of(found) == {"sectors_without_action": 1, "operations": 2, "presences": 5}
    assert found.place == "Haute-Garonne"
    assert dict(found.link.parameters) == {"secteur": "S3"}


def test_a_decision_shows_first_what_it_aims_at(database: Database, proposed: list[Point]) -> None:
    by_title = {point.title: point for point in proposed}
    hold = of(database, by_title["Tenir les abords"])
    assert tuple(values_of(hold).items()) == (("operations", 2), ("facts_drugs", 3), ("days_since_operation", 4))
    assert course_of(hold) == [0, 2]
    assert hold.place == "Les Lilas"
    assert hold.last["text"].tolist() == ["Tenir les abords"]
    guard = of(database, by_title["Garder les collèges"])
    assert tuple(values_of(guard).items()) == (("presences", 5), ("facts_drugs", 4), ("operations", 2))
    assert guard.place == "Haute-Garonne"


def test_a_decision_that_aims_at_what_its_place_does_not_have_shows_the_place(
    database: Database, proposed: list[Point]
) -> None:
    """Mobile units are asked for by the département, not by a sector."""
    (forces,) = (point for point in proposed if point.title == "Demander des renforts")
    assert tuple(values_of(of(database, forces))) == ("facts_drugs", "operations", "days_since_operation")


def test_a_decision_without_target_shows_the_place(database: Database, proposed: list[Point]) -> None:
    """S2: one fact of use, no operation since OP-1 on 28 October, 25 days before the 22nd."""
    (shut,) = (point for point in proposed if point.title == "Fermer le hall")
    assert values_of(of(database, shut)) == {"facts_drugs": 1, "operations": 0, "days_since_operation": 25}


def test_a_point_on_a_sector_shows_what_was_decided_there_the_newest_first(database: Database) -> None:
    found = of(database, added("Les Lilas", sector="S1"))
    assert found.last["text"].tolist() == ["Tenir les abords", "Demander des renforts", "Fermée"]


def test_a_point_on_a_school(database: Database) -> None:
    """Its target is 2: reached in the first week (the 9th and 10th), not in the second (the 17th alone)."""
    found = of(database, replace(added("Collège"), school=SCHOOL_1))
    assert values_of(found) == {"school_coverage": 0.5, "presences": 3, "presences_joint": 0}
    assert found.place == "Collège des Lilas"
    assert dict(found.link.parameters) == {"uai": SCHOOL_1}
    assert found.last.empty


def test_a_point_on_nothing_shows_the_departement(database: Database) -> None:
    """One school of the national list, covered one week of two."""
    found = of(database, added("Divers"))
    assert values_of(found) == {"facts_drugs": 4, "operations": 2, "school_coverage_national": 0.5}
    assert course_of(found) == [6, 4]
    assert found.last.empty


@pytest.mark.parametrize(
    "point",
    [
        added("Ancien secteur", sector="S9"),
        Point(Origin.MATTER, "Sujet", "", "points-chauds", subject="degrades_without_operation", sector="S9"),
        replace(added("Ancien collège"), school="0319999Z"),
    ],
)
def test_a_point_whose_place_left_the_plan_shows_the_departement(database: Database, point: Point) -> None:
    found = of(database, point)
    assert values_of(found) == {"facts_drugs": 4, "operations": 2, "school_coverage_national": 0.5}
    assert found.place == "Haute-Garonne"


def test_what_is_proposed_and_not_on_the_agenda(database: Database, proposed: list[Point]) -> None:
    """Points are known by what they are about: their figures may have changed since."""
    kept = [replace(point, title="Autrement dit", detail="hier") for point in proposed if point.subject != "not_sent"]
    meeting = writing.prepare(database, OPERATOR, DEPARTMENT, HELD_ON, WINDOW, [], kept)
    known = agenda(database, OPERATOR, meeting)
    assert [point.subject for point in not_on_agenda(known, proposed)] == ["not_sent"]
    moved = replace(proposed[2], sector="S2")
    assert not_on_agenda(known, [moved]) == [moved]
    writing.drop_meeting(database, OPERATOR, meeting)


def test_what_an_agenda_says_now_is_in_its_order(database: Database) -> None:
    meeting = prepared(database, "A", "B", department="2A")
    a, b = (one.id for one in points_of(database, meeting))
    said(database, b, "De B")
    said(database, a, "Seconde de A", line=1)
    said(database, a, "De A, d’abord")
    said(database, a, "De A")
    known = agenda(database, OPERATOR, meeting)
    assert [version.written.text for version in known.written] == ["De A", "Seconde de A", "De B"]
    first = known.lines(a)[0]
    assert [version.written.text for version in first] == ["De A, d’abord", "De A"]
    assert known.lines(b).keys() == {0}


def test_the_next_meeting_is_a_fortnight_after_the_last_one_held(database: Database) -> None:
    assert next_meeting_day([], november(20)) == november(20)
    record_meetings(database, OPERATOR, "2B", [november(2), november(9)], [])
    prepared(database, department="2B", held_on=november(30))
    known = schedule(database, OPERATOR, "2B")
    assert [one.held_on for one in known] == [november(30), november(9), november(2)]
    assert next_meeting_day(known, november(20)) == november(23)
    assert next_meeting_day(known, november(25)) == november(25)


def test_another_departements_account_has_no_agenda(database: Database) -> None:
    with pytest.raises(ScopeError):
        proposed_agenda(database, ELSEWHERE, DEPARTMENT, WINDOW, HELD_ON)
    with pytest.raises(ScopeError):
        shown(database, ELSEWHERE, DEPARTMENT, WINDOW, added("A"), HELD_ON)
    with pytest.raises(ScopeError):
        schedule(database, ELSEWHERE, DEPARTMENT)
