"""A whole meeting on the small département: prepared, held, closed; and its book the same ever after.

What is handed out is put beside what the files say once two operations and a fact of the window have come too late.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import reports.meeting_book as meeting_book
from analysis.minutes import Minutes, minutes
from data_access.database import Database
from data_access.meetings import DecisionRecord, MeetingRefused, record_meetings
from data_access.queries import meetings as stored
from domain.meetings import Written
from domain.scope import OPERATOR, ScopeError
from domain.windows import Window
from reports.book import BookFormat, build_book, render
from reports.content import Amount, Book, Table
from reports.frozen import freeze
from reports.meeting_book import Since, book_of, book_until, close, since_closing
from tests.conftest import Said
from tests.data_access.workbook_builder import Rows
from tests.meetings import CLOSED_WORDS, ELSEWHERE, HELD_ON, points_of, prepared, said, versions_of
from tests.reports.conftest import ACTIONS, DEPARTMENT, LATE, PLAN, UNTIL, deposit, november

pytestmark = pytest.mark.xdist_group("meeting_book")  # what its tests share is made once

NBSP, THIN = "\u00a0", "\u202f"
EDITIONS = (False, True)
MORE: dict[str, Rows] = {
    "Faits": [["date", "secteur", "nature"], [november(17), "S1", "trafic"]],
    "Opérations": [
        ["référence", "date", "secteur", "type", "service pilote"],
        ["OP-5", november(11), "S1", "sécurisation", "BAC"],
        ["OP-6", november(16), "S1", "sécurisation", "BAC"],
    ],
}
"""What comes once the meeting is closed."""
BEFORE = DecisionRecord(november(10), "Tenir les abords", "BAC", november(30), None, "S1", None, "operations", 4.0)
TAKEN = Written("Éclairer le parvis", "BAC", date(2026, 12, 7), "S1", None, "operations", 6.0)


@dataclass(frozen=True)
class Held:
    """A meeting that was closed, before more files came; `rendered`: its books by format and edition, then."""

    database: Database
    meeting: int
    at_once: Since
    rendered: dict[tuple[BookFormat, bool], bytes]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The small département, to write in."""
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('meeting') / 'vigie.db'}")
    opened.migrate()
    for sheets in (PLAN, ACTIONS, LATE):
        deposit(opened, sheets, "fichier.xlsx")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def held(files: Database) -> Held:
    """A meeting on 23 November, closed; the two operations and the fact came after it."""
    # Of a département that has met before: its first meeting would make a 0 of what was unknown.
    record_meetings(files, OPERATOR, DEPARTMENT, [date(2026, 10, 29)], [BEFORE])
    meeting = prepared(files, "Les Lilas", "La Gare", department=DEPARTMENT)
    lilas, gare = (one.id for one in points_of(files, meeting))
    said(files, gare, "Fermer le hall")
    said(files, lilas, TAKEN)
    close(files, OPERATOR, meeting, HELD_ON)
    at_once = since_closing(files, OPERATOR, meeting)
    rendered = {
        (form, circulation): render(book_of(files, OPERATOR, meeting, circulation=circulation), form)
        for form in BookFormat
        for circulation in EDITIONS
    }
    deposit(files, MORE, "suite.xlsx")
    return Held(files, meeting, at_once, rendered)


def table(book: Book, title: str) -> Table:
    (found,) = (
        block
        for section in book.sections
        for block in section.blocks
        if isinstance(block, Table) and block.title == title
    )
    return found


def test_the_book_has_the_decisions_of_the_meeting_in_the_order_of_the_agenda(held: Held) -> None:
    book = book_of(held.database, OPERATOR, held.meeting)
    assert (book.meeting, book.window.end, book.participants) == (HELD_ON, UNTIL, ("préfet", "DDPN"))
    assert table(book, "Décisions de la réunion").rows == (
        (
            *(Amount(1), "Éclairer le parvis", "BAC de nuit", date(2026, 12, 7), "Les Lilas", None),
            "6 opérations demandées",
        ),
        (Amount(2), "Fermer le hall", None, "sans échéance", None, None, None),
    )


