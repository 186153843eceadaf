"""The sectors: map, ranking, and the months of the worst."""

import pandas as pd

from analysis.hotspots import Hotspots
from domain.french import NBSP, THIN, listed, number, plural, short_month
from domain.sheets import SHEETS
from domain.windows import Window, last_full_month_end, month_end, months_back
from indicators.comparison import UP
from reports.chapters.summary import no_plan
from reports.chapters.wording import Row, amount, awaited_words, chart_or_words, day_of, source_words, windows_note
from reports.content import (
    Align,
    Area,
    AreaMap,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Section,
    Series,
    Spark,
    Table,
    words_column,
)

WORST = 4  # sectors whose months are drawn
_SHEET = "Secteurs"
_COLUMNS = (
    Column("Rang", width=0.75, paper=False),
    words_column("Code", 0.8),
    words_column("Secteur", 4.4),
    words_column("Type", 1.6, paper=False),
    words_column("Zone", 0.7, paper=False),
    Column("Priorité", width=0.8, paper=False),
    Column("Faits, fenêtre", "faits", width=1.2),
    Column("Précédente", "faits", width=1.4),
    Column("Un an plus tôt", "faits", width=1.1),
    Column("364 jours d’avant", "faits", width=1.0, paper=False),
    Column("Jours comparés", width=1.0, paper=False),
    Column("Rapport des rythmes", width=1.2),
    Column("Borne basse à 95\u00a0%", width=1.0, paper=False),
    Column("Borne haute à 95\u00a0%", width=1.0, paper=False),
    Column("p ajustée", width=1.0, paper=False),
    words_column("Constat", 3.9),
    Column("Connexes, fenêtre", "faits", width=1.3),
    Column("Pente sur 12 mois", "faits par mois", width=1.1, paper=False),
    Column("Tau de Kendall", width=1.0, paper=False),
    Column("p de la tendance", width=1.0, paper=False),
    Column("Opérations, fenêtre", width=1.4),
    Column("Dernière opération", width=1.6),
    Column("Jours depuis", "jours", width=1.0, paper=False),
    words_column("Dégradation durable", 1.4),
    Column("12 mois", align=Align.START, width=1.1, workbook=False),
)
_NAME, _STATEMENT = 2, 15
_UNTOLD = (
    words_column("Code", 0.8),
    words_column("Secteur", 4.4),
    words_column("Type", 1.6),
    words_column("Zone", 0.7),
    Column("Priorité", width=0.8),
)


def sectors_section(found: Hotspots) -> Section:
    """Map, ranking and months of the sectors."""
    title = f"Où les faits se concentrent-ils{THIN}?"
    if found.sectors.empty:
        return Section(title, _SHEET, (no_plan(),))
    if untold := untold_sectors(found):
        return Section(title, _SHEET, untold)
    blocks: list[Block] = [_ranking(found), _map(found), _bars(found)]
    if found.months["facts"].notna().any():
        blocks.append(_months(found))
    undrawn = found.outlines.loc[found.outlines["outline"].isna(), "name"]
    if len(undrawn):
        names = listed([str(name) for name in undrawn])
        blocks.append(Paragraph(f"Sans contour enregistré, absents de la carte{NBSP}: {names}."))
    return Section(title, _SHEET, tuple(blocks))


def _ranking(found: Hotspots) -> Table:
    rows = found.sectors.to_dict("records")
    months = found.months.sort_values("month").groupby("code")["facts"]
    sparks = {str(code): Spark(values(facts)) for code, facts in months}
    return Table(
        title="Secteurs du plan, du plus au moins touché",
        columns=_COLUMNS,
        rows=tuple((*_row(row), sparks.get(str(row["code"]))) for row in rows),
        source=source_words("facts", "operations"),
        note=(
            f"{windows_note(found.window)} Les secteurs en hausse établie viennent en tête, puis le nombre de faits. "
            "Le rapport des rythmes compare la fenêtre aux 364 jours d’avant. Le nombre de faits dépend aussi de "
            "l’activité des services. "
            "12\u00a0mois\u00a0: les faits de chaque mois entier, chaque secteur à sa propre échelle."
        ),
        alerts=frozenset(
            (at, column) for at, row in enumerate(rows) if _rising(row["statement"]) for column in (_NAME, _STATEMENT)
        ),
    )


def untold_sectors(found: Hotspots) -> tuple[Block, ...]:
    """The sectors of the plan and what is missing, where no file tells what happened there; nothing where one does."""
    if found.sectors[["facts", "connected", "operations"]].notna().any(axis=None):
        return ()
    kind = SHEETS["sectors"].column("kind").label_of
    rows = found.sectors.sort_values(["priority", "code"]).to_dict("records")
    table = Table(
        title="Secteurs du plan, par priorité",
        columns=_UNTOLD,
        rows=tuple(
            (
                str(row["code"]),
                str(row["name"]),
                kind(str(row["kind"])),
                str(row["force_area"]),
                amount(row["priority"]),
            )
            for row in rows
        ),
        source=source_words("sectors"),
    )
    text = "Aucun fait ni aucune opération de la fenêtre n’est connu, d’où ni classement ni carte."
    return table, Paragraph(f"{text} {awaited_words('facts', 'operations')}", alert=True)


