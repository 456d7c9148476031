"""The imports: who took in which file and when, and what became of every row of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import Select, func, select

from db.models.cohorts import Cohort
from db.models.people import Person
from db.models.rosters import RosterImport
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.institutions import CHUNK
from desktop_app.people.rules import written_name
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.earlier import ROWS_DIGEST, rows_digest
from desktop_app.rosters.filling import REASON, CardFilling
from desktop_app.rosters.known import chunks
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import ProblemCode, RowProblem, RowState
from desktop_app.rows import row_at


class RowBecame(StrEnum):
    """What became of a row when its file was applied."""

    CREATED = "created"
    MATCHED = "matched"
    ENROLLED_AGAIN = "enrolled_again"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class ImportLine:
    """One import in the list of them; ``cohort_code`` is empty where it went into the list of people alone."""

    id: int
    applied_at: datetime
    applied_by: str
    file_name: str
    sheet: str
    sender: str
    cohort_id: int | None
    cohort_code: str
    rows: int
    created: int
    matched: int
    left_out: int
    undone_at: datetime | None
    undone_by: str

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


@dataclass(frozen=True)
class ImportedRow:
    """``person_name`` is as the card says it now, or as the row had it where it was left out; empty without a name."""

    number: int
    state: RowState
    became: RowBecame
    person_id: int | None
    person_name: str
    problems: tuple[RowProblem, ...]
    edits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportRecord:
    line: ImportLine
    sha256: str
    header_row: int
    undo_reason: str
    rows: tuple[ImportedRow, ...]


def imports(unit: UnitOfWork, *, cohort_id: int | None = None, limit: int = 100, offset: int = 0) -> list[ImportLine]:
    """The imports, newest first; with a cohort those into it."""
    query = _lines().order_by(RosterImport.id.desc()).limit(limit).offset(offset)
    if cohort_id is not None:
        query = query.where(RosterImport.cohort_id == cohort_id)
    return [_line(row) for row in unit.session.execute(query)]


def count_imports(unit: UnitOfWork) -> int:
    return unit.session.scalar(select(func.count()).select_from(RosterImport)) or 0


def imports_of_file(unit: UnitOfWork, *, sha256: str) -> list[ImportLine]:
    """Where this very file went before, whatever it was called then; newest first, those undone left out."""
    query = _lines().where(RosterImport.file_sha256 == sha256, RosterImport.undone_at.is_(None))
    return [_line(row) for row in unit.session.execute(query.order_by(RosterImport.id.desc()))]


def import_record(unit: UnitOfWork, *, import_id: int) -> ImportRecord:
    """One import down to its rows and the people they became. Raises NotFound."""
    kept = load_import(unit, import_id)
    line = _line(unit.session.execute(_lines().where(RosterImport.id == import_id)).one())
    names = _names(unit, [row["person_id"] for row in kept.rows if row["person_id"] is not None])
    rows = tuple(_imported_row(row, names) for row in kept.rows)
    return ImportRecord(line, kept.file_sha256, kept.header_row, kept.undo_reason, rows)


def load_import(unit: UnitOfWork, import_id: int) -> RosterImport:
    return row_at(unit, RosterImport, import_id, "no_import", N_("This import is no longer in the list."))


def keep_import(
    unit: UnitOfWork,
    preview: RosterPreview,
    *,
    became: Mapping[int, RowBecame],
    people: Mapping[int, int],
    fillings: Iterable[CardFilling],
    made: Mapping[str, Sequence[int]],
    replaced: Mapping[int, dict[str, Any]],
) -> int:
    """Keep what was done, with all that undoing needs.

    ``made`` are ids of new records; ``replaced`` is what enrolments said before, by person.
    """
    import_id = (unit.session.scalar(select(func.max(RosterImport.id))) or 0) + 1
    edits = _edits_by_row(preview)
    counts = {"rows": len(preview.rows)} | {state.value: list(became.values()).count(state) for state in RowBecame}
    row = {
        "id": import_id,
        "cohort_id": preview.cohort_id,
        "applied_at": unit.now,
        "applied_by": unit.actor.name,
        "file_name": preview.table.file_name,
        "file_sha256": preview.table.sha256,
        "sheet": preview.table.sheet,
        "header_row": preview.table.header_row,
        "sender": tidy(preview.sender),
        "rows": [
            _kept_row(row, became[row.number], people.get(row.number), edits.get(row.number, {}))
            for row in preview.rows
        ],
        "changes": {**_changes(fillings, replaced), "made": dict(made)},
        "counts": {**counts, ROWS_DIGEST: rows_digest(preview.table)},
    }
    # Not through the session: the journal would keep every row of the file once more.
    unit.insert_many(RosterImport, [row], reason=REASON)
    facts = {"file": preview.table.file_name, "cohort_id": preview.cohort_id, **counts}
    unit.note("import", entity=RosterImport.__tablename__, entity_id=import_id, facts=facts)
    return import_id


def plain(value: Any) -> Any:
    """A value of a column as the record keeps it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value


