"""Enquêtes et avoirs: its figures are those of the command line; what is still to send, and marking it as sent."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from streamlit.testing.v1 import AppTest

from analysis.investigations import FUND_CODES, KEY_CODES, MINOR_CODES, OFFICE_CODES, REPEAT_CODES
from tests import truths
from tests.conftest import UNTIL, Said
from tests.pages.screens import cards, run, told, written

LINK = {"dep": "00", "au": UNTIL.isoformat()}
FORTNIGHT = (UNTIL - timedelta(days=13), UNTIL)
CODES = KEY_CODES + OFFICE_CODES + MINOR_CODES


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> AppTest:
    return run(monkeypatch, demonstration_url, "enquetes.py", LINK)


def test_the_cards_show_what_the_command_line_says(
    screen: AppTest, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    expected = told(vigie, demonstration_url, FORTNIGHT, CODES, scope="département")
    assert len(expected) == 13
    shown = cards(screen)
    assert {label: shown[label] for label in expected} == expected
    assert len(shown) == len(expected) + len(REPEAT_CODES + FUND_CODES)


def test_what_is_still_to_send_stands_oldest_first(screen: AppTest) -> None:
    text = written(screen)
    assert f"{truths.UNSENT}\u00a0résultats à transmettre à l’office, le plus ancien depuis " in text
    table = text.split("<caption>Enquêtes closes et non transmises")[1].split("</table>")[0]
    references = re.findall(r'<th scope="row">(.*?)</th>', table)
    waits = [int(days) for days in re.findall(r'<td class="vg-right">(\d+)</td>', table)]
    assert len(references) == len(set(references)) == truths.UNSENT
    assert waits == sorted(waits, reverse=True)
    assert f"depuis {waits[0]}\u00a0jours" in text


def test_the_flow_balances_under_each_objective(screen: AppTest) -> None:
    table = written(screen).split("<caption>Enquêtes par objectif du plan")[1].split("</table>")[0]
    rows = [
        [int(count) for count in re.findall(r'<td class="vg-right">(\d+)</td>', row)]
        for row in table.split("<tbody>")[1].split("</tr>")[:-1]
    ]
    assert len(rows) == 14  # the thirteen objectives of the plan, and those tied to none
    for before, opened, closed, at_end, _ in rows:
        assert before + opened - closed == at_end
    shown = cards(screen)
    assert sum(row[1] for row in rows) == shown["Enquêtes ouvertes"]
    assert sum(row[3] for row in rows) == shown["Enquêtes en cours"]
    assert "sans objectif" in table


UNSENT = "Résultats non transmis à l’office"


@pytest.fixture
def copy(monkeypatch: pytest.MonkeyPatch, demonstration_url: str, tmp_path: Path) -> str:
    """A copy of the demonstration, to write to."""
    monkeypatch.setattr("components.notices.st.page_link", lambda *_, **__: None)  # there is no menu around one page
    path = tmp_path / "demo.db"
    copyfile(Path(demonstration_url.removeprefix("sqlite:///")), path)
    return f"sqlite:///{path}"


def press(screen: AppTest, key: str) -> AppTest:
    """The page after its button of that key was pressed."""
    screen.button(key=key).click().run()
    assert not screen.exception
    return screen


def prepared(monkeypatch: pytest.MonkeyPatch, url: str, day: date, *left_out: str) -> AppTest:
    """The page with a slip of that day, those left out of it."""
    screen = run(monkeypatch, url, "enquetes.py", LINK)
    screen.date_input(key="slip.day").set_value(day)
    screen.multiselect(key="slip.left_out").set_value(list(left_out)).run()
    assert not screen.exception
    return screen


def waiting(screen: AppTest) -> list[str]:
    """The references that may be left out of the slip: those that are still to send, in their order."""
    return list(screen.multiselect(key="slip.left_out").options)


def deposits(vigie: Callable[..., Said], url: str) -> list[dict[str, object]]:
    """The deposits as `vigie deposits` tells them, newest first."""
    said = vigie("deposits", "--departement", "00", "--json", "--database", url)
    found: list[dict[str, object]] = json.loads(said.out)["deposits"]
    return found


def test_a_confirmed_slip_is_a_deposit_that_can_be_undone(
    monkeypatch: pytest.MonkeyPatch, copy: str, vigie: Callable[..., Said]
) -> None:
    before = deposits(vigie, copy)
    screen = run(monkeypatch, copy, "enquetes.py", LINK)
    references = waiting(screen)
    assert len(references) == cards(screen)[UNSENT] == truths.UNSENT == 11
    kept_back = references[3:7]
    screen = press(prepared(monkeypatch, copy, UNTIL, *kept_back), "slip.ask")
    assert f"Marquer 7\u00a0enquêtes comme transmises le {UNTIL:%d/%m/%Y}" in written(screen)
    assert "non transmis passeront de 11 à 4" in "\n".join(text.value for text in screen.markdown)
    planned = written(screen).split("<caption>Ce qui sera écrit")[1].split("</table>")[0]
    assert re.findall(r'<th scope="row">(.*?)</th>', planned) == references[:3] + references[7:]
    assert re.findall(r"<td>(.*?)</td>", planned) == ["transmise à l’office le", "–", f"{UNTIL:%d/%m/%Y}"] * 7
    assert deposits(vigie, copy) == before  # nothing is written before it is confirmed
    press(screen, "slip.confirm")
    assert "7\u00a0enquêtes marquées comme transmises" in "\n".join(said.value for said in screen.success)
    assert cards(screen)[UNSENT] == 11 - 7
    assert waiting(screen) == kept_back
    newest = deposits(vigie, copy)[0]
    assert (newest["new"], newest["replaced"], newest["unchanged"], newest["refused"]) == (0, 7, 0, 0)
    assert newest["file"] == f"bordereau-office-{UNTIL.isoformat()}.xlsx"
    told_now = told(vigie, copy, FORTNIGHT, CODES, scope="département")
    assert {label: cards(screen)[label] for label in told_now} == told_now

    history = run(monkeypatch, copy, "historique.py", {"dep": "00", "depot": str(newest["id"])})
    press(press(history, "undo.ask"), "undo.confirm")
    screen = run(monkeypatch, copy, "enquetes.py", LINK)
    assert cards(screen)[UNSENT] == 11
    assert waiting(screen) == references


def test_a_marking_given_up_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, copy: str, vigie: Callable[..., Said]
) -> None:
    before = deposits(vigie, copy)
    screen = press(press(prepared(monkeypatch, copy, UNTIL), "slip.ask"), "slip.keep")
    assert "Ce qui sera écrit" not in written(screen)
    assert deposits(vigie, copy) == before


def test_a_slip_that_changes_is_to_be_confirmed_anew(monkeypatch: pytest.MonkeyPatch, copy: str) -> None:
    screen = press(prepared(monkeypatch, copy, UNTIL), "slip.ask")
    assert "Ce qui sera écrit" in written(screen)
    screen.multiselect(key="slip.left_out").set_value(waiting(screen)[:1]).run()
    assert "Ce qui sera écrit" not in written(screen)


def test_what_is_sent_after_the_window_stays_in_its_figure_and_is_said(
    monkeypatch: pytest.MonkeyPatch, copy: str
) -> None:
    earlier = UNTIL - timedelta(days=14)
    screen = run(monkeypatch, copy, "enquetes.py", LINK | {"au": earlier.isoformat()})
    known = cards(screen)[UNSENT]
    screen.date_input(key="slip.day").set_value(UNTIL).run()
    text = "\n".join(said.value for said in press(screen, "slip.ask").markdown)
    assert "elles restent non transmises" in text
    sent = len(waiting(screen))
    press(screen, "slip.confirm")
    assert cards(screen)[UNSENT] == known
    assert written(screen).count(f"<td>{UNTIL:%d/%m/%Y}</td>") == sent
    assert not [one for one in screen.multiselect if one.key == "slip.left_out"]  # no slip is left to make
    assert cards(run(monkeypatch, copy, "enquetes.py", LINK))[UNSENT] == 11 - sent


def body(screen: AppTest, caption: str) -> list[list[str]]:
    """The cells of the plain table under the caption that has those words."""
    table = written(screen).split(f"<caption>{caption}")[1].split("<tbody>")[1].split("</tbody>")[0]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("</tr>")[:-1]]


def test_the_investigations_of_an_objective_are_those_that_the_flow_counts(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str
) -> None:
    screen = run(monkeypatch, demonstration_url, "enquetes.py", LINK | {"objectif": "D1"})
    flow = {
        row[0].split()[0]: [int(count) for count in row[1:]] for row in body(screen, "Enquêtes par objectif du plan")
    }
    before, opened, closed, _, _ = flow["D1"]
    cases = body(screen, "D1 Rendre les halls aux habitants\u00a0: enquêtes")
    assert len(cases) == before + opened
    assert sum(row[4] != "–" for row in cases) == closed
    screen.selectbox(key="choose.objectif").set_value("aucun").run()
    assert not screen.exception
    assert screen.query_params["objectif"] in ("aucun", ["aucun"])
    before, opened, *_ = flow["sans"]
    assert len(body(screen, "sans objectif\u00a0: enquêtes")) == before + opened


def test_shares_are_said_with_what_they_are_counted_on(screen: AppTest) -> None:
    rows = {row[0]: row[1:] for row in body(screen, "Enquêtes ouvertes ou en cours, ")}
    assert list(rows) == ["quartiers du protocole (43)", "autres secteurs", "ensemble"]
    counted = []
    for count, *shares in rows.values():
        pairs = [re.fullmatch(r"(\d+)\u00a0% \((\d+) sur (\d+)\)", share) for share in shares]
        for pair in pairs:
            assert pair is not None
            percent, part, whole = map(int, pair.groups())
            assert whole == int(count)
            assert percent == round(part / whole * 100)
        counted.append([int(count), *(int(pair[2]) for pair in pairs if pair is not None)])
    inside, outside, everywhere = counted
    assert [a + b for a, b in zip(inside, outside, strict=True)] == everywhere
