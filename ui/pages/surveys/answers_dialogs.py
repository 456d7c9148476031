"""What is asked about files of answers: which file, what a column is for, and in what shape answers are written."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import LANGUAGES, N_, _, language
from desktop_app.surveys.answers_export import ExportWishes, answer_columns
from desktop_app.surveys.answers_importing import preview_answers
from desktop_app.surveys.answers_records import AnswersPreview, Wanted
from ui.actions import Action, make_button
from ui.files import WORKBOOK, FileKind
from ui.models.choices_model import Choice
from ui.operations import run_long
from ui.widgets.fields import ChoiceField, FileField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

ENDINGS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"
FILE_WIDTH = 560
NOTHING = ""
CSV = FileKind(".csv", N_("CSV files"))


class AnswersFileDialog(FormDialog):
    """Finishes with the AnswersPreview of the file for a round."""

    def __init__(self, owner: QWidget, *, round_id: int) -> None:
        super().__init__(
            owner,
            title=_("Answers from a file"),
            save_text=_("Look at the answers"),
            intro=_(
                "The workbook that was sent to schools, or an export of Kobo, ODK or Google Forms. "
                "Nothing is taken in before you have seen it."
            ),
        )
        self.setMinimumWidth(FILE_WIDTH)
        self._wanted = Wanted(round_id)
        pattern = _("Tables ({endings})", endings=ENDINGS)
        self._file = FileField("file", _("Workbook or CSV"), pattern=pattern, is_required=True)
        self.add(self._file)

    def submit(self) -> None:
        path, wanted = self._file.value, self._wanted
        if path is None:
            return

        def look(centre: "Centre", progress: "Progress") -> AnswersPreview:
            return preview_answers(centre, path, wanted=wanted, progress=progress)

        run_long(self, _("Reading the workbook"), look, self.finish)

    def is_changed(self) -> bool:
        return False


class ColumnDialog(FormDialog):
    """Finishes with the head of a column and the code of what it is for, "" for nothing."""

    def __init__(self, owner: QWidget, preview: AnswersPreview) -> None:
        super().__init__(owner, title=_("What is the column for?"), save_text=_("Read again"))
        self.setMinimumWidth(FILE_WIDTH)
        table = preview.table
        heads = [Choice(column.header, column.header, _("unknown")) for column in table.unknown]
        heads += [Choice(column.header, column.header) for column in table.known]
        wishes = ExportWishes()
        codes = [
            Choice(column.slot.name, column.plan.header, also=column.slot.name)
            for column in answer_columns(preview.target.form, wishes)
        ]
        self.add(ChoiceField("header", _("Column of the file"), heads, is_required=True))
        nothing = Choice(NOTHING, _("Nothing is taken from it"))
        self.add(ChoiceField("code", _("Question"), [nothing, *codes], is_required=True))
        if table.unknown:
            self.field("header").set_value(table.unknown[0].header)

    def submit(self) -> None:
        self.finish((self.field("header").value, self.field("code").value))

    def is_changed(self) -> bool:
        return False


class FormLanguageDialog(FormDialog):
    """Finishes with the language of the workbook that is sent to schools."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("Workbook to send to schools"),
            save_text=_("Save the workbook…"),
            intro=_("A row for each person and a list of answers in each cell. Take it in again under “Excel”."),
        )
        names = [Choice(code, name) for code, name in LANGUAGES.items()]
        self.add(ChoiceField("language", _("Language"), names, is_required=True)).set_value(language())

    def submit(self) -> None:
        self.finish(self.field("language").value)

    def is_changed(self) -> bool:
        return False


class AnswersExportDialog(FormDialog):
    """Finishes with the ExportWishes and the kind of file."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("Export the answers"),
            save_text=_("Excel…"),
            intro=_("A row for each sheet. Anonymous sheets have neither number nor hour, in an order of their own."),
        )
        self.setMinimumWidth(FILE_WIDTH)
        texts = [Choice(True, _("texts, to be read")), Choice(False, _("codes, for statistics"))]
        several = [Choice(True, _("each in a column of its own")), Choice(False, _("all in one cell"))]
        self.add_row(
            ChoiceField("has_labels", _("Answers as"), texts, is_required=True),
            ChoiceField("is_split", _("Several answers"), several, is_required=True),
        )
        self.field("has_labels").set_value(True)
        self.field("is_split").set_value(True)
        self.add_button(make_button(self, Action(_("CSV…"), lambda: self.choose(CSV), icon="list", key="Ctrl+S")))

    def submit(self) -> None:
        self.choose(WORKBOOK)

    def choose(self, kind: FileKind) -> None:
        self.finish((ExportWishes(**self.values()), kind))

    def is_changed(self) -> bool:
        return False
