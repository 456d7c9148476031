"""The mail draft: a message with the workbook attached that a mail program opens ready to be sent."""

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


def write_mail_draft(path: Path, made: ReturnFile, *, centre: Profile) -> Path:
    """Write the draft whole or not at all, in the language in force; returns the path really written.

    Raises Invalid when an address of the centre's profile is none.
    """
    return whole_bytes(path, mail_draft(made, centre=centre))


def mail_draft(made: ReturnFile, *, centre: Profile) -> bytes:
    """The message as an ``.eml`` file has it: CRLF, ASCII only, no date, for that is the day it is sent."""
    message = EmailMessage(policy=SMTP)
    # Outlook opens a message with this header for editing, with a "Send" button.
    message["X-Unsent"] = "1"
    for header, field, text in (
        ("From", "email", centre.email),
        ("To", "return_address", centre.return_address),
    ):
        addresses = _addresses(text, field=field)
        if addresses:
            message[header] = addresses
    period = made.content.period
    month = month_title(period.year, period.month, language())
    message["Subject"] = " ".join(_("Return for {month}: {centre}", month=month, centre=centre.name).split())
    message.set_content(_letter(made, centre=centre, month=month))
    message.add_attachment(made.file.read_bytes(), maintype=XLSX[0], subtype=XLSX[1], filename=made.file.name)
    attachment = next(message.iter_attachments())
    # Programs that know nothing of encoded file names take the plain one.
    attachment.set_param("name", _plain_name(made.file.name))
    return message.as_bytes()


def _letter(made: ReturnFile, *, centre: Profile, month: str) -> str:
    return "\n".join(
        [
            _("Dear colleagues,"),
            "",
            _("Attached is the return of {centre} for {month}.", centre=centre.name, month=month),
            _("The workbook has the forms 1-PMM, 2-PMM and 3-PMM, their checks and the list of people."),
            _("Errors: {errors}, warnings: {warnings}.", **_counts(made)),
            _("Digest of the figures: {digest}", digest=made.digest),
            "",
            *([_("Prepared by: {name}", name=made.content.prepared_by)] if made.content.prepared_by else []),
            *([_("Phone: {phone}", phone=centre.phone)] if centre.phone else []),
            "",
            centre.name,
            "",
        ]
    )


def _counts(made: ReturnFile) -> dict[str, object]:
    return {"errors": len(made.content.errors), "warnings": len(made.content.warnings)}


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
