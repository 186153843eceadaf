"""What is checked before a workbook is read: that it is what its name says, and safe to unpack."""

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath

from data_access.workbooks.archive import Archive
from data_access.workbooks.raw import RefusedFile
from domain.faults import Refusal

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """How large a file may be: packed and unpacked (bytes), unpacked to packed from a size on, cells a sheet."""

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 400 * MEGABYTE
    ratio: int = 200
    ratio_from_bytes: int = 50 * MEGABYTE
    cells: int = 20_000_000


LIMITS = Limits()


class Content(Enum):
    """What a file holds, by its bytes; the value is how a message names it."""

    XLSX = "un classeur .xlsx"
    XLSB = "un classeur .xlsb"
    XLS = "un classeur .xls"
    ODS = "un classeur .ods"
    TEXT = "du texte"
    JSON = "un fichier JSON"
    HTML = "une page HTML"
    XML = "un fichier XML"
    PDF = "un document PDF"
    PICTURE = "une image"
    DOCUMENT = "un document de traitement de texte ou de présentation"
    ARCHIVE = "une archive .zip"
    UNKNOWN = "un contenu inconnu"


_EXPECTED = {
    ".xlsx": Content.XLSX,
    ".xlsm": Content.XLSX,
    ".xls": Content.XLS,
    ".ods": Content.ODS,
    ".csv": Content.TEXT,
    ".json": Content.JSON,
    ".geojson": Content.JSON,
}
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SIGNATURES = {
    b"%PDF": Content.PDF,
    b"\x89PNG": Content.PICTURE,
    b"\xff\xd8\xff": Content.PICTURE,
    b"GIF8": Content.PICTURE,
    b"BM": Content.PICTURE,
}
_ODF = b"application/vnd.oasis.opendocument."


Look = Callable[[str, Iterator[bytes]], None]


def guard(name: str, content: bytes, limits: Limits, look: Look) -> tuple[Content, Archive | None]:
    """Return what the file holds, and its members where it is a zip, once it has passed every guard.

    `look` is given each member's name and unpacked bytes as they are guarded, so that they are unpacked once.
    Raises RefusedFile: empty, too_large, encrypted, inflates, external_entity, not_a_workbook or
    wrong_extension, looked for in that order.
    """
    if not content or content.isspace():
        raise RefusedFile(name, Refusal.EMPTY)
    check_size(name, len(content), limits)
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedFile(name, Refusal.ENCRYPTED)
    archive = Archive(name, content) if content.startswith(_ZIP) else None
    if archive is not None:
        _check_members(name, archive, limits, look)
    found = _packed_content(archive) if archive is not None else _bare_content(content)
    _check_extension(name, found)
    return found, archive


def check_size(name: str, size: int, limits: Limits) -> None:
    """Raise RefusedFile where a file of that size, in bytes, is larger than the limit."""
    if size > limits.file_bytes:
        raise RefusedFile(name, Refusal.TOO_LARGE, f"{limits.file_bytes // MEGABYTE}\u00a0Mo")


def _check_members(name: str, archive: Archive, limits: Limits, look: Look) -> None:
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise RefusedFile(name, Refusal.ENCRYPTED)
    by_ratio = max(limits.ratio_from_bytes, limits.ratio * archive.packed_size)
    unpacked = _Unpacked(name, min(limits.unpacked_bytes, by_ratio))
    for member, pieces in archive.every_member():
        drawing = member.lower().endswith(".svg")  # a drawing in SVG rightly declares its document type
        checked = unpacked.checked(pieces, drawing)
        look(member, checked)
        for _ in checked:
            pass


class _Unpacked:
    """The bytes of a file's members as they are unpacked, up to so many in all."""

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most, self._size = name, most, 0

    def checked(self, pieces: Iterator[bytes], may_declare: bool) -> Iterator[bytes]:
        """The same pieces. Raises RefusedFile where they are too many, or declare an entity that they may not."""
        end = b""
        for piece in pieces:
            self._size += len(piece)
            if self._size > self._most:
                raise RefusedFile(self._name, Refusal.INFLATES, f"{self._most // MEGABYTE}\u00a0Mo")
            if not may_declare and _declares_entity(end, piece):
                raise RefusedFile(self._name, Refusal.EXTERNAL_ENTITY)
            end = piece[-32:]
            yield piece


# In UTF-16 of either byte order the letters stand one byte apart: the same run of bytes finds both.
_DECLARATIONS = tuple(
    text.encode(encoding).strip(b"\0") for text in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le")
)


def _declares_entity(end: bytes, piece: bytes) -> bool:
    if b"!" not in piece and b"!" not in end:  # found at once, and seldom there
        return False
    return any(declaration in end + piece for declaration in _DECLARATIONS)


def _check_extension(name: str, found: Content) -> None:
    expected = _EXPECTED.get(PurePath(name).suffix.lower())
    if expected is None or found is Content.UNKNOWN:
        raise RefusedFile(name, Refusal.NOT_A_WORKBOOK)
    if found is not expected:
        raise RefusedFile(name, Refusal.WRONG_EXTENSION, found.value)


def _packed_content(archive: Archive) -> Content:
    if "mimetype" in archive:
        mimetype = archive.read("mimetype")
        if mimetype.startswith(_ODF):
            return Content.ODS if mimetype.startswith(_ODF + b"spreadsheet") else Content.DOCUMENT
    if "[Content_Types].xml" not in archive:
        return Content.ARCHIVE
    types = archive.read("[Content_Types].xml")
    if b"sheet.binary" in types:
        return Content.XLSB
    if b"wordprocessingml" in types or b"presentationml" in types:
        return Content.DOCUMENT
    return Content.XLSX if b"spreadsheetml" in types else Content.ARCHIVE


def _bare_content(content: bytes) -> Content:
    if content.startswith(_OLE):
        is_word = "WordDocument".encode("utf-16-le") in content
        return Content.DOCUMENT if is_word else Content.XLS
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature) and (kind is not Content.PICTURE or b"\0" in content[:64]):
            return kind
    text = decoded(content)
    return Content.UNKNOWN if text is None else _text_content(text)


def _text_content(text: str) -> Content:
    head = text[:2000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html", "<table")) or (head.startswith("<") and "<html" in head):
        return Content.HTML
    if head.startswith("<?xml"):
        return Content.XML
    if head.startswith(("{", "[")):
        return Content.JSON if _is_json(text) else Content.TEXT
    return Content.TEXT


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def decoded(content: bytes) -> str | None:
    """The text of a file in UTF-8, with or without a byte order mark, in UTF-16 with one, or in cp1252; else None.

    One that is plainly UTF-8 but for a few bytes has U+FFFD in their place.
    """
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", None):
        way = (encoding, "strict") if encoding else _second_way(content)
        try:
            text = content.decode(*way)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _second_way(content: bytes) -> tuple[str, str]:
    """How to decode what is not wholly UTF-8: as that nevertheless, where most of its accents are."""
    accents = len(content.translate(None, _ASCII))
    sound = len(content.decode("utf-8", "ignore").encode().translate(None, _ASCII))
    return ("utf-8-sig", "replace") if 2 * sound > accents else ("cp1252", "strict")


_ASCII = bytes(range(128))
