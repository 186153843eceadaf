"""The shell: French all over, one address a screen, nothing asked elsewhere, nobody else served."""

import http.client
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import seen, settled
from tests.browser.screens import TITLES

CLICKS = 5  # at most: without a graphics card a busy machine draws late, and a click before that is lost

pytestmark = pytest.mark.browser
# Words that no French text of ours holds: date, option, page and their like are left out; an inquiry is « close le » or
# « close avec ».
ENGLISH = (
    "the|and|your|file|files|upload|browse|drag|drop|download|search|fullscreen|show|hide|choose|select|results?|"
    "clear|close(?! (?:le|avec))|open|cancel|remove|add|running|stop|error|loading|sidebar|heading|enter|press|apply|"
    "start|end|no|per|column|columns|data|previous|next|settings|theme|help|less|more|sort|increment|decrement|icon|"
    "day|month|year|november|december|shift|esc"
)
LEFTOVERS = """(words) => {
  const found = new Set(), english = new RegExp(`\\\\b(${words})\\\\b`, "i");
  const note = (text) => { if (text && english.test(text)) found.add(text.trim()); };
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest("script, style, noscript, [data-testid=stIconMaterial]")) continue;
    for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "data-title", "alt"])
      note(element.getAttribute(name));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) note(node.nodeValue);
  }
  return [...found];
}"""


def leftovers(page: Page) -> list[str]:
    """The texts of the page that hold an English word, names for screen readers included."""
    found: list[str] = page.evaluate(LEFTOVERS, ENGLISH)
    return sorted(found)


@pytest.mark.parametrize("path", ["", *TITLES])
def test_each_page_opens_in_french(empty_server: str, page: Page, screenshots: Path, path: str) -> None:
    page.goto(f"{empty_server}/{path}")
    settled(page)
    page.screenshot(path=screenshots / f"vide-{path or 'synthese'}.png")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").count() == 1
    assert page.title().endswith(" – Vigie")
    assert leftovers(page) == []


def test_widgets_hold_no_english(gallery_server: str, page: Page, screenshots: Path) -> None:
    page.goto(gallery_server)
    settled(page)
    assert leftovers(page) == []
    for kind in ("stMultiSelect", "stSelectbox"):
        field = page.get_by_test_id(kind).last.locator("input")
        field.click()
        assert leftovers(page) == []
        field.fill("zzz")
        seen(page.get_by_text("Aucun résultat"))
        page.keyboard.press("Escape")
    page.get_by_label("Motif").fill("texte")
    assert leftovers(page) == []
    page.get_by_test_id("stDateInput").last.get_by_role("button").first.click()
    assert leftovers(page) == []
    page.keyboard.press("Escape")
    page.get_by_test_id("stDataFrame").first.hover()
    page.screenshot(path=screenshots / "elements.png")
    assert leftovers(page) == []


def test_an_uploaded_file_holds_no_english(gallery_server: str, page: Page) -> None:
    page.goto(gallery_server)
    settled(page)
    uploader = page.get_by_test_id("stFileUploaderDropzoneInput")
    uploader.set_input_files({"name": "ddsp.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"})
    expect(page.get_by_text("ddsp.csv").first).to_be_visible()
    assert leftovers(page) == []
    uploader.set_input_files({"name": "photo.png", "mimeType": "image/png", "buffer": b"x"})
    expect(page.get_by_text("n’est pas accepté").first).to_be_visible()
    assert leftovers(page) == []


def test_sizes_and_days_are_french_and_codes_are_left_alone(gallery_server: str, page: Page) -> None:
    page.goto(gallery_server)
    wanted = {
        "108.0B": "108\u00a0o",
        "1.5KB": "1,5\u00a0ko",
        "50MB per file": "50\u00a0Mo par fichier",
        "File must be 50MB or smaller.": "Le fichier dépasse 50\u00a0Mo.",
        "Selected Date: November 22, 2026": "Date choisie\u00a0: 22 novembre 2026",
        "0000254B": "0000254B",  # the code of a school
        "12B": "12B",
    }
    assert page.evaluate("texts => texts.map(french)", list(wanted)) == list(wanted.values())


