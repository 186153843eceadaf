"""Investigations as the screen shows them: by objective, inside and outside the districts, by quarter, minors."""

import pandas as pd

from domain.windows import Window
from indicators.actions import open_during
from indicators.measures import numbers, within
from indicators.objectives import ordered_objectives
from indicators.periods import sums_by_period
from indicators.situation import Situation

MINORS = ("suspects", "minors", "parents_examined", "parents_prosecuted")
_EUROS = ("assets_eur", "tax_eur")
_NONE = ""  # what is grouped under no code, while it is grouped


def flow_by_objective(situation: Situation, window: Window) -> pd.DataFrame:
    """How many investigations came and went under each objective of the plan, in the plan's order.

    Columns objective (code; missing: tied to none), title, strand, rank (all missing where the plan in
    force does not hold that code), open_before (open on the day before the window), opened, closed,
    open_at_end (on its last day) and dismantled (of those closed). In every row open_before + opened
    - closed = open_at_end. An objective without any stands with zeros.
    """
    rows = situation.table("investigations")
    start, end = pd.Timestamp(window.start), pd.Timestamp(window.end)
    closed = within(rows["closed_on"], window)
    counts = pd.DataFrame(
        {
            "open_before": rows["opened_on"].lt(start) & ~rows["closed_on"].lt(start),
            "opened": within(rows["opened_on"], window),
            "closed": closed,
            "open_at_end": rows["opened_on"].le(end) & ~rows["closed_on"].le(end),
            "dismantled": closed & rows["dismantled"].fillna(False).astype(bool),
        }
    ).astype(int)
    totals = counts.groupby(rows["objective"].fillna(_NONE))[list(counts.columns)].sum()
    plan = ordered_objectives(situation).set_index("code")[["title", "strand", "rank"]]
    others = sorted(set(totals.index[totals.any(axis=1)]) - set(plan.index) - {_NONE})
    codes = pd.Index([*plan.index, *others, _NONE], dtype=object, name="objective")
    table = plan.reindex(codes).join(totals.reindex(codes, fill_value=0)).reset_index()
    return table.assign(objective=table["objective"].replace(_NONE, None))


def district_shares(situation: Situation, window: Window) -> pd.DataFrame:
    """The share with the GIR and with an asset strand, inside and outside the districts of the protocol.

    Columns place, investigations, gir, gir_share, asset_strand, asset_share, over the investigations
    opened or open in the window; shares are NaN over none. Places: `inside` (sectors marked as one of
    the 43 districts of the protocol of 23 September 2009), `outside` (other sectors), `unplaced` (no
    sector, so neither), `all`.
    """
    sectors = situation.table("sectors")
    districts = sectors.loc[sectors["asset_district"].fillna(False).astype(bool), "code"]
    rows = situation.table("investigations")
    rows = rows[open_during(rows, window)]
    unplaced, inside = rows["sector"].isna(), rows["sector"].isin(districts)
    places = {"inside": inside, "outside": ~inside & ~unplaced, "unplaced": unplaced, "all": inside | ~inside}
    flags = rows[["gir", "asset_strand"]].fillna(False).astype(int)
    table = pd.DataFrame(
        [{"place": place, "investigations": int(mask.sum()), **flags[mask].sum()} for place, mask in places.items()]
    )
    over = table["investigations"].where(table["investigations"] > 0)
    table = table.assign(gir_share=table["gir"] / over, asset_share=table["asset_strand"] / over)
    return table[["place", "investigations", "gir", "gir_share", "asset_strand", "asset_share"]]


def money_by_quarter(situation: Situation, window: Window) -> pd.DataFrame:
    """Assets seized and tax proposed in the investigations closed in each quarter that the window touches.

    Columns period (the quarter's first day), closed, assets_eur, tax_eur, whole; see
    `indicators.periods.sums_by_period`.
    """
    rows = situation.table("investigations")
    values = rows[list(_EUROS)].apply(numbers)
    values.insert(0, "closed", 1.0)
    return sums_by_period(values, rows["closed_on"], window, "quarter", situation.history("investigations"))


def minors_by_sector(situation: Situation, window: Window) -> pd.DataFrame:
    """Minors among the suspects and article 227-17, in the investigations closed in the window.

    Columns sector (code; missing: of no sector), investigations (those with a minor), unexamined (of
    these, those in which no parent's liability was examined), suspects, minors, parents_examined,
    parents_prosecuted. One row a sector that has a suspect or a parent, most minors first; the row
    without a sector, if any, last.
    """
    rows = situation.table("investigations")
    rows = rows[within(rows["closed_on"], window)]
    counts = rows[list(MINORS)].apply(numbers).astype(int)
    minors = counts["minors"].gt(0)
    table = counts.assign(
        investigations=minors.astype(int), unexamined=(minors & counts["parents_examined"].eq(0)).astype(int)
    )
    names = ["investigations", "unexamined", *MINORS]
    sums = table.groupby(rows["sector"].fillna(_NONE))[names].sum().rename_axis("sector").reset_index()
    sums = sums.assign(last=sums["sector"].eq(_NONE))[sums[list(MINORS)].any(axis=1)]
    sums = sums.sort_values(["last", "minors", "sector"], ascending=[True, False, True], ignore_index=True)
    return sums.assign(sector=sums["sector"].where(~sums["last"], None)).drop(columns="last")
