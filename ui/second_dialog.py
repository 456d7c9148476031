"""Two pairs of eyes: what is about to be done, and the colleague who signs it here or decides on it later."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.accounts.request_lines import wish_of
from desktop_app.changes import Outcome
from desktop_app.errors import CentreError, SecondNeeded
from desktop_app.i18n import _
from ui.actions import Action, make_button
from ui.asked_form import Asked, kept_form
from ui.asked_records import AskedRecords
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.widgets.card import Card
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.password_field import PasswordField
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.accounts.approvals import Signer
    from desktop_app.centre import Centre


class SecondDialog(FormDialog):
    """Finishes with True when a colleague has signed, with False when the request is left for later."""

    def __init__(self, owner: QWidget, needed: SecondNeeded, asked: Asked | None = None) -> None:
        super().__init__(
            owner,
            title=_("A second person is needed"),
            save_text=_("Sign and do it"),
            intro=_("Two people answer for this. A colleague signs it here, or decides on it at their own PC."),
        )
        self._needed = needed
        self._form = kept_form(owner, asked)
        card = Card()
        for place, line in enumerate(filter(None, needed.summary.values())):
            card.body.addWidget(label(line, Role.MUTED if place else Role.STRONG, wrap=True))
        self.body.addWidget(card)
        self.records = AskedRecords(self, self.workspace, needed.entity_id, wish_of(needed.kept))
        self._who = self.add(ChoiceField("login", _("Who signs"), is_required=True))
        self._password = self.add(PasswordField("password", _("Their password")))
        self._reason = self.add(TextField("reason", _("Or why it is asked for, to decide on later"), lines=2))
        self.later_button = make_button(self, Action(_("Send a request"), self.send, icon="mail"))
        self.add_button(self.later_button)
        act = needed.act
        run_query(self, lambda centre: _signers(centre, act), self._show_signers)

    def submit(self) -> None:
        values, needed = self.values(), self._needed
        run_query(
            self,
            lambda centre: _signed(centre, needed, values["login"], values["password"]),
            lambda _nothing: self.finish(True),
            self._refuse,
        )

    def send(self) -> None:
        """Leave it to a colleague, who finds it among the requests."""
        needed, form, reason = self._needed, self._form, str(self._reason.value)
        # Of some acts the reason is given in their own form.
        if reason or needed.summary.get("reason"):
            run_command(self, lambda centre: _asked(centre, needed, reason, form), lambda _done: self.finish(False))
        else:
            self._reason.show_error(_("Write in a few words why it is asked for."))
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_changed(self) -> bool:
        return bool(self._reason.value)

    def _refuse(self, error: CentreError) -> None:
        self._password.set_value("")
        self._password.show_error(error.text)
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_signers(self, signers: "Sequence[Signer]") -> None:
        self._who.set_choices([Choice(each.login, each.name) for each in signers])
        if len(signers) == 1:
            self._who.set_value(signers[0].login)
        for part in (self._who, self._password, self.save_button):
            part.setEnabled(bool(signers))
        if not signers:
            self._who.show_error(_("Nobody but you may sign this yet. Send a request, or ask the administrator."))
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif len(signers) == 1 and not self._reason.editor.hasFocus():
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)


def let_second_sign(
    owner: QWidget, needed: SecondNeeded, again: Callable[[], object], asked: Asked | None = None
) -> None:
    """Ask for the second person; once they have signed, do it ``again``, and this time it is done.

    A form whose request is left for later closes: it is filled in again when the request is allowed.
    """
    is_signed = SecondDialog.ask(owner, needed, asked)
    if is_signed:
        again()
        return
    if hasattr(owner, "set_busy"):
        owner.set_busy(False)
    if asked is not None and asked.left is not None:
        asked.left()
    if is_signed is None:
        return
    workspace = owner.workspace  # type: ignore[attr-defined]
    if isinstance(owner, FormDialog):
        owner.leave()
    workspace.show_notice(
        _("The request is sent. Once it is allowed, Today and Requests tell you: then do the same again."),
        link=(_("To the requests"), lambda: workspace.navigate(Target("requests"))),
    )


def _signers(centre: "Centre", act: str) -> "list[Signer]":
    from desktop_app.accounts.approvals import who_may_sign

    return centre.read(who_may_sign, act=act)


def _signed(centre: "Centre", needed: SecondNeeded, login: str, password: str) -> object:
    from desktop_app.accounts import approvals

    return approvals.second_signs(centre, needed, login, password)


def _asked(centre: "Centre", needed: SecondNeeded, reason: str, form: Mapping[str, Any]) -> Outcome[int]:
    from desktop_app.accounts.approvals import ask_second

    return centre.write(ask_second, needed, reason=reason, form=form)
