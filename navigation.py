"""The one list of pages; Streamlit runs this file at every turn."""

import streamlit as st

from components import filters, menu, session, theme
from components.meeting_address import in_session
from components.menu import Entry

_MENU = "vigie.menu"


def _sections() -> dict[str, list[Entry]]:
    """The pages by section."""
    return {
        "Séance": [
            Entry(st.Page("pages/synthese.py", title="Synthèse", url_path="synthese", default=True), "summarize"),
            Entry(st.Page("pages/points_chauds.py", title="Points chauds", url_path="points-chauds"), "map"),
            Entry(st.Page("pages/operations.py", title="Opérations", url_path="operations"), "event"),
            Entry(st.Page("pages/etablissements.py", title="Établissements", url_path="etablissements"), "school"),
            Entry(st.Page("pages/enquetes.py", title="Enquêtes et avoirs", url_path="enquetes"), "account_balance"),
            Entry(st.Page("pages/prevention.py", title="Prévention", url_path="prevention"), "diversity_3"),
        ],
        "Pilotage": [
            Entry(st.Page("pages/plan.py", title="Plan", url_path="plan"), "flag"),
            Entry(st.Page("pages/reunion.py", title="Réunion", url_path="reunion"), "groups"),
        ],
        "Données": [
            Entry(st.Page("pages/depot.py", title="Dépôt", url_path="depot"), "upload_file"),
            Entry(st.Page("pages/historique.py", title="Historique", url_path="historique"), "history"),
            Entry(st.Page("pages/dictionnaire.py", title="Dictionnaire", url_path="dictionnaire"), "menu_book"),
        ],
    }


if _MENU not in st.session_state:  # once a session: each page looks for its file
    st.session_state[_MENU] = _sections()
sections: dict[str, list[Entry]] = st.session_state[_MENU]
session.look_again()
projected = filters.projection()
page = st.navigation([entry.page for entries in sections.values() for entry in entries], position="hidden")
theme.dress(page.title, projection=projected)
session.prepare([entry.page.url_path for entries in sections.values() for entry in entries])
if projected and in_session():
    page.run()  # a meeting being held has the whole screen
elif projected:
    menu.top(sections)
    page.run()
else:
    menu.side(sections)
    page.run()
    filters.start_projecting()
