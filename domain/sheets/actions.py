"""The indicator workbook, first half: what is done in the street and at schools, and what is recorded."""

from domain.sheets import lists
from domain.sheets.declaration import AtMost, Book, Column, Kind, NotBefore, Reference, Sheet, Together
from domain.sheets.plan import LATITUDE, LONGITUDE, SECTOR

REFERENCE = Column("référence", "reference", Kind.TEXT, required=True, free_text=True, synonyms=("ref", "n", "numéro"))
DATE = Column("date", "date", Kind.DATE, required=True, synonyms=("jour", "date des faits", "date opération"))
SERVICE = Column(
    "service",
    "service",
    Kind.CODE,
    required=True,
    references=Reference.SERVICE,
    synonyms=("code service", "unité", "service intervenant"),
    help="Code d’un service du plan, ou son nom.",
)
SCHOOL = Column(
    "UAI",
    "uai",
    Kind.UAI,
    references=Reference.SCHOOL,
    synonyms=("code uai", "rne", "établissement", "uai établissement"),
)
STARTS_AT = Column("heure début", "starts_at", Kind.TIME, synonyms=("heure de début", "début", "heure"))
ENDS_AT = Column(
    "heure fin", "ends_at", Kind.TIME, synonyms=("heure de fin", "fin"), help="Avant le début\u00a0: le lendemain."
)
OBJECTIVE = Column(
    "objectif", "objective", Kind.CODE, references=Reference.OBJECTIVE, synonyms=("code objectif", "objectif du plan")
)
STAFF = Column(
    "effectifs", "staff", Kind.INT, unit="agents", minimum=0, maximum=5000, synonyms=("effectif", "nombre d’agents")
)


def _count(header: str, field: str, unit: str, *synonyms: str, maximum: float) -> Column:
    return Column(header, field, Kind.INT, unit=unit, minimum=0, maximum=maximum, synonyms=synonyms)


def _grams(header: str, field: str, *synonyms: str) -> Column:
    return Column(header, field, Kind.FLOAT, unit="g", minimum=0, maximum=50_000_000, synonyms=synonyms)


OPERATIONS = Sheet(
    code="operations",
    title="Opérations",
    book=Book.INDICATORS,
    key=("reference",),
    synonyms=("ops", "opération", "opérations menées"),
    event_date="date",
    service_fields=("lead_service", "partner_services"),
    help="Les opérations menées. Envoyée par deux services sous une même référence, une opération compte une fois.",
    columns=(
        REFERENCE,
        DATE,
        STARTS_AT,
        ENDS_AT,
        Column(
            "secteur",
            "sector",
            Kind.CODE,
            required=True,
            references=Reference.SECTOR,
            synonyms=SECTOR.synonyms,
            help=SECTOR.help,
        ),
        Column(
            "type",
            "kind",
            Kind.CHOICE,
            required=True,
            choices=lists.OPERATION_KINDS,
            synonyms=("type d’opération", "nature", "nature de l’opération"),
        ),
        Column(
            "service pilote",
            "lead_service",
            Kind.CODE,
            required=True,
            references=Reference.SERVICE,
            synonyms=("service", "pilote", "service menant", "unité", "unité pilote"),
        ),
        Column(
            "services associés",
            "partner_services",
            Kind.CODES,
            references=Reference.SERVICE,
            synonyms=("partenaires", "services partenaires", "autres services"),
            help="Codes séparés par un point-virgule.",
        ),
        OBJECTIVE,
        STAFF,
        _count("unités de forces mobiles", "mobile_units", "unités", "ufm", "forces mobiles", maximum=100),
        # What one operation can see, with hundreds of agents over several days; beyond, a slip or a sum of several.
        _count(
            "personnes contrôlées",
            "checks",
            "personnes",
            "contrôles",
            "nb contrôles",
            "nombre de contrôles",
            maximum=10_000,
        ),
        _count("interpellations", "arrests", "personnes", "interpellés", "nb interpellations", "ip", maximum=500),
        _count("amendes forfaitaires", "fines", "amendes", "afd", "amendes", maximum=2_000),
        _grams("cannabis (g)", "cannabis_g", "cannabis", "résine et herbe", "résine"),
        _grams("cocaïne (g)", "cocaine_g", "cocaïne"),
        _grams("héroïne (g)", "heroin_g", "héroïne"),
        _grams("autres produits (g)", "other_drugs_g", "autres produits", "autres stupéfiants"),
        Column(
            "numéraire (€)",
            "cash_eur",
            Kind.FLOAT,
            unit="€",
            minimum=0,
            maximum=100_000_000,
            synonyms=("numéraire", "espèces", "argent saisi"),
        ),
        _count("armes", "weapons", "armes", "armes saisies", maximum=1_000),
        Column("troubles à l’ordre public", "disorder", Kind.BOOL, synonyms=("troubles", "top")),
    ),
)

