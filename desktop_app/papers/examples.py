"""A paper made of the newest cohort, to try a wording on."""

from sqlalchemy import exists, select

from db.models.cohorts import Cohort, Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.orders.templates import Wording
from desktop_app.papers.people import in_order
from desktop_app.papers.records import Paper
from desktop_app.papers.service import PaperDraft, preview


def example(unit: UnitOfWork, said: Wording) -> Paper:
    """The paper with everybody of the newest cohort on its list. Raises NotFound while there is no cohort."""
    newest = select(Cohort.id).where(exists().where(Enrolment.cohort_id == Cohort.id))
    cohort_id = unit.session.scalar(newest.order_by(Cohort.starts_on.desc(), Cohort.id.desc()).limit(1))
    if cohort_id is None:
        raise NotFound("no_example", N_("There is no cohort with people yet to try the wording on."))
    people = tuple(enrolment_id for enrolment_id, _state in in_order(unit, cohort_id))
    draft = PaperDraft(said.purpose, cohort_id, people, "", unit.today, said.language)
    return preview(unit, draft, said=said)
