"""Investigations and assets: flow by objective, districts, money, minors, what is still to send, the fund."""

from collections.abc import Mapping

import pandas as pd

from analysis.investigations import Investigations
from domain.french import NBSP, THIN, day, month, short_month
from domain.windows import Window
from reports.chapters.sectors import values
from reports.chapters.wording import Row, amount, awaited_words, chart_or_words, day_of, figures_table, source_words
from reports.content import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Section,
    Series,
    Table,
    words_column,
)

_SHOWN = 12  # of what is still to send on paper; the workbook has it all
_OBJECTIVE, _SECTOR = words_column("Objectif", 4.0), words_column("Secteur", 3.0)
_UNSENT = (
    words_column("Enquête", 2.2),
    words_column("Service", 1.4),
    _SECTOR,
    words_column("Objectif", 1.2),
    Column("Close le", width=1.6),
    Column("Attente", "jours", width=1.2),
)
_FLOW = (
    _OBJECTIVE,
    Column("En cours avant"),
    Column("Ouvertes"),
    Column("Closes"),
    Column("En cours à la fin"),
    Column("Réseaux démantelés", width=1.3),
)
_DISTRICTS = (
    words_column("Lieu", 3.0),
    Column("Enquêtes"),
    Column("GIR co-saisi", "enquêtes", width=1.3),
    Column("Part avec GIR", width=1.2),
    Column("Volet patrimonial", "enquêtes", width=1.5),
    Column("Part avec volet", width=1.2),
)
_QUARTERS = (
    words_column("Trimestre", 1.2),
    Column("Enquêtes closes"),
    Column("Avoirs saisis", "€"),
    Column("Propositions de taxation", "€", width=1.3),
    Column("Trimestre entier", align=Align.START),
)
_MINORS = (
    _SECTOR,
    Column("Mis en cause"),
    Column("Dont mineurs"),
    Column("Enquêtes avec mineur", width=1.3),
    Column("Sans examen des parents", width=1.4),
    Column("Parents examinés", width=1.2),
    Column("Parents poursuivis", width=1.2),
)
_REPEAT = (
    words_column("Mois", 1.2),
    words_column("Secteur", 2.6),
    Column("Suivis"),
    Column("Mesures d’éloignement", width=1.4),
    Column("Maires informés"),
    Column("Mesures sans maire informé", width=1.5),
)
_FUND = (words_column("Année"), Column("Versé", "€"), Column("Reçu", "€"), Column("Année entière", align=Align.START))
_PLACES = {
    "inside": "quartiers du protocole (43)",
    "outside": "autres secteurs",
    "unplaced": "sans secteur",
    "all": "ensemble",
}


def investigations_section(found: Investigations) -> Section:
    """What is still to send, the flow, the districts, money, minors, repeat offenders and the fund."""
    title = f"Que donnent les enquêtes, et que saisit-on{THIN}?"
    blocks: list[Block] = [*_known(found), *_followed(found), *_fund(found)]
    return Section(title, "Enquêtes", tuple(blocks))


def _known(found: Investigations) -> list[Block]:
    if found.absent:
        return [_missing(f"Les enquêtes de la fenêtre ne sont pas connues{NBSP}: {found.absent}.", "investigations")]
    figures = (*found.key_figures, *found.office_figures, *found.minor_figures)
    return [
        figures_table("Enquêtes du département", figures, found.services),
        _unsent(found),
        _flow(found),
        _districts(found),
        *_money(found),
        _minors(found),
    ]


def _missing(text: str, sheet: str) -> Paragraph:
    """What stands where a table would be empty: what is missing, and who sends it."""
    return Paragraph(f"{text} {awaited_words(sheet)}", alert=True)


