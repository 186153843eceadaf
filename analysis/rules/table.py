"""Every rule of À retenir and À décider: when it speaks, on what, in which words, where it leads, before which others.

In the templates `{name}` stands for a piece of the rule's evidence; every figure of a sentence comes from there.
"""

from analysis.links import to_page, to_school, to_sector
from analysis.rules import decided, remembered
from analysis.rules.declaration import MatterKind, Output, Rule
from domain.french import NBSP, THIN
from indicators.comparison import DOWN, UP

_UNKNOWN = f"{{label}}{NBSP}: {{reason}}."
_SEND = "Les services du plan envoient leur classeur d’indicateurs"
_COVERED = "{share} des semaines de classe couvertes ({covered} sur {weeks})."
_TARGETS = "{schools}, cible de chacun ramenée aux jours de classe{target}{awaited}"
_FACTS = f"{{label}}{NBSP}: {{facts}} dans le département, {{verdict}}."
_EXPECTED = f"Attendus au rythme de l’année précédente{THIN}; test exact, corrigé pour le nombre de secteurs"

REMEMBER = (
    Rule(
        "facts",
        Output.REMEMBER,
        10,
        "Les faits de stupéfiants du département sont connus",
        remembered.facts("facts_drugs"),
        _FACTS,
        f"{{change}}{THIN}; {{test}}",
        to_page("points-chauds"),
    ),
    Rule(
        "facts_unknown",
        Output.REMEMBER,
        10,
        "Aucun fichier ne dit les faits de la fenêtre",
        remembered.unknown("facts_drugs"),
        _UNKNOWN,
        _SEND,
        to_page("depot"),
    ),
    Rule(
        "sectors_rising",
        Output.REMEMBER,
        5,
        "Des secteurs sont en hausse\u00a0: p ajustée sous 0,05 contre les 364 jours d’avant, fichiers complets",
        remembered.moving(UP),
        f"{{sectors}} en hausse{NBSP}: {{cases}}.",
        _EXPECTED,
        to_sector,
    ),
    Rule(
        "no_sector_rising",
        Output.REMEMBER,
        25,
        "Deux secteurs au moins sont testés, aucun n’est en hausse, aucun verdict n’est retenu faute de fichiers",
        remembered.none_rising,
        "Aucun des {tested} n’est en hausse établie.",
        "Test exact, corrigé pour le nombre de secteurs",
        to_page("points-chauds"),
    ),
    Rule(
        "lasting_degradation",
        Output.REMEMBER,
        7,
        "Des secteurs sont en dégradation durable, et les fichiers de faits couvrent le dernier mois entier",
        remembered.lasting,
        f"{{sectors}} en dégradation durable{NBSP}: {{names}}.",
        "Foyer persistant ou en intensification, ou, sans coordonnées, quartile supérieur du département pendant neuf "
        "des douze derniers mois entiers",
        to_sector,
    ),
    Rule(
        "sectors_falling",
        Output.REMEMBER,
        40,
        "Des secteurs sont en baisse\u00a0: p ajustée sous 0,05 contre les 364 jours d’avant, fichiers complets",
        remembered.moving(DOWN),
        f"{{sectors}} en baisse{NBSP}: {{cases}}.",
        _EXPECTED,
        to_sector,
    ),
    Rule(
        "operations_target",
        Output.REMEMBER,
        50,
        "Des secteurs ont une cible d’opérations",
        remembered.operations_aimed,
        f"{{operations}}{NBSP}: cible atteinte dans {{reached}} sur {{aimed}}.",
        "Cibles du plan, ramenées à la durée de la fenêtre{awaited}",
        to_page("operations"),
    ),
    Rule(
        "coverage_national",
        Output.REMEMBER,
        60,
        "Des semaines de classe sont connues pour des établissements de la liste nationale",
        remembered.coverage("national", "school_coverage_national"),
        f"Liste nationale{NBSP}: {_COVERED}",
        _TARGETS,
        to_page("etablissements"),
    ),
    Rule(
        "coverage_all",
        Output.REMEMBER,
        60,
        "Les mêmes, pour tous les établissements sensibles, où la liste nationale n’en a pas",
        remembered.coverage_of_all,
        f"Établissements du plan{NBSP}: {_COVERED}",
        _TARGETS,
        to_page("etablissements"),
    ),
    Rule(
        "networks",
        Output.REMEMBER,
        70,
        "Des enquêtes closes dans la fenêtre ont démantelé un réseau",
        remembered.networks,
        "{count}.",
        f"Enquêtes closes dans la fenêtre{THIN}; {{change}}, {{verdict}}{{awaited}}",
        to_page("enquetes"),
    ),
    Rule(
        "assets",
        Output.REMEMBER,
        80,
        "Des avoirs ont été saisis dans les enquêtes closes dans la fenêtre",
        remembered.assets,
        f"Avoirs saisis{NBSP}: {{amount}} dans {{closed}}.",
        f"{{before}}{THIN}; somme, sans test{{awaited}}",
        to_page("enquetes"),
    ),
    Rule(
        "connected_facts",
        Output.REMEMBER,
        110,
        "Trop peu à dire d’autre, et les infractions connexes sont connues",
        remembered.facts("facts_connected"),
        _FACTS,
        f"{{change}}{THIN}; {{test}}",
        to_page("points-chauds"),
        fills=True,
    ),
    Rule(
        "operations_counted",
        Output.REMEMBER,
        120,
        "Trop peu à dire d’autre, et les opérations sont connues",
        remembered.operations_counted,
        "{count} dans la fenêtre.",
        f"{{change}}{THIN}; {{verdict}}{{awaited}}",
        to_page("operations"),
        fills=True,
    ),
    Rule(
        "no_network",
        Output.REMEMBER,
        130,
        "Trop peu à dire d’autre, et aucune enquête close dans la fenêtre n’a démantelé de réseau",
        remembered.no_network,
        "Aucun réseau démantelé dans les enquêtes closes de la fenêtre.",
        "{change}{awaited}",
        to_page("enquetes"),
        fills=True,
    ),
    *(
        Rule(
            f"{code}_unknown",
            Output.REMEMBER,
            priority,
            f"Trop peu à dire d’autre, et rien n’est connu\u00a0: {what}",
            remembered.unknown(code),
            _UNKNOWN,
            _SEND,
            to_page("depot"),
            fills=True,
        )
        for code, priority, what in (
            ("operations", 140, "opérations"),
            ("school_coverage", 150, "présences aux établissements"),
            ("networks_dismantled", 160, "enquêtes"),
        )
    ),
)

