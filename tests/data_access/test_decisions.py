"""What is written of a decision while the meeting is held, by several at once, and how it is carried out afterwards."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from data_access import meetings as writing
from data_access.database import Database
from data_access.decisions import LONGEST_TEXT, change_state, write_line
from data_access.meetings import DecisionRecord, MeetingRefused, record_meetings
from data_access.models import table_of
from data_access.queries import meetings as stored
from data_access.queries.meetings import UnknownMeeting, newest_lines
from domain.french import day
from domain.meetings import DecisionState, Written
from domain.scope import OPERATOR, ScopeError
from tests.meetings import (
    CLOSED_WORDS,
    ELSEWHERE,
    HELD_ON,
    PERSONAL,
    PERSONAL_WORDS,
    last_line_of,
    points_of,
    prepared,
    said,
    versions_of,
)

TO_DO, UNDER_WAY, DONE, GIVEN_UP = DecisionState
TODAY = date.today()
"""A state is never of a day to come: the days of these tests are counted back from the running one."""
NOBODY = 999_999


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all: each test has meetings and decisions of its own."""
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('decisions') / 'vigie.db'}")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def meeting(database: Database) -> int:
    return prepared(database, "A", "B")


@pytest.fixture
def point(database: Database, meeting: int) -> int:
    """The first point of a meeting to come."""
    return points_of(database, meeting)[0].id


def texts(database: Database, meeting: int) -> list[str]:
    """Every version of every line, oldest first."""
    return [version.written.text for version in versions_of(database, meeting)]


def now(database: Database, meeting: int) -> list[str]:
    """What the lines say in the end."""
    return [version.written.text for version in newest_lines(versions_of(database, meeting))]


def test_the_first_version_of_a_line(database: Database, meeting: int, point: int) -> None:
    written = Written("Éclairer le parvis", "BAC", date(2026, 12, 7), "S1", "O1", "operations", 4.0)
    saved = said(database, point, written, line=2, writer="écran 7", author="procureur de la République")
    assert saved.replaced is None
    version = saved.version
    assert (version.written, version.point_id, version.line) == (written, point, 2)
    assert (version.author, version.writer) == ("procureur de la République", "écran 7")
    assert (version.replaces, version.based_on, version.blind) == (None, None, False)
    assert version.written_at.tzinfo is not None
    assert versions_of(database, meeting) == [version]


def test_spaces_around_a_text_are_not_kept(database: Database, point: int) -> None:
    assert said(database, point, "  Éclairer le parvis\n").version.written.text == "Éclairer le parvis"


def test_who_goes_on_writing_replaces_nobody(database: Database, meeting: int, point: int) -> None:
    """Even where the screen does not yet know its own last version, as between two quick keystrokes."""
    first = said(database, point, "Éclairer").version
    second = said(database, point, "Éclairer le parvis", based_on=first.id)
    third = said(database, point, "Éclairer le parvis et la rue", based_on=first.id)
    assert (second.replaced, third.replaced) == (None, None)
    assert third.version.replaces == second.version.id
    assert texts(database, meeting) == ["Éclairer", "Éclairer le parvis", "Éclairer le parvis et la rue"]
    assert now(database, meeting) == ["Éclairer le parvis et la rue"]


def test_who_has_seen_the_others_text_replaces_nobody_unseen(database: Database, meeting: int, point: int) -> None:
    first = said(database, point, "Éclairer", writer="écran 1").version
    second = said(database, point, "Éclairer le parvis", writer="écran 2", based_on=first.id)
    assert second.replaced is None
    assert not second.version.blind
    assert now(database, meeting) == ["Éclairer le parvis"]


def test_the_later_of_two_at_once_is_told_whose_text_it_took_the_place_of(
    database: Database, meeting: int, point: int
) -> None:
    first = said(database, point, "Éclairer le parvis", writer="écran 1").version
    second = said(database, point, "Fermer le hall", writer="écran 2")
    assert second.replaced == first
    assert second.version.blind
    assert texts(database, meeting) == ["Éclairer le parvis", "Fermer le hall"]
    assert now(database, meeting) == ["Fermer le hall"]


def test_three_who_began_from_one_text(database: Database, meeting: int, point: int) -> None:
    start = said(database, point, "Éclairer", writer="écran 1").version
    first = said(database, point, "Éclairer le parvis", writer="écran 1", based_on=start.id)
    second = said(database, point, "Éclairer la rue", writer="écran 2", based_on=start.id)
    third = said(database, point, "Éclairer le hall", writer="écran 3", based_on=start.id)
    assert [first.replaced, second.replaced, third.replaced] == [None, first.version, second.version]
    assert texts(database, meeting) == ["Éclairer", "Éclairer le parvis", "Éclairer la rue", "Éclairer le hall"]
    assert now(database, meeting) == ["Éclairer le hall"]