def _unsent(found: Investigations) -> Table | Paragraph:
    end = day(found.window.end)
    if found.unsent.empty:
        return Paragraph(f"Au {end}, aucun résultat d’enquête close ne reste à transmettre à l’office.")
    return Table(
        title="Résultats à transmettre à l’office, les plus anciens d’abord",
        columns=_UNSENT,
        rows=tuple(
            (
                str(row["reference"]),
                _text(row["service"]),
                sector_words(row["sector"], found.sectors),
                _text(row["objective"]),
                day_of(row["closed_on"]),
                amount(row["days_waiting"]),
            )
            for row in found.unsent.to_dict("records")
        ),
        source=source_words("investigations"),
        note=f"Enquêtes closes et non transmises au {end}. L’attente court de la clôture à ce jour.",
        shown=_SHOWN,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def sector_words(code: object, sectors: Mapping[str, str]) -> str:
    """A sector's code and name; the bare code of one that no plan of the window has."""
    return f"{code} {sectors.get(code, '')}".strip() if isinstance(code, str) else "sans secteur"


def _flow(found: Investigations) -> Table:
    fields = ("open_before", "opened", "closed", "open_at_end", "dismantled")
    return Table(
        title="Enquêtes par objectif du plan",
        columns=_FLOW,
        rows=tuple(
            (_objective(row), *(amount(row[field]) for field in fields)) for row in found.flow.to_dict("records")
        ),
        source=source_words("investigations", "objectives", window=found.window),
        note="En cours avant, plus ouvertes, moins closes, font en cours à la fin.",
    )


def _objective(row: Row) -> str:
    code, title = row["objective"], row["title"]
    return f"{code} {title if isinstance(title, str) else ''}".strip() if isinstance(code, str) else "sans objectif"


def _districts(found: Investigations) -> Table:
    table = found.districts[found.districts["investigations"].gt(0) | found.districts["place"].ne("unplaced")]
    return Table(
        title="GIR et volet patrimonial, dans les quartiers du protocole et ailleurs",
        columns=_DISTRICTS,
        rows=tuple(
            (
                _PLACES[str(row["place"])],
                amount(row["investigations"]),
                amount(row["gir"]),
                amount(row["gir_share"], share=True),
                amount(row["asset_strand"]),
                amount(row["asset_share"], share=True),
            )
            for row in table.to_dict("records")
        ),
        source=source_words("investigations", "sectors", window=found.window),
        note="Enquêtes ouvertes ou en cours dans la fenêtre. Les 43 quartiers sont ceux du protocole du 23/09/2009.",
    )


def _money(found: Investigations) -> list[Block]:
    known = found.quarters[found.quarters["closed"].notna()]
    source = source_words("investigations", window=found.years)
    if known.empty:
        return [_missing("Aucune enquête close n’est connue sur les trois dernières années.", "investigations")]
    names = tuple(f"T{when.quarter} {when.year}" for when in known["period"])
    chart = Chart(
        kind=ChartKind.BARS,
        title=f"Combien saisit-on, et combien propose-t-on de taxer{THIN}?",
        category_title="Trimestre",
        value_title="Montants (€)",
        categories=names,
        series=(
            Series("Avoirs saisis", values(known["assets_eur"].round())),
            Series("Propositions de taxation", values(known["tax_eur"].round())),
        ),
        alt="Barres par trimestre, avoirs saisis et propositions de taxation. Les montants sont ceux du tableau.",
        source=source,
    )
    table = Table(
        title="Avoirs saisis et propositions de taxation par trimestre",
        columns=_QUARTERS,
        rows=tuple(
            (
                name,
                amount(row["closed"]),
                amount(row["assets_eur"]),
                amount(row["tax_eur"]),
                "oui" if row["whole"] else "non",
            )
            for name, row in zip(names, known.to_dict("records"), strict=True)
        ),
        source=source,
        note="Au trimestre de clôture de l’enquête.",
    )
    return [chart_or_words(chart, "investigations"), table]


def _minors(found: Investigations) -> Table | Paragraph:
    if found.minors.empty:
        return Paragraph("Aucun mis en cause dans les enquêtes closes de la fenêtre.")
    fields = ("suspects", "minors", "investigations", "unexamined", "parents_examined", "parents_prosecuted")
    return Table(
        title="Mineurs mis en cause et responsabilité des parents (article 227-17 du code pénal)",
        columns=_MINORS,
        rows=tuple(
            (sector_words(row["sector"], found.sectors), *(amount(row[field]) for field in fields))
            for row in found.minors.to_dict("records")
        ),
        source=source_words("investigations", window=found.window),
        note="Enquêtes closes dans la fenêtre.",
    )


def _followed(found: Investigations) -> list[Block]:
    months = f"de {month(found.months.start)} à {month(found.months.end)}"
    if found.repeat_offenders.empty:
        return [_missing(f"Aucun mois de récidivistes suivis n’est reçu, {months}.", "repeat_offenders")]
    fields = ("followed", "removals", "mayors_informed", "uninformed")
    table = Table(
        title="Récidivistes suivis, mesures d’éloignement et maires informés",
        columns=_REPEAT,
        rows=tuple(
            (
                short_month(row["month"]),
                sector_words(row["sector"], found.sectors),
                *(amount(row[field]) for field in fields),
            )
            for row in found.repeat_offenders.sort_values("month", ascending=False, kind="stable").to_dict("records")
        ),
        source=source_words("repeat_offenders", window=Window(found.months.start, found.months.end)),
        note="Des nombres, jamais des personnes. Le mois le plus récent d’abord.",
        shown=int(found.repeat_offenders["month"].eq(found.repeat_offenders["month"].max()).sum()),
    )
    if all(figure.value is None for figure in found.repeat_figures):
        return [table]  # known month by month: a fortnight holds no whole one
    return [figures_table("Récidivistes du département", found.repeat_figures, found.services), table]


def _fund(found: Investigations) -> list[Block]:
    table = fund_table(found)
    if table is None:
        return [_missing("Aucun mouvement du fonds de concours n’est reçu.", "seizure_fund")]
    return [figures_table("Fonds de concours du département", found.fund_figures, found.services), table]


def fund_table(found: Investigations) -> Table | None:
    """What was paid into the fund and received from it, year by year; None where nothing is known."""
    known = found.fund_years[found.fund_years["paid_in"].notna()]
    if known.empty:
        return None
    return Table(
        title="Fonds de concours par année",
        columns=_FUND,
        rows=tuple(_year(row) for row in known.to_dict("records")),
        source=source_words("seizure_fund", window=found.years),
    )


def _year(row: Row) -> tuple[Cell, ...]:
    year = str(pd.Timestamp(row["period"]).year)
    return year, amount(row["paid_in"]), amount(row["received"]), "oui" if row["whole"] else "non"
