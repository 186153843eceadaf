"""A meeting from its agenda to its closing: what is stored, what is refused, and what counts from when on."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import func, select

from data_access import meetings as writing
from data_access.database import Database
from data_access.meetings import DecisionRecord, MeetingChanged, MeetingRefused, record_meetings
from data_access.models import METADATA
from data_access.queries import meetings as stored
from data_access.queries.meetings import StoredMeeting, UnknownMeeting
from domain.meetings import MeetingState, Written
from domain.scope import OPERATOR, ScopeError
from domain.windows import Window
from tests.meetings import (
    CLOSED_WORDS,
    ELSEWHERE,
    HELD_ON,
    PERSONAL,
    PERSONAL_WORDS,
    WINDOW,
    added,
    last_line_of,
    points_of,
    prepared,
    said,
    titles_of,
)

BOOKS = {"restricted": b"restreint", "circulation": b"circulant"}
NOBODY = 999_999


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all: each test prepares meetings of its own."""
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('meetings') / 'vigie.db'}")
    opened.migrate()
    yield opened
    opened.close()


def meeting_of(database: Database, number: int) -> StoredMeeting:
    with database.read() as connection:
        return stored.meeting(connection, OPERATOR, number)


def decided_at(database: Database, number: int) -> pd.DataFrame:
    with database.read() as connection:
        table = stored.decisions(connection, OPERATOR, "00")
    return table[table["meeting_id"].eq(number)]


def rows_by_table(database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in METADATA.tables.items()
        }


def close(database: Database, number: int, today: date = HELD_ON) -> None:
    writing.close_meeting(database, OPERATOR, number, last_line_of(database, number), BOOKS, today)


def test_a_meeting_is_prepared_with_its_agenda(database: Database) -> None:
    number = prepared(database, "Les Lilas", "La Gare", "Divers")
    found = meeting_of(database, number)
    assert (found.department, found.held_on, found.state) == ("00", HELD_ON, MeetingState.PREPARED)
    assert (found.window, found.participants) == (WINDOW, ("préfet", "DDPN"))
    assert (found.opened_at, found.closed_at, found.closed) == (None, None, False)
    assert titles_of(database, number) == ["Les Lilas", "La Gare", "Divers"]


def test_its_day_and_participants_change(database: Database) -> None:
    number = prepared(database)
    day = date(2026, 11, 25)
    writing.change_meeting(database, OPERATOR, number, held_on=day, participants=["GIR"])
    found = meeting_of(database, number)
    assert (found.held_on, found.participants, found.window) == (day, ("GIR",), WINDOW)


def test_a_point_is_added_last_whatever_was_removed_before(database: Database) -> None:
    number = prepared(database, "A", "B", "C")
    writing.remove_point(database, OPERATOR, points_of(database, number)[1].id)
    point = added("D", sector="S1", note="à voir")
    new = writing.add_point(database, OPERATOR, number, point)
    assert titles_of(database, number) == ["A", "C", "D"]
    assert (points_of(database, number)[2].id, points_of(database, number)[2].point) == (new, point)


def test_a_point_is_added_to_an_empty_agenda(database: Database) -> None:
    number = prepared(database)
    writing.add_point(database, OPERATOR, number, added("A"))
    assert titles_of(database, number) == ["A"]


@pytest.mark.parametrize(
    ("title", "places", "order"),
    [
        ("A", 1, "BACD"),
        ("A", 3, "BCDA"),
        ("A", 9, "BCDA"),
        ("A", -1, "ABCD"),
        ("D", -1, "ABDC"),
        ("D", -9, "DABC"),
        ("D", 1, "ABCD"),
        ("C", -2, "CABD"),
        ("B", 0, "ABCD"),
    ],
)
def test_a_point_moves_and_stops_at_either_end(database: Database, title: str, places: int, order: str) -> None:
    number = prepared(database, *"ABCD")
    (moved,) = (one.id for one in points_of(database, number) if one.point.title == title)
    writing.move_point(database, OPERATOR, moved, places)
    assert "".join(titles_of(database, number)) == order


def test_a_note_is_written_on_one_point(database: Database) -> None:
    number = prepared(database, "A", "B")
    writing.note_point(database, OPERATOR, points_of(database, number)[1].id, "Voir le maire")
    assert [one.point.note for one in points_of(database, number)] == ["", "Voir le maire"]


