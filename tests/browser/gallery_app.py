"""The gallery behind Vigie's own door, for the browser tests."""

from pathlib import Path

import streamlit as st

import front_door
from components.notices import report_failure

app = st.App(
    Path(__file__).with_name("gallery.py"),
    routes=front_door.routes(),
    middleware=front_door.middleware(),
    on_script_error=report_failure,
)
