"""Réunion, preparing: a meeting to come, its agenda drawn from what is to decide, reordered and noted by the staff."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial as bound
from html import escape
from typing import TypeVar

import streamlit as st

from analysis.agenda import proposed_agenda
from analysis.links import SCHOOL, SECTOR, Link
from analysis.meetings import Agenda, agenda, next_meeting_day, not_on_agenda
from components.address import Choice
from components.filters import set_parameter
from components.matters import follow
from components.meeting_address import MEETING, begin_session
from components.notices import partial
from components.session import ask, database, scope
from data_access import meetings as writing
from data_access.meetings import MeetingRefused
from data_access.queries.meetings import StoredMeeting, StoredPoint, UnknownMeeting
from domain.french import NBSP, listed, long_day, plural, window_words
from domain.meetings import PARTICIPANTS, USUAL_PARTICIPANTS, Origin, Point

R = TypeVar("R")
_SAID = "vigie.reunion.dit"
_ORIGINS = {Origin.MATTER: "À décider", Origin.DECISION: "décision en cours", Origin.ADDED: "ajouté"}


def draw(picked: Choice, meetings: Sequence[StoredMeeting], sectors: dict[str, str]) -> None:
    """The meeting that is being prepared, chosen where there are several; else the way to prepare one."""
    refusal = st.session_state.pop(_SAID, "")
    if refusal:
        partial(refusal)
    prepared = [one for one in meetings if not one.closed]
    if prepared:
        chosen = _choose(prepared)
        if chosen is not None:
            _prepared(agenda(database(), scope(), chosen.id), sectors)
            return
    _new(picked, meetings)


def _choose(prepared: Sequence[StoredMeeting]) -> StoredMeeting | None:
    """Which of the meetings to come; None for a new one."""
    by_number = {one.id: one for one in prepared}
    asked = st.query_params.get(MEETING, "")
    options = [*by_number, 0]
    at = options.index(int(asked)) if asked.isdecimal() and int(asked) in options else 0
    picked = st.selectbox(
        "Réunion à préparer",
        options,
        index=at,
        format_func=lambda number: (
            f"Réunion du {long_day(by_number[number].held_on)}" if number else "Une autre réunion…"
        ),
        width=420,
        key="reunion.choix",
        on_change=lambda: set_parameter(MEETING, str(st.session_state["reunion.choix"])),
    )
    return by_number.get(picked)


def _new(picked: Choice, meetings: Sequence[StoredMeeting]) -> None:
    """A new meeting: its day, who sits at it, and the window of the side bar."""
    st.html(
        '<h2 class="vg-part">Préparer une réunion</h2><p class="vg-quiet">L’ordre du jour est tiré de « À décider » et '
        f"des décisions encore ouvertes. La réunion porte sur la fenêtre du volet{NBSP}: "
        f"{window_words(picked.window)}.</p>".replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    )
    proposed = max(next_meeting_day(meetings, date.today()), picked.window.end)
    held_on = st.date_input(
        "Date de la réunion",
        value=proposed,
        min_value=picked.window.end,
        format="DD/MM/YYYY",
        key="reunion.date",
        width=220,
    )
    participants = st.multiselect(
        "Participants, par fonction",
        PARTICIPANTS,
        default=list(USUAL_PARTICIPANTS),
        accept_new_options=True,
        placeholder="Ajouter une fonction",
        help="Des fonctions, jamais des noms. Une fonction qui manque se tape au clavier.",
        key="reunion.participants",
    )
    pressed = st.button("Préparer l’ordre du jour", type="primary", icon=":material/list_alt:", key="reunion.preparer")
    points = ask(proposed_agenda, picked.department, picked.window, held_on)
    _proposed(points)
    if pressed:
        number = _try(
            bound(writing.prepare, database(), scope(), picked.department, held_on, picked.window, participants, points)
        )
        if number is not None:
            set_parameter(MEETING, str(number))
        st.rerun()


def _proposed(points: Sequence[Point]) -> None:
    """What the agenda will be made of."""
    if not points:
        st.html(
            '<p class="vg-quiet">Aucune règle ne signale de point à trancher, aucune décision n’est ouverte : les '
            "points de l’ordre du jour seront à ajouter.</p>"
        )
        return
    lines = "".join(
        f"<li>{escape(point.title)} <small class='vg-quiet'>{escape(point.detail)}</small></li>" for point in points
    )
    st.html(f'<h3 class="vg-chart">Points proposés</h3><ol class="vg-agenda">{lines}</ol>')


def _prepared(known: Agenda, sectors: dict[str, str]) -> None:
    meeting = known.meeting
    window = "" if meeting.window is None else f" · fenêtre {window_words(meeting.window)}"
    st.html(
        f'<h2 class="vg-part">Réunion du {long_day(meeting.held_on)}</h2><p class="vg-quiet">'
        f"{escape(listed(meeting.participants))}{window}</p>"
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Reprendre la séance" if meeting.opened_at else "Tenir la séance",
            type="primary",
            icon=":material/play_arrow:",
            disabled=not known.points,
            key="reunion.tenir",
            on_click=begin_session,
            args=(meeting.id,),
        )
        with st.popover("Date et participants", icon=":material/edit:"):
            _edit(meeting)
        if not known.versions:
            with st.popover("Retirer cette réunion", icon=":material/delete:"):
                st.html("<p>L’ordre du jour et ses notes sont effacés. Rien n’y est encore décidé.</p>")
                st.button(
                    "Retirer",
                    key="reunion.retirer",
                    on_click=_done,
                    args=(bound(writing.drop_meeting, database(), scope(), meeting.id),),
                )
    proposed: Sequence[Point] = ()
    if meeting.window is not None:
        proposed = ask(proposed_agenda, meeting.department, meeting.window, meeting.held_on)
    missing = not_on_agenda(known, proposed)
    if missing:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            partial(
                f"{plural(len(missing), 'point à décider n’est pas', 'points à décider ne sont pas')} à l’ordre du "
                f"jour{NBSP}: {listed([point.title for point in missing[:3]])}{'…' if len(missing) > 3 else ''}."
            )
            st.button("Les ajouter", key="reunion.nouveaux", on_click=_add_all, args=(meeting.id, missing))
    st.html(f'<h3 class="vg-chart">Ordre du jour{NBSP}: {plural(len(known.points), "point")}</h3>')
    for at, point in enumerate(known.points, start=1):
        _point(point, at, len(known.points), written=bool(known.lines(point.id)))
    with st.expander("Ajouter un point", icon=":material/add_circle:"):
        _added(meeting, sectors)


def _edit(meeting: StoredMeeting) -> None:
    held_on = st.date_input("Date de la réunion", value=meeting.held_on, format="DD/MM/YYYY", key="reunion.date2")
    known = list(dict.fromkeys((*PARTICIPANTS, *meeting.participants)))
    participants = st.multiselect(
        "Participants, par fonction",
        known,
        default=list(meeting.participants),
        accept_new_options=True,
        placeholder="Ajouter une fonction",
        key="reunion.participants2",
    )
    if st.button("Enregistrer", key="reunion.enregistrer"):
        change = bound(writing.change_meeting, database(), scope(), meeting.id)
        _try(bound(change, held_on=held_on, participants=participants))
        st.rerun()


def _point(point: StoredPoint, at: int, last: int, *, written: bool) -> None:
    """One point of the agenda: what it is, the staff's note, and its place."""
    told = point.point
    with st.container(border=True, gap="xsmall", key=f"point-{point.id}"):
        words, buttons = st.columns([8, 3], gap="medium")
        with words:
            st.html(
                f"<p><strong>{at}. {escape(told.title)}</strong> "
                f'<span class="vg-quiet">({_ORIGINS[told.origin]})</span><br><small>{escape(told.detail)}</small></p>'
            )
        with buttons, st.container(horizontal=True, gap="xsmall", horizontal_alignment="right"):
            move = bound(writing.move_point, database(), scope(), point.id)
            _button("arrow_upward", "Monter", bound(move, -1), f"haut.{point.id}", disabled=at == 1)
            _button("arrow_downward", "Descendre", bound(move, 1), f"bas.{point.id}", disabled=at == last)
            remove = bound(writing.remove_point, database(), scope(), point.id)
            _button("delete", "Retirer", remove, f"retirer.{point.id}", disabled=written)
        note, link = st.columns([8, 3], gap="medium", vertical_alignment="bottom")
        note.text_input(
            f"Note du point {at}",
            value=told.note,
            key=f"note.{point.id}",
            placeholder="Note pour la séance",
            label_visibility="collapsed",
            on_change=_note,
            args=(point.id,),
        )
        with link:
            parameters = {SECTOR: told.sector} if told.sector else {SCHOOL: told.school} if told.school else {}
            follow(Link(told.page, {name: str(code) for name, code in parameters.items()}))


