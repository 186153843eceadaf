"""Files made part by part, and the shortest way to what is read of them."""

import io
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data_access.workbooks.guards import LIMITS, Limits
from data_access.workbooks.raw import RawSheet, RefusedFile
from data_access.workbooks.read import read_file
from domain.faults import Refusal

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def xlsx(*cells: object) -> bytes:
    """A workbook of one sheet, its first row these cells."""
    book, sheet = new_book()
    sheet.append(list(cells))
    return saved(book)


def new_book() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet(xml: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    return zipped({**members(xlsx("x")), "xl/worksheets/sheet1.xml": xml})


def ods(body: str, manifest: str = "<manifest/>", before: str = "") -> bytes:
    names = ("office", "table", "text", "style", "calcext")
    namespaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"{HEAD}<office:document-content {namespaces}>{before}<office:body><office:spreadsheet>"
        f'<table:table table:name="A">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": HEAD + manifest, "content.xml": content})


def refusal(content: bytes, name: str, limits: Limits = LIMITS) -> Refusal:
    with pytest.raises(RefusedFile) as caught:
        read_file(content, name, limits)
    assert caught.value.message.startswith(f"{name}\u00a0: ")
    return caught.value.rule


def only_sheet(content: bytes, name: str) -> RawSheet:
    (sheet,) = read_file(content, name).sheets
    return sheet


def cells(content: bytes, name: str) -> list[list[object]]:
    return only_sheet(content, name).cells
