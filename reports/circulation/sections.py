"""The sections of the edition for circulation: the meeting's subjects, drawn from what is published."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.hotspots import Hotspots
from analysis.operations import Operations
from analysis.recorded import Recorded
from analysis.summary import Summary
from domain.catalogue import Direction
from domain.french import NBSP, THIN, listed, number
from domain.sheets import SHEETS
from indicators.actions import ACTIONS
from indicators.comparison import UP
from indicators.figures import Figure
from indicators.suppression import HIGHEST_SMALL, LEAST_SHOWN
from reports.chapters.operations import target_words
from reports.chapters.sectors import undrawn_map
from reports.chapters.sources import recorded_section
from reports.chapters.summary import KINDS, kinds_note
from reports.chapters.wording import (
    FIGURE_COLUMNS,
    Row,
    amount,
    behind_words,
    data_words,
    figure_amount,
    nothing_known,
    source_words,
    windows_note,
)
from reports.circulation.published import SMALL_WORDS, WITHHELD_WORDS, Count, Period, Published, is_count
from reports.circulation.words import NOTE, change_of, sector_statements, statement_of
from reports.content import (
    Amount,
    Area,
    AreaMap,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Matrix,
    Paragraph,
    Section,
    Series,
    Table,
    words_column,
)

_SECTORS = (
    words_column("Code", 1.1),
    words_column("Secteur", 4.0),
    words_column("Type", 2.4),
    words_column("Zone", 0.8),
    Column("Faits, fenêtre", "faits", width=1.5),
    Column("Précédente", "faits", width=1.6),
    Column("Un an plus tôt", "faits", width=1.5),
    words_column("Constat", 3.2),
    Column("Connexes, fenêtre", "faits", width=1.7),
    Column("Opérations, fenêtre", width=1.8),
)
_NAME, _STATEMENT = 1, 7
_FREQUENCY = (
    words_column("Code", 0.7),
    words_column("Secteur", 3.0),
    Column("Opérations, fenêtre", width=1.7),
    words_column("Cible du plan", 2.2),
    Column("Attendu dans la fenêtre", "opérations", width=1.8),
    words_column("Cible atteinte", 1.4),
    Column("Depuis la dernière", "jours", width=1.5),
)
_REACHED = 5
_FEWEST_BARS = 2
_ORDER = "Les secteurs sont dans l’ordre de leur code."


def figures_or_words(
    title: str, figures: Sequence[Figure], services: Mapping[str, str], published: Published
) -> Table | Paragraph:
    """The figures of the département with their comparators, hidden where they have to be; a sentence without any."""
    if all(figure.value is None for figure in figures):
        return nothing_known(title, figures)
    late = behind_words(figures, services)
    incomplete = f" Données incomplètes, fichiers en retard{NBSP}: {late}." if late else ""
    rows = tuple(_figure_row(figure, published) for figure in figures)
    columns = tuple(column for column in FIGURE_COLUMNS if column.paper)
    statement = next(at for at, column in enumerate(columns) if column.label == "Constat")
    return Table(
        title=title,
        columns=columns,
        rows=rows,
        source=source_words(*dict.fromkeys(figure.indicator.source for figure in figures)),
        note=f"{windows_note(figures[0].window)}{incomplete} {NOTE}",
        alerts=frozenset(
            (at, statement)
            for at, figure in enumerate(figures)
            if rows[at][statement] == UP and figure.indicator.direction is Direction.WORSE
        ),
    )


def _figure_row(figure: Figure, published: Published) -> tuple[Cell, ...]:
    return (
        figure.indicator.label,
        figure.indicator.unit,
        *(_figure_cell(figure, period, published) for period in Period),
        change_of(figure, published),
        statement_of(figure, published),
        data_words(figure),
    )


def _figure_cell(figure: Figure, period: Period, published: Published) -> Cell:
    if is_count(figure.indicator):
        return published.cell(Count(figure.indicator.code, period))
    value = getattr(figure, period)
    if value is None:
        return None
    return figure_amount(figure.indicator, value) if published.is_shown(figure, period) else WITHHELD_WORDS


def sectors_blocks(found: Hotspots, published: Published) -> list[Block]:
    """The sectors by code, their map, and the bars of those that are shown."""
    table = found.sectors.sort_values("code", ignore_index=True)
    statements = sector_statements(table, found.window, published)
    rows = table.to_dict("records")
    ranking = Table(
        title="Faits et opérations par secteur",
        columns=_SECTORS,
        rows=tuple(_sector_row(row, statements[str(row["code"])], published) for row in rows),
        source=source_words("facts", "operations"),
        note=(
            f"{windows_note(found.window)} {_ORDER} {NOTE} Le constat compare la fenêtre aux 364 jours d’avant, à "
            "partir des seuls nombres communiqués. Le nombre de faits dépend aussi de l’activité des services."
        ),
        alerts=frozenset(
            (at, column)
            for at, row in enumerate(rows)
            if statements[str(row["code"])] == UP
            for column in (_NAME, _STATEMENT)
        ),
    )
    bars = _bars(
        f"Dans quels secteurs les faits diffèrent-ils de la fenêtre précédente{THIN}?",
        "Faits de stupéfiants (faits)",
        table,
        {
            "Fenêtre": _shown(table, "facts_drugs", Period.WINDOW, published),
            "Fenêtre précédente": _shown(table, "facts_drugs", Period.PREVIOUS, published),
        },
        source_words("facts", window=found.window),
    )
    return [ranking, _map(found, statements, published), bars]


def _sector_row(row: Row, statement: str, published: Published) -> tuple[Cell, ...]:
    code = str(row["code"])
    return (
        code,
        str(row["name"]),
        SHEETS["sectors"].column("kind").label_of(str(row["kind"])),
        str(row["force_area"]),
        *(published.cell(Count("facts_drugs", period, code)) for period in Period),
        f"▲ {statement}" if statement == UP else statement,
        published.cell(Count("facts_connected", sector=code)),
        published.cell(Count("operations", sector=code)),
    )


def _map(found: Hotspots, statements: Mapping[str, str], published: Published) -> AreaMap | Paragraph:
    table = found.sectors.merge(found.outlines[["code", "outline"]], on="code").sort_values("code")
    drawn = table[table["outline"].notna() & table["facts"].notna()]
    areas = tuple(_area(row, statements, published) for row in drawn.to_dict("records"))
    if not areas:
        return undrawn_map(found)
    return AreaMap(
        title="Faits de stupéfiants par secteur dans la fenêtre",
        areas=areas,
        unit="faits",
        alt=(
            f"Carte des {number(len(areas))} secteurs du plan, plus foncés où les faits sont plus nombreux{THIN}; ceux "
            "dont le nombre est masqué ont une couleur à part. Les nombres sont ceux du tableau des secteurs."
        ),
        source=f"{NOTE} {source_words('facts', 'sectors', window=found.window)}",
        least=LEAST_SHOWN,
    )


def _area(row: Row, statements: Mapping[str, str], published: Published) -> Area:
    code = str(row["code"])
    cell = published.cell(Count("facts_drugs", sector=code))
    count, mark = (cell.value, "") if isinstance(cell, Amount) else (None, str(cell))
    return Area(code, str(row["name"]), str(row["outline"]), count, statements[code] == UP, mark)


def _shown(table: pd.DataFrame, what: str, period: Period, published: Published) -> list[float | None]:
    values = [published.value(Count(what, period, str(code))) for code in table["code"]]
    return [None if value is None else float(value) for value in values]


def _bars(
    title: str, value_title: str, table: pd.DataFrame, series: Mapping[str, Sequence[float | None]], source: str
) -> Chart | Paragraph:
    """A bar chart of the sectors for which every value is shown: a hidden one would look like none."""
    names = [f"{code} {name}" for code, name in zip(table["code"], table["name"], strict=True)]
    kept = [at for at in range(len(names)) if all(values[at] is not None for values in series.values())]
    if len(kept) < _FEWEST_BARS:
        return Paragraph(f"{title} Trop de nombres sont masqués ou inconnus pour tracer ce graphique.")
    left = len(names) - len(kept)
    absent = f" {left} secteurs aux nombres masqués n’y sont pas." if left > 1 else ""
    absent = " Un secteur au nombre masqué n’y est pas." if left == 1 else absent
    return Chart(
        kind=ChartKind.BARS,
        title=title,
        category_title="Secteur",
        value_title=value_title,
        categories=tuple(names[at] for at in kept),
        series=tuple(Series(name, tuple(values[at] for at in kept)) for name, values in series.items()),
        alt=f"Barres par secteur{NBSP}: {listed(list(series)).lower()}. Les nombres sont ceux du tableau des secteurs.",
        source=f"Les secteurs dont tous les nombres sont communiqués.{absent} {source}",
    )


def operations_blocks(found: Operations, published: Published) -> list[Block]:
    """How often operations are held, and the bars against the targets."""
    table = found.frequency.sort_values("code", ignore_index=True)
    rows = tuple(_frequency_row(row, published) for row in table.to_dict("records"))
    source = source_words("operations", "targets", window=found.window)
    frequency = Table(
        title="Fréquence par secteur, rapportée à la cible",
        columns=_FREQUENCY,
        rows=rows,
        source=source,
        note=(
            "La cible est ramenée à la durée de la fenêtre. Menée par deux services, une opération compte une fois. "
            f"{_ORDER} {NOTE}"
        ),
        alerts=frozenset((at, _REACHED) for at, row in enumerate(rows) if row[_REACHED] == "non"),
    )
    bars = _bars(
        f"Quels secteurs n’ont pas eu les opérations attendues{THIN}?",
        "Opérations dans la fenêtre",
        table,
        {
            "Opérations tenues": _shown(table, "operations", Period.WINDOW, published),
            "Attendues d’après la cible": [None if pd.isna(value) else float(value) for value in table["expected"]],
        },
        source,
    )
    return [frequency, bars]


def _frequency_row(row: Row, published: Published) -> tuple[Cell, ...]:
    count = Count("operations", sector=str(row["code"]))
    return (
        str(row["code"]),
        str(row["name"]),
        published.cell(count),
        target_words(row["target"], str(row["target_per"])),
        amount(row["expected"], 1),
        _reached(row["expected"], *published.bounds(count)),
        amount(row["days_since"]),
    )


def _reached(expected: float | None, least: int, most: int | None) -> str:
    """Whether a target is reached, where what is published of the count says so."""
    if pd.isna(expected):
        return "sans cible"
    wanted = float(expected)
    if least >= wanted:
        return "oui"
    return "non" if most is not None and most < wanted else WITHHELD_WORDS


def matrix_block(first: Summary, published: Published) -> Matrix:
    """What each service did on each site, hidden counts by their marks."""
    names = dict(zip(first.sectors["code"], first.sectors["name"], strict=True))
    sectors = sorted(str(code) for code in first.totals["sector"])
    totals = tuple(_counts(code, None, published) for code in sectors)
    return Matrix(
        title="Actions de chaque service sur chaque site du plan",
        kinds=tuple(KINDS[kind] for kind in ACTIONS),
        rows=tuple((code, str(names[code])) for code in sectors),
        columns=tuple(first.services),
        cells=tuple(tuple(_counts(code, service, published) for service in first.services) for code in sectors),
        totals=totals,
        alerts=frozenset(at for at, counts in enumerate(totals) if not any(counts)),
        source=source_words("operations", "presences", "investigations", "safety", window=first.window),
        note=f"{kinds_note(first)} {NOTE}",
    )


def _counts(sector: str, service: str | None, published: Published) -> tuple[int | str, ...]:
    cells = [published.cell(Count(kind, sector=sector, service=service)) for kind in ACTIONS]
    return tuple(
        cell if isinstance(cell, str) else int(cell.value) if isinstance(cell, Amount) else 0 for cell in cells
    )


def recorded_part(found: Recorded) -> Section | None:
    """The published series; their small numbers are hidden too, although the ministry has published them."""
    section = recorded_section(found)
    if section is None:
        return None
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return Section(section.title, section.sheet, tuple(_without_small(table) for table in tables))


def _without_small(table: Table) -> Table:
    rows = tuple(tuple(_small_hidden(cell) for cell in row) for row in table.rows)
    return Table(table.title, table.columns, rows, table.source, NOTE, shown=table.shown)


def _small_hidden(cell: Cell) -> Cell:
    return SMALL_WORDS if isinstance(cell, Amount) and 1 <= cell.value <= HIGHEST_SMALL else cell


WITHOUT_SCHOOLS = Paragraph(
    "Le détail par établissement n’est pas dans cette édition\u00a0: il repose sur une à quatre présences par semaine."
)
WITHOUT_INVESTIGATIONS = Paragraph(
    "Les enquêtes closes et en cours, leur détail par objectif, par quartier et par secteur, les avoirs par trimestre "
    "et les récidivistes ne sont pas dans cette édition\u00a0: d’une quinzaine à l’autre leurs totaux se recoupent et "
    "rendraient de petits nombres."
)
WITHOUT_PREVENTION = Paragraph(
    "Le détail par public, par secteur et par établissement n’est pas dans cette édition\u00a0: un établissement n’a "
    "que quelques réunions et quelques recommandations."
)
WITHOUT_OBJECTIVES = Paragraph(
    "Les objectifs et le résultat de chaque cible ne sont pas dans cette édition\u00a0: ce sont des textes, et des "
    "nombres dont de petits se déduiraient."
)
