"""A map as a picture: what is drawn on the screen is in it, in its own colours."""

import io
import json

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from shapely.geometry import box, mapping

from components.map_png import map_png
from components.maps import Picture, sector_picture
from components.theme import LIGHT


@pytest.fixture
def picture() -> Picture:
    return drawn([0, 2], ["0", "1", "2"])


def drawn(levels: list[int | None], words: list[str]) -> Picture:
    """A sector in the west and one in the east, whose levels these are; the east is in rise."""
    sectors = pd.DataFrame(
        {
            "code": ["OUEST", "EST"],
            "name": ["Ouest", "Est"],
            "outline": [
                json.dumps(mapping(box(2.0, 46.0, 2.09, 46.1))),
                json.dumps(mapping(box(2.11, 46.0, 2.2, 46.1))),
            ],
            "level": pd.Series(levels, dtype="Int64"),
            "alert": [False, True],
            "words": ["Ouest", "Est"],
        }
    )
    return sector_picture(sectors, levels=words, alt="Deux secteurs", measure="Faits", alert_words="en hausse établie")


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).reshape(-1, 3)


def share(found: np.ndarray, colour: str, *, within: int = 30) -> float:
    """The share of the picture that is about that colour."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return float((np.abs(found.astype(int) - wanted).max(axis=1) <= within).mean())


def test_the_sectors_are_drawn_in_their_colours(picture: Picture) -> None:
    found = pixels(map_png(picture, "Un secteur en hausse"))
    assert share(found, LIGHT.scale[5]) > 0.1  # the east, at the top of three levels
    assert share(found, LIGHT.alert) > 0.001  # its edge
    assert share(found, LIGHT.ground) > 0.3


def test_a_count_that_is_not_known_has_no_colour_of_the_scale() -> None:
    one = drawn([None, 2], ["0", "1", "2"])
    assert [key.words for key in one.keys] == ["0", "1", "2", "non connus", "en hausse établie"]
    found = pixels(map_png(one, "Titre"))
    assert share(found, LIGHT.cell("unknown")) > 0.1  # the west
    none = drawn([None, None], [])
    assert [key.words for key in none.keys] == ["non connus", "en hausse établie"]


def test_the_same_map_gives_the_same_bytes(picture: Picture) -> None:
    assert map_png(picture, "Titre") == map_png(picture, "Titre")