def test_two_lines_and_two_points_do_not_meet(database: Database, meeting: int) -> None:
    a, b = (one.id for one in points_of(database, meeting))
    saved = [
        said(database, a, "De A", writer="écran 1"),
        said(database, a, "De A encore", line=1, writer="écran 2"),
        said(database, b, "De B", writer="écran 3"),
    ]
    assert [one.replaced for one in saved] == [None, None, None]
    assert now(database, meeting) == ["De A", "De A encore", "De B"]


def test_the_same_text_again_stores_nothing(database: Database, meeting: int, point: int) -> None:
    first = said(database, point, "Éclairer", writer="écran 1")
    again = said(database, point, " Éclairer ", writer="écran 2")
    assert (again.version, again.replaced) == (first.version, None)
    assert texts(database, meeting) == ["Éclairer"]


def test_another_field_alone_is_another_version(database: Database, meeting: int, point: int) -> None:
    first = said(database, point, "Éclairer").version
    said(database, point, Written("Éclairer", owner="BAC"), based_on=first.id)
    assert [version.written.owner for version in versions_of(database, meeting)] == ["", "BAC"]


def test_an_emptied_line_is_kept_and_says_nothing_any_more(database: Database, meeting: int, point: int) -> None:
    first = said(database, point, "Éclairer").version
    said(database, point, "", based_on=first.id)
    assert (texts(database, meeting), now(database, meeting)) == (["Éclairer", ""], [])


def test_a_decision_has_a_longest_text(database: Database, meeting: int, point: int) -> None:
    said(database, point, "a" * LONGEST_TEXT)
    with pytest.raises(MeetingRefused) as refused:
        said(database, point, "a" * (LONGEST_TEXT + 1))
    assert str(refused.value) == ("Une décision tient en 600 caractères\u00a0: celle-ci en a 601. Raccourcissez-la.")
    assert texts(database, meeting) == ["a" * LONGEST_TEXT]


@pytest.mark.parametrize(("words", "what"), PERSONAL)
def test_no_person_is_written(database: Database, meeting: int, point: int, words: str, what: str) -> None:
    for written, author in ((Written(words), "préfet"), (Written("A", owner=words), "préfet"), (Written("A"), words)):
        with pytest.raises(MeetingRefused) as refused:
            said(database, point, written, author=author)
        assert str(refused.value) == PERSONAL_WORDS.format(what)
    assert texts(database, meeting) == []


def test_nothing_is_written_once_the_meeting_is_closed(database: Database, meeting: int, point: int) -> None:
    said(database, point, "Éclairer")
    writing.close_meeting(database, OPERATOR, meeting, last_line_of(database, meeting), {}, HELD_ON)
    with pytest.raises(MeetingRefused) as refused:
        said(database, point, "Fermer")
    assert str(refused.value) == CLOSED_WORDS
    assert texts(database, meeting) == ["Éclairer"]


def test_nothing_is_written_by_another_departements_account_nor_on_no_point(
    database: Database, meeting: int, point: int
) -> None:
    with pytest.raises(ScopeError):
        write_line(database, ELSEWHERE, point, 0, Written("A"), author="préfet", writer="écran", based_on=None)
    with pytest.raises(UnknownMeeting):
        said(database, NOBODY, "A")
    assert texts(database, meeting) == []


def test_two_who_write_many_times_at_once_lose_nothing(database: Database, meeting: int, point: int) -> None:
    """Each version but the first stands on the one before it: the chain has neither gap nor fork."""
    count = 25

    def write(writer: str) -> list[str]:
        own = [f"{writer}, version {number}" for number in range(count)]
        for text in own:
            said(database, point, text, writer=writer)
        return own

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(write, ("écran 1", "écran 2"))
    versions = versions_of(database, meeting)
    assert sorted(version.written.text for version in versions) == sorted(first + second)
    assert [version.written.text for version in versions if version.writer == "écran 1"] == first
    assert [version.replaces for version in versions] == [None, *(version.id for version in versions[:-1])]
    assert now(database, meeting) == [versions[-1].written.text]


def back(days: int) -> date:
    """A day before today."""
    return TODAY - timedelta(days=days)


@pytest.fixture
def decision(database: Database) -> int:
    """A decision taken twenty days ago; its number."""
    record_meetings(database, OPERATOR, "2A", [], [DecisionRecord(back(20), "Éclairer le parvis", "BAC")])
    with database.read() as connection:
        return int(stored.decisions(connection, OPERATOR, "2A")["id"].max())


