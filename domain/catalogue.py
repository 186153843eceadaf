"""The catalogue of indicators: one entry an indicator, one function of `indicators/` behind each.

The dictionary, the tooltips, the book's annex, the command line and the sheet `Cibles` all read it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """How an indicator adds up and compares."""

    COUNT = "count"  # independent events: summed, and tested by the exact conditional test
    QUANTITY = "quantity"  # amounts that come in lots (grams, euros, arrests): summed, never tested
    SHARE = "share"  # a numerator over a denominator, from 0 to 1
    STATE = "state"  # what holds on the window's last day, or over it as a whole


class Direction(StrEnum):
    """Whether more of it is better, worse, or neither."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


class By(StrEnum):
    """The level at which a figure is asked for."""

    DEPARTMENT = "departement"
    SECTOR = "sector"
    SERVICE = "service"
    SCHOOL = "school"


@dataclass(frozen=True)
class Indicator:
    """One indicator: French label, unit and explanation; source sheet; nature, direction, levels."""

    code: str
    label: str
    unit: str
    source: str
    nature: Nature
    direction: Direction
    explanation: str
    levels: tuple[By, ...]
    decimals: int = 0


_D, _SEC, _SRV, _SCH = By.DEPARTMENT, By.SECTOR, By.SERVICE, By.SCHOOL
_COUNT, _QUANTITY, _SHARE, _STATE = Nature.COUNT, Nature.QUANTITY, Nature.SHARE, Nature.STATE
_BETTER, _WORSE, _NEITHER = Direction.BETTER, Direction.WORSE, Direction.NEITHER

