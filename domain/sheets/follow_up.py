"""The indicator workbook, second half: investigations, prevention, local counts, the seizure fund."""

from domain.sheets import lists
from domain.sheets.actions import DATE, OBJECTIVE, REFERENCE, SCHOOL, SERVICE
from domain.sheets.declaration import AtMost, Book, Column, Kind, NotBefore, Reference, Sheet
from domain.sheets.plan import SECTOR


def _count(
    header: str, field: str, unit: str, *synonyms: str, required: bool = False, maximum: float = 10_000
) -> Column:
    return Column(header, field, Kind.INT, required=required, unit=unit, minimum=0, maximum=maximum, synonyms=synonyms)


def _euros(header: str, field: str, *synonyms: str, required: bool = False) -> Column:
    return Column(
        header,
        field,
        Kind.FLOAT,
        required=required,
        unit="€",
        minimum=0,
        maximum=1_000_000_000,
        synonyms=synonyms,
    )


INVESTIGATIONS = Sheet(
    code="investigations",
    title="Enquêtes",
    book=Book.INDICATORS,
    key=("reference",),
    synonyms=("enquête", "procédures", "enquêtes judiciaires"),
    event_date="opened_on",
    service_fields=("service",),
    rules=(
        NotBefore("closed_on", "opened_on"),
        NotBefore("sent_to_office_on", "opened_on"),
        AtMost("minors", "suspects"),
        AtMost("parents_prosecuted", "parents_examined"),
    ),
    help="Les enquêtes judiciaires, leur volet patrimonial et l’envoi de leurs résultats à l’office.",
    columns=(
        REFERENCE,
        Column("ouverte le", "opened_on", Kind.DATE, required=True, synonyms=("date d’ouverture", "ouverture")),
        Column("close le", "closed_on", Kind.DATE, synonyms=("date de clôture", "clôture", "clôturée le")),
        SERVICE,
        SECTOR,
        OBJECTIVE,
        Column("GIR co-saisi", "gir", Kind.BOOL, synonyms=("gir", "co-saisine gir")),
        Column("volet patrimonial", "asset_strand", Kind.BOOL, synonyms=("patrimonial", "enquête patrimoniale")),
        Column("réseau démantelé", "dismantled", Kind.BOOL, synonyms=("démantèlement", "réseau")),
        # Of one investigation; beyond, a slip or a sum of several.
        _count("mis en cause", "suspects", "personnes", "mec", "nombre de mis en cause", maximum=500),
        _count("dont mineurs", "minors", "personnes", "mineurs", "mec mineurs", maximum=500),
        _count("parents 227-17", "parents_examined", "parents", "227-17", "parents examinés"),
        _count("parents poursuivis", "parents_prosecuted", "parents", "parents mis en cause"),
        _euros("avoirs saisis (€)", "assets_eur", "avoirs saisis", "avoirs criminels"),
        _euros("propositions de taxation (€)", "tax_eur", "propositions de taxation", "taxation"),
        Column(
            "transmise à l’office le",
            "sent_to_office_on",
            Kind.DATE,
            synonyms=("transmise à l’ocrtis le", "transmise à l’ofast le", "transmission office"),
            help="L’office central (OCRTIS, devenu OFAST en 2020).",
        ),
    ),
)

PREVENTION = Sheet(
    code="prevention",
    title="Prévention",
    book=Book.INDICATORS,
    key=("reference",),
    fallback_key=("date", "uai", "audience"),
    synonyms=("réunions d’information", "actions de prévention"),
    event_date="date",
    help="Les réunions d’information proposées aux établissements, tenues ou non.",
    columns=(
        Column("référence", "reference", Kind.TEXT, free_text=True, synonyms=REFERENCE.synonyms),
        Column("date", "date", Kind.DATE, required=True, may_be_future=True, synonyms=DATE.synonyms),
        SCHOOL,
        Column("public", "audience", Kind.CHOICE, required=True, choices=lists.AUDIENCES, synonyms=("public visé",)),
        _count("participants", "participants", "personnes", "nombre de participants"),
        Column(
            "organisateur",
            "organiser",
            Kind.TEXT,
            free_text=True,
            synonyms=("organisme",),
            help="Un organisme, jamais une personne.",
        ),
        Column("tenue", "held", Kind.BOOL, default=True, synonyms=("réunion tenue",), help="Oui si la case est vide."),
    ),
)

