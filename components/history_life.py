"""Historique, the life of a row: its versions on a time line, then each value and the file that gave it."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from components import notices, tables
from components.history_values import row_words, value_words
from components.moments import moment
from data_access.queries.chains import naming_fields
from data_access.queries.history import Given, Version
from domain import french
from domain.sheets import SHEETS

_VALUES = {"field": "Champ", "value": "Valeur", "given": "Donnée par", "when": "Le"}
_LINE = "list-style:none;margin:.8rem 0 0 .35rem;padding:0 0 0 1.1rem;border-left:3px solid var(--vg-line)"
_STEP = "position:relative;margin:0;padding:0 0 1rem 0;line-height:1.45"
_DOT = (
    "position:absolute;left:-1.65rem;top:.35rem;width:.7rem;height:.7rem;border-radius:50%;background:var(--vg-accent)"
)


def draw(code: str, life: Sequence[Version]) -> None:
    """The life of a row of that sheet, oldest version first, as `analysis.history.row_life` gives it."""
    if not life:
        notices.empty(
            "Cette ligne n’est pas en vigueur",
            "L’annulation d’un dépôt l’a retirée, ou l’adresse vient d’un autre département.",
            link=False,
        )
        return
    present = life[-1].values
    named = row_words(code, {field: present[field].value for field in naming_fields(SHEETS[code])})
    versions = french.plural(len(life), "version")
    st.html(
        f'<h2 class="vg-part">{escape(SHEETS[code].title)}{french.NBSP}: {escape(named)}</h2>'
        f'<p class="vg-quiet">{versions}, de la plus ancienne à celle en vigueur.</p>'
    )
    left, right = st.columns([2, 3], gap="large")
    with left:
        steps = "".join(_step(code, version, first=at == 0) for at, version in enumerate(life))
        st.html(f'<h3 class="vg-chart">Ce qui a changé, et quand</h3><ol style="{_LINE}">{steps}</ol>')
    with right:
        st.html('<h3 class="vg-chart">D’où vient chaque valeur</h3>')
        _values(code, present, life)


def _step(code: str, version: Version, *, first: bool) -> str:
    origin = escape(
        f"dépôt n°{french.NBSP}{version.deposit_id} par {version.author}{french.NBSP}: {version.file}, "
        f"feuille {version.sheet}, ligne {version.source_row}"
    )
    dot = f'<span aria-hidden="true" style="{_DOT}"></span>'
    head = f'<strong>{moment(version.stored_at)}</strong><br><span class="vg-quiet">{origin}</span>'
    return f'<li style="{_STEP}">{dot}{head}{_said(code, version, first=first)}</li>'


def _said(code: str, version: Version, *, first: bool) -> str:
    if first:
        filled = sum(given.value is not None for given in version.values.values())
        return f"<br>Ligne créée, {french.plural(filled, 'champ renseigné', 'champs renseignés')}"
    changes = [_change(code, field, given) for field, given in version.values.items() if _is_new(given, version)]
    return "".join(f"<br>{change}" for change in changes) or "<br>Aucun champ changé"


def _is_new(given: Given, version: Version) -> bool:
    return given.deposit_id == version.deposit_id


def _change(code: str, field: str, given: Given) -> str:
    column = SHEETS[code].column(field)
    before, now = (escape(value_words(column, value)) for value in (given.before, given.value))
    name = escape(column.header)
    return f'{name}{french.NBSP}: <span class="vg-quiet">{before}</span> → <strong>{now}</strong>'


def _values(code: str, present: Mapping[str, Given], life: Sequence[Version]) -> None:
    """Each field that has or had a value: what it is now, which file gave it, and when."""
    versions = {version.deposit_id: version for version in life}
    told = {field: given for field, given in present.items() if (given.value, given.before) != (None, None)}
    rows = [
        {
            "field": SHEETS[code].column(field).header,
            "value": value_words(SHEETS[code].column(field), given.value),
            "given": f"{versions[given.deposit_id].file}, ligne {versions[given.deposit_id].source_row}",
            "when": moment(versions[given.deposit_id].stored_at),
        }
        for field, given in told.items()
    ]
    empty = len(present) - len(rows)
    left = f"\u202f; {french.plural(empty, 'autre champ vide', 'autres champs vides')}" if empty else ""
    tables.plain(pd.DataFrame(rows), _VALUES, caption=f"{french.plural(len(rows), 'champ')}{left}")