@pytest.mark.parametrize("path", ["chiffres", "images", "carte"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_hold_no_english(gallery_server: str, page: Page, screenshots: Path, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{gallery_server}/{path}")
    settled(page)
    for chart in page.get_by_test_id("stPlotlyChart").all():
        chart.hover()
    page.screenshot(path=screenshots / f"{path}-{scheme}.png")
    assert leftovers(page) == []


def test_the_address_holds_the_window(gallery_server: str, page: Page) -> None:
    page.goto(f"{gallery_server}/chiffres?dep=31&fenetre=28-jours&au=2026-11-01")
    settled(page)
    expect(page.locator(".vg-context")).to_have_text("28 jours du 5 octobre au 1er novembre 2026")
    page.get_by_role("button", name="‹ Avant").click()
    expect(page.locator(".vg-context")).to_have_text("28 jours du 7 septembre au 4 octobre 2026")
    asked = {"dep": ["31"], "fenetre": ["28-jours"], "au": ["2026-10-04"]}
    assert parse_qs(urlsplit(page.url).query) == asked
    page.get_by_role("link", name="Images").click()
    expect(page.locator("h1")).to_have_text("Images")
    assert parse_qs(urlsplit(page.url).query) == asked


def test_projection_and_back(gallery_server: str, page: Page) -> None:
    page.goto(f"{gallery_server}/chiffres")
    settled(page)
    page.get_by_role("button", name="Projeter").click()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    page.get_by_role("button", name="Quitter la projection").click()
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


def test_a_click_on_the_map_chooses_a_sector(gallery_server: str, page: Page) -> None:
    page.goto(f"{gallery_server}/carte")
    settled(page)
    drawing = page.get_by_test_id("stDeckGlJsonChart")
    box = drawing.bounding_box()
    assert box is not None
    for _ in range(CLICKS):  # the outlines are drawn some frames after the canvas is there
        page.wait_for_timeout(2000)
        drawing.click(position={"x": box["width"] * 0.62, "y": box["height"] * 0.6})
        page.wait_for_timeout(1000)
        if page.locator("#choisi").inner_text() != "rien":
            break
    expect(page.locator("#choisi")).to_have_text("EST")


def test_where_a_figure_comes_from(gallery_server: str, page: Page) -> None:
    page.goto(f"{gallery_server}/chiffres")
    settled(page)
    page.get_by_role("button", name="D’où vient ce chiffre").first.click()
    seen(page.get_by_text("feuille Faits, ligne 12"))


def test_a_failure_shows_a_reference_and_nothing_else(gallery_server: str, page: Page) -> None:
    page.goto(f"{gallery_server}/panne")
    expect(page.get_by_role("alert")).to_contain_text("Cette page n’a pas pu être affichée.")
    body = page.locator("body").inner_text()
    assert "RuntimeError" not in body
    assert "une valeur qui ne doit pas se voir" not in body


def answer(address: str, headers: dict[str, str], path: str = "/") -> int:
    """The status with which the server answers a request that bears those headers."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.request("GET", path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def test_only_this_machine_and_our_own_pages_are_served(empty_server: str) -> None:
    host = urlsplit(empty_server).netloc
    stream = "/_stcore/stream"
    statuses = {
        "own": answer(empty_server, {"Host": host}),
        "other name": answer(empty_server, {"Host": "vigie.example"}),
        "stream, own page": answer(empty_server, {"Host": host, "Origin": f"http://{host}", **HANDSHAKE}, stream),
        "stream, other page": answer(
            empty_server, {"Host": host, "Origin": "http://evil.example", **HANDSHAKE}, stream
        ),
        "stream, other name": answer(empty_server, {"Host": "vigie.example", **HANDSHAKE}, stream),
        "health": answer(empty_server, {"Host": host}, "/sante"),
    }
    assert statuses == {
        "own": 200,
        "other name": 403,
        "stream, own page": 101,
        "stream, other page": 403,
        "stream, other name": 403,
        "health": 200,
    }
