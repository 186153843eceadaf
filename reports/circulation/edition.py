"""The sections of the edition for circulation, in order."""

from collections.abc import Sequence

from analysis.circulation import LinkedCounts
from analysis.hotspots import Hotspots
from analysis.investigations import Investigations
from analysis.method import METHOD
from analysis.operations import Operations
from analysis.plan import Steering
from analysis.recorded import Recorded
from analysis.schools import Schools
from analysis.summary import Summary
from domain.french import THIN
from indicators.figures import Figure
from reports.chapters.investigations import fund_table
from reports.chapters.plan import steps_table
from reports.chapters.sources import definitions, freshness_section
from reports.chapters.summary import NO_SERVICE, is_wide, no_plan
from reports.circulation.published import publish
from reports.circulation.sections import (
    WITHOUT_INVESTIGATIONS,
    WITHOUT_OBJECTIVES,
    WITHOUT_PREVENTION,
    WITHOUT_SCHOOLS,
    figures_table,
    matrix_block,
    operations_blocks,
    recorded_part,
    sectors_blocks,
)
from reports.circulation.words import EXPLAINED, remembered, to_follow
from reports.content import Block, Paragraph, Section

_NOT_SHOWN = "La tendance d’un secteur"  # month by month: this edition has none


def circulation_sections(
    first: Summary,
    places: Hotspots,
    actions: Operations,
    classes: Schools,
    cases: Investigations,
    plan: Steering,
    series: Recorded,
    linked: LinkedCounts,
) -> tuple[Section, ...]:
    """The book of one fortnight for readers outside the meeting."""
    six = [key.figure for key in first.key_figures]
    figures: Sequence[Figure] = [*six, *actions.key_figures, *classes.key_figures]
    under_target = next(one for one in classes.key_figures if one.indicator.code == "schools_under_target")
    published = publish(figures, linked)
    has_plan = not places.sectors.empty
    sectors: list[Block] = sectors_blocks(places, published) if has_plan else [no_plan()]
    operations: list[Block] = operations_blocks(actions, published) if has_plan else [no_plan()]
    shared: Block = matrix_block(first, published) if first.services else NO_SERVICE
    matrix: Block = shared if has_plan else no_plan()
    operations.insert(1, figures_table("Opérations du département", actions.key_figures, first.services, published))
    coverage = figures_table("Couverture des établissements", classes.key_figures, first.services, published)
    table = figures_table("Six chiffres de la fenêtre", six, first.services, published)
    recorded = recorded_part(series)
    method = {subject: text for subject, text in METHOD.items() if subject != _NOT_SHOWN}
    return (
        Section("Ce que cette édition masque", "Synthèse", tuple(Paragraph(text) for text in EXPLAINED)),
        Section("À retenir", "Synthèse", (remembered(first, places, published),)),
        Section(f"Où en est-on{THIN}?", "Synthèse", (table,)),
        Section("Points d’attention", "Synthèse", (to_follow(first, places, under_target, published),)),
        freshness_section(first.freshness, first.window),
        Section(f"Où les faits se concentrent-ils{THIN}?", "Secteurs", tuple(sectors)),
        Section(f"Les opérations suivent-elles le plan{THIN}?", "Opérations", tuple(operations)),
        Section(
            f"Les établissements sensibles sont-ils couverts{THIN}?", "Établissements", (coverage, WITHOUT_SCHOOLS)
        ),
        *_followed_up(cases, plan),
        Section(f"Qui a fait quoi, et où{THIN}?", "Sites et services", (matrix,), landscape=is_wide(first.services)),
        *((recorded,) if recorded is not None else ()),
        *definitions(figures, method),
    )


def _followed_up(cases: Investigations, plan: Steering) -> tuple[Section, ...]:
    """Of investigations, prevention and the plan: the fund and the signatures, from which no count can be had."""
    fund = fund_table(cases)
    steps: tuple[Block, ...] = (steps_table(plan),) if plan.plan is not None else (no_plan(),)
    money: tuple[Block, ...] = (fund,) if fund is not None else ()
    return (
        Section(f"Que donnent les enquêtes, et que saisit-on{THIN}?", "Enquêtes", (WITHOUT_INVESTIGATIONS, *money)),
        Section(f"La prévention atteint-elle ses publics{THIN}?", "Prévention", (WITHOUT_PREVENTION,)),
        Section(f"Le plan est-il signé et transmis{THIN}?", "Plan", (*steps, WITHOUT_OBJECTIVES)),
    )
