"""The columns of the list of imports, and of the rows of one."""

from desktop_app.i18n import N_, _
from desktop_app.rosters.imports import ImportedRow, ImportLine, RowBecame
from ui import formats
from ui.models.table_model import Align, Column
from ui.pages.rosters.tones import became_tone
from ui.theme import Tone


def destination_name(line: ImportLine) -> str:
    return line.cohort_code if line.cohort_id is not None else _("List of people")


def became_name(became: RowBecame) -> str:
    match became:
        case RowBecame.CREATED:
            return _("New card")
        case RowBecame.MATCHED:
            return _("Known person")
        case RowBecame.ENROLLED_AGAIN:
            return _("Enrolled again")
        case RowBecame.LEFT_OUT:
            return _("Left out")


def _reasons(row: ImportedRow) -> str:
    return " ".join(found.text for found in row.problems)


IMPORT_COLUMNS = (
    Column[ImportLine]("when", N_("When"), lambda line: line.applied_at, width=128),
    Column[ImportLine](
        "file", N_("File"), lambda line: line.file_name, is_told_whole=True, is_stretched=True, width=180
    ),
    Column[ImportLine]("sender", N_("Sender"), lambda line: line.sender, width=150),
    Column[ImportLine]("to", N_("Into"), destination_name, width=120),
    Column[ImportLine]("created", N_("New cards"), lambda line: line.created, width=84),
    Column[ImportLine]("matched", N_("Known"), lambda line: line.matched, width=84),
    Column[ImportLine]("left_out", N_("Left out"), lambda line: line.left_out, width=84),
    Column[ImportLine]("who", N_("Who"), lambda line: line.applied_by, width=150),
    Column[ImportLine](
        "state",
        N_("State"),
        lambda line: _("Undone") if line.is_undone else _("In force"),
        width=112,
        tone=lambda line: Tone.MUTED if line.is_undone else Tone.GOOD,
        hint=lambda line: f"{formats.moment_text(line.undone_at)} {line.undone_by}".strip(),
    ),
)

ROW_COLUMNS = (
    Column[ImportedRow]("number", N_("Row"), lambda row: row.number, shown=str, width=60, align=Align.RIGHT),
    Column[ImportedRow](
        "became",
        N_("What became of it"),
        lambda row: became_name(row.became),
        width=160,
        tone=lambda row: became_tone(row.became),
    ),
    Column[ImportedRow]("name", N_("Full name"), lambda row: row.person_name, width=240),
    Column[ImportedRow](
        "typed",
        N_("Typed here"),
        lambda row: ", ".join(text for text in row.edits.values() if text),
        width=140,
    ),
    Column[ImportedRow]("why", N_("Why"), _reasons, is_told_whole=True, is_stretched=True),
)
