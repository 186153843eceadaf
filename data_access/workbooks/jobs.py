"""What is done with an untrusted file in the process apart: examining it, and giving it back to be mended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data_access.progress import Tell, untold
from data_access.workbooks.examine import examine
from data_access.workbooks.instructions import Amendments, Memory, Place
from data_access.workbooks.known import Known
from data_access.workbooks.parsed import FileKind, ParsedFile, Refused
from data_access.workbooks.raw import RefusedFile
from data_access.workbooks.returned import returned_workbook
from data_access.workbooks.sandbox import ALLOWANCE, Allowance, ReaderDied, apart
from domain.faults import Fault, Refusal

_INTERRUPTED = (
    "sa lecture s’est interrompue, parce qu’il est abîmé ou qu’il demande trop de mémoire ou de temps. Rien n’a été "
    "enregistré. Recopiez les données dans un classeur neuf, ou divisez-le."
)


@dataclass(frozen=True)
class Examination:
    """One file to examine, and all that `examine` is given with it."""

    source: Path | bytes
    name: str
    known: Known
    today: date
    memory: Memory
    amendments: Amendments

    def run(self, tell: Tell) -> ParsedFile:
        """What is found in it. Raises OSError where a path cannot be read."""
        return examine(self.source, self.name, self.known, self.today, self.memory, self.amendments, tell)


@dataclass(frozen=True)
class Return:
    """One file to give back, and all that `returned_workbook` is given with it."""

    name: str
    content: bytes
    faults: tuple[Fault, ...]
    sha256: str
    corrections: Mapping[Place, str]
    words: frozenset[Place]

    def run(self, _tell: Tell) -> tuple[str, bytes] | Refused:
        """Its new name and its bytes; why not, where it cannot be read again."""
        try:
            return returned_workbook(self.name, self.content, self.faults, self.sha256, self.corrections, self.words)
        except RefusedFile as refused:
            return Refused(refused.rule, refused.message)


def examine_apart(job: Examination, tell: Tell = untold, allowance: Allowance = ALLOWANCE) -> ParsedFile:
    """What is found in the file; refused where it killed its reader, or took more than its allowance.

    Raises OSError where a path cannot be read, and whatever `tell` raises.
    """
    try:
        parsed: ParsedFile = apart(job, tell, allowance)
    except ReaderDied:
        return ParsedFile(job.name, FileKind.UNKNOWN, "", 0, refused=_interrupted(job.name))
    return parsed


def return_apart(
    name: str,
    content: bytes,
    faults: Sequence[Fault],
    sha256: str,
    corrections: Mapping[Place, str],
    words: Collection[Place] = frozenset(),
    tell: Tell = untold,
) -> tuple[str, bytes] | Refused:
    """The file with what was corrected in it and its faulty cells marked; or why it cannot be given back.

    It is its new name and its bytes, as of `returned_workbook`. Raises what `tell` raises.
    """
    job = Return(name, content, tuple(faults), sha256, corrections, frozenset(words))
    try:
        found: tuple[str, bytes] | Refused = apart(job, tell)
    except ReaderDied:
        return _interrupted(name)
    return found


def _interrupted(name: str) -> Refused:
    return Refused(Refusal.NOT_A_WORKBOOK, f"{name}\u00a0: {_INTERRUPTED}")
