"""The book of the fortnightly meeting: one content, to hand out, to work on or to show."""

from datetime import date, timedelta
from enum import StrEnum

from analysis.circulation import linked_counts
from analysis.figures import figure_contexts
from analysis.history import history
from analysis.hotspots import fortnight_until, hotspots
from analysis.investigations import investigations
from analysis.minutes import Minutes, minutes
from analysis.operations import operations
from analysis.plan import steering
from analysis.prevention import prevention
from analysis.recorded import recorded
from analysis.schools import schools
from analysis.situation import read_once
from analysis.summary import KEY_CODES, Summary, summary
from data_access.database import Database
from data_access.queries.meetings import StoredMeeting
from domain.french import window_words
from domain.scope import Scope
from domain.territories import DEPARTMENTS
from reports.chapters.decisions import decisions_section
from reports.chapters.investigations import investigations_section
from reports.chapters.operations import operations_section
from reports.chapters.plan import plan_section
from reports.chapters.prevention import prevention_section
from reports.chapters.schools import schools_section
from reports.chapters.sectors import sectors_section
from reports.chapters.sources import annex, freshness_section, missing_words, recorded_section
from reports.chapters.summary import first_pages, sites_and_services
from reports.circulation.edition import circulation_sections
from reports.content import CIRCULATION_MENTION, MENTION, Book, Section

TITLE = "Livret de la réunion"


class BookFormat(StrEnum):
    """What a book can be written as."""

    PDF = "pdf"
    PPTX = "pptx"
    XLSX = "xlsx"
    ODS = "ods"

    @property
    def label(self) -> str:
        """The form with its article, for a button."""
        return _FORMS[self][0]

    @property
    def mime(self) -> str:
        """The type under which a browser is given it."""
        return _FORMS[self][1]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_FORMS = {
    BookFormat.PDF: ("le PDF à distribuer", "application/pdf"),
    BookFormat.PPTX: ("les diapositives", f"{_OFFICE}.presentationml.presentation"),
    BookFormat.XLSX: ("le classeur", f"{_OFFICE}.spreadsheetml.sheet"),
    BookFormat.ODS: ("le classeur LibreOffice", "application/vnd.oasis.opendocument.spreadsheet"),
}


def build_book(
    database: Database,
    scope: Scope,
    department: str,
    until: date,
    *,
    circulation: bool = False,
    meeting: StoredMeeting | None = None,
) -> Book:
    """The book of the fortnight that ends on `until`, as the files of today tell it. Raises ScopeError.

    It is that of `meeting`, on its own window; where none is given, that of a meeting of the day after.
    `circulation`: the edition for readers outside the meeting, without small counts, cells, coordinates or references.
    """
    window = meeting.window if meeting is not None and meeting.window is not None else fortnight_until(until)
    held_on = window.end + timedelta(days=1) if meeting is None else meeting.held_on
    with read_once():
        first = summary(database, scope, department, window)
        if circulation:
            sections = _circulating(database, scope, first)
        else:
            decided = minutes(database, scope, department, window, held_on, meeting.id if meeting is not None else None)
            sections = _of_the_meeting(database, scope, first, decided)
    return Book(
        title=TITLE,
        department=DEPARTMENTS[department].label,
        window=window,
        window_words=window_words(window),
        meeting=held_on,
        missing=missing_words(first.freshness, window),
        sections=sections,
        mention=CIRCULATION_MENTION if circulation else MENTION,
        participants=() if meeting is None else meeting.participants,
    )


def _of_the_meeting(database: Database, scope: Scope, first: Summary, decided: Minutes) -> tuple[Section, ...]:
    department, window = first.department, first.window
    places = hotspots(database, scope, department, window)
    actions = operations(database, scope, department, window)
    classes = schools(database, scope, department, window)
    cases = investigations(database, scope, department, window)
    meetings = prevention(database, scope, department, window)
    plan = steering(database, scope, department, window)
    series = recorded_section(recorded(database, scope, department))
    figures = [
        *(key.figure for key in first.key_figures),
        *actions.key_figures,
        *classes.key_figures,
        *cases.key_figures,
        *cases.office_figures,
        *cases.minor_figures,
        *cases.repeat_figures,
        *cases.fund_figures,
        *meetings.key_figures,
        *plan.key_figures,
    ]
    return (
        *first_pages(first, figure_contexts(database, scope, department, window, KEY_CODES)),
        sectors_section(places),
        operations_section(actions),
        schools_section(classes, first.services),
        investigations_section(cases),
        prevention_section(meetings, first.services),
        plan_section(plan),
        decisions_section(decided),
        *((series,) if series is not None else ()),
        sites_and_services(first),  # on its own pages, before those of the annex
        *annex(figures, history(database, scope, department), window),
        freshness_section(first.freshness, window),
    )


def _circulating(database: Database, scope: Scope, first: Summary) -> tuple[Section, ...]:
    department, window = first.department, first.window
    return circulation_sections(
        first,
        hotspots(database, scope, department, window),
        operations(database, scope, department, window),
        schools(database, scope, department, window),
        investigations(database, scope, department, window),
        prevention(database, scope, department, window),
        steering(database, scope, department, window),
        recorded(database, scope, department),
        linked_counts(database, scope, department, window),
    )


def render(book: Book, book_format: BookFormat) -> bytes:
    """The book as a file; the same content gives the same bytes.

    What writes it is loaded here: its libraries take a second, and few pages and commands make a book.
    """
    match book_format:
        case BookFormat.PDF:
            from reports.pdf import pdf_of as written
        case BookFormat.XLSX:
            from reports.xlsx import xlsx_of as written
        case BookFormat.PPTX:
            from reports.pptx import pptx_of as written
        case BookFormat.ODS:
            from reports.ods import ods_of as written
    return written(book)
