"""Prévention: information meetings by audience and school, what the safety advisers recommended and saw done."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from analysis.prevention import Prevention
from components.address import SCHOOL
from components.filters import parameter
from components.kept import kept
from components.listings import listing, pair
from components.selection import choose
from components.sheet_rows import in_french
from domain import french
from domain.french import NBSP, NOTHING, THIN
from domain.sheets import SHEETS

_AUDIENCES = {
    "name": "Public",
    "offered": "Proposées",
    "held": "Tenues",
    "held_words": "Part tenue",
    "participants": "Participants",
}
_SCHOOLS = {"place": "Établissement", "offered": "Proposées", "held": "Tenues", "last_held": "Dernière tenue"}
_MEETINGS = {
    "date": "Date",
    "audience": "Public",
    "held": "Tenue",
    "participants": "Participants",
    "organiser": "Organisateur",
}
_VISITS = {
    "date": "Date",
    "purpose": "Objet",
    "recommendations": "Recommandations",
    "implemented": "Mises en œuvre",
}
_ORIGIN = {"source_file": "Fichier", "source_row": "Ligne"}
_ADVICE = {
    "place": "Lieu",
    "visits": "Consultations",
    "recommendations": "Recommandations",
    "implemented": "Mises en œuvre",
    "share_words": "Part",
}


def meetings_title(found: Prevention) -> str:
    """How many of the meetings offered were held."""
    offered, held = (int(found.audiences[field].sum()) for field in ("offered", "held"))
    if not offered:
        return "Aucune réunion d’information proposée dans la fenêtre"
    said = french.plural(held, "réunion d’information tenue", "réunions d’information tenues")
    return f"{said} sur {french.plural(offered, 'proposée')}"


def audiences(found: Prevention) -> None:
    """The meetings by audience."""
    caption = f"{french.window_words(found.window)}, feuille Prévention"
    listing(kept(_audience_rows, found), _AUDIENCES, caption=caption, name="reunions-par-public")


def _audience_rows(found: Prevention) -> pd.DataFrame:
    label = SHEETS["prevention"].column("audience").label_of
    shares = [NOTHING if pd.isna(share) else french.percent(share) for share in found.audiences["held_share"]]
    return found.audiences.assign(name=found.audiences["audience"].map(label), held_words=shares)


def never_title(found: Prevention) -> str:
    """How many schools of the plan had no meeting since the first day of the rows at hand."""
    named = found.schools[found.schools["uai"].notna()]
    since = f"depuis le {french.ordinal_day(found.since)}{NBSP}{french.month(found.since)}"
    if named.empty:
        return "Le plan ne nomme aucun établissement"
    never = int(named["last_held"].isna().sum())
    if not never:
        return f"Chaque établissement du plan a eu une réunion {since}"
    return f"{french.plural(never, 'établissement')} sur {len(named)} sans réunion {since}"


def schools(found: Prevention) -> None:
    """The meetings by school, those never met first, then the longest without."""
    rows = kept(_school_rows, found)
    caption = f"Établissements du plan, sans réunion d’abord, puis la plus ancienne{THIN}; feuille Prévention"
    listing(rows, _SCHOOLS, caption=caption, name="reunions-par-etablissement", first=15)


def _school_rows(found: Prevention) -> pd.DataFrame:
    ordered = found.schools.sort_values("last_held", na_position="first", kind="stable", ignore_index=True)
    return ordered.assign(
        place=[
            "sans établissement" if uai is None else (uai if pd.isna(name) else f"{name} ({uai})")
            for uai, name in zip(ordered["uai"], ordered["name"], strict=True)
        ]
    )


def advice_title(found: Prevention) -> str:
    """How much of what was recommended was put in place."""
    given, done = (int(found.advice_by_sector[field].sum()) for field in ("recommendations", "implemented"))
    if not given:
        return "Aucune recommandation de sûreté dans la fenêtre"
    return f"Sûreté{NBSP}: {french.plural(done, 'recommandation mise', 'recommandations mises')} en œuvre sur {given}"


def advice(found: Prevention) -> None:
    """What was recommended and done, sector by sector, then school by school; places without any are left out."""
    for table, words, name in (
        (found.advice_by_sector, "secteur", "surete-par-secteur"),
        (found.advice_by_school, "établissement", "surete-par-etablissement"),
    ):
        rows = kept(_advice_rows, table)
        if rows.empty:
            st.html(f'<p class="vg-quiet">Aucune consultation de sûreté par {words} dans la fenêtre.</p>')
            continue
        caption = (
            f"Par {words}, {french.window_words(found.window)}, feuille Sûreté{THIN}; sans les lieux qui n’en ont pas"
        )
        listing(rows, _ADVICE, caption=caption, name=name)


def _advice_rows(table: pd.DataFrame) -> pd.DataFrame:
    met = table[table["visits"].gt(0) & table["code"].notna()].reset_index(drop=True)
    shares = [NOTHING if pd.isna(share) else french.percent(share) for share in met["share"]]
    return met.assign(place=met["code"] + " " + met["name"].fillna(""), share_words=shares)


def one_school(found: Prevention) -> None:
    """The meetings and the safety advice of the school that the address names, and the list to choose another."""
    names = kept(_school_names, found)
    uai = parameter(SCHOOL)
    chosen = uai if uai in names else None
    name = names.get(chosen or "", "")
    st.html(f'<h2 class="vg-part">{escape(name) if chosen else "Un établissement"}</h2>')
    choose(SCHOOL, "Établissement", names, chosen, none="Choisir un établissement", width=520)
    if chosen is None:
        return
    since = f"du {french.day(found.since)} au {french.day(found.window.end)}"
    meetings, visits = pair("etablissement", 1, 1)
    with meetings:
        _of_school(found, "prevention", _MEETINGS, chosen, f"Réunions proposées, {since}")
    with visits:
        _of_school(found, "safety", _VISITS, chosen, f"Consultations de sûreté, {since}")


def _of_school(found: Prevention, sheet: str, labels: Mapping[str, str], uai: str, caption: str) -> None:
    rows = kept(_school_part, found, sheet, uai)
    if rows.empty:
        st.html(f'<p class="vg-quiet">{caption}{NBSP}: aucune.</p>')
        return
    title = SHEETS[sheet].title
    listing(rows, labels, caption=f"{caption}, feuille {title}", name=f"{sheet}-{uai}", besides=_ORIGIN)


def _school_part(found: Prevention, sheet: str, uai: str) -> pd.DataFrame:
    rows = found.meetings if sheet == "prevention" else found.visits
    return in_french(sheet, rows[rows["uai"].eq(uai)])


def _school_names(found: Prevention) -> dict[str, str]:
    rows = _school_rows(found)
    return {str(uai): str(place) for uai, place in zip(rows["uai"], rows["place"], strict=True) if isinstance(uai, str)}
