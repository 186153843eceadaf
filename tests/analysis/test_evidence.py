"""Over the whole catalogue: the rows behind a figure add up to it, at every level, and those of its comparators too."""

import random
from datetime import date, time, timedelta

import pandas as pd
import pytest

from analysis.figures import figure_rows
from analysis.situation import situation as loaded
from data_access.database import Database
from domain.catalogue import CATALOGUE, By, Nature
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.evidence import Period, evidence
from indicators.figures import Figure, figures
from indicators.situation import Situation
from tests import truths
from tests.conftest import UNTIL
from tests.indicators.tables import COLLEGE, ECOLE, LYCEE, Row, operation, presence, situation

COUNTED_STATES = {
    "investigations_open",
    "unsent",
    "decisions_open",
    "decisions_overdue",
    "sectors_without_action",
    "schools_under_target",
}
SHARED_STATES = {
    "school_coverage",
    "school_coverage_national",
    "objective_share",
    "gir_share",
    "asset_share",
    "asset_share_districts",
    "objectives_reached_share",
    "targets_reached_share",
}
BORNE_STATES = {
    "days_since_operation",
    "longest_gap_days",
    "unpredictability",
    "slots_never_covered",
    "sent_median_days",
    "plan_up_to_date",
}
LINEAGE = ["deposit_id", "source_file", "source_sheet", "source_row"]
WINDOW = Window(date(2026, 6, 1), date(2026, 6, 14))
_draw = random.Random(9)
WINDOWS = [
    Window(UNTIL - timedelta(days=13), UNTIL),
    Window(date(2026, 1, 1), date(2026, 6, 30)),  # whole months
    *(Window(end - timedelta(days=27), end) for end in [UNTIL - timedelta(days=_draw.randrange(30, 500))]),
]


def test_every_state_of_the_catalogue_is_one_of_the_three_sorts() -> None:
    states = {code for code, entry in CATALOGUE.items() if entry.nature is Nature.STATE or code in SHARED_STATES}
    assert states == COUNTED_STATES | SHARED_STATES | BORNE_STATES


@pytest.fixture(scope="module", params=WINDOWS, ids=str)
def known(request: pytest.FixtureRequest, demonstration: Database) -> tuple[Situation, Window]:
    return loaded(demonstration, OPERATOR, "00", request.param), request.param


def adds_up(rows: pd.DataFrame, figure: Figure, value: float) -> bool:
    counted, out_of = rows["counted"].sum(), rows["out_of"].sum()
    if figure.indicator.nature is Nature.SHARE or figure.indicator.code in SHARED_STATES:
        return bool(out_of > 0 and counted / out_of == pytest.approx(value))
    return bool(counted == pytest.approx(value) and not out_of)


@pytest.mark.parametrize("by", list(By))
def test_the_rows_add_up_to_the_figure(known: tuple[Situation, Window], by: By) -> None:
    now, window = known
    told = 0
    for figure in figures(now, window, by=by):
        code = figure.indicator.code
        if figure.value is None or code in BORNE_STATES:
            continue
        rows = evidence(now, window, code, by, figure.scope)
        assert adds_up(rows, figure, figure.value), (code, figure.scope)
        told += len(rows)
    assert told > 100


@pytest.mark.parametrize("by", [By.DEPARTMENT, By.SECTOR])
@pytest.mark.parametrize("period", [Period.PREVIOUS, Period.YEAR_BEFORE, Period.BASELINE])
def test_the_rows_of_a_comparator_add_up_to_it(known: tuple[Situation, Window], by: By, period: Period) -> None:
    now, window = known
    compared = 0
    for figure in figures(now, window, by=by):
        other: float | None = getattr(figure, str(period))
        if other is None or figure.indicator.code in BORNE_STATES:
            continue
        rows = evidence(now, window, figure.indicator.code, by, figure.scope, period)
        assert adds_up(rows, figure, other), (figure.indicator.code, figure.scope)
        compared += 1
    assert compared > 10


def test_each_row_of_each_figure_names_its_deposit_file_sheet_and_row(known: tuple[Situation, Window]) -> None:
    now, window = known
    for code, entry in CATALOGUE.items():
        if entry.source in ("meetings", "decisions") or By.DEPARTMENT not in entry.levels:
            continue
        rows = evidence(now, window, code)
        assert rows[LINEAGE].notna().all(axis=None), code
        assert not rows.duplicated(LINEAGE).any() or code == "plan_up_to_date", code


def test_the_last_operation_is_shown_however_old_it_is(demonstration: Database) -> None:
    window = Window(UNTIL - timedelta(days=13), UNTIL)
    rows = figure_rows(demonstration, OPERATOR, "00", window, "days_since_operation", By.SECTOR, truths.WORSE_SECTOR)
    assert set(rows["sector"]) == {truths.WORSE_SECTOR}
    (last,) = set(rows["date"])
    (figure,) = (
        figure
        for figure in figures(
            loaded(demonstration, OPERATOR, "00", window), window, ["days_since_operation"], By.SECTOR
        )
        if figure.scope == truths.WORSE_SECTOR
    )
    assert (UNTIL - last.date()).days == figure.value


def references(rows: pd.DataFrame) -> list[str]:
    return sorted(rows["reference"])


