"""The closed lists of the workbooks: what is stored, what is shown, what people write instead."""

from domain.sheets.declaration import Choice

SECTOR_KINDS = (
    Choice("quarter", "quartier", ("cité", "qpv", "quartier prioritaire")),
    Choice("housing", "ensemble d’habitation", ("résidence", "grand ensemble", "ensemble immobilier")),
    Choice("school_surroundings", "abords d’établissement", ("abords d’établissement scolaire", "abords école")),
    Choice("transport", "gare ou transports", ("gare", "transports", "transports en commun")),
    Choice("secondary_airport", "aéroport secondaire", ("aéroport", "aérodrome")),
    Choice("port_or_coast", "zone portuaire ou littorale", ("port", "littoral", "zone portuaire")),
    Choice("other", "autre", ("autres",)),
)
FORCE_AREAS = (
    Choice("PN", "PN", ("police", "police nationale", "zpn", "zone police")),
    Choice("GN", "GN", ("gendarmerie", "gendarmerie nationale", "zgn", "zone gendarmerie")),
)
SCHOOL_KINDS = (
    Choice("primary", "école", ("école primaire", "école élémentaire", "école maternelle", "ecole publique")),
    Choice("middle", "collège", ("clg",)),
    Choice("high", "lycée", ("lyc", "lycée professionnel", "lp", "lycée polyvalent")),
    Choice("other", "autre", ("médico-social", "service administratif", "information et orientation", "erea")),
)
STRANDS = (
    Choice("deterrence", "dissuasion"),
    Choice("enforcement", "répression"),
    Choice("assets", "patrimoine", ("patrimonial", "volet patrimonial")),
    Choice("prevention", "prévention"),
)
OBJECTIVE_STATES = (
    Choice("to_start", "à engager", ("non engagé", "à faire")),
    Choice("under_way", "en cours", ("engagé",)),
    Choice("reached", "atteint", ("réalisé", "fait")),
    Choice("given_up", "abandonné", ("annulé",)),
)
TARGET_PERIODS = (
    Choice("week", "semaine", ("hebdomadaire", "sem")),
    Choice("fortnight", "quinzaine", ("14 jours", "bimensuel")),
    Choice("month", "mois", ("mensuel",)),
    Choice("semester", "semestre", ("semestriel",)),
)
FORCES = (
    Choice("police", "police nationale", ("pn", "police", "ddsp", "dipn")),
    Choice("gendarmerie", "gendarmerie nationale", ("gn", "gendarmerie", "ggd")),
    Choice("customs", "douane", ("douanes", "dgddi")),
    Choice("tax", "services fiscaux", ("dgfip", "fisc", "ddfip")),
    Choice("gir", "GIR", ("groupe d’intervention régional",)),
    Choice("school_team", "équipe mobile de sécurité", ("ems",)),
    Choice("municipal_police", "police municipale", ("pm",)),
    Choice("justice", "justice", ("parquet", "spip", "pjj")),
    Choice("prefecture", "préfecture", ("cabinet",)),
    Choice("other", "autre", ("autres",)),
)
OPERATION_KINDS = (
    Choice("raid", "coup de poing", ("opération coup de poing", "coups de poing", "ocp")),
    Choice("securing", "sécurisation", ("sécurisation générale", "opération de sécurisation")),
    Choice("identity_check", "contrôle d’identité", ("contrôles d’identité", "réquisition parquet")),
    Choice("road_check", "contrôle routier", ("contrôles routiers", "routier")),
    Choice("common_areas", "parties communes", ("visite de parties communes", "halls", "hall d’immeuble")),
    Choice("transport", "transports", ("transport", "gare", "transports en commun")),
    Choice("other", "autre", ("autres",)),
)
PRECISIONS = (
    Choice("day", "jour", ("journée",)),
    Choice("month", "mois"),
)
# The numbers are those of État 4001, the ministry's nomenclature of 107 indexes of recorded offences.
OFFENCES = (
    Choice("traffic", "trafic", ("55", "trafic de stupéfiants", "trafic et revente sans usage")),
    Choice("use_resale", "usage-revente", ("56", "usage revente")),
    Choice("use", "usage", ("57", "usage de stupéfiants")),
    Choice("other_drugs", "autre ILS", ("58", "autres ils", "autres infractions à la législation sur les stupéfiants")),
    Choice("homicide", "homicide", ("1", "2", "3", "4", "5", "homicides", "meurtre", "tentative d’homicide")),
    Choice("aggravated_violence", "violences aggravées", ("6", "7", "violence aggravée", "cbv")),
    Choice(
        "robbery",
        "vol avec violences",
        (*(str(index) for index in range(15, 27)), "vols avec violences", "vol avec violence", "vol à main armée"),
    ),
    Choice("other_connected", "autre connexe", ("autre", "connexe")),
)
DRUG_OFFENCES = ("traffic", "use_resale", "use", "other_drugs")
TRAFFIC_OFFENCES = ("traffic", "use_resale")
CONNECTED_OFFENCES = ("homicide", "aggravated_violence", "robbery", "other_connected")
AUDIENCES = (
    Choice("professionals", "professionnels", ("personnels", "enseignants", "équipe éducative")),
    Choice("parents", "parents", ("parents d’élèves",)),
    Choice("pupils", "élèves", ("collégiens", "lycéens")),
)
ANSWERS = (
    Choice("pending", "en attente", ("attente",)),
    Choice("granted", "accordé", ("oui", "accord", "accordée")),
    Choice("refused", "refusé", ("non", "refus", "refusée")),
)
FUND_DIRECTIONS = (
    Choice("paid_in", "versement", ("versé",)),
    Choice("received", "dotation", ("reçu",)),
)
