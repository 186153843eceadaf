"""Réunion, the register: the decisions by state, overdue first, with what their targets have come to."""

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.register import Register
from components.downloads import csv_button
from components.filters import parameter
from components.kept import kept
from components.meeting_address import author
from components.moments import moment
from components.notices import partial
from components.selection import choose
from components.session import database, look_again, scope
from components.tables import plain
from data_access.decisions import change_state
from data_access.meetings import MeetingRefused
from data_access.queries.meetings import UnknownMeeting
from domain.french import NBSP, day, plural
from domain.meetings import DECISION_STATES, DecisionState

SERVICE, SECTOR, OBJECTIVE, STATE, DECISION = "service", "secteur", "objectif", "etat", "decision"
_SHOWN = 25
_OPEN = "ouvertes"
_STATES = {_OPEN: "À exécuter", **{state.value: words.capitalize() for state, words in DECISION_STATES.items()}}
_COLUMNS = {
    "text": "Décision",
    "state_words": "État",
    "owner_name": "Service pilote",
    "due_words": "Échéance",
    "late_words": "Retard",
    "place": "Secteur",
    "objective": "Objectif",
    "follow_up": "Suivi",
}
_CHANGES = {"when": "Le", "author": "Par", "before": "De", "after": "À", "effective": "À compter du"}


def draw(found: Register) -> None:
    """The filters, the decisions that they leave, and the one whose state is to be changed."""
    if found.decisions.empty:
        st.html(
            '<p class="vg-quiet">Aucune décision n’est encore au registre. Celles d’une réunion y entrent quand elle '
            "est close.</p>"
        )
        return
    st.html(f'<h2 class="vg-part">{kept(title, found)}</h2>')
    _filters(found)
    rows = _filtered(found)
    if rows.empty:
        st.html('<p class="vg-quiet">Aucune décision ne répond à ces filtres.</p>')
        return
    shown = f", les {_SHOWN} premières à l’écran" if len(rows) > _SHOWN else ""
    table(found, rows, "registre-decisions", f"{plural(len(rows), 'décision')}, les retards d’abord{shown}")
    _change(found, rows)


def table(found: Register, decisions: pd.DataFrame, name: str, caption: str) -> None:
    """Some decisions of the register, and their .csv of that name."""
    rows = _rows(found, decisions)
    plain(rows, _COLUMNS, caption=caption, first=_SHOWN, late="overdue")
    csv_button(rows, {**_COLUMNS, "taken_words": "Prise le"}, name)


def title(found: Register) -> str:
    """How many decisions are open, and how many of them late."""
    still = found.still_open
    late = int(still["overdue"].astype(bool).sum())
    words = plural(len(still), "décision à exécuter", "décisions à exécuter")
    return f"{words}, dont {late}{NBSP}en retard" if late else words


def _filters(found: Register) -> None:
    with st.container(horizontal=True, gap="small"):
        choose(STATE, "État", _STATES, _asked(STATE, _STATES), none="Tous", width=180)
        owners = dict(zip(found.decisions["owner"], found.decisions["owner_name"], strict=True))
        choose(SERVICE, "Service pilote", owners, _asked(SERVICE, owners), none="Tous", width=300)
        for name, label, names in ((SECTOR, "Secteur", found.sectors), (OBJECTIVE, "Objectif", found.objectives)):
            used = found.decisions[_FIELD[name]].dropna().unique()
            options = {str(code): f"{code} {names.get(str(code), '')}".strip() for code in sorted(used)}
            choose(name, label, options, _asked(name, options), none="Tous", width=260)


_FIELD = {SERVICE: "owner", SECTOR: "sector", OBJECTIVE: "objective"}


def _asked(name: str, options: dict[str, str]) -> str | None:
    asked = parameter(name)
    return asked if asked in options else None


def _filtered(found: Register) -> pd.DataFrame:
    table = found.decisions
    state = parameter(STATE)
    if state == _OPEN:
        table = found.still_open
    elif state in set(DecisionState):
        table = table[table["state"] == state]
    for name, field in _FIELD.items():
        if asked := parameter(name):
            known = asked in set(found.decisions[field].dropna())
            table = table[table[field] == asked] if known else table
    return table


def _rows(found: Register, table: pd.DataFrame) -> pd.DataFrame:
    """The decisions in words, columns of `_COLUMNS`, `overdue` and `taken_words`."""
    return pd.DataFrame(
        [
            {
                "text": row["text"],
                "state_words": _state_words(row),
                "owner_name": row["owner_name"],
                "due_words": "sans échéance" if row["due_on"] is None else day(row["due_on"]),
                "late_words": plural(row["days_late"], "jour") if row["overdue"] else "",
                "place": found.sectors.get(row["sector"], row["sector"] or ""),
                "objective": row["objective"] or "",
                "follow_up": row["follow_up"],
                "overdue": row["overdue"],
                "taken_words": day(row["taken_on"]),
            }
            for row in table.astype(object).where(table.notna(), None).to_dict("records")
        ]
    )


def _state_words(row: dict[Any, Any]) -> str:
    state = DECISION_STATES[DecisionState(row["state"])]
    return state if row["ended_on"] is None else f"{state} le {day(row['ended_on'])}"


def _change(found: Register, table: pd.DataFrame) -> None:
    """One decision: how it stands, from which day on, and how it came to it."""
    st.html('<h3 class="vg-chart">Faire le point sur une décision</h3>')
    names = {str(row["id"]): f"{row['text']} ({day(row['taken_on'])})" for row in table.to_dict("records")}
    with st.container(key="registre-decision"):
        choose(DECISION, "Décision", names, _asked(DECISION, names), none="À choisir", width=900)
    chosen = _asked(DECISION, names)
    if chosen is None:
        return
    row = table[table["id"].astype(str) == chosen].iloc[0]
    st.html(
        f'<p class="vg-verdict"><strong>{escape(str(row["text"]))}</strong><br>{escape(str(row["follow_up"]))}.</p>'
    )
    _state_form(int(row["id"]), DecisionState(row["state"]), row["taken_on"])
    _history(found, int(row["id"]))


def _state_form(decision: int, state: DecisionState, taken_on: date) -> None:
    said = "registre.dit"
    if refusal := st.session_state.pop(said, ""):
        partial(refusal)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        wanted = st.segmented_control(
            "État",
            list(DecisionState),
            default=state,
            format_func=lambda one: DECISION_STATES[one],
            key=f"registre.etat.{decision}.{state}",
        )
        since = st.date_input(
            "À compter du", value=date.today(), min_value=min(taken_on, date.today()), max_value=date.today(),
            format="DD/MM/YYYY", key=f"registre.jour.{decision}", width=180,
        )  # fmt: skip
        pressed = st.button("Enregistrer l’état", key="registre.enregistrer", disabled=wanted in (None, state))
    if not pressed or wanted is None:
        return
    try:
        change_state(database(), scope(), decision, wanted, since, author=author())
    except (MeetingRefused, UnknownMeeting) as refusal:
        st.session_state[said] = str(refusal)
    look_again()
    st.rerun()


def _history(found: Register, decision: int) -> None:
    own = found.changes[found.changes["decision_id"] == decision]
    if own.empty:
        return
    rows = pd.DataFrame(
        {
            "when": own["changed_at"].map(moment),
            "author": own["author"],
            "before": own["before"].map(lambda code: DECISION_STATES[DecisionState(code)]),
            "after": own["after"].map(lambda code: DECISION_STATES[DecisionState(code)]),
            "effective": own["effective_on"].map(day),
        }
    )
    plain(rows, _CHANGES, caption="Ce qui a été noté")
