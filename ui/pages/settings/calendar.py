"""Days off and worked weekend days, year by year."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import weekday
from desktop_app.reference.records import CalendarRecord
from desktop_app.reference.service import calendar, forget_calendar_day, set_calendar_day
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


def _kind(record: CalendarRecord) -> str:
    return _("Worked") if record.is_working else _("Day off")


COLUMNS: tuple[Column[CalendarRecord], ...] = (
    Column("day", N_("Date"), lambda record: record.day, width=110),
    Column(
        "weekday",
        N_("Weekday"),
        lambda record: weekday(record.day, language()),
        width=120,
        sort=lambda record: record.day.weekday(),
    ),
    Column("kind", N_("Kind"), _kind, width=150, tone=lambda record: Tone.ACCENT if record.is_working else Tone.WARN),
    Column("name", N_("Name"), lambda record: record.name, is_stretched=True),
    Column("basis", N_("Basis"), lambda record: record.basis, width=180),
)


class CalendarSection(Section):
    changes_that_matter = frozenset({"calendar_day"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Calendar"),
            intro=_("Timetables leave out days off and use the weekend days that are worked."),
        )
        self._days: list[CalendarRecord] = []
        self.add_action(
            Action(_("Add a day"), self.add, icon="plus", key="Ctrl+N", right="edit_reference"), is_primary=True
        )
        empty = EmptyState(_("No day off is listed for this year."), icon="calendar")
        self.table = RecordTable(workspace, "settings.calendar", COLUMNS, empty=empty)
        self.year_box = Chooser(_("Year"))
        self.year_box.chosen.connect(lambda _year: self._show_year())
        self.table.tools.addWidget(self.year_box)
        self.table.opened.connect(self.edit)
        self.table.add_row_action(Action(_("Remove"), self.remove, icon="delete", key="Del", right="edit_reference"))
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(calendar), self._show, slot="refresh")

    def add(self) -> None:
        self._tell(DayDialog.ask(self, None, self.year))

    def edit(self, record: CalendarRecord) -> None:
        self._tell(DayDialog.ask(self, record, record.day.year))

    def remove(self) -> None:
        record = self.table.current()
        if record is None:
            return

        def tell(_done: Outcome[None]) -> None:
            self.workspace.show_notice(
                _("{day} is removed from the calendar.", day=COLUMNS[0].text(record)),
                undo=lambda: self._put_back(record),
            )

        run_command(self, lambda centre: centre.write(forget_calendar_day, day=record.day), tell)

    @property
    def year(self) -> int:
        return int(self.year_box.value or self.workspace.centre.clock.today().year)

    def _show(self, days: list[CalendarRecord]) -> None:
        chosen, this_year = self.year, self.workspace.centre.clock.today().year
        self._days = days
        years = sorted({this_year, this_year + 1, *(record.day.year for record in days)})
        self.year_box.set_choices([Choice(year, str(year)) for year in years])
        self.year_box.choose(chosen)
        self._show_year()

    def _show_year(self) -> None:
        self.table.set_rows([record for record in self._days if record.day.year == self.year])

    def _tell(self, day: date | None) -> None:
        if day is None:
            return
        before = next((record for record in self._days if record.day == day), None)
        self.workspace.show_notice(
            _("The calendar is changed."),
            undo=lambda: self._put_back(before) if before is not None else self._forget(day),
        )

    def _put_back(self, record: CalendarRecord) -> None:
        run_command(
            self,
            lambda centre: centre.write(
                set_calendar_day,
                day=record.day,
                is_working=record.is_working,
                name=record.name,
                basis=record.basis,
            ),
        )

    def _forget(self, day: date) -> None:
        run_command(self, lambda centre: centre.write(forget_calendar_day, day=day))


class DayDialog(FormDialog):
    """Finishes with the day."""

    right = "edit_reference"

    def __init__(self, owner: QWidget, record: CalendarRecord | None, year: int) -> None:
        super().__init__(owner, title=_("A day of the calendar"))
        kinds = [Choice(False, _("Day off")), Choice(True, _("Worked"))]
        self.add_row(
            DateField("day", _("Date"), is_required=True, default_year=year),
            ChoiceField("is_working", _("Kind"), kinds, is_required=True),
        )
        self.add(TextField("name", _("Name"), is_required=True))
        self.add(TextField("basis", _("Basis"), hint=_("The decree: its number and date.")))
        self.field("is_working").set_value(False)
        if record is not None:
            for name in self.values():
                self.field(name).set_value(getattr(record, name))
            self.field("day").setEnabled(False)

    def submit(self) -> None:
        values = self.values()

        def save(centre: Centre) -> Outcome[None]:
            return centre.write(set_calendar_day, **values)

        run_command(self, save, lambda _done: self.finish(values["day"]))
