"""The sections of the edition for circulation, in order."""

from collections.abc import Mapping, Sequence

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
    under_target = next(one for one in classes.key_figures if one.indicator.code == "schools_under_target")
    published = publish(figures, linked)
    has_plan = not places.sectors.empty
    sectors: list[Block] = sectors_blocks(places, published) if has_plan else [no_plan()]
    operations: list[Block] = operations_blocks(actions, published) if has_plan else [no_plan()]
    shared: Block = matrix_block(first, published) if first.services else NO_SERVICE
    matrix: Block = shared if has_plan else no_plan()
    operations.insert(1, figures_or_words("Opérations du département", actions.key_figures, first.services, published))
    coverage = figures_or_words("Couverture des établissements", classes.key_figures, first.services, published)
    table = figures_or_words("Six chiffres de la fenêtre", six, first.services, published)
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
        Section(
            f"Que donnent les enquêtes, et que saisit-on{THIN}?",
            "Enquêtes",
            (figures_or_words("Enquêtes du département", counted, first.services, published), *_fund(cases)),
        ),
        Section(
            f"La prévention atteint-elle ses publics{THIN}?",
            "Prévention",
            (figures_or_words("Prévention du département", advised, first.services, published), WITHOUT_PREVENTION),
        ),
        Section(
            f"Le plan est-il signé et transmis{THIN}?",
            "Plan",
            (*_steps(plan, steered, first.services, published), WITHOUT_OBJECTIVES),
        ),
        Section(f"Qui a fait quoi, et où{THIN}?", "Sites et services", (matrix,), landscape=is_wide(first.services)),
        *((recorded,) if recorded is not None else ()),
        *definitions(figures, method),
    )


def _told(figure: Figure) -> bool:
    return figure.indicator.code in _TOLD


def _fund(cases: Investigations) -> tuple[Block, ...]:
    """The fund by year, from which no count can be had."""
    fund = fund_table(cases)
    return (WITHOUT_INVESTIGATIONS,) if fund is None else (WITHOUT_INVESTIGATIONS, fund)


def _steps(
    plan: Steering, steered: Sequence[Figure], services: Mapping[str, str], published: Published
) -> tuple[Block, ...]:
    if plan.plan is None:
        return (no_plan(),)
    return figures_or_words("Pilotage du plan", steered, services, published), steps_table(plan)
