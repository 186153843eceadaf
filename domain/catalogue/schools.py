"""Indicators of presence at sensitive schools."""

from domain.catalogue.declaration import By, Direction, Indicator, Nature, Placing

_D, _SEC, _SRV, _SCH = By.DEPARTMENT, By.SECTOR, By.SERVICE, By.SCHOOL
_COUNT, _QUANTITY, _SHARE, _STATE = Nature.COUNT, Nature.QUANTITY, Nature.SHARE, Nature.STATE
_BETTER, _WORSE = Direction.BETTER, Direction.WORSE
_PRESENCE = "une présence\u00a0: un établissement, un jour, un créneau"
_WEEK = "une semaine de classe d’un établissement"

SCHOOLS = (
    Indicator(
        "presences",
        "Présences aux établissements",
        "présences",
        "presences",
        _COUNT,
        _BETTER,
        "Présences distinctes\u00a0: un établissement, un jour, un créneau. Deux services au même créneau en font une.",
        (_D, _SEC, _SRV, _SCH),
        grain=_PRESENCE,
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
        grain=_PRESENCE,
    ),
    Indicator(
        "presence_minutes",
        "Minutes de présence",
        "minutes",
        "presences",
        _QUANTITY,
        _BETTER,
        "Durée des présences dont l’heure de fin est connue\u202f; ce qui se recouvre compte une fois.",
        (_D, _SEC, _SRV, _SCH),
        grain="une minute de présence",
    ),
    Indicator(
        "school_coverage",
        "Couverture des établissements du plan",
        "part des semaines de classe",
        "presences",
        _SHARE,
        _BETTER,
        "Semaines de classe où les jours de présence atteignent la cible, rapportées aux semaines de classe des "
        "établissements sensibles (liste nationale et ajouts du plan). La cible d’une semaine incomplète est réduite "
        "d’autant, arrondie au-dessus. Une semaine sans classe ne compte pas, ni un établissement au calendrier "
        "inconnu.",
        (_D, _SEC, _SCH),
        2,
        grain=_WEEK,
        placing=Placing.WHOLE,
        beside=("schools",),
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
        grain=_WEEK,
        placing=Placing.WHOLE,
        beside=("schools",),
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
        grain="un établissement",
        placing=Placing.WHOLE,
        beside=("schools",),
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
        grain="un créneau d’un jour de la semaine",
        placing=Placing.WHOLE,
        beside=("schools",),
    ),
)
