"""Writing decisions: on the spot, line by line, while a meeting is held; and afterwards, how they are carried out."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import insert, select, update

from data_access.database import Database
from data_access.meetings import MeetingRefused, require_impersonal
from data_access.models import table_of
from data_access.queries import meetings as stored
from data_access.queries.meetings import StoredLine, UnknownMeeting
from domain.french import day
from domain.meetings import DecisionState, Written, decision_state
from domain.scope import Scope

LONGEST_TEXT = 600
"""Characters of a decision: a sentence or two, that can be read out."""
_DATED = {
    DecisionState.UNDER_WAY: "started_on",
    DecisionState.DONE: "done_on",
    DecisionState.GIVEN_UP: "given_up_on",
}


@dataclass(frozen=True)
class Saved:
    """A line as it was stored, and the other's version that it took the place of unseen, if there is one."""

    version: StoredLine
    replaced: StoredLine | None


def write_line(
    database: Database,
    scope: Scope,
    point_id: int,
    line: int,
    written: Written,
    *,
    author: str,
    writer: str,
    based_on: int | None,
) -> Saved:
    """Store what a line says now. The later of two who write at once takes the place of the other; both are kept.

    `author` is a function ("préfet"), `writer` tells one screen from another, `based_on` is the version that this
    screen has seen last. Raises MeetingRefused, UnknownMeeting and ScopeError.
    """
    written = replace(written, text=written.text.strip())
    require_impersonal(written.text, written.owner, author)
    if len(written.text) > LONGEST_TEXT:
        raise MeetingRefused(
            f"Une décision tient en {LONGEST_TEXT} caractères\u00a0: celle-ci en a {len(written.text)}. "
            "Raccourcissez-la."
        )
    with database.write() as connection:
        found = stored.point(connection, scope, point_id)
        if stored.meeting(connection, scope, found.meeting_id).closed:
            raise MeetingRefused("Cette réunion est close\u00a0: plus rien n’y change.")
        versions = stored.line_versions(connection, scope, found.meeting_id, point_id)
        standing = [one for one in versions if one.line == line]
        former = standing[-1] if standing else None
        if former is not None and former.written == written:
            return Saved(former, None)
        values = {
            "point_id": point_id,
            "line": line,
            "author": author,
            "writer": writer,
            "written_at": datetime.now(UTC),
            "replaces": None if former is None else former.id,
            # Whoever wrote the standing version has seen it, whatever this turn of its screen says.
            "based_on": former.id if former is not None and former.writer == writer else based_on,
        }
        connection.execute(insert(table_of("line_versions")).values(**values, **vars(written)))
        version = stored.line_versions(connection, scope, found.meeting_id, point_id)[-1]
    return Saved(version, former if version.blind else None)


def change_state(
    database: Database, scope: Scope, decision_id: int, state: DecisionState, on: date, *, author: str
) -> None:
    """Say how a decision stands from that day on; the change is kept with its author.

    Raises MeetingRefused where the day is before the decision or to come, UnknownMeeting and ScopeError.
    """
    require_impersonal(author)
    table = table_of("decisions")
    with database.write() as connection:
        row = connection.execute(select(table).where(table.c.id == decision_id)).first()
        if row is None:
            raise UnknownMeeting(f"Aucune décision ne porte le n°\u00a0{decision_id}.")
        scope.require(row.department)
        if not row.taken_on <= on <= date.today():
            raise MeetingRefused(
                f"Le {day(on)} ne convient pas\u00a0: la décision est du {day(row.taken_on)}, et l’on ne note que ce "
                "qui est fait. Choisissez un jour entre les deux."
            )
        before = decision_state(date.max, row.started_on, row.done_on, row.given_up_on)
        if before is state:
            return
        ended = {"done_on": None, "given_up_on": None} | ({} if state in _ENDED else {"started_on": None})
        dates = ended | ({_DATED[state]: on} if state in _DATED else {})
        connection.execute(update(table).where(table.c.id == decision_id).values(**dates))
        change = {
            "decision_id": decision_id,
            "changed_at": datetime.now(UTC),
            "author": author,
            "before": before.value,
            "after": state.value,
            "effective_on": on,
        }
        connection.execute(insert(table_of("decision_changes")).values(**change))


_ENDED = (DecisionState.DONE, DecisionState.GIVEN_UP)
