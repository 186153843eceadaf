"""The plan's objectives: by strand and rank, with their state and what is done for them."""

import pandas as pd

from domain.sheets import SHEETS
from domain.windows import Window
from indicators.actions import open_during
from indicators.measures import within
from indicators.situation import Situation

STRANDS = tuple(choice.code for choice in SHEETS["objectives"].column("strand").choices)
STATES = tuple(choice.code for choice in SHEETS["objectives"].column("state").choices)
SETTLED = ("reached", "given_up")


def ordered_objectives(situation: Situation) -> pd.DataFrame:
    """The objectives of the plan in force, each code once, by strand (in the order of the list) and rank."""
    rows = situation.table("objectives").drop_duplicates("code")
    place = rows["strand"].map({strand: at for at, strand in enumerate(STRANDS)})
    ordered = rows.assign(place=place).sort_values(["place", "rank", "code"], ignore_index=True)
    return ordered.drop(columns="place")


def objectives_by_strand(situation: Situation, window: Window) -> pd.DataFrame:
    """The plan's objectives by strand and rank, as they stand at the window's end.

    Columns strand, rank, code, title, sector, lead_service, due_on, state (missing where the plan
    states none), overdue (due before the window's last day, and neither reached nor given up),
    operations (distinct references of the window that name it) and investigations (opened or open in
    the window that name it).
    """
    table = ordered_objectives(situation)
    late = table["due_on"].lt(pd.Timestamp(window.end)) & ~table["state"].isin(SETTLED)
    operations = situation.table("operations")
    operations = operations[within(operations["date"], window)]
    enquiries = situation.table("investigations")
    enquiries = enquiries[open_during(enquiries, window)]

    def named(rows: pd.DataFrame) -> pd.Series:
        return table["code"].map(rows.groupby("objective")["reference"].nunique()).fillna(0).astype(int)

    table = table.assign(overdue=late, operations=named(operations), investigations=named(enquiries))
    columns = ["strand", "rank", "code", "title", "sector", "lead_service", "due_on", "state", "overdue"]
    return table[[*columns, "operations", "investigations"]]


def states_by_strand(situation: Situation) -> pd.DataFrame:
    """How many objectives of each strand are in each state.

    Columns strand, one a state (to_start, under_way, reached, given_up), unstated, total; one row a strand of the
    list, empty ones included.
    """
    table = ordered_objectives(situation)
    state = table["state"].fillna("unstated").astype(object)
    counts = pd.crosstab(table["strand"], state).reindex(index=STRANDS, columns=[*STATES, "unstated"], fill_value=0)
    counts = counts.astype(int)
    return counts.assign(total=counts.sum(axis=1)).rename_axis("strand").rename_axis(columns=None).reset_index()
