"""The import desk: a file is dropped, its columns agreed on, its rows decided, its people taken in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget, QWidget

from desktop_app.errors import Cancelled, CentreError, Conflict
from desktop_app.i18n import _
from desktop_app.rosters.apply import RosterOutcome
from desktop_app.rosters.form_mark import cohort_code_in
from desktop_app.rosters.layouts import known_senders
from ui import formats
from ui.actions import Action, make_action, tooltip
from ui.navigation import Target
from ui.operations import run_long, run_query
from ui.pages.rosters.applying import applied, cannot_apply, name_of_applying, told_outcome
from ui.pages.rosters.columns import destination_name
from ui.pages.rosters.desk_view import DeskView
from ui.pages.rosters.destinations import Destination, as_choices, people_alone, read_destinations
from ui.pages.rosters.files_out import save_form, save_returned
from ui.pages.rosters.import_panel import ImportPanel
from ui.pages.rosters.start_view import StartView
from ui.pages.rosters.work import Change, Desk, TablePlace, Work, desks_of
from ui.widgets.page import Page
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

KINDS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"
SENDERS_OFFERED = 200
IMPORT, DESK = "import", "desk"


class RosterPage(Page):
    """``open(cohort_id)`` goes to the cohort's desk, ``open(("import", id))`` to a file that was taken in."""

    changes_that_matter = frozenset(
        {"cohort", "enrolment", "person", "territory", "reference_item", "roster_import", "sheet_layout"}
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Import desk"))
        self.desks = desks_of(workspace.drafts)
        self.desk = self._desk_of(next((one for one, desk in self.desks.items() if desk.work is not None), None))
        self._destinations: tuple[Destination, ...] = (people_alone(),)
        choose = Action(_("Choose a file…"), self.choose_file, "folder", "Ctrl+O", _("Choose the file of the roster"))
        form = Action(_("Form to hand out"), self.save_form, "download", "Ctrl+Shift+T", _("Save the form in Excel"))
        another = Action(_("Another file"), self.choose_file, "folder", "Ctrl+O")
        away = Action(_("Put away"), self.put_away, "close", "Ctrl+W", _("Put the file away without taking anybody in"))
        self.start_view = StartView(workspace, choose=choose, form=form)
        self.view = DeskView(another, away)
        self.panel = ImportPanel(workspace, self)
        self._views = QStackedWidget()
        for view in (self.start_view, self.view, self.panel):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self.return_button, self.apply_button = self._make_actions()
        self.setAcceptDrops(True)
        self._connect()
        self._show_desk()

    def open(self, argument: object) -> None:
        match argument:
            case (place, int(import_id)) if place == IMPORT:
                self.open_import(import_id)
            case int(cohort_id):
                self._go_to_desk(cohort_id)
            case _:
                self._show_desk()

    def first_focus(self) -> QWidget | None:
        shown = self._views.currentWidget()
        if shown is self.view:
            return self.view.view
        return self.panel.view.table.view if shown is self.panel else self.start_view.choose_button

    def refresh(self) -> None:
        desk = self.desk
        run_query(self, read_destinations, self._offer_destinations, slot="destinations")
        run_query(
            self, lambda centre: centre.read(known_senders, limit=SENDERS_OFFERED), self._offer_senders, slot="senders"
        )
        self.start_view.reload()
        run_query(self, desk.bring_up_to_date, lambda _none: self._show_if(desk), self._show_failure, slot="refresh")

    def choose_file(self) -> None:
        pattern = _("Rosters ({kinds})", kinds=KINDS)
        found, _chosen = QFileDialog.getOpenFileName(self, _("Choose the file of the roster"), "", pattern)
        if found:
            self.read_file(Path(found))

    def read_file(self, path: Path) -> None:
        """Read the file in the background and show what it would do."""
        desk = self.desk
        self.banner.clear()
        if self._views.currentWidget() is self.panel:
            self._show_desk()

        def show(_none: None) -> None:
            self._show_if(desk)
            if desk is self.desk:
                self._tell_about_file(desk)

        run_long(
            self,
            _("Reading {file}", file=path.name),
            lambda centre, progress: desk.read(centre, path, progress),
            show,
            self._show_failure,
        )

    def put_away(self) -> None:
        """Let the file go, with the way back: nothing that was typed is lost by a wrong key."""
        desk, stowed = self.desk, self.desk.put_away()
        if stowed is None:
            return

        def bring_back() -> None:
            desk.take_up(stowed)
            self._show_if(desk)

        self._show_desk()
        self.banner.show_outcome(_("{file} was put away.", file=stowed.work.workbook.file_name), undo=bring_back)
        self.start_view.choose_button.setFocus()

    def save_form(self) -> None:
        save_form(self, self._destination)

    def apply(self) -> None:
        """Take in everybody who is ready or decided on, after a backup, in one transaction."""
        desk, work = self.desk, self.desk.work
        if work is None or work.preview is None or not self.apply_button.isEnabled():
            return
        self.apply_button.setEnabled(False)
        run_long(
            self,
            self.apply_button.text(),
            lambda centre, progress: applied(centre, desk, work, progress),
            lambda outcome: self._tell_outcome(outcome.value, work),
            self._show_refusal,
        )

    def step_back(self) -> None:
        """Undo what was typed or decided last."""
        self._do(self.desk.step_back, is_reread=False)

    def open_import(self, import_id: int) -> None:
        """Show a file that was taken in, down to its rows; what was said of another one is over."""
        self.banner.clear()
        self._views.setCurrentWidget(self.panel)
        self.panel.open(import_id)
        self._show_head()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event.mimeData().urls())
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    @property
    def _destination(self) -> Destination:
        """That of the desk in front."""
        cohort_id = self.desk.cohort_id
        return next((one for one in self._destinations if one.cohort_id == cohort_id), people_alone())

    @property
    def _returnable(self) -> Work | None:
        """The file whose errors can be marked: the one on the desk, or the one taken in that is looked at."""
        if self._views.currentWidget() is not self.panel:
            return self.desk.work if self.desk.work is not None and self.desk.work.preview is not None else None
        kept = (desk.applied for desk in self.desks.values() if desk.applied is not None)
        return next((stowed.work for import_id, stowed in kept if import_id == self.panel.import_id), None)

    def _make_actions(self) -> tuple[QPushButton, QPushButton]:
        marking = Action(
            _("Mark the errors"),
            lambda: save_returned(self, self._returnable),
            "download",
            "Ctrl+S",
            _("Save the file with its errors marked"),
        )
        stepping = Action(_("Undo what was typed or decided"), self.step_back, key="Ctrl+Z")
        make_action(self, stepping, group=self.title)
        returning = self.add_secondary(marking)
        return returning, self.set_primary(Action(_("Take in"), self.apply, icon="check", key="Ctrl+Return"))

    def _connect(self) -> None:
        start, view = self.start_view, self.view
        start.destination.edited.connect(lambda: self._go_to_desk(start.destination.value))
        start.sender.given.connect(self._take_sender)
        start.desk_wanted.connect(self._go_to_desk)
        start.import_opened.connect(lambda number: self.workspace.navigate(Target("roster", (IMPORT, number))))
        view.file_bar.destination.chosen.connect(self._move_to)
        view.file_bar.sender.given.connect(self._take_sender)
        view.change_wanted.connect(self._change)
        view.place_wanted.connect(self._take_place)
        self.panel.shown.connect(self._show_head)
        self.panel.undone.connect(self._take_up_again)

    def _desk_of(self, cohort_id: int | None) -> Desk:
        return self.desks.setdefault(cohort_id, Desk(cohort_id))

    def _go_to_desk(self, cohort_id: int | None) -> None:
        self.desk = self._desk_of(cohort_id)
        self._show_desk()
        self.make_stale()

    def _move_to(self, cohort_id: int | None) -> None:
        """The file goes to another destination; what was typed and decided goes with it."""
        desk, target = self.desk, self._desk_of(cohort_id)
        if target is desk:
            return
        if target.work is not None:
            self.view.file_bar.destination.choose(desk.cohort_id)
            self.banner.show_warning(
                _("Another file is on the desk there: take it in or put it away first."),
                link=(_("Show it"), lambda: self._go_to_desk(cohort_id)),
            )
            return
        stowed = desk.put_away()
        if stowed is not None:
            target.take_up(stowed)
            self.desk = target
            self._do(target.read_again)

    def _take_sender(self, sender: str) -> None:
        self.desk.sender = sender
        if self.desk.work is not None:
            self._do(self.desk.read_again)

    def _take_place(self, place: TablePlace) -> None:
        desk = self.desk
        self.banner.clear()
        self._do(lambda centre: desk.read_again(centre, place=place))

    def _change(self, change: Change) -> None:
        """What was typed is checked where it stands; an answer leads on to the next question."""
        desk = self.desk
        self._do(lambda centre: desk.change(centre, change), is_reread=False, goes_on=not change.cells)

    def _do(self, step: "Callable[[Centre], None]", *, is_reread: bool = True, goes_on: bool = False) -> None:
        """Let the worker change what is on the desk, and show what came of it."""
        desk = self.desk

        def show(_none: None) -> None:
            if desk is not self.desk:
                return
            if is_reread or desk.work is None:
                self._show_if(desk)
                return
            self.view.update_work(desk.work, goes_on=goes_on)
            self._show_head()

        run_query(self, step, show, self._show_failure)

    def _take_up_again(self, import_id: int) -> None:
        """What an import had taken in lies on its desk again, if it was made here and nothing else lies there."""
        for desk in self.desks.values():
            if desk.applied is not None and desk.applied[0] == import_id and desk.work is None:
                desk.take_up(desk.applied[1])
                desk.applied = None

    def _offer_destinations(self, destinations: tuple[Destination, ...]) -> None:
        self._destinations = destinations
        self.start_view.destination.set_choices(as_choices(destinations))
        self.view.file_bar.destination.set_choices(as_choices(destinations))
        for box in (self.start_view.destination.set_value, self.view.file_bar.destination.choose):
            box(self.desk.cohort_id)
        self._show_head()

    def _offer_senders(self, senders: tuple[str, ...]) -> None:
        self.start_view.offer_senders(senders)
        self.view.file_bar.sender.offer(senders)

    def _show_if(self, desk: Desk) -> None:
        """Show the desk if it is still the one in front; an import that is looked at stays."""
        if desk is self.desk and self._views.currentWidget() is not self.panel:
            self._show_desk()

    def _show_desk(self) -> None:
        work, before = self.desk.work, self._views.currentWidget()
        if work is None:
            self._views.setCurrentWidget(self.start_view)
            others = [(one, desk.work) for one, desk in self.desks.items() if desk.work is not None]
            names = {one.cohort_id: one.name for one in self._destinations}
            self.start_view.show_waiting([(one, names.get(one, ""), work) for one, work in others if work is not None])
            self.start_view.destination.set_value(self.desk.cohort_id)
            self.start_view.sender.show_sender(self.desk.sender)
        else:
            self._views.setCurrentWidget(self.view)
            self.view.show_work(work)
            self.view.file_bar.destination.choose(self.desk.cohort_id)
            if work.problem is not None:
                self.banner.show_error(work.problem.text)
            if before is not self.view and self.isVisible():
                self.view.view.setFocus()
        self._show_head()

    def _show_head(self) -> None:
        """Title, context and buttons of what is in front."""
        shown, work, destination = self._views.currentWidget(), self.desk.work, self._destination
        is_work = shown is self.view and work is not None
        self.apply_button.setVisible(is_work)
        self.return_button.setVisible(self._returnable is not None)
        if shown is self.panel:
            record = self.panel.record
            self.set_title(
                _("Import of {file}", file=record.line.file_name) if record is not None else _("Import of a file")
            )
            self.set_context(destination_name(record.line) if record is not None else "")
            self.set_back(Target("roster", DESK))
            return
        self.set_title(_("Import desk"))
        cohort_id = destination.cohort_id
        self.set_back(Target("people") if cohort_id is None else Target("cohort", (cohort_id, "admission")))
        reason = cannot_apply(work) if is_work and work is not None else ""
        self.set_context(" · ".join(filter(None, (destination.code, destination.title, reason))))
        if is_work and work is not None:
            words = name_of_applying(work)
            self.apply_button.setText(words)
            self.apply_button.setEnabled(not reason)
            self.apply_button.setToolTip(reason or tooltip(Action(words, self.apply, key="Ctrl+Return")))

    def _tell_about_file(self, desk: Desk) -> None:
        """The same file again, and a form that was handed out for a cohort, are said at once."""
        work = desk.work
        if work is None:
            return
        code = cohort_code_in(work.workbook)
        meant = next((one for one in self._destinations if code and one.code == code), None)
        if meant is not None and meant.cohort_id != desk.cohort_id and desk.cohort_id is None:
            self._move_to(meant.cohort_id)
            self.banner.show_outcome(_("The form was handed out for cohort {code}: its people go there.", code=code))
        elif meant is not None and meant.cohort_id != desk.cohort_id:
            self.banner.show_warning(
                _("The form was handed out for another cohort, {code}.", code=code),
                link=(_("To cohort {code}", code=code), lambda: self._move_to(meant.cohort_id)),
            )
        elif work.earlier:
            line = work.earlier[0]
            moment, who = formats.moment_text(line.applied_at), line.applied_by or "–"
            where = destination_name(line)
            told = _("This very file was taken in on {moment} by {who}: {where}.", moment=moment, who=who, where=where)
            self._warn_of_import(told, line.id)
        elif work.preview is not None and (same := work.preview.earlier) is not None:
            told = _(
                "The same rows were taken in on {moment} by {who}, from {file}: nothing of them is taken again.",
                moment=formats.moment_text(same.applied_at),
                who=same.applied_by or "–",
                file=same.file_name,
            )
            self._warn_of_import(told, same.import_id)

    def _warn_of_import(self, told: str, import_id: int) -> None:
        look = Target("roster", (IMPORT, import_id))
        self.banner.show_warning(told, link=(_("Open that import"), lambda: self.workspace.navigate(look)))

    def _tell_outcome(self, outcome: RosterOutcome, work: Work) -> None:
        import_id = outcome.import_id
        if import_id is not None:
            self.workspace.navigate(Target("roster", (IMPORT, import_id)))
            self.open_import(import_id)
        links = []
        if work.cohort_id is not None:
            place = Target("cohort", (work.cohort_id, "admission"))
            links.append((_("To the admission of the cohort"), lambda: self.workspace.navigate(place)))
        undo = None if import_id is None else lambda: self.panel.undo(import_id)
        self.banner.show_outcome(told_outcome(outcome, work), undo=undo, links=links)

    def _show_failure(self, error: CentreError) -> None:
        if isinstance(error, Cancelled):
            self.banner.show_warning(error.text)
        else:
            self.banner.show_error(error.text, link=(_("Another file"), self.choose_file))
        self._show_head()

    def _show_refusal(self, error: CentreError) -> None:
        """Applying was refused or cancelled: nothing was written. What has changed since is shown anew."""
        if isinstance(error, Conflict):
            self.banner.show_error(_("The centre has changed since the file was read. Look at the rows once more."))
            self.make_stale()
        elif isinstance(error, Cancelled):
            self.banner.show_warning(error.text)
        else:
            self.banner.show_error(error.text)
        self._show_head()


def _dropped_file(urls: list[QUrl]) -> Path | None:
    """The one local file that is dragged; several at once are not taken."""
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