def test_the_meeting_is_closed_and_its_lines_are_decisions(held: Held) -> None:
    with held.database.read() as connection:
        meeting = stored.meeting(connection, OPERATOR, held.meeting)
        decisions = stored.decisions(connection, OPERATOR, DEPARTMENT)
    own = decisions[decisions["meeting_id"].eq(held.meeting)]
    assert meeting.closed
    assert own["text"].tolist() == ["Éclairer le parvis", "Fermer le hall"]


@pytest.mark.parametrize("circulation", EDITIONS)
@pytest.mark.parametrize("form", BookFormat)
def test_the_book_is_byte_for_byte_the_one_handed_out(held: Held, form: BookFormat, circulation: bool) -> None:
    again = render(book_of(held.database, OPERATOR, held.meeting, circulation=circulation), form)
    assert again == held.rendered[form, circulation]


def test_an_edition_for_circulation_made_now_would_be_another(held: Held) -> None:
    """The other way round: had it not been kept, it would have changed; of the other edition, `CHANGED` tells it."""
    kept = book_of(held.database, OPERATOR, held.meeting, circulation=True)
    now = build_book(held.database, OPERATOR, DEPARTMENT, UNTIL, circulation=True)
    assert freeze(now) != freeze(replace(kept, participants=()))


def test_nothing_has_changed_where_no_file_came(held: Held) -> None:
    assert held.at_once.rows.empty
    assert held.at_once.compared > 300


SIX = (f"Où en est-on{THIN}?", "Six chiffres de la fenêtre")
LONGER = (
    f"Et sur une période plus longue{THIN}?",
    f"Les mêmes chiffres, sur 28{NBSP}jours et depuis le 1er{NBSP}janvier",
)
WHERE = f"Où les faits se concentrent-ils{THIN}?"
FOLLOW = f"Les opérations suivent-elles le plan{THIN}?"
WHO = (f"Qui a fait quoi, et où{THIN}?", "Actions de chaque service sur chaque site du plan")
LILAS, FACTS, OPERATIONS = "S1 Les Lilas", "Faits de stupéfiants faits", "Opérations opérations"
CHANGED = {
    # 3 drug facts in S1 and 1 in S2, 6 in the fortnight before, 1 on 20 October; 2 operations, 1 before, 2 in October.
    (*SIX, FACTS, "Fenêtre", "4", "5"),
    (*SIX, FACTS, "Par rapport à la précédente", "4 contre 6", "5 contre 6"),
    (*SIX, OPERATIONS, "Fenêtre", "2", "4"),
    (*SIX, OPERATIONS, "Par rapport à la précédente", "2 contre 1", "4 contre 1"),
    (*LONGER, f"{FACTS} Sur 28{NBSP}jours", "Valeur", "10", "11"),
    (*LONGER, f"{FACTS} Depuis le 1er{NBSP}janvier", "Valeur", "11", "12"),
    (*LONGER, f"{OPERATIONS} Sur 28{NBSP}jours", "Valeur", "3", "5"),
    (*LONGER, f"{OPERATIONS} Depuis le 1er{NBSP}janvier", "Valeur", "5", "7"),
    (WHERE, "Secteurs du plan, du plus au moins touché", LILAS, "Faits, fenêtre (faits)", "3", "4"),
    (WHERE, "Secteurs du plan, du plus au moins touché", LILAS, "Opérations, fenêtre", "2", "4"),
    (WHERE, f"Dans quels secteurs les faits diffèrent-ils de la fenêtre précédente{THIN}?", LILAS, "Fenêtre", "3", "4"),
    (FOLLOW, "Fréquence par secteur, rapportée à la cible", LILAS, "Opérations, fenêtre", "2", "4"),
    (FOLLOW, "Fréquence par secteur, rapportée à la cible", LILAS, "Par semaine (opérations)", "1,0", "2,0"),
    # Without operation from the 13th to the 17th, 5 days; with those of the 11th and 16th, from the 19th to the 22nd.
    (FOLLOW, "Fréquence par secteur, rapportée à la cible", LILAS, "Plus long intervalle (jours)", "5", "4"),
    (FOLLOW, "Opérations du département", OPERATIONS, "Fenêtre", "2", "4"),
    (FOLLOW, "Opérations du département", OPERATIONS, "Par rapport à la précédente", "2 contre 1", "4 contre 1"),
    (
        *(FOLLOW, f"Quels secteurs n’ont pas eu les opérations attendues{THIN}?", LILAS, "Opérations tenues"),
        *("2", "4"),
    ),
    (
        *(f"Le plan tient-il ses objectifs et ses cibles{THIN}?", "Cibles et résultats", f"Opérations {LILAS}"),
        *("Résultat", "2", "4"),
    ),
    (*WHO, LILAS, "Opérations, BAC", "2", "4"),
    (*WHO, LILAS, "Opérations, total du site", "2", "4"),
    (
        f"Qu’a-t-on décidé, et qu’en est-il{THIN}?",
        "Décisions des réunions antérieures à exécuter, les retards d’abord",
        "Tenir les abords 10/11/2026",
        "Suivi",
        "décidée le 10/11, 4 opérations demandées, 2 faites (fichiers incomplets)",
        "décidée le 10/11, 4 opérations demandées, 4 faites (fichiers incomplets)",
    ),
}
"""Every figure of the book that two operations and one fact more in S1 change, worked out by hand."""