def _button(icon: str, label: str, work: Callable[[], object], key: str, *, disabled: bool) -> None:
    st.button(
        label, icon=f":material/{icon}:", key=f"reunion.{key}", on_click=_done, args=(work,), disabled=disabled,
        type="tertiary",
    )  # fmt: skip


def _added(meeting: StoredMeeting, sectors: dict[str, str]) -> None:
    with st.form("reunion.ajout", clear_on_submit=True, border=False):
        title = st.text_input("Point", placeholder="Ce dont il s’agit, en quelques mots", max_chars=160)
        detail = st.text_input("Précision", placeholder="Facultatif", max_chars=300)
        sector = st.selectbox(
            "Secteur", [None, *sectors], format_func=lambda code: "Aucun" if code is None else f"{code} {sectors[code]}"
        )
        sent = st.form_submit_button("Ajouter à l’ordre du jour")
    if not sent:
        return
    if not title.strip():
        partial("Un point a un intitulé\u00a0: écrivez de quoi il s’agit.")
        return
    page = "points-chauds" if sector else "synthese"
    point = Point(Origin.ADDED, title.strip(), detail.strip(), page, sector=sector)
    _try(bound(writing.add_point, database(), scope(), meeting.id, point))
    st.rerun()


def _add_all(meeting_id: int, points: Sequence[Point]) -> None:
    for point in points:
        _try(bound(writing.add_point, database(), scope(), meeting_id, point))


def _note(point_id: int) -> None:
    _try(bound(writing.note_point, database(), scope(), point_id, st.session_state[f"note.{point_id}"]))


def _done(work: Callable[[], object]) -> None:
    _try(work)


def _try(work: Callable[[], R]) -> R | None:
    """Do it; where it is refused, the next turn says why."""
    try:
        return work()
    except (MeetingRefused, UnknownMeeting) as refusal:
        st.session_state[_SAID] = str(refusal)
        return None
