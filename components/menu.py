"""The menu: links to the pages that carry département and window along.

Drawn here rather than by `st.navigation`, which fetches a page's icon from another host to put it on the tab.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components import filters


@dataclass(frozen=True)
class Entry:
    """One page of the menu, and the name of its icon among Material Symbols."""

    page: StreamlitPage
    icon: str

    def link(self) -> None:
        """Draw the link."""
        st.page_link(self.page, icon=f":material/{self.icon}:", width="stretch", query_params=filters.carried())


def side(sections: Mapping[str, Sequence[Entry]]) -> None:
    """The menu in the side bar, section by section."""
    with st.sidebar.container(gap="xxsmall", key="vigie-menu"):
        for title, entries in sections.items():
            st.html(f'<p class="vg-section">{escape(title)}</p>')
            for entry in entries:
                entry.link()


def top(sections: Mapping[str, Sequence[Entry]]) -> None:
    """The menu in one line above the page, for the projection, with the way out of it."""
    with st.container(horizontal=True, vertical_alignment="center", key="vigie-top"):
        for entries in sections.values():
            for entry in entries:
                with st.container(width="content"):
                    entry.link()
        filters.stop_projecting()
