"""The lines of the register book (sertifikatlarni qayd etish daftari), as its print and its workbook have them."""

from collections.abc import Iterator
from datetime import date

from desktop_app.certificates.records import CertificateOrigin, CertificateRecord, CertificateState
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import short_date
from desktop_app.language.paper_names import in_script_of
from desktop_app.people.identity import mask_jshshir

KINDS = {
    "certificate": N_("Certificate"),
    "statement": N_("Statement"),
    "participation": N_("Paper of participation"),
}


def remark(record: CertificateRecord) -> str:
    """What it was made for and what became of it: the column "Izoh"."""
    return "; ".join(_remarks(record))


def whose(record: CertificateRecord) -> str:
    """The personal number with its middle hidden."""
    return mask_jshshir(record.jshshir) if record.jshshir else ""


def work_of(record: CertificateRecord) -> str:
    return in_script_of(language(), ", ".join(filter(None, (record.workplace, record.position))))


def order_text(number: str, day: date | None) -> str:
    return f"{number}, {short_date(day)}" if day is not None else number


def _remarks(record: CertificateRecord) -> Iterator[str]:
    order = order_text(record.order_number, record.order_date)
    match record.origin:
        case CertificateOrigin.DUPLICATE:
            yield _("duplicate of {number}, order {order}", number=record.replaces, order=order)
        case CertificateOrigin.CORRECTION:
            yield _("corrects {number}, order {order}", number=record.replaces, order=order)
        case _:
            pass
    if record.state == CertificateState.ANNULLED:
        yield _("annulled: {reason}", reason=record.annulling_reason) if record.annulling_reason else _("annulled")
    if record.replaced_by:
        yield _("replaced by {number}", number=record.replaced_by)
