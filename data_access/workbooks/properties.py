"""The properties that a workbook bears in itself: what it corrects, the template that it was made from."""

from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from data_access.workbooks.archive import Archive
from data_access.workbooks.raw import RefusedFile

CUSTOM, META = "docProps/custom.xml", "meta.xml"
_NAME = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}name"


def document_property(content: bytes, name: str) -> str | None:
    """What a .xlsx or .ods says in its own property of that name; None where it says nothing or is none.

    Never raises, whatever the bytes.
    """
    try:
        archive = Archive("", content)
        member = next((member for member in (CUSTOM, META) if member in archive), None)
        root = None if member is None else fromstring(archive.read(member))
    except (RefusedFile, ParseError, DefusedXmlException, ValueError, LookupError):
        return None  # ValueError, LookupError: an encoding that is not what it says, or that nobody knows
    return None if root is None else _value(root, name)


def _value(root: Element, name: str) -> str | None:
    for element in root.iter():
        if name in (element.get("name"), element.get(_NAME)):
            return "".join(element.itertext()).strip()
    return None
