"""À retenir and À décider: each sentence with its sign, what it rests on, and where to look further."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from analysis.links import Link
from analysis.rules import Finding, Matter, Sense
from components import filters
from components.address import SCHOOL, SECTOR
from domain.french import NBSP

_SENSES = {Sense.WORSE: ("▲", "Se dégrade"), Sense.BETTER: ("▼", "S’améliore"), Sense.NEUTRAL: ("", "")}
_PAGES = {
    "points-chauds": "Points chauds",
    "operations": "Opérations",
    "etablissements": "Établissements",
    "enquetes": "Enquêtes et avoirs",
    "prevention": "Prévention",
    "plan": "Plan",
    "synthese": "Synthèse",
    "depot": "Dépôt",
}


def remembered(findings: Sequence[Finding]) -> None:
    """À retenir: what the indicators allow to say, one sentence a line."""
    st.html('<h2 class="vg-part">À retenir</h2>')
    if not findings:
        st.html('<p class="vg-quiet">Les fichiers déposés ne permettent encore aucun constat sur cette fenêtre.</p>')
    with st.container(gap="xsmall"):
        for finding in findings:
            _line(_finding(finding), finding.link)


def _finding(finding: Finding) -> str:
    sign, words = _SENSES[finding.sense]
    sense = f'<span class="vg-sense"><span aria-hidden="true">{sign}</span> {words}{NBSP}:</span> ' if words else ""
    return (
        f'<div class="vg-finding vg-{finding.sense}"><p>{sense}<strong>{escape(finding.text)}</strong><br>'
        f"<small>{escape(finding.evidence)}</small></p></div>"
    )


def to_decide(matters: Sequence[Matter]) -> None:
    """À décider: the matters, gravest first; the one place of the screen that is red."""
    st.html('<h2 class="vg-part">À décider</h2>')
    if not matters:
        st.html('<p class="vg-quiet">Aucune règle ne signale de point à trancher dans cette fenêtre.</p>')
    with st.container(gap="xsmall"):
        for matter in matters:
            title, detail = escape(matter.title), escape(matter.detail)
            _line(f'<div class="vg-matter"><strong>{title}</strong><br><small>{detail}</small></div>', matter.link)


def _line(words: str, link: Link) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False):
        st.html(words)
        follow(link)


def follow(link: Link) -> None:
    """The link to another page, département and window carried along."""
    label = _PAGES[link.page]
    if SECTOR in link.parameters:
        label = f"Secteur {link.parameters[SECTOR]}"
    elif SCHOOL in link.parameters:
        label = f"Établissement {link.parameters[SCHOOL]}"
    page = f"pages/{link.page.replace('-', '_')}.py"
    st.page_link(
        page,
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={**filters.carried(), **link.parameters},
    )
