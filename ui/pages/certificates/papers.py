"""A look at one paper as a PDF: as it was issued, or as it would be."""

from typing import TYPE_CHECKING

from desktop_app.certificates.papers import look_at, sample_of
from desktop_app.certificates.printing import papers_bytes
from desktop_app.certificates.records import Candidate, PaperKind

if TYPE_CHECKING:
    from desktop_app.centre import Centre


def preview(centre: "Centre", *, candidate: Candidate) -> bytes:
    """The paper of a person of a cohort; who gets none yet is shown what theirs would be."""
    if candidate.certificate is not None:
        return issued_preview(centre, certificate_id=candidate.certificate.id)
    kind = candidate.kind or PaperKind.CERTIFICATE.value
    return papers_bytes(centre.read(sample_of, row=candidate.row, kind=kind), is_packed=False)


def issued_preview(centre: "Centre", *, certificate_id: int) -> bytes:
    return papers_bytes(centre.read(look_at, certificate_id=certificate_id), is_packed=False)
