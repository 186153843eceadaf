"""A grid of cells as the bytes of a file, in each of the formats that services send."""

import csv
import io
import zipfile
from datetime import date, time
from xml.sax.saxutils import escape, quoteattr

from tests.data_access.workbook_builder import Rows, workbook

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def written(form: str, tab: str, rows: Rows) -> bytes:
    """The rows as the one sheet of an .xlsx, an .ods or a .csv."""
    writers = {"xlsx": lambda: workbook({tab: rows}), "ods": lambda: _ods(tab, rows), "csv": lambda: _csv(rows)}
    return writers[form]()


def _csv(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([[_typed_out(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _typed_out(cell: object) -> str:
    match cell:
        case None:
            return ""
        case date():
            return f"{cell:%d/%m/%Y}"
        case time():
            return f"{cell:%H:%M}"
        case float():
            return str(cell).replace(".", ",")
    return str(cell)


def _ods(tab: str, rows: Rows) -> bytes:
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES}><office:body>'
        f"<office:spreadsheet><table:table table:name={quoteattr(tab)}>{lines}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def _ods_cell(cell: object) -> str:
    match cell:
        case None | "":
            return "<table:table-cell/>"
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
        case time():
            return f'<table:table-cell office:value-type="time" office:time-value="PT{cell:%HH%MM%SS}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
