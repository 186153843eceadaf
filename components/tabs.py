"""Tabs whose choice stands in the address: a link opens the same one, and the back button brings it back."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from components.address import TAB
from components.filters import parameter, set_parameter

_KEY = "vigie.onglets"


def tabs(labels: Mapping[str, str], *, usual: str) -> Sequence[TabContainer]:
    """Draw the tabs, labels by the name that the address has for each; only the one that is `open` is to be filled.

    `usual`: the name of the tab that opens where the address names none that there is.
    """
    names = {label: name for name, label in labels.items()}

    def switched() -> None:
        set_parameter(TAB, names[st.session_state[_KEY]])

    st.session_state[_KEY] = labels.get(parameter(TAB) or usual, labels[usual])
    return st.tabs(list(names), key=_KEY, on_change=switched)
