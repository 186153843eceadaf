"""Plan: objectives and targets, signatures, what each version changed, meetings and decisions, deconfliction."""

from functools import partial

import streamlit as st

from analysis.deconfliction import deconfliction
from analysis.plan import Steering, steering
from analysis.plan_versions import plan_changes, plan_version
from analysis.plan_words import plan_name
from components import deconfliction_views
from components import plan_views as views
from components.address import VERSION_AFTER, VERSION_BEFORE, Choice
from components.filters import parameter
from components.indicator_figures import row_with_sources
from components.kept import kept
from components.notices import empty
from components.opening import opening
from components.selection import choose
from components.session import ask, choice, database, scope
from data_access.database import Database
from domain.plans import Plan
from domain.scope import Scope
from reports.figure_rows import figure_rows_xlsx
from reports.plan_document import plan_pdf


def _page() -> None:
    picked = choice()
    found = ask(steering, picked.department, picked.window)
    opening("Plan", picked, found.freshness)
    row_with_sources(found.key_figures, picked.window, picked.department, workbook=figure_rows_xlsx)
    if found.plan is None:
        empty(
            "Aucun plan en vigueur",
            "Aucun plan n’est enregistré pour le dernier jour de la fenêtre\u00a0: la préfecture dépose le classeur du "
            "plan.",
        )
        return
    _part(kept(views.objectives_title, found))
    views.objectives(found)
    _part(kept(views.targets_title, found))
    views.targets(found)
    decided, signed = st.columns([7, 5], gap="large")
    with decided:
        _part(kept(views.decisions_title, found))
        st.html(f'<p class="vg-question">{views.meetings_words(found)}</p>')
        views.decisions(found)
    with signed:
        _part("Signatures et envoi")
        views.signatures(found)
        views.documents(found, partial(_printed, database(), scope(), picked.department))
    _part("Ce qui change d’une version à l’autre")
    _versions(picked, found, found.plan)
    _part("Déconfliction")
    deconfliction_views.pairs(ask(deconfliction, picked.department, picked.window), found.sectors)


def _printed(stored: Database, allowed: Scope, department: str, plan: Plan) -> bytes:
    return plan_pdf(plan_version(stored, allowed, department, plan))


def _part(title: str) -> None:
    st.html(f'<h2 class="vg-part">{title}</h2>')


def _versions(picked: Choice, found: Steering, plan: Plan) -> None:
    """Two versions side by side: the plan in force and the one before it, or those that the address asks for."""
    if len(found.versions) < 2:
        st.html('<p class="vg-quiet">Une seule version du plan est enregistrée.</p>')
        return
    names = {plan_name(version): version for version in reversed(found.versions)}
    usual = {VERSION_BEFORE: plan_name(found.before or plan), VERSION_AFTER: plan_name(plan)}
    with st.container(horizontal=True, gap="medium"):
        for parameter_name, label in ((VERSION_BEFORE, "De la version"), (VERSION_AFTER, "À la version")):
            asked = parameter(parameter_name)
            others = {name: name for name in names if name != usual[parameter_name]}  # no two choices read the same
            choose(
                parameter_name,
                label,
                others,
                asked if asked in others else None,
                none=usual[parameter_name],
                width=220,
            )
    before, after = (
        names[asked] if (asked := parameter(name) or usual[name]) in names else names[usual[name]]
        for name in (VERSION_BEFORE, VERSION_AFTER)
    )
    views.changes(
        ask(plan_changes, picked.department, before, after),
        plan_name(before),
        plan_name(after),
    )


_page()
