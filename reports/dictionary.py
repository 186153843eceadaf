"""The dictionary as files: one text to read (Markdown), two tables for a spreadsheet (.csv)."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from analysis.dictionary import Dictionary, IndicatorEntry, SheetEntry
from domain.french import NBSP, plural

TEXT, INDICATORS, COLUMNS = "dictionnaire.md", "indicateurs.csv", "colonnes.csv"


def write_dictionary(found: Dictionary, folder: Path) -> list[Path]:
    """Write the three files into that folder, made where it is missing; the paths written. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        TEXT: as_text(found).encode(),
        INDICATORS: indicators_table(found),
        COLUMNS: columns_table(found),
    }
    paths = [folder / name for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths


def as_text(found: Dictionary) -> str:
    """The whole dictionary in Markdown."""
    counts = f"{plural(len(found.sheets), 'feuille')}, {plural(len(found.indicators), 'indicateur')}"
    origin = (
        f"Ce que Vigie reçoit et ce qu’elle calcule{NBSP}: {counts}. Ce texte est tiré des déclarations du code par "
        "`vigie dictionary`\u202f; il ne se modifie pas à la main."
    )
    parts = ["# Dictionnaire", origin, "## Indicateurs"]
    for subject, indicators in found.by_subject().items():
        parts += [f"### {subject}", *map(_indicator, indicators)]
    for book, sheets in found.by_book().items():
        parts += [f"## {book}", *map(_sheet, sheets)]
    parts += ["## Méthode", *(f"**{subject}.** {text}" for subject, text in found.method.items())]
    return "\n\n".join(parts) + "\n"


def _indicator(entry: IndicatorEntry) -> str:
    head = f"#### {entry.label}\n\n`{entry.code}`, unité{NBSP}: {entry.unit}. {entry.definition}"
    return f"{head}\n\n{_list(entry.lines)}"


def _sheet(entry: SheetEntry) -> str:
    return f"### Feuille {entry.title}\n\n{entry.help}\n\n{_list(entry.lines)}\n\n{_columns(entry)}"


def _list(lines: Mapping[str, str]) -> str:
    return "\n".join(f"- **{heading}.** {text}" for heading, text in lines.items())


def _columns(entry: SheetEntry) -> str:
    headings = ("Colonne", "Obligatoire", *entry.columns[0].cells)
    rows = [
        (column.header, "oui" if column.required else "", *(cell.replace("|", "\\|") for cell in column.cells.values()))
        for column in entry.columns
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, ["---"] * len(headings), *rows))


def indicators_table(found: Dictionary) -> bytes:
    """The indicators as .csv, one a row: UTF-8 with its mark, semicolons, as a French spreadsheet reads it."""
    headings = ("Code", "Indicateur", "Sujet", "Unité", "Définition", *found.indicators[0].lines)
    return _csv(
        headings,
        [
            (entry.code, entry.label, entry.subject, entry.unit, entry.definition, *entry.lines.values())
            for entry in found.indicators
        ],
    )


def columns_table(found: Dictionary) -> bytes:
    """The columns of all sheets as .csv, one a row, in the same form."""
    headings = ("Classeur", "Feuille", "Colonne", "Champ", "Obligatoire", *found.sheets[0].columns[0].cells)
    return _csv(
        headings,
        [
            (
                sheet.subject,
                sheet.title,
                column.header,
                column.field,
                "oui" if column.required else "non",
                *column.cells.values(),
            )
            for sheet in found.sheets
            for column in sheet.columns
        ],
    )


def _csv(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    written = StringIO()
    csv.writer(written, delimiter=";").writerows([headings, *rows])
    return written.getvalue().encode("utf-8-sig")
