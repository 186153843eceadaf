"""Every widget and every picture that the pages use, on made-up figures: what the browser tests look at."""

import json
from datetime import date, timedelta

import pandas as pd
import streamlit as st
from shapely.geometry import box, mapping

from components import charts, figures, filters, maps, matrices, menu, notices, tables, theme
from components.figures import Figure, Statement
from components.menu import Entry
from components.notices import Freshness
from components.theme import Tone
from domain import french

LAST_DAY = date(2026, 11, 23)


def _widgets() -> None:
    filters.choose(["00", "31"], LAST_DAY)
    notices.heading("Éléments", "Tous ceux que les pages emploient")
    st.file_uploader("Fichiers", type=["xlsx", "ods", "csv"], accept_multiple_files=True)
    st.multiselect("Services", ["DDSP", "GGD"])
    st.selectbox("Service", ["DDSP", "GGD"], index=None)
    st.text_input("Motif")
    st.number_input("Nombre", 0, 10)
    st.date_input("Jours", (date(2026, 1, 1), date(2026, 1, 5)), format="DD/MM/YYYY")
    st.tabs(["Secteurs", "Mailles"])
    st.toggle("Toutes les lignes")
    st.checkbox("Seules les lignes saines")
    st.slider("Mois", 1, 12)
    st.segmented_control("Vue", ["Carte", "Table"])
    st.radio("Ordre", ["Nom", "Rang"], horizontal=True)
    st.progress(0.4, "Lecture")
    st.popover("Provenance").write("Fichier")
    st.expander("Détail").write("Texte")
    st.status("Vérification")
    st.button("Enregistrer", type="primary")
    tables.grid(
        pd.DataFrame({"name": ["Gare", "Port"], "count": [1200, 3]}), {"name": "Secteur", "count": "Faits"}, key="grid"
    )


def _figures() -> None:
    choice = filters.choose(["00", "31"], LAST_DAY)
    notices.heading("Chiffres", french.window_title(choice.kind, choice.window))
    notices.freshness([Freshness("DDSP", LAST_DAY, False), Freshness("Douanes", date(2026, 11, 2), True)])
    shown = [
        Figure(
            "Faits",
            "184",
            "faits",
            "Ce qui est compté.",
            "171 avant",
            Statement("→", "stable ou non concluant"),
            "",
            [3, 5, 4],
        ),
        Figure(
            "Connexes", "31", "faits", "", "14 avant", Statement("▲", "hausse", Tone.ALERT), "Douanes : rien", [1, 2, 4]
        ),
    ]
    for slot, figure in zip(figures.row(shown), shown, strict=True):
        with slot:
            figures.source(figure.label, lambda: st.write("ddsp.xlsx, feuille Faits, ligne 12"))
    cells = pd.DataFrame([["3 opérations", ""], ["", ""]], index=["Les Ormes", "Gare"], columns=["DDSP", "GIR"])
    tables.matrix(cells, caption="Actions par secteur et par service", corner="Secteur")
    notices.partial("Les fichiers des douanes s’arrêtent au 02/11/2026.")


def _pictures() -> None:
    filters.choose(["00", "31"], LAST_DAY)
    notices.heading("Images")
    months = pd.DataFrame({"month": pd.date_range("2026-01-01", periods=11, freq="MS"), "count": range(20, 31)})
    figure = charts.monthly_bars(months, unit="faits", marks=[date(2026, 5, 14)], incomplete=True)
    charts.show(
        figure, months, {"month": "Mois", "count": "Faits"}, name="mois", title="Une hausse", question="Faits par mois"
    )
    days = pd.DataFrame({"day": pd.date_range("2026-01-01", LAST_DAY), "count": 1})
    sheet = matrices.calendar(days, noun="opération")
    keys = matrices.calendar_keys("aucune opération")
    charts.show(sheet, days, {"day": "Jour", "count": "Opérations"}, name="jours", title="Tous les jours", keys=keys)
    bars = pd.DataFrame({"label": ["Gare"], "value": [0.5], "target": [1.0], "tone": ["warn"]})
    charts.show(
        charts.bullets(bars, unit="par semaine"), bars, {"label": "Secteur"}, name="cible", title="Sous la cible"
    )
    weeks = [french.week_label(LAST_DAY - timedelta(weeks=back)) for back in range(3)]
    states = pd.DataFrame(
        [["covered", "under", "none"], ["holiday", "unknown", "covered"]], index=["A", "B"], columns=weeks
    )
    covered = matrices.states(states)
    charts.show(
        covered, states, {week: week for week in weeks}, name="semaines", title="Semaines", keys=matrices.state_keys()
    )


def _map() -> None:
    filters.choose(["00", "31"], LAST_DAY)
    notices.heading("Carte")
    sectors = pd.DataFrame(
        {
            "code": ["OUEST", "EST"],
            "name": ["Ouest", "Est"],
            "outline": [
                json.dumps(mapping(box(2.0, 46.0, 2.09, 46.1))),
                json.dumps(mapping(box(2.11, 46.0, 2.2, 46.1))),
            ],
            "level": [0, 2],
            "alert": [False, True],
            "words": ["Ouest\n3 faits", "Est\n41 faits"],
        }
    )
    picture = maps.sector_picture(
        sectors,
        levels=["0 à 4", "5 à 39", "40 et plus"],
        alt="Deux secteurs",
        measure="Faits",
        alert_words="à décider",
    )
    picked = maps.show(picture, maps.SECTORS, "code", key="carte", height=560)
    st.html(f'<p id="choisi">{picked or "rien"}</p>')


def _failure() -> None:
    notices.heading("Panne")
    raise RuntimeError("une valeur qui ne doit pas se voir")


PAGES = {
    "Essais": [
        Entry(st.Page(_widgets, title="Éléments", url_path="elements", default=True), "edit"),
        Entry(st.Page(_figures, title="Chiffres", url_path="chiffres"), "summarize"),
        Entry(st.Page(_pictures, title="Images", url_path="images"), "event"),
        Entry(st.Page(_map, title="Carte", url_path="carte"), "map"),
        Entry(st.Page(_failure, title="Panne", url_path="panne"), "history"),
    ]
}

projected = filters.projection()
page = st.navigation([entry.page for entry in PAGES["Essais"]], position="hidden")
theme.dress(page.title, projection=projected)
if projected:
    menu.top(PAGES)
else:
    menu.side(PAGES)
page.run()
if not projected:
    filters.start_projecting()
