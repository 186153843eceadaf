"""How the command line speaks: French help, French usage errors, tables for people, JSON for programs."""

import json
import re
import sys
from collections.abc import Sequence

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
_QUOTED = re.compile(r"'([^']+)'")
_HELP = "Affiche cette aide."


class _FrenchHelp:
    """Describes `--help` in French, for a command and for the group of commands alike."""

    def get_help_option(self, ctx):  # type: ignore[no-untyped-def]  # the types are private to typer
        """The help option."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the class beside it
        if option is not None:
            option.help = _HELP
        return option


class FrenchCommand(_FrenchHelp, TyperCommand):
    """A command with French help."""


class FrenchGroup(_FrenchHelp, TyperGroup):
    """The group of commands, with French help."""


def usage_sentence(error: typer.TyperException) -> str:
    """What is wrong with a command as typed, in French; the help itself where nothing was typed."""
    name = type(error).__name__
    if name == "NoArgsIsHelpError":
        return error.message
    param = getattr(error, "param", None)
    hint = str(getattr(error, "param_hint", None) or _named(param)).strip("'")
    found = error.message.removeprefix("Value error, ").replace("is not one of", "n’est pas parmi").rstrip(".")
    if "valid integer" in found:
        found = "un nombre entier est attendu"
    quoted = _QUOTED.search(error.message)
    typed = f"\u00a0: {quoted[1]}" if quoted else ""
    sentences = {
        "MissingParameter": f"Il manque {hint}.",
        "NoSuchOption": f"L’option {getattr(error, 'option_name', '')} n’existe pas.",
        "BadOptionUsage": f"L’option {getattr(error, 'option_name', '')} attend une valeur.",
        "BadParameter": f"Valeur refusée pour {hint}\u00a0: {found}.",
    }
    return f"{sentences.get(name, f'Commande inconnue ou mal formée{typed}.')} Voir l’aide\u00a0: vigie --help"


def _named(param: object) -> str:
    """An option as it is typed, an argument as the help shows it."""
    metavar = getattr(param, "metavar", None)
    if metavar is not None and getattr(param, "param_type_name", "") == "argument":
        return str(metavar).removesuffix("...")
    return "" if param is None else str(param.get_error_hint())  # type: ignore[attr-defined]  # typer's own types are private


def say(message: str) -> None:
    """A message to whoever typed the command, on the standard error."""
    print(message, file=sys.stderr)


def print_json(value: object) -> None:
    """One object for a program, in UTF-8."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for people; what is missing is a dash."""
    cells = [[("–" if cell is None else str(cell)) for cell in row] for row in [headers, *rows]]
    widths = [max(len(row[at]) for row in cells) for at in range(len(headers))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