OPERATIONS = [
    operation("O1", "2026-05-20", "S1", starts_at=time(8)),
    operation("O2", "2026-06-03", "S1", starts_at=time(8)),
    operation("O3", "2026-06-03", "S1"),
    operation("O4", "2026-06-10", "S2", starts_at=time(20)),
    operation("O5", "2026-06-20", "S1"),
]


def test_days_since_rests_on_the_operations_of_the_last_day() -> None:
    now = situation(operations=OPERATIONS)
    assert references(evidence(now, WINDOW, "days_since_operation", By.SECTOR, "S1")) == ["O2", "O3"]
    assert references(evidence(now, WINDOW, "days_since_operation")) == ["O4"]


def test_the_longest_gap_rests_on_the_operations_of_the_window() -> None:
    now = situation(operations=OPERATIONS)
    assert references(evidence(now, WINDOW, "longest_gap_days", By.SECTOR, "S1")) == ["O2", "O3"]
    assert references(evidence(now, WINDOW, "longest_gap_days")) == ["O2", "O3", "O4"]


def test_unpredictability_rests_on_those_of_a_known_start() -> None:
    assert references(evidence(situation(operations=OPERATIONS), WINDOW, "unpredictability")) == ["O2", "O4"]


def test_sectors_without_action_are_the_plan_rows_of_those_that_no_row_names() -> None:
    rows = evidence(situation(operations=OPERATIONS), WINDOW, "sectors_without_action")
    assert rows[["code", "counted", "sheet"]].to_numpy().tolist() == [["S3", 1.0, "sectors"]]


def test_the_plan_up_to_date_shows_the_plan_row() -> None:
    plan = [{"department": "00", "semester": "2026-S1", "version": 1, "adopted_on": "2026-01-05"}]
    rows = evidence(situation(plan=plan), WINDOW, "plan_up_to_date")
    assert rows["semester"].tolist() == ["2026-S1"]


def test_the_median_delay_rests_on_what_was_closed_in_the_window_and_sent() -> None:
    def closed(reference: str, day: str, sent: str | None) -> Row:
        enquiry: Row = {"reference": reference, "opened_on": "2026-01-10", "service": "BAC"}
        return {**enquiry, "closed_on": day, "sent_to_office_on": sent}

    now = situation(
        investigations=[
            closed("E1", "2026-06-14", "2026-07-01"),
            closed("E2", "2026-06-15", "2026-07-01"),
            closed("E3", "2026-06-02", None),
        ]
    )
    assert references(evidence(now, WINDOW, "sent_median_days")) == ["E1"]
    share = evidence(now, WINDOW, "sent_share")
    assert share[["reference", "counted", "out_of"]].to_numpy().tolist() == [["E1", 1.0, 1.0], ["E3", 0.0, 1.0]]


SEEN = [
    presence(COLLEGE, "2026-06-02", time(8)),
    presence(COLLEGE, "2026-06-02", time(12)),  # the same day: no second one
    presence(COLLEGE, "2026-06-04", time(8)),  # the second day of the first week: target reached
    presence(COLLEGE, "2026-06-09", time(8)),  # the only day of the second week
    presence(LYCEE, "2026-06-07", time(8)),  # a Sunday
    presence(ECOLE, "2026-06-02", time(8)),  # a school that nobody watches
]


def test_coverage_counts_the_presence_that_completes_a_week_out_of_the_weeks_of_each_school() -> None:
    rows = evidence(situation(presences=SEEN), WINDOW, "school_coverage")
    seen = rows[rows["sheet"].eq("presences")]
    complete = seen[seen["counted"].eq(1)]
    assert complete[["uai", "date"]].to_numpy().tolist() == [[COLLEGE, pd.Timestamp("2026-06-04")]]
    schools = rows[rows["sheet"].eq("schools")]
    assert schools[["uai", "counted", "out_of"]].to_numpy().tolist() == [[COLLEGE, 0.0, 2.0], [LYCEE, 0.0, 2.0]]


def test_the_schools_under_target_are_marked_among_those_watched() -> None:
    rows = evidence(situation(presences=SEEN), WINDOW, "schools_under_target", By.SCHOOL, COLLEGE)
    assert rows.loc[rows["sheet"].eq("schools"), ["uai", "counted"]].to_numpy().tolist() == [[COLLEGE, 1.0]]
    assert len(rows) == 1 + 4


def test_the_slots_of_a_school_that_nobody_watches_rest_on_its_presences_all_the_same() -> None:
    rows = evidence(situation(presences=SEEN), WINDOW, "slots_never_covered", By.SCHOOL, ECOLE)
    assert rows[["uai", "sheet"]].to_numpy().tolist() == [[ECOLE, "presences"]]


def test_a_joint_presence_shows_the_rows_of_both_services_and_counts_once() -> None:
    both = [presence(COLLEGE, "2026-06-02", time(8), "BAC"), presence(COLLEGE, "2026-06-02", time(8, 30), "CGD")]
    rows = evidence(situation(presences=both), WINDOW, "presences_joint")
    assert rows[["service", "counted"]].to_numpy().tolist() == [["BAC", 1.0], ["CGD", 0.0]]
    own = evidence(situation(presences=both), WINDOW, "presences", By.SERVICE, "CGD")
    assert own[["service", "counted"]].to_numpy().tolist() == [["CGD", 1.0]]
