"""What the receipt of a deposit says, whatever it is written as: facts, tables of raw values, how to undo it."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from data_access.receipts import Receipt, SheetReceipt
from data_access.workbooks.parsed import Amendment, ControlTotal
from domain.faults import Rule
from domain.french import NBSP, listed, long_day, number, plural
from domain.sheets import SHEETS
from domain.territories import DEPARTMENTS
from reports.content import Amount, Cell, Column, Table, words_column
from reports.document import Fact

PARIS = ZoneInfo("Europe/Paris")
_DOUBTS: dict[Rule | None, str] = {
    Rule.OUT_OF_RANGE: "valeur peu plausible",
    Rule.FUTURE_DATE: "date future",
    Rule.OUTSIDE_OUTLINE: "hors du contour",
}
_UNREAD_NAMED = 12
_DECIMALS = 3
_KILO = 1_000


def title_of(receipt: Receipt) -> str:
    """`Reçu du dépôt n° 12`."""
    return f"Reçu du dépôt n°{NBSP}{receipt.deposit_id}"


def in_paris(receipt: Receipt) -> datetime:
    """When the file was stored, to the second, by the clocks of Paris."""
    return receipt.stored_at.astimezone(PARIS).replace(microsecond=0)


def moment_words(receipt: Receipt) -> str:
    """`mardi 24 novembre 2026 à 14 h 05, heure de Paris`."""
    moment = in_paris(receipt)
    return f"{long_day(moment)} à {moment.hour}{NBSP}h{NBSP}{moment:%M}, heure de Paris"


def size_words(size: int) -> str:
    """`12 345 octets (12,3 ko)`; small ones in bytes alone."""
    whole = plural(size, "octet")
    if size < _KILO:
        return whole
    unit, value = ("Mo", size / _KILO**2) if size >= _KILO**2 else ("ko", size / _KILO)
    return f"{whole} ({number(value, 1)}{NBSP}{unit})"


def facts_of(receipt: Receipt) -> list[Fact]:
    """What was deposited, for whom, by whom and when."""
    found = [
        Fact("Fichier", receipt.file),
        Fact("Taille", size_words(receipt.size), receipt.size),
        Fact("Empreinte SHA-256", receipt.sha256),
        Fact("Département", DEPARTMENTS[receipt.department].label),
        Fact("Service", receipt.service or "fichier départemental"),
        Fact("Déposé par", receipt.author),
        Fact("Déposé le", moment_words(receipt), in_paris(receipt).replace(tzinfo=None)),
    ]
    if receipt.corrects is not None:
        found.append(Fact("Corrige", f"le fichier du dépôt n°{NBSP}{receipt.corrects}"))
    kept = "gardé un temps par le serveur, à reprendre à la page Historique" if receipt.kept else "non gardé"
    return [*found, Fact("Fichier d’origine", kept)]


def undoing(receipt: Receipt) -> str:
    """How the deposit is undone, in a sentence."""
    return (
        f"Page Historique, dépôt n°{NBSP}{receipt.deposit_id}, bouton «{NBSP}Annuler ce dépôt{NBSP}»{NBSP}: Vigie dit "
        "d’abord ce qui serait retiré et remis, puis remet exactement ce qui était là avant lui. En ligne de "
        f"commande{NBSP}: vigie undo {receipt.deposit_id}."
    )


def tables_of(receipt: Receipt, *, reissued: bool) -> list[Table]:
    """The tables of the receipt. A `reissued` one has no control totals: they are not kept with the deposit."""
    tables = [_sheets(receipt), *([] if reissued else [_totals(receipt)])]
    corrected = [amendment for amendment in receipt.amendments if not amendment.reason]
    doubtful = [amendment for amendment in receipt.amendments if amendment.reason]
    return [*tables, _corrected(receipt, corrected), _doubtful(receipt, doubtful)]


def _sheets(receipt: Receipt) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (sheet.sheet, _recognised(sheet), *map(Amount, _counts(sheet))) for sheet in receipt.sheets
    ]
    if len(rows) > 1:
        sums = (sum(counts) for counts in zip(*map(_counts, receipt.sheets), strict=True))
        rows.append(("Ensemble", "", *map(Amount, sums)))
    return Table(
        "Lignes, feuille par feuille",
        (
            words_column("Feuille", 2.2),
            words_column("Reconnue comme", 2.2),
            *(Column(label) for label in ("Nouvelles", "Remplacées", "Inchangées", "Refusées")),
        ),
        tuple(rows),
        source="",
        note="" if rows else "Aucune feuille du fichier n’a été reconnue.",
        alerts=frozenset((at, 5) for at, sheet in enumerate(receipt.sheets) if sheet.refused),
    )


def _counts(sheet: SheetReceipt) -> tuple[int, int, int, int]:
    return sheet.new, sheet.replaced, sheet.unchanged, sheet.refused


def _recognised(sheet: SheetReceipt) -> str:
    return SHEETS[sheet.recognised].title if sheet.recognised in SHEETS else sheet.recognised


def _totals(receipt: Receipt) -> Table:
    stated = [(sheet.sheet, total) for sheet in receipt.sheets for total in sheet.totals]
    rows = tuple(
        (name, total.of, Amount(total.row), _amount(total.stated), _amount(total.read), _amount(total.difference))
        for name, total in stated
    )
    return Table(
        "Totaux de contrôle",
        (
            words_column("Feuille", 2.2),
            words_column("Total de", 2.2),
            Column("En ligne"),
            Column("Annoncé"),
            Column("Lu"),
            Column("Écart"),
        ),
        rows,
        source="",
        note=" ".join(_unread(stated)) if rows else "Le fichier n’annonce aucun total.",
        alerts=frozenset((at, 5) for at, (_, total) in enumerate(stated) if _amount(total.difference).value),
    )


def _amount(value: float) -> Amount:
    """A total with the decimals it has, three at most: sums of fractions carry noise further on."""
    rounded = round(float(value), _DECIMALS)
    return Amount(rounded, 0 if rounded.is_integer() else len(repr(rounded).partition(".")[2]))


def _unread(stated: list[tuple[str, ControlTotal]]) -> Iterator[str]:
    """The rows that were not read, once a sheet."""
    by_sheet: dict[str, dict[int, str]] = {}
    for name, total in stated:
        by_sheet.setdefault(name, {}).update(total.unread)
    for name, unread in by_sheet.items():
        words = [f"{row} ({why})" for row, why in sorted(unread.items())[:_UNREAD_NAMED]]
        left = len(unread) - len(words)
        words += [plural(left, "autre")] if left else []
        if words:
            noun = "ligne non lue" if len(unread) == 1 else "lignes non lues"
            yield f"{name}, {noun}{NBSP}: {listed(words)}."


def _corrected(receipt: Receipt, amendments: list[Amendment]) -> Table:
    return Table(
        "Cellules corrigées à la main",
        (*_PLACE, words_column("Valeur inscrite", 4.0)),
        tuple((*_place(receipt, amendment), amendment.value) for amendment in amendments),
        source="",
        note="" if amendments else "Aucune.",
    )


def _doubtful(receipt: Receipt, amendments: list[Amendment]) -> Table:
    """The values kept for a reason; never the value itself, which was found in the file."""
    return Table(
        "Valeurs douteuses gardées",
        (*_PLACE, words_column("Doute", 1.8), words_column("Motif", 4.0)),
        tuple(
            (*_place(receipt, amendment), _DOUBTS.get(amendment.rule, ""), amendment.reason) for amendment in amendments
        ),
        source="",
        note="" if amendments else "Aucune.",
    )


_PLACE = (words_column("Feuille"), words_column("Cellule", 0.8), words_column("Colonne"))


def _place(receipt: Receipt, amendment: Amendment) -> tuple[str, str, str]:
    recognised = next((sheet.recognised for sheet in receipt.sheets if sheet.sheet == amendment.sheet), "")
    headers = {column.field: column.header for column in SHEETS[recognised].columns} if recognised in SHEETS else {}
    return amendment.sheet, amendment.cell, headers.get(amendment.field, amendment.field)
