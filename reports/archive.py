"""Office files are archives full of dates: here each is set to one, so that one content gives one file."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile, ZipInfo

_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_WORKBOOK = ".xlsx"  # behind each chart of a presentation


def same_bytes(content: bytes, stamp: datetime) -> bytes:
    """The archive with every date in it set to `stamp`, in the workbooks it holds too: libraries write the moment."""
    moment = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<3>", part)
            elif entry.filename.endswith(_WORKBOOK):
                part = same_bytes(part, stamp)
            new.writestr(ZipInfo(entry.filename, stamp.timetuple()[:6]), part, entry.compress_type)
    return target.getvalue()
