"""What is done with a month's return: checked, approved, sent, taken back, corrected; files written of it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.centre import Centre
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress
from desktop_app.returns.checking import approve_return, check_return
from desktop_app.returns.explaining import explain
from desktop_app.returns.named_list import NamedList
from desktop_app.returns.sending import Sent
from desktop_app.returns.service import write_kept
from desktop_app.returns.states import KeptReturn, ReturnState, take_back
from ui.actions import Action
from ui.files import WORKBOOK, choose_target
from ui.operations import run_command, run_long
from ui.pages.returns.exceptions import ExceptionDialog
from ui.pages.returns.known_dialog import KnownDialog
from ui.pages.returns.month_steps import Standing
from ui.pages.returns.named_list_dialog import NamedListDialog
from ui.pages.returns.preparing import Prepared, prepare
from ui.pages.returns.reason_dialog import ReasonDialog
from ui.pages.returns.send_dialog import SendDialog
from ui.widgets.page import Page

NEXT_KEY = "Ctrl+Return"


class MonthActs:
    """The acts of the page that shows a month. ``month`` and ``standing`` are what it shows; the page sets them.

    ``go_to_held`` brings into sight what holds the return back.
    """

    def __init__(self, page: Page, month: date, *, go_to_held: Callable[[], object]) -> None:
        self._page = page
        self._go_to_held = go_to_held
        self.month = month
        self.standing: Standing | None = None

    def offered(self, standing: Standing) -> Sequence[Action]:
        """The next act of the path first; then what else can be done where it stands."""
        back = Action(_("Go back a step…"), self.go_back, icon="undo", key="Ctrl+Shift+B", right="prepare_returns")
        draft = Action(
            _("Prepare a draft file…"),
            self.prepare_file,
            icon="file-excel",
            key="Ctrl+Shift+S",
            right="prepare_returns",
        )
        exception = Action(
            _("Exception…"), self.give_exception, icon="lock", key="Ctrl+Shift+X", right="unlock_returns"
        )
        others = [exception] if standing.way.sent is not None else []
        match standing.under_way:
            case KeptReturn(state=ReturnState.CHECKED) if standing.way.is_older_than_words:
                hint = _("A warning was explained after the file was made: the file does not say so yet.")
                again = Action(_("Check again"), self.check, icon="refresh", key=NEXT_KEY, hint=hint)
                return [again, Action(_("Approve"), self.approve, icon="check", right="approve"), back, *others]
            case KeptReturn(state=ReturnState.CHECKED):
                return [Action(_("Approve"), self.approve, icon="check", key=NEXT_KEY, right="approve"), back, *others]
            case KeptReturn(state=ReturnState.APPROVED):
                return [Action(_("Send…"), self.send, icon="mail", key=NEXT_KEY, right="send_returns"), back, *others]
            case KeptReturn(state=ReturnState.SENT):
                return [
                    Action(_("Send to another…"), self.send, icon="mail", key=NEXT_KEY, right="send_returns"),
                    *others,
                ]
            case _ if standing.way.sent is not None:
                return [
                    Action(_("Correct…"), self.check, icon="edit", key=NEXT_KEY, right="prepare_returns"),
                    draft,
                    *others,
                ]
            case _:
                return [
                    Action(_("Check"), self.check, icon="check", key=NEXT_KEY, right="prepare_returns"),
                    draft,
                    *others,
                ]

    def always(self) -> Sequence[Action]:
        """What can be done however far the return is."""
        hint = _("How the figures of this month looked on a past day, and what has been learnt since")
        return (
            Action(_("List of names…"), self.write_names, icon="people", key="Ctrl+Shift+L", right="prepare_returns"),
            Action(_("On a past day…"), self.look_back, icon="clock", key="Ctrl+Shift+D", hint=hint),
        )

    def check(self) -> None:
        """Make the checked return; a correction asks for its reason first."""
        standing = self.standing
        if standing is None or standing.errors is None:
            self._page.banner.show_warning(_("The figures are still being checked. Wait a moment."))
            return
        if standing.is_held:
            words = _("Mend the errors, and explain each warning in a sentence beside it.")
            self._page.banner.show_warning(words)
            self._go_to_held()
            return
        self._page.banner.clear()
        reason = "" if standing.way.sent is None else self._reason_of_correction()
        if standing.way.sent is not None and not reason:
            return
        month = self.month

        def work(centre: Centre, _progress: Progress) -> KeptReturn:
            return check_return(centre, year=month.year, month=month.month, reason=reason)

        done = _("The return is checked.")
        run_long(self._page, _("Checking the return"), work, lambda _kept: self._page.banner.show_outcome(done))

    def approve(self) -> None:
        kept = self._under_way()
        if kept is None:
            return

        def work(centre: Centre, _progress: Progress) -> KeptReturn:
            return approve_return(centre, snapshot_id=kept.id, version=kept.version)

        done = _("The return is approved.")
        run_long(self._page, _("Approving the return"), work, lambda _kept: self._page.banner.show_outcome(done))

    def send(self) -> None:
        """Ask how and to whom; what was sent before goes to another."""
        kept = self.standing.under_way if self.standing is not None else None
        sent: Sent | None = SendDialog.ask(self._page, kept) if kept is not None else None
        if sent is None:
            return
        links = [] if sent.mail is None else [(_("Open the letter"), partial(_open_outside, sent.mail))]
        if sent.files:
            links.append((_("Open the folder"), partial(_open_outside, sent.files[0].parent)))
        self._page.banner.show_outcome(_("The return is sent as No. {number}.", number=sent.kept.number), links=links)

    def go_back(self) -> None:
        """Go back a step, with a reason."""
        kept = self._under_way()
        if kept is None:
            return
        reason = ReasonDialog.ask(
            self._page,
            title=_("Go back a step"),
            save_text=_("Go back"),
            intro=_("The file stays in the list; the steps are taken again."),
        )
        if reason:
            run_command(
                self._page,
                lambda centre: centre.write(take_back, snapshot_id=kept.id, version=kept.version, reason=reason),
                lambda _outcome: self._page.banner.show_outcome(_("The return is back by a step.")),
            )

    def give_exception(self) -> None:
        if ExceptionDialog.ask(self._page, self.month):
            self._page.banner.show_outcome(_("The exception is given."))

    def look_back(self) -> None:
        """How the month looked on a past day."""
        dialog = KnownDialog(self._page, self._page.workspace, self.month)
        dialog.exec()
        dialog.deleteLater()

    def write_names(self) -> None:
        """The list of people by name, asked for on its own."""
        made: NamedList | None = NamedListDialog.ask(self._page, self.month)
        if made is not None:
            words = _n(
                "{n} person is named in {file}.", "{n} people are named in {file}.", made.people, file=made.file.name
            )
            self._page.banner.show_outcome(words)

    def explain(self, key: str, sentence: str) -> None:
        """Write the sentence of a warning."""
        said = {"year": self.month.year, "month": self.month.month, "key": key, "sentence": sentence}
        run_command(self._page, lambda centre: centre.write(explain, **said))

    def prepare_file(self) -> None:
        """Write a draft of the return, and a letter beside it, to look at: nothing leaves by that."""
        name = f"{self.month.year}-{self.month.month:02}"
        out = choose_target(self._page, _("Prepare a draft file…"), name=name, kind=WORKBOOK)
        if out is not None:
            self.write(out)

    def write(self, out: Path) -> None:
        """Write the return of the month that is shown to ``out``, and its letter beside it."""
        month = self.month

        def work(centre: Centre, progress: Progress) -> Prepared:
            return prepare(centre, progress, month=month, out=out)

        run_long(self._page, _("Preparing the return"), work, self._prepared)

    def save_copy(self, made: KeptReturn) -> None:
        """Ask where to, and write a kept return as it was made."""
        out = choose_target(self._page, _("Save a copy"), name=Path(made.file_name).stem, kind=WORKBOOK)
        if out is None:
            return

        def write(centre: Centre, _progress: Progress) -> Path:
            return write_kept(centre, snapshot_id=made.id, out=out)

        def tell(written: Path) -> None:
            self._page.banner.show_outcome(
                _("{name} is saved, byte for byte as it was made.", name=written.name),
                link=(_("Open the file"), partial(_open_outside, written)),
            )

        run_long(self._page, _("Save a copy"), write, tell)

    def _reason_of_correction(self) -> str:
        intro = _("What was sent stays as it is; the corrected return gets the next number and lists the differences.")
        asked = {"title": _("Correct the return"), "save_text": _("Check the correction"), "intro": intro}
        return ReasonDialog.ask(self._page, **asked) or ""

    def _under_way(self) -> KeptReturn | None:
        """What is on its way and not sent."""
        return self.standing.way.current if self.standing is not None else None

    def _prepared(self, prepared: Prepared) -> None:
        self._page.banner.show_outcome(
            _("The return is ready: {file}, and the letter to send it with.", file=prepared.file.name),
            links=[
                (_("Open the file"), partial(_open_outside, prepared.file)),
                (_("Open the letter"), partial(_open_outside, prepared.letter)),
            ],
        )


def _open_outside(file: Path) -> None:
    """In Excel, the mail program or the file manager, whatever this PC opens such things with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
