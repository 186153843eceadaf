"""The line on which a decision is written on the spot: stored as it is typed, and kept when two write at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import streamlit as st

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
_FIELDS = ("text", "owner", "due_on", "sector", "objective", "indicator", "target")
_NONE = "Aucun"


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


def count(known: Agenda, point: StoredPoint) -> int:
    """How many lines a point shows: those that are written, at least one, and those asked for on this screen."""
    asked: int = st.session_state.get(_count_key(point), 1)
    return max(1, asked, *known.lines(point.id))


def one_more(point: StoredPoint, shown: int) -> None:
    """Show one line more on a point."""
    st.session_state[_count_key(point)] = shown + 1


def _count_key(point: StoredPoint) -> str:
    return f"ligne.{point.id}.nombre"


def _key(point: StoredPoint, line: int, field: str) -> str:
    return f"ligne.{point.id}.{line}.{field}"


def _open(point: StoredPoint, line: int, versions: Sequence[StoredLine]) -> None:
    """Fill the fields with what is stored, once: what is being typed is never changed underneath."""
    if _key(point, line, "text") in st.session_state:
        return
    written = versions[-1].written if versions else Written(sector=point.point.sector)
    _fill(point, line, written, versions[-1].id if versions else None)


def _fill(point: StoredPoint, line: int, written: Written, version: int | None) -> None:
    for field in _FIELDS:
        st.session_state[_key(point, line, field)] = getattr(written, field)
    st.session_state[_key(point, line, "seen")] = version
    if written.target is not None and written.indicator is not None and _is_share(written.indicator):
        st.session_state[_key(point, line, "target")] = written.target * 100


def _is_share(code: str) -> bool:
    return aims(By.DEPARTMENT)[code].is_share


def _write(point: StoredPoint, line: int, choices: Choices) -> None:
    changed: dict[str, Any] = {"on_change": _save, "args": (point, line)}
    what, who, when = st.columns([6, 3, 2], gap="small")
    what.text_area(
        "Décision" if line == 1 else f"Décision n°{NBSP}{line} sur ce point",
        key=_key(point, line, "text"),
        height=90,
        max_chars=LONGEST_TEXT,
        placeholder="Ce qui est décidé, en une phrase, sans nom de personne",
        **changed,
    )
    who.selectbox(
        "Service pilote",
        ["", *choices.services],
        key=_key(point, line, "owner"),
        format_func=lambda code: choices.services.get(code, code) or "À choisir",
        **changed,
    )
    when.date_input("Échéance", key=_key(point, line, "due_on"), value=None, format="DD/MM/YYYY", **changed)
    _aim(point, line, choices, changed)


def _aim(point: StoredPoint, line: int, choices: Choices, changed: dict[str, Any]) -> None:
    """Where it is, and the indicator that will follow it."""
    where, aim, indicator, value = st.columns([3, 3, 3, 2], gap="small")
    for column, field, label, options in (
        (where, "sector", "Secteur", choices.sectors),
        (aim, "objective", "Objectif du plan", choices.objectives),
        (
            indicator,
            "indicator",
            "Suivie par l’indicateur",
            {code: one.label for code, one in _aims(point, line).items()},
        ),
    ):
        key = _key(point, line, field)
        known = (
            [None, *options] if st.session_state[key] in (None, *options) else [None, st.session_state[key], *options]
        )
        column.selectbox(
            label,
            known,
            key=key,
            format_func=partial(_named, options),
            **changed,
        )
    followed = st.session_state[_key(point, line, "indicator")]
    unit = "" if followed is None else "%" if _is_share(followed) else aims(By.DEPARTMENT)[followed].unit
    value.number_input(
        f"Valeur demandée ({unit})" if unit else "Valeur demandée",
        key=_key(point, line, "target"),
        value=None,
        min_value=0.0,
        format="%g",
        disabled=followed is None,
        **changed,
    )


def _named(options: dict[str, str], code: str | None) -> str:
    if code is None:
        return _NONE
    name = options.get(code, code)
    return name if name == code or code in aims(By.DEPARTMENT) else f"{code} {name}"


def _aims(point: StoredPoint, line: int) -> dict[str, Any]:
    return aims(By.SECTOR if st.session_state[_key(point, line, "sector")] else By.DEPARTMENT)


def _save(point: StoredPoint, line: int) -> None:
    _store(point, line, _shown(point, line))


def _shown(point: StoredPoint, line: int) -> Written:
    """What the fields say now."""

    def field(name: str) -> Any:
        return st.session_state.get(_key(point, line, name))

    indicator, target = field("indicator"), field("target")
    if indicator is None or target is None:
        target = None
    elif _is_share(indicator):
        target = target / 100
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
    seen, refused = _key(point, line, "seen"), _key(point, line, "refused")
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
    _fill(point, line, version.written, st.session_state.get(_key(point, line, "seen")))
    _store(point, line, version.written)


def _said(point: StoredPoint, line: int, versions: Sequence[StoredLine]) -> None:
    """Whether what is on the screen is stored, and what others wrote on the same line."""
    refusal = st.session_state.get(_key(point, line, "refused"))
    if refusal:
        notices.partial(refusal)
    if not versions:
        st.html('<p class="vg-quiet" role="status">Rien n’est encore écrit. La saisie s’enregistre d’elle-même.</p>')
        return
    newest = versions[-1]
    st.html(f'<p class="vg-quiet" role="status">Enregistré à {_clock(newest)}, {escape(newest.author)}.</p>')
    by_number = {version.id: version for version in versions}
    if newest.id != st.session_state.get(_key(point, line, "seen")) and newest.writer != writer():
        _other(point, line, newest, f"{newest.author} a écrit entre-temps, à {_clock(newest)}")
    for version in versions:
        if version.blind and version.replaces in by_number:
            former = by_number[version.replaces]
            _other(
                point, line, former, f"{version.author}, à {_clock(version)}, a remplacé ce qu’écrivait {former.author}"
            )


def _other(point: StoredPoint, line: int, version: StoredLine, who: str) -> None:
    """Another's version, with the way to take it."""
    if version.written == _shown(point, line):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        notices.partial(f"{who}\u00a0: «\u00a0{_words(version)}\u00a0». Les deux rédactions sont gardées.")
        st.button(
            "Reprendre celle-ci",
            key=f"{_key(point, line, 'reprendre')}.{version.id}",
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
