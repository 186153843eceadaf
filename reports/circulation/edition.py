"""The sections of the edition for circulation, in order."""

from collections.abc import Sequence
from functools import partial

from analysis.circulation import LinkedCounts
from analysis.hotspots import Hotspots
from analysis.investigations import Investigations
from analysis.method import METHOD
from analysis.operations import Operations
from analysis.plan import Steering
from analysis.prevention import Prevention
from analysis.recorded import Recorded
from analysis.schools import Schools
from analysis.summary import Summary
from domain.french import THIN
from indicators.figures import Figure
from reports.chapters.investigations import fund_table
from reports.chapters.plan import steps_table
from reports.chapters.sectors import untold_sectors
from reports.chapters.sources import definitions, freshness_section
from reports.chapters.summary import NO_SERVICE, is_wide, no_plan
from reports.circulation.published import Published, publish
from reports.circulation.sections import (
    WITHOUT_INVESTIGATIONS,
    WITHOUT_OBJECTIVES,
    WITHOUT_PREVENTION,
    WITHOUT_SCHOOLS,
    figures_or_words,
    matrix_block,
    operations_blocks,
    recorded_part,
    sectors_blocks,
)
from reports.circulation.words import EXPLAINED, remembered, to_follow
from reports.content import Block, Paragraph, Section

_TOLD = (
    *("investigations_opened", "networks_dismantled", "unsent", "suspects", "minors"),
    *("parents_examined", "parents_prosecuted"),
    *("information_meetings_offered", "information_meetings_held", "recommendations"),
    *("plan_up_to_date", "objectives_reached_share", "meetings_held", "decisions_open", "decisions_overdue"),
)
"""What is told of investigations, prevention and the plan. Not the closed and the open investigations: the open ones of
a fortnight are those of the one before, and the opened, less the closed, so that two books would give back what each
hides. No share of counts either, which tells what it is a share of; nor the targets reached, which tell how high hidden
counts are."""
_NOT_SHOWN = "La tendance d’un secteur"  # month by month: this edition has none


def circulation_sections(
    first: Summary,
    places: Hotspots,
    actions: Operations,
    classes: Schools,
    cases: Investigations,
    meetings: Prevention,
    plan: Steering,
    series: Recorded,
    linked: LinkedCounts,
) -> tuple[Section, ...]:
    """The book of one fortnight for readers outside the meeting."""
    six = [key.figure for key in first.key_figures]
    counted = [figure for figure in (*cases.key_figures, *cases.office_figures, *cases.minor_figures) if _told(figure)]
    advised = [figure for figure in meetings.key_figures if _told(figure)]
    steered = [figure for figure in plan.key_figures if _told(figure)]
    figures: Sequence[Figure] = [
        *(*six, *actions.key_figures, *classes.key_figures),
        *(*counted, *advised, *steered),
    ]
    published = publish(figures, linked)
    table = partial(figures_or_words, services=first.services, published=published)
    under_target = next(one for one in classes.key_figures if one.indicator.code == "schools_under_target")
    recorded = recorded_part(series)
    return (
        Section("Ce que cette édition masque", "Synthèse", tuple(Paragraph(text) for text in EXPLAINED)),
        Section("À retenir", "Synthèse", (remembered(first, places, published),)),
        Section(f"Où en est-on{THIN}?", "Synthèse", (table("Six chiffres de la fenêtre", six),)),
        Section("Points d’attention", "Synthèse", (to_follow(first, places, under_target, published),)),
        freshness_section(first.freshness, first.window),
        _sectors(places, published),
        _operations(actions, published, table("Opérations du département", actions.key_figures)),
        _schools(table("Couverture des établissements", classes.key_figures)),
        _investigations(cases, table("Enquêtes du département", counted)),
        _prevention(table("Prévention du département", advised)),
        _plan(plan, table("Pilotage du plan", steered)),
        _matrix(first, published),
        *((recorded,) if recorded is not None else ()),
        *definitions(figures, {subject: text for subject, text in METHOD.items() if subject != _NOT_SHOWN}),
    )


def _told(figure: Figure) -> bool:
    return figure.indicator.code in _TOLD


def _sectors(places: Hotspots, published: Published) -> Section:
    title = f"Où les faits se concentrent-ils{THIN}?"
    if places.sectors.empty:
        return Section(title, "Secteurs", (no_plan(),))
    return Section(title, "Secteurs", untold_sectors(places) or tuple(sectors_blocks(places, published)))


def _operations(actions: Operations, published: Published, figures: Block) -> Section:
    title = f"Les opérations suivent-elles le plan{THIN}?"
    if actions.frequency.empty:
        return Section(title, "Opérations", (no_plan(), figures))
    if actions.absent:
        return Section(title, "Opérations", (figures,))
    frequency, bars = operations_blocks(actions, published)
    return Section(title, "Opérations", (frequency, figures, bars))


def _schools(figures: Block) -> Section:
    title = f"Les établissements sensibles sont-ils couverts{THIN}?"
    return Section(title, "Établissements", (figures, WITHOUT_SCHOOLS))


def _investigations(cases: Investigations, figures: Block) -> Section:
    """The figures, and the fund by year, from which no count can be had."""
    fund = fund_table(cases)
    blocks: tuple[Block, ...] = (figures, WITHOUT_INVESTIGATIONS)
    return Section(
        f"Que donnent les enquêtes, et que saisit-on{THIN}?", "Enquêtes", blocks if fund is None else (*blocks, fund)
    )


def _prevention(figures: Block) -> Section:
    return Section(f"La prévention atteint-elle ses publics{THIN}?", "Prévention", (figures, WITHOUT_PREVENTION))


def _plan(plan: Steering, figures: Block) -> Section:
    blocks: tuple[Block, ...] = (no_plan(),) if plan.plan is None else (figures, steps_table(plan))
    return Section(f"Le plan est-il signé et transmis{THIN}?", "Plan", (*blocks, WITHOUT_OBJECTIVES))


def _matrix(first: Summary, published: Published) -> Section:
    matrix: Block
    if first.totals.empty:
        matrix = no_plan()
    elif not first.services:
        matrix = NO_SERVICE
    elif first.nothing_known:
        matrix = Paragraph(first.unknown_words, alert=True)
    else:
        matrix = matrix_block(first, published)
    title = f"Qui a fait quoi, et où{THIN}?"
    return Section(title, "Sites et services", (matrix,), landscape=is_wide(first.services))
