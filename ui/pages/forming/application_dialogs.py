"""The forms of an application: the paper itself, people for it, and why somebody is withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.placing import PlaceHeld, places_held
from desktop_app.forming.applications import add_people, people_of_import, save_application, withdraw
from desktop_app.forming.records import ApplicationDraft, ApplicationRecord, Wish
from desktop_app.i18n import _, language
from desktop_app.language.dates import month_name
from desktop_app.programmes.records import ProgrammeRow
from desktop_app.programmes.service import programmes
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from desktop_app.rosters.imports import ImportLine, imports
from ui import formats
from ui.find_person import FindPersonDialog
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome

WIDTH = 600
SIZE = (840, 640)
MONTHS = range(1, 13)
YEARS = 5


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


class AddPeopleDialog(FindPersonDialog):
    """People found as one types, or those of a roster file; finishes with the number of people who were added.

    ``like`` is somebody of the application already: the next ones are probably asked for alike.
    """

    def __init__(self, owner: QWidget, application_id: int, like: Wish | None = None) -> None:
        super().__init__(owner, title=_("People for the application"), save_text=_("Add"), table_name="people to apply")
        self.resize(*SIZE)
        self._application_id = application_id
        self._like = like
        self._add_wishes()
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

        run_command(self, write, self._added)

    def _added(self, done: "Outcome[list[int]]") -> None:
        if done.value:
            self.finish(len(done.value))
        else:
            self.banner.show_warning(_("All of them stand in this application already."))

    def _allow(self) -> None:
        """A roster file will do, too: where neither is there, saving says so."""

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
        self.field("year").set_value(self._like.year if self._like is not None else today.year, is_guess=True)

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
        for name in ("month", "shift_code", "programme_id") if self._like is not None else ():
            self.field(name).set_value(getattr(self._like, name), is_guess=True)


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
