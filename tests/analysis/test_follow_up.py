"""Enquêtes et avoirs, Prévention and Plan from deposited workbooks: a département small enough to count by hand."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from analysis.investigations import investigations
from analysis.plan import steering
from analysis.plan_versions import plan_changes
from analysis.prevention import prevention
from analysis.schools import school_detail, schools
from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import store
from data_access.meetings import DecisionRecord, record_meetings
from domain.scope import OPERATOR, Scope, ScopeError
from domain.windows import Window
from tests.data_access.workbook_builder import SCHOOL_1, SCHOOL_2, Rows, workbook

DEPARTMENT, TODAY = "31", date(2026, 11, 23)
FORTNIGHT = Window(date(2026, 11, 9), date(2026, 11, 22))


def november(day: int) -> date:
    return date(2026, 11, day)


SERVICES: Rows = [["code", "nom", "force"], ["BAC", "BAC de nuit", "police nationale"]]
SECTORS = ["code", "nom", "type", "zone", "priorité", "quartier patrimonial"]
LILAS = ["S1", "Les Lilas", "quartier", "PN", 1, "oui"]
FIRST: dict[str, Rows] = {
    "Plan": [["département", "semestre", "version", "adopté le"], [DEPARTMENT, "2026-S1", 1, date(2026, 1, 5)]],
    "Services": SERVICES,
    "Secteurs": [SECTORS, LILAS, ["S2", "La Gare", "gare ou transports", "PN", 2, "non"]],
    "Établissements": [
        ["UAI", "nom", "type", "secteur", "liste nationale", "présences par semaine"],
        [SCHOOL_1, "Collège des Lilas", "collège", "S1", "oui", 2],
        [SCHOOL_2, "Lycée de la Gare", "lycée", "S2", "non", 2],
    ],
    "Objectifs": [
        ["code", "volet", "rang", "intitulé", "service pilote", "état", "échéance"],
        ["O1", "répression", 1, "Démanteler le point de vente", "BAC", "à engager", november(1)],
        ["O2", "prévention", 1, "Informer les parents", "BAC", "en cours", None],
    ],
    "Cibles": [["indicateur", "secteur", "valeur", "par"], ["operations", "S1", 2, "semaine"]],
}
SECOND: dict[str, Rows] = {
    "Plan": [
        ["département", "semestre", "version", "adopté le", "transmis le"],
        [DEPARTMENT, "2026-S2", 1, date(2026, 7, 1), date(2026, 7, 10)],
    ],
    "Services": SERVICES,
    "Secteurs": [SECTORS, [*LILAS[:4], 2, "oui"], ["S2", "La Gare", "gare ou transports", "PN", 1, "non"]],
    "Objectifs": [*FIRST["Objectifs"][:2], ["O3", "patrimoine", 1, "Saisir", "BAC", None, None]],
}
OPENING = ["référence", "ouverte le", "close le", "service", "secteur", "objectif"]
RESULTS = ["avoirs saisis (€)", "mineurs", "mis en cause", "volet patrimonial"]
ACTIONS: dict[str, Rows] = {
    "Enquêtes": [
        [*OPENING, *RESULTS],
        ["E-1", date(2024, 1, 15), date(2024, 2, 20), "BAC", "S1", None, 500.0, None, None, "oui"],
        ["E-2", date(2026, 10, 1), november(13), "BAC", "S1", "O1", 1200.0, 1, 3, "oui"],
        ["E-3", november(9), None, "BAC", "S2", "O1", None, None, None, "non"],
    ],
    "Prévention": [
        ["date", "UAI", "public", "participants", "tenue"],
        [november(10), SCHOOL_1, "parents", 25, "oui"],
        [november(12), SCHOOL_2, "parents", None, "non"],
    ],
    "Sûreté": [
        ["référence", "date", "UAI", "objet", "recommandations", "mises en œuvre"],
        ["S-1", november(11), SCHOOL_1, "Éclairage", 4, 1],
    ],
    "Récidivistes": [
        ["mois", "secteur", "suivis", "mesures d’éloignement", "maires informés"],
        [date(2026, 10, 1), "S1", 6, 2, 1],
    ],
    "Fonds de concours": [
        ["référence", "date", "sens", "montant (€)"],
        ["F-1", date(2025, 6, 1), "versement", 800],
        ["F-2", november(3), "dotation", 300],
    ],
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('follow-up') / 'vigie.db'}")
    opened.migrate()
    for name, sheets in (("plan-1.xlsx", FIRST), ("plan-2.xlsx", SECOND), ("indicateurs.xlsx", ACTIONS)):
        parsed = examine_file(opened, OPERATOR, workbook(sheets), name, DEPARTMENT, None, TODAY)
        assert not parsed.faults, [fault.message for fault in parsed.faults]
        assert not any(sheet.unmatched for sheet in parsed.sheets)
        store(opened, OPERATOR, parsed, DEPARTMENT, None, "essai")
    decision = DecisionRecord(november(2), "Éclairer le parvis", "BAC", november(20))
    record_meetings(opened, OPERATOR, DEPARTMENT, [november(2), november(18)], [decision])
    yield opened
    opened.close()


def lines(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    rows = frame[list(columns)].astype(object)
    return [tuple(row) for row in rows.where(rows.notna(), None).to_numpy().tolist()]


def test_investigations_of_a_fortnight(database: Database) -> None:
    found = investigations(database, OPERATOR, DEPARTMENT, FORTNIGHT)
    assert found.absent is None
    assert {figure.indicator.code: figure.value for figure in found.key_figures}["investigations_opened"] == 1
    assert lines(found.flow, "objective", "title", "open_before", "opened", "closed", "open_at_end") == [
        ("O1", "Démanteler le point de vente", 1, 1, 1, 1),
        ("O3", "Saisir", 0, 0, 0, 0),
        (None, None, 0, 0, 0, 0),  # E-1 was closed in 2024
    ]
    assert lines(found.districts, "place", "investigations", "asset_strand") == [
        ("inside", 1, 1),
        ("outside", 1, 0),
        ("unplaced", 0, 0),
        ("all", 2, 1),
    ]
    assert lines(found.minors, "sector", "investigations", "unexamined", "minors") == [("S1", 1, 1, 1)]
    assert lines(found.unsent, "reference", "days_waiting") == [("E-1", 1006), ("E-2", 9)]
    assert found.sectors == {"S1": "Les Lilas", "S2": "La Gare"}


def test_quarters_and_years_reach_back_beyond_the_window_s_own_comparators(database: Database) -> None:
    found = investigations(database, OPERATOR, DEPARTMENT, FORTNIGHT)
    assert found.years == Window(date(2024, 1, 1), date(2026, 11, 22))
    filled = found.quarters[found.quarters["assets_eur"].gt(0)]
    assert lines(filled.assign(period=filled["period"].dt.strftime("%Y-%m")), "period", "assets_eur") == [
        ("2024-01", 500),
        ("2026-10", 1200),
    ]
    years = found.fund_years.assign(period=found.fund_years["period"].dt.year)
    # the first movement on file is of 2025: of 2024 nothing is known
    assert lines(years, "period", "paid_in", "received") == [(2024, None, None), (2025, 800, 0), (2026, 0, 300)]
    assert found.months == Window(date(2025, 11, 1), date(2026, 10, 31))
    assert lines(found.repeat_offenders, "sector", "followed", "uninformed") == [("S1", 6, 1)]
    assert found.fund_months["received"].sum() == 0  # November is not a full month yet


def test_prevention_of_a_fortnight(database: Database) -> None:
    found = prevention(database, OPERATOR, DEPARTMENT, FORTNIGHT)
    assert [figure.value for figure in found.key_figures] == [2, 1, 4, 1 / 4]
    assert lines(found.audiences, "audience", "offered", "held", "participants")[1] == ("parents", 2, 1, 25)
    assert lines(found.schools, "uai", "offered", "held") == [(SCHOOL_1, 1, 1), (SCHOOL_2, 1, 0)]
    assert lines(found.advice_by_sector, "code", "recommendations", "implemented") == [("S1", 4, 1), ("S2", 0, 0)]
    assert lines(found.advice_by_school, "code", "share") == [(SCHOOL_1, 1 / 4), (SCHOOL_2, None)]


def test_the_plan_in_force_and_what_it_changed(database: Database) -> None:
    found = steering(database, OPERATOR, DEPARTMENT, FORTNIGHT)
    assert (found.plan, found.before) == (("2026-S2", 1), ("2026-S1", 1))
    assert found.versions == (("2026-S1", 1), ("2026-S2", 1))
    assert lines(found.changes, "sheet", "code", "change", "field", "before", "after") == [
        ("sectors", "S1", "changed", "priority", 1, 2),
        ("sectors", "S2", "changed", "priority", 2, 1),
        ("objectives", "O3", "added", None, None, None),
        ("objectives", "O2", "removed", None, None, None),
        # the second version brings neither schools nor targets: it keeps those of the first
    ]
    assert lines(found.objectives, "code", "overdue", "investigations") == [("O1", True, 2), ("O3", False, 0)]
    assert lines(found.targets, "indicator", "sector", "expected") == [("operations", "S1", 4)]
    assert lines(found.steps[found.steps["on"].notna()], "semester", "step", "day") == [
        ("2026-S1", "adopted", 5),
        ("2026-S2", "adopted", 1),
        ("2026-S2", "sent", 10),
    ]


def test_meetings_and_decisions_of_the_window(database: Database) -> None:
    found = steering(database, OPERATOR, DEPARTMENT, FORTNIGHT)
    assert (found.meetings.held, found.meetings.expected, found.meetings.late) == (1, 1, 1)
    assert lines(found.meetings.intervals, "days", "running") == [(16, False), (4, True)]
    assert lines(found.decisions, "text", "overdue") == [("Éclairer le parvis", True)]


def test_the_first_plan_changed_nothing_and_any_two_versions_can_be_compared(database: Database) -> None:
    spring = steering(database, OPERATOR, DEPARTMENT, Window(date(2026, 3, 1), date(2026, 3, 14)))
    assert (spring.plan, spring.before, len(spring.changes)) == (("2026-S1", 1), None, 0)
    back = plan_changes(database, OPERATOR, DEPARTMENT, ("2026-S2", 1), ("2026-S1", 1))
    assert lines(back, "code", "change") == [
        ("S1", "changed"),
        ("S2", "changed"),
        ("O2", "added"),
        ("O3", "removed"),
    ]


def test_a_school_with_its_weeks_its_meetings_and_the_advice_given(database: Database) -> None:
    found = schools(database, OPERATOR, DEPARTMENT, FORTNIGHT)
    assert lines(found.shares, "list", "schools") == [("national", 0), ("local", 0), ("all", 0)]  # no presence on file
    detail = school_detail(database, OPERATOR, DEPARTMENT, FORTNIGHT, SCHOOL_1)
    assert detail is not None
    assert lines(detail.meetings, "audience", "participants") == [("parents", 25)]
    assert lines(detail.advice, "reference", "recommendations") == [("S-1", 4)]
    assert detail.unpredictability is None
    # zone C: 11 November is a holiday, which leaves ceil(2 x 4 / 5) = 2 days to see, as in a full week
    assert lines(detail.planned.tail(2), "planned", "days") == [(2, 0), (2, 0)]


def test_without_any_plan_nothing_is_claimed(database: Database) -> None:
    found = steering(database, OPERATOR, "69", FORTNIGHT)
    assert (found.plan, found.versions, len(found.changes), len(found.steps)) == (None, (), 0, 0)
    assert found.objectives.empty
    assert investigations(database, OPERATOR, "69", FORTNIGHT).absent is not None


@pytest.mark.parametrize("analyse", [investigations, prevention, steering])
def test_an_account_sees_its_own_départements_only(database: Database, analyse: object) -> None:
    assert callable(analyse)
    with pytest.raises(ScopeError):
        analyse(database, Scope(frozenset({"69"})), DEPARTMENT, FORTNIGHT)
