"""Questions about a cell that many rows ask alike: decided once for all of them."""

from dataclasses import dataclass

from desktop_app.i18n import _
from desktop_app.rosters.card_cells import LEAVE_OUT, TAKE
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import ProblemCode, RowProblem, RowState

# Cells whose text alone decides, so that one answer may hold for all equal ones.
_ABOUT_THE_TEXT = frozenset(
    {
        ProblemCode.DISTRICT_UNSURE,
        ProblemCode.DISTRICT_UNKNOWN,
        ProblemCode.LOST_LETTERS_UNSURE,
        ProblemCode.NOT_TEACHING_STAFF,
        ProblemCode.POSITION_UNKNOWN,
        ProblemCode.SUBJECT_UNKNOWN,
        ProblemCode.CATEGORY_UNKNOWN,
        ProblemCode.BIRTH_DATE_UNREADABLE,
        ProblemCode.BIRTH_DATE_UNSURE,
        ProblemCode.DOCUMENT_WRONG,
        ProblemCode.JSHSHIR_LOST_DIGITS,
        ProblemCode.NAME_ORDER_UNSURE,
        ProblemCode.NAME_SPACE_BEFORE_MARK,
        ProblemCode.NAME_MIXED_SCRIPTS,
    }
)
_LISTED = ("position", "subject", "category")


@dataclass(frozen=True)
class CellChoice:
    """``value`` is the answer to give; ``text`` is what is chosen, in the language in force."""

    value: str
    text: str


@dataclass(frozen=True)
class CellQuestion:
    """``rows`` are the numbers of all rows with this text in this field."""

    field: str
    column: str
    text: str
    code: ProblemCode
    rows: tuple[int, ...]
    choices: tuple[CellChoice, ...]


def question_of(preview: RosterPreview, row: RosterRow) -> CellQuestion | None:
    """The question that a row asks about one of its cells, with all rows that ask the same."""
    found = next((one for one in _worst_first(row) if one.code in _ABOUT_THE_TEXT and one.field), None)
    if found is None:
        return None
    cases = [
        (other, same)
        for other in preview.rows
        for same in other.problems
        if (same.field, same.value, same.code) == (found.field, found.value, found.code)
    ]
    return _question(preview, cases)


def problems_of(row: RosterRow, field: str) -> tuple[RowProblem, ...]:
    """What there is to say about one cell of the row."""
    return tuple(found for found in row.problems if found.field == field)


def _worst_first(row: RosterRow) -> list[RowProblem]:
    return sorted(row.problems, key=lambda found: found.state is not RowState.ASK)


def _question(preview: RosterPreview, cases: list[tuple[RosterRow, RowProblem]]) -> CellQuestion:
    row, found = cases[0]
    rows = tuple(case.number for case, _problem in cases)
    return CellQuestion(found.field, found.column, found.value, found.code, rows, _choices(preview, row, found))


def _choices(preview: RosterPreview, row: RosterRow, found: RowProblem) -> tuple[CellChoice, ...]:
    left_out = CellChoice(LEAVE_OUT, _("Leave these rows out"))
    if row.districts and found.field == "district":
        return (*(CellChoice(code, name) for code, name in row.districts), left_out)
    lists = preview.lists
    as_read = CellChoice(TAKE, _("Take them as they were read"))
    is_lost = found.code is ProblemCode.LOST_LETTERS_UNSURE
    if found.field == "district" and lists:
        every = (CellChoice(code, name) for code, name in lists.districts.names.items())
        return (*every, *((as_read,) if is_lost else ()), left_out)
    if is_lost and lists and found.field in lists.items:
        entries = (CellChoice(item.code, item.names.text) for item in lists.items[found.field])
        return (*entries, as_read, left_out)
    if found.field in _LISTED and found.code is not ProblemCode.NOT_TEACHING_STAFF and lists:
        return (*(CellChoice(item.code, item.names.text) for item in lists.items[found.field]), left_out)
    return (as_read, left_out)
