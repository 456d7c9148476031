"""How the cells of a file of marks, and the files taken in before, are shown."""

from collections.abc import Callable

from desktop_app.attendance.import_records import CellState, MarkCell, MarksImport, MarksPreview
from desktop_app.attendance.marking import value_text
from desktop_app.i18n import N_, _
from ui import formats
from ui.cell_states import TAKEN, cell_states
from ui.models.table_model import Align, Column
from ui.theme import Tone

STATES = cell_states(N_("No mark"))

IMPORT_COLUMNS: tuple[Column[MarksImport], ...] = (
    Column("at", N_("When"), lambda row: row.at, shown=formats.moment_text, width=150),
    Column("cohort", N_("Cohort"), lambda row: row.cohort_code, width=130),
    Column("file", N_("File"), lambda row: row.file_name, width=240, is_stretched=True),
    Column("by", N_("Who"), lambda row: row.by, width=210),
    Column("marks", N_("Marks"), lambda row: row.marks, width=90, align=Align.RIGHT),
    Column(
        "state",
        N_("State"),
        lambda row: _("Taken back") if row.taken_back else _("Entered"),
        width=140,
        tone=lambda row: Tone.MUTED if row.taken_back else Tone.GOOD,
    ),
)


def cell_columns(
    preview: Callable[[], MarksPreview | None], is_taken: Callable[[MarkCell], bool]
) -> tuple[Column[MarkCell], ...]:
    """``is_taken``: it was decided that the mark of the file takes the place of the one that stands."""

    def said(cell: MarkCell, *, is_standing: bool = False) -> str:
        shown, value = preview(), cell.standing if is_standing else cell.value
        return "" if shown is None or value is None else value_text(value, shown.kinds)

    def in_file(cell: MarkCell) -> str:
        return said(cell) or cell.typed

    def place(cell: MarkCell) -> str:
        shown = preview()
        is_alone = shown is not None and len(shown.sheets) == 1
        return cell.place.rpartition("!")[2] if is_alone else cell.place

    def state(cell: MarkCell) -> tuple[str, Tone]:
        return TAKEN if is_taken(cell) else STATES[cell.state]

    return (
        Column("place", N_("Cell"), place, width=90, sort=_in_order, hint=lambda cell: cell.place),
        Column("state", N_("State"), lambda cell: _(state(cell)[0]), width=140, tone=lambda cell: state(cell)[1]),
        Column("person", N_("Full name"), lambda cell: cell.person, width=210, is_told_whole=True),
        Column("lesson", N_("Lesson"), lambda cell: cell.lesson, width=116),
        Column("typed", N_("In the file"), in_file, width=172, is_told_whole=True),
        Column("standing", N_("Now in the register"), lambda cell: said(cell, is_standing=True), width=125),
        Column("remark", N_("Remark"), remark, width=240, is_stretched=True, is_told_whole=True),
    )


def remark(cell: MarkCell) -> str:
    locked = _("The lesson is locked: a reason is asked.") if cell.is_locked else ""
    told = cell.problem.text if cell.problem and cell.state is not CellState.DIFFERS else ""
    return told or locked


def _in_order(cell: MarkCell) -> tuple[str, int, int]:
    return cell.sheet, cell.row, -1 if cell.column is None else cell.column
