"""The properties that a .xlsx bears in itself."""

from data_access.workbooks.properties import CUSTOM
from data_access.workbooks.returned.markup import appended, attribute, children, escaped
from data_access.workbooks.returned.package import RELATIONS, Package

_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NO_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"></Properties>'
)
_PROPERTY = (
    b'<%bproperty fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%b">'
    b'<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%b</vt:lpwstr>'
    b"</%bproperty>"
)
_FIRST_ID = 2


def with_property(content: bytes, name: str, value: str) -> bytes:
    """The .xlsx with that property. Raises RefusedFile where it is none."""
    package = Package("", content)
    set_property(package, name, value)
    return package.saved()


def set_property(package: Package, name: str, value: str) -> None:
    """Give a .xlsx on its way that property, in place of the former of that name."""
    related = package.related("", "custom-properties")
    member = related.member if related else CUSTOM
    xml = package.read(member) if member in package else _NO_PROPERTIES
    if related is None:
        package.declare(_CUSTOM_TYPE, part=member)
        package.relate("", f"{RELATIONS}/custom-properties", member)
    former = [child for child in children(xml, package.root(member, xml)) if attribute(child.tag(xml), b"name") == name]
    for child in reversed(former):
        xml = xml[: child.start] + xml[child.end :]
    root = package.root(member, xml)
    used = [int(attribute(child.tag(xml), b"pid") or 0) for child in children(xml, root)]
    number = max([_FIRST_ID - 1, *used]) + 1
    filled = _PROPERTY % (root.prefix, number, escaped(name), escaped(value), root.prefix)
    package.write(member, appended(xml, root, filled))
