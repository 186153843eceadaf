"""The pictures of `docs/images/`: each page of the menu over the demonstration, as the projector shows it.

`make screenshots` runs it. The demonstration ends on the day that the tests look at, so that a picture changes only
where a page does.
"""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from data_access.database import Database
from demonstration.load import load_demonstration
from domain.scope import OPERATOR
from tests.browser.conftest import FLAGS, NO_CHROMIUM, ROOT, chromium, serve, settled
from tests.browser.eyes import still
from tests.browser.screens import TITLES
from tests.conftest import UNTIL

FOLDER = ROOT / "docs" / "images"
SIZE = ViewportSize(width=1920, height=1080)
MOST_BYTES = 200_000
COLOURS = (256, 128, 64, 32)  # the most of them with which a picture is light enough
MAP_MILLISECONDS = 2500  # the outlines are drawn some frames after the page says that it is ready


def light(picture: bytes) -> bytes:
    """The picture with as many colours as keep it under `MOST_BYTES`; fails where none does."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        written = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        if written.tell() < MOST_BYTES:
            return written.getvalue()
    raise SystemExit(f"une image pèse plus de {MOST_BYTES} octets avec {COLOURS[-1]} couleurs")


def take(page: Page, address: str, folder: Path) -> None:
    """Write the picture of every page that this server has."""
    for path in TITLES:
        page.goto(f"{address}/{path}?dep=00&fenetre=quinzaine&au={UNTIL}")
        settled(page)
        page.wait_for_timeout(MAP_MILLISECONDS)
        written = folder / f"{path}.png"
        written.write_bytes(light(still(page).screenshot()))
        sys.stdout.write(f"{written.relative_to(ROOT)}, {written.stat().st_size // 1000} ko\n")


def main() -> None:
    """Serve the demonstration and take the pictures."""
    found = chromium()
    if found is None:
        raise SystemExit(NO_CHROMIUM)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "demo.db"
        database = Database(f"sqlite:///{file}")
        database.migrate()
        load_demonstration(database, OPERATOR, UNTIL, lambda _: None)
        database.close()
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page(locale="fr-FR", viewport=SIZE, color_scheme="light")
        with serve(ROOT / "app.py", file) as address:
            take(page, address, FOLDER)
        browser.close()


if __name__ == "__main__":
    main()
