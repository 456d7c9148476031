"""The empty desk: where a file is dropped, where its people go, who sent it; under it the files taken in before."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.i18n import N_, _
from desktop_app.rosters.imports import ImportLine, count_imports, imports
from ui.actions import Action, link_button, make_button
from ui.icons import pixmap
from ui.models.paged_model import PagedModel
from ui.pages.rosters.columns import IMPORT_COLUMNS
from ui.pages.rosters.step_bars import SenderLine
from ui.pages.rosters.work import Work
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SIGN_SIZE = 40
FORM_WIDTH = 380
RECENT_SENDERS = 3
KINDS_TOLD = N_("Excel, OpenDocument or CSV, as the office sent it. Nothing is written before you have seen every row.")


class StartView(QWidget):
    """The destinations are cohort ids; None is the list of people alone."""

    desk_wanted = Signal(object)
    """The destination of a file that is still on its desk."""
    import_opened = Signal(int)

    def __init__(self, workspace: Workspace, *, choose: Action, form: Action) -> None:
        super().__init__()
        self.workspace = workspace
        self.destination = ChoiceField("destination", _("Where the people go"))
        self.sender = SenderLine()
        self.sender.setFixedWidth(FORM_WIDTH)
        self.choose_button = make_button(self, choose, is_primary=True)
        self._form_button = make_button(self, form)
        self._senders = QHBoxLayout()
        self._waiting = QVBoxLayout()
        self._history: PagedModel[ImportLine] = PagedModel(
            self,
            IMPORT_COLUMNS,
            count=lambda centre, _text: centre.read(count_imports),
            fetch=lambda centre, _order, _text, offset, limit: centre.read(imports, offset=offset, limit=limit),
        )
        self.imports: RecordTable[ImportLine] = RecordTable(
            workspace,
            "imports",
            IMPORT_COLUMNS,
            paged=self._history,
            empty=EmptyState(_("No file has been taken in yet."), icon="file-excel"),
            has_filter=False,
            is_sortable=False,
        )
        self.imports.opened.connect(lambda line: self.import_opened.emit(line.id))
        self._lay_out()

    def reload(self) -> None:
        """Ask for the list of imports anew."""
        self._history.reload()

    def offer_senders(self, senders: Sequence[str]) -> None:
        """All are completed; the last few are there to be clicked."""
        self.sender.offer(senders)
        _clear(self._senders)
        for sender in senders[:RECENT_SENDERS]:
            self._senders.addWidget(link_button(sender, lambda sender=sender: self._take_sender(sender)))
        self._senders.addStretch(1)

    def show_waiting(self, works: Sequence[tuple[int | None, str, Work]]) -> None:
        """Files that were begun for other destinations, each with the destination and its name."""
        _clear(self._waiting)
        for destination, name, work in works:
            words = _("{file} for {destination} is still on the desk: go on", file=work.path.name, destination=name)
            go_on = partial(self.desk_wanted.emit, destination)
            self._waiting.addWidget(link_button(words, go_on))

    def _take_sender(self, sender: str) -> None:
        self.sender.show_sender(sender)
        self.sender.given.emit(sender)
        self.choose_button.setFocus()

    def _lay_out(self) -> None:
        top = Card()
        row = QHBoxLayout()
        row.setSpacing(GAP_XL)
        row.addLayout(self._drop_place(), 1)
        row.addLayout(self._form())
        top.body.addLayout(self._waiting)
        top.body.addLayout(row)
        below = Card(_("Files taken in"))
        below.body.addWidget(self.imports, 1)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(GAP_M)
        place.addWidget(top)
        place.addWidget(below, 1)

    def _drop_place(self) -> QHBoxLayout:
        sign = QLabel(self)
        sign.setPixmap(pixmap("file-excel", "accent", SIGN_SIZE, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(GAP_S)
        words.addWidget(label(_("Drop the roster here, or choose it."), Role.HEADING, wrap=True))
        words.addWidget(label(_(KINDS_TOLD), Role.MUTED, wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self._form_button)
        buttons.addStretch(1)
        words.addSpacing(GAP_S)
        words.addLayout(buttons)
        words.addStretch(1)
        place = QHBoxLayout()
        place.setSpacing(GAP_L)
        place.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        place.addLayout(words, 1)
        return place

    def _form(self) -> QVBoxLayout:
        self.destination.setFixedWidth(FORM_WIDTH)
        form = QVBoxLayout()
        form.setSpacing(GAP_S)
        form.addWidget(self.destination)
        form.addWidget(label(_("Sender"), Role.MUTED))
        form.addWidget(self.sender)
        form.addLayout(self._senders)
        form.addStretch(1)
        return form


def _clear(layout: QHBoxLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
