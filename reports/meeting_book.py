"""The book of a meeting: made from the files while it is prepared, kept on closing, and the same ever after."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.hotspots import fortnight_until
from analysis.minutes import minutes
from analysis.situation import read_once
from data_access import meetings as writing
from data_access.database import Database
from data_access.meetings import MeetingChanged, MeetingRefused
from data_access.queries import meetings as stored
from data_access.queries.meetings import StoredMeeting
from domain.scope import Scope
from reports.book import BookFormat, build_book, render
from reports.content import Book
from reports.differences import compared, differences
from reports.frozen import freeze, thaw

_RESTRICTED, _CIRCULATION = "restricted", "circulation"
_TRIES = 3


@dataclass(frozen=True)
class Since:
    """What has changed since a meeting was closed: `rows` of `reports.differences`, out of `compared` figures."""

    rows: pd.DataFrame
    compared: int


def book_of(database: Database, scope: Scope, meeting_id: int, *, circulation: bool = False) -> Book:
    """The book of a meeting: as it was on closing, or as the files tell it now where it is still to come.

    Raises UnknownMeeting and ScopeError; MeetingRefused where the meeting was recorded without a book.
    """
    with database.read() as connection:
        meeting = stored.meeting(connection, scope, meeting_id)
        kept = stored.book(connection, scope, meeting_id, _CIRCULATION if circulation else _RESTRICTED)
    if kept is not None:
        return thaw(kept)
    if meeting.closed:
        raise MeetingRefused("Cette réunion a été enregistrée sans livret.")
    return _now(database, scope, meeting, circulation=circulation)


def book_until(
    database: Database, scope: Scope, department: str, until: date, *, circulation: bool = False
) -> tuple[Book, StoredMeeting | None]:
    """The book of the fortnight that ends on `until`, and the closed meeting whose kept book it is.

    None where no meeting was closed on that window: the book is then made from the files of today. Raises ScopeError.
    """
    with database.read() as connection:
        meeting = stored.closed_on_window(connection, scope, department, fortnight_until(until))
    if meeting is None:
        return build_book(database, scope, department, until, circulation=circulation), None
    return book_of(database, scope, meeting.id, circulation=circulation), meeting


def write_book(
    database: Database,
    scope: Scope,
    department: str,
    until: date,
    book_format: BookFormat,
    output: Path,
    *,
    circulation: bool = False,
) -> StoredMeeting | None:
    """Write the book that `book_until` gives to `output`, and return the meeting that it was handed out at, if any.

    Raises ScopeError, and OSError where it cannot be written.
    """
    book, meeting = book_until(database, scope, department, until, circulation=circulation)
    output.write_bytes(render(book, book_format))
    return meeting


def close(database: Database, scope: Scope, meeting_id: int, today: date) -> None:
    """Close a meeting: its lines become decisions, and both editions of its book are kept as they are now.

    What is written meanwhile is in it: the book is made again, a few times at most. Raises MeetingRefused,
    UnknownMeeting and ScopeError.
    """
    for _ in range(_TRIES):
        with read_once():
            last_line, books = _kept(database, scope, meeting_id)
        try:
            writing.close_meeting(database, scope, meeting_id, last_line, books, today)
        except MeetingChanged:
            continue
        return
    raise MeetingRefused("Des décisions s’écrivent encore\u00a0: attendez la fin des saisies, puis closez la réunion.")


def _kept(database: Database, scope: Scope, meeting_id: int) -> tuple[int, dict[str, bytes]]:
    """The newest line of a meeting, and the content of both editions of its book."""
    with database.read() as connection:
        meeting = stored.meeting(connection, scope, meeting_id)
    if meeting.closed or meeting.window is None:
        raise MeetingRefused("Cette réunion est close\u00a0: plus rien n’y change.")
    written = minutes(database, scope, meeting.department, meeting.window, meeting.held_on, meeting_id)
    editions = ((_RESTRICTED, False), (_CIRCULATION, True))
    books = {name: freeze(_now(database, scope, meeting, circulation=circulation)) for name, circulation in editions}
    return written.last_line, books


def since_closing(database: Database, scope: Scope, meeting_id: int) -> Since:
    """What the book of a closed meeting says, and the files of today would not. Raises as `book_of`."""
    handed_out = book_of(database, scope, meeting_id)
    with database.read() as connection:
        meeting = stored.meeting(connection, scope, meeting_id)
    return Since(differences(handed_out, _now(database, scope, meeting, circulation=False)), compared(handed_out))


def _now(database: Database, scope: Scope, meeting: StoredMeeting, *, circulation: bool) -> Book:
    until = meeting.held_on if meeting.window is None else meeting.window.end
    return build_book(database, scope, meeting.department, until, circulation=circulation, meeting=meeting)
