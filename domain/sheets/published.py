"""Published series and layers: recognised by their content, stored by the same road as the workbooks."""

from domain.sheets import lists
from domain.sheets.declaration import Book, Choice, Column, Kind, Sheet
from domain.sheets.plan import LATITUDE, LONGITUDE

DEPARTMENT = Column("département", "department", Kind.DEPARTMENT, required=True)

RECORDED = Sheet(
    code="recorded",
    title="Faits enregistrés",
    book=Book.PUBLISHED,
    key=("source", "department", "year", "month", "force", "service", "index"),
    help="Séries publiées\u00a0: faits enregistrés par année ou par mois, par index de l’État 4001 ou par classe.",
    columns=(
        Column(
            "source",
            "source",
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("etat4001_services", "État 4001 par service"),
                Choice("etat4001_months", "État 4001 par mois"),
                Choice("ssmsi_departements", "Base départementale du service statistique"),
            ),
        ),
        DEPARTMENT,
        Column("année", "year", Kind.INT, required=True, minimum=1972, maximum=2100),
        Column("mois", "month", Kind.INT, minimum=1, maximum=12),
        Column("force", "force", Kind.CHOICE, choices=lists.FORCE_AREAS),
        Column("service", "service", Kind.TEXT),
        Column("index", "index", Kind.TEXT, required=True, help="Numéro de l’État 4001, ou nom de la classe."),
        Column("libellé", "label", Kind.TEXT),
        Column("nombre", "count", Kind.INT, required=True, minimum=0),
        Column("unité de compte", "unit", Kind.TEXT),
        Column("population", "population", Kind.INT, unit="habitants", minimum=0),
        Column("colonne", "source_column", Kind.TEXT, help="Lettre de la colonne du fichier où le nombre a été lu."),
    ),
)

DIRECTORY = Sheet(
    code="directory",
    title="Annuaire des établissements",
    book=Book.PUBLISHED,
    key=("uai", "name"),  # an annex bears the UAI of its establishment
    help="L’annuaire officiel\u00a0: il complète la feuille Établissements du plan (nom, type, commune, coordonnées).",
    columns=(
        DEPARTMENT,
        Column("UAI", "uai", Kind.UAI, required=True),
        Column("nom", "name", Kind.TEXT, required=True),
        Column("type", "kind", Kind.CHOICE, required=True, choices=lists.SCHOOL_KINDS),
        Column("commune", "commune", Kind.TEXT),
        Column("éducation prioritaire", "priority_education", Kind.TEXT, help="REP ou REP+."),
        LONGITUDE,
        LATITUDE,
    ),
)

LAYER_FEATURES = Sheet(
    code="layer_features",
    title="Couche géographique",
    book=Book.PUBLISHED,
    key=("layer", "code"),
    help="Contours et points en WGS 84\u00a0: contours des secteurs du plan, ou fond de carte.",
    columns=(
        DEPARTMENT,
        Column("couche", "layer", Kind.TEXT, required=True),
        Column("code", "code", Kind.TEXT, required=True),
        Column("nom", "name", Kind.TEXT),
        Column("géométrie", "geometry", Kind.OUTLINE, required=True, help="Géométrie GeoJSON, WGS 84."),
        Column("source", "source", Kind.TEXT),
        Column("licence", "licence", Kind.TEXT),
    ),
)

PUBLISHED_SHEETS = (RECORDED, DIRECTORY, LAYER_FEATURES)
