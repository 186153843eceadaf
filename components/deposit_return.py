"""The workbook given back from Dépôt: made apart when it is asked for, then handed to the browser."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.deposit import Examined, returned
from components.desk import Desk, Made
from components.progress import Progress
from components.quoting import escaped
from data_access.workbooks.parsed import FileKind

_TO_MEND = "Votre fichier avec les corrections faites ici, chaque cellule encore à corriger colorée et commentée."
_MENDED = "Votre fichier avec les corrections faites ici, chacune dite par un commentaire."


def offer(desk: Desk, file: str, seen: Examined) -> None:
    """A button that makes the copy, replaced by the one that downloads it; nothing where there is nothing to mend.

    A copy is kept for as long as the file is not read again: a correction, or one taken back, makes another.
    """
    parsed = seen.parsed
    if parsed.kind is FileKind.LAYER or not (parsed.faults or seen.upload.amendments.corrections):
        return
    words, turn = "à corriger" if parsed.faults else "corrigé", desk.readings[file].turn
    made = _made(desk)
    slot = st.empty()
    if file not in made and slot.button(
        f"Préparer le classeur {words}",
        key=f"{file}.return.{turn}",
        icon=":material/edit_document:",
        help=_TO_MEND if parsed.faults else _MENDED,
    ):
        slot.empty()
        progress = Progress(1, f"{file}.return.cancel", lambda: None)
        made[file] = (turn, returned(seen, progress.of(0, parsed.name)))
        progress.end()
    if file in made:
        _hand_over(slot, made[file][1], f"Télécharger le classeur {words}", f"{file}.returned.{turn}")


def _hand_over(slot: DeltaGenerator, copy: tuple[str, bytes] | str, label: str, key: str) -> None:
    if isinstance(copy, str):
        slot.markdown(f"▲ {escaped(copy)}")
        return
    name, content = copy
    slot.download_button(label, content, name, key=key, icon=":material/download:", on_click="ignore")


def _made(desk: Desk) -> dict[str, Made]:
    """The copies that were made of files as they now lie on the desk; others are let go."""
    turns = {file: reading.turn for file, reading in desk.readings.items()}
    desk.copies = {file: made for file, made in desk.copies.items() if turns.get(file) == made[0]}
    return desk.copies
