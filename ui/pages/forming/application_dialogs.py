"""The forms of an application: the paper itself, people for it, and why somebody is withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.cohorts.placing import PlaceHeld, places_held
from desktop_app.forming.applications import add_people, people_of_import, save_application, withdraw
from desktop_app.forming.records import ApplicationDraft, ApplicationRecord, Wish
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_name
from desktop_app.people.records import FoundPerson
from desktop_app.people.search import search_people
from desktop_app.programmes.records import ProgrammeRow
from desktop_app.programmes.service import programmes
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from desktop_app.rosters.imports import ImportLine, imports
from ui import formats
from ui.icons import icon
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome

WIDTH = 600
SIZE = (840, 640)
MONTHS = range(1, 13)
YEARS = 5
FOUND_COLUMNS: tuple[Column[FoundPerson], ...] = (
    Column("name", N_("Surname, name, patronymic"), lambda hit: hit.person.full_name, width=260, is_stretched=True),
    Column("district", N_("District"), lambda hit: hit.person.district, width=150),
    Column("workplace", N_("Workplace"), lambda hit: hit.person.workplace, width=240),
)


class ApplicationDialog(FormDialog):
    """Finishes with the id of the application."""

    def __init__(self, owner: QWidget, record: ApplicationRecord | None = None) -> None:
        super().__init__(
            owner, title=_("New application for places") if record is None else _("Application for places")
        )
        self.setMinimumWidth(WIDTH)
        self._record = record
        today = self.workspace.centre.clock.today()
        self.add_row(TextField("number", _("Number")), DateField("dated_on", _("Date"), is_required=True))
        self.add(ChoiceField("institution_id", _("Institution that applies")))
        self.add(TextField("applicant", _("Or who else applies"), hint=_("Such as a district department")))
        self.add_row(IntegerField("people_stated", _("People stated"), lowest=0), TextField("note", _("Note")))
        self.field("dated_on").set_value(today, is_guess=True)
        if record is not None:
            for name in ("number", "dated_on", "applicant", "people_stated", "note"):
                self.field(name).set_value(getattr(record, name))
        run_query(self, lambda centre: centre.read(places_held), self._offer)

    def submit(self) -> None:
        kept = self._record
        draft = ApplicationDraft(
            **self.values(),
            district_code=kept.district_code if kept is not None else None,
            id=kept.id if kept is not None else 0,
            version=kept.version if kept is not None else 1,
        )
        run_command(self, lambda centre: centre.write(save_application, draft), lambda done: self.finish(done.value))

    def _offer(self, places: Sequence[PlaceHeld]) -> None:
        schools = [Choice(place.id, place.name, place.whereabouts) for place in places if not place.is_room]
        self.field("institution_id").set_choices(schools)
        if self._record is not None:
            self.field("institution_id").set_value(self._record.institution_id)
        self._before = self.values()


@dataclass(frozen=True)
class WishLists:
    programmes: tuple[ProgrammeRow, ...]
    shifts: tuple[ListItem, ...]
    imports: tuple[ImportLine, ...]


class AddPeopleDialog(FormDialog):
    """People found as one types, or those of a roster file; finishes with the number of people who were added."""

    def __init__(self, owner: QWidget, application_id: int) -> None:
        super().__init__(owner, title=_("People for the application"), save_text=_("Add"))
        self.resize(*SIZE)
        self._application_id = application_id
        self._add_wishes()
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText(_("Surname, name, JShShIR, document or phone"))
        self.find_box.setAccessibleName(_("Find a person"))
        self.find_box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.find_box.textChanged.connect(self._look)
        self.table: RecordTable[FoundPerson] = RecordTable(
            self.workspace, "people to apply", FOUND_COLUMNS, has_filter=False, has_export_button=False
        )
        self.table.opened.connect(lambda _hit: self.submit())
        self.body.addWidget(self.find_box)
        self.body.addWidget(self.table, 1)
        self._show([])
        self.find_box.setFocus(Qt.FocusReason.OtherFocusReason)
        run_query(self, _wish_lists, self._offer)

    def submit(self) -> None:
        values = self.values()
        import_id = values.pop("import_id")
        chosen = [hit.person.id for hit in self.table.selected()]
        if import_id is None and not chosen:
            self.banner.show_warning(_("Find a person, or choose a roster file."))
            return
        wanted = {**values, "application_id": self._application_id}

        def write(centre: "Centre") -> "Outcome[list[int]]":
            ids = chosen if import_id is None else centre.read(people_of_import, import_id=import_id)
            return centre.write(add_people, person_ids=ids, **wanted)

        run_command(self, write, lambda done: self.finish(len(done.value)))

    def is_changed(self) -> bool:
        return False

    def _add_wishes(self) -> None:
        today = self.workspace.centre.clock.today()
        self.add_row(
            ChoiceField("year", _("Year"), [Choice(year, str(year)) for year in _years(today)], is_required=True),
            ChoiceField("month", _("Month"), [Choice(each, month_name(each, language())) for each in MONTHS]),
            ChoiceField("shift_code", _("Teaching shift")),
        )
        self.add(ChoiceField("programme_id", _("Programme that is asked for")))
        self.add(
            ChoiceField("import_id", _("All people of a roster file"), hint=_("Taken in by the import desk before"))
        )
        self.field("year").set_value(today.year, is_guess=True)

    def _offer(self, lists: WishLists) -> None:
        self.field("programme_id").set_choices(
            [
                Choice(row.id, row.title, _("{code}, {hours} hours", code=row.code, hours=row.hours))
                for row in lists.programmes
            ]
        )
        self.field("shift_code").set_choices([Choice(item.code, item.names.text) for item in lists.shifts])
        self.field("import_id").set_choices(
            [Choice(line.id, line.file_name, formats.moment_text(line.applied_at)) for line in lists.imports]
        )
        self.field("import_id").setVisible(bool(lists.imports))

    def _look(self, text: str) -> None:
        run_query(self, lambda centre: centre.read(search_people, text), self._show, slot="search")

    def _show(self, found: Sequence[FoundPerson]) -> None:
        is_asked = bool(self.find_box.text().strip())
        words = _("Nobody is found.") if is_asked else _("Type the beginning of the surname.")
        self.table.set_empty(EmptyState(words, icon="person"))
        self.table.set_rows(found)
        self.table.select(lambda _hit: True)


class WithdrawDialog(FormDialog):
    """Finishes with True."""

    def __init__(self, owner: QWidget, wish: Wish) -> None:
        super().__init__(
            owner, title=_("Withdraw from the application"), save_text=_("Withdraw the person"), intro=wish.name
        )
        self._wish_id = wish.id
        self.add(TextField("reason", _("Reason"), is_required=True))

    def submit(self) -> None:
        wanted: dict[str, Any] = {"wish_id": self._wish_id, "reason": self.field("reason").value}
        run_command(self, lambda centre: centre.write(withdraw, **wanted), lambda _done: self.finish(True))


def _wish_lists(centre: "Centre") -> WishLists:
    taken_in = [line for line in centre.read(imports) if not line.is_undone]
    return WishLists(tuple(centre.read(programmes)), tuple(centre.read(list_items, "shift")), tuple(taken_in))


def _years(today: date) -> range:
    return range(today.year, today.year + YEARS)
