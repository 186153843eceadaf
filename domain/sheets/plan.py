"""The plan workbook: one per département and semester."""

from domain.sheets import lists
from domain.sheets.declaration import AimsAt, Book, Column, Kind, Reference, Sheet, Together

LONGITUDE = Column(
    "longitude", "longitude", Kind.FLOAT, unit="degrés", minimum=-180, maximum=180, synonyms=("lon", "long", "x")
)
LATITUDE = Column("latitude", "latitude", Kind.FLOAT, unit="degrés", minimum=-90, maximum=90, synonyms=("lat", "y"))
COMMUNE = Column(
    "commune", "commune", Kind.TEXT, synonyms=("ville", "code commune", "insee"), help="Code INSEE ou nom."
)
SECTOR = Column(
    "secteur",
    "sector",
    Kind.CODE,
    references=Reference.SECTOR,
    synonyms=("code secteur", "site", "quartier", "lieu", "lieu des faits", "lieu de l’opération", "cité"),
    help="Code d’un secteur du plan, ou son nom.",
)

PLAN = Sheet(
    code="plan",
    title="Plan",
    book=Book.PLAN,
    key=("semester", "version"),
    single_row=True,
    help="Le plan départemental, une ligne\u00a0: semestre, version, adoption, visas et transmission.",
    columns=(
        Column("département", "department", Kind.DEPARTMENT, required=True, synonyms=("dépt", "code département")),
        Column("semestre", "semester", Kind.SEMESTER, required=True, synonyms=("période",), help="2026-S1 ou 2026-S2."),
        Column("version", "version", Kind.INT, minimum=1, maximum=99, default=1),
        Column("adopté le", "adopted_on", Kind.DATE, synonyms=("date d’adoption", "adoption")),
        Column("visa préfet le", "prefect_signed_on", Kind.DATE, synonyms=("visa préfet", "visa du préfet")),
        Column(
            "visa procureur le", "prosecutor_signed_on", Kind.DATE, synonyms=("visa procureur", "visa du procureur")
        ),
        Column(
            "transmis le",
            "transmitted_on",
            Kind.DATE,
            synonyms=("transmission", "date de transmission"),
            help="Envoi au ministre sous le timbre du secrétariat général.",
        ),
        Column("observations", "remarks", Kind.TEXT, free_text=True, synonyms=("observation", "remarques")),
    ),
)

SECTORS = Sheet(
    code="sectors",
    title="Secteurs",
    book=Book.PLAN,
    key=("code",),
    synonyms=("secteur", "quartiers", "sites"),
    rules=(Together(("longitude", "latitude")),),
    help="Les quartiers et lieux du plan, par ordre de priorité, avec leur contour.",
    columns=(
        Column("code", "code", Kind.CODE, required=True, synonyms=("code secteur", "secteur")),
        Column("nom", "name", Kind.TEXT, required=True, free_text=True, synonyms=("nom du secteur", "libellé")),
        COMMUNE,
        Column("type", "kind", Kind.CHOICE, required=True, choices=lists.SECTOR_KINDS, synonyms=("type de secteur",)),
        Column("zone", "force_area", Kind.CHOICE, required=True, choices=lists.FORCE_AREAS, synonyms=("zone pn gn",)),
        Column(
            "priorité",
            "priority",
            Kind.INT,
            required=True,
            minimum=1,
            maximum=999,
            synonyms=("rang", "rang de priorité"),
            help="1 est la plus haute.",
        ),
        Column("groupe cité", "task_group", Kind.BOOL, synonyms=("groupe cités",), help="L’un des 34 secteurs dotés."),
        Column(
            "quartier patrimonial",
            "asset_district",
            Kind.BOOL,
            synonyms=("43 quartiers",),
            help="L’un des 43 quartiers du protocole du 23 septembre 2009.",
        ),
        Column("population", "population", Kind.INT, unit="habitants", minimum=0, maximum=3_000_000),
        LONGITUDE,
        LATITUDE,
        Column(
            "contour",
            "outline",
            Kind.OUTLINE,
            synonyms=("polygone", "géométrie", "wkt"),
            help="Polygone WKT ou GeoJSON en WGS 84\u202f; ou un fichier .geojson joint sur le code.",
        ),
    ),
)

