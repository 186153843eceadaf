"""Tables: sortable ones for many rows, plain HTML ones for few, and the matrix whose gaps must be seen."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from components.kept import kept
from domain import french


def grid(
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    key: str,
    units: Mapping[str, str] | None = None,
    height: int = 420,
    selectable: bool = True,
) -> int | None:
    """A sortable table of the columns in `labels`, under their French headers; the position of the chosen row.

    `selectable` is False where choosing a row would lead nowhere.
    `units` says what a numeric column counts, shown on hovering its header.
    """
    shown, config = kept(_view, frame, labels, units or {})
    rows = min(height, 38 + 35 * max(len(shown), 1))
    looks: dict[str, Any] = {"column_config": config, "hide_index": True, "height": rows, "placeholder": french.NOTHING}
    if not selectable:
        st.dataframe(shown, key=key, **looks)
        return None
    event = st.dataframe(shown, key=key, on_select="rerun", selection_mode="single-row", **looks)
    return next(iter(event.selection.rows), None)


def _view(
    frame: pd.DataFrame, labels: Mapping[str, str], units: Mapping[str, str]
) -> tuple[pd.DataFrame, dict[str, ColumnConfig]]:
    shown = frame[list(labels)].reset_index(drop=True)
    return shown, {field: column_config(shown[field], label, units.get(field)) for field, label in labels.items()}


def column_config(values: pd.Series, label: str, unit: str | None = None) -> ColumnConfig:
    """How a sortable table shows a column: header, days and numbers in French, its unit on hovering."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(label, format="DD/MM/YYYY")
    if pd.api.types.is_bool_dtype(values):
        return st.column_config.CheckboxColumn(label)
    if _is_numeric(values):
        return st.column_config.NumberColumn(label, format="localized", help=unit)
    return st.column_config.TextColumn(label)


def plain(
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    caption: str,
    decimals: Mapping[str, int] | None = None,
    first: int | None = None,
    links: Mapping[str, str] | None = None,
    late: str | None = None,
) -> None:
    """A plain HTML table for few rows, the `first` so many if given; its first column heads its row, numbers right.

    `links` names for a column the one of `frame` that holds the address its cells lead to, empty where to none; `late`
    the one that says of each row whether its day is past: such a row is marked, and must say so in words.
    """
    st.html(kept(_plain_html, frame, labels, caption, decimals or {}, first, links or {}, late))


def _plain_html(
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    caption: str,
    decimals: Mapping[str, int],
    first: int | None,
    links: Mapping[str, str],
    late: str | None,
) -> str:
    frame = frame if first is None else frame.head(first)
    numeric = {field: _is_numeric(frame[field]) for field in labels}
    head = "".join(f'<th scope="col"{_right(numeric[field])}>{escape(label)}</th>' for field, label in labels.items())
    body = "".join(
        ('<tr class="vg-late">' if late and record[late] else "<tr>")
        + "".join(
            _cell(
                written(record[field], decimals.get(field, 0)),
                numeric[field],
                first=rank == 0,
                address=record[links[field]] if field in links else "",
            )
            for rank, field in enumerate(labels)
        )
        + "</tr>"
        for record in frame.to_dict("records")
    )
    return _table(caption, head, body)


def _is_numeric(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _right(numeric: bool) -> str:
    return ' class="vg-right"' if numeric else ""


def _cell(words: str, numeric: bool, *, first: bool, address: str) -> str:
    tag = 'th scope="row"' if first else f"td{_right(numeric)}"
    shown = f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)
    return f"<{tag}>{shown}</{tag[:2]}>"


def written(value: object, decimals: int = 0) -> str:
    """A cell's value in French: numbers, days, yes and no; a dash where there is none."""
    if value is None or value is pd.NaT or value is pd.NA:
        return french.NOTHING
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):  # a moment too, that of a frame included
        return french.day(value)
    if isinstance(value, int | float):
        return french.number(value, decimals)
    return str(value)


def matrix(
    cells: pd.DataFrame, *, caption: str, corner: str, empty_row: str = "aucune action", to_decide: bool = True
) -> None:
    """The matrix of sites by services: `cells` holds texts (lines parted by a line feed), empty where nothing was done.

    An empty cell is hatched and says so; a row with nothing at all is marked with `empty_row` in words, in red where
    that is something to decide.
    """
    st.html(kept(_matrix_html, cells, caption, corner, empty_row, to_decide))


def _matrix_html(cells: pd.DataFrame, caption: str, corner: str, empty_row: str, to_decide: bool) -> str:
    head = f'<th scope="col">{escape(corner)}</th>' + "".join(
        f'<th scope="col">{escape(str(name))}</th>' for name in cells.columns
    )
    body = "".join(
        _matrix_row(str(name), [str(text) for text in texts], empty_row, to_decide)
        for name, texts in zip(cells.index, cells.to_numpy().tolist(), strict=True)
    )
    return _table(caption, head, body, kind="vg-matrix")


def _matrix_row(name: str, texts: Sequence[str], empty_row: str, to_decide: bool) -> str:
    forgotten = not any(texts)
    flag = f'<span class="vg-flag">▲ {escape(empty_row)}</span>' if forgotten else ""
    none = '<td class="vg-none" aria-label="rien">–</td>'
    done = "".join(f"<td>{escape(text)}</td>" if text else none for text in texts)
    css = f' class="{"vg-forgotten" if to_decide else "vg-idle"}"' if forgotten else ""
    return f'<tr{css}><th scope="row">{escape(name)}{flag}</th>{done}</tr>'


def _table(caption: str, head: str, body: str, *, kind: str = "") -> str:
    return (
        f'<div class="vg-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="vg-table {kind}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
