"""How far the files reach, the published series, and the annex: definitions, method, files."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from analysis.dictionary import indicator_entry
from analysis.history import History
from analysis.method import METHOD
from analysis.recorded import Recorded, nature_of
from domain.catalogue import CATALOGUE, Indicator
from domain.french import MONTHS, NBSP, THIN, day, listed, window_words
from domain.sheets import SHEETS
from domain.windows import Window
from indicators.figures import Figure
from reports.chapters.wording import Row, amount, day_of
from reports.content import Amount, Block, Cell, Column, Paragraph, Section, Table, words_column

_SHOWN = 20
_FORCES = {"PN": "police nationale", "GN": "gendarmerie nationale"}


def freshness_section(freshness: pd.DataFrame, window: Window) -> Section:
    """Up to which day each service's files reach."""
    title = f"Jusqu’où vont les données{THIN}?"
    if freshness.empty:
        missing = Paragraph(
            "Aucun service n’a encore déposé de fichier pour ce département. Les services déposent leur classeur "
            "d’indicateurs à la page Dépôt.",
            alert=True,
        )
        return Section(title, "Synthèse", (missing,))
    rows = freshness.to_dict("records")
    table = Table(
        title="Fraîcheur, service par service",
        columns=(
            words_column("Service", 3.2),
            words_column("Code", 1.4),
            words_column("Dernier jour couvert", 2.2),
            Column("Manquent à la fenêtre", "jours", width=1.4),
        ),
        rows=tuple(
            (str(row["name"]), str(row["service"]), _until(row["last_date"]), Amount(int(row["days_behind"])))
            for row in rows
        ),
        source=f"Source{NBSP}: dates des fichiers déposés.",
        alerts=frozenset((at, column) for at, row in enumerate(rows) if row["days_behind"] for column in (0, 3)),
    )
    if freshness["days_behind"].any():
        return Section(title, "Synthèse", (table,))
    return Section(title, "Synthèse", (Paragraph("Les fichiers de tous les services couvrent la fenêtre."), table))


def missing_words(freshness: pd.DataFrame, window: Window) -> str | None:
    """Which services leave the window incomplete, and since when; None where none does."""
    late = freshness[freshness["days_behind"] > 0]
    if late.empty:
        return None
    names = [
        f"{name} (données jusqu’au {day(last)})" if not pd.isna(last) else f"{name} (aucune donnée)"
        for name, last in zip(late["name"], late["last_date"], strict=True)
    ]
    return (
        f"Fenêtre incomplète. Services dont les fichiers n’atteignent pas le {day(window.end)}{NBSP}: {listed(names)}. "
        "Aucune tendance n’est affirmée sur ce qu’ils alimentent."
    )


def _until(last: date | None) -> str:
    when = day_of(last)
    return f"données jusqu’au {day(when)}" if when else "aucune donnée"


def recorded_section(found: Recorded) -> Section | None:
    """The published series, newest year of each source; None where none is stored."""
    if found.series.empty:
        return None
    newest = found.series.groupby("source")["year"].transform("max")
    rows = found.series[found.series["year"] == newest].to_dict("records")
    table = Table(
        title="Dernière année publiée de chaque source",
        columns=(
            words_column("Source", 2.6),
            Column("Année", width=0.8),
            words_column("Mois", 1.3),
            words_column("Force", 2.0),
            words_column("Nature", 2.4),
            Column("Enregistrés", "faits", width=1.2),
        ),
        rows=tuple(_recorded_row(row) for row in rows),
        source=f"Source{NBSP}: séries publiées par le ministère, telles qu’elles ont été publiées.",
        shown=_SHOWN,
    )
    return Section("Que disent les faits enregistrés publiés\u202f?", "Faits enregistrés", (table,))


def _recorded_row(row: Row) -> tuple[Cell, ...]:
    force, month = row["force"], row["month"]
    return (
        SHEETS["recorded"].column("source").label_of(str(row["source"])),
        str(row["year"]),
        "année entière" if pd.isna(month) else MONTHS[int(month) - 1],
        None if pd.isna(force) else _FORCES.get(str(force), str(force)),
        nature_of(str(row["index"])),
        amount(row["count"]),
    )


def annex(figures: Sequence[Figure], history: History, window: Window) -> tuple[Section, ...]:
    """Definitions of the indicators used, method, and the files that were deposited."""
    return (
        *definitions(figures, METHOD),
        Section("Annexe\u00a0: fichiers déposés", "Sources", _files(history, window)),
    )


def definitions(figures: Sequence[Figure], method: Mapping[str, str]) -> tuple[Section, Section]:
    """What each of those figures counts, and how a verdict is reached: a subject and its explanation."""
    used = {figure.indicator.code: figure.indicator for figure in figures}
    return (
        Section(
            "Annexe\u00a0: ce que chaque chiffre compte",
            "Définitions",
            (_definitions(list(used.values())),),
            new_page=True,
        ),
        Section(
            "Annexe\u00a0: comment lire les constats",
            "Définitions",
            tuple(Paragraph(f"{subject}. {text}") for subject, text in method.items()),
        ),
    )


def _definitions(used: Sequence[Indicator]) -> Table:
    in_order = [indicator for code, indicator in CATALOGUE.items() if code in {one.code for one in used}]
    local = [indicator for indicator in used if indicator.code not in CATALOGUE]
    return Table(
        title="Définitions",
        columns=(
            words_column("Indicateur", 2.4),
            words_column("Unité", 1.6),
            words_column("Source", 1.6),
            words_column("Ce qui est compté", 5.0),
            words_column("Date", 3.0),
        ),
        rows=tuple(
            (one.label, one.unit, listed(one.sources), one.definition, one.lines["Date"])
            for one in map(indicator_entry, [*in_order, *local])
        ),
        source=f"Source{NBSP}: dictionnaire des indicateurs.",
    )


def _files(history: History, window: Window) -> tuple[Block, ...]:
    deposits = history.deposits[history.deposits["undone_at"].isna()]
    if deposits.empty:
        return (Paragraph("Aucun fichier n’a été déposé pour ce département.", alert=True),)
    table = Table(
        title="Fichiers déposés, le plus récent en premier",
        columns=(
            words_column("Fichier", 4.0),
            words_column("Service", 1.6),
            Column("Déposé le", width=1.4),
            Column("Lignes nouvelles", width=1.2),
            Column("Remplacées", width=1.2),
            Column("Inchangées", width=1.2),
            Column("Fautives", width=1.2),
        ),
        rows=tuple(
            (
                str(row["file"]),
                "département" if pd.isna(row["service"]) else str(row["service"]),
                day_of(row["stored_at"].date()),
                *(amount(row[name]) for name in ("new", "replaced", "unchanged", "refused")),
            )
            for row in deposits.to_dict("records")
        ),
        source=f"Source{NBSP}: historique des dépôts, fenêtre {window_words(window)}.",
        shown=_SHOWN,
    )
    return (table,)
