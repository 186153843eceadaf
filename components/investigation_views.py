"""Enquêtes et avoirs: what is still to send, the flow by objective, districts, money, minors, repeat offenders."""

import math
from collections.abc import Mapping
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.investigations import Investigations
from analysis.slip import WRITTEN
from components import charts, panels
from components.address import NO_CODE, OBJECTIVE
from components.filters import parameter
from components.kept import kept
from components.listings import listing
from components.selection import choose
from components.sheet_rows import in_french
from domain import french
from domain.french import NBSP, NOTHING, THIN
from domain.windows import Window

_UNSENT = {
    "reference": "Enquête",
    "service": "Service",
    "place": "Secteur",
    "objective": "Objectif",
    "closed_on": "Close le",
    "days_waiting": "Attente (jours)",
}
_ORIGIN = {"source_file": "Fichier", "source_row": "Ligne"}
_FLOW = {
    "name": "Objectif",
    "open_before": "En cours avant",
    "opened": "Ouvertes",
    "closed": "Closes",
    "open_at_end": "En cours à la fin",
    "dismantled": "Réseaux démantelés",
}
_CASES = {
    "reference": "Enquête",
    "service": "Service",
    "place": "Secteur",
    "opened_on": "Ouverte le",
    "closed_on": "Close le",
    "marks": "Particularités",
}
_MARKS = {"gir": "GIR co-saisi", "asset_strand": "volet patrimonial", "dismantled": "réseau démantelé"}
_DISTRICTS = {
    "name": "Lieu",
    "investigations": "Enquêtes",
    "gir_words": "GIR co-saisi",
    "asset_words": "Volet patrimonial",
}
_PLACES = {
    "inside": "quartiers du protocole (43)",
    "outside": "autres secteurs",
    "unplaced": "sans secteur",
    "all": "ensemble",
}
_QUARTERS = {
    "name": "Trimestre",
    "closed": "Enquêtes closes",
    "assets_eur": "Avoirs saisis (€)",
    "tax_eur": "Propositions de taxation (€)",
    "whole": "Trimestre entier",
}
_MINORS = {
    "place": "Secteur",
    "suspects": "Mis en cause",
    "minors": "Dont mineurs",
    "investigations": "Enquêtes avec mineur",
    "unexamined": "Sans examen des parents",
    "parents_examined": "Parents examinés",
    "parents_prosecuted": "Parents poursuivis",
}
_REPEAT = {
    "name": "Mois",
    "followed": "Suivis",
    "removals": "Mesures d’éloignement",
    "mayors_informed": "Maires informés",
    "uninformed": "Mesures sans maire informé",
}
_FUND = {"name": "Année", "paid_in": "Versé (€)", "received": "Reçu (€)"}
_OLDEST = 12
"""So many of the investigations to send stand on the page; all of them in the file."""


def unsent_title(found: Investigations) -> str:
    """How many closed investigations the office had not received, since when, and how many were sent since."""
    if found.unsent.empty:
        return "Tous les résultats d’enquête sont transmis à l’office"
    known, since = len(found.unsent), int(found.unsent[WRITTEN].notna().sum())
    end = french.day(found.window.end)
    if since == known:
        return f"Les résultats non transmis au {end} l’ont été depuis"
    count = french.plural(known, "résultat à transmettre", "résultats à transmettre")
    if since:
        return f"{count} à l’office au {end}, dont {french.plural(since, 'transmis', 'transmis')} depuis"
    days = int(found.unsent["days_waiting"].max())
    return f"{count} à l’office, le plus ancien depuis {french.plural(days, 'jour')}"


def unsent(found: Investigations) -> None:
    """The closed investigations that the office has not received, the oldest first."""
    if found.unsent.empty:
        return
    rows = kept(_unsent_rows, found)
    caption = f"Enquêtes closes et non transmises au {french.day(found.window.end)}, la plus ancienne d’abord"
    more = len(rows) - _OLDEST
    if more > 0:
        caption += f"{THIN}; {_OLDEST} sur {len(rows)}, toutes dans le fichier"
    since = {WRITTEN: "Transmise depuis, le"} if found.unsent[WRITTEN].notna().any() else {}
    listing(rows, _UNSENT | since, caption=caption, name="a-transmettre-a-l-office", first=_OLDEST, besides=_ORIGIN)


def _unsent_rows(found: Investigations) -> pd.DataFrame:
    return _placed(found.unsent, found.sectors).assign(source_row=found.unsent["source_row"].map(str))


def flow_title(found: Investigations) -> str:
    """How many investigations are tied to an objective of the plan, of those open at the end."""
    tied = found.flow[found.flow["objective"].notna()]
    total, aimed = int(found.flow["open_at_end"].sum()), int(tied["open_at_end"].sum())
    if not total:
        return "Aucune enquête n’est en cours à la fin de la fenêtre"
    said = f"{french.plural(aimed, 'enquête')} sur {total} en cours à la fin de la fenêtre"
    return f"{said} {'visent' if aimed > 1 else 'vise'} un objectif du plan"


