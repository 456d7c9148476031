"""Which of several papers of an enrolment counts: a duplicate is no second certificate, a statement is none."""

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import aliased

from db.models.certificates import Certificate, CertificateState, PaperKind

_OTHER = aliased(Certificate)


def is_standing() -> ColumnElement[bool]:
    """The certificate that an enrolment shows: the last one of its line, in force or annulled; at most one."""
    return and_(
        Certificate.kind == PaperKind.CERTIFICATE,
        ~exists().where(_OTHER.replaces_id == Certificate.id).correlate(Certificate),
    )


def withdrawn() -> Select[int]:
    """The enrolments whose certificate was annulled with none in its place: that course does not count."""
    return select(Certificate.enrolment_id).where(Certificate.state == CertificateState.ANNULLED, is_standing())
