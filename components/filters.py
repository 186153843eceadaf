"""The side bar: département and window. The address is what counts, so that a link opens the same screen."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components import address
from components.address import Choice
from domain import french
from domain.territories import DEPARTMENTS
from domain.windows import WINDOW_LABELS, Window, WindowKind, window_of

_MEMORY = "vigie.address"  # what the last page showed, for the next page, whose address starts bare
_DEPARTMENT, _KIND, _START, _END = "vigie.dep", "vigie.fenetre", "vigie.du", "vigie.au"


def choose(departments: Sequence[str], last_day: date) -> Choice:
    """Draw the choice of département and window in the side bar and return it.

    `departments`: the codes that have data, at least one. `last_day`: the last day that a window may end on.
    The choice is read from the address, else from the page before, and written to the address.
    """
    asked = st.query_params.to_dict()
    choice = address.from_query({**st.session_state.get(_MEMORY, {}), **asked}, departments, last_day)
    _write(choice)
    with st.sidebar:
        _draw_department(choice, departments)
        _draw_window(choice, last_day)
    return choice


def parameter(name: str) -> str | None:
    """What the address says for that name (`secteur`, `uai`, `onglet`), None where it says nothing."""
    return st.query_params.get(name)


def set_parameter(name: str, value: str | None) -> None:
    """Write a page's own choice to the address, or take it off."""
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def projected() -> bool:
    """Whether this screen is projected; to be asked once `projection` has settled it."""
    return parameter(address.PROJECTION) == "oui"


def projection() -> bool:
    """Whether the screen is projected, as the address says, or the page before."""
    on: bool = st.session_state.get(address.PROJECTION, parameter(address.PROJECTION) == "oui")
    set_parameter(address.PROJECTION, "oui" if on else None)
    return on


def start_projecting() -> None:
    """The button of the side bar that starts the projection."""
    st.sidebar.button(
        "Projeter",
        icon=":material/open_in_full:",
        type="tertiary",
        shortcut="Alt+P",
        on_click=_set_projection,
        args=(True,),
    )


def stop_projecting() -> None:
    """The button that ends it."""
    st.button(
        "Quitter la projection",
        icon=":material/close_fullscreen:",
        type="tertiary",
        shortcut="Esc",
        on_click=_set_projection,
        args=(False,),
    )


def carried() -> dict[str, str]:
    """What a link to another page of Vigie carries along: département and window."""
    return dict(st.session_state.get(_MEMORY) or _asked())


def linked() -> dict[str, str]:
    """What a link written in a text carries along: it opens the page afresh, so it must name the projection too."""
    return {**carried(), **({address.PROJECTION: "oui"} if projected() else {})}


def _set_projection(on: bool) -> None:
    st.session_state[address.PROJECTION] = on


def _write(choice: Choice) -> None:
    query = address.to_query(choice)
    st.session_state[_MEMORY] = query
    shown = st.query_params.to_dict()
    others = {name: value for name, value in shown.items() if name not in address.WINDOW_NAMES}
    if shown != {**others, **query}:
        st.query_params.from_dict({**others, **query})  # at once: each change is a step of the browser's back button


def _asked() -> dict[str, str]:
    """Département and window as the address has them, for the links drawn before the page has chosen."""
    return {name: value for name, value in st.query_params.to_dict().items() if name in address.WINDOW_NAMES}


def _draw_department(choice: Choice, departments: Sequence[str]) -> None:
    def changed() -> None:
        for name in address.OF_ONE_DEPARTMENT:
            set_parameter(name, None)
        _write(choice._replace(department=st.session_state[_DEPARTMENT]))

    st.session_state[_DEPARTMENT] = choice.department
    st.selectbox(
        "Département", departments, key=_DEPARTMENT, format_func=lambda code: DEPARTMENTS[code].label, on_change=changed
    )


def _draw_window(choice: Choice, last_day: date) -> None:
    def kind_changed() -> None:
        kind: WindowKind = st.session_state[_KIND]
        window = choice.window if kind is WindowKind.FREE else window_of(kind, choice.window.end)
        _write(choice._replace(kind=kind, window=window))

    st.session_state[_KIND] = choice.kind
    st.selectbox("Fenêtre", list(WindowKind), key=_KIND, format_func=WINDOW_LABELS.__getitem__, on_change=kind_changed)
    _draw_ends(choice, last_day)
    st.html(
        f'<p class="vg-window"><strong>{french.window_title(choice.kind, choice.window)}</strong>'
        f"<br>{french.comparators_words(choice.window)}</p>"
    )


def _draw_ends(choice: Choice, last_day: date) -> None:
    def end_changed() -> None:
        end = st.session_state[_END]
        start = st.session_state[_START] if choice.kind is WindowKind.FREE else None
        window = window_of(choice.kind, end) if start is None else Window(min(start, end), max(start, end))
        _write(choice._replace(window=window))

    if choice.kind is WindowKind.FREE:
        st.session_state[_START] = choice.window.start
        st.date_input("Du", key=_START, format="DD/MM/YYYY", max_value=last_day, on_change=end_changed)
    st.session_state[_END] = choice.window.end
    label = "Au" if choice.kind is WindowKind.FREE else "Dernier jour"
    st.date_input(label, key=_END, format="DD/MM/YYYY", max_value=last_day, on_change=end_changed)
    with st.container(horizontal=True, gap="small", wrap=False, key="vigie-steps"):
        st.button(
            "‹ Avant",
            width="stretch",
            shortcut="Shift+Left",
            help="Fenêtre d’avant (touches Maj et ←)",
            on_click=_write,
            args=(address.earlier(choice),),
        )
        st.button(
            "Après ›",
            width="stretch",
            shortcut="Shift+Right",
            help="Fenêtre d’après (touches Maj et →)",
            disabled=choice.window.end >= last_day,
            on_click=_write,
            args=(address.later(choice, last_day),),
        )