def dates(database: Database, decision: int) -> tuple[date | None, ...]:
    """When it was begun, done, given up."""
    table = table_of("decisions")
    with database.read() as connection:
        statement = select(table.c.started_on, table.c.done_on, table.c.given_up_on).where(table.c.id == decision)
        return tuple(connection.execute(statement).one())


def journal(database: Database, decision: int) -> list[tuple[object, ...]]:
    """The changes kept of a decision: who, from, to, as of which day."""
    with database.read() as connection:
        table = stored.decision_changes(connection, OPERATOR, "2A")
    own = table.loc[table["decision_id"].eq(decision), ["author", "before", "after", "effective_on"]]
    return [tuple(row) for row in own.to_numpy(dtype=object)]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (UNDER_WAY, (back(5), None, None)),
        (DONE, (None, back(5), None)),
        (GIVEN_UP, (None, None, back(5))),
    ],
)
def test_each_state_has_its_day(
    database: Database, decision: int, state: DecisionState, found: tuple[date | None, ...]
) -> None:
    change_state(database, OPERATOR, decision, state, back(5), author="DDPN")
    assert dates(database, decision) == found
    assert journal(database, decision) == [("DDPN", "to_do", state.value, back(5))]


def test_a_decision_goes_on_and_back_and_its_journal_keeps_all(database: Database, decision: int) -> None:
    for state, days in ((UNDER_WAY, 12), (DONE, 9), (UNDER_WAY, 6), (GIVEN_UP, 3), (TO_DO, 0)):
        change_state(database, OPERATOR, decision, state, back(days), author="préfet")
        if state is DONE:
            assert dates(database, decision) == (back(12), back(9), None)
        elif state is GIVEN_UP:
            assert dates(database, decision) == (back(6), None, back(3))
    assert dates(database, decision) == (None, None, None)
    assert journal(database, decision) == [
        ("préfet", "to_do", "under_way", back(12)),
        ("préfet", "under_way", "done", back(9)),
        ("préfet", "done", "under_way", back(6)),
        ("préfet", "under_way", "given_up", back(3)),
        ("préfet", "given_up", "to_do", back(0)),
    ]


def test_the_same_state_again_changes_nothing(database: Database, decision: int) -> None:
    change_state(database, OPERATOR, decision, DONE, back(9), author="préfet")
    version = database.version()
    change_state(database, OPERATOR, decision, DONE, back(4), author="DDPN")
    assert dates(database, decision) == (None, back(9), None)
    assert len(journal(database, decision)) == 1
    assert database.version() == version


def test_a_change_of_state_changes_the_data(database: Database, decision: int) -> None:
    version = database.version()
    change_state(database, OPERATOR, decision, DONE, back(9), author="préfet")
    assert database.version() != version


def test_the_day_of_the_decision_and_today_will_do(database: Database, decision: int) -> None:
    change_state(database, OPERATOR, decision, UNDER_WAY, back(20), author="préfet")
    change_state(database, OPERATOR, decision, DONE, back(0), author="préfet")
    assert dates(database, decision) == (back(20), back(0), None)


@pytest.mark.parametrize("days", [21, -1])
def test_neither_a_day_before_the_decision_nor_one_to_come(database: Database, decision: int, days: int) -> None:
    with pytest.raises(MeetingRefused) as refused:
        change_state(database, OPERATOR, decision, DONE, back(days), author="préfet")
    assert str(refused.value) == (
        f"Le {day(back(days))} ne convient pas\u00a0: la décision est du {day(back(20))}, et l’on ne note que ce qui "
        "est fait. Choisissez un jour entre les deux."
    )
    assert (dates(database, decision), journal(database, decision)) == ((None, None, None), [])


@pytest.mark.parametrize(("words", "what"), PERSONAL)
def test_no_person_changes_a_state(database: Database, decision: int, words: str, what: str) -> None:
    with pytest.raises(MeetingRefused) as refused:
        change_state(database, OPERATOR, decision, DONE, back(5), author=words)
    assert str(refused.value) == PERSONAL_WORDS.format(what)
    assert journal(database, decision) == []


def test_no_state_of_another_departements_decision_nor_of_none(database: Database, decision: int) -> None:
    with pytest.raises(ScopeError):
        change_state(database, ELSEWHERE, decision, DONE, back(5), author="préfet")
    with pytest.raises(UnknownMeeting) as unknown:
        change_state(database, OPERATOR, NOBODY, DONE, back(5), author="préfet")
    assert str(unknown.value) == f"Aucune décision ne porte le n°\u00a0{NOBODY}."
    assert journal(database, decision) == []
