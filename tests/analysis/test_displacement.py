"""What the demonstration's series did, against counts made by hand from the stored rows."""

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from analysis.displacement import Displacement, Role, displacement, series_until
from data_access.database import Database
from domain.scope import OPERATOR, Scope, ScopeError
from indicators.series import Series
from tests import truths
from tests.conftest import UNTIL

DRUGS = {"traffic", "use_resale", "use", "other_drugs"}
QUIET_NEIGHBOUR = "S06"


@pytest.fixture
def stored(demonstration_url: str) -> sqlite3.Connection:
    return sqlite3.connect(demonstration_url.removeprefix("sqlite:///"))


def counted(stored: sqlite3.Connection, codes: Iterable[str], first: date, last: date) -> int:
    """Drug facts of those sectors from one day to the other; a month's fact counts where its whole month lies there."""
    total = 0
    rows = stored.execute("SELECT sector, date, precision, count, offence FROM facts WHERE superseded_by IS NULL")
    for sector, day, precision, count, offence in rows:
        when = date.fromisoformat(day)
        until = when
        if precision == "month":
            following = (when + timedelta(days=32)).replace(day=1)
            until = following - timedelta(days=1)
        if sector in codes and offence in DRUGS and first <= when and until <= last:
            total += 1 if count is None else count
    return total


def by_hand(stored: sqlite3.Connection, found: Displacement) -> dict[Role, tuple[int, int]]:
    """The eight counts of a comparison, from the stored rows."""
    series, roles = found.series, found.roles
    days = (series.last - series.first).days + 1
    sectors = {
        Role.TREATED: (series.sector,),
        Role.CONTROL: roles.controls,
        Role.BUFFER: roles.buffer,
        Role.BUFFER_CONTROL: roles.buffer_controls,
    }
    return {
        role: (
            counted(stored, codes, series.first - timedelta(days=days), series.first - timedelta(days=1)),
            counted(stored, codes, series.first, series.last),
        )
        for role, codes in sectors.items()
    }


def series_of(demonstration: Database, sector: str) -> Series:
    """The longest series of a sector."""
    every = series_until(demonstration, OPERATOR, "00", UNTIL)
    return max((one for one in every if one.sector == sector), key=lambda one: one.operations)


def judged(demonstration: Database, series: Series, **chosen: tuple[str, ...]) -> Displacement:
    found = displacement(demonstration, OPERATOR, "00", series, **chosen)
    assert found is not None
    return found


def test_series_are_runs_of_operations_at_most_fourteen_days_apart(
    demonstration: Database, stored: sqlite3.Connection
) -> None:
    found = [one for one in series_until(demonstration, OPERATOR, "00", UNTIL) if one.sector == "S07"]
    query = (
        "SELECT DISTINCT date, reference FROM operations WHERE superseded_by IS NULL AND sector = 'S07' ORDER BY date"
    )
    runs: list[list[date]] = []
    for day, _ in stored.execute(query):
        when = date.fromisoformat(day)
        if runs and (when - runs[-1][-1]).days <= 14:
            runs[-1].append(when)
        else:
            runs.append([when])
    expected = [Series("S07", run[0], run[-1], len(run)) for run in runs if len(run) >= 3]
    assert found == [one for one in expected if one.last > date(2025, 11, 22)]
    assert found[-1].operations > 20


@pytest.mark.parametrize("sector", [truths.BETTER_SECTOR, truths.TREATED_SECTOR])
def test_the_eight_counts_are_those_of_the_stored_rows(
    demonstration: Database, stored: sqlite3.Connection, sector: str
) -> None:
    found = judged(demonstration, series_of(demonstration, sector))
    assert {role: (one.before, one.after) for role, one in found.counts.items()} == by_hand(stored, found)
    assert (found.obstacles, found.aside) == ((), ())
    counts = by_hand(stored, found)
    changes = [after - before for before, after in counts.values()]
    balance = found.compared.balance
    assert balance is not None
    assert balance.value == changes[0] - changes[1] + changes[2] - changes[3]
    assert balance.standard_error == pytest.approx(sum(before + after for before, after in counts.values()) ** 0.5)


