"""Enters one event or changes it."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.cascades.event_records import EventDraft, EventLine
from desktop_app.cascades.events import save_event
from desktop_app.cascades.register import institutions_of
from desktop_app.i18n import _
from ui.actions import Action, make_button
from ui.find_person import FindPersonDialog
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.events.lists import EventLists
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog

_PLAIN = ("kind_code", "held_on", "subject_code", "topic", "people", "source")
MOST_PEOPLE = 100_000


class EventDialog(FormDialog):
    """Finishes with the id of the event."""

    def __init__(self, owner: QWidget, lists: EventLists, *, line: EventLine | None = None) -> None:
        super().__init__(owner, title=_("New event") if line is None else _("Event"))
        self._draft = line.draft if line is not None else EventDraft()
        self._leader_id = self._draft.leader_person_id
        today = self.workspace.centre.clock.today()
        self.add_row(
            ChoiceField("kind_code", _("Kind of event"), lists.kinds, is_required=True),
            DateField("held_on", _("Day"), is_required=True, default_year=today.year),
        )
        self.add_row(
            ChoiceField("district_code", _("District or city"), lists.districts),
            ChoiceField("institution", _("Institution"), hint=_("First the district, then its institutions.")),
        )
        self.add(TextField("place", _("Where, if it is not in the list of institutions")))
        self.add_row(ChoiceField("subject_code", _("Subject"), lists.subjects), TextField("topic", _("Topic")))
        self.add(TextField("leader", _("Led by")))
        self._add_leader_button()
        self.add_row(
            IntegerField("people", _("Number present"), highest=MOST_PEOPLE, is_required=True),
            ChoiceField("level", _("Level of a cascade"), lists.levels),
        )
        self.add(TextField("source", _("Source")))
        self._fill(line)
        self.field("district_code").edited.connect(self._ask_for_institutions)
        self.field("leader").edited.connect(self._forget_leader)

    def submit(self) -> None:
        values = self.values()
        programme_id, level = values.pop("level") or (None, None)
        institution_id = values.pop("institution")
        draft = replace(
            self._draft,
            **values,
            institution_id=institution_id,
            programme_id=programme_id,
            cascade_level=level,
            leader_person_id=self._leader_id,
        )
        run_command(self, lambda centre: centre.write(save_event, draft), lambda outcome: self.finish(outcome.value))

    def choose_leader(self) -> None:
        person = FindPersonDialog.ask(
            self, title=_("Who led it"), save_text=_("Choose"), table_name="people of an event"
        )
        if person is not None:
            self.field("leader").set_value(person.full_name)
            self._leader_id = person.id

    def _add_leader_button(self) -> None:
        row = QHBoxLayout()
        choose = Action(_("Choose from the people…"), self.choose_leader, icon="person", key="Ctrl+Shift+P")
        row.addWidget(make_button(self, choose))
        row.addStretch(1)
        self.body.addLayout(row)

    def _fill(self, line: EventLine | None) -> None:
        draft = self._draft
        if line is None:
            return
        for name in (*_PLAIN, "district_code", "place"):
            self.field(name).set_value(getattr(draft, name))
        self.field("leader").set_value(line.leader)
        if draft.programme_id is not None and draft.cascade_level is not None:
            self.field("level").set_value((draft.programme_id, draft.cascade_level))
        if draft.institution_id is not None:
            self._offer([(draft.institution_id, line.institution)])
            self.field("institution").set_value(draft.institution_id)
        if draft.district_code:
            self._ask_for_institutions()

    def _ask_for_institutions(self) -> None:
        district = self.field("district_code").value
        if district:
            run_query(
                self,
                lambda centre: centre.read(institutions_of, district_code=district),
                self._offer,
                slot="institutions",
            )
        else:
            self._offer([])

    def _offer(self, found: list[tuple[int, str]]) -> None:
        field = self.field("institution")
        assert isinstance(field, ChoiceField)
        field.set_choices([Choice(institution_id, name) for institution_id, name in found])

    def _forget_leader(self) -> None:
        """Another name was typed: it is a text until somebody is chosen."""
        self._leader_id = None