@pytest.fixture(scope="module")
def since(held: Held) -> Since:
    return since_closing(held.database, OPERATOR, held.meeting)


def test_exactly_the_figures_that_changed_are_told(since: Since) -> None:
    rows = since.rows[since.rows["section"] != "À retenir"]
    found = list(rows.itertuples(index=False, name=None))
    assert len(found) == len(CHANGED)
    assert set(found) == CHANGED


def test_the_findings_said_otherwise_are_told_with_their_words(since: Since) -> None:
    """A sentence holds its figures: the one went, the other came."""
    rows = since.rows[since.rows["section"] == "À retenir"]
    facts = (
        f"Faits de stupéfiants{NBSP}: {{}}{NBSP}faits dans le département, historique trop court (moins de 56 jours)."
    )
    acts = f"{{}}{NBSP}opérations{NBSP}: cible atteinte dans 1{NBSP}secteur sur 2."
    assert rows.loc[rows["now"].isna(), "row"].tolist() == [facts.format(4), acts.format(2)]
    assert rows.loc[rows["was"].isna(), "row"].tolist() == [facts.format(5), acts.format(4)]


def test_as_many_figures_are_compared_as_on_closing(held: Held, since: Since) -> None:
    assert since.compared == held.at_once.compared


def test_the_fortnight_of_a_closed_meeting_has_the_kept_book(held: Held) -> None:
    kept, meeting = book_until(held.database, OPERATOR, DEPARTMENT, UNTIL)
    assert meeting is not None
    assert meeting.id == held.meeting
    assert kept == book_of(held.database, OPERATOR, held.meeting)


@pytest.mark.parametrize("circulation", EDITIONS)
def test_the_command_writes_the_kept_book_and_says_so(
    held: Held, vigie: Callable[..., Said], tmp_path: Path, circulation: bool
) -> None:
    output = tmp_path / "livret.ods"
    edition = ["--circulation"] if circulation else []
    asked = ("--format", "ods", "--output", output, "--database", held.database.url)
    written = vigie("book", "--departement", DEPARTMENT, "--until", "2026-11-22", *asked, *edition)
    assert written.code == 0, written.err
    assert output.read_bytes() == held.rendered[BookFormat.ODS, circulation]
    assert f"C’est celui de la réunion du 23/11/2026, close{NBSP}: ses chiffres n’ont pas changé depuis." in written.err
    assert written.out == ""


def test_the_command_says_nothing_of_a_meeting_where_none_was_closed(
    held: Held, vigie: Callable[..., Said], tmp_path: Path
) -> None:
    asked = ("--format", "ods", "--output", tmp_path / "livret.ods", "--database", held.database.url)
    written = vigie("book", "--departement", DEPARTMENT, "--until", "2026-11-08", *asked)
    assert written.code == 0, written.err
    assert "réunion du" not in written.err


def test_a_meeting_is_closed_once(held: Held) -> None:
    before = book_of(held.database, OPERATOR, held.meeting)
    with pytest.raises(MeetingRefused) as refused:
        close(held.database, OPERATOR, held.meeting, HELD_ON)
    assert str(refused.value) == CLOSED_WORDS
    assert book_of(held.database, OPERATOR, held.meeting) == before


