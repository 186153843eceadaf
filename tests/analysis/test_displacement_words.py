"""Why nothing is claimed of a series, in words."""

from datetime import date

import pytest

from analysis.displacement_words import (
    CAVEAT,
    Compared,
    aside_obstacles,
    effect_obstacles,
    headline,
    period_obstacles,
    sentences,
    standing_obstacles,
)
from domain.windows import Window
from indicators.controls import Roles
from indicators.displacement import Change, weighted_displacement_difference
from tests.indicators.tables import daily, situation

NBSP = "\u00a0"
AFTER = Window(date(2026, 4, 1), date(2026, 4, 30))  # before: 2 to 31 March
ENOUGH = Change(30, 30)
EXAMPLE = Change(60, 40), Change(50, 48), Change(30, 33), Change(28, 29)


def test_whole_periods_meet_no_obstacle() -> None:
    now = situation(facts=daily("2026-03-02", "2026-05-31", 60), contributors={"facts": ("BAC",)}, coverage=until(30))
    assert period_obstacles(now, AFTER) == []


def until(day: int) -> dict[str, date]:
    return {"BAC": date(2026, 4, day)}


def test_no_facts_at_all() -> None:
    assert period_obstacles(situation(), AFTER) == ["aucun fait n’est déposé"]


def test_a_period_before_the_files() -> None:
    now = situation(facts=daily("2026-03-03", "2026-05-31", 60))
    assert period_obstacles(now, AFTER) == [
        "les faits ne sont connus que depuis le 03/03/2026, il les faudrait dès le 02/03/2026"
    ]


def test_a_service_that_is_behind() -> None:
    now = situation(facts=daily("2026-03-01", "2026-05-31", 60), contributors={"facts": ("BAC",)}, coverage=until(29))
    assert period_obstacles(now, AFTER) == ["les fichiers de BAC ne vont pas jusqu’au 30/04/2026"]


def test_a_month_that_was_not_delivered() -> None:
    rows = [*daily("2026-02-01", "2026-02-28", 20), *daily("2026-04-01", "2026-04-30", 20)]
    assert period_obstacles(situation(facts=rows), AFTER) == ["aucun fait n’est déposé pour mars 2026"]


@pytest.mark.parametrize(
    ("treated", "controls", "words"),
    [
        (Change(5, 5), Change(5, 5), None),
        (Change(5, 4), Change(5, 5), "moins de 10 faits sur les deux périodes pour le secteur traité"),
        (Change(5, 5), Change(5, 4), "moins de 10 faits sur les deux périodes pour ses témoins"),
        (Change(10, 10), Change(20, 10), None),
        (
            Change(10, 10),
            Change(21, 10),
            f"le secteur traité et ses témoins ne sont pas de même niveau avant la série (10 et 21{NBSP}faits)",
        ),
    ],
)
def test_few_facts_and_other_levels_silence_the_effect(treated: Change, controls: Change, words: str | None) -> None:
    assert effect_obstacles(Roles(("A",)), treated, controls) == ([words] if words else [])


def test_roles_that_cannot_be_compared() -> None:
    assert effect_obstacles(Roles(), ENOUGH, Change(0, 0)) == ["aucun secteur témoin"]
    assert effect_obstacles(Roles(("A",), ("A",)), ENOUGH, ENOUGH) == ["A ne peut tenir deux rôles à la fois"]
    assert aside_obstacles(Roles(("A",)), ENOUGH, ENOUGH, drawn=True) == ["aucun secteur voisin"]
    assert aside_obstacles(Roles(("A",)), ENOUGH, ENOUGH, drawn=False) == [
        "le secteur traité n’a pas de contour, ses voisins sont inconnus"
    ]
    assert aside_obstacles(Roles(("A",), ("B",)), ENOUGH, ENOUGH, drawn=True) == [
        "aucun secteur témoin pour les voisins"
    ]
    assert aside_obstacles(Roles(("A",), ("B",), ("C",)), ENOUGH, ENOUGH, drawn=True) == []


def test_the_worked_example_in_words() -> None:
    treated, controls, buffer, theirs = EXAMPLE
    compared = Compared(
        weighted_displacement_difference(treated, controls),
        weighted_displacement_difference(buffer, theirs),
        weighted_displacement_difference(*EXAMPLE),
    )
    said = sentences("Les Tilleuls", AFTER, EXAMPLE, compared, [], [])
    assert len(said) == 4
    assert said[2].replace(NBSP, " ").replace("\u202f", "") == (
        "Secteur et voisins ensemble, déplacement compté : non concluant, écart de −16 faits en tout (intervalle à "
        "95 % de −51,0 à 19,0; z = −0,90)."
    )
    assert said[-1] == CAVEAT
    assert not any("baisse" in sentence or "hausse" in sentence for sentence in said[:3])
    words = headline("Les Tilleuls", compared).replace(NBSP, " ").replace("\u202f", "")
    assert words == "Les Tilleuls : non concluant; avec ses voisins : non concluant"


def test_nothing_is_claimed_where_something_is_missing() -> None:
    said = sentences("Les Tilleuls", AFTER, EXAMPLE, Compared(), ["aucun secteur témoin"], [])
    assert said[-1] == f"Rien n’est affirmé{NBSP}: aucun secteur témoin."
    assert headline("Les Tilleuls", Compared()) == f"Les Tilleuls{NBSP}: rien ne peut être affirmé"
    assert not any(word in sentence for sentence in said for word in ("baisse", "hausse", "non concluant"))


def test_an_effect_without_neighbours_says_nothing_of_a_displacement() -> None:
    treated, controls = Change(100, 40), Change(90, 95)
    compared = Compared(weighted_displacement_difference(treated, controls), doubtful=1)
    nothing = Change(0, 0)
    said = sentences(
        "Les Tilleuls", AFTER, (treated, controls, nothing, nothing), compared, [], ["aucun secteur voisin"]
    )
    assert f"Baisse de 65{NBSP}faits par rapport aux témoins" in said[0]
    assert said[1].startswith(f"1{NBSP}fait de ces secteurs, connu au mois seulement")
    assert said[2] == f"Rien n’est affirmé d’un déplacement{NBSP}: aucun secteur voisin."
    assert said[3] == CAVEAT


def test_a_sector_that_was_not_in_the_plan_all_along() -> None:
    assert standing_obstacles([]) == []
    assert standing_obstacles(["S1", "S2"]) == ["le plan ne connaît pas S1 et S2 sur toute la durée"]