def test_the_clock_starts_once(database: Database) -> None:
    number = prepared(database, "A")
    first = writing.open_meeting(database, OPERATOR, number).opened_at
    again = writing.open_meeting(database, OPERATOR, number).opened_at
    assert isinstance(first, datetime)
    assert first.tzinfo is not None
    assert again == first


def test_a_meeting_is_dropped_with_its_points(database: Database) -> None:
    before = rows_by_table(database)
    number = prepared(database, "A", "B")
    writing.drop_meeting(database, OPERATOR, number)
    assert rows_by_table(database) == before
    with pytest.raises(UnknownMeeting):
        meeting_of(database, number)


def test_where_a_decision_was_written_neither_meeting_nor_point_goes(database: Database) -> None:
    """Even emptied since: what was written is kept, and the message asks for nothing that would not help."""
    number = prepared(database, "A", "B")
    point, other = (one.id for one in points_of(database, number))
    first = said(database, point, "Éclairer le parvis").version
    said(database, point, "", based_on=first.id)
    with pytest.raises(MeetingRefused) as dropped:
        writing.drop_meeting(database, OPERATOR, number)
    assert str(dropped.value) == "Des décisions ont été écrites à cette réunion\u00a0: elle ne peut plus être retirée."
    with pytest.raises(MeetingRefused) as removed:
        writing.remove_point(database, OPERATOR, point)
    assert str(removed.value) == "Une décision a été écrite sur ce point\u00a0: il reste à l’ordre du jour."
    writing.remove_point(database, OPERATOR, other)
    assert titles_of(database, number) == ["A"]


MEETING_CALLS: dict[str, Callable[..., Any]] = {
    "change": lambda database, scope, number: writing.change_meeting(
        database, scope, number, held_on=HELD_ON, participants=[]
    ),
    "drop": writing.drop_meeting,
    "add": lambda database, scope, number: writing.add_point(database, scope, number, added("A")),
    "open": writing.open_meeting,
    "close": lambda database, scope, number: writing.close_meeting(database, scope, number, 0, BOOKS, HELD_ON),
}
POINT_CALLS: dict[str, Callable[..., Any]] = {
    "remove": writing.remove_point,
    "move": lambda database, scope, number: writing.move_point(database, scope, number, 1),
    "note": lambda database, scope, number: writing.note_point(database, scope, number, "Voir"),
}
READS: dict[str, Callable[..., Any]] = {
    "meeting": stored.meeting,
    "points": stored.points,
    "lines": stored.line_versions,
    "book": lambda connection, scope, number: stored.book(connection, scope, number, "restricted"),
}
LISTS = (stored.meetings, stored.meetings_held, stored.decisions, stored.decision_changes)


@pytest.fixture(scope="module")
def closed(database: Database) -> int:
    """A meeting that was held, and its one point."""
    number = prepared(database, "A")
    close(database, number)
    return number


@pytest.mark.parametrize("call", MEETING_CALLS.values(), ids=MEETING_CALLS)
def test_nothing_of_a_closed_meeting_changes(database: Database, closed: int, call: Callable[..., Any]) -> None:
    before = meeting_of(database, closed)
    with pytest.raises(MeetingRefused) as refused:
        call(database, OPERATOR, closed)
    assert str(refused.value) == CLOSED_WORDS
    assert meeting_of(database, closed) == before


@pytest.mark.parametrize("call", POINT_CALLS.values(), ids=POINT_CALLS)
def test_no_point_of_a_closed_meeting_changes(database: Database, closed: int, call: Callable[..., Any]) -> None:
    before = points_of(database, closed)
    with pytest.raises(MeetingRefused) as refused:
        call(database, OPERATOR, before[0].id)
    assert str(refused.value) == CLOSED_WORDS
    assert points_of(database, closed) == before


@pytest.mark.parametrize("call", [*MEETING_CALLS.values(), *POINT_CALLS.values()], ids=[*MEETING_CALLS, *POINT_CALLS])
def test_another_departements_account_writes_nothing(database: Database, call: Callable[..., Any]) -> None:
    number = prepared(database, "A")
    point = points_of(database, number)[0].id
    before = rows_by_table(database)
    with pytest.raises(ScopeError):
        call(database, ELSEWHERE, point if call in POINT_CALLS.values() else number)
    assert rows_by_table(database) == before


