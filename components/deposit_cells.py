"""Dépôt, the cells: the faulty rows to correct on the spot, what is proposed, and the doubts that may be accepted."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis import deposit_cells as cells
from analysis import deposit_columns
from analysis.deposit_cells import Alike, FaultyRow
from components.desk import Desk
from components.quoting import escaped, quoted
from data_access.amendments import refused_reason
from data_access.workbooks.parsed import ParsedSheet
from domain import french
from domain.faults import Fault, Rule

RULES = {
    Rule.REQUIRED: "cellule vide",
    Rule.TYPE: "forme",
    Rule.UNKNOWN_LIST_VALUE: "hors liste",
    Rule.UNKNOWN_REFERENCE: "code inconnu",
    Rule.OUT_OF_RANGE: "valeur peu plausible",
    Rule.DUPLICATE_KEY: "doublon",
    Rule.INCONSISTENT: "incohérence",
    Rule.FUTURE_DATE: "date future",
    Rule.BAD_CHECK_LETTER: "UAI faux",
    Rule.OUTSIDE_OUTLINE: "hors du contour",
    Rule.PERSONAL_DATA: "donnée nominative",
    Rule.FORMULA_ERROR: "formule en erreur",
}
MOST_ROWS = 200
ROW_PIXELS = 80
"""The height of a row of the grid: four lines of a sentence."""
ROW_WIDTH, WHY_WIDTH, CELL_WIDTH = 60, 360, 130
"""The widths in pixels of the grid's columns: the row's number, what is wrong, each cell."""
_ROW, _WHY, _PROPOSED, _TAKE = "Ligne", "À corriger", "Proposé", "Prendre"
_INSTEAD = {
    Rule.PERSONAL_DATA: "Supprimez cette colonne dans le classeur, enregistrez-le, puis déposez-le de nouveau.",
}


def draw(desk: Desk, file: str, sheet: ParsedSheet, key: str) -> None:
    """The faults of a sheet: those of the whole sheet, what is proposed, the doubts, then row by row."""
    for fault in (fault for fault in sheet.faults if fault.row == 0 and fault.rule is not Rule.REQUIRED):
        st.markdown(f"▲ {escaped(sentence(fault))} {_INSTEAD.get(fault.rule, '')}")
    # A word that Vigie proposes to read is mended above, once for all its rows.
    words = {(word.column.field, word.written) for word in deposit_columns.words(sheet) if word.proposed}
    faults = [fault for fault in sheet.faults if fault.row > 0 and (fault.column, fault.value) not in words]
    if not faults:
        return
    st.html(f'<h3 class="vg-chart">{french.plural(len(faults), "cellule")} à corriger</h3>')
    _proposals(desk, file, cells.alike(sheet, [fault for fault in faults if fault.proposals]), key)
    _grid(desk, file, sheet, faults, key)
    _doubts(desk, file, cells.alike(sheet, [fault for fault in faults if fault.acceptable]), key)


def sentence(fault: Fault) -> str:
    """A fault's sentence without its place, which is said beside it."""
    what = fault.message.split(f"{french.NBSP}: ", 1)[-1]
    return what[:1].upper() + what[1:]


def _proposals(desk: Desk, file: str, groups: Sequence[Alike], key: str) -> None:
    for group in groups:
        shown = french.listed([f"{one.cell} → {quoted(one.value)}" for one in group.faults[0].proposals])
        many = len(group.faults)
        more = f", et {french.plural(many - 1, 'autre')}" if many > 1 else ""
        apply = "Appliquer la correction proposée" if many == 1 else f"Appliquer les {many} corrections proposées"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{escaped(group.header)}, {RULES[group.rule]}{french.NBSP}: {shown}{more}", width="content")
            st.button(
                apply,
                key=f"{key}.apply.{group.rule}.{group.header}",
                on_click=desk.correct,
                args=(file, group.corrections),
            )


def _grid(desk: Desk, file: str, sheet: ParsedSheet, faults: Sequence[Fault], key: str) -> None:
    """The faulty rows, their cells to be typed over: each correction is checked at once."""
    rows = cells.faulty_rows(sheet, faults, MOST_ROWS)
    titles = cells.cell_titles(sheet)
    frame = _frame(rows, titles)
    # Another reading is another grid: what was typed in the former has become the file's.
    widget = f"{key}.cells.{desk.readings[file].turn}"

    def typed() -> None:
        edited: dict[int, dict[str, Any]] = st.session_state[widget]["edited_rows"]
        for position, changes in edited.items():
            desk.correct(file, _corrections(sheet, rows[position], titles, changes))

    st.data_editor(
        frame,
        key=widget,
        on_change=typed,
        hide_index=True,
        disabled=[_ROW, _WHY, _PROPOSED],
        column_order=[*_order(faults, frame, titles)],
        column_config=_config(frame, titles),
        row_height=ROW_PIXELS,
        height=min(520, 38 + ROW_PIXELS * len(frame)),
        placeholder="",
    )
    beyond = len({fault.row for fault in faults}) - len(rows)
    hint = "Tapez la bonne valeur dans la cellule\u202f: elle est vérifiée aussitôt."
    if beyond > 0:
        hint += f" Les {len(rows)} premières lignes\u202f; {french.plural(beyond, 'autre suivra', 'autres suivront')}."
    st.caption(hint)


