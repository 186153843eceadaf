"""Deconfliction: two services that work on the same thing without, as far as the files tell, knowing of each other."""

import pandas as pd

from domain.sheets import SHEETS
from domain.windows import Window
from indicators.measures import within
from indicators.rhythm import minutes_of_day
from indicators.situation import Situation

CLOSE_HOURS = 48
LAST_MINUTE = 24 * 60 - 1
_ORIGIN = ("source_file", "source_sheet", "source_row")
_OBJECTIVE = ("code", "lead_service", "sector", "title", "state")
_OPERATION = ("reference", "lead_service", "date", "starts_at", "kind")
OBJECTIVE_PAIR_COLUMNS = ("shared_reference", *(f"{name}_{side}" for side in "ab" for name in (*_OBJECTIVE, *_ORIGIN)))
OPERATION_PAIR_COLUMNS = (
    "sector",
    "hours_apart",
    *(f"{name}_{side}" for side in "ab" for name in (*_OPERATION, *_ORIGIN)),
)


def shared_objectives(situation: Situation) -> pd.DataFrame:
    """Objectives of two lead services with one shared reference, one row a pair: columns `OBJECTIVE_PAIR_COLUMNS`.

    Objectives given up are left out. References are compared without regard to case and to spaces around them; three
    services on one reference are three pairs.
    """
    rows = _with_origin(situation, "objectives")
    rows = rows[~rows["state"].eq("given_up").fillna(False)]
    rows = rows.assign(key=rows["shared_reference"].astype("str").str.strip().str.casefold())
    rows = rows[rows["shared_reference"].notna() & rows["key"].ne("")]
    rows = rows.assign(place=range(len(rows)))
    pairs = rows.merge(rows, on="key", suffixes=("_a", "_b"))
    pairs = pairs[pairs["place_a"].lt(pairs["place_b"]) & pairs["lead_service_a"].ne(pairs["lead_service_b"])]
    pairs = pairs.rename(columns={"shared_reference_a": "shared_reference"})
    return pairs.sort_values(["place_a", "place_b"], ignore_index=True)[list(OBJECTIVE_PAIR_COLUMNS)]


def close_operations(situation: Situation, window: Window) -> pd.DataFrame:
    """Operations of two lead services in one sector within 48 hours that do not name each other as partners.

    One row a pair of which one at least is of the window, the earlier first: columns `OPERATION_PAIR_COLUMNS`,
    `hours_apart` being the least hours that may lie between their starts, 48 included. An operation whose start is not
    known may have begun at any minute of its day, from 00:00 to 23:59: it stands in a pair where some such minute is
    within 48 hours. A pair in which one names the other's lead service among its partners is no conflict.
    """
    rows = _with_origin(situation, "operations").drop_duplicates("reference")
    rows = rows[rows["date"].notna() & rows["sector"].notna()]
    margin = pd.Timedelta(hours=CLOSE_HOURS + 24)
    near = rows["date"].between(pd.Timestamp(window.start) - margin, pd.Timestamp(window.end) + margin)
    rows = rows[near].sort_values(["date", "starts_at", "reference"], key=_sortable)
    rows = rows.assign(place=range(len(rows)), **_moments(rows))
    pairs = rows.merge(rows, on="sector", suffixes=("_a", "_b"))
    pairs = pairs[pairs["place_a"].lt(pairs["place_b"]) & pairs["lead_service_a"].ne(pairs["lead_service_b"])]
    apart = pd.concat([pairs["first_b"] - pairs["last_a"], pairs["first_a"] - pairs["last_b"]], axis=1).max(axis=1)
    pairs = pairs.assign(hours_apart=apart.clip(lower=0) / 60)
    pairs = pairs[pairs["hours_apart"].le(CLOSE_HOURS)]
    pairs = pairs[within(pairs["date_a"], window) | within(pairs["date_b"], window)]
    known = [
        _names(partners_a, lead_b) or _names(partners_b, lead_a)
        for partners_a, lead_b, partners_b, lead_a in zip(
            pairs["partner_services_a"],
            pairs["lead_service_b"],
            pairs["partner_services_b"],
            pairs["lead_service_a"],
            strict=True,
        )
    ]
    found = pairs[~pd.Series(known, index=pairs.index, dtype=bool)]
    return found.sort_values(["place_a", "place_b"], ignore_index=True)[list(OPERATION_PAIR_COLUMNS)]


def _with_origin(situation: Situation, sheet: str) -> pd.DataFrame:
    """The rows of a sheet; where they come from no file, their origin is empty."""
    rows = situation.table(sheet)
    absent = {name: pd.Series(None, index=rows.index, dtype=object) for name in _ORIGIN if name not in rows}
    return rows.assign(**absent)[[*SHEETS[sheet].fields, *_ORIGIN]]


def _sortable(values: pd.Series) -> pd.Series:
    return minutes_of_day(values) if values.name == "starts_at" else values


def _moments(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """The first and the last minute at which each operation may have begun, counted from one day for all."""
    days = (rows["date"] - pd.Timestamp(0)).dt.days * 24 * 60
    starts = minutes_of_day(rows["starts_at"])
    return {"first": days + starts.fillna(0), "last": days + starts.fillna(LAST_MINUTE)}


def _names(partners: object, service: str) -> bool:
    return isinstance(partners, str) and service in {code.strip() for code in partners.split(";")}
