"""The form of a programme; whether its modules make up its hours is said while typing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop_app.certificate_templates.shelf import TemplateChoice, templates_to_name
from desktop_app.errors import CentreError, Invalid
from desktop_app.i18n import _
from desktop_app.programmes.records import ProgrammeRecord
from desktop_app.programmes.rules import check_hours, elective_hours
from desktop_app.programmes.service import programme_warning, save_programme
from desktop_app.questionnaires.model import text_in
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from desktop_app.surveys.shelf import competences
from ui import rights
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.programmes.modules_editor import CompetenceChoice, ModulesEditor
from ui.pages.programmes.stages_editor import LevelsEditor, StagesEditor
from ui.reference_choices import item_choices
from ui.theme import GAP_M, GAP_S
from ui.widgets.fields import CheckField, ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import dress, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = (1260, 700)
MOST_HOURS = 2_000
LISTS = {
    "staff_group": "staff_group",
    "mode_code": "mode",
    "subject_code": "subject",
    "kind_code": "programme_kind",
    "certificate_kind_code": "certificate_kind",
}
PLAIN = (
    "title",
    "code",
    "hours",
    "order_number",
    "order_date",
    "valid_from",
    "valid_to",
    "audience",
    "partner",
    "has_entry_test",
    "has_final_test",
    "has_final_work",
)
NEW = ProgrammeRecord("", "", 0, "", "")


@dataclass(frozen=True)
class Choices:
    lists: dict[str, tuple[ListItem, ...]]
    competences: tuple[CompetenceChoice, ...]


class ProgrammeDialog(FormDialog):
    """Finishes with the id of the programme. Without a record it is a new one."""

    def __init__(self, owner: QWidget, record: ProgrammeRecord = NEW) -> None:
        super().__init__(owner, title=_("Programme {code}", code=record.code) if record.id else _("New programme"))
        self.resize(*SIZE)
        self._record = record
        self._unoffered_template = record.template_code
        self._lay_fields()
        self.modules, self.stages, self.levels = ModulesEditor(), StagesEditor(), LevelsEditor()
        self.sums, self.warning = label("", wrap=True), label("", wrap=True, tone="warn")
        self.warning.hide()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.modules, _("Modules"))
        self.tabs.addTab(self.stages, _("Stages"))
        self.tabs.addTab(self.levels, _("Levels of the cascade"))
        self._more = self._lay_more()
        self.tabs.addTab(self._more, _("Validity, partner, tests"))
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.warning)
        for name in PLAIN:
            self.field(name).set_value(getattr(record, name) or None)
        self.modules.edited.connect(self._say_sums)
        self.field("hours").edited.connect(self._say_sums)
        for name in ("hours", "kind_code", "valid_from"):
            self.field(name).edited.connect(self._warn)
        run_query(self, _choices, self._offer)
        self._offers_templates = rights.may("see_papers")
        self.field("template_code").setVisible(self._offers_templates)
        if self._offers_templates:
            run_query(self, lambda centre: centre.read(templates_to_name), self._offer_templates)

    def values(self) -> dict[str, Any]:
        lines = {"modules": self.modules.records, "stages": self.stages.records, "levels": self.levels.records}
        texts = ("title", "code", "order_number", "audience", "partner")
        typed = super().values() | lines | {name: self.field(name).value or "" for name in texts}
        return typed | {"template_code": self.field("template_code").value or self._unoffered_template}

    def submit(self) -> None:
        if self.stages.problem:
            self._say_at(self.stages, self.stages.problem)
            return
        record = replace(self._record, **self.values())
        run_command(
            self, lambda centre: centre.write(save_programme, record), lambda outcome: self.finish(outcome.value)
        )

    def show_error(self, error: CentreError) -> None:
        """What is wrong with the lines of a tab is said under them."""
        tabs: dict[str, QWidget] = {"modules": self.modules, "stages": self.stages, "levels": self.levels}
        field = getattr(error, "field", "")
        if isinstance(error, Invalid) and field in tabs:
            self._say_at(tabs[field], error.text)
        else:
            if field in ("valid_from", "valid_to", "partner"):
                self.tabs.setCurrentWidget(self._more)
            super().show_error(error)

    def _lay_fields(self) -> None:
        self.add(TextField("title", _("Title"), is_required=True))
        self.add_row(
            TextField("code", _("Code"), is_required=True),
            IntegerField("hours", _("Hours"), lowest=1, highest=MOST_HOURS, is_required=True),
            ChoiceField("kind_code", _("Kind"), is_required=True),
            ChoiceField("certificate_kind_code", _("Ends with"), is_required=True),
        )
        self.add_row(
            ChoiceField("staff_group", _("For whom"), is_required=True),
            ChoiceField("subject_code", _("Subject")),
            ChoiceField("mode_code", _("Mode"), is_required=True),
            TextField("order_number", _("Order number")),
            DateField("order_date", _("Order date")),
        )

    def _lay_more(self) -> QWidget:
        more = QWidget()
        place = QVBoxLayout(more)
        place.setContentsMargins(GAP_S, GAP_M, GAP_S, 0)
        place.setSpacing(GAP_M)
        self.add_row(
            DateField("valid_from", _("Holds from")),
            DateField("valid_to", _("Holds until")),
            TextField("audience", _("Target group")),
            TextField("partner", _("Partner")),
            place=place,
        )
        self.add_row(ChoiceField("template_code", _("Template of the certificate")), place=place)
        self.add_row(
            CheckField("has_entry_test", _("Entry test")),
            CheckField("has_final_test", _("Final test")),
            CheckField("has_final_work", _("Final work with a defence")),
            place=place,
        )
        place.addStretch(1)
        return more

    def _offer(self, choices: Choices) -> None:
        today = self.workspace.centre.clock.today()
        for name, items in choices.lists.items():
            field = self.field(name)
            assert isinstance(field, ChoiceField)
            field.set_choices(item_choices(items, today))
            field.set_value(getattr(self._record, name) or None)
        self.modules.set_modules(self._record.modules, choices.competences)
        self.stages.set_stages(self._record.stages, item_choices(choices.lists["mode_code"], today))
        self.levels.set_records(self._record.levels)
        self._say_sums()
        self._warn()
        self._before = self.values()

    def _offer_templates(self, found: Sequence[TemplateChoice]) -> None:
        """What is named and rests by now is kept as it is unless another one is chosen."""
        field = self.field("template_code")
        assert isinstance(field, ChoiceField)
        usual = next((choice.title for choice in found if choice.is_usual), "")
        first = Choice("", _("the usual one: {title}", title=usual) if usual else _("the usual one"))
        field.set_choices([first, *(Choice(choice.code, choice.title) for choice in found)])
        named = self._record.template_code
        is_offered = not named or any(choice.code == named for choice in found)
        self._unoffered_template = "" if is_offered else named
        field.set_value(named if is_offered else None)
        self._before = self.values()

    def _warn(self) -> None:
        """Whatever else is still to be typed: the kind, the hours and the first day are all it takes."""
        wanted = {name: self.field(name).value for name in ("kind_code", "hours", "valid_from")}
        record = replace(
            NEW, kind_code=wanted["kind_code"], hours=wanted["hours"] or 0, valid_from=wanted["valid_from"]
        )
        run_query(self, lambda centre: centre.read(programme_warning, record), self._show_warning, slot="warning")

    def _show_warning(self, text: str) -> None:
        self.warning.setText(text)
        self.warning.setVisible(bool(text))

    def _say_sums(self) -> None:
        hours, modules = self.field("hours").value or 0, self.modules.records
        try:
            check_hours(hours, modules)
        except Invalid as error:
            self._say(error.text, tone="warn")
            return
        if not modules:
            self._say(_("Without modules the hours are laid out as they are."))
            return
        left = elective_hours(hours, modules)
        facts = {"fixed": hours - left, "left": left, "hours": hours}
        if left:
            self._say(_("Fixed {fixed} + elective {left} = {hours} hours.", **facts), tone="good")
        else:
            self._say(_("The modules make up all {hours} hours.", **facts), tone="good")

    def _say_at(self, tab: QWidget, text: str) -> None:
        self.tabs.setCurrentWidget(tab)
        self._say(text, tone="bad")

    def _say(self, text: str, *, tone: str = "") -> None:
        self.sums.setText(text)
        dress(self.sums, tone=tone)


def _choices(centre: "Centre") -> Choices:
    lists = {name: tuple(centre.read(list_items, list_name)) for name, list_name in LISTS.items()}
    asked = centre.read(competences)
    return Choices(lists, tuple(CompetenceChoice(code, text_in(row.text)) for code, row in asked.items()))
