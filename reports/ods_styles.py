"""How the OpenDocument workbook looks: its styles as OpenDocument writes them, each made when it is first asked for."""

from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from domain.french import NBSP
from reports.content import Amount, Book, Cell
from reports.grid import Link, Sheet, legible
from reports.grid_looks import FONT, LOOKS, Look

TABLE_STYLE, MASTER = "ta1", "Default"
_LAYOUT = "livret"
_SPLIT_FROZEN = 2
_PIXELS_A_CHARACTER, _PIXELS_A_MARGIN, _PIXELS_AN_INCH = 7, 5, 96  # as spreadsheets turn characters into widths
_DATE = (
    '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/>'
)
_FRENCH = 'number:language="fr" number:country="FR"'


class Styles:
    """Gives each cell, column and row the name of its style; `xml` writes those that were asked for."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def cell(self, value: Cell | Link, look: str) -> str:
        """The name for a cell of that look which holds that value."""
        form = _form(value)
        data = f' style:data-style-name="{self._named("n", form)}"' if form else ""
        name = 'style:family="table-cell" style:parent-style-name="Default"'
        return self._named("c", f"<style:style {{}} {name}{data}>{_look(LOOKS[look])}</style:style>")

    def column(self, characters: float | None) -> str:
        """The name for a column of that width, or of the usual one."""
        pixels = 64.0 if characters is None else characters * _PIXELS_A_CHARACTER + _PIXELS_A_MARGIN
        width = f'style:column-width="{pixels / _PIXELS_AN_INCH:.4f}in"'
        family = 'style:family="table-column"'
        return self._named("k", f"<style:style {{}} {family}><style:table-column-properties {width}/></style:style>")

    def row(self, points: float | None) -> str:
        """The name for a row of that height, or of the one that its text needs."""
        height = (
            'style:use-optimal-row-height="true"'
            if points is None
            else f'style:row-height="{points:.1f}pt" style:use-optimal-row-height="false"'
        )
        family = 'style:family="table-row"'
        return self._named("r", f"<style:style {{}} {family}><style:table-row-properties {height}/></style:style>")

    def xml(self) -> Iterator[str]:
        """Each style, after that of the sheets; what tells how a number is written comes before its cells."""
        properties = '<style:table-properties table:display="true" style:writing-mode="lr-tb"/>'
        family = f'style:family="table" style:master-page-name="{MASTER}"'
        yield f'<style:style style:name="{TABLE_STYLE}" {family}>{properties}</style:style>'
        for (_, model), name in self._names.items():
            yield model.replace("{}", f'style:name="{name}"', 1)

    def _named(self, kind: str, model: str) -> str:
        return self._names.setdefault((kind, model), f"{kind}{len(self._names) + 1}")


def _form(value: Cell | Link) -> str:
    """How a number or a date is shown, with `{}` for the style's name; nothing for what is text."""
    if isinstance(value, Amount):
        decimals = 0 if value.share else value.decimals
        places = f'number:decimal-places="{decimals}" number:min-decimal-places="{decimals}"'
        digits = f'<number:number {places} number:min-integer-digits="1" number:grouping="true"/>'
        after = f"{NBSP}%" if value.share else "" if value.of is None else f"/{value.of}"
        shown = digits + (f"<number:text>{after}</number:text>" if after else "")
        tag = "number:percentage-style" if value.share else "number:number-style"
        return f"<{tag} {{}} {_FRENCH}>{shown}</{tag}>"
    if isinstance(value, date):
        return f'<number:date-style {{}} {_FRENCH} number:automatic-order="false">{_DATE}</number:date-style>'
    return ""


def _look(look: Look) -> str:
    cell = [f'style:vertical-align="{"bottom" if look.at_bottom else "top"}"']
    if look.wrap:
        cell.append('fo:wrap-option="wrap"')
    if look.fill:
        cell.append(f'fo:background-color="#{look.fill}"')
    if look.line:
        cell.append(f'fo:border-bottom="{"0.75pt" if look.strong_line else "0.5pt"} solid #{look.line}"')
    text = [f'fo:font-family="{FONT}" fo:font-size="{look.size}pt" fo:color="#{look.colour}"']
    if look.bold:
        text.append('fo:font-weight="bold"')
    if look.underline:
        text.append('style:text-underline-style="solid" style:text-underline-width="auto"')
    side = ""
    if look.at_end:
        cell.append('style:text-align-source="fix"')
        side = '<style:paragraph-properties fo:text-align="end" fo:margin-left="0.1in"/>'
    return f"<style:table-cell-properties {' '.join(cell)}/>{side}<style:text-properties {' '.join(text)}/>"


def page_layout() -> str:
    """A4 landscape, as many pages as it takes, one page wide."""
    size = 'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"'
    sides = 'fo:margin-left="0cm" fo:margin-right="0cm"'
    properties = f'<style:header-footer-properties fo:min-height="0.75cm" {sides} fo:margin-{{1}}="0.25cm"/>'
    apart = f"<style:{{0}}-style>{properties}</style:{{0}}-style>"
    return (
        f'<style:page-layout style:name="{_LAYOUT}">'
        f'<style:page-layout-properties {size} fo:margin="1.27cm" style:scale-to-X="1" style:scale-to-Y="0"/>'
        f"{apart.format('header', 'bottom')}{apart.format('footer', 'top')}</style:page-layout>"
    )


def master_page(book: Book) -> str:
    """What stands above and under each printed page."""
    about, mention, title = (
        escape(legible(text)) for text in (f"{book.department}, {book.window_words}", book.mention, book.title)
    )
    page = "page <text:page-number>1</text:page-number> sur <text:page-count>1</text:page-count>"
    return (
        f'<style:master-page style:name="{MASTER}" style:page-layout-name="{_LAYOUT}">'
        f"<style:header>{_regions(about, mention)}</style:header>"
        f"<style:footer>{_regions(f'{title} – <text:sheet-name>?</text:sheet-name>', page)}</style:footer>"
        "</style:master-page>"
    )


def _regions(left: str, right: str) -> str:
    return "".join(
        f"<style:region-{side}><text:p>{text}</text:p></style:region-{side}>"
        for side, text in (("left", left), ("right", right))
    )


def settings(sheets: Sequence[Sheet]) -> str:
    """The whole of settings.xml: which rows and columns of each sheet stay in sight, and no grid."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
        ' xmlns:ooo="http://openoffice.org/2004/office" office:version="1.4"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f"<config:config-item-map-entry>{_item('ViewId', 'string', 'view1')}"
        '<config:config-item-map-named config:name="Tables">'
        f"{''.join(map(_view, sheets))}</config:config-item-map-named>"
        f"{_item('ActiveTable', 'string', escape(sheets[0].name))}{_item('ShowGrid', 'boolean', 'false')}"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _view(sheet: Sheet) -> str:
    rows, columns = sheet.frozen
    items = [_item("ShowGrid", "boolean", "false"), _item("ActiveSplitRange", "short", 3 if columns else 2)]
    for side, far, count in (("Horizontal", "Right", columns), ("Vertical", "Bottom", rows)):
        items.append(_item(f"{side}SplitMode", "short", _SPLIT_FROZEN if count else 0))
        items.append(_item(f"{side}SplitPosition", "int", count))
        items.append(_item(f"Position{far}", "int", count))
    name = f"config:name={quoteattr(sheet.name)}"
    return f"<config:config-item-map-entry {name}>{''.join(items)}</config:config-item-map-entry>"


def _item(name: str, kind: str, value: object) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
