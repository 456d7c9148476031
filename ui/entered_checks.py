"""The sentences for what was typed of the centre and its staff, and cannot be right; for the ``check`` of a field."""

from desktop_app.i18n import _
from desktop_app.reference.entered import are_mail_addresses, is_whole_name


def check_mail(text: str) -> str:
    return "" if are_mail_addresses(text) else _("This is not an e-mail address.")


def check_name(text: str) -> str:
    return "" if is_whole_name(text) else _("Write the surname and the given name.")
