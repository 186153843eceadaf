"""The pages of the menu, read from `navigation.py`, so that a page which joins it joins the tests."""

import ast
from pathlib import Path

_NAVIGATION = Path(__file__).parents[2] / "navigation.py"


def _pages() -> dict[str, str]:
    calls = [node for node in ast.walk(ast.parse(_NAVIGATION.read_text())) if isinstance(node, ast.Call)]
    found = {}
    for call in calls:
        words = {word.arg: word.value for word in call.keywords}
        title, path = (words.get(name) for name in ("title", "url_path"))
        if isinstance(title, ast.Constant) and isinstance(path, ast.Constant):
            found[str(path.value)] = str(title.value)
    return found


TITLES = _pages()
"""The title of each page by its path in the address. Streamlit runs the file at every turn, so it is read, not run."""
