"""The sheets of a survey that came in: correcting one, taking one back, finishing one that was begun."""

from collections.abc import Sequence

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.surveys.paper_check import PaperCheck
from desktop_app.surveys.records import SheetRecord, SurveyForm
from desktop_app.surveys.taking import TakenBack, put_back, take_back
from ui import formats
from ui.actions import Action, make_button
from ui.operations import Owner, run_command
from ui.pages.surveys.kiosk import open_kiosk
from ui.pages.surveys.retyping_dialog import open_retyping
from ui.pages.surveys.sheets_columns import SHEETS
from ui.pages.surveys.sheets_correcting import open_correcting
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

_NAME = next(place for place, column in enumerate(SHEETS) if column.name == "name")


class SheetsTable(RecordTable[SheetRecord]):
    """``owner`` is the panel that it stands in: what is written is told and said there."""

    def __init__(self, owner: Owner) -> None:
        super().__init__(owner.workspace, "survey_sheets", SHEETS, filter_hint=_("Number or name"))
        self._owner = owner
        self._form: SurveyForm | None = None
        self.check_line = label("", Role.MUTED)
        again = Action(_("Type a sample again"), self._retype, icon="refresh", key="Ctrl+Shift+T", right="run_surveys")
        correct = Action(_("Correct the sheet"), self._correct, icon="edit", key="F2", right="run_surveys")
        back = Action(_("Take the sheet back"), self._take_back, icon="undo", key="Ctrl+Delete", right="run_surveys")
        self.again_button = make_button(self, again)
        self.correct_button = make_button(self, correct)
        self.back_button = make_button(self, back)
        self.tools.addWidget(self.check_line)
        for button in (self.again_button, self.correct_button, self.back_button):
            self.tools.addWidget(button)
        words = _("No sheet is in yet. Let people answer on the screen, or type in their paper sheets.")
        self.set_empty(EmptyState(words, icon="survey"))
        self.opened.connect(lambda _row: self._correct())
        self.selection_changed.connect(self._show_possible)

    def show_sheets(self, form: SurveyForm, sheets: Sequence[SheetRecord], check: PaperCheck) -> None:
        self._form = form
        self.set_rows(sheets)
        self.view.setColumnHidden(_NAME, form.is_anonymous)
        rate = check.per_thousand
        said = _("Second typing: {done} of {wanted}", done=check.retyped, wanted=check.wanted)
        if rate is not None:
            errors = _("errors per 1,000 fields: {rate}", rate=formats.decimal_text(rate, 1))
            said = f"{said} · {errors}"
        self.check_line.setText(said if check.paper else "")
        self.again_button.setVisible(check.paper > 0)
        self.again_button.setEnabled(check.retyped < check.paper)
        self._show_possible()

    def _show_possible(self) -> None:
        is_open = self._form is not None and not self._form.closed
        self.correct_button.setEnabled(is_open and self.current() is not None)
        self.back_button.setEnabled(is_open and self.current() is not None)

    def _retype(self) -> None:
        assert self._form is not None
        open_retyping(self._owner, self._form.round_id)

    def _correct(self) -> None:
        """A sheet that somebody began at the screen is finished there."""
        row = self.current()
        if row is None or self._form is None or self._form.closed:
            return
        if row.is_complete:
            open_correcting(self._owner, round_id=self._form.round_id, response_id=row.id)
        else:
            open_kiosk(self._owner, self._form.round_id, response_id=row.id)  # type: ignore[arg-type]

    def _take_back(self) -> None:
        row = self.current()
        if row is None:
            return

        def taken(outcome: Outcome[TakenBack]) -> None:
            text = _("Sheet {slip} is taken back.", slip=row.slip_number)
            self.workspace.show_notice(text, undo=lambda: self._put_back(outcome.value))

        run_command(self._owner, lambda centre: centre.write(take_back, response_id=row.id), taken)

    def _put_back(self, taken: TakenBack) -> None:
        run_command(self._owner, lambda centre: centre.write(put_back, taken=taken))
