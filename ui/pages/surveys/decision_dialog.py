"""Chooses the elective modules of a cohort: what the answers propose is ticked, another choice needs a reason."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.surveys.decision_records import DecidedModule, DecisionDraft, DecisionGround
from desktop_app.surveys.decisions import decide
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.several_field import SeveralField
from ui.widgets.text import Role, dress, label

WIDTH = 640
MEMBER_LINES, NOTE_LINES = 3, 2


class DecisionDialog(FormDialog):
    """Finishes with the id of the decision."""

    def __init__(self, owner: QWidget, ground: DecisionGround, *, today: date) -> None:
        super().__init__(
            owner,
            title=_("Choose the elective modules"),
            save_text=_("Keep the decision"),
            intro=_("Cohort {code}: the figures of today are kept with the decision.", code=ground.needs.cohort_code),
        )
        self.setMinimumWidth(WIDTH)
        self._ground = ground
        choices = [Choice(module.id, _module_text(module)) for module in ground.electives]
        self.modules = SeveralField("module_ids", _("Elective modules"), choices)
        self.add(self.modules)
        self.hours_line = label("", Role.SMALL, wrap=True)
        self.body.addWidget(self.hours_line)
        self.add_row(
            TextField("number", _("Number"), is_required=True),
            DateField("decided_on", _("Day"), is_required=True, default_year=today.year),
        )
        self.add_row(
            TextField("chairperson", _("Chairperson"), is_required=True),
            TextField("members", _("Members, one a line"), lines=MEMBER_LINES),
        )
        self.add(TextField("note", _("Why another choice than proposed"), lines=NOTE_LINES))
        proposed = tuple(module.id for module in ground.electives if module.is_proposed)
        self.modules.set_value(ground.chosen or proposed)
        self.field("number").set_value(ground.number, is_guess=True)
        self.field("decided_on").set_value(today, is_guess=True)
        self.field("chairperson").set_value(ground.chairperson, is_guess=True)
        if ground.decisions:
            self.field("members").set_value("\n".join(ground.decisions[0].members), is_guess=True)
        self.modules.edited.connect(self._say_hours)
        self._say_hours()

    def submit(self) -> None:
        values = self.values()
        draft = DecisionDraft(
            self._ground.needs.cohort_id,
            self.modules.value,  # type: ignore[arg-type]
            values["number"],
            values["decided_on"],
            values["chairperson"],
            tuple(values["members"].splitlines()),
            values["note"],
        )
        run_command(self, lambda centre: centre.write(decide, draft=draft), lambda outcome: self.finish(outcome.value))

    def _say_hours(self) -> None:
        room = self._ground.room
        hours = sum(module.hours for module in self._ground.electives if module.id in self.modules.value)
        if hours > room:
            said = _("{hours} hours chosen for {room}: the last module is cut.", hours=hours, room=room)
        elif hours < room:
            said = _("{hours} of {room} hours chosen: the rest stays without a module.", hours=hours, room=room)
        else:
            said = _("{hours} of {room} hours chosen.", hours=hours, room=room)
        self.hours_line.setText(said)
        dress(self.hours_line, tone="warn" if hours > room else "")


def _module_text(module: DecidedModule) -> str:
    text = _("{title} – {hours} hours", title=module.title, hours=module.hours)
    if module.score is None:
        return text
    score = formats.decimal_text(module.score, 1)
    if module.is_proposed:
        return _("{module}, score {score}, proposed", module=text, score=score)
    return _("{module}, score {score}", module=text, score=score)
