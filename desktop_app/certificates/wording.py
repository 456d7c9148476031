"""The words on a certificate in the language of the centre's documents, frozen when it is issued."""

from datetime import date
from typing import Any

from desktop_app.certificates.document import Blank, CertificateSheet
from desktop_app.i18n import _, language
from desktop_app.language.dates import long_date
from desktop_app.language.names import short_name, split_full_name
from desktop_app.language.script import catalogue_to_cyrillic, to_cyrillic

IN_CYRILLIC = ("uz_Cyrl", "ru")


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
        signer_name=signature_name(director),
        stamp=_("Stamp"),
    )


def in_script_of(document_language: str, name: str) -> str:
    """The name of a course or a centre in the script of the paper, which is one, as for the holder's name.

    A Russian paper writes an Uzbek name in Cyrillic and does not translate it; what was typed in Russian stays.
    """
    return catalogue_to_cyrillic(name) if document_language in IN_CYRILLIC else name


def signature_name(full: str) -> str:
    """A person's name as signatures have it, D.A.Karimova, in the script of the language in force."""
    name = short_name(split_full_name(full).name)
    return to_cyrillic(name) if language() in IN_CYRILLIC else name


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
