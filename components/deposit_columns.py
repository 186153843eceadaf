"""Dépôt, the columns: which declared sheet a sheet is, and where each of its fields takes its value."""

from collections.abc import Iterator, Sequence

import streamlit as st

from analysis import deposit_columns as columns
from analysis.deposit_columns import Source
from components.desk import Desk
from components.quoting import escaped, quoted
from data_access.workbooks.instructions import Layout
from data_access.workbooks.parsed import ParsedSheet, Suggestion
from data_access.workbooks.parts import PART_LABELS, Part
from domain import french
from domain.sheets import SHEETS, WORKBOOK_SHEETS, Book, Kind

_CONSTANT = "\0constant"
_NOTHING = "\0nothing"
_WORDS = {_CONSTANT: "la même valeur pour toutes les lignes…", _NOTHING: "rien dans ce fichier"}
_SPLIT_KINDS = {
    Kind.DATE: (Part.WHOLE, Part.DATE),
    Kind.TIME: (Part.WHOLE, Part.TIME),
    Kind.INT: (Part.WHOLE,),
    Kind.FLOAT: (Part.WHOLE,),
    Kind.BOOL: (Part.WHOLE,),
}


def draw(desk: Desk, sheet: ParsedSheet, key: str) -> None:
    """What is to be said of a sheet's columns, the rest folded away."""
    if sheet.recognised is None:
        _unrecognised(desk, sheet, key)
        return
    sources = columns.sources(sheet)
    proposed = list(_open_proposals(desk, sources, key))
    _proposals(desk, sheet, proposed, key)
    asked = {source.column.field for source, _ in proposed}
    missing = [one for one in sources if one.column.required and not one.given and one.column.field not in asked]
    if missing:
        st.markdown(_missing_words(missing))
        for source in missing:
            _editor(desk, sheet, source, key)
    given = sum(source.given for source in sources)
    with st.expander(f"Colonnes de {quoted(sheet.sheet)}{french.NBSP}: {given} lues", type="compact"):
        _identity(desk, sheet, key)
        if sheet.unmatched:
            st.caption(
                f"Colonnes du fichier qui ne sont pas lues{french.NBSP}: {escaped(french.listed(sheet.unmatched))}."
            )
        for source in sources:
            if source not in missing:
                _editor(desk, sheet, source, key)


def _missing_words(missing: Sequence[Source]) -> str:
    headers = french.listed([quoted(source.column.header) for source in missing])
    title = "Colonne obligatoire à trouver" if len(missing) == 1 else "Colonnes obligatoires à trouver"
    return f"▲ {title}{french.NBSP}: {headers}. Dites d’où elle{'s viennent' if len(missing) > 1 else ' vient'}."


def _unrecognised(desk: Desk, sheet: ParsedSheet, key: str) -> None:
    st.markdown(f"La feuille {quoted(sheet.sheet)} n’est pas reconnue.")
    if not sheet.headers:
        st.caption("Aucune ligne de titres n’y a été trouvée.")
        return
    st.caption(f"Ses colonnes{french.NBSP}: {escaped(french.listed(list(sheet.headers.values())))}.")
    if sheet.likely is not None:
        _likely(desk, sheet, sheet.likely, key)
    _identity(desk, sheet, key)


def _likely(desk: Desk, sheet: ParsedSheet, code: str, key: str) -> None:
    """The declared sheet that it resembles most, a click away."""
    title = SHEETS[code].title
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"Elle ressemble à {quoted(title)}{french.NBSP}: c’est bien cela{french.THIN}?",
            width="content",
        )
        st.button(
            f"Oui, c’est {title}",
            key=f"{key}.likely",
            type="primary",
            on_click=desk.remember,
            args=(sheet, Layout(code)),
        )


def _identity(desk: Desk, sheet: ParsedSheet, key: str) -> None:
    """« Cette feuille est… »: the declared sheets, the likely one first."""
    titles = {one.code: one.title for one in sorted(WORKBOOK_SHEETS, key=lambda one: one.book is Book.PLAN)}
    codes = sorted(titles, key=lambda code: code != sheet.likely)
    widget = f"{key}.sheet"

    def chosen() -> None:
        code = st.session_state[widget]
        if code is not None and code != sheet.recognised:
            desk.remember(sheet, Layout(code))

    st.selectbox(
        "Cette feuille est…" if sheet.likely is None or sheet.recognised is not None else "Ou bien cette feuille est…",
        codes,
        index=None if sheet.recognised is None else codes.index(sheet.recognised),
        format_func=lambda code: titles[code] + (" (probablement)" if code == sheet.likely else ""),
        placeholder="Choisir",
        key=widget,
        on_change=chosen,
        width=420,
    )


