"""The meeting's book: made when asked for, then handed to the browser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

_MADE = "vigie.livret"


@dataclass(frozen=True)
class BookFile:
    """One form of the book: what the button says, the file's name and type, and how it is made."""

    label: str
    name: str
    mime: str
    make: Callable[[], bytes]


def offer(stamp: str, files: Sequence[BookFile]) -> None:
    """For each form a button that makes it, replaced by the one that downloads it.

    `stamp`: what the book is made from (state of the data, département, day); another one makes it anew.
    """
    made: dict[str, tuple[str, bytes]] = st.session_state.setdefault(_MADE, {})
    with st.container(horizontal=True, gap="small"):
        for file in files:
            slot = st.empty()
            if made.get(file.mime, ("",))[0] != stamp and slot.button(
                f"Préparer {file.label}", key=f"book.{file.mime}"
            ):
                with slot, st.spinner("Préparation du livret…"):
                    made[file.mime] = (stamp, file.make())
            kept, content = made.get(file.mime, ("", b""))
            if kept == stamp:
                slot.download_button(
                    f"Télécharger {file.label}",
                    content,
                    file_name=file.name,
                    mime=file.mime,
                    icon=":material/download:",
                    type="primary",
                    on_click="ignore",
                    key=f"book.file.{file.mime}",
                )