def _frame(rows: Sequence[FaultyRow], titles: dict[str, str]) -> pd.DataFrame:
    offered = any(fault.proposals for row in rows for fault in row.faults)
    records = []
    for row in rows:
        record: dict[str, object] = {
            _ROW: row.number,
            _WHY: " ".join(f"{fault.cell}{french.NBSP}: {sentence(fault)}" for fault in row.faults),
        }
        if offered:
            proposals = [one for fault in row.faults for one in fault.proposals]
            record[_PROPOSED] = ", ".join(f"{one.cell} → {one.value}" for one in proposals)
            record[_TAKE] = False
        records.append(record | {letter: row.cells.get(letter, "") for letter in titles})
    return pd.DataFrame(records)


def _order(faults: Sequence[Fault], frame: pd.DataFrame, titles: dict[str, str]) -> list[str]:
    """What is wrong, then the cells at fault, what is proposed for them, and the rest of the row."""
    at_fault = cells.letters_at_fault(faults)
    wrong = [letter for letter in titles if letter in at_fault]
    rest = [letter for letter in titles if letter not in at_fault]
    return [name for name in (_ROW, _WHY, *wrong, _TAKE, _PROPOSED, *rest) if name in frame.columns]


def _config(frame: pd.DataFrame, titles: dict[str, str]) -> dict[str, Any]:
    config: dict[str, Any] = {
        _ROW: st.column_config.NumberColumn(_ROW, pinned=True, width=ROW_WIDTH, format="%d"),
        _WHY: st.column_config.TextColumn(_WHY, width=WHY_WIDTH),
        _PROPOSED: st.column_config.TextColumn(_PROPOSED, width=150),
        _TAKE: st.column_config.CheckboxColumn(_TAKE, help="Prendre ce qui est proposé", width=80),
    }
    for letter, title in titles.items():
        config[letter] = st.column_config.TextColumn(f"{title} ({letter})", width=CELL_WIDTH)
    return {name: shown for name, shown in config.items() if name in frame.columns}


def _corrections(
    sheet: ParsedSheet, row: FaultyRow, titles: dict[str, str], changes: dict[str, Any]
) -> dict[tuple[str, str], str]:
    """What was typed in a row, by cell; what is proposed for it where that was ticked."""
    typed = {
        (sheet.sheet, f"{letter}{row.number}"): str(changes[letter] or "") for letter in titles if letter in changes
    }
    if changes.get(_TAKE):
        typed |= {(sheet.sheet, one.cell): one.value for fault in row.faults for one in fault.proposals}
    return typed


def _doubts(desk: Desk, file: str, groups: Sequence[Alike], key: str) -> None:
    """Values that are doubtful but may be right: kept by whoever says why."""
    for group in groups:
        _doubt(desk, file, group, f"{key}.reason.{group.rule}.{group.header}")


def _doubt(desk: Desk, file: str, group: Alike, widget: str) -> None:
    places = {_shown(fault): (fault.sheet, fault.cell) for fault in group.faults}
    several = len(places) > 1

    def kept() -> None:
        # Read when the button is pressed: what was typed just before has not been drawn yet.
        reason = st.session_state[widget].strip()
        chosen = st.session_state[f"{widget}.which"] if several else list(places)
        refusal = refused_reason(reason)
        st.session_state[f"{widget}.refused"] = refusal
        if reason and refusal is None:
            desk.accept(file, [places[one] for one in chosen], reason)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if several:
            label = f"{escaped(group.header)}, {RULES[group.rule]}{french.NBSP}: valeurs à garder"
            st.multiselect(label, list(places), list(places), key=f"{widget}.which", width=420)
        which = "elles sont justes" if several else f"{escaped(next(iter(places)))} est juste"
        st.text_input(f"Si {which}, dites pourquoi", key=widget, width=420)
        st.button("Garder les valeurs" if several else "Garder la valeur", key=f"{widget}.keep", on_click=kept)
    if refusal := st.session_state.get(f"{widget}.refused"):
        st.markdown(f"▲ {escaped(refusal)}")


def _shown(fault: Fault) -> str:
    return f"{fault.cell} «{french.NBSP}{fault.value or ''}{french.NBSP}»"


def made(desk: Desk, file: str, key: str) -> None:
    """What was amended in the file so far, each to be taken back."""
    amendments = desk.amended(file)
    lines = {place: f"«{french.NBSP}{words}{french.NBSP}»" for place, words in amendments.corrections.items()}
    lines |= {place: f"gardée, {reason}" for place, reason in amendments.accepted.items()}
    if not lines:
        return
    count = french.plural(len(lines), "cellule corrigée ou gardée", "cellules corrigées ou gardées")
    with st.expander(count, type="compact"):
        st.button("Tout défaire", key=f"{key}.undo", on_click=desk.restore_all, args=(file,))
        for (sheet, cell), words in list(lines.items())[:MOST_ROWS]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{escaped(sheet)}, {cell}{french.NBSP}: {escaped(words)}", width=460)
                st.button(
                    "Défaire", key=f"{key}.undo.{sheet}.{cell}", on_click=desk.restore, args=(file, (sheet, cell))
                )
