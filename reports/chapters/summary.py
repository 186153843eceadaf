"""The first pages: what to remember, the six figures, what to decide; and who did what where."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.rules import Sense
from analysis.summary import Summary
from domain.french import NBSP, THIN, listed
from indicators.actions import ACTIONS
from indicators.context import Context
from reports.chapters.wording import contexts_table, figures_or_words, source_words
from reports.content import Item, Items, Matrix, Paragraph, Section

_SIGNS = {Sense.WORSE: "▲", Sense.BETTER: "▼", Sense.NEUTRAL: "–"}
KINDS = {
    "operations": ("Opérations", "op."),
    "presences": ("Présences", "prés."),
    "investigations": ("Enquêtes", "enq."),
    "recommendations": ("Recommandations", "rec."),
}
_NO_PLAN = (
    f"Aucun plan n’est enregistré pour ce département{NBSP}: ni secteurs, ni établissements, ni services. La "
    "préfecture dépose le classeur du plan à la page Dépôt."
)

NO_SERVICE = Paragraph(
    f"Le plan ne nomme aucun service{NBSP}: la préfecture les inscrit dans la feuille Services du plan.", alert=True
)
"""What stands where the matrix should, under a plan without services."""
_UPRIGHT = 4  # services whose matrix an upright page holds


def no_plan() -> Paragraph:
    """What stands where the sectors of the plan should."""
    return Paragraph(_NO_PLAN, alert=True)


def first_pages(found: Summary, contexts: Sequence[Context]) -> tuple[Section, ...]:
    """À retenir, the six figures, À décider, and the figures of longer periods."""
    remembered = Items(
        tuple(
            Item(_SIGNS[finding.sense], finding.text, finding.evidence, finding.sense is Sense.WORSE)
            for finding in found.findings
        )
    )
    matters = Items(
        tuple(Item(str(at), matter.title, matter.detail, True) for at, matter in enumerate(found.to_decide, start=1))
    )
    nothing_known = Paragraph("Les fichiers déposés ne permettent encore aucun constat sur cette fenêtre.", alert=True)
    nothing = Paragraph("Aucune règle ne signale de point à trancher dans cette fenêtre.")
    figures = [key.figure for key in found.key_figures]
    table = figures_or_words("Six chiffres de la fenêtre", figures, found.services)
    longer = contexts_table("Les mêmes chiffres, sur 28\u00a0jours et depuis le 1er\u00a0janvier", contexts)
    return (
        Section("À retenir", "Synthèse", (remembered if found.findings else nothing_known,)),
        Section("À décider", "Synthèse", (matters if found.to_decide else nothing,)),
        Section(f"Où en est-on{THIN}?", "Synthèse", (table,)),
        Section(f"Et sur une période plus longue{THIN}?", "Synthèse", (longer,)),
    )


def sites_and_services(found: Summary) -> Section:
    """The matrix of what each service did on each site of the plan."""
    title = f"Qui a fait quoi, et où{THIN}?"
    if found.totals.empty:
        return Section(title, "Sites et services", (no_plan(),))
    if not found.services:
        return Section(title, "Sites et services", (NO_SERVICE,))
    if found.nothing_known:
        return Section(title, "Sites et services", (Paragraph(found.unknown_words, alert=True),))
    return Section(title, "Sites et services", (_matrix(found),), landscape=is_wide(found.services))


def is_wide(services: Mapping[str, str]) -> bool:
    """Whether the matrix of those services needs a page on its side."""
    return len(services) > _UPRIGHT


def _matrix(found: Summary) -> Matrix:
    names = dict(zip(found.sectors["code"], found.sectors["name"], strict=True))
    sectors = [str(code) for code in found.totals["sector"]]
    counts = found.matrix[found.matrix["service"].notna()].set_index(["sector", "service"])[list(ACTIONS)]
    totals = found.totals.set_index("sector")[list(ACTIONS)]
    idle = frozenset(at for at, code in enumerate(sectors) if not totals.loc[code].any())
    return Matrix(
        title="Actions de chaque service sur chaque site du plan",
        kinds=tuple(KINDS[kind] for kind in ACTIONS),
        rows=tuple((code, str(names[code])) for code in sectors),
        columns=tuple(found.services),
        cells=tuple(tuple(_counts(counts, (code, service)) for service in found.services) for code in sectors),
        totals=tuple(_counts(totals, code) for code in sectors),
        alerts=idle,
        source=source_words("operations", "presences", "investigations", "safety", window=found.window),
        note=kinds_note(found),
    )


def kinds_note(found: Summary) -> str:
    """How to read the matrix, what it cannot tell, and the names of its services."""
    legend = listed([f"{code} {name}" for code, name in found.services.items()])
    unknown = f" {found.unknown_words}" if found.unknown else ""
    return (
        f"op.{NBSP}: opérations menées ou appuyées{THIN}; prés.{NBSP}: présences à un établissement{THIN}; "
        f"enq.{NBSP}: enquêtes ouvertes ou en cours{THIN}; rec.{NBSP}: recommandations de sûreté, sans service. "
        "Une case vide, c’est une fenêtre sans action. L’action de deux services est dans les deux colonnes et "
        f"une fois dans le total.{unknown} Services{NBSP}: {legend}."
    )


def _counts(table: pd.DataFrame, key: object) -> tuple[int, ...]:
    row = table.reindex([key]).iloc[0].fillna(0)
    return tuple(int(value) for value in row)