SAFETY = Sheet(
    code="safety",
    title="Sûreté",
    book=Book.INDICATORS,
    key=("reference",),
    synonyms=("prévention situationnelle", "référents sûreté", "consultations sûreté"),
    event_date="date",
    rules=(AtMost("implemented", "recommendations"),),
    help="Prévention situationnelle\u00a0: les recommandations des référents sûreté et ce qui en est fait.",
    columns=(
        REFERENCE,
        DATE,
        SECTOR,
        SCHOOL,
        Column("objet", "purpose", Kind.TEXT, required=True, free_text=True, synonyms=("objet de la consultation",)),
        _count("recommandations", "recommendations", "recommandations", "préconisations", required=True),
        _count("mises en œuvre", "implemented", "recommandations", "mises en oeuvre", "réalisées"),
    ),
)

REPEAT_OFFENDERS = Sheet(
    code="repeat_offenders",
    title="Récidivistes",
    book=Book.INDICATORS,
    key=("month", "sector"),
    synonyms=("suivi des récidivistes",),
    event_date="month",
    rules=(AtMost("mayors_informed", "removals"),),
    help="Des nombres seulement\u00a0: récidivistes suivis, mesures d’éloignement, maires informés.",
    columns=(
        Column("mois", "month", Kind.MONTH, required=True, synonyms=("période",)),
        SECTOR,
        _count("suivis", "followed", "personnes", "récidivistes suivis", "nombre suivis", required=True),
        _count("mesures d’éloignement", "removals", "mesures", "éloignements"),
        _count("maires informés", "mayors_informed", "mesures", "informations des maires"),
    ),
)

LOCAL_INDICATORS = Sheet(
    code="local_indicators",
    title="Indicateurs locaux",
    book=Book.INDICATORS,
    key=("indicator", "period", "sector", "service"),
    synonyms=("indicateur local", "indicateurs"),
    event_date="period",
    service_fields=("service",),
    help="Ce que le département compte en plus, sous ses propres codes.",
    columns=(
        Column("indicateur", "indicator", Kind.CODE, required=True, synonyms=("code indicateur",)),
        Column("libellé", "label", Kind.TEXT, free_text=True, synonyms=("intitulé",)),
        Column("période", "period", Kind.PERIOD, required=True, synonyms=("date", "mois"), help="Un jour ou un mois."),
        SECTOR,
        Column("service", "service", Kind.CODE, references=Reference.SERVICE, synonyms=SERVICE.synonyms),
        Column("valeur", "value", Kind.FLOAT, required=True, synonyms=("nombre",)),
    ),
)

SEIZURE_FUND = Sheet(
    code="seizure_fund",
    title="Fonds de concours",
    book=Book.INDICATORS,
    key=("reference",),
    synonyms=("fonds de concours drogue", "fonds"),
    event_date="date",
    help="Le fonds de concours «\u00a0drogue\u00a0»\u00a0: ce qui y est versé, ce qui en revient.",
    columns=(
        REFERENCE,
        DATE,
        Column("sens", "direction", Kind.CHOICE, required=True, choices=lists.FUND_DIRECTIONS),
        _euros("montant (€)", "amount_eur", "montant", required=True),
        Column("objet", "purpose", Kind.TEXT, free_text=True),
    ),
)

FOLLOW_UP_SHEETS = (INVESTIGATIONS, PREVENTION, SAFETY, REPEAT_OFFENDERS, LOCAL_INDICATORS, SEIZURE_FUND)
