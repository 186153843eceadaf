"""What indicators are computed from: the tables of one département, and how far its files reach."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd

from domain.catalogue import REGISTERS
from domain.sheets import SHEETS, Kind
from domain.territories import DEPARTMENTS
from domain.windows import Window

DEPARTMENT_SCOPE = "département"
"""The scope of a figure that is about the whole département, and its group in a computation."""

_DTYPES = {
    Kind.INT: "Int64",
    Kind.FLOAT: "Float64",
    Kind.BOOL: "boolean",
    Kind.DATE: "datetime64[us]",
    Kind.MONTH: "datetime64[us]",
    Kind.PERIOD: "datetime64[us]",
}
_KEPT_HERE = {
    "meetings": {"held_on": "datetime64[us]"},
    "decisions": {
        "taken_on": "datetime64[us]",
        "text": "object",
        "owner": "object",
        "due_on": "datetime64[us]",
        "done_on": "datetime64[us]",
        "given_up_on": "datetime64[us]",
    },
}
"""The two tables that no workbook brings, and the dtypes of their columns."""


P = ParamSpec("P")
T = TypeVar("T")


def _declared(code: str) -> dict[str, str]:
    if code in _KEPT_HERE:
        return _KEPT_HERE[code]
    return {column.field: _DTYPES.get(column.kind, "object") for column in SHEETS[code].columns}


def event_field(code: str) -> str | None:
    """The date by which the rows of that table fall into windows, None if they do not."""
    return REGISTERS[code].event_date if code in REGISTERS else SHEETS[code].event_date


@dataclass(frozen=True)
class Situation:
    """One département as its files tell it.

    `tables` holds frames by sheet code (current rows; the plan's sheets are those of the plan in
    force at the window's end), and "meetings" and "decisions". `coverage` is the last day that each
    service's files cover; `contributors` the services that feed each sheet.

    A long history need not be in `tables` whole: dated rows are then those of the days `loaded`; `spans`
    holds, for each sheet that has dated rows, its first and last event day, and `earlier`, by sheet, the last
    days of what stands before the rows at hand (a column `date` beside the fields that name its groups).

    `sector_terms` (code, name, kind, force_area, priority, start, end) and `school_terms` (uai, sector,
    national_list, sensitive, start, end) say which plans named them on which days, both ends included,
    oldest first. Without terms, what `tables` holds went at any time.
    """

    department: str
    tables: Mapping[str, pd.DataFrame]
    coverage: Mapping[str, date] = field(default_factory=dict)
    contributors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loaded: Window | None = None
    spans: Mapping[str, Window] | None = None
    earlier: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    sector_terms: pd.DataFrame | None = None
    school_terms: pd.DataFrame | None = None
    _remembered: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def remember(self, key: Hashable, compute: Callable[[], T]) -> T:
        """What `compute` gives, computed once for that key; each caller gets a frame of its own (copy-on-write)."""
        if key not in self._remembered:
            self._remembered[key] = compute()
        found: T = self._remembered[key]
        return found.copy(deep=False) if isinstance(found, pd.DataFrame) else found

    def table(self, code: str) -> pd.DataFrame:
        """The table of that code, its index renumbered from 0; declared columns that it lacks are empty.

        Raises KeyError where no sheet has that code.
        """
        return self.remember(("table", code), lambda: self._completed(code))

    def _completed(self, code: str) -> pd.DataFrame:
        dtypes = _declared(code)
        found = self.tables.get(code)
        if found is None:
            return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})
        table = found.reset_index(drop=True)
        missing = {
            name: pd.Series(pd.NA if dtype in ("Int64", "Float64", "boolean") else None, table.index, dtype=dtype)
            for name, dtype in dtypes.items()
            if name not in table.columns
        }
        return table.assign(**missing) if missing else table

    def history(self, code: str) -> Window | None:
        """First to last event day of all of that sheet's rows; None without rows, or where rows bear no event."""
        field_name = event_field(code)
        if field_name is None:
            return None
        if self.spans is not None and code in SHEETS:
            return self.spans.get(code)
        days = self.table(code)[field_name].dropna()
        if days.empty:
            return None
        return Window(pd.Timestamp(days.min()).date(), pd.Timestamp(days.max()).date())

    def behind(self, codes: tuple[str, ...], end: date) -> tuple[str, ...]:
        """The services that feed one of those tables and whose files do not reach `end`, in order of code.

        A contributor whose coverage is not known is behind.
        """
        feeding = {service for code in codes for service in self.contributors.get(code, ())}
        return tuple(sorted(service for service in feeding if self.coverage.get(service, date.min) < end))

    @property
    def name(self) -> str:
        """The département's name."""
        return DEPARTMENTS[self.department].name


def remembered(
    function: Callable[Concatenate[Situation, P], T],
) -> Callable[Concatenate[Situation, P], T]:
    """The same function of a situation and hashable arguments, computed once for the life of that situation.

    Many indicators are sums over the same rows: a situation never changes, so neither do these.
    """

    @wraps(function)
    def once(situation: Situation, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (function.__module__, function.__qualname__, args, tuple(sorted(kwargs.items())))
        return situation.remember(key, lambda: function(situation, *args, **kwargs))

    return once
