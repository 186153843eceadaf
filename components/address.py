"""What the address of a screen holds: département, window, and their parsing. Pure, so that it can be tested."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from analysis import links
from domain.windows import Window, WindowKind, month_end, semester_of, semester_window, window_of

DEPARTMENT, KIND, START, END = "dep", "fenetre", "du", "au"
WINDOW_NAMES = (DEPARTMENT, KIND, START, END)
SECTOR, SCHOOL = links.SECTOR, links.SCHOOL
OBJECTIVE, TAB, PROJECTION = "objectif", "onglet", "projection"
SERIES, CONTROLS, BUFFER, BUFFER_CONTROLS = "serie", "temoins", "voisins", "temoins-voisins"
VERSION_BEFORE, VERSION_AFTER, MONTH = "de", "vers", "mois"
FORCE_AREA, KINDS, MARKS, LAYERS, SERVICES = "zone", "types", "marques", "points", "services"
OF_ONE_DEPARTMENT = (
    SECTOR,
    SCHOOL,
    OBJECTIVE,
    SERIES,
    CONTROLS,
    BUFFER,
    BUFFER_CONTROLS,
    VERSION_BEFORE,
    VERSION_AFTER,
    MONTH,
    "reunion",
    "decision",
)
NO_CODE = "aucun"


class Choice(NamedTuple):
    """What a screen shows: a département's code, a window, and how the window was chosen."""

    department: str
    window: Window
    kind: WindowKind


def from_query(query: Mapping[str, str], departments: Sequence[str], last_day: date) -> Choice:
    """The choice that a query string asks for; whatever is absent or senseless falls back to the usual one.

    The usual one is the first département and the fortnight that ends on `last_day`, after which no window ends.
    Raises ValueError where there is no département.
    """
    if not departments:
        raise ValueError("no département to choose from")
    asked = query.get(DEPARTMENT, "")
    department = asked if asked in departments else departments[0]
    kind = _kind(query.get(KIND, ""))
    end = min(_date(query.get(END, "")) or last_day, last_day)
    start = _date(query.get(START, ""))
    if kind is WindowKind.FREE and start is not None and start <= end:
        return Choice(department, Window(start, end), kind)
    return Choice(department, window_of(kind, end), kind)


def to_query(choice: Choice) -> dict[str, str]:
    """The choice as a query string's parts; `from_query` gives it back."""
    query = {DEPARTMENT: choice.department, KIND: choice.kind.value, END: choice.window.end.isoformat()}
    if choice.kind is WindowKind.FREE:
        query[START] = choice.window.start.isoformat()
    return query


def codes_of(written: str | None) -> tuple[str, ...] | None:
    """The codes that a part of the address lists (`S01,S03`, or `aucun`); None where it is absent."""
    if written is None:
        return None
    return tuple(code for code in written.split(",") if code and code != NO_CODE)


def codes_written(codes: Sequence[str]) -> str:
    """The codes as a part of the address; `codes_of` gives them back."""
    return ",".join(codes) or NO_CODE


def earlier(choice: Choice) -> Choice:
    """The choice one length back: for a month or a semester, the whole one before."""
    if choice.kind in (WindowKind.MONTH, WindowKind.SEMESTER, WindowKind.YEAR_TO_DATE):
        return choice._replace(window=window_of(choice.kind, choice.window.start - timedelta(days=1)))
    return choice._replace(window=choice.window.shifted(-1))


def later(choice: Choice, last_day: date) -> Choice:
    """The choice one length on; no window ends after `last_day`."""
    following = choice.window.end + timedelta(days=1)
    ends = {
        WindowKind.MONTH: month_end(following),
        WindowKind.SEMESTER: semester_window(semester_of(following)).end,
        WindowKind.YEAR_TO_DATE: date(following.year, 12, 31),
    }
    if choice.kind in ends:
        end = min(ends[choice.kind], last_day)
        return choice._replace(window=window_of(choice.kind, end))
    days_on = min(choice.window.days, (last_day - choice.window.end).days)
    shift = timedelta(days=days_on)
    return choice._replace(window=Window(choice.window.start + shift, choice.window.end + shift))


def _kind(written: str) -> WindowKind:
    return WindowKind(written) if written in set(WindowKind) else WindowKind.FORTNIGHT


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
