"""Indicators of the street: recorded facts, operations, mobile forces."""

from functools import partial

from domain.catalogue.declaration import By, Direction, Indicator, Nature, Placing
from domain.rhythm import BAND_HOURS, MINIMUM_EVENTS, OPERATION_SLOTS

_D, _SEC, _SRV = By.DEPARTMENT, By.SECTOR, By.SERVICE
_COUNT, _QUANTITY, _STATE = Nature.COUNT, Nature.QUANTITY, Nature.STATE
_BETTER, _WORSE, _NEITHER = Direction.BETTER, Direction.WORSE, Direction.NEITHER


def _facts(code: str, label: str, explanation: str, direction: Direction = _WORSE) -> Indicator:
    grain = "un fait\u00a0; une ligne en compte autant que sa colonne «\u00a0nombre\u00a0», un seul si elle est vide"
    return Indicator(code, label, "faits", "facts", _COUNT, direction, explanation, (_D, _SEC), grain=grain)


FACTS = (
    _facts(
        "facts_drugs",
        "Faits de stupéfiants",
        "Trafic, usage-revente, usage et autres infractions à la législation sur les stupéfiants. "
        "Ce nombre dépend aussi de l’activité des services.",
    ),
    _facts("facts_traffic", "Trafic et usage-revente", "Faits de trafic et d’usage-revente."),
    _facts("facts_use", "Usage", "Faits d’usage de stupéfiants.", _NEITHER),
    _facts(
        "facts_connected",
        "Infractions connexes",
        "Homicides, violences aggravées, vols avec violences et autres infractions connexes.",
    ),
)

_operation = partial(
    Indicator,
    source="operations",
    levels=(_D, _SEC, _SRV),
    grain="une opération, reconnue à sa référence\u00a0: envoyée par deux services, elle compte une fois",
)


def _yield(code: str, label: str, unit: str, explanation: str, grain: str) -> Indicator:
    return _operation(code, label, unit, nature=_QUANTITY, direction=_NEITHER, explanation=explanation, grain=grain)


STREET = (
    _operation(
        "operations",
        "Opérations",
        "opérations",
        nature=_COUNT,
        direction=_BETTER,
        explanation="Opérations distinctes par leur référence\u00a0: menée par deux services, une opération compte une "
        "fois.",
    ),
    _operation(
        "operations_raids",
        "Opérations coup de poing",
        "opérations",
        nature=_COUNT,
        direction=_BETTER,
        explanation="Opérations de type coup de poing.",
    ),
    _operation(
        "days_since_operation",
        "Jours depuis la dernière opération",
        "jours",
        nature=_STATE,
        direction=_WORSE,
        explanation="Du jour de la dernière opération au dernier jour de la fenêtre.",
        grain="un jour écoulé",
        placing=Placing.LAST_DAY,
    ),
    _operation(
        "longest_gap_days",
        "Plus long intervalle sans opération",
        "jours",
        nature=_STATE,
        direction=_WORSE,
        explanation="Le plus grand nombre de jours de suite sans opération dans la fenêtre.",
        grain="un jour de la fenêtre sans opération",
        placing=Placing.WHOLE,
    ),
    _operation(
        "unpredictability",
        "Imprévisibilité des opérations",
        "de 0 à 1",
        nature=_STATE,
        direction=_BETTER,
        explanation=f"Entropie de Shannon des {OPERATION_SLOTS} créneaux (jour de la semaine et tranche de "
        f"{BAND_HOURS} heures du début), rapportée à son maximum\u00a0: 0, toujours le même créneau\u202f; 1, jamais "
        f"deux fois le même. Non donnée sous {MINIMUM_EVENTS} opérations dont l’heure est connue.",
        decimals=2,
        grain="une opération dont l’heure de début est connue",
        placing=Placing.WHOLE,
        minimum=MINIMUM_EVENTS,
    ),
    _yield(
        "checks",
        "Personnes contrôlées",
        "personnes",
        "Personnes contrôlées pendant les opérations.",
        "une personne contrôlée, autant de fois que de contrôles",
    ),
    _yield(
        "arrests",
        "Interpellations",
        "personnes",
        "Personnes interpellées pendant les opérations.",
        "une interpellation",
    ),
    _yield(
        "fines",
        "Amendes forfaitaires",
        "amendes",
        "Amendes forfaitaires dressées pendant les opérations.",
        "une amende",
    ),
    _yield("cannabis_g", "Cannabis saisi", "g", "Cannabis saisi pendant les opérations, en grammes.", "un gramme"),
    _yield("cocaine_g", "Cocaïne saisie", "g", "Cocaïne saisie pendant les opérations, en grammes.", "un gramme"),
    _yield("heroin_g", "Héroïne saisie", "g", "Héroïne saisie pendant les opérations, en grammes.", "un gramme"),
    _yield(
        "other_drugs_g",
        "Autres produits saisis",
        "g",
        "Autres stupéfiants saisis pendant les opérations, en grammes.",
        "un gramme",
    ),
    _yield("cash_eur", "Numéraire saisi", "€", "Espèces saisies pendant les opérations, en euros.", "un euro"),
    _yield("weapons", "Armes saisies", "armes", "Armes saisies pendant les opérations.", "une arme"),
    _yield(
        "disorder",
        "Opérations avec troubles",
        "opérations",
        "Opérations qui ont donné lieu à des troubles à l’ordre public.",
        "une opération où des troubles sont notés",
    ),
    Indicator(
        "sectors_without_action",
        "Secteurs sans aucune action",
        "secteurs",
        "sectors",
        _STATE,
        _WORSE,
        "Secteurs du plan en vigueur au dernier jour de la fenêtre où aucun service n’a rien fait dans cette "
        "fenêtre\u00a0: ni opération, ni présence à un établissement du secteur, ni enquête ouverte ou en cours, "
        "ni recommandation de sûreté.",
        (_D, _SEC),
        grain="un secteur du plan",
        placing=Placing.WHOLE,
    ),
    Indicator(
        "mobile_units_asked",
        "Unités de forces mobiles demandées",
        "unités",
        "mobile_forces",
        _QUANTITY,
        _NEITHER,
        "Unités demandées à la zone de défense, pour une période qui commence dans la fenêtre.",
        (_D,),
        grain="une unité demandée",
    ),
    Indicator(
        "mobile_units_granted",
        "Unités de forces mobiles accordées",
        "unités",
        "mobile_forces",
        _QUANTITY,
        _NEITHER,
        "Unités accordées par la zone de défense, pour une période qui commence dans la fenêtre.",
        (_D,),
        grain="une unité accordée",
    ),
)
