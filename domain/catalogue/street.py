"""Indicators of the street: recorded facts, operations, mobile forces."""

from domain.catalogue.declaration import By, Direction, Indicator, Nature

_D, _SEC, _SRV = By.DEPARTMENT, By.SECTOR, By.SERVICE
_COUNT, _QUANTITY, _STATE = Nature.COUNT, Nature.QUANTITY, Nature.STATE
_BETTER, _WORSE, _NEITHER = Direction.BETTER, Direction.WORSE, Direction.NEITHER

FACTS = (
    Indicator(
        "facts_drugs",
        "Faits de stupéfiants",
        "faits",
        "facts",
        _COUNT,
        _WORSE,
        "Trafic, usage-revente, usage et autres infractions à la législation sur les stupéfiants. "
        "Ce nombre dépend aussi de l’activité des services.",
        (_D, _SEC),
    ),
    Indicator(
        "facts_traffic",
        "Trafic et usage-revente",
        "faits",
        "facts",
        _COUNT,
        _WORSE,
        "Faits de trafic et d’usage-revente.",
        (_D, _SEC),
    ),
    Indicator("facts_use", "Usage", "faits", "facts", _COUNT, _NEITHER, "Faits d’usage de stupéfiants.", (_D, _SEC)),
    Indicator(
        "facts_connected",
        "Infractions connexes",
        "faits",
        "facts",
        _COUNT,
        _WORSE,
        "Homicides, violences aggravées, vols avec violences et autres infractions connexes.",
        (_D, _SEC),
    ),
)

_OPERATION_LEVELS = (_D, _SEC, _SRV)


def _yield(code: str, label: str, unit: str, explanation: str, decimals: int = 0) -> Indicator:
    return Indicator(code, label, unit, "operations", _QUANTITY, _NEITHER, explanation, _OPERATION_LEVELS, decimals)


STREET = (
    Indicator(
        "operations",
        "Opérations",
        "opérations",
        "operations",
        _COUNT,
        _BETTER,
        "Opérations distinctes par leur référence : menée par deux services, une opération compte une fois.",
        _OPERATION_LEVELS,
    ),
    Indicator(
        "operations_raids",
        "Opérations coup de poing",
        "opérations",
        "operations",
        _COUNT,
        _BETTER,
        "Opérations de type coup de poing.",
        _OPERATION_LEVELS,
    ),
    Indicator(
        "days_since_operation",
        "Jours depuis la dernière opération",
        "jours",
        "operations",
        _STATE,
        _WORSE,
        "Du jour de la dernière opération au dernier jour de la fenêtre.",
        _OPERATION_LEVELS,
    ),
    Indicator(
        "longest_gap_days",
        "Plus long intervalle sans opération",
        "jours",
        "operations",
        _STATE,
        _WORSE,
        "Le plus grand nombre de jours de suite sans opération dans la fenêtre.",
        _OPERATION_LEVELS,
    ),
    Indicator(
        "unpredictability",
        "Imprévisibilité des opérations",
        "de 0 à 1",
        "operations",
        _STATE,
        _BETTER,
        "Entropie de Shannon des 42 créneaux (jour de la semaine et tranche de quatre heures), rapportée à son "
        "maximum : 0, toujours le même créneau ; 1, jamais deux fois le même. Non donnée sous 8 opérations.",
        _OPERATION_LEVELS,
        2,
    ),
    _yield("checks", "Personnes contrôlées", "personnes", "Personnes contrôlées pendant les opérations."),
    _yield("arrests", "Interpellations", "personnes", "Personnes interpellées pendant les opérations."),
    _yield("fines", "Amendes forfaitaires", "amendes", "Amendes forfaitaires dressées pendant les opérations."),
    _yield("cannabis_g", "Cannabis saisi", "g", "Cannabis saisi pendant les opérations, en grammes."),
    _yield("cocaine_g", "Cocaïne saisie", "g", "Cocaïne saisie pendant les opérations, en grammes."),
    _yield("heroin_g", "Héroïne saisie", "g", "Héroïne saisie pendant les opérations, en grammes."),
    _yield("other_drugs_g", "Autres produits saisis", "g", "Autres stupéfiants saisis, en grammes."),
    _yield("cash_eur", "Numéraire saisi", "€", "Espèces saisies pendant les opérations, en euros."),
    _yield("weapons", "Armes saisies", "armes", "Armes saisies pendant les opérations."),
    _yield(
        "disorder",
        "Opérations avec troubles",
        "opérations",
        "Opérations qui ont donné lieu à des troubles à l’ordre public.",
    ),
    Indicator(
        "sectors_without_action",
        "Secteurs sans aucune action",
        "secteurs",
        "sectors",
        _STATE,
        _WORSE,
        "Secteurs du plan où aucun service n’a rien fait dans la fenêtre : ni opération, ni présence à un "
        "établissement du secteur, ni enquête ouverte ou en cours, ni recommandation de sûreté.",
        (_D, _SEC),
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
    ),
)
