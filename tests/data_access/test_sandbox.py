"""Files are examined in a process apart: what kills it, or never ends, is one sentence."""

import logging
import os
import pickle
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from data_access.progress import Stage, Tell
from data_access.workbooks import sandbox
from data_access.workbooks.instructions import Amendments, Memory
from data_access.workbooks.jobs import Examination, examine_apart
from data_access.workbooks.known import Known
from data_access.workbooks.parsed import FileKind, ParsedFile
from domain.faults import Refusal
from tests.data_access.workbook_builder import TODAY, facts, workbook

FACTS = workbook(facts({"référence": "A"}, {"référence": "B"}))


def request(source: Path | bytes = FACTS, name: str = "faits.xlsx") -> Examination:
    return Examination(source, name, Known(), TODAY, Memory(), Amendments())


def interrupted(parsed: ParsedFile) -> bool:
    assert parsed.refused is not None
    assert parsed.refused.rule is Refusal.NOT_A_WORKBOOK
    assert parsed.refused.message.startswith("faits.xlsx\u00a0: sa lecture s’est interrompue")
    return True


def read_rows(parsed: ParsedFile) -> int:
    assert parsed.refused is None, parsed.refused
    return sum(sheet.rows for sheet in parsed.sheets)


def children() -> set[int]:
    """The readers that this process has started and not ended; it may have other children."""
    listed = [words for tasks in Path("/proc/self/task").glob("*/children") for words in tasks.read_text().split()]
    return {int(child) for child in listed if b"reading_process" in Path(f"/proc/{child}/cmdline").read_bytes()}


@pytest.fixture(autouse=True)
def no_reader_waits() -> None:
    sandbox.end()


def test_a_file_is_examined_in_another_process_which_is_kept_for_the_next() -> None:
    assert read_rows(examine_apart(request())) == 2
    (reader,) = children()
    assert read_rows(examine_apart(request())) == 2
    assert children() == {reader}


def test_a_path_is_read_there_and_one_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "faits.xlsx"
    path.write_bytes(FACTS)
    assert read_rows(examine_apart(request(path))) == 2
    with pytest.raises(FileNotFoundError) as raised:
        examine_apart(request(tmp_path / "absent.xlsx"))
    assert raised.value.filename == str(tmp_path / "absent.xlsx")


def test_the_stages_are_told_in_their_order() -> None:
    told: list[Stage] = []
    examine_apart(request(), lambda stage, _done, _rows: told.append(stage))
    assert list(dict.fromkeys(told)) == [Stage.READING, Stage.CHECKING]


def test_a_reader_that_is_killed_costs_one_sentence_and_the_next_file_is_read() -> None:
    def kill(_stage: Stage, _done: int, _rows: int) -> None:
        for child in children():
            os.kill(child, signal.SIGKILL)

    assert interrupted(examine_apart(request(), kill))
    assert children() == set()
    assert read_rows(examine_apart(request())) == 2


@dataclass(frozen=True)
class Hungry:
    """A job that wants that much memory at once, as a file that unpacks without end does."""

    wanted: int

    def run(self, _tell: Tell) -> int:
        return len(bytearray(self.wanted))


def test_a_job_that_asks_for_more_memory_than_allowed_ends_its_reader() -> None:
    hungry, little = Hungry(1_500 * sandbox.MEGABYTE), sandbox.Allowance(memory=1_200 * sandbox.MEGABYTE)
    assert sandbox.apart(hungry) == hungry.wanted
    with pytest.raises(sandbox.ReaderDied):
        sandbox.apart(hungry, allowance=little)
    assert children() == set()
    assert read_rows(examine_apart(request(), allowance=little)) == 2


def test_a_file_that_takes_longer_than_allowed_is_refused_and_its_reader_ended() -> None:
    assert interrupted(examine_apart(request(), allowance=sandbox.Allowance(seconds=0)))
    assert children() == set()


def test_whoever_waits_may_leave_and_the_reader_is_ended() -> None:
    def leave(_stage: Stage, _done: int, _rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examine_apart(request(), leave)
    assert children() == set()


def test_a_reader_can_be_made_ready_ahead_and_no_more_than_one() -> None:
    sandbox.warm()
    sandbox.warm()
    assert read_rows(examine_apart(request())) == 2
    assert len(children()) == 1


class _Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.system, ("false",))


def test_an_answer_holds_what_an_answer_is_made_of_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    honest = ParsedFile("a.xlsx", FileKind.PLAN, "", 0)
    assert sandbox.unpickled(pickle.dumps(honest)) == honest
    with caplog.at_level(logging.ERROR), pytest.raises(sandbox.ReaderDied):
        sandbox.unpickled(pickle.dumps(_Trap()))
    assert "posix.system" in caplog.text


def test_a_reader_that_has_grown_is_ended_after_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_SPENT_BYTES", 0)
    assert read_rows(examine_apart(request())) == 2
    assert children() == set()
    assert read_rows(examine_apart(request())) == 2


def test_what_this_process_has_grown_to_does_not_end_its_readers() -> None:
    ballast = bytearray(700 * sandbox.MEGABYTE)
    ballast[:: os.sysconf("SC_PAGE_SIZE")] = b"x" * len(range(0, len(ballast), os.sysconf("SC_PAGE_SIZE")))
    assert read_rows(examine_apart(request())) == 2
    assert len(children()) == 1
    assert read_rows(examine_apart(request())) == 2
