"""The register of decisions on a small département: order, states, delays, and what the targets have come to.

BAC and CIE hand in operations, BAC alone facts; BAC's files reach 22 November, CIE's stop at the 12th.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from analysis.register import REGISTER_COLUMNS, Register, asked_words, came_to_words, register
from analysis.situation import situation
from data_access.database import Database
from data_access.decisions import change_state
from data_access.examination import examine_file
from data_access.imports import store
from data_access.meetings import DecisionRecord, record_meetings
from domain.catalogue import CATALOGUE
from domain.meetings import DecisionState
from domain.scope import OPERATOR, Scope, ScopeError
from domain.windows import Window
from indicators.figures import figures
from tests.data_access.workbook_builder import OPERATIONS_HEADER, Rows, plan_sheets, workbook

UNTIL = date(2026, 11, 22)


def november(day: int) -> date:
    return date(2026, 11, day)


FILES: dict[str, Rows] = {
    "Opérations": [
        OPERATIONS_HEADER,
        ["OP-0", date(2026, 10, 1), "S1", "sécurisation", "BAC"],
        ["OP-1", november(12), "S1", "coup de poing", "CIE"],
        ["OP-2", november(18), "S1", "sécurisation", "BAC"],
        ["OP-3", november(20), "S2", "sécurisation", "BAC"],
    ],
    "Faits": [
        ["date", "secteur", "nature", "service"],
        [date(2026, 10, 1), "S1", "trafic", "BAC"],
        *([november(day), "S1", "trafic", "BAC"] for day in (9, 10, 21)),
        [november(22), "S2", "usage", "BAC"],
    ],
}
AIMED = DecisionRecord(november(10), "", "BAC", None, None, "S1", None, "operations", 2.0)


def aimed(text: str, due: date | None = None, **parts: Any) -> DecisionRecord:
    """A decision of 10 November that asks for 2 operations in S1, but for its other parts."""
    return DecisionRecord(**{**vars(AIMED), "text": text, "due_on": due, **parts})


DECISIONS = (
    DecisionRecord(november(2), "Faite tard", "BAC", november(9), november(16)),
    DecisionRecord(november(3), "Due le 22", "CIE", november(22)),
    DecisionRecord(november(4), "En retard de 1 jour", "BAC", november(21)),
    DecisionRecord(november(4), "En retard de 7 jours", "PRF", november(15)),
    DecisionRecord(november(6), "Sans échéance", "BAC"),
    DecisionRecord(november(8), "Faite tôt", "BAC", november(30), november(8)),
    aimed("Deux au 15", november(15), done_on=november(15)),
    aimed("Deux au 30", november(30)),
    aimed("Trois", november(30), target=3.0),
    aimed("Au 12, complet", november(12), done_on=november(12)),
    aimed("Hors du plan", november(30), sector="S9"),
    aimed("Plafond tenu", november(30), sector=None, indicator="facts_drugs", target=3.0),
    aimed("Plafond dépassé", november(30), sector=None, indicator="facts_drugs", target=2.0),
    aimed("Sans cible", november(30), indicator=None, target=None),
    aimed("Part", november(30), sector=None, indicator="objective_share", target=0.75),
    DecisionRecord(november(23), "Prise demain", "BAC", november(30)),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('register') / 'vigie.db'}")
    opened.migrate()
    for sheets in (plan_sheets(), FILES):
        parsed = examine_file(opened, OPERATOR, workbook(sheets), "essai.xlsx", "00", None, november(23))
        assert not parsed.faults, [fault.message for fault in parsed.faults]
        store(opened, OPERATOR, parsed, "00", None, "essai")
    record_meetings(opened, OPERATOR, "00", [], DECISIONS)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def found(database: Database) -> Register:
    return register(database, OPERATOR, "00", UNTIL)


def row(found: Register, text: str) -> dict[Any, Any]:
    (one,) = found.decisions[found.decisions["text"].eq(text)].to_dict("records")
    return one


def test_the_overdue_come_first_then_the_open_by_day_then_the_others_newest_first(found: Register) -> None:
    assert tuple(found.decisions.columns) == REGISTER_COLUMNS
    due_on_30 = ["Deux au 30", "Trois", "Hors du plan", "Plafond tenu", "Plafond dépassé", "Sans cible", "Part"]
    assert found.decisions["text"].tolist() == [
        *("En retard de 7 jours", "En retard de 1 jour"),
        *("Due le 22", *due_on_30, "Sans échéance"),
        *("Deux au 15", "Au 12, complet", "Faite tôt", "Faite tard"),
    ]
    assert found.still_open["text"].tolist() == found.decisions["text"].tolist()[:11]


@pytest.mark.parametrize(
    ("text", "overdue", "days"),
    [
        ("En retard de 7 jours", True, 7),
        ("En retard de 1 jour", True, 1),
        ("Due le 22", False, 0),
        ("Sans échéance", False, 0),
        ("Faite tard", False, 0),
    ],
)
def test_days_late_are_counted_from_the_day_after(found: Register, text: str, overdue: bool, days: int) -> None:
    one = row(found, text)
    assert (one["overdue"], one["days_late"]) == (overdue, days)


@pytest.mark.parametrize(
    ("day", "state", "overdue", "ended"),
    [(9, "to_do", False, None), (10, "to_do", True, None), (15, "to_do", True, None), (16, "done", False, 16)],
)
def test_a_decision_on_a_past_day(database: Database, day: int, state: str, overdue: bool, ended: int | None) -> None:
    one = row(register(database, OPERATOR, "00", november(day)), "Faite tard")
    assert (one["state"], one["overdue"]) == (state, overdue)
    assert one["ended_on"] == (None if ended is None else november(ended))


def test_decisions_of_later_days_are_not_in_it(database: Database, found: Register) -> None:
    assert "Prise demain" not in found.decisions["text"].tolist()
    early = register(database, OPERATOR, "00", november(3))
    assert early.decisions["text"].tolist() == ["Faite tard", "Due le 22"]
    assert register(database, OPERATOR, "00", november(1)).decisions.empty


@pytest.mark.parametrize(
    ("text", "words", "value", "until", "reached"),
    [
        # In S1 from the 10th on: one on the 12th, one on the 18th.
        ("Deux au 15", "décidée le 10/11, 2 opérations demandées, 1 faite (fichiers incomplets)", 1, 15, False),
        ("Deux au 30", "décidée le 10/11, 2 opérations demandées, 2 faites (fichiers incomplets)", 2, 22, True),
        ("Trois", "décidée le 10/11, 3 opérations demandées, 2 faites (fichiers incomplets)", 2, 22, False),
        # CIE's files reach the 12th.
        ("Au 12, complet", "décidée le 10/11, 2 opérations demandées, 1 faite", 1, 12, False),
        ("Hors du plan", "décidée le 10/11, 2 opérations demandées, résultat non calculable", None, 22, None),
        # Drug facts from the 10th on: the 10th and 21st in S1, the 22nd in S2.
        ("Plafond tenu", "décidée le 10/11, 3 faits au plus, 3 comptés", 3, 22, True),
        ("Plafond dépassé", "décidée le 10/11, 2 faits au plus, 3 comptés", 3, 22, False),
        # No file of investigations ever came.
        (
            "Part",
            "décidée le 10/11, 75\u00a0% des enquêtes demandés, résultat non calculable",
            *(None, 22, None),
        ),
        ("Sans cible", "décidée le 10/11", None, None, None),
    ],
)
def test_what_a_target_has_come_to(
    found: Register, text: str, words: str, value: float | None, until: int | None, reached: bool | None
) -> None:
    one = row(found, text)
    assert one["follow_up"] == words
    assert one["value_until"] == (None if until is None else november(until))
    assert one["reached"] is reached
    assert pd.isna(one["value"]) if value is None else one["value"] == value


def test_targets_are_looked_at_up_to_the_day_asked_for(database: Database) -> None:
    """On the day of the meeting, the 23rd, the window ended on the 17th: one operation in S1 by then."""
    one = row(register(database, OPERATOR, "00", november(23), november(17)), "Deux au 30")
    assert (one["value"], one["value_until"]) == (1, november(17))
    late = row(register(database, OPERATOR, "00", november(23), november(17)), "En retard de 7 jours")
    assert late["days_late"] == 8


def test_who_leads_by_name_where_the_plan_knows_the_service(found: Register) -> None:
    assert row(found, "Sans cible")["owner_name"] == "Brigade anti-criminalité"
    assert row(found, "En retard de 7 jours")["owner_name"] == "PRF"


def test_names_of_the_plan(found: Register) -> None:
    assert found.sectors == {"S1": "Les Lilas", "S2": "La Gare", "S3": "Le Bourg"}
    assert found.objectives == {"O1": "Tenir les abords"}


def test_the_register_without_some(found: Register) -> None:
    marked = found.decisions["overdue"].eq(True)
    left = found.without(marked).decisions
    assert left["text"].tolist() == found.decisions["text"].tolist()[2:]
    assert left.index.tolist() == list(range(len(left)))


def test_an_empty_register(database: Database) -> None:
    nothing = register(database, OPERATOR, "2A", UNTIL)
    assert nothing.decisions.empty
    assert nothing.still_open.empty
    assert tuple(nothing.decisions.columns) == REGISTER_COLUMNS


def test_another_departements_account_reads_no_register(database: Database) -> None:
    with pytest.raises(ScopeError):
        register(database, Scope(departments=frozenset({"2B"})), "00", UNTIL)


def test_a_decision_given_up_is_neither_open_nor_overdue_in_the_figures(database: Database) -> None:
    """Of two decisions of which one is overdue: the state changes on a running day, as the screen has it."""
    today = date.today()
    before = today - timedelta(days=3)
    overdue = DecisionRecord(today - timedelta(days=30), "A", "BAC", today - timedelta(days=20))
    record_meetings(database, OPERATOR, "2B", [], [overdue, DecisionRecord(today - timedelta(days=30), "B", "BAC")])
    assert counted(database, today) == {"decisions_open": 2, "decisions_overdue": 1}
    first = int(row(register(database, OPERATOR, "2B", today), "A")["id"])
    change_state(database, OPERATOR, first, DecisionState.GIVEN_UP, today, author="préfet")
    assert counted(database, today) == {"decisions_open": 1, "decisions_overdue": 0}
    assert counted(database, before) == {"decisions_open": 2, "decisions_overdue": 1}
    now, then = (row(register(database, OPERATOR, "2B", day), "A") for day in (today, before))
    assert (now["state"], now["ended_on"], now["overdue"]) == ("given_up", today, False)
    assert (then["state"], then["ended_on"], then["overdue"]) == ("to_do", None, True)


def counted(database: Database, day: date) -> dict[str, float | None]:
    known = situation(database, OPERATOR, "2B", Window(day, day))
    found = figures(known, Window(day, day), ["decisions_open", "decisions_overdue"])
    return {one.indicator.code: one.value for one in found}


@pytest.mark.parametrize(
    ("code", "target", "words"),
    [
        ("operations", 1, "1 opération demandée"),
        ("operations", 2, "2 opérations demandées"),
        ("facts_drugs", 1, "1 fait au plus"),
        ("presences", 6, "6 présences demandées"),
        ("cannabis_g", 500, "500 g demandés"),
        ("networks_dismantled", 2, "2 réseaux demandés"),
        ("days_since_operation", 7, "7 jours au plus"),
        ("school_coverage_national", 0.75, "75\u00a0% des semaines de classe demandés"),
    ],
)
def test_what_is_asked_in_words(code: str, target: float, words: str) -> None:
    assert asked_words(CATALOGUE[code], target) == words


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("operations", 0, "0 faite"),
        ("operations", 1, "1 faite"),
        ("operations", 4, "4 faites"),
        ("meetings_held", 2, "2 tenues"),
        ("information_meetings_offered", 1, "1 proposée"),
        ("facts_drugs", 12, "12 comptés"),
        ("arrests", 1, "1 comptée"),
        ("school_coverage_national", 0.75, "75\u00a0% le 22/11/2026"),
        ("days_since_operation", 3, "3 le 22/11/2026"),
        ("operations", None, "résultat non calculable"),
    ],
)
def test_what_it_came_to_in_words(code: str, value: float | None, words: str) -> None:
    assert came_to_words(CATALOGUE[code], value, UNTIL) == words
