"""The line on which a decision is written on the spot: stored as it is typed, and kept when two write at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.meetings import Agenda, agenda, aims
from components import notices
from components.meeting_address import author, writer
from components.moments import PARIS
from components.session import database, scope
from data_access.decisions import LONGEST_TEXT, write_line
from data_access.meetings import MeetingRefused
from data_access.queries.meetings import StoredLine, StoredPoint, UnknownMeeting
from domain.catalogue import By
from domain.french import NBSP, day
from domain.meetings import Written

_LOOK_EVERY_SECONDS = 8
_NONE = "Aucun"
_ENTERED = "vigie.seance.point"


@dataclass(frozen=True)
class Choices:
    """What a line chooses from: names of services, sectors and objectives by code, of the plan in force."""

    services: dict[str, str]
    sectors: dict[str, str]
    objectives: dict[str, str]


@st.fragment(run_every=_LOOK_EVERY_SECONDS)
def draw(meeting_id: int, point: StoredPoint, line: int, choices: Choices) -> None:
    """The line of that number of a point. It looks again every few seconds, for what another screen wrote."""
    versions = agenda(database(), scope(), meeting_id).lines(point.id).get(line, [])
    _open(point, line, versions)
    _write(point, line, choices)
    _said(point, line, versions)


def enter(known: Agenda, point: StoredPoint) -> None:
    """Turn to a point: its lines are opened anew, on what is stored by now."""
    if st.session_state.get(_ENTERED) == point.id:
        return
    st.session_state[_ENTERED] = point.id
    for line in range(1, count(known, point) + 1):
        st.session_state.pop(_name(point, line, "ouverte"), None)


def count(known: Agenda, point: StoredPoint) -> int:
    """How many lines a point shows: those that are written, at least one, and those asked for on this screen."""
    asked: int = st.session_state.get(_count_key(point), 1)
    return max(1, asked, *known.lines(point.id))


def one_more(point: StoredPoint, shown: int) -> None:
    """Show one line more on a point."""
    st.session_state[_count_key(point)] = shown + 1


def _count_key(point: StoredPoint) -> str:
    return f"ligne.{point.id}.nombre"


@dataclass(frozen=True)
class _Opened:
    """What a line said when this screen opened it, and the how-manieth opening it is."""

    written: Written
    turn: int


def _name(point: StoredPoint, line: int, part: str) -> str:
    return f"ligne.{point.id}.{line}.{part}"


def _opened(point: StoredPoint, line: int) -> _Opened:
    found: _Opened = st.session_state[_name(point, line, "ouverte")]
    return found


def _key(point: StoredPoint, line: int, field: str) -> str:
    """The key of a field: another one at each opening, so that its first value is what was stored then."""
    return _name(point, line, f"{field}.{_opened(point, line).turn}")


def _open(point: StoredPoint, line: int, versions: Sequence[StoredLine]) -> None:
    """Take what is stored as the fields' first values, once: what is being typed is never changed underneath.

    As first values, not as states: a page that is drawn twice before the browser has it would lose a state.
    """
    if st.session_state.get(_name(point, line, "ouverte")) is not None:
        return
    written = versions[-1].written if versions else Written(sector=point.point.sector)
    _open_on(point, line, written, versions[-1].id if versions else None)


def _open_on(point: StoredPoint, line: int, written: Written, version: int | None) -> None:
    turn = st.session_state.get(_name(point, line, "tour"), 0) + 1
    st.session_state[_name(point, line, "tour")] = turn
    st.session_state[_name(point, line, "ouverte")] = _Opened(written, turn)
    st.session_state[_name(point, line, "vue")] = version


def _is_share(code: str) -> bool:
    return aims(By.DEPARTMENT)[code].is_share


def _write(point: StoredPoint, line: int, choices: Choices) -> None:
    changed: dict[str, Any] = {"on_change": _save, "args": (point, line)}
    first = _opened(point, line).written
    what, who, when = st.columns([6, 3, 2], gap="small")
    what.text_area(
        "Décision" if line == 1 else f"Décision n°{NBSP}{line} sur ce point",
        value=first.text,
        key=_key(point, line, "text"),
        height=90,
        max_chars=LONGEST_TEXT,
        placeholder="Ce qui est décidé, en une phrase, sans nom de personne",
        **changed,
    )
    owners = list(dict.fromkeys(("", *choices.services, first.owner)))
    who.selectbox(
        "Service pilote",
        owners,
        index=owners.index(first.owner),
        key=_key(point, line, "owner"),
        format_func=lambda code: choices.services.get(code, code) or "À choisir",
        **changed,
    )
    when.date_input("Échéance", value=first.due_on, key=_key(point, line, "due_on"), format="DD/MM/YYYY", **changed)
    _aim(point, line, choices, changed)


def _aim(point: StoredPoint, line: int, choices: Choices, changed: dict[str, Any]) -> None:
    """Where it is, and the indicator that will follow it."""
    first = _opened(point, line).written
    columns = st.columns([3, 3, 3, 2], gap="small")
    sector: str | None = _pick(columns[0], point, line, "sector", "Secteur", choices.sectors, changed)
    _pick(columns[1], point, line, "objective", "Objectif du plan", choices.objectives, changed)
    followed_by = {code: one.label for code, one in aims(By.SECTOR if sector else By.DEPARTMENT).items()}
    followed = _pick(columns[2], point, line, "indicator", "Suivie par l’indicateur", followed_by, changed)
    unit = "" if followed is None else "%" if _is_share(followed) else aims(By.DEPARTMENT)[followed].unit
    asked = first.target
    if asked is not None and first.indicator is not None and _is_share(first.indicator):
        asked *= 100
    columns[3].number_input(
        f"Valeur demandée ({unit})" if unit else "Valeur demandée",
        value=asked,
        key=_key(point, line, "target"),
        min_value=0.0,
        format="%g",
        disabled=followed is None,
        **changed,
    )


def _pick(
    column: DeltaGenerator,
    point: StoredPoint,
    line: int,
    field: str,
    label: str,
    names: dict[str, str],
    changed: dict[str, Any],
) -> str | None:
    """A list to choose from, or nothing; what was stored and the plan no longer has stays in it."""
    stored = getattr(_opened(point, line).written, field)
    options = list(dict.fromkeys((None, *names, stored)))
    picked: str | None = column.selectbox(
        label,
        options,
        index=options.index(stored),
        key=_key(point, line, field),
        format_func=partial(_named, names),
        **changed,
    )
    return picked


def _named(options: dict[str, str], code: str | None) -> str:
    if code is None:
        return _NONE
    name = options.get(code, code)
    return name if name == code or code in aims(By.DEPARTMENT) else f"{code} {name}"


def _save(point: StoredPoint, line: int) -> None:
    _store(point, line, _shown(point, line))


def _shown(point: StoredPoint, line: int) -> Written:
    """What the fields say now."""

    def field(name: str) -> Any:
        return st.session_state.get(_key(point, line, name))

    indicator, target = field("indicator"), field("target")
    if indicator is None:
        target = None
    elif target is not None and _is_share(indicator):
        target /= 100
    return Written(
        text=field("text") or "",
        owner=field("owner") or "",
        due_on=field("due_on"),
        sector=field("sector"),
        objective=field("objective"),
        indicator=indicator,
        target=target,
    )


def _store(point: StoredPoint, line: int, written: Written) -> None:
    seen, refused = _name(point, line, "vue"), _name(point, line, "refus")
    try:
        saved = write_line(
            database(),
            scope(),
            point.id,
            line,
            written,
            author=author(),
            writer=writer(),
            based_on=st.session_state.get(seen),
        )
    except (MeetingRefused, UnknownMeeting) as refusal:
        st.session_state[refused] = str(refusal)
        return
    st.session_state[refused] = ""
    st.session_state[seen] = saved.version.id


def _take_back(point: StoredPoint, line: int, version: StoredLine) -> None:
    """Write again what another version said; the one that stands is kept as well."""
    _open_on(point, line, version.written, st.session_state[_name(point, line, "vue")])
    _store(point, line, version.written)


def _said(point: StoredPoint, line: int, versions: Sequence[StoredLine]) -> None:
    """Whether what is on the screen is stored, and what others wrote on the same line."""
    refusal = st.session_state.get(_name(point, line, "refus"))
    if refusal:
        notices.partial(refusal)
    if not versions:
        st.html('<p class="vg-quiet" role="status">Rien n’est encore écrit. La saisie s’enregistre d’elle-même.</p>')
        return
    newest = versions[-1]
    st.html(f'<p class="vg-quiet" role="status">Enregistré à {_clock(newest)}, {escape(newest.author)}.</p>')
    if newest.id != st.session_state.get(_name(point, line, "vue")) and newest.writer != writer():
        _other(point, line, newest, f"{newest.author} a écrit entre-temps, à {_clock(newest)}")
    for former, later in _replaced_unseen(versions):
        who = f"{later.author}, à {_clock(later)}, a remplacé ce que {former.author} écrivait à {_clock(former)}"
        _other(point, line, former, who)


def _replaced_unseen(versions: Sequence[StoredLine]) -> list[tuple[StoredLine, StoredLine]]:
    """For each writer whose words were replaced unseen: the last of them, and the version that stands instead."""
    by_number = {version.id: version for version in versions}
    lost = {by_number[one.replaces].writer for one in versions if one.blind and one.replaces in by_number}
    newest = versions[-1]
    last = {one.writer: one for one in versions}
    return [(last[name], newest) for name in last if name in lost and name != newest.writer]


def _other(point: StoredPoint, line: int, version: StoredLine, who: str) -> None:
    """Another's version, with the way to take it."""
    if version.written == _shown(point, line):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        notices.partial(f"{who}\u00a0: «\u00a0{_words(version)}\u00a0». Les deux rédactions sont gardées.")
        st.button(
            "Reprendre celle-ci",
            key=_name(point, line, f"reprendre.{version.id}"),
            on_click=_take_back,
            args=(point, line, version),
        )


def _words(version: StoredLine) -> str:
    """What a version says, in one line."""
    said = version.written
    parts = [said.text.strip() or "(ligne vide)", said.owner, f"pour le {day(said.due_on)}" if said.due_on else ""]
    return ", ".join(part for part in parts if part)


def _clock(version: StoredLine) -> str:
    local = version.written_at.astimezone(PARIS)
    return f"{local.hour}{NBSP}h{NBSP}{local:%M}"
