"""The words of certificates that were issued before there were templates: they fill the built-in state layout."""

from collections.abc import Mapping
from typing import Any

from db.models.certificates import Certificate, CertificateBatch
from desktop_app.i18n import _, use
from desktop_app.language.dates import long_date


def words_before_templates(certificate: Certificate, batch: CertificateBatch) -> Mapping[str, Any]:
    """What was printed: the words of the batch, and those that were written for the one paper when it was printed."""
    with use(batch.language):
        day = long_date(certificate.issued_on, batch.language)
        own = {
            "holder": certificate.holder,
            "number": f"№ {certificate.full_number}",
            "register_line": _("Register no.: {number}", number=certificate.number),
            "issued_line": _("Date of issue: {day}", day=day),
            "caption": certificate.full_number,
        }
    return {**batch.words, **own}