def _row(row: Row) -> tuple[Cell, ...]:
    declared = SHEETS["sectors"]
    statement = str(row["statement"])
    return (
        amount(row["rank"]),
        str(row["code"]),
        str(row["name"]),
        declared.column("kind").label_of(str(row["kind"])),
        str(row["force_area"]),
        amount(row["priority"]),
        amount(row["facts"]),
        amount(row["previous"]),
        amount(row["year_before"]),
        amount(row["baseline"]),
        amount(row["baseline_days"]),
        amount(row["rate_ratio"], 2),
        amount(row["low"], 2),
        amount(row["high"], 2),
        amount(row["p_adjusted"], 4),
        f"▲ {statement}" if _rising(statement) else statement,
        amount(row["connected"]),
        amount(row["slope"], 2),
        amount(row["tau"], 2),
        amount(row["trend_p"], 4),
        amount(row["operations"]),
        day_of(row["last_operation"]),
        amount(row["days_since_operation"]),
        "oui" if row["durable"] else "non",
    )


def _rising(statement: object) -> bool:
    return str(statement).startswith(UP)


def _map(found: Hotspots) -> AreaMap | Paragraph:
    table = found.sectors.merge(found.outlines[["code", "outline"]], on="code")
    drawn = table[table["outline"].notna() & table["facts"].notna()]
    if drawn.empty:
        return undrawn_map(found)
    areas = tuple(
        Area(str(row["code"]), str(row["name"]), str(row["outline"]), float(row["facts"]), _rising(row["statement"]))
        for row in drawn.to_dict("records")
    )
    first = drawn.head(3)
    worst = listed(
        [f"{name} ({plural(facts, 'fait')})" for name, facts in zip(first["name"], first["facts"], strict=True)]
    )
    return AreaMap(
        title="Faits de stupéfiants par secteur dans la fenêtre",
        areas=areas,
        unit="faits",
        alt=(
            f"Carte des {number(len(areas))} secteurs du plan, plus foncés où les faits sont plus nombreux. En "
            f"tête{NBSP}: {worst}."
        ),
        source=source_words("facts", "sectors", window=found.window),
    )


def undrawn_map(found: Hotspots) -> Paragraph:
    """What stands where the map cannot be drawn: what is missing, and who sends it."""
    if found.outlines["outline"].isna().all():
        why = "aucun secteur n’a de contour. La préfecture les inscrit dans la feuille Secteurs du plan."
    else:
        why = f"aucun fait de la fenêtre n’est connu. {awaited_words('facts')}"
    return Paragraph(f"La carte n’est pas tracée{NBSP}: {why}", alert=True)


def _bars(found: Hotspots) -> Chart | Paragraph:
    table = found.sectors
    chart = Chart(
        kind=ChartKind.BARS,
        title=f"Dans quels secteurs les faits diffèrent-ils de la fenêtre précédente{THIN}?",
        category_title="Secteur",
        value_title="Faits de stupéfiants (faits)",
        categories=tuple(f"{code} {name}" for code, name in zip(table["code"], table["name"], strict=True)),
        series=(Series("Fenêtre", values(table["facts"])), Series("Fenêtre précédente", values(table["previous"]))),
        alt="Barres par secteur, fenêtre et fenêtre précédente. Les nombres sont ceux du tableau des secteurs.",
        source=source_words("facts", window=found.window),
    )
    return chart_or_words(chart, "facts")


def _months(found: Hotspots) -> Chart:
    worst = found.sectors.head(WORST)
    months = months_back(last_full_month_end(found.window.end), 12)
    series = []
    for code, name in zip(worst["code"], worst["name"], strict=True):
        own = found.months[found.months["code"] == code].sort_values("month")
        series.append(Series(f"{code} {name}", values(own["facts"])))
    names = listed([str(name) for name in worst["name"]])
    return Chart(
        kind=ChartKind.MONTHS,
        title=f"Comment les secteurs en tête ont-ils évolué sur douze mois{THIN}?",
        category_title="Mois",
        value_title="Faits de stupéfiants (faits par mois)",
        categories=tuple(short_month(month) for month in months),
        series=tuple(series),
        alt=f"Faits de stupéfiants par mois sur les douze derniers mois entiers, secteurs en tête{NBSP}: {names}.",
        source=source_words("facts", window=Window(months[0], month_end(months[-1]))),
    )


def values(column: pd.Series) -> tuple[float | None, ...]:
    """The values of a column for a chart, None for what is missing."""
    return tuple(None if pd.isna(value) else float(value) for value in column)
