"""Prévention: information meetings by audience and school, what the safety advisers recommended and saw done."""

import pandas as pd
import streamlit as st

from analysis.prevention import Prevention
from components.kept import kept
from components.listings import listing
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
    return (
        f"{held} réunion{'s' if held > 1 else ''} d’information tenue{'s' if held > 1 else ''} sur {offered} proposées"
    )


def audiences(found: Prevention) -> None:
    """The meetings by audience."""
    caption = f"{french.window_words(found.window)}, feuille Prévention"
    listing(kept(_audience_rows, found), _AUDIENCES, caption=caption, name="reunions-par-public")


def _audience_rows(found: Prevention) -> pd.DataFrame:
    label = SHEETS["prevention"].column("audience").label_of
    shares = [NOTHING if pd.isna(share) else french.percent(share) for share in found.audiences["held_share"]]
    return found.audiences.assign(name=found.audiences["audience"].map(label), held_words=shares)


def never_title(found: Prevention) -> str:
    """How many schools of the plan have no meeting on file."""
    named = found.schools[found.schools["uai"].notna()]
    never = int(named["last_held"].isna().sum())
    if not never:
        return "Chaque établissement du plan a eu une réunion"
    return (
        f"{never} établissements sur {len(named)} sans aucune réunion connue"
        if never > 1
        else (f"1 établissement sur {len(named)} sans aucune réunion connue")
    )


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
    return f"Sûreté{NBSP}: {done} des {french.plural(given, 'recommandation')} mises en œuvre"


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
