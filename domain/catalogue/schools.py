"""Indicators of presence at sensitive schools."""

from domain.catalogue.declaration import By, Direction, Indicator, Nature

_D, _SEC, _SRV, _SCH = By.DEPARTMENT, By.SECTOR, By.SERVICE, By.SCHOOL
_COUNT, _QUANTITY, _SHARE, _STATE = Nature.COUNT, Nature.QUANTITY, Nature.SHARE, Nature.STATE
_BETTER, _WORSE = Direction.BETTER, Direction.WORSE

SCHOOLS = (
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
