"""What is chosen in a picture or a table goes to the address, once, and the page is drawn again around it."""

from collections.abc import Mapping

import streamlit as st

from components.address import codes_of, codes_written
from components.filters import parameter, set_parameter


def follow(name: str, picked: str | None, *, key: str) -> None:
    """Write a new pick to the address under `name` and draw the page again.

    `key` is the widget's: a pick that it still holds from an earlier turn is not new, so that another widget may
    choose in its stead.
    """
    memory = f"picked.{key}"
    if picked is None or st.session_state.get(memory) == picked:
        st.session_state[memory] = picked
        return
    st.session_state[memory] = picked
    set_parameter(name, picked)
    st.rerun()


def choose(name: str, label: str, options: Mapping[str, str], chosen: str | None, *, none: str, width: int) -> None:
    """A list to choose from, whose choice stands in the address under `name`; `none` says that nothing is chosen.

    `options`: words by code.
    """
    key = f"choose.{name}"

    def changed() -> None:
        set_parameter(name, st.session_state[key] or None)

    st.session_state[key] = chosen or ""
    st.selectbox(
        label,
        ["", *options],
        key=key,
        format_func=lambda code: options[code] if code else none,
        on_change=changed,
        width=width,
    )


def choose_several(name: str, label: str, options: Mapping[str, str], *, none: str, width: int) -> tuple[str, ...]:
    """A choice of several, which stands in the address under `name`; none chosen means all."""
    key = f"choose.{name}"

    def changed() -> None:
        chosen = st.session_state[key]
        set_parameter(name, codes_written(chosen) if chosen else None)

    st.session_state[key] = [code for code in codes_of(parameter(name)) or () if code in options]
    st.multiselect(
        label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        on_change=changed,
        placeholder=none,
        width=width,
    )
    return tuple(st.session_state[key])


def map_key(name: str) -> str:
    """The key of the map of that name, another one each time its pick has been forgotten."""
    return f"{name}.{st.session_state.get(_turn(name), 0)}"


def forget(name: str) -> None:
    """Forget what was picked on the map of that name: as long as it is picked, all the rest is greyed."""
    st.session_state[_turn(name)] = st.session_state.get(_turn(name), 0) + 1


def _turn(name: str) -> str:
    return f"turn.{name}"
