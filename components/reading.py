"""The files dropped on Dépôt, examined once and kept for that visitor alone, until they are stored or taken away."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis.deposit import Examined, Upload, examined
from components.session import database, scope

_READ = "vigie.depot.lus"


def read(files: Sequence[UploadedFile], department: str, service: str | None) -> list[Examined]:
    """What the files hold, examined anew when they, their destination or the stored data are others.

    Not kept with the answers that all visitors share: a file may hold what must not stay on the server.
    """
    stamp = (database().version(), department, service, tuple(file.file_id for file in files))
    held: tuple[object, list[Examined]] | None = st.session_state.get(_READ)
    if held is None or held[0] != stamp:
        uploads = [Upload(file.name, file.getvalue()) for file in files]
        held = (stamp, examined(database(), scope(), uploads, department, service))
        st.session_state[_READ] = held
    return held[1]


def forget() -> None:
    """Drop what was read: it was stored, taken away, or is to be read again."""
    st.session_state.pop(_READ, None)
