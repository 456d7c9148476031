"""The form of a cohort: what can be guessed is filled in, what is unusual is said while typing."""

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortDraft, CohortProposal, CohortRecord, CohortWarning
from desktop_app.cohorts.service import draft_warnings, propose_cohort, save_cohort
from desktop_app.i18n import _
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.cohorts.form_choices import (
    LISTS,
    Choices,
    ProgrammeParts,
    leader_choices,
    level_choices,
    mark_set_choices,
    place_choices,
    read_choices,
    read_parts,
    stage_choices,
)
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

WIDTH = 640
# What is chosen from lists that are read after the form is there.
CHOSEN = ("leader_id", "language_code", "shift_code", "institution_id", "room_id", "mark_set_id")
OF_PROGRAMME = ("stage_id", "cascade_level", "led_by_person_id")


class CohortDialog(FormDialog):
    """Finishes with the id of the cohort. Without a record it is a new one."""

    def __init__(self, owner: QWidget, record: CohortRecord | None = None) -> None:
        title = _("New cohort") if record is None else _("Cohort {cohort}", cohort=record.code)
        super().__init__(owner, title=title, save_text=_("Create the cohort") if record is None else "")
        self.setMinimumWidth(WIDTH)
        self._record = record
        self._choices: Choices | None = None
        self._parts: ProgrammeParts | None = None
        self._add_fields()
        self._warnings = label("", wrap=True, tone="warn")
        self._warnings.hide()
        self.body.addWidget(self._warnings)
        self._fill()
        self._show_parts()
        self._connect()
        run_query(self, read_choices, self._offer)

    def submit(self) -> None:
        draft = self._draft()
        run_command(self, lambda centre: centre.write(save_cohort, draft), lambda outcome: self.finish(outcome.value))

    def _add_fields(self) -> None:
        self._programme = self.add(ChoiceField("programme_id", _("Programme"), is_required=True))
        self._stage, self._level = self.add_row(
            ChoiceField("stage_id", _("Stage")), ChoiceField("cascade_level", _("Level of the cascade"))
        )
        self._starts, self._ends = self.add_row(
            DateField("starts_on", _("First day"), is_required=True),
            DateField("ends_on", _("Last day"), is_required=True),
        )
        self._code, _place = self.add_row(
            TextField("code", _("Code"), is_required=True), TextField("place", _("Held at"))
        )
        self.add_row(
            ChoiceField("language_code", _("Language of teaching")), ChoiceField("shift_code", _("Teaching shift"))
        )
        self.add_row(ChoiceField("leader_id", _("Group leader")), ChoiceField("room_id", _("Usual room")))
        self._led_by = self.add(
            ChoiceField("led_by_person_id", _("Led by"), hint=_("Somebody trained at the level before"))
        )
        _institution, self._marks = self.add_row(
            ChoiceField("institution_id", _("Institution where it is held")),
            ChoiceField("mark_set_id", _("Set of marks")),
        )
        self._marks.hide()
        if self._record is not None:
            self.add_row(
                TextField("order_number", _("Admission order number")), DateField("order_date", _("Order date"))
            )

    def _connect(self) -> None:
        self._programme.edited.connect(self._ask_parts)
        self._stage.edited.connect(self._take_stage)
        self._level.edited.connect(self._show_leaders)
        self._led_by.edited.connect(self._guess_institution)
        self._starts.edited.connect(self._offer_programmes)
        for field in (self._programme, self._starts, self._stage):
            field.edited.connect(self._propose)
        for field in (self._programme, self._starts, self._ends, self._stage, self._level, self._led_by, self._marks):
            field.edited.connect(self._warn)

    def _fill(self) -> None:
        if self._record is not None:
            for name in ("code", "starts_on", "ends_on", "place", "order_number", "order_date"):
                self.field(name).set_value(getattr(self._record, name))

    def _offer(self, choices: Choices) -> None:
        self._choices = choices
        self._offer_programmes()
        members = [Choice(member.id, member.full_name, member.title) for member in choices.staff]
        self.field("leader_id").set_choices(members)
        for name in LISTS:
            items = choices.lists[name]
            self.field(name).set_choices([Choice(item.code, item.names.text) for item in items])
        self.field("institution_id").set_choices(place_choices(choices.places, rooms=False))
        self.field("room_id").set_choices(place_choices(choices.places, rooms=True))
        self._offer_mark_sets(choices)
        if self._record is not None:
            self._programme.set_value(self._record.programme_id)
            for name in CHOSEN:
                self.field(name).set_value(getattr(self._record, name))
        elif len(choices.programmes) == 1:
            self._programme.set_value(choices.programmes[0].id, is_guess=True)
        if choices.has_none:
            self.banner.show_warning(_("There are no programmes yet: add one first."))
        self._before = self.values()
        self._ask_parts()
        self._warn()

    def _offer_mark_sets(self, choices: Choices) -> None:
        """A new cohort gets the default one; the field stands only where there is something to choose."""
        self._marks.set_choices(mark_set_choices(choices.mark_sets))
        self._marks.setVisible(len(choices.mark_sets) > 1)
        self._marks.set_value(choices.mark_sets[0].id)

    def _offer_programmes(self) -> None:
        if self._choices is not None:
            own = self._record.programme_id if self._record is not None else None
            self._programme.set_choices(self._choices.offered_on(self._starts.value, own))

    def _ask_parts(self) -> None:
        programme_id = self._programme.value
        if programme_id is None:
            self._parts = None
            self._show_parts()
        elif self._parts is None or self._parts.programme.id != programme_id:
            run_query(self, lambda centre: read_parts(centre, programme_id), self._take_parts, slot="parts")

    def _take_parts(self, parts: ProgrammeParts) -> None:
        is_first = self._parts is None
        self._parts = parts
        self._stage.set_choices(stage_choices(parts.programme))
        self._level.set_choices(level_choices(parts.programme))
        if is_first and self._record is not None and self._record.programme_id == parts.programme.id:
            self._stage.set_value(self._record.stage_id)
            self._level.set_value(self._record.cascade_level)
            self._show_leaders()
            self._led_by.set_value(self._record.led_by_person_id)
            self._before = self.values()
        self._show_parts()

    def _show_parts(self) -> None:
        """Stages, levels and their leaders are asked for only where the programme has them."""
        parts = self._parts
        self._stage.setVisible(parts is not None and bool(parts.programme.stages))
        self._level.setVisible(parts is not None and bool(parts.programme.levels))
        self._show_leaders()

    def _show_leaders(self) -> None:
        leaders = self._parts.leaders.get(self._level.value, ()) if self._parts is not None else ()
        self._led_by.setVisible(bool(self._level.value and self._level.value > 1))
        self._led_by.set_choices(leader_choices(leaders))

    def _take_stage(self) -> None:
        """The days of the stage, where the person has not typed others."""
        stages = self._parts.programme.stages if self._parts is not None else ()
        chosen = next((stage for stage in stages if stage.id == self._stage.value), None)
        if chosen is None or self._record is not None:
            return
        for field, day in ((self._starts, chosen.starts_on), (self._ends, chosen.ends_on)):
            if day is not None and (field.is_guess or not field.value):
                field.set_value(day, is_guess=True)

    def _guess_institution(self) -> None:
        """A trainer of the level before leads a cohort where they work."""
        leaders = self._parts.leaders.get(self._level.value, ()) if self._parts is not None else ()
        chosen = next((leader for leader in leaders if leader.person_id == self._led_by.value), None)
        field = self.field("institution_id")
        if chosen is not None and chosen.institution_id is not None and (field.is_guess or field.value is None):
            field.set_value(chosen.institution_id, is_guess=True)

    def _propose(self) -> None:
        programme_id, starts_on, stage_id = self._programme.value, self._starts.value, self._stage.value
        if self._record is not None or programme_id is None or starts_on is None:
            return

        def ask(centre: "Centre") -> CohortProposal:
            return centre.read(propose_cohort, programme_id=programme_id, starts_on=starts_on, stage_id=stage_id)

        run_query(self, ask, self._fill_guesses, lambda _error: None, slot="proposal")

    def _fill_guesses(self, proposal: CohortProposal) -> None:
        """What the person typed stays; what is empty or was guessed before is guessed anew."""
        for field, value in ((self._code, proposal.code), (self._ends, proposal.ends_on)):
            if field.is_guess or not field.value:
                field.set_value(value, is_guess=True)
        self._warn()

    def _warn(self) -> None:
        draft = self._draft()
        if draft.programme_id and draft.starts_on and draft.ends_on and draft.starts_on <= draft.ends_on:
            run_query(self, lambda centre: centre.read(draft_warnings, draft), self._show_warnings, slot="warnings")
        else:
            self._show_warnings([])

    def _show_warnings(self, warnings: list[CohortWarning]) -> None:
        self._warnings.setText("\n".join(warning.text for warning in warnings))
        self._warnings.setVisible(bool(warnings))

    def _draft(self) -> CohortDraft:
        values = self.values()
        # What the programme does not have is not asked, whatever stood there for another one.
        values |= {name: None for name in OF_PROGRAMME if self.field(name).isHidden()}
        kept = self._record
        named = {field.name: values[field.name] for field in fields(CohortDraft) if field.name in values}
        return CohortDraft(
            **named,
            id=kept.id if kept is not None else 0,
            version=kept.version if kept is not None else 1,
        )
