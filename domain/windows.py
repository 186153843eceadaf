"""Windows of time, their comparators, and the semesters of plans. Both ends of a window are inside it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

YEAR_SHIFT = timedelta(days=364)  # 52 whole weeks: the same weekdays a year before
BASELINE_DAYS = 364
BASELINE_MINIMUM_DAYS = 56  # under that much history no verdict is given
FORTNIGHT_DAYS = 14


@dataclass(frozen=True, order=True)
class Window:
    """The days from `start` to `end`, both included. Raises ValueError if `end` precedes `start`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a window ends ({self.end}) before it starts ({self.start})")

    @property
    def days(self) -> int:
        """How many days the window holds."""
        return (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether that day lies in the window."""
        return self.start <= day <= self.end

    def common(self, other: "Window") -> "Window | None":
        """The days that both hold; None where there is none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Window(start, end) if start <= end else None

    def without(self, other: "Window") -> "tuple[Window, ...]":
        """What is left of the window without the days of the other: none, one or two windows."""
        shared = self.common(other)
        if shared is None:
            return (self,)
        before = (Window(self.start, shared.start - timedelta(days=1)),) if shared.start > self.start else ()
        after = (Window(shared.end + timedelta(days=1), self.end),) if shared.end < self.end else ()
        return before + after

    def shifted(self, lengths: int) -> "Window":
        """The window moved by that many of its own lengths; -1 is the comparator just before."""
        delta = timedelta(days=self.days * lengths)
        return Window(self.start + delta, self.end + delta)

    def previous(self) -> "Window":
        """The window of equal length just before."""
        return self.shifted(-1)

    def year_before(self) -> "Window":
        """The same window 364 days earlier, on the same weekdays."""
        return Window(self.start - YEAR_SHIFT, self.end - YEAR_SHIFT)

    def baseline(self) -> "Window":
        """The 364 days before the window."""
        return Window(self.start - YEAR_SHIFT, self.start - timedelta(days=1))

    def each_day(self) -> list[date]:
        """The window's days, in order."""
        return [self.start + timedelta(days=offset) for offset in range(self.days)]


class WindowKind(StrEnum):
    """The windows that a screen offers; the value stands in the URL."""

    FORTNIGHT = "quinzaine"
    FOUR_WEEKS = "28-jours"
    MONTH = "mois"
    SEMESTER = "semestre"
    YEAR_TO_DATE = "annee"
    FREE = "libre"


WINDOW_LABELS = {
    WindowKind.FORTNIGHT: "Quinzaine",
    WindowKind.FOUR_WEEKS: "28 jours",
    WindowKind.MONTH: "Mois",
    WindowKind.SEMESTER: "Semestre",
    WindowKind.YEAR_TO_DATE: "Année à date",
    WindowKind.FREE: "Libre",
}


def month_start(day: date) -> date:
    """The first day of that day's month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of that day's month."""
    return next_month(day) - timedelta(days=1)


def whole_month(day: date) -> Window:
    """The calendar month of that day."""
    return Window(month_start(day), month_end(day))


def next_month(day: date) -> date:
    """The first day of the month after that day's."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_full_month_end(until: date) -> date:
    """The last day of the latest month that is over by the end of `until`."""
    return until if until == month_end(until) else month_start(until) - timedelta(days=1)


def months_back(last: date, count: int) -> list[date]:
    """The first days of the `count` months that end with the month of `last`, oldest first."""
    months = [month_start(last)]
    while len(months) < count:
        months.append(month_start(months[-1] - timedelta(days=1)))
    return months[::-1]


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from that of `first` to that of `last`, in order."""
    months = [month_start(first)]
    while (following := next_month(months[-1])) <= last:
        months.append(following)
    return months


def window_of(kind: WindowKind, until: date) -> Window:
    """The window of that kind which ends on `until`.

    Month, semester and year to date start on the first day of theirs and end on `until`, so that a
    running one holds only days that are over. A free window has no kind of its own: it falls back
    to the fortnight until both its ends are chosen.
    """
    starts = {
        WindowKind.FOUR_WEEKS: until - timedelta(days=27),
        WindowKind.MONTH: month_start(until),
        WindowKind.SEMESTER: semester_window(semester_of(until)).start,
        WindowKind.YEAR_TO_DATE: until.replace(month=1, day=1),
    }
    return Window(starts.get(kind, until - timedelta(days=FORTNIGHT_DAYS - 1)), until)


def semester_of(day: date) -> str:
    """The semester of that day, written as in a plan: `2026-S1`."""
    return f"{day.year}-S{1 if day.month <= 6 else 2}"


def semester_window(semester: str) -> Window:
    """The days of a semester written `2026-S1`. Raises ValueError on another form."""
    year, _, half = semester.partition("-S")
    if half not in ("1", "2") or not year.isdigit():
        raise ValueError(f"not a semester: {semester!r}")
    if half == "1":
        return Window(date(int(year), 1, 1), date(int(year), 6, 30))
    return Window(date(int(year), 7, 1), date(int(year), 12, 31))
