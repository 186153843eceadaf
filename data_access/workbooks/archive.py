"""A zip file, unpacked without trusting what its directory says of its members."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from data_access.workbooks.raw import RefusedFile
from domain.faults import Refusal

CHUNK = 1 << 20
_LOCAL_HEADER = 30
_SAME = bytes.maketrans(b"\t\r\n'", b'   "')
_SPACED_EQUALS = re.compile(rb"(?<! ) ++=(?: ++)?|= ++")  # no run of spaces is gone over twice
_LARGEST_PART_IN_MEMORY = 20 << 20


class Archive:
    """The members of a zip file. Raises RefusedFile where it is cut, damaged or protected by a password.

    zipfile stops reading a member at the size that the directory announces; a reader that does not
    would unpack more. So members are unpacked here from their own bytes, to their true end.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._content = memoryview(content)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as opened:
                entries = opened.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise RefusedFile(name, Refusal.NOT_A_WORKBOOK) from error
        if any(entry.flag_bits & 1 for entry in entries):
            raise RefusedFile(name, Refusal.ENCRYPTED)
        self._entries = entries
        self._by_name = {plain_name(entry.filename): entry for entry in entries}

    @property
    def packed_size(self) -> int:
        """The size of the file itself, in bytes."""
        return len(self._content)

    def __contains__(self, member: str) -> bool:
        return plain_name(member) in self._by_name

    def every_member(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each member's name and its unpacked bytes in pieces, members of the same name included."""
        for entry in self._entries:
            yield entry.filename, self._unpacked(entry)

    def pieces(self, member: str) -> Iterator[bytes]:
        """The unpacked bytes of one member, piece by piece; RefusedFile if there is no such member."""
        entry = self._by_name.get(plain_name(member))
        if entry is None:
            raise RefusedFile(self._name, Refusal.NOT_A_WORKBOOK)
        return self._unpacked(entry)

    def read(self, member: str) -> bytes:
        """The unpacked bytes of a small member; RefusedFile beyond 20 MB, where no such part is honest."""
        content = bytearray()
        for piece in self.pieces(member):
            content += piece
            if len(content) > _LARGEST_PART_IN_MEMORY:
                raise RefusedFile(self._name, Refusal.INFLATES, member)
        return bytes(content)

    def _unpacked(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            for start in range(0, len(packed), CHUNK):
                yield bytes(packed[start : start + CHUNK])
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            yield from self._inflated(packed)
        else:
            raise RefusedFile(self._name, Refusal.NOT_A_WORKBOOK)

    def _inflated(self, packed: memoryview) -> Iterator[bytes]:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for start in range(0, len(packed), CHUNK):
                waiting: bytes | memoryview = packed[start : start + CHUNK]
                while waiting and not stream.eof:
                    yield stream.decompress(waiting, CHUNK)
                    waiting = stream.unconsumed_tail
            yield stream.flush()
        except zlib.error as error:
            raise RefusedFile(self._name, Refusal.NOT_A_WORKBOOK) from error

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        try:
            name_length, extra_length = struct.unpack_from("<HH", self._content, entry.header_offset + 26)
        except struct.error as error:
            raise RefusedFile(self._name, Refusal.NOT_A_WORKBOOK) from error
        start = entry.header_offset + _LOCAL_HEADER + name_length + extra_length
        return self._content[start : start + entry.compress_size]


def plain_attributes(xml: bytes) -> bytes:
    """The same XML, its attributes written one way: parted by spaces, in double quotes, no space around `=`."""
    plain = xml.translate(_SAME)
    return _SPACED_EQUALS.sub(b"=", plain) if b" =" in plain or b"= " in plain else plain


def plain_name(member: str) -> str:
    """The name by which a member is found, however a path to it is written."""
    return member.replace("\\", "/").lstrip("/").lower()
