"""What a file would change: its sound rows, each new, replacing another, or there already."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from data_access.models import plan_bound
from data_access.queries.current import current_rows, stored_values
from data_access.queries.plans import latest_plan
from data_access.workbooks.frames import plain_columns
from data_access.workbooks.identity import PLAN_FIELDS, contents, keys
from data_access.workbooks.parsed import ParsedFile, ParsedSheet
from domain.scope import Scope
from domain.sheets import SHEETS, Book


class ImportRefused(Exception):
    """Nothing was stored; the message says why, in French."""


@dataclass(frozen=True)
class Batch:
    """The sound rows of one sheet and département, ready to compare: values by field, keys, contents.

    `origin` is what all of them are stored with: the département, and the plan they belong to if any.
    """

    department: str
    origin: dict[str, object]
    rows: list[int]
    columns: dict[str, list[object]]
    keys: list[str]
    contents: list[str]


@dataclass(frozen=True)
class Change:
    """One batch against what is stored: the positions to insert, the ids to supersede, the count unchanged."""

    batch: Batch
    new: list[int]
    replaced: dict[int, int]  # position -> id of the row that it replaces
    unchanged: int


@dataclass(frozen=True)
class Intake:
    """One file on its way in: for whom it is, and how often each row without a reference was met in it."""

    connection: Connection
    scope: Scope
    parsed: ParsedFile
    department: str
    ranks: Counter[str] = field(default_factory=Counter)

    def sheets(self) -> list[ParsedSheet]:
        """The sheets that are recognised, in their order."""
        return [sheet for sheet in self.parsed.sheets if sheet.recognised is not None]

    @property
    def rows(self) -> int:
        """The sound rows of all sheets."""
        return sum(sheet.sound for sheet in self.sheets())

    def require_department(self) -> None:
        """Raise ImportRefused where a plan states another département: its rows cannot be told from this one's."""
        for sheet in self.sheets():
            stated = sheet.values["department"] if sheet.recognised == "plan" else []
            others = sorted({str(code) for code in stated if code is not None} - {self.department})
            if others:
                raise ImportRefused(
                    f"{self.parsed.name}\u00a0: la feuille «\u00a0{sheet.sheet}\u00a0» est celle du département "
                    f"{others[0]}, pas du département {self.department}. Déposez ce classeur sous son département."
                )

    def changes(self, sheet: ParsedSheet) -> Iterator[Change]:
        """What the sound rows of a recognised sheet change, a département after the other.

        To be asked once a sheet, in their order. Raises ImportRefused where the rows belong to a plan
        that cannot be told.
        """
        for whole in self._batches(sheet):
            stored = current_rows(self.connection, self.scope, whole.department, sheet.recognised or "", whole.keys)
            batch = self._with_absent_columns(sheet, whole, stored)
            new: list[int] = []
            replaced: dict[int, int] = {}
            for position, (key, content) in enumerate(zip(batch.keys, batch.contents, strict=True)):
                row_id, former = stored.get(key, (None, None))
                if former == content:
                    continue
                new.append(position)
                if row_id is not None:
                    replaced[position] = row_id
            yield Change(batch, new, replaced, len(batch.keys) - len(new))

    def _batches(self, sheet: ParsedSheet) -> Iterator[Batch]:
        declared = SHEETS[sheet.recognised or ""]
        plan = self._plan() if plan_bound(declared) else {}
        for code, rows, columns in self._groups(sheet):
            if "department" in columns:
                columns["department"] = [code] * len(rows)
            yield Batch(
                department=code,
                origin={"department": code, **plan},
                rows=rows,
                columns=columns,
                keys=keys(declared, columns, self.ranks, tuple(plan.values())),
                contents=contents(columns),
            )

    def _groups(self, sheet: ParsedSheet) -> Iterator[tuple[str, list[int], dict[str, list[object]]]]:
        """The sound rows by département: their numbers and columns. Only published series go to several."""
        declared = SHEETS[sheet.recognised or ""]
        if sheet.given is None or declared.book is not Book.PUBLISHED:
            yield (self.department, *sheet.sound_columns())
            return
        sound = sheet.given.iloc[list(sheet.sound_positions)]
        owners = sound["department"].fillna(self.department).astype(str)
        for code in (str(code) for code in owners.unique() if self._may_write(str(code))):
            frame = sound.loc[owners == code]
            yield code, [int(row) for row in frame.index], plain_columns(declared, frame)

    def _with_absent_columns(self, sheet: ParsedSheet, batch: Batch, stored: Mapping[str, tuple[int, str]]) -> Batch:
        """The batch, its rows that would replace others keeping what the file has no column for.

        Two services send one operation; the one that does not count seizures does not erase the other's.
        """
        declared = SHEETS[sheet.recognised or ""]
        # A value set once for the whole sheet is given by it, though no column holds it.
        constants = {one.field for one in sheet.layout.assignments if one.header is None} if sheet.layout else set()
        given = sheet.columns.keys() | constants
        absent = [field for field in declared.fields if field not in given and field in batch.columns]
        replacing = {
            position: stored[key][0]
            for position, (key, content) in enumerate(zip(batch.keys, batch.contents, strict=True))
            if key in stored and stored[key][1] != content
        }
        if declared.book is Book.PUBLISHED or not absent or not replacing:
            return batch
        former = stored_values(
            self.connection, self.scope, batch.department, declared.code, list(replacing.values()), absent
        )
        columns = {name: list(values) for name, values in batch.columns.items()}
        digests = list(batch.contents)
        for position, row_id in replacing.items():
            for name, value in zip(absent, former[row_id], strict=True):
                # What was worked out meanwhile (a sector, from the coordinates) goes before what is kept.
                if columns[name][position] in (None, declared.column(name).default):
                    columns[name][position] = value
            digests[position] = contents({name: [values[position]] for name, values in columns.items()})[0]
        return replace(batch, columns=columns, contents=digests)

    def _may_write(self, code: str) -> bool:
        return self.scope.departments is None or code in self.scope.departments

    def _plan(self) -> dict[str, object]:
        """The `PLAN_FIELDS` of the plan of the file's sheets: its own sheet `Plan`, else the latest one stored."""
        name = self.parsed.name
        for sheet in self.parsed.sheets:
            if sheet.recognised == "plan" and sheet.rows:
                _, sound = sheet.sound_columns()
                if not sheet.sound:
                    raise ImportRefused(
                        f"{name}\u00a0: la feuille «\u00a0{sheet.sheet}\u00a0» est en erreur, et les autres "
                        "feuilles du plan ne peuvent être rangées sans elle. Corrigez-la d’abord."
                    )
                return {"semester": sound["semester"][0], "version": sound["version"][0]}
        latest = latest_plan(self.connection, self.scope, self.department)
        if latest is None:
            raise ImportRefused(
                f"{name}\u00a0: la feuille «\u00a0Plan\u00a0» manque, et aucun plan n’est enregistré pour le "
                f"département {self.department}. Ajoutez cette feuille, avec le semestre du plan."
            )
        return dict(zip(PLAN_FIELDS, latest, strict=True))
