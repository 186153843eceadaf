"""Investigations, their asset strand, and the sending of their results to the national office."""

from collections.abc import Callable

import pandas as pd

from domain.catalogue import By
from domain.windows import Window
from indicators.actions import open_during
from indicators.measures import Events, Measure, State, dated, grouped, numbers, within
from indicators.situation import Situation

NO_INVESTIGATION = "non calculable\u00a0: aucune enquête ouverte ou en cours dans la fenêtre"
NONE_SENT = "aucune enquête close dans la fenêtre et transmise"
NONE_CLOSED = "non calculable\u00a0: aucune enquête close dans la fenêtre"
Rows = Callable[[Situation, By], pd.DataFrame]
Values = Callable[[Situation, Window, By], pd.DataFrame]


def _opened(situation: Situation, by: By) -> pd.DataFrame:
    return dated(grouped(situation, "investigations", by), "opened_on", 1.0)


def _closed(situation: Situation, by: By) -> pd.DataFrame:
    return dated(grouped(situation, "investigations", by), "closed_on", 1.0)


def _dismantled(situation: Situation, by: By) -> pd.DataFrame:
    rows = grouped(situation, "investigations", by)
    return dated(rows[rows["dismantled"].fillna(False).astype(bool)], "closed_on", 1.0)


def _sum_of(field: str) -> Rows:
    def rows(situation: Situation, by: By) -> pd.DataFrame:
        table = grouped(situation, "investigations", by)
        return dated(table, "closed_on", numbers(table[field]))

    return rows


def _sent(situation: Situation, by: By) -> pd.DataFrame:
    rows = grouped(situation, "investigations", by)
    ones = pd.Series(1.0, index=rows.index)
    return dated(rows, "closed_on", rows["sent_to_office_on"].notna().astype(float), ones)


def _open_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    rows = grouped(situation, "investigations", by)
    end = pd.Timestamp(window.end)
    return rows[rows["opened_on"].le(end) & ~rows["closed_on"].le(end)]


def _count(rows: Values) -> State:
    """The number of those rows, by group."""

    def found(situation: Situation, window: Window, by: By) -> pd.DataFrame:
        return rows(situation, window, by).assign(counted=1.0)

    return State(
        lambda situation, window, by: (
            rows(situation, window, by).groupby("group").size().astype(float).to_frame("value")
        ),
        rows=found,
    )


def _open_or_opened(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    rows = grouped(situation, "investigations", by)
    return rows[open_during(rows, window)]


def _in_districts(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    sectors = situation.table("sectors")
    protocol = sectors.loc[sectors["asset_district"].fillna(False).astype(bool), "code"]
    rows = _open_or_opened(situation, window, by)
    return rows[rows["sector"].isin(protocol)]


def _share_of(field: str, rows: Values = _open_or_opened) -> State:
    """Of the investigations opened or open in the window, the share in which that column is filled or true."""

    def tied(situation: Situation, window: Window, by: By) -> pd.DataFrame:
        found = rows(situation, window, by)
        counted = found[field].notna() if field == "objective" else found[field].fillna(False).astype(bool)
        return found.assign(counted=counted.astype(float), out_of=1.0)

    def values(situation: Situation, window: Window, by: By) -> pd.DataFrame:
        found = tied(situation, window, by)
        return found["counted"].groupby(found["group"]).mean().to_frame("value")

    return State(values, NO_INVESTIGATION, rows=tied)


def _sent_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    rows = grouped(situation, "investigations", by)
    return rows[within(rows["closed_on"], window) & rows["sent_to_office_on"].notna()]


def _median_days(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    rows = _sent_rows(situation, window, by)
    delays = (rows["sent_to_office_on"] - rows["closed_on"]).dt.days.astype(float)
    return delays.groupby(rows["group"]).median().to_frame("value")


def unsent_investigations(situation: Situation, window: Window) -> pd.DataFrame:
    """The investigations closed by the window's last day and not sent to the office by then, longest first.

    The rows of the sheet, with `days_waiting` from their closing to the window's last day.
    """
    rows = _unsent_rows(situation, window, By.DEPARTMENT).drop(columns="group")
    waiting = (pd.Timestamp(window.end) - rows["closed_on"]).dt.days
    return rows.assign(days_waiting=waiting).sort_values(["closed_on", "reference"], ignore_index=True)


def _unsent_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    rows = grouped(situation, "investigations", by)
    end = pd.Timestamp(window.end)
    return rows[rows["closed_on"].le(end) & ~rows["sent_to_office_on"].le(end)]


_SUMS = ("assets_eur", "tax_eur", "suspects", "minors", "parents_examined", "parents_prosecuted")
INVESTIGATIONS: dict[str, Measure] = {
    "investigations_opened": Events(_opened),
    "investigations_closed": Events(_closed),
    "investigations_open": _count(_open_rows),
    "networks_dismantled": Events(_dismantled),
    "objective_share": _share_of("objective"),
    "gir_share": _share_of("gir"),
    "asset_share": _share_of("asset_strand"),
    "asset_share_districts": _share_of("asset_strand", _in_districts),
    **{field: Events(_sum_of(field)) for field in _SUMS},
    "sent_share": Events(_sent, absent=NONE_CLOSED),
    "sent_median_days": State(_median_days, NONE_SENT, rows=_sent_rows),
    "unsent": _count(_unsent_rows),
}
