"""Réunion, the address: which meeting, whether it is being held, and at which point of its agenda."""

from secrets import token_hex

import streamlit as st

from components.address import PROJECTION
from components.filters import parameter, set_parameter
from domain.meetings import SECRETARY

MEETING, IN_SESSION, STEP = "reunion", "seance", "point"
PREPARE, REGISTER, PAST = "preparer", "registre", "passees"
_AUTHOR, _WRITER = "vigie.reunion.plume", "vigie.reunion.poste"


def number(name: str) -> int | None:
    """The number that the address has under that name; None where it has none."""
    asked = parameter(name) or ""
    return int(asked) if asked.isdecimal() else None


def in_session() -> bool:
    """Whether the address asks for a meeting being held: the screen is then its alone."""
    return parameter(IN_SESSION) == "oui"


def begin_session(meeting_id: int) -> None:
    """Hold that meeting: the whole screen, larger, at its first point."""
    set_parameter(MEETING, str(meeting_id))
    set_parameter(IN_SESSION, "oui")
    set_parameter(STEP, "1")
    st.session_state[PROJECTION] = True


def end_session() -> None:
    """Come back to the page."""
    set_parameter(IN_SESSION, None)
    set_parameter(STEP, None)
    st.session_state[PROJECTION] = False


def go_to(step: int) -> None:
    """Turn to that step, counted from 1."""
    set_parameter(STEP, str(step))


def author() -> str:
    """For whom this screen writes: a function, never a name."""
    return str(st.session_state.get(_AUTHOR, SECRETARY))


def write_for(function: str) -> None:
    """Write for that function from now on."""
    st.session_state[_AUTHOR] = function


def writer() -> str:
    """What tells this screen from another that writes at the same time."""
    known: str = st.session_state.setdefault(_WRITER, token_hex(8))
    return known
