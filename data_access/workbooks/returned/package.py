"""A zipped workbook of which some parts change: the others are copied as they are."""

from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath, relpath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data_access.workbooks.archive import Archive
from data_access.workbooks.raw import RefusedFile
from data_access.workbooks.returned.markup import Element, appended, attribute, children, escaped, root_of
from domain.faults import Refusal

TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NEW = (2010, 2, 11, 0, 0, 0)
_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


@dataclass(frozen=True)
class Relation:
    """What a part points at: the relation's id and type, and the member of the zip."""

    id: str
    type: str
    member: str


class Package:
    """The members of a zipped workbook, read, changed or added. Raises RefusedFile where a part is no XML."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self.archive = Archive(name, content)
        with ZipFile(BytesIO(content)) as opened:
            self._entries = {_plain(entry.filename): entry for entry in opened.infolist()}
        self._changed: dict[str, bytes] = {}

    def __contains__(self, member: str) -> bool:
        return _plain(member) in self._changed or _plain(member) in self._entries

    def read(self, member: str) -> bytes:
        """The bytes of a member as they are now, however long. Raises RefusedFile where there is none."""
        changed = self._changed.get(_plain(member))
        return b"".join(self.archive.pieces(member)) if changed is None else changed

    def write(self, member: str, content: bytes) -> None:
        """Change a member, or add one."""
        key = _plain(member)
        if key not in self._entries:
            entry = ZipInfo(member.lstrip("/"), _NEW)
            entry.compress_type = ZIP_DEFLATED
            self._entries[key] = entry
        self._changed[key] = content

    def unused(self, pattern: str) -> str:
        """The first member that there is not yet; `pattern` holds `{}` for its number."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def root(self, member: str, xml: bytes) -> Element:
        """The document's element of a part. Raises RefusedFile where there is none."""
        found = root_of(xml)
        if found is None:
            raise self.broken()
        return found

    def broken(self) -> RefusedFile:
        """What is to be raised where a part is not what it should be."""
        return RefusedFile(self._name, Refusal.NOT_A_WORKBOOK)

    def relations(self, part: str) -> list[Relation]:
        """What a part points at inside the file; `""` is the file itself."""
        member = _relations_of(part)
        if member not in self:
            return []
        xml = self.read(member)
        tags = [child.tag(xml) for child in children(xml, self.root(member, xml), b"Relationship")]
        return [
            Relation(
                attribute(tag, b"Id") or "",
                attribute(tag, b"Type") or "",
                normpath(join("/", dirname(part), attribute(tag, b"Target") or "")),
            )
            for tag in tags
            if attribute(tag, b"TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> Relation | None:
        """The first relation of a part whose type ends so."""
        return next((relation for relation in self.relations(part) if relation.type.endswith(f"/{kind}")), None)

    def relate(self, part: str, type_: str, target: str) -> str:
        """Make a part point at a member; returns the relation's id."""
        member = _relations_of(part)
        xml = self.read(member) if member in self else _NO_RELATIONS
        root = self.root(member, xml)
        used = {attribute(child.tag(xml), b"Id") for child in children(xml, root)}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        path = relpath(join("/", target), join("/", dirname(part)))
        piece = b'<%bRelationship Id="rId%d" Type="%b" Target="%b"/>' % (
            root.prefix,
            number,
            escaped(type_),
            escaped(path),
        )
        self.write(member, appended(xml, root, piece))
        return f"rId{number}"

    def declare(self, content_type: str, *, part: str = "", extension: str = "") -> None:
        """Say of what type a part is, or all parts of an extension, unless that is said already."""
        xml = self.read(TYPES)
        root = self.root(TYPES, xml)
        key, value = (b"PartName", f"/{part.lstrip('/')}") if part else (b"Extension", extension)
        if value.lower() in {(attribute(child.tag(xml), key) or "").lower() for child in children(xml, root)}:
            return
        element = b"Override" if part else b"Default"
        piece = b'<%b%b %b="%b" ContentType="%b"/>'
        filled = piece % (root.prefix, element, key, escaped(value), escaped(content_type))
        self.write(TYPES, appended(xml, root, filled))

    def drop(self, part: str, kind: str) -> None:
        """Take away the member that a part points at by a relation whose type ends so, if there is one."""
        related = self.related(part, kind)
        if related is None:
            return
        relations, path = _relations_of(part), related.member.lstrip("/")
        self.write(relations, self._without_child(relations, b"Id", related.id))
        self.write(TYPES, self._without_child(TYPES, b"PartName", f"/{path}"))
        self._entries.pop(_plain(path), None)
        self._changed.pop(_plain(path), None)

    def _without_child(self, member: str, key: bytes, value: str) -> bytes:
        xml = self.read(member)
        for child in reversed(children(xml, self.root(member, xml))):
            if (attribute(child.tag(xml), key) or "").lower() == value.lower():
                xml = xml[: child.start] + xml[child.end :]
        return xml

    def saved(self) -> bytes:
        """The file: members in their order, those that were added last."""
        buffer = BytesIO()
        with ZipFile(buffer, "w") as target:
            for key, entry in self._entries.items():
                copied = ZipInfo(entry.filename, entry.date_time)
                copied.compress_type, copied.external_attr = entry.compress_type, entry.external_attr
                content = self._changed.get(key)
                target.writestr(copied, b"".join(self.archive.pieces(key)) if content is None else content)
        return buffer.getvalue()


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return join(folder, "_rels", f"{file}.rels")


def _plain(member: str) -> str:
    return member.replace("\\", "/").lstrip("/").lower()
