from datetime import date, time

import pandas as pd
import pytest

from domain.catalogue import CATALOGUE, By, Nature, Placing
from domain.sheets import SHEETS, Kind
from domain.windows import Window
from indicators.figures import UnknownIndicator, figures
from indicators.measures import Events
from indicators.registry import FUNCTIONS
from indicators.situation import Situation
from tests.indicators.tables import kept, sheet, situation

FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))


def test_every_entry_of_the_catalogue_has_a_function_and_the_other_way_round() -> None:
    assert set(CATALOGUE) == set(FUNCTIONS)


def test_every_entry_names_a_table_and_counts_are_sums_of_events() -> None:
    for code, indicator in CATALOGUE.items():
        assert indicator.source in {*SHEETS, "meetings", "decisions"}
        if indicator.nature in (Nature.COUNT, Nature.QUANTITY):
            assert isinstance(FUNCTIONS[code], Events), code


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("department", ["00", "2A", "974"])
def test_without_any_row_every_figure_at_every_level_is_nothing_with_a_reason(by: By, department: str) -> None:
    found = figures(situation(department), FORTNIGHT, by=by)
    expected = {code for code, indicator in CATALOGUE.items() if by in indicator.levels}
    assert {figure.indicator.code for figure in found} == expected
    for figure in found:
        assert figure.statement
        assert figure.p_adjusted is None
        assert figure.previous is None
        idle = {"longest_gap_days": 14.0, "slots_never_covered": 15.0, "schools_under_target": 2.0}
        untouched = {"school_coverage", "school_coverage_national", "sectors_without_action", *idle}
        if figure.indicator.code not in untouched:
            assert figure.value in (None, 0.0), figure


@pytest.mark.parametrize("by", list(By))
def test_without_any_table_there_is_no_exception(by: By) -> None:
    found = figures(Situation("00", {}), FORTNIGHT, by=by)
    assert bool(found) is (by is By.DEPARTMENT)


def test_an_unknown_code_and_a_level_that_a_code_lacks_are_said_in_french() -> None:
    with pytest.raises(UnknownIndicator) as unknown:
        figures(situation(), FORTNIGHT, ["bananas"])
    assert str(unknown.value) == "L’indicateur «\u00a0bananas\u00a0» n’existe pas."
    with pytest.raises(KeyError) as level:
        figures(situation(), FORTNIGHT, ["meetings_held"], By.SECTOR)
    assert str(level.value) == "L’indicateur «\u00a0meetings_held\u00a0» ne se calcule pas par secteur."
    with pytest.raises(UnknownIndicator):
        figures(situation(), FORTNIGHT, ["local:NONE"])


EVENTS = [code for code, measure in FUNCTIONS.items() if isinstance(measure, Events)]
# A row of each source that every indicator of it counts; its dates are spread over it, one a day.
ROWS: dict[str, dict[str, object]] = {
    "facts": {"reference": "F", "sector": "S1"},
    "operations": {"reference": "O", "kind": "raid", "sector": "S1", "lead_service": "BAC"},
    "mobile_forces": {"reference": "M", "units_asked": 2, "units_granted": 1},
    "presences": {"uai": "0010001A", "starts_at": time(8), "service": "BAC", "with_school_team": True},
    "investigations": {"reference": "E", "service": "BAC", "dismantled": True},
    "prevention": {"reference": "P", "uai": "0010001A", "audience": "pupils", "held": True},
    "safety": {"reference": "S", "sector": "S1", "purpose": "Halls", "recommendations": 2, "implemented": 1},
    "repeat_offenders": {"followed": 1, "removals": 1, "mayors_informed": 1},
    "seizure_fund": {"reference": "D", "amount_eur": 1.0},
}
OFFENCE = {"facts_traffic": "traffic", "facts_use": "use", "facts_connected": "homicide"}


@pytest.mark.parametrize("code", EVENTS)
def test_an_event_is_dated_as_the_catalogue_says(code: str) -> None:
    indicator = CATALOGUE[code]
    source = indicator.source
    if source == "meetings":
        now = Situation("00", {source: kept(source, [{"held_on": "2026-05-20"}])})
        days = {"held_on": pd.Timestamp(2026, 5, 20)}
    else:
        fields = [c.field for c in SHEETS[source].columns if c.kind in (Kind.DATE, Kind.MONTH, Kind.PERIOD)]
        days = {field: pd.Timestamp(2026, 5, 1) + pd.Timedelta(days=at) for at, field in enumerate(fields)}
        special = {"offence": OFFENCE.get(code, "traffic")} if source == "facts" else {}
        special |= {"direction": code.removeprefix("fund_")} if source == "seizure_fund" else {}
        dates = {field: str(day.date()) for field, day in days.items()}
        now = Situation("00", {source: sheet(source, [{**ROWS[source], **special, **dates}])})
    measure = FUNCTIONS[code]
    assert isinstance(measure, Events)
    events = measure.rows(now, By.DEPARTMENT)
    (field,) = indicator.dated_by
    assert events["date"].tolist() == [days[field]]
    whole = indicator.placing is Placing.MONTH
    assert events["until"].tolist() == [days[field] + pd.offsets.MonthEnd(0) if whole else days[field]]
