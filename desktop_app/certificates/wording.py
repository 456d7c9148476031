"""The words on a certificate in the language of the centre's documents, frozen when it is issued."""

from datetime import date
from typing import Any

from desktop_app.certificates.document import Blank, CertificateSheet
from desktop_app.i18n import _, language
from desktop_app.language.dates import long_date
from desktop_app.language.paper_names import in_script_of, signature_name


def blank_words(*, centre_name: str, director: str, course: str, hours: int, starts_on: date, ends_on: date) -> Blank:
    """What is equal on all certificates of a cohort; the state layout of VMQ 25/2006, annex 3."""
    return Blank(
        state=_("REPUBLIC OF UZBEKISTAN"),
        kind=_("On in-service training"),
        title=_("CERTIFICATE OF QUALIFICATION"),
        opening=_("The holder of this certificate"),
        period=_("from {start} to {end}", start=long_date(starts_on, language()), end=long_date(ends_on, language())),
        centre=_("at {centre}", centre=in_script_of(language(), centre_name)),
        hours=_("in a course of {hours} hours", hours=hours),
        course=_("“{course}”", course=in_script_of(language(), course)),
        closing=_("has raised their qualification."),
        signer_role=_("Director"),
        signer_name=signature_name(language(), director),
        stamp=_("Stamp"),
    )


def sheet_words(
    words: dict[str, Any],
    *,
    holder: str,
    full_number: str,
    number: int | None,
    issued_on: date,
    code: str,
    mark: str = "",
) -> CertificateSheet:
    """A page from the frozen words of its batch, in the language in force; a sample has no ``number`` yet."""
    return CertificateSheet(
        blank=Blank(**words),
        holder=holder,
        number=f"№ {full_number}",
        register_line=_("Register no.: {number}", number="–" if number is None else number),
        issued_line=_("Date of issue: {day}", day=long_date(issued_on, language())),
        code=code,
        code_caption=full_number,
        mark=mark,
    )
