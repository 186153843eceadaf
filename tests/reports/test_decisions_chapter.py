"""What the book says of decisions: those of the meeting, and how those of the meetings before stand."""

from collections.abc import Iterator
from datetime import date

import pytest

from analysis.minutes import minutes
from data_access.database import Database
from data_access.meetings import DecisionRecord, record_meetings
from domain.meetings import Written
from domain.scope import OPERATOR
from reports.chapters.decisions import decisions_section
from reports.content import Amount, Paragraph, Section, Table
from tests.meetings import HELD_ON, WINDOW, points_of, prepared, said
from tests.reports.conftest import PLAN, deposit, november

NBSP, THIN = "\u00a0", "\u202f"
DEPARTMENT = "31"
STANDING = "Décisions des réunions antérieures à exécuter, les retards d’abord"
ENDED = "Décisions exécutées ou abandonnées, les dernières d’abord"
NOTHING_BEFORE = "Aucune décision d’une réunion antérieure n’est au registre."
LATE = DecisionRecord(date(2026, 10, 22), "Éclairer le parvis", "BAC", november(5))
DUE = DecisionRecord(november(9), "Fermer le hall", "PRF", november(30))
OPEN = DecisionRecord(november(10), "Rencontrer le bailleur", "")
DONE = DecisionRecord(november(9), "Tenir les abords", "CIE", november(20), november(18))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The small plan; each test records decisions in a département of its own, but those of département 31."""
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('decisions') / 'vigie.db'}")
    opened.migrate()
    deposit(opened, PLAN, "plan.xlsx")
    record_meetings(opened, OPERATOR, DEPARTMENT, [], [DONE, OPEN, DUE, LATE])
    yield opened
    opened.close()


def section(database: Database, department: str, meeting: int | None = None) -> Section:
    return decisions_section(minutes(database, OPERATOR, department, WINDOW, HELD_ON, meeting))


def paragraphs(found: Section) -> list[Paragraph]:
    return [block for block in found.blocks if isinstance(block, Paragraph)]


def tables(found: Section) -> dict[str, Table]:
    return {block.title: block for block in found.blocks if isinstance(block, Table)}


def test_how_the_decisions_before_stand(database: Database) -> None:
    """On the 23rd the decision due on the 5th is 18 days late; the one done on the 18th stands apart."""
    found = section(database, DEPARTMENT)
    assert (found.title, found.sheet) == (f"Qu’a-t-on décidé, et qu’en est-il{THIN}?", "Décisions")
    assert paragraphs(found) == [
        Paragraph(f"Au 23/11/2026{NBSP}: 3{NBSP}décisions à exécuter, dont 1{NBSP}en retard.", alert=True)
    ]
    still, ended = tables(found)[STANDING], tables(found)[ENDED]
    assert still.rows == (
        (
            *("Éclairer le parvis", date(2026, 10, 22), "BAC de nuit", november(5), "à faire", Amount(18)),
            "décidée le 22/10",
        ),
        ("Fermer le hall", november(9), "PRF", november(30), "à faire", None, "décidée le 09/11"),
        ("Rencontrer le bailleur", november(10), None, "sans échéance", "à faire", None, "décidée le 10/11"),
    )
    assert still.alerts == {(0, 4), (0, 5)}
    assert [still.columns[at].label for at in (4, 5)] == ["État", "Retard"]
    assert ended.rows == (
        (
            *("Tenir les abords", november(9), "Compagnie", november(20), "faite le 18/11/2026", None),
            "décidée le 09/11",
        ),
    )
    assert (ended.alerts, ended.shown, still.shown) == (frozenset(), 12, None)


def test_what_the_meeting_decides_comes_first_and_is_not_among_those_before(database: Database) -> None:
    meeting = prepared(database, "Les Lilas", "La Gare", "Divers", department=DEPARTMENT)
    lilas, _, other = (one.id for one in points_of(database, meeting))
    said(database, other, Written("Revoir le plan", sector="S9", objective="O1"))
    said(database, lilas, "Renforcer", line=1)
    said(
        database,
        lilas,
        Written("Occuper la place", "CIE", date(2026, 12, 7), "S1", None, "facts_drugs", 4.0),
    )
    found = section(database, DEPARTMENT, meeting)
    first = found.blocks[0]
    assert isinstance(first, Table)
    assert (first.title, list(tables(found))) == (
        "Décisions de la réunion",
        ["Décisions de la réunion", STANDING, ENDED],
    )
    assert first.rows == (
        (
            *(Amount(1), "Occuper la place", "Compagnie", date(2026, 12, 7), "Les Lilas", None),
            "4 faits au plus",
        ),
        (Amount(1), "Renforcer", None, "sans échéance", None, None, None),
        # A sector that the plan does not hold is said by its code.
        (Amount(3), "Revoir le plan", None, "sans échéance", "S9", "O1", None),
    )
    assert len(tables(found)[STANDING].rows) == 3


def test_a_meeting_at_which_nothing_is_written_says_so(database: Database) -> None:
    meeting = prepared(database, "Divers", department="2A")
    found = section(database, "2A", meeting)
    assert found.title == f"Qu’a-t-on décidé{THIN}?"
    assert found.blocks == (
        Paragraph("Aucune décision n’est écrite pour cette réunion."),
        Paragraph(NOTHING_BEFORE),
    )


def test_without_meeting_nor_decision(database: Database) -> None:
    assert section(database, "2B").blocks == (Paragraph(NOTHING_BEFORE),)


def test_where_none_is_late_nothing_alerts(database: Database) -> None:
    record_meetings(database, OPERATOR, "32", [], [DUE])
    found = section(database, "32")
    assert paragraphs(found) == [Paragraph(f"Au 23/11/2026{NBSP}: 1{NBSP}décision à exécuter, dont aucune en retard.")]
    assert list(tables(found)) == [STANDING]
    assert tables(found)[STANDING].alerts == frozenset()


def test_where_all_are_carried_out_none_is_late_nor_to_be_done(database: Database) -> None:
    record_meetings(database, OPERATOR, "33", [], [DONE])
    found = section(database, "33")
    assert paragraphs(found) == [Paragraph(f"Au 23/11/2026{NBSP}: aucune décision à exécuter.")]
    assert list(tables(found)) == [ENDED]
