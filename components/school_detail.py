"""One school of Établissements: its week by slots, its presences, the meetings held there and the advice given."""

from html import escape

import pandas as pd
import streamlit as st

from analysis.schools import SchoolDetail
from components import tables
from components.downloads import csv_button
from components.kept import kept
from components.sheet_rows import in_french, row_labels
from domain import french
from indicators.presences import OTHER, SLOTS
from indicators.school_weeks import COUNTED

_SEVERAL = 4  # up to that many slots never covered are named in the sentence


def week_of(detail: SchoolDetail) -> None:
    """One school's week: the weekdays by slots of which it saw a presence, the empty ones plain to see."""
    weeks = french.window_words(detail.weeks)
    st.html(
        f'<h3 class="vg-chart">{escape(gap_sentence(detail))}</h3>'
        f'<p class="vg-question">{kept(rhythm_words, detail)}</p>'
    )
    tables.matrix(
        kept(_week_cells, detail),
        caption=f"Présences par jour et créneau, {weeks}. Une case hachurée n’a vu personne.",
        corner="Jour",
        empty_row="jamais vu",
        to_decide=False,
    )
    labels = {"weekday": "jour", "slot": "créneau", "presences": "présences"}
    csv_button(kept(_slot_rows, detail), labels, f"creneaux-{detail.uai}")


def _week_cells(detail: SchoolDetail) -> pd.DataFrame:
    slots = detail.slots.assign(text=[french.plural(n, "présence") if n else "" for n in detail.slots["presences"]])
    cells = slots.pivot_table("text", "weekday", "slot", "first").reindex(columns=[*SLOTS, OTHER])
    cells.index = pd.Index([french.WEEKDAYS[weekday].capitalize() for weekday in cells.index])
    cells.columns = pd.Index([*(name.capitalize() for name, *_ in SLOTS.values()), "Autre heure"])
    return cells


def _slot_rows(detail: SchoolDetail) -> pd.DataFrame:
    names = {**{code: slot[0] for code, slot in SLOTS.items()}, OTHER: "autre heure"}
    return detail.slots.assign(
        weekday=detail.slots["weekday"].map(lambda day: french.WEEKDAYS[day]), slot=detail.slots["slot"].map(names)
    )


def rhythm_words(detail: SchoolDetail) -> str:
    """Days of presence held against those planned over the matrix's weeks, and how hard they are to foresee."""
    counted = detail.planned[detail.planned["state"].isin(COUNTED)]
    wanted, held = (int(counted[field].fillna(0).sum()) for field in ("planned", "days"))
    said = f"{french.plural(held, 'jour')} de présence, {wanted} prévus"
    if detail.unpredictability is None:
        return f"{said}."
    value = french.number(detail.unpredictability, 2)
    return (
        f"{said}. Imprévisibilité{french.NBSP}: {value} (0, toujours le même créneau{french.THIN}; "
        "1, jamais deux fois le même)."
    )


def gap_sentence(detail: SchoolDetail) -> str:
    """Which slots the school never saw a presence at, in one sentence."""
    if detail.gaps.empty:
        return "Établissement sans cible de présence"
    if not detail.gaps["weeks"].iloc[0]:
        return "Aucun jour de classe connu sur ces semaines\u00a0: les créneaux ne se jugent pas"
    missed, words = detail.gaps["never_covered"].iloc[0], str(detail.gaps["never_covered_words"].iloc[0])
    if not missed:
        return "Présence vue au moins une fois à chaque créneau de la semaine"
    if len(missed) > _SEVERAL:
        return f"Présence jamais vue à {len(missed)} créneaux sur 15"
    return f"Présence jamais vue {french.listed([f'le {slot}' for slot in words.split(', ')])}"


def presences(detail: SchoolDetail) -> None:
    """The window's presences, down to file, sheet and row."""
    st.html('<h3 class="vg-chart">Présences de la fenêtre</h3>')
    if detail.presences.empty:
        st.html('<p class="vg-question">Aucune présence enregistrée dans la fenêtre.</p>')
        return
    table, labels = kept(_presence_rows, detail)
    tables.grid(table, labels, key="presences", height=420, selectable=False)
    csv_button(table, labels, f"presences-{detail.uai}")


def _presence_rows(detail: SchoolDetail) -> tuple[pd.DataFrame, dict[str, str]]:
    labels = row_labels("presences", detail.presences)
    labels.pop("uai", None)
    return in_french("presences", detail.presences.sort_values(["date", "starts_at"])), labels


def prevention(detail: SchoolDetail) -> None:
    """The information meetings and the safety advice of the year, down to file, sheet and row."""
    meetings, advice = st.columns(2, gap="large")
    with meetings:
        held = french.plural(len(detail.meetings), "réunion d’information", "réunions d’information")
        said = f"{held} en un an" if len(detail.meetings) else "Aucune réunion d’information en un an"
        _rows("prevention", detail.meetings, said, f"reunions-{detail.uai}")
    with advice:
        given = int(detail.advice["recommendations"].fillna(0).sum())
        done = int(detail.advice["implemented"].fillna(0).sum())
        words = french.plural(given, "recommandation de sûreté", "recommandations de sûreté")
        said = f"{words} en un an, dont {done} en œuvre" if given else "Aucune recommandation de sûreté en un an"
        _rows("safety", detail.advice, said, f"surete-{detail.uai}")


def _rows(sheet: str, frame: pd.DataFrame, title: str, name: str) -> None:
    st.html(f'<h3 class="vg-chart">{title}</h3>')
    if frame.empty:
        return
    shown, labels = kept(in_french, sheet, frame), kept(row_labels, sheet, frame)
    tables.grid(shown, labels, key=name, height=240, selectable=False)
    csv_button(shown, labels, name)
