"""Sending an approved return: by mail that is opened ready to send, as a proven copy on a drive, on paper."""

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.approvals import Act
from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.progress import Progress
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile
from desktop_app.returns.dispatch import WAYS
from desktop_app.returns.sending import WITH_FILES, Errand, Sent, send_return
from desktop_app.returns.states import DispatchWay, KeptReturn
from ui.asked_form import take_up
from ui.files import usual_folder
from ui.models.choices_model import Choice
from ui.operations import run_long, run_query
from ui.widgets.fields import ChoiceField, FileField, TextField
from ui.widgets.form_dialog import FormDialog


class SendDialog(FormDialog):
    """Finishes with what was sent."""

    def __init__(self, owner: QWidget, kept: KeptReturn) -> None:
        is_first = not kept.number
        super().__init__(
            owner,
            title=_("Send the return") if is_first else _("Send the return to another"),
            save_text=_("Send"),
            intro=_("The kept file leaves, byte for byte, with a covering letter; the register notes to whom."),
        )
        self._kept = kept
        ways = [Choice(way, _(title)) for way, title in WAYS.items()]
        self.add(ChoiceField("way", _("Way"), ways, is_required=True))
        self.add(TextField("sent_to", _("To whom"), is_required=True, hint=_("By mail: one address or several.")))
        self.add(FileField("folder", _("Folder for the files, or the drive"), is_folder=True))
        self.add(TextField("note", _("Note")))
        self.field("way").set_value(DispatchWay.MAIL)
        self.field("way").edited.connect(self._ask_for_folder)
        self.field("folder").set_value(usual_folder(), is_guess=True)
        run_query(self, lambda centre: centre.read(profile), self._guess)
        take_up(self, act=Act.SEND_RETURN, entity="return_snapshot", entity_id=kept.id, then=self._ask_for_folder)

    def submit(self) -> None:
        values = self.values()
        if values["way"] not in WITH_FILES:
            values["folder"] = None
        errand, kept = Errand(**values), self._kept

        def work(centre: Centre, _progress: Progress) -> Sent:
            return send_return(centre, snapshot_id=kept.id, version=kept.version, errand=errand)

        self.set_busy(True)
        run_long(self, _("Sending the return"), work, self.finish, self._tell)

    def _tell(self, error: CentreError) -> None:
        self.set_busy(False)
        self.show_error(error)

    def _ask_for_folder(self) -> None:
        self.field("folder").setEnabled(self.field("way").value in WITH_FILES)

    def _guess(self, own: Profile) -> None:
        if own.return_address and not self.field("sent_to").value:
            self.field("sent_to").set_value(own.return_address, is_guess=True)