def _proposals(desk: Desk, sheet: ParsedSheet, proposed: Sequence[tuple[Source, Suggestion]], key: str) -> None:
    for source, found in proposed:
        field = source.column.field
        part = "" if found.part is Part.WHOLE else f"{french.NBSP}: {PART_LABELS[found.part]}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"La colonne {quoted(found.header)}{part} ressemble à {quoted(source.column.header)}"
                f"{french.NBSP}: c’est bien cela{french.THIN}?",
                width="content",
            )
            st.button(
                "Oui",
                key=f"{key}.yes.{field}",
                on_click=desk.remember,
                args=(sheet, columns.from_header(sheet, field, found.header, found.part)),
            )
            st.button("Non", key=f"{key}.no.{field}", on_click=desk.dismissed.add, args=((key, field),))


def _open_proposals(desk: Desk, sources: Sequence[Source], key: str) -> Iterator[tuple[Source, Suggestion]]:
    for source in sources:
        if source.resembling is not None and (key, source.column.field) not in desk.dismissed:
            yield source, source.resembling


def _editor(desk: Desk, sheet: ParsedSheet, source: Source, key: str) -> None:
    """One line: the field, the header that gives it, and which part of it or which constant."""
    field, widget = source.column.field, f"{key}.from.{source.column.field}"
    choices = [*dict.fromkeys(sheet.headers.values()), _CONSTANT]
    if not source.column.required or source.by_hand or not source.given:
        choices.append(_NOTHING)
    now = source.header or (_CONSTANT if source.constant else _NOTHING)

    def chosen() -> None:
        taken = st.session_state[widget]
        if taken == _NOTHING and source.column.required:
            desk.forget(sheet, field)
        elif taken == _NOTHING:
            desk.remember(sheet, columns.from_constant(sheet, field, ""))
        elif taken != _CONSTANT:
            desk.remember(sheet, columns.from_header(sheet, field, taken))

    label, origin, detail = st.columns([2, 3, 3], vertical_alignment="center")
    label.markdown(source.column.header + (" *(obligatoire)*" if source.column.required else ""))
    taken = origin.selectbox(
        f"Où prendre {quoted(source.column.header)}",
        choices,
        index=choices.index(now) if now in choices else None,
        format_func=lambda choice: _WORDS.get(choice, choice),
        key=widget,
        on_change=chosen,
        label_visibility="collapsed",
    )
    with detail:
        if taken == _CONSTANT:
            _constant(desk, sheet, source, key)
        elif source.header is not None and taken == source.header:
            _part(desk, sheet, source, key)


def _constant(desk: Desk, sheet: ParsedSheet, source: Source, key: str) -> None:
    widget = f"{key}.constant.{source.column.field}"

    def typed() -> None:
        if st.session_state[widget]:
            desk.remember(sheet, columns.from_constant(sheet, source.column.field, st.session_state[widget]))

    words = f"Valeur de {quoted(source.column.header)} pour toutes les lignes"
    labels = [choice.label for choice in source.column.choices]
    if labels:
        index = labels.index(source.constant) if source.constant in labels else None
        st.selectbox(
            words, labels, index, placeholder="Choisir", key=widget, on_change=typed, label_visibility="collapsed"
        )
    else:
        st.text_input(
            words,
            source.constant,
            placeholder="Valeur pour toutes les lignes",
            key=widget,
            on_change=typed,
            label_visibility="collapsed",
        )


def _part(desk: Desk, sheet: ParsedSheet, source: Source, key: str) -> None:
    parts = list(_SPLIT_KINDS.get(source.column.kind, (Part.WHOLE, Part.CODE, Part.LABEL, Part.FIRST, Part.LAST)))
    if source.part not in parts:
        parts.append(source.part)
    if len(parts) == 1:
        return
    widget = f"{key}.part.{source.column.field}"

    def chosen() -> None:
        layout = columns.from_header(sheet, source.column.field, source.header or "", st.session_state[widget])
        desk.remember(sheet, layout)

    st.selectbox(
        f"Partie de la cellule qui donne {quoted(source.column.header)}",
        parts,
        parts.index(source.part),
        format_func=PART_LABELS.__getitem__,
        key=widget,
        on_change=chosen,
        label_visibility="collapsed",
    )
