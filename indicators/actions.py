"""What each service did on each site of the plan, and the sites where nobody did anything."""

import pandas as pd

from domain.catalogue import By
from domain.sheets import SHEETS
from domain.windows import Window
from indicators.exposure import is_known
from indicators.measures import by_service, grouped, numbers, territories, within
from indicators.presences import presence_rows
from indicators.situation import Situation, remembered

ACTIONS = ("operations", "presences", "investigations", "recommendations")
ACTION_SHEETS = {**{kind: kind for kind in ACTIONS}, "recommendations": "safety"}


def open_during(frame: pd.DataFrame, window: Window) -> pd.Series:
    """Which investigations were open on some day of the window, those opened in it included."""
    opened = frame["opened_on"].le(pd.Timestamp(window.end))
    return opened & ~frame["closed_on"].lt(pd.Timestamp(window.start))


def _distinct(situation: Situation, window: Window) -> dict[str, pd.DataFrame]:
    """The actions of the window by kind, with columns sector, key (one a distinct action), and the services."""
    operations = grouped(situation, "operations", By.SECTOR)
    operations = operations[within(operations["date"], window)]
    presences = presence_rows(situation)
    presences = presences[within(presences["date"], window) & presences["sector"].notna()]
    enquiries = grouped(situation, "investigations", By.SECTOR)
    enquiries = enquiries[open_during(enquiries, window)]
    return {
        "operations": operations.assign(sector=operations["group"], key=operations["reference"]),
        "presences": presences.assign(key=presences["presence"]),
        "investigations": enquiries.assign(sector=enquiries["group"], key=enquiries["reference"]),
    }


def _recommendations(situation: Situation, window: Window) -> pd.Series:
    safety = grouped(situation, "safety", By.SECTOR)
    safety = safety[within(safety["date"], window)]
    return numbers(safety["recommendations"]).groupby(safety["group"]).sum()


def action_matrix(situation: Situation, window: Window) -> pd.DataFrame:
    """Sites x services: columns sector, service, operations, presences, investigations, recommendations.

    One row a sector and service of the plan, empty ones included: an action by two services stands in
    both. Investigations are those open on some day of the window. Recommendations bear no service:
    they stand in one more row a sector, whose service is None, and are 0 elsewhere.
    """
    sectors, services = territories(situation, By.SECTOR, window).index, territories(situation, By.SERVICE).index
    cells = pd.MultiIndex.from_product([sectors, services], names=["sector", "service"])
    counts = {}
    for kind, frame in _distinct(situation, window).items():
        rows = by_service(frame.reset_index(drop=True), SHEETS[kind].service_fields)
        rows = rows.drop_duplicates(["sector", "group", "key"])
        counts[kind] = rows.groupby(["sector", "group"]).size().reindex(cells).fillna(0).astype(int)
    matrix = pd.DataFrame(counts, index=cells).reset_index().assign(recommendations=0)
    own = _recommendations(situation, window).reindex(sectors).fillna(0).astype(int)
    row = pd.DataFrame({"sector": sectors, "service": None, "recommendations": own.to_numpy()})
    alone = row.assign(operations=0, presences=0, investigations=0)[matrix.columns]
    return pd.concat([matrix, alone], ignore_index=True).astype({"sector": object, "service": object})


@remembered
def action_totals(situation: Situation, window: Window) -> pd.DataFrame:
    """What was done in each sector of the plan, each action once.

    Columns sector, operations, presences, investigations, recommendations.
    """
    sectors = territories(situation, By.SECTOR, window).index
    totals = {
        kind: frame.drop_duplicates(["sector", "key"]).groupby("sector").size()
        for kind, frame in _distinct(situation, window).items()
    }
    totals["recommendations"] = _recommendations(situation, window)
    table = pd.DataFrame({kind: count.reindex(sectors).fillna(0).astype(int) for kind, count in totals.items()})
    return table.rename_axis("sector").reset_index()


def unknown_actions(situation: Situation, window: Window) -> tuple[str, ...]:
    """The kinds of action of which no file says anything in the window: that none is counted is not that none was."""
    return tuple(kind for kind, sheet in ACTION_SHEETS.items() if not is_known(situation, sheet, window))


def sectors_without_action(situation: Situation, window: Window) -> pd.DataFrame:
    """The sectors of the plan where no service did anything in the window: code, name, priority, by priority.

    Nothing: no operation, no presence at a school of the sector, no investigation open on any day, no
    recommendation.
    """
    totals = action_totals(situation, window).set_index("sector")
    idle = totals.index[totals[list(ACTIONS)].sum(axis=1).eq(0)]
    sectors = situation.table("sectors").drop_duplicates("code")
    found = sectors[sectors["code"].isin(idle)].sort_values(["priority", "code"])
    return found[["code", "name", "priority"]].reset_index(drop=True)