_FACTS = (
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


_OPERATIONS = (
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

_SCHOOLS = (
    Indicator(
        "presences",
        "Présences aux établissements",
        "présences",
        "presences",
        _COUNT,
        _BETTER,
        "Présences distinctes : un établissement, un jour, un créneau. Deux services au même créneau en font une.",
        (_D, _SEC, _SRV, _SCH),
    ),
    Indicator(
        "presences_joint",
        "Présences conjointes",
        "présences",
        "presences",
        _COUNT,
        _BETTER,
        "Présences où deux services au moins se trouvaient au même créneau, ou qui l’ont été avec l’équipe "
        "mobile de sécurité.",
        (_D, _SEC, _SRV, _SCH),
    ),
    Indicator(
        "presence_minutes",
        "Minutes de présence",
        "minutes",
        "presences",
        _QUANTITY,
        _BETTER,
        "Durée des présences dont l’heure de fin est connue.",
        (_D, _SEC, _SRV, _SCH),
    ),
    Indicator(
        "school_coverage",
        "Couverture des établissements du plan",
        "part des semaines de classe",
        "presences",
        _SHARE,
        _BETTER,
        "Semaines de classe où les jours de présence atteignent la cible, rapportées aux semaines de classe. "
        "La cible d’une semaine incomplète est réduite d’autant.",
        (_D, _SEC, _SCH),
        2,
    ),
    Indicator(
        "school_coverage_national",
        "Couverture de la liste nationale",
        "part des semaines de classe",
        "presences",
        _SHARE,
        _BETTER,
        "La même couverture, pour les établissements de la liste nationale des 184.",
        (_D, _SEC, _SCH),
        2,
    ),
    Indicator(
        "schools_under_target",
        "Établissements sous leur cible",
        "établissements",
        "presences",
        _STATE,
        _WORSE,
        "Établissements sensibles dont au moins une semaine de classe de la fenêtre n’est pas couverte.",
        (_D, _SEC, _SCH),
    ),
    Indicator(
        "slots_never_covered",
        "Créneaux jamais couverts",
        "créneaux sur 15",
        "presences",
        _STATE,
        _WORSE,
        "Couples d’un jour de classe (lundi à vendredi) et d’un créneau (arrivée, midi, sortie) où l’établissement "
        "n’a vu aucune présence dans la fenêtre.",
        (_SCH,),
    ),
)


def _enquiry(
    code: str, label: str, unit: str, nature: Nature, explanation: str, direction: Direction = _NEITHER
) -> Indicator:
    decimals = 2 if nature is _SHARE else 0
    return Indicator(code, label, unit, "investigations", nature, direction, explanation, (_D, _SEC, _SRV), decimals)


_INVESTIGATIONS = (
    _enquiry("investigations_opened", "Enquêtes ouvertes", "enquêtes", _COUNT, "Enquêtes ouvertes dans la fenêtre."),
    _enquiry("investigations_closed", "Enquêtes closes", "enquêtes", _COUNT, "Enquêtes closes dans la fenêtre."),
    _enquiry(
        "investigations_open",
        "Enquêtes en cours",
        "enquêtes",
        _STATE,
        "Enquêtes ouvertes et non closes le dernier jour de la fenêtre.",
    ),
    _enquiry(
        "networks_dismantled",
        "Réseaux démantelés",
        "réseaux",
        _COUNT,
        "Enquêtes closes dans la fenêtre qui ont démantelé un réseau.",
        _BETTER,
    ),
    _enquiry(
        "objective_share",
        "Part liée à un objectif du plan",
        "part des enquêtes",
        _SHARE,
        "Enquêtes rattachées à un objectif du plan, sur celles ouvertes ou en cours dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "gir_share",
        "Part co-saisie avec le GIR",
        "part des enquêtes",
        _SHARE,
        "Enquêtes où le GIR est co-saisi, sur celles ouvertes ou en cours dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "asset_share",
        "Part avec volet patrimonial",
        "part des enquêtes",
        _SHARE,
        "Enquêtes avec un volet patrimonial, sur celles ouvertes ou en cours dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "asset_share_districts",
        "Part avec volet patrimonial, quartiers du protocole",
        "part des enquêtes",
        _SHARE,
        "La même part, dans les quartiers du protocole du 23 septembre 2009.",
        _BETTER,
    ),
    _enquiry(
        "assets_eur",
        "Avoirs saisis",
        "€",
        _QUANTITY,
        "Avoirs saisis dans les enquêtes closes dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "tax_eur",
        "Propositions de taxation",
        "€",
        _QUANTITY,
        "Taxation proposée dans les enquêtes closes dans la fenêtre.",
    ),
    _enquiry("suspects", "Mis en cause", "personnes", _QUANTITY, "Mis en cause des enquêtes closes dans la fenêtre."),
    _enquiry("minors", "Mineurs mis en cause", "personnes", _QUANTITY, "Mineurs parmi les mis en cause."),
    _enquiry(
        "parents_examined",
        "Parents, responsabilité examinée",
        "parents",
        _QUANTITY,
        "Parents dont la responsabilité a été examinée (article 227-17), enquêtes closes dans la fenêtre.",
    ),
    _enquiry(
        "parents_prosecuted",
        "Parents poursuivis",
        "parents",
        _QUANTITY,
        "Parents poursuivis (article 227-17), enquêtes closes dans la fenêtre.",
    ),
    _enquiry(
        "sent_share",
        "Part transmise à l’office",
        "part des enquêtes closes",
        _SHARE,
        "Enquêtes closes dans la fenêtre dont les résultats ont été transmis à l’office central.",
        _BETTER,
    ),
    _enquiry(
        "sent_median_days",
        "Délai médian de transmission",
        "jours",
        _STATE,
        "De la clôture à la transmission, enquêtes closes dans la fenêtre et transmises.",
        _WORSE,
    ),
    _enquiry(
        "unsent",
        "Résultats non transmis à l’office",
        "enquêtes",
        _STATE,
        "Enquêtes closes au dernier jour de la fenêtre, ou avant, et non transmises à cette date.",
        _WORSE,
    ),
)

_PREVENTION = (
    Indicator(
        "information_meetings_held",
        "Réunions d’information tenues",
        "réunions",
        "prevention",
        _COUNT,
        _BETTER,
        "Réunions d’information tenues dans les établissements.",
        (_D, _SEC, _SCH),
    ),
    Indicator(
        "information_meetings_offered",
        "Réunions d’information proposées",
        "réunions",
        "prevention",
        _COUNT,
        _BETTER,
        "Réunions d’information proposées aux établissements, tenues ou non.",
        (_D, _SEC, _SCH),
    ),
    Indicator(
        "recommendations",
        "Recommandations de sûreté",
        "recommandations",
        "safety",
        _QUANTITY,
        _NEITHER,
        "Recommandations des référents sûreté dans la fenêtre.",
        (_D, _SEC, _SCH),
    ),
    Indicator(
        "recommendations_done_share",
        "Recommandations mises en œuvre",
        "part des recommandations",
        "safety",
        _SHARE,
        _BETTER,
        "Part des recommandations de la fenêtre qui ont été mises en œuvre.",
        (_D, _SEC, _SCH),
        2,
    ),
    Indicator(
        "repeat_followed",
        "Récidivistes suivis",
        "personnes",
        "repeat_offenders",
        _QUANTITY,
        _NEITHER,
        "Total des suivis, pour les mois qui tiennent entiers dans la fenêtre.",
        (_D, _SEC),
    ),
    Indicator(
        "removals",
        "Mesures d’éloignement",
        "mesures",
        "repeat_offenders",
        _QUANTITY,
        _NEITHER,
        "Mesures d’éloignement, pour les mois qui tiennent entiers dans la fenêtre.",
        (_D, _SEC),
    ),
    Indicator(
        "mayors_informed",
        "Maires informés",
        "mesures",
        "repeat_offenders",
        _QUANTITY,
        _BETTER,
        "Mesures d’éloignement dont le maire a été informé, mois entiers de la fenêtre.",
        (_D, _SEC),
    ),
    Indicator(
        "fund_paid_in",
        "Fonds de concours, versé",
        "€",
        "seizure_fund",
        _QUANTITY,
        _NEITHER,
        "Sommes versées au fonds de concours « drogue ».",
        (_D,),
    ),
    Indicator(
        "fund_received",
        "Fonds de concours, reçu",
        "€",
        "seizure_fund",
        _QUANTITY,
        _NEITHER,
        "Dotations reçues du fonds de concours « drogue ».",
        (_D,),
    ),
)

_STEERING = (
    Indicator(
        "plan_up_to_date",
        "Plan à jour du semestre",
        "1 oui, 0 non",
        "plan",
        _STATE,
        _BETTER,
        "Un plan du semestre en cours est adopté, et porte les deux visas.",
        (_D,),
    ),
    Indicator(
        "objectives_reached_share",
        "Objectifs atteints",
        "part des objectifs",
        "objectives",
        _STATE,
        _BETTER,
        "Objectifs du plan en vigueur à l’état « atteint », hors abandonnés.",
        (_D, _SEC),
        2,
    ),
    Indicator(
        "targets_reached_share",
        "Cibles atteintes",
        "part des cibles",
        "targets",
        _STATE,
        _BETTER,
        "Cibles du plan en vigueur que la fenêtre atteint, chacune ramenée à la durée de la fenêtre.",
        (_D, _SEC),
        2,
    ),
    Indicator(
        "meetings_held",
        "Réunions de l’état-major tenues",
        "réunions",
        "meetings",
        _COUNT,
        _BETTER,
        "Réunions tenues dans la fenêtre ; la circulaire en veut une tous les quatorze jours.",
        (_D,),
    ),
    Indicator(
        "decisions_open",
        "Décisions à exécuter",
        "décisions",
        "decisions",
        _STATE,
        _NEITHER,
        "Décisions prises au dernier jour de la fenêtre, ou avant, et non exécutées à cette date.",
        (_D,),
    ),
    Indicator(
        "decisions_overdue",
        "Décisions en retard",
        "décisions",
        "decisions",
        _STATE,
        _WORSE,
        "Décisions non exécutées dont l’échéance est passée au dernier jour de la fenêtre.",
        (_D,),
    ),
)

CATALOGUE: dict[str, Indicator] = {
    indicator.code: indicator
    for indicator in (*_FACTS, *_OPERATIONS, *_SCHOOLS, *_INVESTIGATIONS, *_PREVENTION, *_STEERING)
}
LOCAL_PREFIX = "local:"
