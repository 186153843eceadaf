"""Figures in words: units, and one value against another."""

from domain.catalogue import CATALOGUE
from indicators.words import against_words, unit_words


def test_units_are_singular_below_two() -> None:
    units = {
        "faits": "fait",
        "réseaux": "réseau",
        "créneaux sur 15": "créneau sur 15",
        "g": "g",
        "de 0 à 1": "de 0 à 1",
    }
    assert {unit: unit_words(unit, 1) for unit in units} == units
    assert unit_words("faits", 2) == "faits"


def test_counts_go_by_the_house_rule_and_shares_by_points() -> None:
    facts, coverage = CATALOGUE["facts_drugs"], CATALOGUE["school_coverage_national"]
    assert against_words(facts, 25, 20) == "+25\u00a0% (25 contre 20)"  # 25 / 20 − 1
    assert against_words(facts, 5, 3) == "5 contre 3"
    assert against_words(coverage, 0.83, 1) == "83\u00a0% contre 100\u00a0% (−17\u00a0points)"
    assert against_words(facts, 5, None) is None
