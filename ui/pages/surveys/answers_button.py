"""The button "Excel": answers from a file, the workbook that is sent to schools, and the answers as a table."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.i18n import _, _n
from desktop_app.surveys.answers_export import Exported, export_answers
from desktop_app.surveys.answers_form import save_answers_form
from desktop_app.surveys.answers_importing import take_back_answers
from desktop_app.surveys.answers_records import AnswersTaken, AnswersTakenBack
from desktop_app.surveys.answers_target import target_of_round
from ui.actions import Action, make_button, open_under
from ui.files import WORKBOOK, choose_target, show_saved
from ui.icons import icon
from ui.operations import run_command, run_long
from ui.pages.surveys.answers_dialogs import AnswersExportDialog, AnswersFileDialog, FormLanguageDialog
from ui.pages.surveys.answers_preview import AnswersPreviewDialog


class AnswersButton:
    """``what`` tells the round that is shown and its title, None when there is none."""

    def __init__(self, owner: Any, what: Callable[[], tuple[int, str] | None]) -> None:
        self._owner = owner
        self._what = what
        action = Action(_("Excel…"), self.show_menu, icon="file-excel", key="Ctrl+I")
        self.button: QPushButton = make_button(owner, action)

    def show_menu(self) -> None:
        menu = self.menu()
        if menu is not None:
            open_under(self.button, menu)

    def menu(self) -> QMenu | None:
        shown = self._what()
        if shown is None:
            return None
        round_id, title = shown
        menu = QMenu(self.button)
        menu.addAction(icon("download"), _("Answers from a file…"), lambda: self.take_in(round_id))
        menu.addAction(icon("file-excel"), _("Workbook to send to schools…"), lambda: self.save_form(round_id, title))
        menu.addSeparator()
        menu.addAction(icon("upload"), _("Export the answers…"), lambda: self.export(round_id, title))
        return menu

    def take_in(self, round_id: int) -> None:
        preview = AnswersFileDialog.ask(self._owner, round_id=round_id)
        if preview is None:
            return
        taken: AnswersTaken | None = AnswersPreviewDialog.ask(self._owner, preview)
        if taken is not None:
            seq = taken.seq
            self._owner.workspace.show_notice(
                _n("{n} answer sheet was taken in.", "{n} answer sheets were taken in.", taken.answers),
                undo=None if seq is None else lambda: self._take_back(seq),
            )

    def save_form(self, round_id: int, title: str) -> None:
        language = FormLanguageDialog.ask(self._owner)
        if language is None:
            return
        words = _("Workbook to send to schools")
        out = choose_target(self._owner, words, name=_("Answers {survey}", survey=title), kind=WORKBOOK)
        if out is not None:
            run_long(
                self._owner,
                words,
                lambda centre, _progress: save_answers_form(
                    centre, target=centre.read(target_of_round, round_id=round_id), out=out, language=language
                ),
                lambda written: show_saved(self._owner.workspace, written),
            )

    def export(self, round_id: int, title: str) -> None:
        asked = AnswersExportDialog.ask(self._owner)
        if asked is None:
            return
        wishes, kind = asked
        out = choose_target(self._owner, _("Export the answers"), name=_("Answers {survey}", survey=title), kind=kind)

        def done(written: Exported) -> None:
            show_saved(self._owner.workspace, written.file)

        if out is not None:
            run_long(
                self._owner,
                _("Writing the answers"),
                lambda centre, progress: export_answers(
                    centre, out=out, round_id=round_id, wishes=wishes, progress=progress
                ),
                done,
                is_aside=True,
            )

    def _take_back(self, seq: int) -> None:
        def tell(back: AnswersTakenBack) -> None:
            told = _n("{n} answer sheet was taken back.", "{n} answer sheets were taken back.", back.answers)
            if back.kept:
                kept = _n("{n} was corrected since and stays.", "{n} were corrected since and stay.", back.kept)
                told = f"{told} {kept}"
            self._owner.workspace.show_notice(told)

        run_command(
            self._owner,
            lambda centre: centre.write(take_back_answers, seq=seq),
            lambda outcome: tell(outcome.value),
        )