def flow(found: Investigations) -> None:
    """What came and went under each objective of the plan."""
    listing(
        kept(_flow_rows, found),
        _FLOW,
        caption=f"Enquêtes par objectif du plan, {french.window_words(found.window)}, feuille Enquêtes",
        name="enquetes-par-objectif",
    )


def under_objective(found: Investigations) -> None:
    """The investigations of the objective that the address names, and the list to choose another."""
    names = kept(_objective_names, found)
    code = parameter(OBJECTIVE)
    chosen = code if code in names else None
    choose(OBJECTIVE, "Enquêtes d’un objectif", names, chosen, none="Choisir un objectif", width=520)
    if chosen is None:
        return
    rows = kept(_case_rows, found, chosen)
    if rows.empty:
        st.html(f'<p class="vg-quiet">Aucune enquête sur {escape(names[chosen])} dans la fenêtre.</p>')
        return
    caption = f"{names[chosen]}{NBSP}: enquêtes ouvertes ou en cours, {french.window_words(found.window)}"
    listing(rows, _CASES, caption=caption, name=f"enquetes-{chosen}", besides=_MARKS | _ORIGIN)


def _objective_names(found: Investigations) -> dict[str, str]:
    rows = _flow_rows(found)
    return {
        str(code) if isinstance(code, str) else NO_CODE: str(name)
        for code, name in zip(rows["objective"], rows["name"], strict=True)
    }


def _case_rows(found: Investigations, code: str) -> pd.DataFrame:
    objectives = found.cases["objective"]
    rows = found.cases[objectives.isna() if code == NO_CODE else objectives.eq(code)]
    flags = rows[list(_MARKS)].to_dict("records")
    marks = [", ".join(words for field, words in _MARKS.items() if flag[field]) or NOTHING for flag in flags]
    return in_french("investigations", _placed(rows, found.sectors)).assign(marks=marks)


def _flow_rows(found: Investigations) -> pd.DataFrame:
    return found.flow.assign(
        name=[
            f"{code} {title if isinstance(title, str) else ''}".strip() if isinstance(code, str) else "sans objectif"
            for code, title in zip(found.flow["objective"], found.flow["title"], strict=True)
        ]
    )


def districts(found: Investigations) -> None:
    """GIR and asset strand, inside and outside the districts of the protocol."""
    listing(
        kept(_district_rows, found),
        _DISTRICTS,
        caption=f"Enquêtes ouvertes ou en cours, {french.window_words(found.window)}, feuilles Enquêtes et Secteurs",
        name="gir-et-patrimoine",
    )


def _district_rows(found: Investigations) -> pd.DataFrame:
    table = found.districts[found.districts["investigations"].gt(0) | found.districts["place"].ne("unplaced")]
    return table.assign(
        name=table["place"].map(_PLACES),
        gir_words=[_share(*pair) for pair in zip(table["gir"], table["investigations"], strict=True)],
        asset_words=[_share(*pair) for pair in zip(table["asset_strand"], table["investigations"], strict=True)],
    )


def _share(part: int, whole: int) -> str:
    return f"{french.percent(part / whole)} ({part} sur {whole})" if whole else NOTHING


def districts_title(found: Investigations) -> str:
    """The share with an asset strand in the districts and elsewhere."""
    shares = dict(zip(found.districts["place"], found.districts["asset_share"], strict=True))
    inside, outside = float(shares["inside"]), float(shares["outside"])
    if math.isnan(inside) or math.isnan(outside):
        return "Les avoirs sont-ils recherchés dans les quartiers du protocole\u202f?"
    return (
        f"Volet patrimonial{NBSP}: {french.percent(inside)} des enquêtes dans les quartiers du protocole, "
        f"{french.percent(outside)} ailleurs"
    )


def money(found: Investigations) -> None:
    """Assets seized and tax proposed, quarter by quarter."""
    table = kept(_quarter_rows, found)
    if table.empty:
        st.html('<p class="vg-quiet">Aucune enquête close n’est connue sur ces trimestres.</p>')
        return
    charts.show(
        kept(_money_bars, found),
        table,
        _QUARTERS,
        name="avoirs-par-trimestre",
        title=_money_title(found, table),
        question=f"Euros par trimestre de clôture, jusqu’au {french.day(found.window.end)}, feuille Enquêtes",
        alt=f"Avoirs saisis et propositions de taxation par trimestre, {french.plural(len(table), 'trimestre')}.",
    )


