"""The meetings of a département as the screen Réunion shows them, and the agenda of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data_access.database import Database
from data_access.queries import meetings as stored
from data_access.queries.meetings import StoredLine, StoredMeeting, StoredPoint, newest_lines
from domain.catalogue import CATALOGUE, By, Indicator
from domain.meetings import Point
from domain.scope import Scope
from domain.windows import FORTNIGHT_DAYS


@dataclass(frozen=True)
class Agenda:
    """A meeting, its points in order, and every version of every line written on them, oldest first."""

    meeting: StoredMeeting
    points: tuple[StoredPoint, ...]
    versions: tuple[StoredLine, ...]

    def lines(self, point_id: int) -> dict[int, list[StoredLine]]:
        """The versions of each line of a point, by the line's number, oldest first."""
        found: dict[int, list[StoredLine]] = {}
        for version in self.versions:
            if version.point_id == point_id:
                found.setdefault(version.line, []).append(version)
        return found

    @property
    def written(self) -> list[StoredLine]:
        """What the lines say now, in the order of the agenda; emptied ones are left out."""
        places = {one.id: at for at, one in enumerate(self.points)}
        return sorted(newest_lines(self.versions), key=lambda one: (places[one.point_id], one.line))


def schedule(database: Database, scope: Scope, department: str) -> list[StoredMeeting]:
    """The meetings prepared and held, the newest first. Raises ScopeError."""
    with database.read() as connection:
        return stored.meetings(connection, scope, department)


def agenda(database: Database, scope: Scope, meeting_id: int) -> Agenda:
    """A meeting as it stands now. Raises UnknownMeeting and ScopeError."""
    with database.read() as connection:
        return Agenda(
            meeting=stored.meeting(connection, scope, meeting_id),
            points=tuple(stored.points(connection, scope, meeting_id)),
            versions=tuple(stored.line_versions(connection, scope, meeting_id)),
        )


def prepared_meeting(database: Database, scope: Scope, meeting_id: int | None) -> StoredMeeting | None:
    """The meeting of that number while it can be held: None where there is none, or where it is closed."""
    if meeting_id is None:
        return None
    try:
        with database.read() as connection:
            found = stored.meeting(connection, scope, meeting_id)
    except stored.UnknownMeeting:
        return None
    return None if found.closed else found


def not_on_agenda(known: Agenda, proposed: Sequence[Point]) -> list[Point]:
    """Of the points proposed today, those that the agenda does not have, whatever their figures say by now."""
    there = {_identity(one.point) for one in known.points}
    return [point for point in proposed if _identity(point) not in there]


def _identity(point: Point) -> tuple[str, str, str | None, str | None]:
    return point.origin.value, point.subject, point.sector, point.school


def next_meeting_day(meetings: Sequence[StoredMeeting], today: date) -> date:
    """The day to propose for the next meeting: a fortnight after the last one held, today where that is past."""
    held = [one.held_on for one in meetings if one.closed]
    return max(max(held) + timedelta(days=FORTNIGHT_DAYS), today) if held else today


def aims(by: By) -> dict[str, Indicator]:
    """The indicators by code that a decision may aim at, at that level."""
    return {code: one for code, one in CATALOGUE.items() if one.aimed_at and by in one.levels and not one.is_yes_no}
