"""How a verdict is reached, in plain words, for the dictionary and the book; each threshold is the code's own."""

from domain.french import NBSP, THIN, percent
from domain.rhythm import BAND_HOURS, MINIMUM_EVENTS, OPERATION_SLOTS
from domain.windows import BASELINE_DAYS, BASELINE_MINIMUM_DAYS, YEAR_SHIFT
from indicators.comparison import SIGNIFICANCE, SMALL_COUNT
from indicators.school_gaps import DOSAGE_MINUTES

COMPARATORS = f"fenêtre précédente, et même fenêtre {YEAR_SHIFT.days} jours plus tôt"
METHOD = {
    "Les comparaisons": (
        f"Chaque chiffre est donné à côté de deux autres{NBSP}: la fenêtre de même durée juste avant, et la même "
        f"{YEAR_SHIFT.days} jours plus tôt (mêmes jours de la semaine). Ils ne sont donnés que si les fichiers y "
        "remontent sans mois manquant et, pour un secteur, s’il était du plan sur toute leur durée."
    ),
    "Le constat": (
        f"Le nombre de faits, d’opérations ou de présences de la fenêtre est comparé au rythme des {BASELINE_DAYS} "
        "jours d’avant, une année entière, les mêmes jours de la semaine. Le test est exact (test conditionnel de deux "
        f"nombres d’événements). «{NBSP}Hausse{NBSP}» et «{NBSP}baisse{NBSP}» ne sont écrits que si un écart aussi "
        f"grand avait moins de {percent(SIGNIFICANCE)} de chances d’apparaître à rythme égal{THIN}; sinon, "
        f"«{NBSP}stable ou non concluant{NBSP}», ce qui ne veut pas dire qu’il ne s’est rien passé."
    ),
    "Plusieurs secteurs à la fois": (
        "Regarder beaucoup de secteurs, c’est avoir beaucoup d’occasions de voir une hausse par hasard. Les "
        "probabilités sont donc corrigées ensemble par la méthode de Benjamini et Hochberg (1995)."
    ),
    "Les petits nombres": (
        f"Sous {SMALL_COUNT} dans la fenêtre de comparaison, les deux nombres sont donnés sans pourcentage. Sous "
        f"{BASELINE_MINIMUM_DAYS} jours d’historique, aucun constat n’est rendu. Si un service n’a pas déposé jusqu’à "
        "la fin de la fenêtre, elle est dite incomplète et aucune tendance n’en est affirmée."
    ),
    "La tendance d’un secteur": (
        "Sur les douze derniers mois entiers, le tau de Kendall dit si les nombres montent ou descendent avec le temps "
        f"(1{NBSP}: toujours en hausse{THIN}; −1{NBSP}: toujours en baisse), et la pente de Theil et Sen, de combien "
        "de faits par mois. Les deux sont dans le classeur du livret."
    ),
    "Les quantités": (
        f"Personnes, grammes et euros viennent par lots{NBSP}: ils sont additionnés, jamais testés, et ne classent pas "
        "les services."
    ),
    "L’imprévisibilité": (
        f"La semaine d’un secteur a {OPERATION_SLOTS} créneaux de {BAND_HOURS}{NBSP}heures pour les opérations. Sous "
        f"{MINIMUM_EVENTS} opérations dont l’heure est connue, ou {MINIMUM_EVENTS} présences à un établissement, "
        "l’imprévisibilité n’est pas donnée."
    ),
    "La durée des présences": (
        f"Une présence longue dure au moins {DOSAGE_MINUTES}{NBSP}minutes, durée à partir de laquelle l’effet "
        "d’un passage se prolonge (Koper, 1995). Seules comptent les présences dont l’heure de fin est connue."
    ),
}
"""A subject and its explanation."""
