"""Scenes of files of answers for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.spreadsheets.records import Sheet, SheetRow, Workbook
from desktop_app.surveys.answers_importing import judged
from desktop_app.surveys.answers_records import Wanted
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round
from desktop_app.surveys.shelf import newest_in_use
from ui.pages.surveys.answers_dialogs import AnswersExportDialog, AnswersFileDialog, ColumnDialog, FormLanguageDialog
from ui.pages.surveys.answers_preview import AnswersPreviewDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage

HEADS = ("_uuid", "A3", "A7", "B1.importance", "B1.level", "D1", "D2", "F1", "Maktabingiz raqami")
ROWS = (
    ("u-1", "Shaharda", "0–3 yil", 5.0, 2.0, "Kunduzgi", "Yanvar, Fevral", "Vaqt yetmaydi", 12.0),
    ("u-2", "Qishloqda", "4–10 yil", 7.0, 3.0, "Kunduzgi", "Mart", None, 7.0),
    ("u-3", "Shaharda", "0–3 yil", 4.0, "2,3", "Masofaviy (onlayn)", "Yanvar, Fevral, Mart, Aprel", None, 12.0),
    ("u-1", "Shaharda", "0–3 yil", 5.0, 2.0, "Kunduzgi", "Yanvar, Fevral", "Vaqt yetmaydi", 12.0),
    ("u-4", "Qishloqda", "4–10 yil", 3.0, 3.0, "Kunduzgi", "May", "Internet yomon", 3.0),
    ("u-4", "Qishloqda", "4–10 yil", 3.0, 4.0, "Kunduzgi", "May", "Internet yomon", 3.0),
    ("u-5", None, None, None, None, None, None, None, 3.0),
)


def preview_dialog(stage: "Stage") -> QWidget:
    return _preview(stage)


def column_dialog(stage: "Stage") -> QWidget:
    return ColumnDialog(stage.page("surveys", "rounds"), _preview(stage).preview)


def file_dialog(stage: "Stage") -> QWidget:
    return AnswersFileDialog(stage.page("surveys", "rounds"), round_id=1)


def language_dialog(stage: "Stage") -> QWidget:
    return FormLanguageDialog(stage.page("surveys", "rounds"))


def export_dialog(stage: "Stage") -> QWidget:
    return AnswersExportDialog(stage.page("surveys", "rounds"))


def _preview(stage: "Stage") -> AnswersPreviewDialog:
    centre = stage.workspace.centre
    asked = centre.read(newest_in_use, code="needs-teachers")
    round_id = centre.write(open_round, draft=RoundDraft(asked.id, title="Maktablar soʻrovi")).value
    rows = tuple(SheetRow(number, cells) for number, cells in enumerate((HEADS, *ROWS), start=1))
    workbook = Workbook("kobo-2026-11.xlsx", "0", "xlsx", (Sheet("Javoblar", rows),))
    seen = judged(centre, workbook, wanted=Wanted(round_id))
    return AnswersPreviewDialog(stage.page("surveys", "rounds"), seen)


SCENES: "dict[str, Callable[[Stage], QWidget | None]]" = {
    "surveys-answers": preview_dialog,
    "surveys-answers-column": column_dialog,
    "surveys-answers-file": file_dialog,
    "surveys-answers-form": language_dialog,
    "surveys-answers-export": export_dialog,
}
