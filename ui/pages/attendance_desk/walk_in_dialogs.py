"""Somebody who is not on the list: put into the register, found among the people, recognised, or sent away."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.attendance.dismissing import dismiss_walk_in, undo_dismissal
from desktop_app.attendance.recognising import recognise, recognition, undo_recognition
from desktop_app.attendance.walk_in_records import Clash, Recognised, Recognition, WalkInRecord
from desktop_app.attendance.walk_ins import add_walk_in, change_walk_in
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _, _n
from desktop_app.language.names import split_full_name
from desktop_app.people.records import PersonDraft
from ui.actions import Action, make_button
from ui.find_person import FindPersonDialog
from ui.models.table_model import Align, Column
from ui.navigation import load
from ui.operations import run_command, run_query
from ui.pages.attendance_desk.spot import Spot
from ui.theme import Tone
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome

SIZE = (680, 460)
PERSON_DIALOG = "ui.pages.people.edit_dialog:PersonDialog"


class WalkInDialog(FormDialog):
    """Finishes with the name under which they stand in the register now; ``record`` is one to be changed."""

    def __init__(self, owner: QWidget, *, cohort_id: int, code: str = "", record: WalkInRecord | None = None) -> None:
        super().__init__(
            owner,
            title=_("Somebody not on the list"),
            save_text=_("Put into the register") if record is None else "",
            intro=_("They are marked with the rest, and counted nowhere until you say who it is."),
        )
        self._cohort_id, self._record = cohort_id, record
        self.add(TextField("name", _("Name, as far as it is known"), is_required=True))
        self.add(TextField("note", _("Note"), hint=_("Such as the school they say they come from")))
        self.add(TextField("code", _("Code of the badge"), hint=_("If one was read that nobody knows"))).set_value(code)
        if record is not None:
            for name in ("name", "note", "code"):
                self.field(name).set_value(getattr(record, name))

    def submit(self) -> None:
        values, record = self.values(), self._record

        def keep(centre: "Centre") -> "Outcome[Any]":
            if record is None:
                return centre.write(add_walk_in, cohort_id=self._cohort_id, **values)
            return centre.write(change_walk_in, enrolment_id=record.enrolment_id, **values)

        run_command(self, keep, lambda _outcome: self.finish(values["name"]))


class WhoDialog(FindPersonDialog):
    """Finishes with the id of the person whom the walk-in is: found, or of a new card."""

    def __init__(self, owner: QWidget, record: WalkInRecord) -> None:
        super().__init__(
            owner,
            title=_("Who is {name}?", name=record.name),
            save_text=_("This person"),
            table_name="who a walk-in is",
            nobody=_("Nobody is found. Ctrl+N makes a new card of the name."),
        )
        self._record = record
        new = Action(_("New card…"), self.add_card, icon="plus", key="Ctrl+N", right="mark_attendance")
        self._buttons.insertWidget(0, make_button(self, new))
        self.find_box.setText(record.name)

    def submit(self) -> None:
        hit = self.table.current()
        if hit is not None:
            self.finish(hit.person.id)

    def add_card(self) -> None:
        name = split_full_name(self._record.name).name
        dialog: Any = load(PERSON_DIALOG)
        person_id = dialog.ask(self, PersonDraft(name.surname, name.given_name, name.patronymic))
        if person_id is not None:
            self.finish(person_id)


class RecogniseDialog(FormDialog):
    """Shows what moves and where two marks stand against each other. Finishes with what was Recognised."""

    def __init__(self, owner: QWidget, record: WalkInRecord, person_id: int) -> None:
        super().__init__(owner, title=_("{name} is recognised", name=record.name), save_text=_("Move the marks"))
        self._record, self._person_id = record, person_id
        self._taken: set[int] = set()
        self._found: Recognition | None = None
        self._words = label("", wrap=True)
        self.body.addWidget(self._words)
        self.reason = self.add(
            TextField("repeat_reason", _("Why another course"), hint=_("Kept with the person and in the journal"))
        )
        self.reason.hide()
        self.clashes: RecordTable[Clash] = RecordTable(
            self.workspace, "walk_in.clashes", self._columns(), has_filter=False, is_sortable=False
        )
        self.clashes.opened.connect(lambda _clash: self.choose_other())
        self.clashes.add_row_action(Action(_("Choose the other mark"), self.choose_other, icon="check", key="Space"))
        self._hint = label(_("Space: the other of the two marks stays."), Role.SMALL)
        for widget in (self.clashes, self._hint):
            widget.hide()
            self.body.addWidget(widget, widget is self.clashes)
        self.save_button.setEnabled(False)
        ids = {"enrolment_id": record.enrolment_id, "person_id": person_id}
        run_query(self, lambda centre: centre.read(recognition, **ids), self._show)

    def submit(self) -> None:
        wanted = {
            "enrolment_id": self._record.enrolment_id,
            "person_id": self._person_id,
            "taken": frozenset(self._taken),
            "repeat_reason": self.reason.value,
        }
        run_command(self, lambda centre: centre.write(recognise, **wanted), self._recognised)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def choose_other(self) -> None:
        clash = self.clashes.current()
        if clash is not None:
            self._taken ^= {clash.session_id}
            self.clashes.update_rows(self._found.clashes if self._found else ())

    def show_error(self, error: CentreError) -> None:
        super().show_error(error)
        if error.code == "course_holds":
            self.reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        """Go to what is asked, if anything; what was found may be there before the form is shown, or after."""
        if self._found is not None:
            asked = self.clashes.view if self._found.clashes else self.reason
            place = asked if self._found.clashes or self._found.wants_reason else self.save_button
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _recognised(self, outcome: "Outcome[Recognised]") -> None:
        self.finish(outcome.value)

    def _show(self, found: Recognition) -> None:
        self._found = found
        self._words.setText(" ".join(_sentences(found, self._record)))
        hindrance = found.hindrance
        if hindrance is not None:
            self.banner.show_warning(hindrance.text)
        self.reason.setVisible(found.wants_reason)
        self.save_button.setEnabled(hindrance is None or found.wants_reason)
        for widget in (self.clashes, self._hint):
            widget.setVisible(bool(found.clashes))
        self.clashes.set_rows(found.clashes)
        if found.clashes:
            self.resize(*SIZE)
            self.clashes.select_place(0)
        self._begin()

    def _columns(self) -> tuple[Column[Clash], ...]:
        return (
            Column("day", N_("Day"), lambda clash: clash.held_on, width=95),
            Column("lesson", N_("Lesson"), lambda clash: clash.place_in_day, width=78, align=Align.CENTRE),
            Column(
                "kept",
                N_("Mark of the person"),
                lambda clash: clash.kept,
                width=165,
                tone=lambda clash: Tone.MUTED if clash.session_id in self._taken else Tone.GOOD,
            ),
            Column(
                "other",
                N_("Mark of the unknown"),
                lambda clash: clash.other,
                width=165,
                tone=lambda clash: Tone.GOOD if clash.session_id in self._taken else Tone.MUTED,
            ),
            Column("stays", N_("What stays"), self._staying, width=100, is_stretched=True),
        )

    def _staying(self, clash: Clash) -> str:
        return clash.other if clash.session_id in self._taken else clash.kept


class DismissDialog(FormDialog):
    """Finishes with what was Dismissed."""

    def __init__(self, owner: QWidget, record: WalkInRecord) -> None:
        super().__init__(
            owner,
            title=_("Take {name} out of the register", name=record.name),
            save_text=_("Take the person out"),
            intro=_n(
                "{n} mark goes with them; the journal keeps it.",
                "{n} marks go with them; the journal keeps them.",
                record.marks,
            ),
        )
        self._record = record
        self.add(TextField("reason", _("Reason"), is_required=True, hint=_("Such as: belongs to another group")))

    def submit(self) -> None:
        wanted = {"enrolment_id": self._record.enrolment_id, "reason": self.field("reason").value}
        run_command(
            self,
            lambda centre: centre.write(dismiss_walk_in, **wanted),
            lambda outcome: self.finish(outcome.value),
        )


def ask_walk_in(panel: Panel, spot: Spot) -> None:
    """The act "Somebody not on the list" of the register."""
    name = WalkInDialog.ask(panel, cohort_id=spot.cohort_id)
    if name is not None:
        panel.workspace.show_notice(_("{name} stands in the register now.", name=name))


def ask_change(panel: Panel, record: WalkInRecord) -> None:
    WalkInDialog.ask(panel, cohort_id=record.cohort_id, record=record)


def ask_who(panel: Panel, record: WalkInRecord) -> None:
    """Find the person, show what it means, and do it."""
    person_id = WhoDialog.ask(panel, record)
    if person_id is None:
        return
    done = RecogniseDialog.ask(panel, record, person_id)
    if done is not None:
        text = _n("{n} mark of {name} has moved.", "{n} marks of {name} have moved.", done.moved, name=record.name)
        panel.workspace.show_notice(
            text, undo=lambda: run_command(panel, lambda centre: centre.write(undo_recognition, done))
        )


def ask_dismissal(panel: Panel, record: WalkInRecord) -> None:
    done = DismissDialog.ask(panel, record)
    if done is not None:
        panel.workspace.show_notice(
            _("{name} is out of the register.", name=record.name),
            undo=lambda: run_command(panel, lambda centre: centre.write(undo_dismissal, done)),
        )


def _sentences(found: Recognition, record: WalkInRecord) -> list[str]:
    facts = {"name": found.person_name, "cohort": record.cohort_code}
    here = (
        _("{name} is in cohort {cohort} already.", **facts)
        if found.is_enrolled
        else _("{name} is enrolled in cohort {cohort} as an applicant.", **facts)
    )
    told = [here]
    if found.moving:
        told.append(_n("{n} mark moves.", "{n} marks move.", found.moving))
    if found.clashes:
        told.append(
            _n(
                "For {n} lesson both have a mark; the person's own one stays unless you choose the other.",
                "For {n} lessons both have a mark; the person's own one stays unless you choose the other.",
                len(found.clashes),
            )
        )
    return told