def _changes(fillings: Iterable[CardFilling], replaced: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    """What was before and after, by person; a card may have been renamed and filled."""
    changes: dict[str, Any] = {}
    for filling in fillings:
        told = changes.setdefault(str(filling.person_id), {"before": {}, "after": {}})
        told["before"] |= {name: plain(value) for name, value in filling.before.items()}
        told["after"] |= {name: plain(value) for name, value in filling.after.items()}
    for person_id, enrolment in replaced.items():
        told = changes.setdefault(str(person_id), {"before": {}, "after": {}})
        told["enrolment"] = {name: plain(value) for name, value in enrolment.items()}
    return changes


def _edits_by_row(preview: RosterPreview) -> dict[int, dict[str, str]]:
    by_row: dict[int, dict[str, str]] = {}
    for (number, name), text in preview.edits.items():
        by_row.setdefault(number, {})[name] = text
    return by_row


def _kept_row(row: RosterRow, became: RowBecame, person_id: int | None, edits: dict[str, str]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "row": row.number,
        "state": row.state.value,
        "codes": sorted(found.code for found in row.problems),
        "became": became.value,
        "person_id": person_id,
    }
    if person_id is None and row.person is not None:
        # Nobody's card will tell who it was.
        kept["name"] = row.person.full_name
    if row.problems:
        kept["problems"] = [
            [found.code, found.column, found.value, found.field, {name: plain(fact) for name, fact in found.facts}]
            for found in row.problems
        ]
    if edits:
        kept["edits"] = edits
    return kept


def _imported_row(row: dict[str, Any], names: Mapping[int, str]) -> ImportedRow:
    problems = tuple(
        RowProblem(ProblemCode(code), column, value, tuple(facts.items()), name)
        for code, column, value, name, facts in row.get("problems", ())
    )
    person_id = row["person_id"]
    return ImportedRow(
        row["row"],
        RowState(row["state"]),
        RowBecame(row["became"]),
        person_id,
        names.get(person_id, row.get("name", "")),
        problems,
        row.get("edits", {}),
    )


def _names(unit: UnitOfWork, person_ids: Sequence[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for part in chunks(person_ids, CHUNK):
        columns = select(Person.id, Person.surname, Person.given_name, Person.patronymic)
        names |= {row.id: written_name(row) for row in unit.session.execute(columns.where(Person.id.in_(part)))}
    return names


def _lines() -> Select[Any]:
    return select(
        RosterImport.id,
        RosterImport.applied_at,
        RosterImport.applied_by,
        RosterImport.file_name,
        RosterImport.sheet,
        RosterImport.sender,
        RosterImport.cohort_id,
        Cohort.code,
        RosterImport.counts,
        RosterImport.undone_at,
        RosterImport.undone_by,
    ).outerjoin(Cohort, Cohort.id == RosterImport.cohort_id)


def _line(row: Any) -> ImportLine:
    counts = row.counts
    return ImportLine(
        row.id,
        row.applied_at,
        row.applied_by,
        row.file_name,
        row.sheet,
        row.sender,
        row.cohort_id,
        row.code or "",
        counts.get("rows", 0),
        counts.get("created", 0),
        counts.get("matched", 0) + counts.get("enrolled_again", 0),
        counts.get("left_out", 0),
        row.undone_at,
        row.undone_by,
    )
