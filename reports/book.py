"""The book of the fortnightly meeting: one content, written as a PDF to hand out or a workbook to work on."""

from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from analysis.circulation import linked_counts
from analysis.figures import figure_contexts
from analysis.history import history
from analysis.hotspots import fortnight_until, hotspots
from analysis.investigations import investigations
from analysis.operations import operations
from analysis.plan import steering
from analysis.prevention import prevention
from analysis.recorded import recorded
from analysis.schools import schools
from analysis.summary import KEY_CODES, Summary, summary
from data_access.database import Database
from domain.french import window_words
from domain.scope import Scope
from domain.territories import DEPARTMENTS
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
    XLSX = "xlsx"


def build_book(database: Database, scope: Scope, department: str, until: date, *, circulation: bool = False) -> Book:
    """The book of the fortnight that ends on `until`, for the meeting of the day after. Raises ScopeError.

    `circulation`: the edition for readers outside the meeting, without small counts, cells, coordinates or references.
    """
    window = fortnight_until(until)
    first = summary(database, scope, department, window)
    sections = _circulating(database, scope, first) if circulation else _of_the_meeting(database, scope, first)
    return Book(
        title=TITLE,
        department=DEPARTMENTS[department].label,
        window=window,
        window_words=window_words(window),
        meeting=until + timedelta(days=1),
        missing=missing_words(first.freshness, window),
        sections=sections,
        mention=CIRCULATION_MENTION if circulation else MENTION,
    )


def _of_the_meeting(database: Database, scope: Scope, first: Summary) -> tuple[Section, ...]:
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
        sites_and_services(first),
        *((series,) if series is not None else ()),
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
        steering(database, scope, department, window),
        recorded(database, scope, department),
        linked_counts(database, scope, department, window),
    )


def render(book: Book, book_format: BookFormat) -> bytes:
    """The book as a file; the same content gives the same bytes.

    What writes it is loaded here: its libraries take a second, and few pages and commands make a book.
    """
    if book_format is BookFormat.PDF:
        from reports.pdf import pdf_of

        return pdf_of(book)
    from reports.xlsx import xlsx_of

    return xlsx_of(book)


def write_book(
    database: Database,
    scope: Scope,
    department: str,
    until: date,
    book_format: BookFormat,
    output: Path,
    *,
    circulation: bool = False,
) -> None:
    """Build the book and write it to `output`. Raises ScopeError, and OSError where it cannot be written."""
    book = build_book(database, scope, department, until, circulation=circulation)
    output.write_bytes(render(book, book_format))
