"""What a meeting decided, and how the decisions of those before it stand: what its book says of decisions."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.register import Register, register, target_words
from data_access.database import Database
from data_access.queries import meetings as stored
from data_access.queries.meetings import StoredMeeting
from domain.scope import Scope
from domain.windows import Window

TAKEN_COLUMNS = ("number", "title", "text", "owner", "owner_name", "due_on", "sector", "objective", "asked")


@dataclass(frozen=True)
class Minutes:
    """The decisions of a meeting and of those before it.

    `meeting` is None where nobody prepared one on that window. `taken`: `TAKEN_COLUMNS`, in the order of the agenda;
    `number` and `title` are those of the point, `asked` the target in words, None without any. `before`: the register
    on the meeting's day, without what the meeting itself decided. `last_line` is the newest version of a line in it.
    """

    meeting: StoredMeeting | None
    taken: pd.DataFrame
    before: Register
    last_line: int


def minutes(
    database: Database, scope: Scope, department: str, window: Window, held_on: date, meeting_id: int | None = None
) -> Minutes:
    """The minutes of that meeting, or those of a day on which none was prepared. Raises UnknownMeeting, ScopeError."""
    before = register(database, scope, department, held_on, window.end)
    if meeting_id is None:
        return Minutes(None, pd.DataFrame(columns=list(TAKEN_COLUMNS)), before, 0)
    with database.read() as connection:
        meeting = stored.meeting(connection, scope, meeting_id)
        agenda = stored.points(connection, scope, meeting_id)
        versions = stored.line_versions(connection, scope, meeting_id)
    places = {one.id: at for at, one in enumerate(agenda)}
    lines = sorted(stored.newest_lines(versions), key=lambda one: (places[one.point_id], one.line))
    rows = []
    for version in lines:
        at, said = places[version.point_id], version.written
        names = (said.owner, before.services.get(said.owner, said.owner))
        rows.append(
            (
                at + 1,
                agenda[at].point.title,
                said.text,
                *names,
                said.due_on,
                said.sector,
                said.objective,
                target_words(said),
            )
        )
    own = before.decisions["meeting_id"].eq(meeting_id).fillna(False)
    return Minutes(
        meeting=meeting,
        taken=pd.DataFrame(rows, columns=list(TAKEN_COLUMNS), dtype=object),
        before=before.without(own),
        last_line=max((version.id for version in versions), default=0),
    )
