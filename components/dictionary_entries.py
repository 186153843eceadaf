"""Dictionnaire: entries as lines that open, each telling its essence before it is opened."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from analysis.dictionary import ColumnEntry, IndicatorEntry, SheetEntry
from components.kept import kept
from domain import french

FEW = 3  # so many found entries are opened at once
_REQUIRED = '<abbr title="obligatoire">●</abbr>'


def indicators(subject: str, entries: Sequence[IndicatorEntry], *, opened: bool) -> None:
    """The indicators of a subject."""
    st.html(kept(_indicators, subject, entries, opened))


def _indicators(subject: str, entries: Sequence[IndicatorEntry], opened: bool) -> str:
    lines = [_line(entry.label, entry.definition, entry.code, _indicator(entry), opened) for entry in entries]
    return _part(subject, lines)


def indicator(entry: IndicatorEntry) -> None:
    """One indicator, chosen."""
    with st.container(border=True):
        st.html(f'<h2 class="vg-part">{escape(entry.label)}</h2><p>{escape(entry.definition)}</p>{_indicator(entry)}')


def sheets(book: str, entries: Sequence[SheetEntry], *, opened: bool) -> None:
    """The sheets of a workbook."""
    st.html(kept(_sheets, book, entries, opened))


def _sheets(book: str, entries: Sequence[SheetEntry], opened: bool) -> str:
    lines = [
        _line(entry.title, entry.help, french.plural(len(entry.columns), "colonne"), _sheet(entry), opened)
        for entry in entries
    ]
    return _part(book, lines)


def sheet(entry: SheetEntry) -> None:
    """One sheet, chosen."""
    with st.container(border=True):
        st.html(f'<h2 class="vg-part">Feuille {escape(entry.title)}</h2><p>{escape(entry.help)}</p>{_sheet(entry)}')


def method(texts: Mapping[str, str]) -> None:
    """The method, one subject after the other."""
    parts = [f"<dt>{escape(subject)}</dt><dd>{escape(text)}</dd>" for subject, text in texts.items()]
    st.html(f'<dl class="vg-lines vg-method">{"".join(parts)}</dl>')


def _part(title: str, lines: Sequence[str]) -> str:
    return f'<h2 class="vg-part">{escape(title)}</h2><div class="vg-entries">{"".join(lines)}</div>'


def _line(name: str, essence: str, aside: str, body: str, opened: bool) -> str:
    return (
        f"<details{' open' if opened else ''}><summary><strong>{escape(name)}</strong>"
        f"<span>{escape(essence)}</span><small>{escape(aside)}</small></summary>{body}</details>"
    )


def _lines(lines: Mapping[str, str]) -> str:
    parts = [f"<dt>{escape(heading)}</dt><dd>{escape(text)}</dd>" for heading, text in lines.items()]
    return f'<dl class="vg-lines">{"".join(parts)}</dl>'


def _indicator(entry: IndicatorEntry) -> str:
    return _lines({"Code": entry.code, "Unité": entry.unit, **entry.lines})


def _sheet(entry: SheetEntry) -> str:
    used = [heading for heading in entry.columns[0].cells if any(column.cells[heading] for column in entry.columns)]
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in ("Colonne", *used))
    body = "".join(_row(column, used) for column in entry.columns)
    caption = f"Colonnes (●{french.NBSP}: obligatoire)"
    return (
        f'{_lines(entry.lines)}<div class="vg-scroll" tabindex="0" role="region" aria-label="{escape(entry.title)}">'
        f'<table class="vg-table"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(column: ColumnEntry, headings: Sequence[str]) -> str:
    mark = f" {_REQUIRED}" if column.required else ""
    cells = "".join(f"<td>{escape(column.cells[heading])}</td>" for heading in headings)
    return f'<tr><th scope="row">{escape(column.header)}{mark}</th>{cells}</tr>'
