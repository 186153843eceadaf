"""Steering as the screen shows it: the rhythm of the meetings, the plan's signatures, what a version changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from domain.sheets import SHEETS
from domain.windows import FORTNIGHT_DAYS, Window, semester_window
from indicators.situation import Situation

STEPS = {
    "adopted_on": "adopted",
    "prefect_signed_on": "prefect",
    "prosecutor_signed_on": "prosecutor",
    "transmitted_on": "sent",
}
"""The columns of the sheet `Plan` that date a step of its life, in the order in which they are due."""
COMPARED = ("sectors", "schools", "objectives", "targets", "services")
"""The sheets of a plan that two versions are compared on."""


@dataclass(frozen=True)
class MeetingRhythm:
    """The meetings held against one every 14 days.

    `held` of the window; `expected`, the whole fortnights of the window; `last_held` up to its end.
    `intervals`: columns since, until, days, late (more than 14 days), running (until the window's
    last day, no meeting having been held since); those that end in the window, oldest first. What
    lies before the first meeting on file is no interval.
    """

    held: int
    expected: int
    last_held: date | None
    intervals: pd.DataFrame

    @property
    def late(self) -> int:
        """How many intervals are longer than 14 days, the running one included."""
        return int(self.intervals["late"].sum())


def meeting_rhythm(situation: Situation, window: Window) -> MeetingRhythm:
    """The rhythm of the meetings of the état-major up to the window's end."""
    days = situation.table("meetings")["held_on"].dropna().drop_duplicates().sort_values(ignore_index=True)
    start, end = pd.Timestamp(window.start), pd.Timestamp(window.end)
    days = days[days.le(end)]
    until = days.shift(-1)
    intervals = pd.DataFrame({"since": days, "until": until.fillna(end), "running": until.isna()})
    intervals = intervals[intervals["until"].ge(start) & intervals["until"].gt(intervals["since"])]
    length = (intervals["until"] - intervals["since"]).dt.days
    table = intervals.assign(days=length, late=length.gt(FORTNIGHT_DAYS)).reset_index(drop=True)
    return MeetingRhythm(
        held=int(days.ge(start).sum()),
        expected=window.days // FORTNIGHT_DAYS,
        last_held=None if days.empty else days.iloc[-1].date(),
        intervals=table[["since", "until", "days", "late", "running"]],
    )


def plan_steps(versions: pd.DataFrame) -> pd.DataFrame:
    """The life of each version of the plan: adopted, signed by prefect and prosecutor, sent.

    `versions`: the rows of the sheet `Plan`, one a semester and version. Columns semester, version,
    step (adopted, prefect, prosecutor, sent), on (NaT where it is not done), day (of the semester: 1
    is its first, 0 and below before it), by semester, version and step.
    """
    table = versions[["semester", "version", *STEPS]].assign(version=versions["version"].fillna(1).astype(int))
    table = table.sort_values(["semester", "version"]).melt(["semester", "version"], var_name="step", value_name="on")
    starts = pd.to_datetime(table["semester"].map({name: semester_window(name).start for name in table["semester"]}))
    place = table["step"].map({step: at for at, step in enumerate(STEPS)})
    table = table.assign(day=(table["on"] - starts).dt.days.astype("Int64") + 1, place=place)
    table = table.sort_values(["semester", "version", "place"], ignore_index=True)
    return table.assign(step=table["step"].map(STEPS))[["semester", "version", "step", "on", "day"]]


def version_changes(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What one version of a plan changed in the one before it, sheet by sheet.

    Frames by sheet code. Columns sheet, code (the row's key, its parts joined by `/`), name (the
    row's name or title, the newer one), change (added, removed, changed), field, before, after: one
    row an entry added or removed (no field), one a field that differs, in the order of the sheets,
    then of the newer version, those removed last.
    """
    parts = [_sheet_changes(code, before[code], after[code]) for code in COMPARED]
    return pd.concat(parts, ignore_index=True)


def _sheet_changes(code: str, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    old, new = _keyed(code, before), _keyed(code, after)
    found: list[tuple[object, ...]] = []
    for key, row in new.items():
        if key not in old:
            found.append((code, key, _name(row), "added", None, None, None))
            continue
        was = old[key]
        found += [
            (code, key, _name(row), "changed", field, was[field], value)
            for field, value in row.items()
            if value != was[field]
        ]
    found += [(code, key, _name(row), "removed", None, None, None) for key, row in old.items() if key not in new]
    columns = ["sheet", "code", "name", "change", "field", "before", "after"]
    return pd.DataFrame(found, columns=columns, dtype=object)


def _keyed(code: str, frame: pd.DataFrame) -> dict[str, dict[str, object]]:
    """The rows of a sheet by key, with their declared fields, missing cells None."""
    sheet = SHEETS[code]
    rows = frame.reindex(columns=list(sheet.fields)).astype(object)
    records = rows.where(rows.notna(), None).to_dict("records")
    return {
        "/".join(str(record[field]) for field in sheet.key if record[field] is not None): {
            str(field): value for field, value in record.items()
        }
        for record in records
    }


def _name(row: Mapping[str, object]) -> object:
    return row.get("name") or row.get("title")