def test_facts_that_move_next_door_are_no_fall(demonstration: Database) -> None:
    found = judged(demonstration, series_of(demonstration, truths.TREATED_SECTOR))
    effect, balance = found.compared.effect, found.compared.balance
    assert effect is not None
    assert balance is not None
    assert truths.NEIGHBOUR_SECTOR in found.roles.buffer
    assert (effect.verdict, balance.verdict) == ("baisse", "non concluant")
    neighbour = found.sectors.set_index("code").loc[truths.NEIGHBOUR_SECTOR]
    assert neighbour["after"] > 1.5 * neighbour["before"]
    assert found.headline.endswith("avec ses voisins\u00a0: non concluant")


def test_the_station_alone_against_a_quiet_neighbour_has_risen(
    demonstration: Database, stored: sqlite3.Connection
) -> None:
    series = series_of(demonstration, truths.TREATED_SECTOR)
    found = judged(
        demonstration,
        series,
        buffer=(truths.NEIGHBOUR_SECTOR,),
        buffer_controls=(QUIET_NEIGHBOUR,),
    )
    assert (found.roles.buffer, found.roles.buffer_controls) == ((truths.NEIGHBOUR_SECTOR,), (QUIET_NEIGHBOUR,))
    counts = by_hand(stored, found)
    (before, after), (control_before, control_after) = counts[Role.BUFFER], counts[Role.BUFFER_CONTROL]
    displaced, balance = found.compared.displaced, found.compared.balance
    assert displaced is not None
    assert balance is not None
    assert displaced.value == (after - before) - (control_after - control_before)
    assert displaced.z == pytest.approx(displaced.value / (before + after + control_before + control_after) ** 0.5)
    assert (displaced.verdict, balance.verdict) == ("hausse", "non concluant")


def test_operations_followed_by_fewer_facts_are_a_fall_even_with_the_neighbours(demonstration: Database) -> None:
    found = judged(demonstration, series_of(demonstration, truths.BETTER_SECTOR))
    compared = found.compared
    assert [one.verdict if one else None for one in (compared.effect, compared.displaced, compared.balance)] == [
        "baisse",
        "non concluant",
        "baisse",
    ]


def test_the_sector_that_gets_worse_is_nobody_s_control(demonstration: Database) -> None:
    for sector in (truths.BETTER_SECTOR, truths.TREATED_SECTOR):
        found = judged(demonstration, series_of(demonstration, sector))
        roles = found.sectors.set_index("code")["role"]
        assert roles[truths.WORSE_SECTOR] == "évolution à part de celle des autres secteurs"


def test_few_of_the_ordinary_series_are_given_a_verdict(demonstration: Database) -> None:
    """Under chance alone one in twenty would be: what is claimed elsewhere than of the stories stays under that."""
    stories = {truths.BETTER_SECTOR, truths.TREATED_SECTOR, truths.NEIGHBOUR_SECTOR, truths.WORSE_SECTOR}
    said = [
        found.compared.effect.verdict
        for series in series_until(demonstration, OPERATOR, "00", UNTIL)
        if series.sector not in stories and (found := judged(demonstration, series)).compared.effect is not None
    ]
    assert len(said) >= 10
    assert sum(verdict != "non concluant" for verdict in said) <= len(said) / 10


def test_a_sector_that_the_plan_does_not_know_is_not_judged(demonstration: Database) -> None:
    series = series_of(demonstration, truths.TREATED_SECTOR)
    elsewhere = Series("S99", series.first, series.last, series.operations)
    assert displacement(demonstration, OPERATOR, "00", elsewhere) is None
    passed_over = judged(demonstration, series, controls=("S99", "S03", series.sector))
    assert passed_over.roles.controls == ("S03",)


def test_a_series_too_old_for_its_before_claims_nothing(demonstration: Database) -> None:
    # the demonstration begins on 23 November 2024
    early = Series("S01", date(2025, 1, 1), date(2025, 3, 1), 3)
    found = judged(demonstration, early)
    assert (found.compared.effect, found.compared.balance) == (None, None)
    assert found.headline == "Les Hauts-Prés\u00a0: rien ne peut être affirmé"
    assert "les faits ne sont connus que depuis le" in found.sentences[-1]


def test_a_département_outside_the_scope_is_refused(demonstration: Database) -> None:
    with pytest.raises(ScopeError):
        series_until(demonstration, Scope(frozenset({"31"})), "00", UNTIL)
