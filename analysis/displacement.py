"""Effect and displacement: what became of the facts where a series of operations was held, and next door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import pandas as pd

from analysis.displacement_words import (
    Compared,
    aside_obstacles,
    effect_obstacles,
    headline,
    period_obstacles,
    sentences,
    standing_obstacles,
)
from analysis.situation import situation
from data_access.database import Database
from data_access.queries.rows import plan_rows, sheet_rows
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window
from indicators.controls import Proposal, Roles, neighbours, propose
from indicators.displacement import Change, facts_before_and_after, weighted_displacement_difference
from indicators.measures import within
from indicators.outlines import sector_outlines
from indicators.series import Series, operation_series
from indicators.situation import Situation
from indicators.street import distinct_operations
from indicators.terms import absences


class Role(StrEnum):
    """What a sector stands for in the comparison, in the words shown."""

    TREATED = "secteur traité"
    CONTROL = "témoin"
    BUFFER = "voisin"
    BUFFER_CONTROL = "témoin des voisins"


@dataclass(frozen=True)
class Displacement:
    """A series of operations, the sectors it is judged by, and what may be said of it.

    `after` is the series' own period, from its first operation to its last; `before` the same number of days just
    before. `sectors`: code, name, role (a `Role`, or why the sector has none), before, after (drug facts), doubtful,
    operations_before, operations_after; those with a role first. `roles` are those compared; `counts` the facts by
    role. `obstacles` say why nothing is claimed of the effect, `aside` why nothing is claimed of a displacement.
    `compared`: what the test gives. `headline` and `sentences` say it, never more. `names`: of all sectors, by code.
    """

    series: Series
    before: Window
    after: Window
    sectors: pd.DataFrame
    names: Mapping[str, str]
    roles: Roles
    counts: Mapping[Role, Change]
    obstacles: tuple[str, ...]
    aside: tuple[str, ...]
    compared: Compared
    headline: str
    sentences: tuple[str, ...]


def series_until(database: Database, scope: Scope, department: str, until: date) -> tuple[Series, ...]:
    """The series of operations that ended in the year up to that day, in the plan's order. Raises ScopeError.

    Two years of operations are read: a series that has been running for longer has no beginning to be judged from.
    """
    year, at_hand = (
        Window((pd.Timestamp(until) - pd.DateOffset(years=years) + pd.Timedelta(days=1)).date(), until)
        for years in (1, 2)
    )
    with database.read() as connection:
        tables = {
            "operations": sheet_rows(connection, scope, department, "operations", at_hand),
            "sectors": plan_rows(connection, scope, department, "sectors", until),
        }
    return tuple(operation_series(Situation(department, tables, loaded=at_hand), year))


def displacement(
    database: Database,
    scope: Scope,
    department: str,
    series: Series,
    controls: tuple[str, ...] | None = None,
    buffer: tuple[str, ...] | None = None,
    buffer_controls: tuple[str, ...] | None = None,
) -> Displacement | None:
    """What became of the facts around a series; the sectors given stand instead of those proposed.

    The sectors are those of the plan in force on the series' last day; those given that it does not name are passed
    over. None where it does not name the series' own. Raises ScopeError.
    """
    after = series.period
    known = situation(database, scope, department, Window(after.previous().start, after.end))
    table = _sectors(known, after)
    if series.sector not in table.index:
        return None
    near = neighbours(known, series.sector)
    given = [_named(codes, table, series.sector) for codes in (controls, buffer, buffer_controls)]
    proposal = propose(table, series.sector, near, given[0], given[1])
    roles = proposal.roles if given[2] is None else replace(proposal.roles, buffer_controls=given[2])
    counts = _counts(table, series.sector, roles)
    obstacles, aside = _obstacles(known, table, series, roles, counts)
    compared = Compared() if obstacles else _compared(table, series.sector, roles, counts, next_door=not aside)
    names = {str(code): str(name) for code, name in table["name"].items()}
    return Displacement(
        series=series,
        before=after.previous(),
        after=after,
        sectors=_shown(table, series.sector, roles, proposal, near),
        names=names,
        roles=roles,
        counts=counts,
        obstacles=tuple(obstacles),
        aside=tuple(aside),
        compared=compared,
        headline=headline(names[series.sector], compared),
        sentences=sentences(names[series.sector], after, list(counts.values()), compared, obstacles, aside),
    )


def _named(codes: tuple[str, ...] | None, table: pd.DataFrame, treated: str) -> tuple[str, ...] | None:
    return None if codes is None else tuple(code for code in codes if code in table.index and code != treated)


def _obstacles(
    known: Situation, table: pd.DataFrame, series: Series, roles: Roles, counts: Mapping[Role, Change]
) -> tuple[list[str], list[str]]:
    """Why nothing is claimed of the effect, and of a displacement."""
    new = {code for code, stood in table["stood"].items() if not stood}
    effect = [
        *period_obstacles(known, series.period),
        *standing_obstacles([code for code in (series.sector, *roles.controls) if code in new]),
        *effect_obstacles(roles, counts[Role.TREATED], counts[Role.CONTROL]),
    ]
    drawn = series.sector in sector_outlines(known)
    aside = [
        *standing_obstacles([code for code in (*roles.buffer, *roles.buffer_controls) if code in new]),
        *aside_obstacles(roles, counts[Role.BUFFER], counts[Role.BUFFER_CONTROL], drawn=drawn),
    ]
    return effect, aside


def _sectors(known: Situation, after: Window) -> pd.DataFrame:
    """The sectors of the plan by code, with their facts and operations in the two periods, and whether they stood."""
    plan = known.table("sectors").drop_duplicates("code").set_index("code")[["name", "force_area", "kind"]]
    table = plan.join(facts_before_and_after(known, after))
    operations = distinct_operations(known, By.SECTOR)
    for name, period in {"operations_before": after.previous(), "operations_after": after}.items():
        held = operations[within(operations["date"], period)].groupby("group").size()
        table[name] = held.reindex(table.index).fillna(0).astype(int)
    span = Window(after.previous().start, after.end)
    return table.assign(stood=[not absences(known, str(code), span) for code in table.index])


def _codes(treated: str, roles: Roles) -> dict[Role, tuple[str, ...]]:
    return {
        Role.TREATED: (treated,),
        Role.CONTROL: roles.controls,
        Role.BUFFER: roles.buffer,
        Role.BUFFER_CONTROL: roles.buffer_controls,
    }


def _counts(table: pd.DataFrame, treated: str, roles: Roles) -> dict[Role, Change]:
    sums = {role: table.loc[list(codes), ["before", "after"]].sum() for role, codes in _codes(treated, roles).items()}
    return {role: Change(int(found["before"]), int(found["after"])) for role, found in sums.items()}


def _compared(
    table: pd.DataFrame, treated: str, roles: Roles, counts: Mapping[Role, Change], *, next_door: bool
) -> Compared:
    """The differences; `next_door` where the neighbours may be compared too."""
    codes = _codes(treated, roles)
    doubtful = {role: int(table.loc[list(codes[role]), "doubtful"].sum()) for role in Role}
    here, there = (
        sum(doubtful[role] for role in pair)
        for pair in ((Role.TREATED, Role.CONTROL), (Role.BUFFER, Role.BUFFER_CONTROL))
    )
    own = (counts[Role.TREATED], counts[Role.CONTROL])
    effect = weighted_displacement_difference(*own, doubtful=here)
    if not next_door:
        return Compared(effect, doubtful=here)
    beside = (counts[Role.BUFFER], counts[Role.BUFFER_CONTROL])
    return Compared(
        effect,
        weighted_displacement_difference(*beside, doubtful=there),
        weighted_displacement_difference(*own, *beside, doubtful=here + there),
        here + there,
    )


def _shown(table: pd.DataFrame, treated: str, roles: Roles, proposal: Proposal, near: Sequence[str]) -> pd.DataFrame:
    """The sectors with their role, those that have one first."""
    role_of = {code: role for role, codes in _codes(treated, roles).items() for code in codes}
    words = {code: str(reason) for code, reason in proposal.reasons.items()}
    words |= dict.fromkeys(near, "voisin, non retenu") | {code: role.value for code, role in role_of.items()}
    place = {code: list(Role).index(role) for code, role in role_of.items()}
    columns = ["code", "name", "role", "before", "after", "doubtful", "operations_before", "operations_after"]
    shown = table.rename_axis("code").reset_index()
    shown["role"] = [words.get(str(code), "non retenu") for code in shown["code"]]
    shown["place"] = [place.get(str(code), len(Role)) for code in shown["code"]]
    return shown.sort_values("place", kind="stable", ignore_index=True)[columns]
