"""An absence of a person or of a whole group: when, why, by which paper; and what is done with marks set before."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.absence_records import AbsenceChoices, AbsenceDraft, SavedAbsence, TurnedMarks
from desktop_app.attendance.absences import absence_choices, return_marks, save_absence, turn_marks
from desktop_app.attendance.evidence import LARGEST_BYTES
from desktop_app.cohorts.rules import OPEN_STATES
from desktop_app.cohorts.service import cohorts
from desktop_app.i18n import _, _n
from desktop_app.marks.records import Counts
from desktop_app.whole_file import read_up_to
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.attendance_desk.spot import Spot
from ui.widgets.confirm import confirm
from ui.widgets.fields import ChoiceField, DateField, FileField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Panel

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome

WIDTH = 620
WHOLE_GROUP = 0
MOST_LESSONS = 12
SHOWN_LESSONS = 6
SCANS = "*.jpg *.jpeg *.png *.pdf"


class AbsenceDialog(FormDialog):
    """Finishes with the SavedAbsence. Without a cohort it is chosen first; ``draft`` is one to be changed."""

    def __init__(
        self,
        owner: QWidget,
        *,
        cohort_id: int | None = None,
        enrolment_id: int | None = None,
        session_id: int | None = None,
        draft: AbsenceDraft | None = None,
    ) -> None:
        super().__init__(
            owner,
            title=_("Absence") if draft is None else _("Change the absence"),
            intro=_("The lessons of these days are proposed in the register; nothing is marked before its lesson."),
        )
        self.setMinimumWidth(WIDTH)
        self._draft, self._session_id = draft, session_id
        self._cohort_id = draft.cohort_id if draft else cohort_id
        self._enrolment_id = draft.enrolment_id or WHOLE_GROUP if draft else enrolment_id
        self._add_fields()
        if self._cohort_id is None:
            run_query(self, _open_cohorts, self._offer_cohorts)
        else:
            self._ask_choices(self._cohort_id)

    def submit(self) -> None:
        draft, file = self._typed(), self.field("file").value
        run_command(
            self,
            lambda centre: centre.write(save_absence, draft, scan=_scan(file)),
            lambda outcome: self.finish(outcome.value),
        )

    def _add_fields(self) -> None:
        self._cohort = ChoiceField("cohort_id", _("Cohort"), is_required=True)
        self._who = ChoiceField("enrolment_id", _("Who"), is_required=True)
        self.add_row(self._cohort, self._who)
        self._cohort.edited.connect(lambda: self._ask_choices(self._cohort.value))
        self._cohort.setEnabled(self._cohort_id is None)
        starts, ends = self.add_row(
            DateField("starts_on", _("First day"), is_required=True),
            DateField("ends_on", _("Last day"), is_required=True),
        )
        starts.edited.connect(self._guess_end)
        self.add_row(
            IntegerField(
                "first_place",
                _("From lesson"),
                lowest=1,
                highest=MOST_LESSONS,
                hint=_("Of the first day; empty: the whole day"),
            ),
            IntegerField(
                "last_place",
                _("Until lesson"),
                lowest=1,
                highest=MOST_LESSONS,
                hint=_("Of the last day; empty: the whole day"),
            ),
        )
        self._kind = ChoiceField("kind_code", _("Mark to propose"), is_required=True)
        self._reason = ChoiceField("reason_code", _("Reason"))
        self.add_row(self._kind, self._reason)
        self.add_row(
            TextField("document", _("Document"), hint=_("Such as the sick note with its number and day")),
            FileField("file", _("Scan of the document"), pattern=scans_pattern()),
        )
        self.add(TextField("note", _("Note")))
        self._ends = ends
        if self._draft is not None:
            for name in ("starts_on", "ends_on", "first_place", "last_place", "document", "note"):
                self.field(name).set_value(getattr(self._draft, name))

    def _guess_end(self) -> None:
        day = self.field("starts_on").value
        if self._ends.value is None or self._ends.is_guess:
            self._ends.set_value(day, is_guess=day is not None)

    def _offer_cohorts(self, offered: list[Choice]) -> None:
        self._cohort.set_choices(offered)

    def _ask_choices(self, cohort_id: int | None) -> None:
        if cohort_id is not None:
            run_query(
                self,
                lambda centre: centre.read(absence_choices, cohort_id=cohort_id, session_id=self._session_id),
                self._offer,
                slot="choices",
            )

    def _offer(self, choices: AbsenceChoices) -> None:
        is_first, self._cohort_id = self._kind.value is None, choices.cohort_id
        if self._cohort.value != choices.cohort_id:
            self._cohort.set_choices([Choice(choices.cohort_id, choices.cohort_code)])
            self._cohort.set_value(choices.cohort_id)
            self._before["cohort_id"] = choices.cohort_id
        people = [Choice(enrolment_id, name) for enrolment_id, name in choices.people]
        self._who.set_choices([Choice(WHOLE_GROUP, _("The whole group")), *people])
        self._kind.set_choices([Choice(each.code, each.names.text, each.letter) for each in choices.kinds])
        nothing = Choice(None, _("Not one of the list"))
        self._reason.set_choices([nothing, *(Choice(each.code, each.names.text) for each in choices.reasons)])
        if is_first:
            self._who.set_value(self._enrolment_id)
            self._kind.set_value(self._draft.kind_code if self._draft else _first_excused(choices))
            self._reason.set_value(self._draft.reason_code if self._draft else None)
            if self._draft is None and choices.day is not None:
                self.field("starts_on").set_value(choices.day, is_guess=True)
                self._ends.set_value(choices.day, is_guess=True)
            # What the form has filled in by itself is nothing to lose.
            self._before |= {field.name: field.value for field in (self._who, self._kind, self._reason)}

    def _typed(self) -> AbsenceDraft:
        values: dict[str, Any] = {name: value for name, value in self.values().items() if name != "file"}
        values["enrolment_id"] = values["enrolment_id"] or None
        if self._draft is None:
            return AbsenceDraft(**values)
        return replace(self._draft, **values)


def ask_absence(panel: Panel, spot: Spot) -> None:
    """The act "Absence" of the register, for the person under the cursor."""
    saved = AbsenceDialog.ask(
        panel, cohort_id=spot.cohort_id, enrolment_id=spot.enrolment_id, session_id=spot.session_id
    )
    if saved is not None:
        tell_saved(panel, saved)


def tell_saved(owner: Panel, saved: SavedAbsence) -> None:
    """Name what it overlaps with, and offer to turn the plain absences that it explains."""
    everybody = _("the whole group")
    overlaps = "; ".join(f"{other.name or everybody}, {days_text(other.draft)}" for other in saved.overlaps)
    told = _("The absence is kept. On the same days: {others}.", others=overlaps) if overlaps else ""
    owner.workspace.show_notice(told or _("The absence is kept."))
    if not saved.absent:
        return
    count = len(saved.absent)
    shown = ", ".join(
        f"{formats.date_text(mark.held_on)} ({mark.place_in_day})" for mark in saved.absent[:SHOWN_LESSONS]
    )
    question = _n(
        "{n} mark says already that the person was absent. Shall it get the reason?",
        "{n} marks say already that somebody was absent. Shall they get the reason?",
        count,
    )
    action = _n("Turn {n} mark", "Turn {n} marks", count)
    more = " …" if count > SHOWN_LESSONS else ""
    lessons = _("Day and lesson: {lessons}. Other marks stay as they are.", lessons=shown + more)
    if confirm(owner, question, action=action, details=" ".join(filter(None, (told, lessons)))):
        run_command(
            owner, lambda centre: centre.write(turn_marks, absence_id=saved.id), lambda done: _turned(owner, done)
        )


def scans_pattern() -> str:
    """What a file dialog offers as the scan of a paper."""
    return _("Scans and photos ({endings})", endings=SCANS)


def days_text(draft: AbsenceDraft) -> str:
    """The days and, where they do not count whole, the lessons."""
    first, last = formats.date_text(draft.starts_on), formats.date_text(draft.ends_on)
    days = first if draft.starts_on == draft.ends_on else f"{first} – {last}"
    match draft.first_place, draft.last_place:
        case None, None:
            return days
        case int(), None:
            return _("{days}, from lesson {first}", days=days, first=draft.first_place)
        case None, int():
            return _("{days}, until lesson {last}", days=days, last=draft.last_place)
        case _:
            return _("{days}, lessons {first}–{last}", days=days, first=draft.first_place, last=draft.last_place)


def _turned(owner: Panel, outcome: "Outcome[TurnedMarks]") -> None:
    turned = outcome.value
    owner.workspace.show_notice(
        _n("{n} mark has its reason.", "{n} marks have their reason.", len(turned.after)),
        undo=lambda: run_command(
            owner, lambda centre: centre.write(return_marks, turned), lambda _outcome: owner.make_stale()
        ),
    )
    # A register takes what it set itself as shown already: these marks were set past it.
    owner.make_stale()


def _first_excused(choices: AbsenceChoices) -> str | None:
    return next((kind.code for kind in choices.kinds if kind.counts is Counts.EXCUSED), None)


def _scan(file: Path | None) -> tuple[str, bytes] | None:
    return None if file is None else (file.name, read_up_to(file, LARGEST_BYTES))


def _open_cohorts(centre: "Centre") -> list[Choice]:
    found = centre.read(cohorts, states=OPEN_STATES, rows=None).rows
    return [Choice(row.id, row.code) for row in found]
