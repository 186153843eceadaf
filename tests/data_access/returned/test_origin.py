"""The property by which a returned copy is known again is read from any bytes without harm."""

import random

import pytest

from data_access.workbooks.properties import document_property
from data_access.workbooks.returned import corrected_origin, returned_workbook
from tests.data_access.returned.files import SHA, members, rich_workbook, zipped

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


@pytest.mark.parametrize(
    "custom",
    [
        "",
        "<Properties",
        '<?xml version="1.0" encoding="klingon"?><a/>',
        '<?xml version="1.0" encoding="utf-16"?><a/>',
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        f'<Properties xmlns="{NAMESPACE}"/>',
        f'<Properties xmlns="{NAMESPACE}"><property name="vigie-corrige"><a>../../etc</a></property></Properties>',
    ],
)
def test_odd_properties_say_nothing(custom: str) -> None:
    assert corrected_origin(zipped({"docProps/custom.xml": custom})) is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"reference;date\r\n", zipped({"a": "b"})])
def test_what_is_no_workbook_says_nothing(content: bytes) -> None:
    assert corrected_origin(content) is None


def test_damaged_copies_say_the_origin_or_nothing() -> None:
    _, copy = returned_workbook("a.xlsx", rich_workbook(), [], SHA)
    chance = random.Random(20261124)
    for _ in range(300):
        damaged = bytearray(copy)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        assert corrected_origin(bytes(damaged)) in (None, SHA)


def test_other_properties_stay() -> None:
    value = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    parts = members(returned_workbook("a.xlsx", rich_workbook(), [], SHA)[1])
    own = f'<property fmtid="{{0}}" pid="7" name="service"><vt:lpwstr xmlns:vt="{value}">BAC</vt:lpwstr></property>'
    custom = parts["docProps/custom.xml"].decode().replace("</Properties>", f"{own}</Properties>")
    _, again = returned_workbook("a.xlsx", zipped({**parts, "docProps/custom.xml": custom}), [], "0f" * 32)
    assert (document_property(again, "service"), corrected_origin(again)) == ("BAC", "0f" * 32)
    assert members(again)["docProps/custom.xml"].count(b"vigie-corrige") == 1
    assert b'pid="8"' in members(again)["docProps/custom.xml"]
