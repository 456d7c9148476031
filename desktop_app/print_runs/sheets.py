"""The sheet of paper that the certificates of a run are designed for."""

from collections.abc import Sequence

from sqlalchemy import select

from db.models.certificates import Certificate, CertificateBatch
from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.model import Template
from desktop_app.certificate_templates.shelf import template_of_batch
from desktop_app.errors import Refused
from desktop_app.i18n import N_


def template_of(unit: UnitOfWork, *, certificate_ids: Sequence[int]) -> Template:
    """A template that stands for the sheet of all these papers.

    Raises Refused where they need sheets of different sizes: they do not lie in one tray.
    """
    rows = unit.session.scalars(
        select(CertificateBatch.template_id)
        .join(Certificate, Certificate.batch_id == CertificateBatch.id)
        .where(Certificate.id.in_(certificate_ids))
        .distinct()
    )
    templates = [template_of_batch(unit, template_id=each) for each in rows]
    if len({(each.width, each.height) for each in templates}) > 1:
        message = N_("These papers are of different sizes. Print those of each size by themselves.")
        raise Refused("papers_differ", message)
    return templates[0]