PRESENCES = Sheet(
    code="presences",
    title="Présences",
    book=Book.INDICATORS,
    key=("uai", "date", "starts_at", "service"),
    synonyms=("présence", "patrouilles", "présences établissements"),
    event_date="date",
    service_fields=("service",),
    help="Les présences visibles aux abords des établissements scolaires.",
    columns=(
        Column("UAI", "uai", Kind.UAI, required=True, references=Reference.SCHOOL, synonyms=SCHOOL.synonyms),
        DATE,
        Column("heure début", "starts_at", Kind.TIME, required=True, synonyms=STARTS_AT.synonyms),
        ENDS_AT,
        SERVICE,
        STAFF,
        Column(
            "équipe mobile de sécurité",
            "with_school_team",
            Kind.BOOL,
            synonyms=("ems", "avec ems", "équipe mobile"),
        ),
    ),
)

FACTS = Sheet(
    code="facts",
    title="Faits",
    book=Book.INDICATORS,
    key=("reference",),
    synonyms=("fait", "faits constatés", "infractions"),
    event_date="date",
    rules=(Together(("longitude", "latitude")),),
    help="Les faits constatés\u00a0: stupéfiants et infractions connexes.",
    columns=(
        Column(
            "référence",
            "reference",
            Kind.TEXT,
            free_text=True,
            synonyms=("ref", "n", "numéro", "numéro de procédure"),
            help="Un numéro de dossier, jamais le nom d’une personne.",
        ),
        DATE,
        Column(
            "précision",
            "precision",
            Kind.CHOICE,
            choices=lists.PRECISIONS,
            default="day",
            help="«\u00a0mois\u00a0» quand seul le mois est connu\u00a0: la date est alors le premier du mois.",
        ),
        SECTOR,
        Column(
            "nature",
            "offence",
            Kind.CHOICE,
            required=True,
            choices=lists.OFFENCES,
            synonyms=("nature du fait", "infraction", "index", "index 4001"),
            help="La nature, ou l’index de l’État 4001 (55, 56, 57, 58…).",
        ),
        Column(
            "nombre",
            "count",
            Kind.INT,
            unit="faits",
            minimum=0,
            maximum=10_000,
            default=1,
            synonyms=("nb", "nombre de faits"),
        ),
        LONGITUDE,
        LATITUDE,
    ),
)

MOBILE_FORCES = Sheet(
    code="mobile_forces",
    title="Forces mobiles",
    book=Book.INDICATORS,
    key=("reference",),
    synonyms=("ufm", "demandes de forces mobiles"),
    event_date="from_date",
    rules=(NotBefore("to_date", "from_date"), AtMost("units_granted", "units_asked")),
    help="Les unités demandées à la zone de défense, et la réponse.",
    columns=(
        REFERENCE,
        Column("opération", "operation", Kind.TEXT, free_text=True, synonyms=("référence opération",)),
        Column("du", "from_date", Kind.DATE, required=True, may_be_future=True, synonyms=("date de début", "début")),
        Column("au", "to_date", Kind.DATE, required=True, may_be_future=True, synonyms=("date de fin", "fin")),
        Column(
            "unités demandées",
            "units_asked",
            Kind.INT,
            required=True,
            unit="unités",
            minimum=1,
            maximum=100,
            synonyms=("demandées", "ufm demandées"),
        ),
        Column("demandé le", "asked_on", Kind.DATE, synonyms=("date de demande",)),
        Column("réponse", "answer", Kind.CHOICE, choices=lists.ANSWERS, synonyms=("décision",)),
        _count("unités accordées", "units_granted", "unités", "accordées", "ufm accordées", maximum=100),
    ),
)

ACTION_SHEETS = (OPERATIONS, PRESENCES, FACTS, MOBILE_FORCES)
