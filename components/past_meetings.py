"""Réunion, what was held: a closed meeting, its decisions, its book as handed out, and what today's files would say."""

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from analysis.register import Register
from components import register_views
from components.book_download import BookFile, for_circulation, offer
from components.filters import set_parameter
from components.listings import listing
from components.meeting_address import MEETING, number
from components.notices import partial
from data_access.queries.meetings import StoredMeeting
from domain.french import NBSP, listed, long_day, plural, window_words
from domain.french import number as written

_SHOWN = 60
_DIFFERENCES = {
    "section": "Partie du livret",
    "row": "Ligne",
    "column": "Colonne",
    "was": "À la réunion",
    "now": "Aujourd’hui",
    "table": "Tableau",
}
Books = Callable[[StoredMeeting, bool], Sequence[BookFile]]
"""The forms of the book of a meeting, in the edition for circulation or not."""
Since = Callable[[StoredMeeting], tuple[pd.DataFrame, int]]
"""What differs since a meeting was closed: columns section, table, row, column, was, now; and out of how many."""


def draw(meetings: Sequence[StoredMeeting], found: Register, books: Books, since: Since) -> None:
    """The meetings held, one chosen: the newest unless the address names another. `found`: the register of today."""
    held = {one.id: one for one in meetings if one.closed}
    if not held:
        st.html('<p class="vg-quiet">Aucune réunion n’a encore été close.</p>')
        return
    asked = number(MEETING)
    chosen = st.selectbox(
        "Réunion",
        list(held),
        index=list(held).index(asked) if asked in held else 0,
        format_func=lambda code: f"Réunion du {long_day(held[code].held_on)}",
        width=420,
        key="reunion.passee",
        on_change=lambda: set_parameter(MEETING, str(st.session_state["reunion.passee"])),
    )
    meeting = held[chosen]
    if meeting.window is None:
        partial("Cette réunion a été enregistrée sans être préparée ici\u00a0: elle n’a ni ordre du jour ni livret.")
        return
    st.html(f'<p class="vg-quiet">{escape(listed(meeting.participants))} · fenêtre {window_words(meeting.window)}</p>')
    own = found.decisions[found.decisions["meeting_id"].eq(meeting.id).fillna(False).astype(bool)]
    st.html(f'<h2 class="vg-part">{plural(len(own), "décision") if len(own) else "Aucune décision"}</h2>')
    if len(own):
        register_views.table(found, own, "decisions-de-la-reunion", "Les décisions de la réunion, où elles en sont")
    st.html('<h2 class="vg-part">Livret, tel qu’il a été distribué</h2>')
    circulation = for_circulation()
    offer(f"reunion.{meeting.id}.{circulation}", books(meeting, circulation))
    rows, compared = since(meeting)
    _differences(rows, compared)


def _differences(rows: pd.DataFrame, compared: int) -> None:
    """What today's files would say instead of the book."""
    out_of = f"sur {written(compared)} comparés"
    if rows.empty:
        st.html(
            '<h2 class="vg-part">Rien n’a changé depuis</h2><p class="vg-quiet">Les fichiers d’aujourd’hui donnent '
            f"les mêmes chiffres et les mêmes constats, {out_of}.</p>"
        )
        return
    verb = "serait autre" if len(rows) == 1 else "seraient autres"
    st.html(
        f'<h2 class="vg-part">{plural(len(rows), "chiffre ou constat", "chiffres ou constats")} {verb} aujourd’hui</h2>'
        f'<p class="vg-quiet">Des fichiers ont été déposés, corrigés ou annulés depuis la réunion. Le livret ne change '
        f"pas{NBSP}; voici ce que les mêmes calculs donnent maintenant, {out_of}.</p>".replace(f"{NBSP};", "\u202f;")
    )
    listing(
        rows,
        _DIFFERENCES,
        caption="Le livret et les fichiers d’aujourd’hui",
        name="ecarts-depuis-la-reunion",
        first=_SHOWN,
    )