def test_another_departements_account_prepares_and_records_nothing(database: Database) -> None:
    before = rows_by_table(database)
    with pytest.raises(ScopeError):
        writing.prepare(database, ELSEWHERE, "00", HELD_ON, WINDOW, [], [])
    with pytest.raises(ScopeError):
        record_meetings(database, ELSEWHERE, "00", [HELD_ON], [DecisionRecord(HELD_ON, "Éclairer", "BAC")])
    assert rows_by_table(database) == before


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_another_departements_account_reads_nothing_of_a_meeting(
    database: Database, closed: int, read: Callable[..., Any]
) -> None:
    with database.read() as connection, pytest.raises(ScopeError):
        read(connection, ELSEWHERE, closed)


def test_another_departements_account_reads_no_list_nor_point(database: Database, closed: int) -> None:
    point = points_of(database, closed)[0].id
    with database.read() as connection:
        for listed in LISTS:
            with pytest.raises(ScopeError):
                listed(connection, ELSEWHERE, "00")
        with pytest.raises(ScopeError):
            stored.closed_on_window(connection, ELSEWHERE, "00", WINDOW)
        with pytest.raises(ScopeError):
            stored.point(connection, ELSEWHERE, point)


@pytest.mark.parametrize("call", MEETING_CALLS.values(), ids=MEETING_CALLS)
def test_an_unknown_meeting_is_said(database: Database, call: Callable[..., Any]) -> None:
    with pytest.raises(UnknownMeeting) as unknown:
        call(database, OPERATOR, NOBODY)
    assert str(unknown.value) == f"Aucune réunion ne porte le n°\u00a0{NOBODY}."


@pytest.mark.parametrize("call", POINT_CALLS.values(), ids=POINT_CALLS)
def test_a_point_that_is_gone_is_said(database: Database, call: Callable[..., Any]) -> None:
    with pytest.raises(UnknownMeeting) as unknown:
        call(database, OPERATOR, NOBODY)
    assert str(unknown.value) == "Ce point n’est plus à l’ordre du jour\u00a0: il a été retiré entre-temps."


@pytest.mark.parametrize(("words", "what"), PERSONAL)
def test_no_text_with_a_person_is_stored(database: Database, words: str, what: str) -> None:
    number = prepared(database, "A")
    point = points_of(database, number)[0].id
    before = rows_by_table(database), meeting_of(database, number), points_of(database, number)
    attempts: list[Callable[[], Any]] = [
        lambda: writing.prepare(database, OPERATOR, "00", HELD_ON, WINDOW, ["préfet", words], []),
        lambda: writing.change_meeting(database, OPERATOR, number, held_on=HELD_ON, participants=[words]),
        lambda: writing.add_point(database, OPERATOR, number, added(words)),
        lambda: writing.add_point(database, OPERATOR, number, added("B", detail=words)),
        lambda: writing.add_point(database, OPERATOR, number, added("B", note=words)),
        lambda: writing.note_point(database, OPERATOR, point, words),
    ]
    for attempt in attempts:
        with pytest.raises(MeetingRefused) as refused:
            attempt()
        assert str(refused.value) == PERSONAL_WORDS.format(what)
    assert (rows_by_table(database), meeting_of(database, number), points_of(database, number)) == before


def test_on_closing_lines_become_decisions_in_the_order_of_the_agenda(database: Database) -> None:
    number = prepared(database, "A", "B", "C")
    a, b, c = (one.id for one in points_of(database, number))
    whole = Written("Tenir les abords", "BAC", date(2026, 12, 7), "S1", "O1", "operations", 4.0)
    said(database, c, "De C")
    said(database, a, whole, line=1)
    said(database, a, "Brouillon", line=0)
    said(database, a, "De A", line=0)
    emptied = said(database, b, "De B").version
    said(database, b, "  ", based_on=emptied.id)
    writing.move_point(database, OPERATOR, c, -2)

    close(database, number)

    found = decided_at(database, number)
    assert found["text"].tolist() == ["De C", "De A", "Tenir les abords"]
    assert found["taken_on"].dt.date.tolist() == [HELD_ON] * 3
    last = found.iloc[2]
    assert (last["owner"], last["due_on"].date(), last["sector"], last["objective"]) == (
        *("BAC", date(2026, 12, 7), "S1"),
        "O1",
    )
    assert (last["indicator"], last["target"]) == ("operations", 4.0)
    assert found[["started_on", "done_on", "given_up_on"]].isna().all(axis=None)


