"""Files that the ministry publishes, each recognised by its content: one module a kind."""

from collections.abc import Callable

from data_access.workbooks.parsed import FileKind, ParsedSheet
from data_access.workbooks.published import etat4001_months, etat4001_services, layers, school_directory, ssmsi
from data_access.workbooks.raw import RawFile

Parser = Callable[[RawFile], tuple[ParsedSheet, ...]]

_KINDS = {
    FileKind.ETAT4001_SERVICES: etat4001_services,
    FileKind.ETAT4001_MONTHS: etat4001_months,
    FileKind.SSMSI_DEPARTEMENTS: ssmsi,
    FileKind.SCHOOL_DIRECTORY: school_directory,
    FileKind.LAYER: layers,
}


def recognise_published(raw: RawFile) -> tuple[FileKind, Parser] | None:
    """The kind of a published file and the function that parses it; None where the file is of no published kind."""
    return next(((kind, module.parse) for kind, module in _KINDS.items() if module.recognises(raw)), None)
