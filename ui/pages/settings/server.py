"""Where the data of the centre lie: in a file of this PC, or on a server of the office, and the way between the two."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.accounts.rights import Right, require_right
from desktop_app.centre import Centre
from desktop_app.i18n import _, _n
from desktop_app.paths import CentrePaths
from desktop_app.safety.erased_bytes import ErasedBytes, erased_bytes, rewrite_tables
from desktop_app.safety.relocating import ServerAnswer, answer_of
from desktop_app.server.address import address_of
from ui import rights
from ui.actions import Action, make_button
from ui.join_dialog import AddressDialog, JoinDialog
from ui.operations import run_long, run_query
from ui.pages.settings.database_logins import DatabaseLoginsCard
from ui.pages.settings.section import Section
from ui.theme import GAP_S, Tone
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.text import Role, flowing
from ui.widgets.tone import PillLabel
from ui.workspace import Workspace

PROTECT = "protect"
# Where there are logins they take what room there is; else the cards stay as high as they are.
LOGINS_SHARE = 1000


class ServerSection(Section):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Several PCs"),
            intro=_("One PC works on a file of its own. Several share a server of the office: PostgreSQL 15 or newer."),
        )
        self.pill = PillLabel()
        self.words = flowing("", Role.MUTED)
        card = Card(_("Where the data are"))
        card.body.addWidget(self.pill)
        card.body.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        self.to_server = make_button(self, Action(_("Move to a server…"), self.move, icon="link", right=PROTECT))
        self.back = make_button(self, Action(_("Move back to this PC…"), self.move_back, icon="undo", right=PROTECT))
        self.other = make_button(self, Action(_("Open the centre of a server…"), self.join, icon="folder"))
        for button in (self.to_server, self.back, self.other):
            row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        self.body.addWidget(card)
        self.erased = Card(_("What was erased"))
        self.erased_words = flowing("", Role.MUTED)
        self.erased.body.addWidget(self.erased_words)
        self.rewrite = make_button(
            self, Action(_("Write the tables anew…"), self.write_anew, icon="refresh", right=PROTECT)
        )
        self.erased.body.addWidget(self.rewrite, alignment=Qt.AlignmentFlag.AlignLeft)
        self.erased.hide()
        self.body.addWidget(self.erased)
        self.logins: DatabaseLoginsCard | None = None
        if rights.are_held() and rights.may("see_accounts"):
            self.logins = DatabaseLoginsCard(self, workspace)
            self.logins.hide()
            self.body.addWidget(self.logins, LOGINS_SHARE)
        self.body.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return next((button for button in (self.to_server, self.back) if not button.isHidden()), None)

    def refresh(self) -> None:
        run_query(self, _look, self._show, slot="refresh")

    def move(self) -> None:
        if (found := MoveDialog.ask(self)) is not None:
            self.workspace.moving_requested.emit(*found)

    def move_back(self) -> None:
        details = _(
            "The program closes the centre, copies every record into the file of this PC and compares both sides. "
            "The other PCs can write no longer: tell them before."
        )
        if confirm(self, _("Move the data back to this PC?"), action=_("Move back"), details=details):
            self.workspace.moving_requested.emit("", "")

    def join(self) -> None:
        if (folder := JoinDialog.ask(self)) is not None:
            self.workspace.open_requested.emit(folder)

    def write_anew(self) -> None:
        megabytes = f"{self._erased.megabytes:,}".replace(",", " ") if self._erased else ""
        details = _(
            "The server writes {megabytes} MB, and needs as much free space meanwhile. Whoever needs a table just then "
            "waits, so do it when few are at work. Its own log keeps the bytes until the server uses it again.",
            megabytes=megabytes,
        )
        if confirm(self, _("Write all tables of the server anew?"), action=_("Write them anew"), details=details):
            run_long(
                self,
                _("Writing the tables anew"),
                lambda centre, progress: rewrite_tables(centre, progress=progress),
                lambda _tables: (self.workspace.show_notice(_("All tables are written anew.")), self.make_stale()),
            )

    def _show(self, found: "_Found") -> None:
        address, paths = found.address, found.paths
        self._show_erased(found.erased)
        if self.logins is not None:
            self.logins.setVisible(address is not None)
            if address is not None:
                self.logins.refresh()
        self.to_server.setVisible(address is None)
        self.back.setVisible(address is not None)
        if address is None:
            self.pill.show_state(_("In a file of this PC"), Tone.PLAIN)
            self.words.setText(str(paths.database))
        else:
            self.pill.show_state(_("On a server"), Tone.GOOD)
            self.words.setText(address)

    def _show_erased(self, erased: ErasedBytes | None) -> None:
        self._erased = erased
        self.erased.setVisible(bool(erased and erased.people))
        if not erased or not erased.people:
            return
        said = _n(
            "The bytes of {n} erased person still lie in the files of the server, where no program shows them.",
            "The bytes of {n} erased people still lie in the files of the server, where no program shows them.",
            erased.people,
        )
        self.rewrite.setVisible(erased.is_owner)
        elsewhere = _("Have the tables written anew on the PC that moved the centre to the server, at this same place.")
        self.erased_words.setText(said if erased.is_owner else f"{said} {elsewhere}")


@dataclass(frozen=True)
class _Found:
    address: str | None
    paths: CentrePaths
    erased: ErasedBytes | None


def _look(centre: Centre) -> _Found:
    """Runs in the worker."""
    erased = centre.read(erased_bytes) if rights.may(PROTECT) else None
    return _Found(address_of(centre.paths), centre.paths, erased)


class MoveDialog(AddressDialog):
    """Gives back the address and the password once the server has answered that there is room."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("Move the data to a server"),
            save_text=_("Move the data"),
            intro=_(
                "The database must be empty. The program closes the centre, copies every record, compares both sides, "
                "and opens it again; the file of this PC stays as a backup that is only read."
            ),
        )

    def submit(self) -> None:
        """Ask the server who is there before anything is done."""
        address, password = self.given

        def ask(centre: Centre) -> ServerAnswer:
            centre.read(require_right, Right.PROTECT)
            return answer_of(address, password=password)

        run_query(self, ask, self._go_on, slot="try")

    def _go_on(self, answer: ServerAnswer) -> None:
        if not answer.is_empty:
            self.banner.show_error(_("The database is not empty. Have a new one made for the centre."))
            return
        self.finish(self.given)