def _money_title(found: Investigations, table: pd.DataFrame) -> str:
    year = found.window.end.year
    seized = table[table["name"].str.endswith(str(year))]["assets_eur"].sum()
    return f"Avoirs saisis depuis le 1er{NBSP}janvier {year}{NBSP}: {french.quantity(seized, '€')}"


def _quarter_rows(found: Investigations) -> pd.DataFrame:
    known = found.quarters[found.quarters["closed"].notna()]
    names = [f"T{when.quarter} {when.year}" for when in known["period"]]
    return known.assign(name=names).reset_index(drop=True)


def _money_bars(found: Investigations) -> go.Figure:
    table = _quarter_rows(found)
    shown = [
        panels.Panel(words, [table[field].tolist()])
        for field, words in (("assets_eur", "Avoirs saisis"), ("tax_eur", "Propositions de taxation"))
    ]
    return panels.bars(shown, table["name"].tolist(), series=["montant"], unit="€", across=1)


def minors(found: Investigations) -> None:
    """Minors among the suspects and what was sought of their parents, by sector."""
    if found.minors.empty:
        st.html('<p class="vg-quiet">Aucun mis en cause dans les enquêtes closes de la fenêtre.</p>')
        return
    listing(
        kept(_placed, found.minors, found.sectors),
        _MINORS,
        caption=f"Enquêtes closes, {french.window_words(found.window)}, feuille Enquêtes",
        name="mineurs",
    )


def minors_title(found: Investigations) -> str:
    """In how many investigations with a minor the parents' liability was not examined."""
    concerned, unexamined = (int(found.minors[field].sum()) for field in ("investigations", "unexamined"))
    if not concerned:
        return "Aucun mineur mis en cause dans les enquêtes closes de la fenêtre"
    left = f"{unexamined} sans examen de la responsabilité des parents" if unexamined else "parents toujours examinés"
    return f"{french.plural(concerned, 'enquête')} avec un mineur{NBSP}: {left}"


def repeat_offenders(found: Investigations) -> None:
    """Repeat offenders followed, month by month."""
    rows = kept(_repeat_rows, found)
    if rows.empty:
        st.html('<p class="vg-quiet">Aucun mois de la feuille Récidivistes n’est reçu.</p>')
        return
    caption = f"Feuille Récidivistes, {_months(found.months)}{THIN}; des nombres, jamais des personnes"
    listing(rows, _REPEAT, caption=caption, name="recidivistes")


def repeat_title(found: Investigations) -> str:
    """How many removals no mayor was told of, over the months on file."""
    missed, removals = (int(found.repeat_offenders[field].sum()) for field in ("uninformed", "removals"))
    if found.repeat_offenders.empty:
        return "Récidivistes suivis"
    if not removals:
        return "Aucune mesure d’éloignement sur douze mois"
    return f"{french.plural(missed, 'mesure')} d’éloignement sur {removals} sans maire informé"


def _repeat_rows(found: Investigations) -> pd.DataFrame:
    fields = [field for field in _REPEAT if field != "name"]
    sums = found.repeat_offenders.groupby("month")[fields].sum().reset_index()
    return sums.assign(name=[french.short_month(when) for when in sums["month"]])


def fund(found: Investigations) -> None:
    """What was paid into the drug fund and received from it, year by year."""
    known = kept(_fund_rows, found)
    if known.empty:
        st.html('<p class="vg-quiet">Aucune ligne de la feuille Fonds de concours n’est reçue.</p>')
        return
    caption = f"Feuille Fonds de concours, jusqu’au {french.day(found.window.end)}"
    listing(known, _FUND, caption=caption, name="fonds-de-concours")


def fund_title(found: Investigations) -> str:
    """What the year paid in and received."""
    this_year = found.fund_years.iloc[-1]
    if pd.isna(this_year["paid_in"]):
        return "Fonds de concours"
    paid, received = (french.quantity(this_year[field], "€") for field in ("paid_in", "received"))
    return f"Fonds de concours en {found.window.end.year}{NBSP}: {paid} versés, {received} reçus"


def _fund_rows(found: Investigations) -> pd.DataFrame:
    known = found.fund_years[found.fund_years["paid_in"].notna()]
    names = [
        f"{when.year}{'' if whole else ' (en partie)'}"
        for when, whole in zip(known["period"], known["whole"], strict=True)
    ]
    return known.assign(name=names).reset_index(drop=True)


def _placed(table: pd.DataFrame, sectors: Mapping[str, str]) -> pd.DataFrame:
    """The table with `place`: the sector's code and name, the bare code of one that no plan of the window has."""
    return table.assign(
        place=[
            f"{code} {sectors.get(code, '')}".strip() if isinstance(code, str) else "sans secteur"
            for code in table["sector"]
        ]
    )


def _months(months: Window) -> str:
    return f"de {french.month(months.start)} à {french.month(months.end)}"
