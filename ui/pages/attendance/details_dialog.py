"""All that a mark says, in a form: its kind, hours or minutes, a note; and under it what it has been before."""

from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.attendance.history import cell_history
from desktop_app.attendance.marking import LONGEST_LATE, value_text
from desktop_app.attendance.records import AttendanceGrid, CellChange, GridPerson, GridSession
from desktop_app.i18n import _
from desktop_app.marks.records import Counts, MarkValue
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.attendance.register_view import lesson_words
from ui.theme import GAP_L, GAP_XS
from ui.widgets.fields import ChoiceField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import OneLine, Role, label, rule

SHOWN_CHANGES = 12
# A line of the history has the moment, a full name and both marks.
WIDTH = 600


@dataclass(frozen=True)
class Details:
    """What the form was left with; ``reason`` only where the lesson is locked."""

    value: MarkValue | None
    reason: str


class DetailsDialog(FormDialog):
    def __init__(
        self,
        owner: QWidget,
        grid: AttendanceGrid,
        person: GridPerson,
        lesson: GridSession,
        value: MarkValue | None,
        *,
        reason: str = "",
    ) -> None:
        """``reason`` is the one given for this lesson already."""
        super().__init__(owner, title=person.name, save_text=_("Set the mark"), intro=lesson_words(lesson))
        self.setMinimumWidth(WIDTH)
        self._kinds = {kind.code: kind for kind in grid.kinds}
        self._lesson = lesson
        is_open = grid.may_mark(person, lesson)
        choices = [Choice(None, _("not marked")), *(Choice(kind.code, kind.names.text) for kind in grid.kinds)]
        self._kind = self.add(ChoiceField("kind_code", _("Mark"), choices))
        self._kind.set_value(value.kind_code if value is not None else None)
        hours = IntegerField("missed_hours", _("Hours missed"), lowest=1, highest=lesson.hours)
        minutes = IntegerField("late_minutes", _("Minutes late"), lowest=1, highest=LONGEST_LATE)
        hours.set_value(value.missed_hours if value is not None else None)
        minutes.set_value(value.late_minutes if value is not None else None)
        self._hours, self._minutes = self.add_row(hours, minutes)
        note = self.add(TextField("note", _("Note")))
        note.set_value(value.note if value is not None else "")
        if is_open and grid.is_locked(lesson):
            why = TextField("reason", _("Why is it corrected?"), is_required=True)
            self.add(why).set_value(reason)
        self.history = QGridLayout()
        self.history.setHorizontalSpacing(GAP_L)
        self.history.setVerticalSpacing(GAP_XS)
        self.history.setColumnStretch(2, 1)
        self.body.addWidget(rule())
        self.body.addWidget(label(_("History of the mark"), Role.STRONG))
        self.body.addLayout(self.history)
        self._kind.edited.connect(self._offer_numbers)
        self._offer_numbers()
        self._let_change(is_open)
        keys = {"enrolment_id": person.enrolment_id, "session_id": lesson.id}
        run_query(self, lambda centre: centre.read(cell_history, **keys), self._show_history)

    def submit(self) -> None:
        """The panel sets the mark, so that it is taken back like any other."""
        values = self.values()
        code = values["kind_code"]
        missed = values["missed_hours"] if self._hours.isEnabled() else None
        late = values["late_minutes"] if self._minutes.isEnabled() else None
        value = None
        if code is not None:
            # Who missed all hours was simply absent.
            missed = None if missed == self._lesson.hours else missed
            value = MarkValue(code, missed, late, values["note"])
        self.finish(Details(value, values.get("reason", "")))

    def _offer_numbers(self) -> None:
        """Hours belong to an absence and minutes to a presence."""
        kind = self._kinds.get(self._kind.value)
        self._hours.setEnabled(kind is not None and kind.counts in (Counts.ABSENT, Counts.EXCUSED))
        self._minutes.setEnabled(kind is not None and kind.counts is Counts.PRESENT)
        self.field("note").setEnabled(kind is not None)

    def _let_change(self, is_open: bool) -> None:
        self.save_button.setEnabled(is_open)
        if not is_open:
            for name in self.values():
                self.field(name).setEnabled(False)

    def _show_history(self, changes: list[CellChange]) -> None:
        if not changes:
            self.history.addWidget(label(_("Nobody has marked this lesson yet."), Role.MUTED), 0, 0, 1, 3)
        for row, change in enumerate(changes[:SHOWN_CHANGES]):
            self.history.addWidget(label(formats.moment_text(change.at), Role.MUTED), row, 0)
            self.history.addWidget(label(change.by, Role.MUTED), row, 1)
            words = OneLine(Role.BODY)
            words.setText(self._words(change))
            self.history.addWidget(words, row, 2)

    def _words(self, change: CellChange) -> str:
        before, after = value_text(change.before, self._kinds), value_text(change.after, self._kinds)
        words = f"{before} → {after}" if change.before is not None else after
        notes = [value.note for value in (change.after,) if value is not None and value.note]
        return " · ".join([words, *notes, *([change.reason] if change.reason else [])])
