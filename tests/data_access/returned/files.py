"""Workbooks to give back: one with all that a service's workbook may hold, others written by hand as programs do."""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

from data_access.workbooks.sentences import sentence
from domain import faults
from domain.faults import Fault, Proposal

SHA = "5e" * 32
MACROS = b"\xd0\xcf\x11\xe0 what a spreadsheet runs"
LIGHT, DARK = "FFFFC8D0", "FF9C0A12"
HEADING = "Vigie, à corriger\u00a0:"


def fault(
    cell: str,
    said: str = "La valeur est fausse.",
    sheet: str = "Opérations",
    rule: faults.Rule = faults.Rule.TYPE,
    row: int | None = None,
    proposals: tuple[Proposal, ...] = (),
) -> Fault:
    """A fault of that cell, in row 0 where it has none."""
    digits = "".join(filter(str.isdigit, cell))
    number = int(digits or 0) if row is None else row
    return Fault(sheet, cell, number, "field", rule, None, sentence(sheet, cell, said), proposals)


def members(content: bytes) -> dict[str, bytes]:
    """The members of a zip, unpacked."""
    with ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of those members; `mimetype` is stored, as an .ods wants it."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return buffer.getvalue()


def rich_workbook() -> bytes:
    """A workbook with styles, formulas, a chart, a picture, a table, rules, lists, names, comments, two sheets."""
    workbook = Workbook()
    (first,) = workbook.worksheets
    first.title = "Opérations"
    first.append(["référence", "date", "secteur", "grammes", "observations"])
    for number in range(2, 12):
        first.append([f"OP-{number}", date(2026, 11, number), "S1", 12.5 * number, None])
    first["D12"] = "=SUM(D2:D11)"
    for cell in first[1]:
        cell.fill, cell.font = PatternFill("solid", fgColor="FF1F3A5F"), Font(color="FFFFFFFF", bold=True)
    first["B3"].number_format = "dd/mm/yyyy"
    first["B3"].border = Border(bottom=Side("thick", color="FFC8741A"))
    first["C4"].alignment = Alignment(wrap_text=True, horizontal="right")
    first["C5"].fill = PatternFill("solid", fgColor="FF92D050")
    first["C5"].comment = Comment("Vu avec le chef.", "Capitaine")
    first.column_dimensions["B"].width = 23
    first.merge_cells("A14:C14")
    rule = Rule(type="cellIs", operator="greaterThan", formula=["100"], dxf=DifferentialStyle(font=Font(bold=True)))
    first.conditional_formatting.add("D2:D11", rule)
    listed = DataValidation(type="list", formula1='"S1,S2"')
    listed.add("C2:C11")
    first.add_data_validation(listed)
    chart = BarChart()
    chart.add_data(Reference(first, min_col=4, min_row=2, max_row=11))
    first.add_chart(chart, "G2")
    picture = BytesIO()
    Picture.new("RGB", (8, 8), "red").save(picture, "PNG")
    first.add_image(Image(picture), "G20")
    first.add_table(Table(displayName="Faits", ref="A1:E11"))
    second = workbook.create_sheet("Bilan")
    second["A1"], second["B2"] = "total", "=Opérations!D12"
    workbook.defined_names["grammes"] = DefinedName("grammes", attr_text="Opérations!$D$2:$D$11")
    workbook.properties.created = datetime.fromisoformat("2026-11-24T00:00")
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def with_macros(content: bytes) -> bytes:
    """The workbook as one with macros."""
    parts = members(content)
    types = parts["[Content_Types].xml"].replace(
        b"spreadsheetml.sheet.main+xml", b"spreadsheetml.sheet.macroEnabled.main+xml"
    )
    return zipped({**parts, "[Content_Types].xml": types, "xl/vbaProject.bin": MACROS})


def comments_of(content: bytes, sheet: str = "Opérations") -> dict[str, str]:
    """The comments of a sheet, by cell, as openpyxl reads them."""
    worksheet = load_workbook(BytesIO(content))[sheet]
    return {cell.coordinate: cell.comment.text for row in worksheet.iter_rows() for cell in row if cell.comment}


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def bare_workbook(sheet: str, extra: Mapping[str, str] | None = None) -> bytes:
    """A workbook of the one sheet `Opérations` with that XML and no styles, as small programs write it."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{_OFFICE}"><sheets><sheet name="Opérations" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    return zipped(parts | dict(extra or {}))


def ods(table: str, styles: str = "", meta: str = "") -> bytes:
    """An .ods of one sheet `Opérations` with those rows, and those styles of cells."""
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "fo": "xsl-fo-compatible",
            "meta": "meta",
        }.items()
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<office:document-content {namespaces} office:version="1.3"><office:automatic-styles>'
            f'{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Opérations">'
            f"{table}</table:table></office:spreadsheet></office:body></office:document-content>",
            "meta.xml": f'<office:document-meta {namespaces} office:version="1.3"><office:meta>{meta}</office:meta>'
            "</office:document-meta>",
            "Pictures/plan.png": "a picture",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            'manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        }
    )
