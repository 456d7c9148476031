"""Asks why somebody did not come, and offers the next course where the reason is valid."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.admission import next_cohorts, note_absence
from desktop_app.cohorts.records import EnrolledPerson, NextCohort
from desktop_app.i18n import _, _n
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.widgets.fields import ChoiceField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Offered:
    reasons: tuple[ListItem, ...]
    cohorts: tuple[NextCohort, ...]


class AbsenceDialog(FormDialog):
    """Finishes with the code of the cohort that the person was put into, or with nothing but an empty text."""

    def __init__(self, owner: QWidget, person: EnrolledPerson) -> None:
        super().__init__(
            owner,
            title=_("Did not come"),
            intro=_(
                "{name}: whoever is absent in the first days is not admitted, whatever the reason. "
                "With a valid one the next course is offered.",
                name=person.name,
            ),
        )
        self._person = person
        self._cohorts: tuple[NextCohort, ...] = ()
        self._reason = self.add(ChoiceField("reason_code", _("Valid reason, if there is one")))
        self._next = self.add(ChoiceField("next_id", _("Next course")))
        self._reason.edited.connect(self._offer_next)
        run_query(self, lambda centre: _offered(centre, person.id), self._offer)

    def submit(self) -> None:
        next_id = None if self._next.isHidden() else self._next.value
        code = next((cohort.code for cohort in self._cohorts if cohort.id == next_id), "")
        wanted = {
            "enrolment_id": self._person.id,
            "reason_code": self._reason.value,
            "next_cohort_id": next_id,
        }
        run_command(self, lambda centre: centre.write(note_absence, **wanted), lambda _outcome: self.finish(code))

    def _offer(self, offered: Offered) -> None:
        nothing = Choice(None, _("Without a valid reason"))
        self._reason.set_choices([nothing, *(Choice(item.code, item.names.text) for item in offered.reasons)])
        self._reason.set_value(self._person.absence_reason_code)
        self._cohorts = offered.cohorts
        self._next.set_choices([Choice(None, _("Not now")), *(_choice(cohort) for cohort in offered.cohorts)])
        self._before = self.values()
        self._offer_next()

    def _offer_next(self) -> None:
        self._next.setVisible(self._reason.value is not None and bool(self._cohorts))


def _offered(centre: "Centre", enrolment_id: int) -> Offered:
    reasons = tuple(centre.read(list_items, "absence_reason"))
    return Offered(reasons, tuple(centre.read(next_cohorts, enrolment_id=enrolment_id)))


def _choice(cohort: NextCohort) -> Choice:
    days = f"{formats.date_text(cohort.starts_on)} – {formats.date_text(cohort.ends_on)}"
    return Choice(cohort.id, cohort.code, _n("{days}, {n} person", "{days}, {n} people", cohort.people, days=days))
