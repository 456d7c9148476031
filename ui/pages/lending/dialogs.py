"""Asks what is lent to whom, why nobody waits for it any longer, and whether what came back is taken."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.borrowed import Kind
from desktop_app.centre import Centre
from desktop_app.i18n import _, _n
from desktop_app.lending.choosing import Lendable
from desktop_app.lending.letters import SUFFIX
from desktop_app.lending.records import Lent, LentWork, TakenBack, Wish
from desktop_app.lending.service import file_name, lend, write_off
from desktop_app.lending.taking_back import take_back
from desktop_app.lending.words import brought, heading
from desktop_app.progress import Progress
from ui.files import FileKind, choose_target
from ui.models.choices_model import Choice
from ui.operations import run_command, run_long
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.password_field import PasswordField
from ui.widgets.text import Role, label

PARCEL = FileKind(SUFFIX, "Mahorat")
MOST_NUMBERS = 1_000


class LendDialog(FormDialog):
    """Finishes with what was written to the stick; ``chosen`` is offered first."""

    def __init__(self, owner: QWidget, lendable: list[Lendable], *, chosen: tuple[Kind, int] | None = None) -> None:
        super().__init__(
            owner,
            title=_("Lend work to another PC"),
            save_text=_("Write the file…"),
            intro=_(
                "The cohort or survey goes onto a stick with its people and with nobody else. The file opens only with "
                "the password: say it by telephone, never write it on the stick."
            ),
        )
        self._titles = {(each.kind, each.entity_id): each.title for each in lendable}
        choices = [Choice((each.kind, each.entity_id), each.title, each.hint) for each in lendable]
        self.add(ChoiceField("what", _("What is lent"), choices, is_required=True))
        self.add_row(
            TextField("recipient", _("To whom, or to which PC"), is_required=True),
            DateField("due_on", _("Expected back by")),
        )
        self.add(TextField("purpose", _("Purpose")))
        self.add(
            IntegerField(
                "numbers",
                _("Numbers of certificates that go along"),
                highest=MOST_NUMBERS,
                hint=_("With them goes the key that signs certificates. Leave it empty if none are issued there."),
            )
        )
        hint = _("They leave the safe with the stick, and come back used, spoiled or as they were.")
        self.add_row(
            IntegerField("blanks", _("Blanks that go along"), highest=MOST_NUMBERS, hint=hint),
            TextField("first_blank", _("The first of them, as it is printed"), placeholder="AA 000101"),
        )
        self.add_row(
            PasswordField("password", _("Password of the file"), is_required=True),
            PasswordField("again", _("The password again"), is_required=True),
        )
        if chosen in self._titles:
            self.field("what").set_value(chosen)

    def submit(self) -> None:
        values = self.values()
        if values["password"] != values["again"]:
            self.field("again").show_error(_("The two passwords differ."))
            return
        kind, entity_id = values["what"]
        name = file_name(self._titles[kind, entity_id], 0).removesuffix(f"-0{SUFFIX}")
        target = choose_target(self, _("Lend work to another PC"), name=name, kind=PARCEL)
        if target is not None:
            self.write_to(target)

    def write_to(self, target: Path) -> None:
        values = self.values()
        kind, entity_id = values["what"]
        wish = Wish(
            kind,
            entity_id,
            values["recipient"],
            values["purpose"],
            values["due_on"],
            values["numbers"] or 0,
            values["blanks"] or 0,
            values["first_blank"],
        )

        def work(centre: Centre, _progress: Progress) -> Lent:
            return lend(centre, wish, password=values["password"], out=target)

        run_long(self, _("Writing the lent work"), work, self.finish)


class WriteOffDialog(FormDialog):
    def __init__(self, owner: QWidget, row: LentWork) -> None:
        super().__init__(
            owner,
            title=_("Write off lent work No. {number}", number=row.number),
            save_text=_("Write off"),
            intro=_("Nobody waits for it any longer. Should it come back after all, it is taken back all the same."),
        )
        self._parcel_id = row.id
        self.add(TextField("reason", _("Reason"), is_required=True, lines=2))

    def submit(self) -> None:
        reason = self.values()["reason"]
        command = partial(_written_off, parcel_id=self._parcel_id, reason=reason)
        run_command(self, command, lambda _outcome: self.finish(True))


class TakeBackDialog(FormDialog):
    """Shows what a return brings and takes it when asked; finishes with what was taken."""

    def __init__(self, owner: QWidget, file: Path, found: TakenBack) -> None:
        super().__init__(owner, title=_("Take lent work back"), save_text=_("Take it in"), intro=heading(found))
        self._file = file
        for line in brought(found):
            self.body.addWidget(label(line, Role.BODY, wrap=True))
        if found.conflicts:
            words = _("What was changed on both sides stays as it is here until you decide.")
            self.body.addWidget(label(words, Role.MUTED, wrap=True))
        self.save_button.setDisabled(found.is_known)

    def submit(self) -> None:
        file = self._file
        run_long(self, _("Taking the work back"), lambda centre, _progress: take_back(centre, file=file), self.finish)


def taken_words(result: TakenBack) -> str:
    rows = sum(sum(counts.values()) for counts in (result.added, result.changed, result.removed))
    words = _n("Taken back: {n} row.", "Taken back: {n} rows.", rows)
    if not result.conflicts:
        return words
    waiting = _n(
        "{n} difference of lent work waits for a decision.",
        "{n} differences of lent work wait for a decision.",
        result.conflicts,
    )
    return f"{words} {waiting}"


def _written_off(centre: Centre, *, parcel_id: int, reason: str) -> object:
    return centre.write(write_off, parcel_id=parcel_id, reason=reason)
