"""The door of Vigie: the ASGI application, served by `streamlit run app.py` or by any ASGI server."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

import analysis.summary  # noqa: F401  pandas, scipy and the database, loaded before the first visitor comes
import front_door
from components import session
from components.notices import report_failure

# Until `st.navigation` has run once, Streamlit takes a folder named `pages` for its own navigation, and a link
# that is the first to be opened on a new server would show the page alone, without ours.
PagesManager.uses_pages_directory = False

session.rehearsed = Path(__file__).with_name("navigation.py")

app = st.App(
    session.rehearsed,
    routes=front_door.routes(),
    middleware=front_door.middleware(),
    on_script_error=report_failure,
)
