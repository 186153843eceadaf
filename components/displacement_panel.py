"""Effect and displacement: choose a series of operations, change the sectors it is judged by, read the verdict."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from analysis.displacement import Displacement, Role, displacement
from analysis.displacement_words import RULE
from components import tables
from components.address import BUFFER, BUFFER_CONTROLS, CONTROLS, SERIES, codes_of, codes_written
from components.downloads import csv_button
from components.filters import parameter, set_parameter
from components.kept import kept
from components.notices import partial
from components.session import ask
from domain import french
from indicators.series import FEWEST_OPERATIONS, LONGEST_GAP, Series

_CHOSEN = (CONTROLS, BUFFER, BUFFER_CONTROLS)
_LABELS = {CONTROLS: "Secteurs témoins", BUFFER: "Secteurs voisins", BUFFER_CONTROLS: "Témoins des voisins"}
_GROUPS = {
    Role.TREATED: "secteur traité",
    Role.CONTROL: "secteurs témoins",
    Role.BUFFER: "secteurs voisins",
    Role.BUFFER_CONTROL: "témoins des voisins",
}
_COUNTS = {"group": "faits de stupéfiants", "before": "avant", "after": "pendant", "difference": "écart"}
_SECTORS = {
    "code": "code",
    "name": "secteur",
    "role": "rôle",
    "before": "faits avant",
    "after": "faits pendant",
    "operations_before": "opérations avant",
    "operations_after": "opérations pendant",
}


def draw(offered: Sequence[Series], names: Mapping[str, str], department: str, sector: str | None) -> None:
    """The panel. `offered`: the series to choose from; `names`: the sectors'; `sector`: the one chosen on the page."""
    known = [series for series in offered if series.sector in names]
    if not known:
        st.html(
            f'<p class="vg-quiet">Aucune série d’opérations dans l’année{french.NBSP}: il en faut au moins '
            f"{FEWEST_OPERATIONS} dans un même secteur, à {LONGEST_GAP} jours d’intervalle au plus.</p>"
        )
        return
    asked = next((series for series in known if series.key == parameter(SERIES)), None)
    series = asked or _longest(known, sector)
    _choose_series(known, names, series)
    chosen = {name: codes_of(parameter(name)) if asked else None for name in _CHOSEN}
    found = ask(displacement, department, series, chosen[CONTROLS], chosen[BUFFER], chosen[BUFFER_CONTROLS])
    if found is None:
        partial(f"Le plan en vigueur à la fin de cette série ne connaît pas le secteur {series.sector}.")
        return
    left, right = st.columns([11, 8], gap="large")
    with left:
        _verdict(found)
    with right:
        _figures(found)
    _choose_sectors(found, changed=any(codes is not None for codes in chosen.values()))


def _longest(known: Sequence[Series], sector: str | None) -> Series:
    """The series with most operations, of the sector chosen on the page where it has one."""
    return max(known, key=lambda series: (series.sector == sector, series.operations, series.last))


def _choose_series(known: Sequence[Series], names: Mapping[str, str], series: Series) -> None:
    labels = {one.key: _words(one, names) for one in known}
    key = f"choose.{SERIES}"

    def changed() -> None:
        set_parameter(SERIES, st.session_state[key])
        for name in _CHOSEN:
            set_parameter(name, None)

    st.session_state[key] = series.key
    st.selectbox(
        "Série d’opérations",
        list(labels),
        key=key,
        format_func=lambda one: labels.get(one, one),
        on_change=changed,
        width=720,
        help=(
            f"Au moins {FEWEST_OPERATIONS} opérations d’un même secteur, chacune au plus {LONGEST_GAP} jours après la "
            "précédente, dont la dernière est de l’année qui finit avec la fenêtre."
        ),
    )


def _words(series: Series, names: Mapping[str, str]) -> str:
    held = french.plural(series.operations, "opération")
    return f"{series.sector}\u00a0– {names[series.sector]}, {held} {french.window_words(series.period)}"


def _choose_sectors(found: Displacement, *, changed: bool) -> None:
    """The three groups of sectors, filled in as proposed; a change goes to the address."""
    options = [code for code in found.names if code != found.series.sector]
    roles = dict(zip(_CHOSEN, (found.roles.controls, found.roles.buffer, found.roles.buffer_controls), strict=True))
    for name, codes in roles.items():
        key = f"choose.{name}.{found.series.key}"

        def picked(name: str = name, key: str = key) -> None:
            set_parameter(SERIES, found.series.key)
            set_parameter(name, codes_written(st.session_state[key]))

        st.session_state[key] = list(codes)
        st.multiselect(
            _LABELS[name],
            options,
            key=key,
            format_func=lambda code: f"{code}\u00a0– {found.names.get(code, code)}",
            on_change=picked,
            placeholder="Aucun",
        )
    if changed:
        st.button("Revenir aux secteurs proposés", type="tertiary", icon=":material/undo:", on_click=_forget)


def _forget() -> None:
    for name in _CHOSEN:
        set_parameter(name, None)


def _verdict(found: Displacement) -> None:
    first, *between, last = found.sentences  # the last says what this is no proof of: it is never folded away
    st.html(f'<h3 class="vg-chart">{escape(found.headline)}</h3>{_paragraphs([first, last])}')
    with st.expander("Le détail, et comment ces secteurs et ces périodes sont choisis", type="compact"):
        st.html(_paragraphs([*between, RULE]))


def _paragraphs(sentences: Sequence[str]) -> str:
    return "".join(f'<p class="vg-verdict">{escape(sentence)}</p>' for sentence in sentences)


def _figures(found: Displacement) -> None:
    days = french.plural(found.after.days, "jour")
    tables.plain(
        kept(_count_rows, found),
        _COUNTS,
        caption=(
            f"Avant ({french.window_words(found.before)}) et pendant la série "
            f"({french.window_words(found.after)}), {days} chacun, feuille Faits"
        ),
    )
    with st.expander("Secteur par secteur", icon=":material/table_rows:", type="compact"):
        tables.grid(found.sectors, _SECTORS, key=f"series.{found.series.key}", selectable=False)
        csv_button(found.sectors, _SECTORS, "deplacement")


def _count_rows(found: Displacement) -> pd.DataFrame:
    return pd.DataFrame(
        [(_GROUPS[role], change.before, change.after, change.difference) for role, change in found.counts.items()],
        columns=list(_COUNTS),
    )
