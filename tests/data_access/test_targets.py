"""The sheet Cibles against the catalogue: each target on what exists, where it exists, in its unit."""

import pytest

from domain.faults import Proposal, Rule
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import Rows, plan_sheets


def plan_with(*targets: tuple[str, str | None, object]) -> dict[str, Rows]:
    """The small plan with those targets: indicator, sector and value."""
    rows = [[indicator, sector, value, "quinzaine"] for indicator, sector, value in targets]
    return {**plan_sheets(), "Cibles": [["indicateur", "secteur", "valeur", "par"], *rows]}


@pytest.mark.parametrize(
    ("indicator", "sector", "value"),
    [
        ("facts_drugs", "S1", 10),
        ("facts_drugs", None, 40),
        ("school_coverage", "S1", 0.8),
        ("gir_share", None, 1),
        ("unpredictability", "S2", 0.8),
        ("meetings_held", None, 1),
        ("fund_received", None, 100_000),
        ("plan_up_to_date", None, 1),
    ],
)
def test_a_target_on_what_its_source_has_is_sound(door: Door, indicator: str, sector: str | None, value: float) -> None:
    assert triples(door.examine(plan_with((indicator, sector, value)))) == []


@pytest.mark.parametrize("indicator", ["mobile_units_asked", "fund_received", "meetings_held", "decisions_open"])
def test_a_sector_for_an_indicator_that_has_none_is_named_by_its_cell(door: Door, indicator: str) -> None:
    parsed = door.examine(plan_with(("operations", "S1", 2), (indicator, "S1", 2), (indicator, None, 2)))
    assert triples(parsed) == [("Cibles", "B3", Rule.INCONSISTENT)]
    (fault,) = parsed.faults
    assert (fault.value, fault.acceptable) == ("S1", False)


def test_the_sentence_says_at_which_level_it_goes(door: Door) -> None:
    (fault,) = door.examine(plan_with(("meetings_held", "S1", 1))).faults
    assert fault.message == (
        "Feuille «\u00a0Cibles\u00a0», cellule B2\u00a0: l’indicateur meetings_held (Réunions de l’état-major tenues) "
        "ne se calcule pas par secteur, seulement pour le département. Videz cette cellule, ou prenez un autre "
        "indicateur."
    )


@pytest.mark.parametrize("sector", [None, "S1"])
@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("targets_reached_share", "se déduit des cibles elles-mêmes"),
        ("slots_never_covered", "ne se calcule que par établissement"),
    ],
)
def test_what_cannot_be_aimed_at_is_named_by_its_code(
    door: Door, indicator: str, words: str, sector: str | None
) -> None:
    parsed = door.examine(plan_with((indicator, sector, 1)))
    assert triples(parsed) == [("Cibles", "A2", Rule.INCONSISTENT)]
    assert words in parsed.faults[0].message


def test_a_share_written_in_percent_is_doubted_and_mended(door: Door) -> None:
    parsed = door.examine(plan_with(("school_coverage", None, 80)))
    assert triples(parsed) == [("Cibles", "C2", Rule.OUT_OF_RANGE)]
    (fault,) = parsed.faults
    assert "Écrivez 0,8 pour 80\u00a0%." in fault.message
    assert fault.proposals == (Proposal("C2", "0,8"),)
    assert not fault.acceptable


@pytest.mark.parametrize(
    ("indicator", "value"), [("unpredictability", 1.5), ("gir_share", 120), ("plan_up_to_date", 2)]
)
def test_more_than_one_is_never_reached(door: Door, indicator: str, value: float) -> None:
    parsed = door.examine(plan_with((indicator, None, value)))
    assert triples(parsed) == [("Cibles", "C2", Rule.OUT_OF_RANGE)]
    assert parsed.faults[0].proposals == ()


def test_an_unknown_code_is_sent_to_the_dictionary_and_not_to_the_plan(door: Door) -> None:
    parsed = door.examine(plan_with(("bonheur", "S1", 200), ("local:HALLS", None, 3)))
    assert triples(parsed) == [("Cibles", "A2", Rule.UNKNOWN_REFERENCE), ("Cibles", "A3", Rule.UNKNOWN_REFERENCE)]
    assert "page Dictionnaire" in parsed.faults[0].message
    assert "au plan" not in parsed.faults[0].message


def test_a_local_indicator_goes_at_any_level_with_any_value(with_plan: Door) -> None:
    local: Rows = [["indicateur", "période", "valeur"], ["HALLS", "2026-11-10", 4]]
    with_plan.deposit({"Indicateurs locaux": local}, "local.xlsx")
    parsed = with_plan.examine(plan_with(("local:HALLS", "S1", 30), ("local:HALLS", None, 300)))
    assert triples(parsed) == []


def test_a_cell_at_fault_has_one_fault(door: Door) -> None:
    parsed = door.examine(plan_with(("meetings_held", "S99", 1), ("school_coverage", None, -1)))
    assert triples(parsed) == [("Cibles", "B2", Rule.UNKNOWN_REFERENCE), ("Cibles", "C3", Rule.OUT_OF_RANGE)]