def test_on_closing_both_editions_are_kept(database: Database) -> None:
    number = prepared(database, "A")
    close(database, number)
    found = meeting_of(database, number)
    assert found.closed
    assert found.closed_at is not None
    with database.read() as connection:
        kept = {edition: stored.book(connection, OPERATOR, number, edition) for edition in (*BOOKS, "autre")}
    assert kept == {**BOOKS, "autre": None}


def test_a_meeting_is_not_closed_before_its_day(database: Database) -> None:
    number = prepared(database, "A")
    with pytest.raises(MeetingRefused) as refused:
        close(database, number, date(2026, 11, 22))
    assert str(refused.value) == (
        "Cette réunion est prévue le 23/11/2026\u00a0: elle ne peut être close avant. Changez sa date si elle a été "
        "avancée."
    )
    assert not meeting_of(database, number).closed


def test_a_line_written_meanwhile_stops_the_closing_and_nothing_is_stored(database: Database) -> None:
    number = prepared(database, "A", "B")
    a, b = (one.id for one in points_of(database, number))
    said(database, a, "De A")
    seen = last_line_of(database, number)
    said(database, b, "De B, écrite pendant la clôture")
    before = rows_by_table(database)
    with pytest.raises(MeetingChanged):
        writing.close_meeting(database, OPERATOR, number, seen, BOOKS, HELD_ON)
    assert rows_by_table(database) == before
    assert not meeting_of(database, number).closed


def test_a_closing_that_fails_halfway_stores_nothing(database: Database) -> None:
    """The books are the last to be stored: without one, the decisions are not there either."""
    number = prepared(database, "A")
    said(database, points_of(database, number)[0].id, "De A")
    before = rows_by_table(database)
    broken: Any = {"restricted": b"restreint", "circulation": None}
    with pytest.raises(TypeError):
        writing.close_meeting(database, OPERATOR, number, last_line_of(database, number), broken, HELD_ON)
    assert rows_by_table(database) == before
    assert not meeting_of(database, number).closed


def test_the_data_change_on_closing_and_not_before(database: Database) -> None:
    start = database.version()
    number = prepared(database, "A", "B")
    a, b = (one.id for one in points_of(database, number))
    writing.note_point(database, OPERATOR, a, "Voir")
    writing.move_point(database, OPERATOR, a, 1)
    writing.remove_point(database, OPERATOR, b)
    writing.open_meeting(database, OPERATOR, number)
    assert database.version() == start
    close(database, number)
    assert database.version() != start


def test_a_meeting_counts_once_it_is_held(database: Database) -> None:
    day = date(2025, 3, 3)
    number = prepared(database, held_on=day)
    assert held(database, day) == 0
    close(database, number)
    assert held(database, day) == 1


def held(database: Database, day: date) -> int:
    with database.read() as connection:
        return int(stored.meetings_held(connection, OPERATOR, "00")["held_on"].eq(pd.Timestamp(day)).sum())


def test_of_several_meetings_on_a_window_the_newest_closed_one_counts(database: Database) -> None:
    first = prepared(database, department="2A")
    second = prepared(database, department="2A", held_on=date(2026, 11, 24))
    assert on_window(database, WINDOW) is None
    close(database, second, date(2026, 11, 24))
    close(database, first)
    prepared(database, department="2A", held_on=date(2026, 11, 25))
    record_meetings(database, OPERATOR, "2A", [date(2026, 11, 26)], [])
    assert on_window(database, WINDOW) == second
    assert on_window(database, Window(date(2026, 10, 26), WINDOW.end)) is None


def on_window(database: Database, window: Window) -> int | None:
    with database.read() as connection:
        found = stored.closed_on_window(connection, OPERATOR, "2A", window)
    return None if found is None else found.id
