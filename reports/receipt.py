"""The receipt of a deposit, to keep: one page as a PDF, or a workbook of one sheet."""

from data_access.receipts import Receipt
from domain.territories import DEPARTMENTS
from reports.document import Document, document_pdf, document_xlsx
from reports.receipt_content import facts_of, in_paris, moment_words, tables_of, title_of, undoing

_REISSUED = (
    "Reçu établi de nouveau d’après ce qui est enregistré. Les totaux de contrôle n’y sont pas\u00a0: ils figurent sur "
    "le reçu remis lors du dépôt."
)


def receipt_pdf(receipt: Receipt, *, reissued: bool = False) -> bytes:
    """The PDF/UA-1 file of a receipt; its date is that of the deposit, so that one receipt gives one file.

    `reissued`: made from what is stored, which does not hold the control totals; it says so.
    """
    return document_pdf(_document(receipt, reissued=reissued))


def receipt_xlsx(receipt: Receipt, *, reissued: bool = False) -> bytes:
    """The workbook of a receipt: numbers as numbers, the moment as a moment of Paris, no text a formula.

    `reissued` as for `receipt_pdf`.
    """
    return document_xlsx(_document(receipt, reissued=reissued))


def _document(receipt: Receipt, *, reissued: bool) -> Document:
    return Document(
        title=title_of(receipt),
        sheet="Reçu",
        department=DEPARTMENTS[receipt.department].label,
        moment=in_paris(receipt),
        moment_words=moment_words(receipt),
        facts=tuple(facts_of(receipt)),
        tables=tuple(tables_of(receipt, reissued=reissued)),
        closing=("Pour annuler ce dépôt", undoing(receipt)),
        note=_REISSUED if reissued else "",
    )