DECIDE = (
    Rule(
        MatterKind.DEGRADES_WITHOUT_OPERATION,
        Output.DECIDE,
        10,
        "Des secteurs en hausse établie n’ont aucune opération connue dans la fenêtre",
        decided.degrading,
        "{sectors} en hausse sans opération",
        "{cases}{awaited}.",
        to_sector,
    ),
    Rule(
        MatterKind.DECISION_OVERDUE,
        Output.DECIDE,
        20,
        "Des décisions ne sont pas exécutées et leur échéance est avant le dernier jour de la fenêtre",
        decided.overdue_decisions,
        "{decisions} en retard",
        "{decision}, échéance du {due}.",
        to_page("plan"),
    ),
    Rule(
        MatterKind.NO_ACTION,
        Output.DECIDE,
        30,
        "Des secteurs du plan n’ont vu ni opération, ni présence, ni enquête, ni recommandation",
        decided.idle,
        "{sectors} sans aucune action",
        f"{{names}}{NBSP}: ni opération, ni présence, ni enquête, ni recommandation dans la fenêtre{{missing}}.",
        to_sector,
    ),
    Rule(
        MatterKind.SCHOOL_UNDER_TARGET,
        Output.DECIDE,
        40,
        "Des établissements ont une semaine de classe sous leur cible, tous fichiers reçus pour l’un d’eux au moins",
        decided.schools,
        "{schools}",
        f"{{opening}} moins couvert{NBSP}: {{school}} ({{share}} des semaines){{pending}}.",
        to_school,
    ),
    Rule(
        MatterKind.OBJECTIVE_OVERDUE,
        Output.DECIDE,
        50,
        "Des objectifs ni atteints ni abandonnés ont leur échéance avant le dernier jour de la fenêtre",
        decided.overdue_objectives,
        "{objectives} à échéance dépassée",
        f"{{code}}{NBSP}: {{title}}, échéance du {{due}}.",
        to_page("plan"),
    ),
    Rule(
        MatterKind.NOT_SENT,
        Output.DECIDE,
        60,
        "Des enquêtes closes ne sont pas transmises à l’office central le dernier jour de la fenêtre",
        decided.unsent,
        "{results} d’enquête à transmettre à l’office",
        "Le plus ancien attend depuis {oldest}{awaited}.",
        to_page("enquetes"),
    ),
    Rule(
        MatterKind.ZONE_SHORT,
        Output.DECIDE,
        65,
        "Un jour de la fenêtre, la zone de défense a donné moins d’unités que ses départements n’en demandaient",
        decided.zone_short,
        "{days} de pénurie de forces mobiles dans la zone",
        "{units} {lacks} au plus fort, le {worst}.",
        to_page("operations"),
    ),
    Rule(
        MatterKind.MOBILE_FORCES_REFUSED,
        Output.DECIDE,
        70,
        "Des demandes de forces mobiles qui commencent dans la fenêtre sont refusées",
        decided.refused_forces,
        "{requests}",
        "{units}.",
        to_page("operations"),
    ),
    Rule(
        MatterKind.FILES_LATE,
        Output.DECIDE,
        80,
        "Les fichiers d’un service n’atteignent pas le dernier jour de la fenêtre",
        decided.late_files,
        "{services} en retard de fichiers",
        "{cases}.",
        to_page("depot"),
    ),
)

RULES = (*REMEMBER, *DECIDE)
"""The whole table, list by list and in order of priority."""
