"""What is told to the sender: each wrong cell of the file with the sentence that says why."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app.errors import Invalid
from desktop_app.i18n import N_, use
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import ProblemCode, RowProblem, RowState
from desktop_app.rosters.reading import RosterTable
from desktop_app.spreadsheets.annotated import CellNote, Tone

# Schools are written to in Uzbek, whatever language is on the screen.
SENDERS_LANGUAGE = "uz_Latn"
SUFFIX = ".xlsx"
# What the sender cannot do anything about, or has nothing to do with.
_OURS = frozenset(
    {
        ProblemCode.HIDDEN_ROW,
        ProblemCode.CROWDED_CELL,
        ProblemCode.DECIDED,
        ProblemCode.LEFT_OUT,
        ProblemCode.LEFT_THIS_COHORT,
        ProblemCode.LEFT_IN_SENT_MONTH,
        ProblemCode.IN_OTHER_COHORT,
        ProblemCode.COURSE_HOLDS,
        ProblemCode.IN_ARCHIVE,
        ProblemCode.NAMESAKE,
        ProblemCode.PHONE_UNSURE,
        ProblemCode.POSITION_UNKNOWN,
        ProblemCode.SUBJECT_UNKNOWN,
        ProblemCode.LOST_LETTERS_READ,
    }
)


def require_workbook_name(target: Path) -> None:
    """Raises Invalid for a name that promises another kind of file than the xlsx which is written."""
    if target.suffix.lower() != SUFFIX:
        raise Invalid(
            "returned_not_xlsx",
            N_("The sender's file is given back as {suffix}: {file} cannot be its name. Choose {proposal}."),
            field="returned",
            suffix=SUFFIX,
            file=target.name,
            proposal=target.with_suffix(SUFFIX).name if target.stem else SUFFIX,
        )


def notes_for_sender(preview: RosterPreview) -> list[CellNote]:
    """One note for each wrong cell; several sentences about one cell come together."""
    with use(SENDERS_LANGUAGE):
        return [note for row in preview.rows for note in _notes_of(preview.table, row)]


def _notes_of(table: RosterTable, row: RosterRow) -> Iterator[CellNote]:
    by_column: dict[int, list[RowProblem]] = {}
    for found in row.problems:
        is_told = found.state is not RowState.IGNORED or found.code is ProblemCode.REPEATS_ROW
        if is_told and found.code not in _OURS:
            by_column.setdefault(_column_of(table, found), []).append(found)
    for column, problems in by_column.items():
        is_wrong = any(found.state is RowState.REJECTED for found in problems)
        text = "\n".join(dict.fromkeys(found.text for found in problems))
        yield CellNote(row.number, column, Tone.WRONG if is_wrong else Tone.DOUBTFUL, text)


def _column_of(table: RosterTable, found: RowProblem) -> int:
    """Where the problem stands; what has no cell of its own is told beside the name."""
    for field in (found.field, "full_name", "surname", "given_name"):
        if field in table.columns:
            return table.columns[field].index
    return 0
