"""A returned .ods is the original but for the marked cells, taken out of the repetitions they stand in."""

import re

import pytest

from data_access.workbooks.raw import RefusedFile
from data_access.workbooks.read import read_file
from data_access.workbooks.returned import corrected_origin, returned_workbook
from domain.faults import Fault
from tests.data_access.returned.files import HEADING, SHA, fault, members, ods, zipped

CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
STYLES = (
    '<style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties fo:padding="1mm"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="ce2" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
)


def content_of(content: bytes) -> str:
    """content.xml, our namespaces' declarations and annotations shortened to what they say."""
    xml = members(content)["content.xml"].decode()
    return re.sub(
        r"<office:annotation [^>]*><dc:creator>Vigie</dc:creator><text:p>([^<]*)</text:p><text:p>([^<]*)</text:p>"
        r"</office:annotation>",
        r"[\1 \2]",
        xml,
    )


def rows_of(content: bytes) -> str:
    return content_of(content).partition('table:name="Opérations">')[2].partition("</table:table>")[0]


def given_back(content: bytes, *faults: Fault) -> bytes:
    return returned_workbook("bac.ods", content, faults, SHA)[1]


def note(words: str) -> str:
    return f"[{HEADING} {words}]"


def test_a_cell_keeps_what_it_holds_and_gets_a_style_like_its_own() -> None:
    cell = '<table:table-cell table:style-name="ce1"><text:p>a</text:p></table:table-cell>'
    original = ods(f"<table:table-row>{cell}</table:table-row>", STYLES)
    name, back = returned_workbook("bac.ods", original, [fault("A1", "Faux.")], SHA)
    assert (name, corrected_origin(back)) == ("bac – à corriger.ods", SHA)
    assert rows_of(back) == (
        f'<table:table-row><table:table-cell table:style-name="vigie2">{note("Faux.")}<text:p>a</text:p>'
        "</table:table-cell></table:table-row>"
    )
    added = (
        '<style:style style:family="table-cell" style:name="vigie2">'
        '<style:table-cell-properties fo:padding="1mm" fo:background-color="#ffc8d0"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    assert f"{STYLES}{added}</office:automatic-styles>" in content_of(back)
    before, after = members(original), members(back)
    assert list(after) == list(before)
    assert {part for part in after if after[part] != before[part]} == {"content.xml", "meta.xml"}


def test_repeated_cells_and_rows_are_split_around_the_marked_one() -> None:
    rows = (
        '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="ce2"/>'
        '<table:table-row table:number-rows-repeated="5"><table:table-cell table:number-columns-repeated="4"/>'
        f"{CELL.format('x')}</table:table-row>"
    )
    back = given_back(ods(rows, STYLES), fault("B3", "Un."), fault("D3", "Deux."))
    plain = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="4"/>'
        f"{CELL.format('x')}</table:table-row>"
    )
    assert rows_of(back) == (
        '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="ce2"/>'
        f"{plain}<table:table-row><table:table-cell/>"
        f'<table:table-cell table:style-name="vigie2">{note("Un.")}</table:table-cell><table:table-cell/>'
        f'<table:table-cell table:style-name="vigie3">{note("Deux.")}</table:table-cell>'
        f"{CELL.format('x')}</table:table-row>{plain}"
    )
    styles = content_of(back)
    assert (
        '<style:table-cell-properties fo:background-color="#9c0a12"/><style:text-properties fo:color="#ffffff"/>'
        in styles
    )
    assert 'style:parent-style-name="Default" style:name="vigie3"><style:table-cell-properties' in styles


def test_cells_beyond_the_end_of_a_row_and_of_the_sheet() -> None:
    rows = f"<table:table-row>{CELL.format('x')}</table:table-row>"
    back = given_back(ods(rows), fault("D1", "Un."), fault("B4", "Deux."), fault("A5", "Trois."))
    assert rows_of(back) == (
        f"<table:table-row>{CELL.format('x')}"
        '<table:table-cell table:number-columns-repeated="2"/>'
        f'<table:table-cell table:style-name="vigie0">{note("Un.")}</table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell/>"
        f'<table:table-cell table:style-name="vigie0">{note("Deux.")}</table:table-cell></table:table-row>'
        f'<table:table-row><table:table-cell table:style-name="vigie0">{note("Trois.")}</table:table-cell>'
        "</table:table-row>"
    )


OWN = "<office:annotation><dc:creator>Chef</dc:creator><text:p>Vu.</text:p></office:annotation>"


def test_an_annotation_is_kept_above_ours_and_stays_alone_once_mended() -> None:
    original = ods(
        f'<table:table-row><table:table-cell table:style-name="ce1">{OWN}<text:p>a</text:p></table:table-cell>'
        f"{CELL.format('b')}</table:table-row>",
        STYLES,
    )
    once = given_back(original, fault("A1", "Faux."), fault("B1", "Faux."))
    assert f"<text:p>Vu.</text:p><text:p>{HEADING}</text:p><text:p>Faux.</text:p></office:annotation>" in rows_of(once)
    twice = given_back(once)
    kept = re.sub(r' table:style-name="\w+"', "", rows_of(twice))
    assert kept == re.sub(r' table:style-name="\w+"', "", rows_of(original))
    used = re.findall(r'table:style-name="(\w+)"', rows_of(twice))
    grounds = dict(re.findall(r'style:name="(\w+)">(.*?)</style:style>', content_of(twice)))
    assert [grounds[style].count("fo:background-color") for style in used] == [0, 0]


def test_what_is_read_back_is_the_same() -> None:
    original = ods(
        f"<table:table-row>{CELL.format('référence')}{CELL.format('date')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="3">'
        '<table:table-cell office:value-type="float" office:value="2" table:number-columns-repeated="2"/>'
        "</table:table-row>"
    )
    back = given_back(original, fault("A3"), fault("B2"))
    assert read_file(back, "a.ods").sheets[0].cells == read_file(original, "a.ods").sheets[0].cells
    assert read_file(original, "a.ods").sheets[0].cells[2] == [2.0, 2.0]


def test_the_origin_takes_the_place_of_the_former_one() -> None:
    once = given_back(ods(f"<table:table-row>{CELL.format('x')}</table:table-row>"))
    _, twice = returned_workbook("bac.ods", once, [], "0f" * 32)
    assert (corrected_origin(once), corrected_origin(twice)) == (SHA, "0f" * 32)


def test_properties_are_added_where_there_are_none() -> None:
    parts = members(ods(f"<table:table-row>{CELL.format('x')}</table:table-row>"))
    del parts["meta.xml"]
    back = given_back(zipped(parts))
    assert corrected_origin(back) == SHA
    assert b'manifest:full-path="meta.xml"' in members(back)["META-INF/manifest.xml"]


@pytest.mark.parametrize(
    "xml", ["", "<office:document-content/>", "<office:spreadsheet><table:table table:name='Opérations'>"]
)
def test_a_sheet_that_is_none_is_refused_in_one_sentence(xml: str) -> None:
    broken = zipped({**members(ods("")), "content.xml": xml})
    with pytest.raises(RefusedFile, match="n’est pas un classeur lisible"):
        given_back(broken, fault("A1"))