def test_a_meeting_recorded_without_book_has_none(files: Database) -> None:
    record_meetings(files, OPERATOR, DEPARTMENT, [date(2026, 10, 22)], [])
    with files.read() as connection:
        (recorded,) = (
            one.id for one in stored.meetings(connection, OPERATOR, DEPARTMENT) if one.held_on == date(2026, 10, 22)
        )
    for asked in (book_of, since_closing):
        with pytest.raises(MeetingRefused) as refused:
            asked(files, OPERATOR, recorded)
        assert str(refused.value) == "Cette réunion a été enregistrée sans livret."


def test_another_departements_account_has_no_book(held: Held) -> None:
    for asked in (book_of, since_closing):
        with pytest.raises(ScopeError):
            asked(held.database, ELSEWHERE, held.meeting)
    with pytest.raises(ScopeError):
        book_until(held.database, ELSEWHERE, DEPARTMENT, UNTIL)
    with pytest.raises(ScopeError):
        close(held.database, ELSEWHERE, held.meeting, HELD_ON)


def test_the_book_of_a_meeting_to_come_is_made_from_todays_files_and_lines(held: Held) -> None:
    meeting = prepared(held.database, "Les Lilas", department=DEPARTMENT, held_on=date(2026, 11, 25))
    point = points_of(held.database, meeting)[0].id
    said(held.database, point, "Brouillon")
    book = book_of(held.database, OPERATOR, meeting)
    assert book.meeting == date(2026, 11, 25)
    assert [row[1] for row in table(book, "Décisions de la réunion").rows] == ["Brouillon"]


def writing_meanwhile(monkeypatch: pytest.MonkeyPatch, database: Database, point: int, times: int) -> None:
    """Somebody who writes a line each time that the minutes have just been read, that many times.

    The book is then its title alone, the lines that stand: what matters is when it is made.
    """
    left = iter(range(times))

    def and_writes(*arguments: Any) -> Minutes:
        found = minutes(*arguments)
        if (number := next(left, None)) is not None:
            said(database, point, f"Ligne {number}", line=number)
        return found

    def title_alone(opened: Database, *_: Any, meeting: stored.StoredMeeting, **__: Any) -> Book:
        lines = ", ".join(version.written.text for version in versions_of(opened, meeting.id))
        return Book(lines, "", Window(UNTIL, UNTIL), "", HELD_ON, None, ())

    monkeypatch.setattr(meeting_book, "minutes", and_writes)
    monkeypatch.setattr(meeting_book, "build_book", title_alone)


def test_what_is_written_during_the_closing_is_in_the_book_and_in_the_register(
    files: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = prepared(files, "Les Lilas", department=DEPARTMENT, held_on=date(2026, 11, 24))
    writing_meanwhile(monkeypatch, files, points_of(files, meeting)[0].id, times=2)
    close(files, OPERATOR, meeting, date(2026, 11, 24))
    for circulation in EDITIONS:
        assert book_of(files, OPERATOR, meeting, circulation=circulation).title == "Ligne 0, Ligne 1"
    with files.read() as connection:
        decisions = stored.decisions(connection, OPERATOR, DEPARTMENT)
    assert decisions.loc[decisions["meeting_id"].eq(meeting), "text"].tolist() == ["Ligne 0", "Ligne 1"]


def test_a_closing_gives_up_where_lines_go_on_being_written(files: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = prepared(files, "Les Lilas", department=DEPARTMENT, held_on=date(2026, 11, 24))
    writing_meanwhile(monkeypatch, files, points_of(files, meeting)[0].id, times=9)
    with pytest.raises(MeetingRefused) as refused:
        close(files, OPERATOR, meeting, date(2026, 11, 24))
    assert str(refused.value) == (
        f"Des décisions s’écrivent encore{NBSP}: attendez la fin des saisies, puis closez la réunion."
    )
    assert len(versions_of(files, meeting)) == 3
    with files.read() as connection:
        assert not stored.meeting(connection, OPERATOR, meeting).closed
