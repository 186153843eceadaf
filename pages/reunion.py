"""Réunion: the meeting prepared, held, decided, handed out, followed up."""

from datetime import date
from functools import partial

import pandas as pd

from analysis.meetings import prepared_meeting, schedule
from analysis.register import register
from components import meeting_desk, notices, past_meetings, register_views, seance
from components.book_download import BookFile
from components.meeting_address import MEETING, PAST, PREPARE, REGISTER, end_session, in_session, number
from components.opening import opening
from components.session import ask, choice, database, scope
from components.tabs import tabs
from data_access.queries.meetings import StoredMeeting
from reports.book import BookFormat, render
from reports.meeting_book import book_of, close, since_closing

_TABS = {PREPARE: "Préparer", REGISTER: "Registre des décisions", PAST: "Réunions tenues"}


def _page() -> None:
    if in_session() and _held():
        return
    picked = choice()
    meetings = schedule(database(), scope(), picked.department)
    found = ask(register, picked.department, date.today(), picked.window.end)
    opening("Réunion", picked, found.freshness)
    prepare, decided, past = tabs(_TABS, usual=PREPARE)
    if prepare.open:
        with prepare:
            meeting_desk.draw(picked, meetings, found.sectors)
    if decided.open:
        with decided:
            register_views.draw(found)
    if past.open:
        with past:
            past_meetings.draw(meetings, found, _books, _since)


def _held() -> bool:
    """Draw the meeting that is being held; whether there is one that can be."""
    meeting = prepared_meeting(database(), scope(), number(MEETING))
    if meeting is None:
        end_session()
        notices.partial("Cette réunion n’existe pas, ou elle est close.")
        return False
    seance.draw(meeting, partial(close, database(), scope()))
    return True


def _books(meeting: StoredMeeting, circulation: bool) -> list[BookFile]:
    edition = "-circulation" if circulation else ""
    name = f"vigie-{meeting.department}-reunion-{meeting.held_on}{edition}"
    return [
        BookFile(form.label, f"{name}.{form}", form.mime, partial(_made, meeting.id, form, circulation))
        for form in BookFormat
    ]


def _made(meeting_id: int, form: BookFormat, circulation: bool) -> bytes:
    return render(book_of(database(), scope(), meeting_id, circulation=circulation), form)


def _since(meeting: StoredMeeting) -> tuple[pd.DataFrame, int]:
    found = ask(since_closing, meeting.id)
    return found.rows, found.compared


_page()
