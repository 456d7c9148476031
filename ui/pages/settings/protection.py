"""How the centre is protected: encryption, keys, the recovery sheet, the second copies of the backups."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app.accounts.recovery import make_recovery_sheet, prove_recovery_sheet
from desktop_app.accounts.rights import Right, require_right
from desktop_app.accounts.sign_in import keys_in
from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress
from desktop_app.safety.encrypting import ProtectionState, protection_state
from desktop_app.safety.manifest import BackupRecord
from desktop_app.safety.rehearsal import DUE_AFTER, Rehearsals, rehearsals, rehearse_newest
from desktop_app.safety.restore import RestorePreview
from desktop_app.safety.second_medium import (
    SecondMedium,
    choose_second_medium,
    copy_to_second_medium,
    is_same_disk,
    second_medium,
)
from ui import formats
from ui.actions import Action, make_button
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.settings.section import Section
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_L, GAP_S, Tone
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.growing_area import GrowingArea
from ui.widgets.text import Role, flowing
from ui.widgets.tone import PillLabel
from ui.workspace import Workspace

PROTECT = "protect"


@dataclass(frozen=True)
class _Shown:
    state: ProtectionState
    medium: SecondMedium
    trials: Rehearsals
    is_on_server: bool


class _Line(Card):
    """One matter: how it stands as a pill, a sentence, and what can be done."""

    def __init__(self, title: str, *actions: Action) -> None:
        super().__init__(title)
        self.pill = PillLabel()
        self.words = flowing("", Role.MUTED)
        self._top.addWidget(self.pill)
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        self.buttons = [make_button(self, action) for action in actions]
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def say(self, state: str, tone: Tone, words: str) -> None:
        self.pill.show_state(state, tone)
        self.words.setText(words)


class ProtectionSection(Section):
    changes_that_matter = frozenset({"account", "state_mark"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Protection"),
            intro=_("What a thief of this PC, of its disk or of a stick would find, and how the centre comes back."),
        )
        self._shown: _Shown | None = None
        self.accounts = _Line(_("Accounts"), Action(_("Set up accounts…"), self._set_up, icon="lock", key="Ctrl+N"))
        self.encryption = _Line(
            _("Encryption of the data"),
            Action(_("Encrypt the data…"), self.encrypt, icon="lock", right=PROTECT),
            Action(_("Make the data plain…"), self.decrypt, right=PROTECT),
            Action(_("New key…"), self.rotate, icon="refresh", right=PROTECT),
        )
        self.recovery = _Line(
            _("Recovery sheet"),
            Action(_("Make a new sheet…"), self.new_sheet, icon="print", right=PROTECT),
            Action(_("Try the sheet…"), self.prove, icon="check", right=PROTECT),
        )
        self.medium = _Line(
            _("Second copies of the backups"),
            Action(_("Copy now"), self.copy, icon="backup", right="back_up"),
            Action(_("Choose the place…"), self.choose_place, icon="folder", right="back_up"),
        )
        self.trial = _Line(
            _("Trial of the way back"),
            Action(_("Try the restore now"), self.rehearse, icon="check", key="Ctrl+R", right="back_up"),
        )
        # Five matters are higher than the window of a small screen.
        area = GrowingArea(self)
        area.body.setSpacing(GAP_L)
        for line in (self.accounts, self.encryption, self.recovery, self.medium, self.trial):
            area.body.addWidget(line)
        area.body.addStretch(1)
        self.body.addWidget(area, 1)

    def first_focus(self) -> QWidget | None:
        # Not the way to plain data: Enter in a hurry is meant for what is still to be done.
        encrypt, _decrypt, rotate = self.encryption.buttons
        buttons = [*self.accounts.buttons, encrypt, *self.medium.buttons, *self.trial.buttons, rotate]
        return next((button for button in buttons if button.isEnabled() and not button.isHidden()), None)

    def refresh(self) -> None:
        run_query(self, _look, self._show, slot="refresh")

    def encrypt(self) -> None:
        details = _(
            "The program closes the centre, writes the data anew and compares them, and opens it again. A backup is "
            "made first. From then on the data open with a password or the recovery sheet alone."
        )
        if confirm(self, _("Encrypt the data of the centre?"), action=_("Encrypt the data"), details=details):
            self.workspace.rewriting_requested.emit("encrypt")

    def decrypt(self) -> None:
        details = _("Whoever gets at this PC, its disk or a new backup can then read everything.")
        action = _("Make the data plain")
        if confirm(self, _("Take the encryption away?"), action=action, details=details, is_danger=True):
            self.workspace.rewriting_requested.emit("decrypt")

    def rotate(self) -> None:
        details = _(
            "When somebody has left: what they know opens nothing that is written from now on. Passwords and the "
            "recovery sheet stay as they are."
        )
        if confirm(self, _("Give the centre a new key?"), action=_("Make a new key"), details=details):
            self.workspace.rewriting_requested.emit("rotate")

    def new_sheet(self) -> None:
        details = _("The sheet of before opens nothing any more but older backups: destroy its copies.")
        question, action = _("Make a new recovery sheet?"), _("Make a new sheet")
        if confirm(self, question, action=action, details=details, is_danger=True):
            run_query(self, make_recovery_sheet, self._print)

    def prove(self) -> None:
        if ProofDialog.ask(self):
            self.make_stale()
            self.workspace.show_notice(_("The recovery sheet opens the data."))

    def copy(self) -> None:
        def work(centre: Centre, _progress: Progress) -> BackupRecord:
            return copy_to_second_medium(centre)

        def done(record: BackupRecord) -> None:
            self.make_stale()
            self.workspace.show_notice(_("{file} is copied and read back.", file=record.path.name))

        run_long(self, _("Copying the backup"), work, done)

    def rehearse(self) -> None:
        """Beside the worker: a large centre takes a minute, and nobody should wait for it."""

        def work(centre: Centre, progress: Progress) -> RestorePreview:
            centre.read(require_right, Right.BACK_UP)
            return rehearse_newest(centre, progress=progress)

        def done(preview: RestorePreview) -> None:
            self.make_stale()
            people = _n("{n} person", "{n} people", preview.people)
            self.workspace.show_notice(
                _("{file} was restored aside and is whole: {people}.", file=preview.file.name, people=people)
            )

        def failed(error: CentreError) -> None:
            self.make_stale()
            self.show_error(error)

        run_long(self, _("Trying the restore"), work, done, failed, is_aside=True)

    def choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("A folder on another disk or on a stick"))
        if chosen:
            run_command(
                self,
                lambda centre: centre.write(choose_second_medium, folder=chosen),
                lambda _done: self._note_place(Path(chosen)),
            )

    def _note_place(self, folder: Path) -> None:
        self.make_stale()
        if is_same_disk(self.workspace.centre, folder):
            self.workspace.show_notice(_("This folder is on the disk of the data: if it breaks, both are gone."))

    def _print(self, content: bytes) -> None:
        self.make_stale()
        title = _("Recovery sheet")
        printer = ask_printer(self, title=title, is_landscape=False)
        if printer is not None:
            print_pdf(self, content, printer=printer, title=title)

    def _set_up(self) -> None:
        self.workspace.navigate(Target("accounts"))

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        state = shown.state
        for part in (self.encryption, self.recovery):
            part.setVisible(state.has_accounts and not shown.is_on_server)
        self.accounts.buttons[0].setVisible(not state.has_accounts)
        self._say_accounts(state)
        self._say_encryption(state)
        self._say_recovery(state)
        self._say_medium(shown.medium)
        self.trial.setVisible(not shown.is_on_server)
        self._say_trial(shown.trials)

    def _say_accounts(self, state: ProtectionState) -> None:
        if state.has_accounts:
            count = len(state.logins)
            words = _n("{n} person can open the centre.", "{n} people can open the centre.", count)
            self.accounts.say(_("On"), Tone.GOOD, words)
        else:
            self.accounts.say(_("Off"), Tone.BAD, _("Anybody who sits down at this PC can see and change everything."))

    def _say_encryption(self, state: ProtectionState) -> None:
        encrypt, decrypt, rotate = self.encryption.buttons
        encrypt.setVisible(not state.is_encrypted or state.plain_backups > 0)
        decrypt.setVisible(state.is_encrypted)
        rotate.setVisible(state.has_accounts)
        if not state.is_encrypted:
            words = _("The data and their backups lie on the disk as plain text. A stolen disk gives everything away.")
            self.encryption.say(_("Off"), Tone.BAD, words)
        elif state.plain_backups:
            words = _n(
                "The data are encrypted; {n} backup of before is not yet. Encrypt again to take it along.",
                "The data are encrypted; {n} backups of before are not yet. Encrypt again to take them along.",
                state.plain_backups,
            )
            self.encryption.say(_("In part"), Tone.WARN, words)
        else:
            self.encryption.say(_("On"), Tone.GOOD, _("The data and their backups open with a password alone."))

    def _say_recovery(self, state: ProtectionState) -> None:
        if state.is_recovery_proved:
            words = _("Somebody has typed its code once: it opens the data. Keep the two copies in two places.")
            self.recovery.say(_("Tried"), Tone.GOOD, words)
        else:
            words = _("Type the code from the printed sheet once. An unreadable sheet saves nobody.")
            self.recovery.say(_("Not tried"), Tone.WARN, words)

    def _say_medium(self, medium: SecondMedium) -> None:
        copy, _choose = self.medium.buttons
        copy.setEnabled(medium.folder is not None)
        if medium.folder is None:
            words = _("Choose a folder on another disk or a stick: if this PC is stolen or burns, it is all there is.")
            self.medium.say(_("Not chosen"), Tone.BAD, words)
            return
        where = str(medium.folder)
        if medium.copied_at is None:
            self.medium.say(_("Never copied"), Tone.BAD, _("To {folder}", folder=where))
            return
        when = formats.moment_text(medium.copied_at)
        words = _("Last copied on {when}, to {folder}.", when=when, folder=where)
        days = medium.age.days if medium.age is not None else 0
        pill = _n("{n} day old", "{n} days old", days) if days else _("Of today")
        self.medium.say(pill, Tone.BAD if medium.is_late else Tone.GOOD, words)

    def _say_trial(self, trials: Rehearsals) -> None:
        days = DUE_AFTER.days
        if trials.failed_at is not None:
            words = _(
                "{file} could not be restored on {when}. Make a backup now and try again; tell who looks after the PC.",
                file=trials.failed_file,
                when=formats.moment_text(trials.failed_at),
            )
            self.trial.say(_("Failed"), Tone.BAD, words)
        elif trials.whole_at is None:
            words = _n(
                "The newest backup is restored aside, compared and taken away again. Try it every {n} day.",
                "The newest backup is restored aside, compared and taken away again. Try it every {n} days.",
                days,
            )
            self.trial.say(_("Never tried"), Tone.WARN, words)
        else:
            when = formats.moment_text(trials.whole_at)
            words = _n(
                "On {when} the newest backup was restored aside and found whole. Try it again every {n} day.",
                "On {when} the newest backup was restored aside and found whole. Try it again every {n} days.",
                days,
                when=when,
            )
            self.trial.say(*((_("Due"), Tone.WARN) if trials.is_due else (_("Tried"), Tone.GOOD)), words)


class ProofDialog(FormDialog):
    """Finishes with True when the code opens the data."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, title=_("Try the recovery sheet"), save_text=_("Try it"))
        self.add(TextField("code", _("The code, as it stands on the printed sheet"), is_required=True))

    def submit(self) -> None:
        code = str(self.field("code").value)
        run_query(
            self,
            lambda centre: prove_recovery_sheet(centre, code),
            lambda _nothing: self.finish(True),
            lambda error: self.field("code").show_error(error.text),
        )

    def is_changed(self) -> bool:
        return False


def _look(centre: Centre) -> _Shown:
    """Runs in the worker."""
    is_on_server = centre.paths.server.exists()
    if is_on_server:
        keys = keys_in(centre)
        state = ProtectionState(
            is_encrypted=False,
            has_accounts=not keys.is_open,
            logins=tuple(keys.logins()),
            has_recovery=keys.has_recovery,
            is_recovery_proved=keys.is_recovery_proved,
            plain_backups=0,
        )
    else:
        state = protection_state(centre.paths)
    return _Shown(state, centre.read(second_medium), centre.read(rehearsals), is_on_server)
