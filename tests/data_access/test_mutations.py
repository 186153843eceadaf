"""A thousand damaged files: each is read, or refused by a sentence that names it; nothing else happens."""

from pathlib import PurePath

from data_access.workbooks.raw import RefusedFile
from data_access.workbooks.read import read_file
from tests.data_access.mutations import COUNT, mutated, sound_files


def test_each_is_read_or_refused_by_a_sentence() -> None:
    outcomes = {name: _outcome(name, content) for name, content in mutated(sound_files())}
    assert len(outcomes) == COUNT
    assert "" in outcomes.values()
    sentences = {name: said for name, said in outcomes.items() if said}
    assert sentences == {
        name: said for name, said in sentences.items() if said.startswith(f"{name}\u00a0: ") and said.endswith(".")
    }


def _outcome(name: str, content: bytes) -> str:
    """The sentence that refuses the file; none where it is read."""
    try:
        read_file(content, name)
    except RefusedFile as refused:
        return refused.message
    return ""


def test_the_sound_ones_are_read() -> None:
    for extension, content in sound_files().items():
        found = read_file(content, f"sain{extension}")
        assert found.sheets[0].errors, extension
        assert PurePath(found.name).suffix == extension
