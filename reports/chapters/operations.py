"""Operations: frequency by sector against its target, and days since the last one."""

import pandas as pd

from analysis.operations import Operations
from domain.french import THIN, number
from domain.sheets import SHEETS
from reports.chapters.sectors import values
from reports.chapters.summary import no_plan
from reports.chapters.wording import Row, amount, chart_or_words, figures_or_words, source_words
from reports.content import Cell, Chart, ChartKind, Column, Paragraph, Section, Series, Table, words_column

_COLUMNS = (
    words_column("Code", 0.7),
    words_column("Secteur", 3.0),
    Column("Opérations, fenêtre", width=1.7),
    Column("Par semaine", "opérations", width=1.8),
    words_column("Cible du plan", 2.2),
    Column("Attendu dans la fenêtre", "opérations", width=1.8),
    words_column("Cible atteinte", 1.2),
    Column("Depuis la dernière", "jours", width=1.3),
    Column("Plus long intervalle", "jours", width=1.5),
)
_REACHED = 6


def operations_section(found: Operations) -> Section:
    """Key figures, frequency by sector, chart against targets."""
    title = f"Les opérations suivent-elles le plan{THIN}?"
    figures = figures_or_words("Opérations du département", found.key_figures, found.services)
    if found.frequency.empty:
        return Section(title, "Opérations", (no_plan(), figures))
    if found.absent:
        return Section(title, "Opérations", (figures,))
    return Section(title, "Opérations", (_frequency(found), figures, _chart(found)))


def _frequency(found: Operations) -> Table:
    rows = found.frequency.to_dict("records")
    return Table(
        title="Fréquence par secteur, rapportée à la cible",
        columns=_COLUMNS,
        rows=tuple(_row(row) for row in rows),
        source=source_words("operations", "targets", window=found.window),
        note=(
            "La cible est ramenée à la durée de la fenêtre. Menée par deux services, une opération compte une fois. Le "
            "plus long intervalle est le nombre de jours de suite sans opération dans la fenêtre."
        ),
        alerts=frozenset(
            (at, _REACHED) for at, row in enumerate(rows) if not pd.isna(row["reached"]) and not row["reached"]
        ),
    )


def _row(row: Row) -> tuple[Cell, ...]:
    reached: bool | None = None if pd.isna(row["reached"]) else bool(row["reached"])
    return (
        str(row["code"]),
        str(row["name"]),
        amount(row["operations"]),
        amount(row["per_week"], 1),
        target_words(row["target"], str(row["target_per"])),
        amount(row["expected"], 1),
        {True: "oui", False: "non", None: "sans cible"}[reached],
        amount(row["days_since"]),
        amount(row["longest_gap"]),
    )


def target_words(value: float | None, per: str) -> str | None:
    """A sector's target as the plan says it: `2 par quinzaine`; None where it has none."""
    if pd.isna(value):
        return None
    wanted = float(value)
    period = SHEETS["targets"].column("per").label_of(per)
    return f"{number(wanted, 0 if wanted.is_integer() else 1)} par {period}"


def _chart(found: Operations) -> Chart | Paragraph:
    table = found.frequency
    chart = Chart(
        kind=ChartKind.BARS,
        title=f"Quels secteurs n’ont pas eu les opérations attendues{THIN}?",
        category_title="Secteur",
        value_title="Opérations dans la fenêtre",
        categories=tuple(f"{code} {name}" for code, name in zip(table["code"], table["name"], strict=True)),
        series=(
            Series("Opérations tenues", values(table["operations"])),
            Series("Attendues d’après la cible", values(table["expected"])),
        ),
        alt="Barres par secteur, opérations tenues et attendues. Les nombres sont ceux du tableau de fréquence.",
        source=source_words("operations", "targets", window=found.window),
    )
    return chart_or_words(chart, "operations", "targets")
