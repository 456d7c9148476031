"""The form of a cohort: what can be guessed is filled in, what is unusual is said while typing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.service import StaffMember, staff
from desktop_app.cohorts.records import CohortDraft, CohortProposal, CohortRecord, CohortWarning
from desktop_app.cohorts.service import draft_warnings, propose_cohort, save_cohort
from desktop_app.i18n import _
from desktop_app.programmes.records import ProgrammeRow
from desktop_app.programmes.service import programmes
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import label

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Choices:
    programmes: tuple[ProgrammeRow, ...]
    staff: tuple[StaffMember, ...]


class CohortDialog(FormDialog):
    """Finishes with the id of the cohort. Without a record it is a new one."""

    def __init__(self, owner: QWidget, record: CohortRecord | None = None) -> None:
        title = _("New cohort") if record is None else _("Cohort {cohort}", cohort=record.code)
        super().__init__(owner, title=title, save_text=_("Create the cohort") if record is None else "")
        self._record = record
        self._programme = self.add(ChoiceField("programme_id", _("Programme"), is_required=True))
        self._starts, self._ends = self.add_row(
            DateField("starts_on", _("First day"), is_required=True),
            DateField("ends_on", _("Last day"), is_required=True),
        )
        self._code, _place = self.add_row(
            TextField("code", _("Code"), is_required=True), TextField("place", _("Held at"))
        )
        self._leader = self.add(ChoiceField("leader_id", _("Group leader")))
        if record is not None:
            self.add_row(
                TextField("order_number", _("Admission order number")), DateField("order_date", _("Order date"))
            )
        self._warnings = label("", wrap=True, tone="warn")
        self._warnings.hide()
        self.body.addWidget(self._warnings)
        self._fill()
        for field in (self._programme, self._starts):
            field.edited.connect(self._propose)
        for field in (self._programme, self._starts, self._ends):
            field.edited.connect(self._warn)
        run_query(self, _choices, self._offer)

    def submit(self) -> None:
        draft = self._draft()
        run_command(self, lambda centre: centre.write(save_cohort, draft), lambda outcome: self.finish(outcome.value))

    def _fill(self) -> None:
        if self._record is not None:
            for name in ("code", "starts_on", "ends_on", "place", "order_number", "order_date"):
                self.field(name).set_value(getattr(self._record, name))

    def _offer(self, choices: Choices) -> None:
        self._programme.set_choices([_programme_choice(row) for row in self._offered(choices.programmes)])
        self._leader.set_choices([Choice(member.id, member.full_name, member.title) for member in choices.staff])
        if self._record is not None:
            self._programme.set_value(self._record.programme_id)
            self._leader.set_value(self._record.leader_id)
        elif len(choices.programmes) == 1:
            self._programme.set_value(choices.programmes[0].id, is_guess=True)
        if not choices.programmes:
            self.banner.show_warning(_("There are no programmes yet: add one first."))
        self._before = self.values()
        self._warn()

    def _offered(self, rows: tuple[ProgrammeRow, ...]) -> list[ProgrammeRow]:
        """Archived programmes are not offered, but the cohort's own one stays."""
        own = self._record.programme_id if self._record is not None else 0
        return [row for row in rows if row.archived_on is None or row.id == own]

    def _propose(self) -> None:
        programme_id, starts_on = self._programme.value, self._starts.value
        if self._record is not None or programme_id is None or starts_on is None:
            return

        def ask(centre: "Centre") -> CohortProposal:
            return centre.read(propose_cohort, programme_id=programme_id, starts_on=starts_on)

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
        kept = self._record
        return CohortDraft(
            code=values["code"],
            programme_id=values["programme_id"],
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            place=values["place"],
            leader_id=values["leader_id"],
            order_number=values.get("order_number", ""),
            order_date=values.get("order_date"),
            id=kept.id if kept is not None else 0,
            version=kept.version if kept is not None else 1,
        )


def _choices(centre: "Centre") -> Choices:
    return Choices(tuple(centre.read(programmes, with_archived=True)), tuple(centre.read(staff)))


def _programme_choice(row: ProgrammeRow) -> Choice:
    return Choice(row.id, row.title, _("{code}, {hours} hours", code=row.code, hours=row.hours))
