"""The catalogue holds every code of the contract, at each level that its source allows, and says what it counts."""

import re
from dataclasses import replace

import pytest

from domain.catalogue import CATALOGUE, LOCAL, By, Indicator, Nature
from domain.sheets import SHEETS

# What a figure can be asked for, by what its source holds: a sector, a service, a school (which lies in a sector).
WHOLE, BY_SECTOR, BY_SERVICE = "département", "département, secteur", "département, secteur, service"
BY_SCHOOL, BY_ALL = "département, secteur, établissement", "département, secteur, service, établissement"
_LEVELS = {
    "département": By.DEPARTMENT,
    "secteur": By.SECTOR,
    "service": By.SERVICE,
    "établissement": By.SCHOOL,
}
CONTRACT = {
    # Faits bears a sector and no service.
    "facts_drugs, facts_traffic, facts_use, facts_connected": BY_SECTOR,
    # Opérations bears a sector, a lead service and its partners.
    "operations, operations_raids, days_since_operation, longest_gap_days, unpredictability, checks, arrests, fines, "
    "cannabis_g, cocaine_g, heroin_g, other_drugs_g, cash_eur, weapons, disorder": BY_SERVICE,
    # Counted over the sectors of the plan: where no service acted, there is none to ask for.
    "sectors_without_action": BY_SECTOR,
    # Forces mobiles bears neither a sector nor a service.
    "mobile_units_asked, mobile_units_granted": WHOLE,
    # Présences bears a service and a school, whose sector stands in Établissements.
    "presences, presences_joint, presence_minutes": BY_ALL,
    # The week's target is the school's, whoever is there: no service has one.
    "school_coverage, school_coverage_national, schools_under_target": BY_SCHOOL,
    # Enquêtes bears a service and may bear a sector.
    "investigations_opened, investigations_closed, investigations_open, networks_dismantled, objective_share, "
    "gir_share, asset_share, asset_share_districts, assets_eur, tax_eur, suspects, minors, parents_examined, "
    "parents_prosecuted, sent_share, sent_median_days, unsent": BY_SERVICE,
    # Prévention and Sûreté bear a school, Sûreté a sector too; neither bears a service.
    "information_meetings_held, information_meetings_offered": BY_SCHOOL,
    "recommendations, recommendations_done_share": BY_SCHOOL,
    "repeat_followed, removals, mayors_informed": BY_SECTOR,  # Récidivistes
    "fund_paid_in, fund_received": WHOLE,  # Fonds de concours
    "plan_up_to_date, meetings_held, decisions_open, decisions_overdue": WHOLE,
    "objectives_reached_share": BY_SERVICE,  # Objectifs bears a sector and the lead service
    "targets_reached_share": BY_SECTOR,  # Cibles bears a sector
}
BESIDE_THE_CONTRACT = {"slots_never_covered": "établissement"}


def levels(words: str) -> set[By]:
    return {_LEVELS[word] for word in words.split(", ")}


def test_every_code_of_the_contract_at_every_level_of_its_source_and_no_other() -> None:
    expected = {code: levels(words) for codes, words in CONTRACT.items() for code in codes.split(", ")}
    assert len(expected) == 60
    expected |= {code: levels(words) for code, words in BESIDE_THE_CONTRACT.items()}
    assert {code: set(indicator.levels) for code, indicator in CATALOGUE.items()} == expected


def test_a_local_indicator_goes_for_what_its_sheet_bears() -> None:
    assert set(LOCAL.levels) == levels(BY_SERVICE)


def test_an_entry_stands_under_its_own_code() -> None:
    assert all(indicator.code == code for code, indicator in CATALOGUE.items())
    assert len({indicator.label for indicator in CATALOGUE.values()}) == len(CATALOGUE)


@pytest.mark.parametrize("indicator", [*CATALOGUE.values(), LOCAL], ids=lambda indicator: indicator.code)
def test_an_entry_is_written_in_full_and_in_french_typography(indicator: Indicator) -> None:
    texts = (indicator.label, indicator.unit, indicator.explanation, indicator.grain)
    assert all(texts)
    assert indicator.explanation.endswith(".")
    for text in texts:
        assert not re.search(r" [:;?!»%]|« |'", text), text


@pytest.mark.parametrize(
    ("code", "dates"),
    [
        ("facts_drugs", ("date",)),
        ("mobile_units_asked", ("from_date",)),
        ("investigations_opened", ("opened_on",)),
        ("networks_dismantled", ("closed_on",)),
        ("assets_eur", ("closed_on",)),
        ("minors", ("closed_on",)),
        ("sent_share", ("closed_on",)),
        ("gir_share", ("opened_on", "closed_on")),
        ("removals", ("month",)),
        ("meetings_held", ("held_on",)),
    ],
)
def test_the_dates_by_which_rows_fall_into_a_window(code: str, dates: tuple[str, ...]) -> None:
    assert CATALOGUE[code].dated_by == dates


def test_what_lies_between_nought_and_one() -> None:
    bounded = {code for code, indicator in CATALOGUE.items() if indicator.at_most_one}
    shares = {code for code in CATALOGUE if code.endswith("_share") or "share_" in code}
    coverage = {"school_coverage", "school_coverage_national"}
    assert bounded == shares | coverage | {"unpredictability", "plan_up_to_date"}
    assert {code for code in bounded if CATALOGUE[code].in_percent} == set()


def test_only_counts_are_tested_and_none_of_them_has_decimals() -> None:
    counts = [indicator for indicator in CATALOGUE.values() if indicator.nature is Nature.COUNT]
    assert {indicator.decimals for indicator in counts} == {0}


@pytest.mark.parametrize("change", [{"source": "nowhere"}, {"beside": ("nowhere",)}, {"dates": ("nowhere",)}])
def test_an_entry_that_names_what_is_not_declared_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        replace(CATALOGUE["operations"], **change)  # type: ignore[arg-type]  # any field of an entry


def test_an_entry_that_nothing_dates_is_refused() -> None:
    assert SHEETS["sectors"].event_date is None
    with pytest.raises(ValueError, match="falls into a window"):
        replace(CATALOGUE["operations"], source="sectors")
