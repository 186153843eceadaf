"""The meeting's book: its edition chosen, made when asked for, then handed to the browser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

_MADE = "vigie.livret"
_EDITIONS = {
    False: (
        "Diffusion restreinte",
        "Pour les membres de la réunion\u00a0: tous les nombres tels qu’ils sont.",
    ),
    True: (
        "Pour circulation",
        (
            "Pour être transmis hors de la réunion\u00a0: les nombres de 1 à 4 sont masqués, avec ceux qui les "
            "rendraient par soustraction\u202f; ni références, ni coordonnées, ni détail par établissement."
        ),
    ),
}


@dataclass(frozen=True)
class BookFile:
    """One form of the book: what the button says, the file's name and type, and how it is made."""

    label: str
    name: str
    mime: str
    make: Callable[[], bytes]


def for_circulation() -> bool:
    """Ask which edition is wanted; whether it is the one for readers outside the meeting."""
    picked = st.radio(
        "Édition du livret",
        list(_EDITIONS),
        format_func=lambda circulation: _EDITIONS[circulation][0],
        captions=[caption for _, caption in _EDITIONS.values()],
        key="book.edition",
    )
    return bool(picked)


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