SCHOOLS = Sheet(
    code="schools",
    title="Établissements",
    book=Book.PLAN,
    key=("uai",),
    synonyms=("établissements scolaires", "écoles", "établissement"),
    rules=(Together(("longitude", "latitude")),),
    help="Les établissements scolaires du plan, dont ceux de la liste nationale des 184.",
    columns=(
        Column("UAI", "uai", Kind.UAI, required=True, synonyms=("code uai", "rne", "code rne", "uai établissement")),
        Column(
            "nom", "name", Kind.TEXT, required=True, free_text=True, synonyms=("nom établissement", "établissement")
        ),
        Column(
            "type", "kind", Kind.CHOICE, required=True, choices=lists.SCHOOL_KINDS, synonyms=("type établissement",)
        ),
        COMMUNE,
        SECTOR,
        Column("liste nationale", "national_list", Kind.BOOL, synonyms=("liste des 184", "184")),
        Column("sensible", "sensitive", Kind.BOOL, synonyms=("établissement sensible",)),
        Column(
            "présences par semaine",
            "weekly_target",
            Kind.INT,
            unit="présences par semaine",
            minimum=0,
            maximum=35,
            default=2,
            synonyms=("objectif hebdomadaire", "cible hebdomadaire"),
            help="Jours de présence attendus par semaine de classe\u202f; 2 si la case est vide.",
        ),
        LONGITUDE,
        LATITUDE,
    ),
)

OBJECTIVES = Sheet(
    code="objectives",
    title="Objectifs",
    book=Book.PLAN,
    key=("code",),
    synonyms=("objectif",),
    service_fields=("lead_service",),
    help="Les objectifs du plan, par volet et par rang.",
    columns=(
        Column("code", "code", Kind.CODE, required=True, synonyms=("code objectif", "objectif")),
        Column("volet", "strand", Kind.CHOICE, required=True, choices=lists.STRANDS),
        Column("rang", "rank", Kind.INT, required=True, minimum=1, maximum=999, synonyms=("priorité", "ordre")),
        SECTOR,
        Column("intitulé", "title", Kind.TEXT, required=True, free_text=True, synonyms=("libellé", "titre")),
        Column("mode d’action", "mode_of_action", Kind.TEXT, free_text=True, synonyms=("modes d’action",)),
        Column(
            "service pilote",
            "lead_service",
            Kind.CODE,
            required=True,
            references=Reference.SERVICE,
            synonyms=("pilote", "service"),
        ),
        Column("échéance", "due_on", Kind.DATE, may_be_future=True, synonyms=("date d’échéance", "terme")),
        Column("état", "state", Kind.CHOICE, choices=lists.OBJECTIVE_STATES, synonyms=("avancement", "statut")),
        Column(
            "référence croisée",
            "shared_reference",
            Kind.TEXT,
            free_text=True,
            synonyms=("référence partagée",),
            help="Clé neutre convenue entre services, pour voir que deux d’entre eux visent la même cible.",
        ),
    ),
)

TARGETS = Sheet(
    code="targets",
    title="Cibles",
    book=Book.PLAN,
    key=("indicator", "sector"),
    synonyms=("cible",),
    rules=(AimsAt("indicator", "sector", "value"),),
    help="Les valeurs à atteindre, par indicateur et par secteur.",
    columns=(
        Column(
            "indicateur",
            "indicator",
            Kind.CODE,
            required=True,
            references=Reference.INDICATOR,
            synonyms=("code indicateur",),
            help="Code d’un indicateur du dictionnaire (operations), ou d’un indicateur local (local:CODE). Le mode "
            "d’emploi du modèle les énumère.",
        ),
        Column(
            "secteur",
            "sector",
            Kind.CODE,
            references=Reference.SECTOR,
            synonyms=SECTOR.synonyms,
            help="Vide\u00a0: le département. Un secteur seulement si l’indicateur se calcule par secteur.",
        ),
        Column(
            "valeur",
            "value",
            Kind.FLOAT,
            required=True,
            minimum=0,
            synonyms=("cible", "valeur cible"),
            help="Dans l’unité de l’indicateur\u202f; une part va de 0 à 1 (0,8 pour 80\u00a0%).",
        ),
        Column(
            "par", "per", Kind.CHOICE, required=True, choices=lists.TARGET_PERIODS, synonyms=("période", "par période")
        ),
    ),
)

SERVICES = Sheet(
    code="services",
    title="Services",
    book=Book.PLAN,
    key=("code",),
    synonyms=("service", "services participants"),
    help="Les services qui agissent dans le plan.",
    columns=(
        Column("code", "code", Kind.CODE, required=True, synonyms=("code service", "service")),
        Column("nom", "name", Kind.TEXT, required=True, free_text=True, synonyms=("nom du service", "libellé")),
        Column("force", "force", Kind.CHOICE, required=True, choices=lists.FORCES, synonyms=("administration",)),
    ),
)

PLAN_SHEETS = (PLAN, SECTORS, SCHOOLS, OBJECTIVES, TARGETS, SERVICES)
