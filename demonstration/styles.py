"""How each service makes its files: nobody fills in the template as it stands."""

from dataclasses import dataclass, field
from enum import StrEnum

from demonstration.territory import (
    BRUMEVAL,
    CENTRE,
    CLAIRPONT,
    CUSTOMS,
    DETECTIVES,
    GIR,
    NORTH,
    SCHOOL_TEAM,
    TAX,
)


class Headers(StrEnum):
    """How a service writes the headers."""

    DECLARED = "declared"
    SYNONYMS = "synonyms"
    CAPITALS = "capitals"  # without accents


class Times(StrEnum):
    """How a service writes times."""

    EXCEL = "excel"
    LETTER = "14h30"
    COLON = "14:30"


@dataclass(frozen=True)
class Style:
    """The habits of one service. `file_name` holds `{label}`; `tabs` names the sheets that it calls otherwise.

    `list_synonym` is which synonym of a list value is written, None for the label. `remark` adds a column that nothing
    declares. `hidden` hides that field's column. `fills_defaults` writes what an empty cell would have meant.
    """

    file_name: str
    headers: Headers = Headers.DECLARED
    tabs: dict[str, str] = field(default_factory=dict)
    blank_lines: int = 1
    text_dates: bool = False
    times: Times = Times.EXCEL
    decimal_comma: bool = False
    list_synonym: int | None = None
    names_of_sectors: bool = False
    yes: str = "O"
    no: str | None = "N"
    total: str | None = None
    announces: bool = False
    gap_between_months: bool = False
    remark: bool = False
    hidden: str | None = None
    fills_defaults: bool = False


STYLES: dict[str | None, Style] = {
    CENTRE: Style("Bilan {label} commissariat central.xlsx", total="Total", announces=True, fills_defaults=True),
    NORTH: Style(
        "stups_nord_{label}.xlsx",
        headers=Headers.CAPITALS,
        tabs={"operations": "OPS {label}", "presences": "PRESENCES ETABLISSEMENTS", "facts": "FAITS CONSTATES"},
        blank_lines=2,
        times=Times.LETTER,
        yes="X",
        no=None,
        remark=True,
    ),
    DETECTIVES: Style(
        "SU-PJ suivi {label}.xlsx",
        headers=Headers.SYNONYMS,
        tabs={"investigations": "Enquêtes judiciaires", "facts": "Faits constatés"},
        text_dates=True,
        list_synonym=-1,
        yes="OUI",
        no="NON",
        total="TOTAL GÉNÉRAL",
        fills_defaults=True,
    ),
    BRUMEVAL: Style(
        "{label} BTA Brumeval.xlsx",
        tabs={"facts": "Infractions", "presences": "Patrouilles"},
        text_dates=True,
        times=Times.COLON,
        list_synonym=0,
        names_of_sectors=True,
        gap_between_months=True,
    ),
    CLAIRPONT: Style(
        "tableau de bord Clairpont {label}.xlsx",
        headers=Headers.SYNONYMS,
        decimal_comma=True,
        times=Times.LETTER,
        names_of_sectors=True,
        total="Total",
        hidden="staff",
        fills_defaults=True,
    ),
    CUSTOMS: Style("Douane_{label}.xlsx", tabs={"operations": "Opérations menées"}, blank_lines=0, remark=True),
    TAX: Style("BCR enquetes {label}.csv", text_dates=True, decimal_comma=True, yes="OUI", no="NON"),
    GIR: Style("GIR {label}.xlsx", headers=Headers.CAPITALS, yes="1", no="0"),
    SCHOOL_TEAM: Style(
        "EMS - présences et réunions {label}.xlsx",
        headers=Headers.SYNONYMS,
        tabs={"presences": "Présences établissements", "prevention": "Réunions d'information"},
        yes="VRAI",
        no="FAUX",
        announces=True,
    ),
    None: Style("Préfecture - suivi départemental {label}.xlsx", decimal_comma=True, total="Total"),
}
