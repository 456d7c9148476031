"""One event: what is told of it, and the list of those who were there beside the number."""

from collections.abc import Callable

from desktop_app.cascades.event_records import EventCard, EventLine
from desktop_app.cascades.events import add_participants, count_by_list, remove_participant, report_people
from desktop_app.cascades.register import event_card
from desktop_app.i18n import _
from desktop_app.people.records import PersonLine
from ui import formats
from ui.actions import Action, make_button
from ui.find_person import FindPersonDialog
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.events.columns import PEOPLE_COLUMNS, numbers_text
from ui.widgets.card import Card
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace


class EventPane(Card):
    """``look_at`` shows an event; None clears the pane. ``on_change`` is called after its list or number changed."""

    def __init__(self, workspace: Workspace, *, on_change: Callable[[], object]) -> None:
        super().__init__()
        self.workspace = workspace
        self.shown: EventCard | None = None
        self._on_change = on_change
        self._name = label("", Role.HEADING, wrap=True)
        self._facts = label("", Role.MUTED, wrap=True)
        self._numbers = label("", Role.STRONG, wrap=True)
        self.people: RecordTable[PersonLine] = RecordTable(
            workspace,
            "event.people",
            PEOPLE_COLUMNS,
            has_filter=False,
        )
        self.add_button = make_button(
            self, Action(_("Add to the list…"), self.add_person, icon="plus", key="Ins", right="edit_events")
        )
        self.count_button = make_button(
            self,
            Action(
                _("Take the number from the list"),
                self.take_number,
                icon="check",
                key="Ctrl+Shift+T",
                right="edit_events",
            ),
        )
        self.people.opened.connect(lambda line: workspace.navigate(Target("person", line.id)))
        self.people.add_row_action(
            Action(_("Take off the list"), self.remove_person, icon="delete", key="Del", right="edit_events")
        )
        self._lay_out()
        self.look_at(None)

    def look_at(self, event_id: int | None) -> None:
        if event_id is None:
            self._show(None)
        else:
            run_query(
                self,
                lambda centre: centre.read(event_card, event_id=event_id),
                self._show,
                lambda _error: self._show(None),
                slot="pane",
            )

    def add_person(self) -> None:
        if self.shown is None:
            return
        event_id = self.shown.line.id
        person = FindPersonDialog.ask(
            self, title=_("Add to the list"), save_text=_("Add"), table_name="people of an event"
        )
        if person is not None:
            run_command(
                self,
                lambda centre: centre.write(add_participants, event_id=event_id, person_ids=[person.id]),
                lambda _outcome: self._changed(),
            )

    def remove_person(self) -> None:
        line = self.people.current()
        if self.shown is None or line is None:
            return
        event_id = self.shown.line.id

        def removed(_outcome: object) -> None:
            self._changed()
            self.workspace.show_notice(
                _("{name} is off the list.", name=line.full_name),
                undo=lambda: run_command(
                    self,
                    lambda centre: centre.write(add_participants, event_id=event_id, person_ids=[line.id]),
                    lambda _outcome: self._changed(),
                ),
            )

        run_command(
            self,
            lambda centre: centre.write(remove_participant, event_id=event_id, person_id=line.id),
            removed,
        )

    def take_number(self) -> None:
        """Let the number be that of the list; the banner brings the reported one back."""
        if self.shown is None or not self.shown.line.difference:
            return
        event_id = self.shown.line.id

        def taken(outcome) -> None:  # type: ignore[no-untyped-def]
            before: int = outcome.value
            self._changed()
            self.workspace.show_notice(
                _("The number is taken from the list."),
                undo=lambda: run_command(
                    self,
                    lambda centre: centre.write(report_people, event_id=event_id, people=before),
                    lambda _outcome: self._changed(),
                ),
            )

        run_command(self, lambda centre: centre.write(count_by_list, event_id=event_id), taken)

    def _lay_out(self) -> None:
        self.body.addWidget(self._name)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._numbers)
        self.body.addWidget(self.people, 1)
        # One below the other: side by side they have no room in Russian.
        for button in (self.add_button, self.count_button):
            self.body.addWidget(button)

    def _changed(self) -> None:
        if self.shown is not None:
            self.look_at(self.shown.line.id)
        self._on_change()

    def _show(self, card: EventCard | None) -> None:
        self.shown = card
        self.add_button.setEnabled(card is not None)
        self.count_button.setVisible(card is not None and bool(card.line.difference))
        self._name.setText(card.line.institution if card else _("No event is chosen"))
        self._facts.setText(facts_of(card.line) if card else "")
        self._numbers.setText(numbers_text(card.line) if card else "")
        self.people.set_rows(card.people if card else ())


def facts_of(line: EventLine) -> str:
    cascade = _("{programme}: {role}", programme=line.programme, role=line.role) if line.role else line.programme
    lines = (
        line.kind,
        " · ".join(filter(None, (formats.date_text(line.draft.held_on), line.district))),
        line.subject,
        line.draft.topic,
        _("Led by {name}", name=line.leader) if line.leader else "",
        cascade,
        _("Source: {source}", source=line.draft.source) if line.draft.source else "",
    )
    return "\n".join(filter(None, lines))
