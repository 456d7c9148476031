"""What came out of the printer: how far it was good, what is spoiled, and what is to be printed again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, _n
from desktop_app.print_runs.records import Run, RunPage
from desktop_app.print_runs.service import print_again, settle
from ui.operations import run_command
from ui.widgets.fields import IntegerField, TextField
from ui.widgets.form_dialog import FormDialog


class JamDialog(FormDialog):
    """Finishes with True once it is said which page was the last good one."""

    def __init__(self, owner: QWidget, run: Run) -> None:
        first, last = run.sent[0], run.sent[-1]
        super().__init__(
            owner,
            title=_("What came out well?"),
            save_text=_("Keep it so"),
            intro=_("Pages {first} – {last} were sent to the printer.", first=first.place, last=last.place),
        )
        self._run_id = run.id
        self._is_on_blanks = any(page.blank for page in run.sent)
        hint = _("The number in the list on the left; 0 when nothing came out well.")
        self.add(IntegerField("last_good", _("Last good page"), highest=last.place, is_required=True, hint=hint))
        if self._is_on_blanks:
            hint = _("Blanks after it that were torn, smeared or printed badly. Untouched ones stay in the tray.")
            self.add(IntegerField("spoiled", _("Spoiled blanks"), highest=len(run.sent), is_required=True, hint=hint))
            self.add(TextField("reason", _("Reason")))
            self.add(
                TextField("act_number", _("Number of the act"), hint=_("It can be left empty until the act is signed."))
            )
            self.field("spoiled").set_value(1, is_guess=True)
            self.field("reason").set_value(_("The paper jammed"), is_guess=True)

    def submit(self) -> None:
        run_id, values = self._run_id, self.values()
        run_command(
            self, lambda centre: centre.write(settle, run_id=run_id, **values), lambda _outcome: self.finish(True)
        )


class AgainDialog(FormDialog):
    """Finishes with True once the pages are to be printed again; their blanks are spoiled then."""

    def __init__(self, owner: QWidget, run: Run, pages: Sequence[RunPage]) -> None:
        lines = [" ".join(filter(None, (page.full_number, page.holder, page.blank))) for page in pages]
        super().__init__(
            owner,
            title=_n("Print {n} certificate again", "Print {n} certificates again", len(pages)),
            save_text=_("Print again"),
            intro="\n".join(lines),
        )
        self._run_id, self._places = run.id, [page.place for page in pages]
        is_on_blank = any(page.blank for page in pages)
        label = _("Why the blanks are spoiled") if is_on_blank else _("Reason")
        self.add(TextField("reason", label, is_required=is_on_blank))
        if is_on_blank:
            self.add(
                TextField("act_number", _("Number of the act"), hint=_("It can be left empty until the act is signed."))
            )

    def submit(self) -> None:
        run_id, places, values = self._run_id, self._places, self.values()
        run_command(
            self,
            lambda centre: centre.write(print_again, run_id=run_id, places=places, **values),
            lambda _outcome: self.finish(True),
        )
