"""Historique, what is remembered of the services' files: looked at, renamed, forgotten."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from components import notices
from components.moments import moment
from components.quoting import escaped
from components.session import database, scope
from data_access.layouts import LayoutRefused, Remembered, RememberedLayout, forget, forget_one, layouts, rename
from domain.sheets import SHEETS

_SURE, _SAID = "vigie.correspondances.sur", "vigie.correspondances.dit"
_WHOLE = "Fichiers départementaux"


def draw(department: str, services: Mapping[str, str]) -> None:
    """The layouts of the departmental files, then those of each service (`services`: name by code)."""
    st.html(
        '<p class="vg-quiet">Ce que les analystes ont dit des fichiers de chaque service, à la page Dépôt\u00a0: d’où '
        "vient chaque champ, et ce que veulent dire ses mots. Un fichier aux mêmes titres de colonnes est lu de même. "
        "Oublier ne change rien à ce qui est enregistré.</p>"
    )
    if (said := st.session_state.pop(_SAID, None)) is not None:
        notices.partial(said)
    own = scope().service
    owners = [own] if own is not None else [None, *services]
    found = {owner: layouts(database(), scope(), department, owner) for owner in owners}
    if not any(found.values()):
        notices.empty(
            "Rien n’est retenu pour l’instant",
            "Au dépôt d’un fichier dont une colonne ou un mot n’est pas reconnu, dites ce qu’il est\u00a0: Vigie s’en "
            "souviendra ici.",
        )
    for owner, remembered in found.items():
        if remembered:
            name = _WHOLE if owner is None else f"{owner} – {services.get(owner, owner)}"
            st.html(f'<h2 class="vg-part">{escape(name)}</h2>')
            for layout in remembered:
                _layout(layout)


def _layout(layout: RememberedLayout) -> None:
    sheet = SHEETS[layout.recognised].title if layout.recognised in SHEETS else layout.recognised
    with st.container(border=True):
        st.html(
            f'<h3 class="vg-chart">{escape(layout.name)}</h3><p class="vg-quiet">Feuille {escape(sheet)}, réglée le '
            f"{moment(layout.changed_at)}</p>"
        )
        columns, words = st.columns(2, gap="large")
        with columns:
            _things(layout, "Champs", layout.assignments, "Aucun champ réglé.")
        with words:
            _things(layout, "Mots du service", layout.values, "Aucun mot réglé.")
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            _name(layout)
            _forget_all(layout)


def _things(layout: RememberedLayout, title: str, things: Sequence[Remembered], none: str) -> None:
    st.html(f"<strong>{title}</strong>" + ("" if things else f'<p class="vg-quiet">{none}</p>'))
    with st.container(gap=None):
        _listed(layout, things)


def _listed(layout: RememberedLayout, things: Sequence[Remembered]) -> None:
    for thing in things:
        key = f"{layout.id}.{thing.field}.{thing.written or ''}"
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.html(f"<p>{escape(thing.words)}</p>", width="content")
            _confirmed(key, "Oublier", thing.words, partial(_drop, layout, thing))


def _drop(layout: RememberedLayout, thing: Remembered) -> None:
    forget_one(database(), scope(), layout.id, thing.field, thing.written)


def _name(layout: RememberedLayout) -> None:
    key = f"rename.{layout.id}"

    def renamed() -> None:
        _try(lambda: rename(database(), scope(), layout.id, st.session_state[key]))

    st.text_input("Nom", layout.name, key=key, on_change=renamed, width=340)


def _forget_all(layout: RememberedLayout) -> None:
    _confirmed(
        str(layout.id),
        "Oublier tout",
        f"tout «\u00a0{layout.name}\u00a0»",
        lambda: forget(database(), scope(), layout.id),
    )


def _confirmed(key: str, label: str, what: str, act: Callable[[], None]) -> None:
    """A button; once pressed, one that does it and one that does not."""
    if st.session_state.get(_SURE) != key:
        st.button(
            label, key=f"forget.{key}", type="tertiary", help=f"Oublier {escaped(what)}", on_click=_sure, args=(key,)
        )
        return
    st.button("Oui, oublier", key=f"yes.{key}", type="primary", on_click=_act, args=(act,))
    st.button("Garder", key=f"no.{key}", on_click=_sure, args=(None,))


def _sure(key: str | None) -> None:
    st.session_state[_SURE] = key


def _act(act: Callable[[], None]) -> None:
    _sure(None)
    _try(act)


def _try(act: Callable[[], None]) -> None:
    try:
        act()
    except LayoutRefused as refused:
        st.session_state[_SAID] = str(refused)
