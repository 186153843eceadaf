"""Réunion, the séance: the agenda as full-screen steps, each with its picture and the line of its decision."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from html import escape

import pandas as pd
import streamlit as st

from analysis.agenda import shown
from analysis.meetings import Agenda, agenda
from analysis.register import Register, register, target_words
from components import decision_line, point_views
from components.address import TAB
from components.decision_line import Choices
from components.filters import set_parameter
from components.matters import follow
from components.meeting_address import PAST, STEP, author, end_session, go_to, number, write_for
from components.moments import PARIS
from components.notices import partial
from components.session import ask, database, look_again, scope
from components.tables import plain
from data_access.meetings import MeetingRefused, open_meeting
from data_access.queries.meetings import StoredMeeting, StoredPoint
from domain.french import NBSP, day, plural
from domain.meetings import MEETING_MINUTES, SECRETARY
from domain.territories import DEPARTMENTS

Closing = Callable[[int, date], None]
"""Closes the meeting of that number, as of today."""
_TICK_SECONDS = 20
_A_DAY = 24 * 60  # minutes
_RECAP = {
    "number": "Point",
    "text": "Décision",
    "owner": "Service pilote",
    "due_on": "Échéance",
    "place": "Secteur",
    "asked": "Cible",
}
_ASKED = "vigie.reunion.clore"


def draw(meeting: StoredMeeting, close: Closing) -> None:
    """The step that the address names; after the last point, the closing, which is done by `close`."""
    if meeting.opened_at is None:
        meeting = open_meeting(database(), scope(), meeting.id)
    known = agenda(database(), scope(), meeting.id)
    last = len(known.points) + 1
    step = min(max(number(STEP) or 1, 1), last)
    decided = ask(register, meeting.department, meeting.held_on, _end(meeting))
    with st.container(key="vigie-seance"):
        _bar(meeting, step, last)
        if step == last:
            _closing(known, decided, close)
        else:
            _point(known, known.points[step - 1], step, decided)


def _end(meeting: StoredMeeting) -> date:
    return meeting.held_on if meeting.window is None else meeting.window.end


def _bar(meeting: StoredMeeting, step: int, last: int) -> None:
    """Where the meeting is, the clock, and the way forward and back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="vigie-seance-bar"):
        where = f"{DEPARTMENTS[meeting.department].label}, réunion du {day(meeting.held_on)}"
        place = "Clôture" if step == last else f"Point {step} sur {last - 1}"
        st.html(f'<p class="vg-quiet"><strong>{place}</strong> · {where}</p>', width="stretch")
        _clock(meeting)
        st.button(
            "‹ Précédent", shortcut="Left", disabled=step == 1, on_click=go_to, args=(step - 1,), key="seance.avant"
        )
        st.button(
            "Suivant ›", shortcut="Right", disabled=step == last, on_click=go_to, args=(step + 1,), key="seance.apres"
        )
        functions = list(dict.fromkeys((SECRETARY, *meeting.participants, author())))
        st.selectbox(
            "J’écris pour",
            functions,
            index=functions.index(author()),
            key="seance.plume",
            on_change=lambda: write_for(st.session_state["seance.plume"]),
            format_func=lambda function: f"Rédaction{NBSP}: {function}",
            label_visibility="collapsed",
            width=260,
        )
        st.button(
            "Quitter la séance", type="tertiary", icon=":material/close_fullscreen:", shortcut="Alt+Q",
            on_click=end_session, key="seance.quitter",
        )  # fmt: skip


@st.fragment(run_every=_TICK_SECONDS)
def _clock(meeting: StoredMeeting) -> None:
    now = datetime.now(UTC)
    local = now.astimezone(PARIS)
    opened = meeting.opened_at or now
    minutes = int((now - opened).total_seconds() // 60)
    spent = f"{minutes}{NBSP}min sur {MEETING_MINUTES}" if minutes < _A_DAY else f"ouverte le {day(opened)}"
    over = ' class="vg-warn"' if minutes > MEETING_MINUTES else ""
    st.html(
        f'<p class="vg-clock" role="timer"><strong>{local.hour}{NBSP}h{NBSP}{local:%M}</strong> · '
        f"<span{over}>{spent}</span></p>"
    )


def _point(known: Agenda, point: StoredPoint, step: int, decided: Register) -> None:
    meeting, told = known.meeting, point.point
    window = meeting.window
    if window is None:
        raise MeetingRefused("Cette réunion n’a pas de fenêtre\u00a0: préparez-en une autre.")
    note = f'<p class="vg-staff">{escape(told.note)}</p>' if told.note else ""
    st.html(
        f'<header class="vg-heading"><h1>{step}. {escape(told.title)}</h1>'
        f'<p class="vg-context">{escape(told.detail)}</p>{note}</header>'
    )
    seen = ask(shown, meeting.department, window, told, meeting.held_on)
    left, right = st.columns([6, 5], gap="large")
    with left:
        point_views.three_figures(seen)
        point_views.last_decisions(seen)
        follow(seen.link)
    with right:
        point_views.course(seen)
    choices = Choices(decided.services, decided.sectors, decided.objectives)
    decision_line.enter(known, point)
    lines = decision_line.count(known, point)
    with st.container(key="vigie-decision", border=True):
        for line in range(1, lines + 1):
            decision_line.draw(meeting.id, point, line, choices)
        st.button(
            "Autre décision sur ce point",
            type="tertiary",
            icon=":material/add_circle:",
            on_click=decision_line.one_more,
            args=(point, lines),
            key=f"seance.autre.{point.id}",
        )


def _closing(known: Agenda, decided: Register, close: Closing) -> None:
    """What was decided, what the lines lack, and the last word."""
    meeting, written = known.meeting, known.written
    st.html(
        f'<header class="vg-heading"><h1>Clôture{NBSP}: {plural(len(written), "décision")}</h1>'
        f'<p class="vg-context">Après la clôture, plus rien ne change{NBSP}: les décisions entrent au '
        "registre et le livret garde ses chiffres.</p></header>"
    )
    if written:
        plain(_recap(known, decided), _RECAP, caption="Les décisions de la réunion")
    lacking = [version for version in written if version.written.missing]
    if lacking:
        partial(
            f"{plural(len(lacking), 'décision')} sans service pilote ou sans échéance{NBSP}: revenez au point pour "
            "compléter, ou closez ainsi."
        )
    if refusal := st.session_state.pop(_ASKED, ""):
        partial(refusal)
    if st.button("Clore la réunion", type="primary", key="seance.clore", icon=":material/lock:"):
        with st.spinner("Clôture\u00a0: les deux éditions du livret sont calculées et gardées…", show_time=True):
            _close(meeting, close)
        st.rerun()


def _recap(known: Agenda, decided: Register) -> pd.DataFrame:
    places = {one.id: at for at, one in enumerate(known.points, start=1)}
    rows = []
    for version in known.written:
        said = version.written
        rows.append(
            {
                "number": str(places[version.point_id]),
                "text": said.text,
                "owner": decided.services.get(said.owner, said.owner) or "à choisir",
                "due_on": day(said.due_on) if said.due_on else "sans échéance",
                "place": decided.sectors.get(said.sector or "", said.sector or ""),
                "asked": target_words(said) or "",
            }
        )
    return pd.DataFrame(rows, columns=list(_RECAP))


def _close(meeting: StoredMeeting, close: Closing) -> None:
    try:
        close(meeting.id, date.today())
    except MeetingRefused as refusal:
        st.session_state[_ASKED] = str(refusal)
        return
    look_again()
    end_session()
    set_parameter(TAB, PAST)
