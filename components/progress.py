"""How far files have come, once that takes more than half a second, and the way to stop it."""

from collections.abc import Callable
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_access.progress import Stage, Tell
from domain import french

STEPS = {
    Stage.READING: "lecture",
    Stage.CHECKING: "lu et reconnu, vérification",
    Stage.COMPARING: "vérifié, comparaison avec ce qui est enregistré",
    Stage.STORING: "comparé, enregistrement",
}
_PATIENCE_SECONDS = 0.5
_PAUSE_SECONDS = 0.2


class Progress:
    """A bar with the file, its step and its rows, and « Annuler ».

    The button makes Streamlit run the page anew; that ends what goes on here, at the next thing that is drawn.
    """

    def __init__(self, files: int, key: str, cancel: Callable[[], None]) -> None:
        self._files, self._key, self._cancel = files, key, cancel
        self._place = st.empty()
        self._bar: DeltaGenerator | None = None
        self._drawn = monotonic() + _PATIENCE_SECONDS - _PAUSE_SECONDS

    def of(self, rank: int, name: str) -> Tell:
        """Whom to tell about the file at that rank, from 0."""

        def tell(stage: Stage, done: int, rows: int) -> None:
            if monotonic() - self._drawn < _PAUSE_SECONDS:
                return
            self._drawn = monotonic()
            self._draw(rank / self._files, words(name, rank, self._files, stage, done, rows))

        return tell

    def end(self) -> None:
        """Take it all away."""
        self._place.empty()

    def _draw(self, share: float, text: str) -> None:
        if self._bar is None:
            with self._place.container(border=True):
                self._bar = st.progress(share, text)
                st.button("Annuler", key=self._key, icon=":material/close:", on_click=self._cancel)
        self._bar.progress(share, text)


def words(name: str, rank: int, files: int, stage: Stage, done: int, rows: int) -> str:
    """Where a file stands, in one line."""
    among = f" ({rank + 1} sur {files})" if files > 1 else ""
    counted = f", {french.plural(rows, 'ligne')}" if rows else ""
    if done:
        counted = f", {french.number(done)} lignes sur {french.number(rows)}"
    return f"{name}{among}{french.NBSP}: {STEPS[stage]}{counted}"
