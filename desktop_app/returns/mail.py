"""The mail draft: a message with the return attached that a mail program opens ready to be sent."""

from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from pathlib import Path

from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_title
from desktop_app.language.script import to_latin
from desktop_app.reference.records import Profile
from desktop_app.returns.records import ReturnFile
from desktop_app.whole_file import whole_bytes

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


@dataclass(frozen=True)
class Enclosure:
    """A return that a letter carries. ``number`` is 0 for a draft; ``letter`` is the covering letter, if there is one.

    ``reason`` is why it takes the place of the one before.
    """

    file_name: str
    workbook: bytes
    year: int
    month: int
    forms: tuple[str, ...]
    errors: int
    warnings: int
    digest: str
    prepared_by: str
    number: int = 0
    reason: str = ""
    letter: tuple[str, bytes] | None = None


def enclosure_of(made: ReturnFile) -> Enclosure:
    """A return that was just written."""
    content = made.content
    return Enclosure(
        file_name=made.file.name,
        workbook=made.file.read_bytes(),
        year=content.period.year,
        month=content.period.month,
        forms=tuple(form.code for form in content.forms),
        errors=len(content.errors),
        warnings=len(content.warnings),
        digest=made.digest,
        prepared_by=content.prepared_by,
    )


def write_mail_draft(path: Path, made: ReturnFile, *, centre: Profile) -> Path:
    """Write the draft whole or not at all, in the language in force; returns the path really written.

    Raises Invalid when an address of the centre's profile is none.
    """
    return whole_bytes(path, mail_draft(enclosure_of(made), centre=centre))


def mail_draft(enclosed: Enclosure, *, centre: Profile, to: str | None = None) -> bytes:
    """The message as an ``.eml`` file has it: CRLF, ASCII only, no date, for that is the day it is sent.

    It is ``to`` the addresses of the centre's profile where no others are given. Raises Invalid for what is none.
    """
    message = EmailMessage(policy=SMTP)
    # Outlook opens a message with this header for editing, with a "Send" button.
    message["X-Unsent"] = "1"
    for header, field, text in (
        ("From", "email", centre.email),
        ("To", "return_address" if to is None else "sent_to", centre.return_address if to is None else to),
    ):
        addresses = _addresses(text, field=field)
        if addresses:
            message[header] = addresses
    month = month_title(enclosed.year, enclosed.month, language())
    message["Subject"] = " ".join(_("Return for {month}: {centre}", month=month, centre=centre.name).split())
    message.set_content(_letter(enclosed, centre=centre, month=month))
    _attach(message, enclosed.file_name, enclosed.workbook, XLSX)
    if enclosed.letter is not None:
        _attach(message, *enclosed.letter, DOCX)
    return message.as_bytes()


def _attach(message: EmailMessage, name: str, content: bytes, kind: tuple[str, str]) -> None:
    # A line break in a file's name would be another header.
    shown = "".join(letter if letter.isprintable() else " " for letter in name).strip()
    message.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=shown)
    *_before, attachment = message.iter_attachments()
    # Programs that know nothing of encoded file names take the plain one.
    attachment.set_param("name", _plain_name(shown))


def _letter(enclosed: Enclosure, *, centre: Profile, month: str) -> str:
    return "\n".join(
        [
            _("Dear colleagues,"),
            "",
            _("Attached is the return of {centre} for {month}.", centre=centre.name, month=month),
            *_numbering(enclosed),
            _("The workbook has the forms {forms}, their checks and the annex.", forms=", ".join(enclosed.forms)),
            _("Errors: {errors}, warnings: {warnings}.", errors=enclosed.errors, warnings=enclosed.warnings),
            _("Digest of the figures: {digest}", digest=enclosed.digest),
            "",
            *([_("Prepared by: {name}", name=enclosed.prepared_by)] if enclosed.prepared_by else []),
            *([_("Phone: {phone}", phone=centre.phone)] if centre.phone else []),
            "",
            centre.name,
            "",
        ]
    )


def _numbering(enclosed: Enclosure) -> list[str]:
    """What a return that corrects another one says of itself."""
    if enclosed.number <= 1:
        return []
    facts = {"number": enclosed.number, "before": enclosed.number - 1}
    return [
        _("It is corrected return No. {number} and takes the place of No. {before}.", **facts),
        _("Reason of the correction: {reason}", reason=enclosed.reason),
    ]


def _addresses(text: str, *, field: str) -> tuple[Address, ...]:
    """The addresses of a field, parted by commas or semicolons; what is none is refused, a second header too."""
    found = getaddresses([text.replace(";", ",")]) if text.strip() else []
    try:
        addresses = tuple(Address(display_name=name, addr_spec=address) for name, address in found)
    except (ValueError, IndexError, HeaderParseError):
        addresses = ()
    is_good = all(address.username and address.domain for address in addresses) and len(addresses) == len(found)
    if not is_good or not text.isprintable():
        raise Invalid("not_an_address", N_("“{text}” is not an e-mail address."), field=field, text=text)
    return addresses


def _plain_name(name: str) -> str:
    """The file name in ASCII letters, for mail programs of the old kind."""
    return "".join(letter if letter.isascii() else "" for letter in to_latin(name)) or "return.xlsx"
