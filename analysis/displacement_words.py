"""Effect and displacement in words: why nothing is claimed, or what the test allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.french import NBSP, THIN, day, listed, number, plural, signed
from domain.windows import Window
from indicators.comparison import SMALL_COUNT
from indicators.controls import NEIGHBOUR_METRES, Roles, alike
from indicators.displacement import CRITICAL_Z, INCONCLUSIVE, Change, Difference
from indicators.holes import hole_words, touched
from indicators.situation import Situation

CAVEAT = (
    "Ce n’est pas la preuve que les opérations en sont la cause"
    f"{NBSP}: autre chose a pu changer au même moment, et les opérations elles-mêmes font constater des faits."
)
RULE = (
    f"La série va de sa première à sa dernière opération{THIN}; «{NBSP}avant{NBSP}», ce sont autant de jours, juste "
    "avant. "
    f"Voisins{NBSP}: les secteurs dont le contour est à {NEIGHBOUR_METRES}{NBSP}m au plus. Témoins{NBSP}: ni le "
    "secteur traité, ni un voisin, ni un secteur que le plan n’a pas connu tout du long, ni un "
    "secteur qui a eu pendant la série plus de la moitié de ses opérations, ni un "
    "secteur dont les faits suivaient déjà une autre pente, ni un secteur qui s’écarte à lui seul de tous les autres"
    f"{THIN}; d’abord ceux de même force et de même type, puis de même force, puis les autres{THIN}; d’abord ceux qui "
    "ont eu le moins d’opérations. On en ajoute tant que leurs faits d’avant se rapprochent de ceux du secteur traité. "
    f"Les voisins ont leurs témoins de la même façon. Ce choix n’est qu’une proposition. Test{NBSP}: différence "
    "pondérée de déplacement de Wheeler et Ratcliffe (2018), sur les faits de stupéfiants"
    f"{THIN}; hausse ou baisse ne sont dites que si |z| dépasse {number(CRITICAL_Z, 2)}."
)
"""The rule of `indicators.controls` and the test, as the reader is told them."""


@dataclass(frozen=True)
class Compared:
    """What the test gives: treated against controls, neighbours against theirs, and all four together.

    None where nothing may be claimed. `doubtful`: the facts left out of all counts, known by their month alone.
    """

    effect: Difference | None = None
    displaced: Difference | None = None
    balance: Difference | None = None
    doubtful: int = 0


def period_obstacles(known: Situation, after: Window) -> list[str]:
    """What is missing from the facts of the two periods; nothing where they are whole."""
    history, start = known.history("facts"), after.previous().start
    if history is None:
        return ["aucun fait n’est déposé"]
    said = []
    if start < history.start:
        said.append(f"les faits ne sont connus que depuis le {day(history.start)}, il les faudrait dès le {day(start)}")
    if behind := known.behind(("facts",), after.end):
        said.append(f"les fichiers de {listed(behind)} ne vont pas jusqu’au {day(after.end)}")
    if missing := touched(known, ("facts",), Window(start, after.end)):
        said.append(f"aucun fait n’est déposé pour {hole_words(missing)}")
    return said


def standing_obstacles(codes: Sequence[str]) -> list[str]:
    """Why sectors that stood in no plan on some day of the periods, if any, cannot be compared."""
    return [f"le plan ne connaît pas {listed(codes)} sur toute la durée"] if codes else []


def effect_obstacles(roles: Roles, treated: Change, controls: Change) -> list[str]:
    """Why the treated sector cannot be set against its controls; nothing where it can."""
    if roles.overlap:
        return [f"{listed(roles.overlap)} ne peut tenir deux rôles à la fois"]
    if not roles.controls:
        return ["aucun secteur témoin"]
    return _pair("le secteur traité", treated, "ses témoins", controls)


def aside_obstacles(roles: Roles, buffer: Change, controls: Change, drawn: bool) -> list[str]:
    """Why nothing can be said of a displacement; `drawn` where the treated sector has an outline."""
    if not roles.buffer:
        return ["aucun secteur voisin" if drawn else "le secteur traité n’a pas de contour, ses voisins sont inconnus"]
    if not roles.buffer_controls:
        return ["aucun secteur témoin pour les voisins"]
    return _pair("les voisins", buffer, "leurs témoins", controls)


def _pair(one: str, change: Change, other: str, control: Change) -> list[str]:
    few = [who for who, counted in ((one, change), (other, control)) if counted.total < SMALL_COUNT]
    if few:
        return [f"moins de {SMALL_COUNT} faits sur les deux périodes pour {listed(few)}"]
    if not alike(change.before, control.before):
        levels = f"{number(change.before)} et {plural(control.before, 'fait')}"
        return [f"{one} et {other} ne sont pas de même niveau avant la série ({levels})"]
    return []


def headline(name: str, compared: Compared) -> str:
    """The verdict in one line, of the treated sector and, where they may be compared, of it with its neighbours."""
    if compared.effect is None:
        return f"{name}{NBSP}: rien ne peut être affirmé"
    if compared.balance is None:
        return f"{name}{NBSP}: {compared.effect.verdict}{THIN}; un déplacement ne peut pas être jugé"
    return f"{name}{NBSP}: {compared.effect.verdict}{THIN}; avec ses voisins{NBSP}: {compared.balance.verdict}"


def sentences(
    name: str,
    after: Window,
    counts: Sequence[Change],
    compared: Compared,
    obstacles: Sequence[str],
    aside: Sequence[str],
) -> tuple[str, ...]:
    """The sentences of a comparison. `counts`: treated, controls, neighbours, their controls."""
    treated, controls, buffer, theirs = counts
    effect, displaced, balance = compared.effect, compared.displaced, compared.balance
    counted = (
        f"{name}{NBSP}: {_course(treated)}, sur {plural(after.days, 'jour')} avant la série puis autant pendant"
        f"{THIN}; secteurs témoins{NBSP}: {_course(controls)}."
    )
    if effect is None:
        return (counted, f"Rien n’est affirmé{NBSP}: {f'{THIN}; '.join(obstacles)}.")
    said = [f"{counted} {_claim(effect, 'par rapport aux témoins')}"]
    if compared.doubtful:
        said.append(_left_out(compared.doubtful))
    if displaced is None or balance is None:
        said.append(f"Rien n’est affirmé d’un déplacement{NBSP}: {f'{THIN}; '.join(aside)}.")
        return (*said, CAVEAT)
    said.append(
        f"Secteurs voisins{NBSP}: {_course(buffer)}{THIN}; leurs témoins{NBSP}: {_course(theirs)}. "
        f"{_claim(displaced, 'par rapport à leurs témoins')}"
    )
    said.append(f"Secteur et voisins ensemble, déplacement compté{NBSP}: {_claim(balance, 'en tout', capital=False)}")
    return (*said, CAVEAT)


def _left_out(doubtful: int) -> str:
    known = "connu au mois seulement, n’est compté" if doubtful < 2 else "connus au mois seulement, ne sont comptés"
    return (
        f"{plural(doubtful, 'fait')} de ces secteurs, {known} nulle part{NBSP}: le mois est à cheval sur une borne. Un "
        "verdict n’est dit que s’il tient de quelque côté qu’on les mette."
    )


def _course(change: Change) -> str:
    return f"{plural(change.before, 'fait')} puis {number(change.after)}"


def _claim(found: Difference, against: str, *, capital: bool = True) -> str:
    noun = "fait" if abs(found.value) < 2 else "faits"
    if found.verdict == INCONCLUSIVE:
        words = f"{found.verdict}, écart de {signed(found.value)}{NBSP}{noun} {against}"
    else:
        words = f"{found.verdict} de {number(abs(found.value))}{NBSP}{noun} {against}"
    bounds = (
        f"intervalle à 95{NBSP}% de {number(found.low, 1)} à {number(found.high, 1)}"
        f"{THIN}; z{NBSP}= {number(found.z, 2)}"
    )
    return f"{words[0].upper() + words[1:] if capital else words} ({bounds})."
