"""What a person types of the centre and its staff: an address that mail can reach, a name that papers can print."""

from email.utils import getaddresses

from desktop_app.language.names import proper_case


def are_mail_addresses(text: str) -> bool:
    """Whether mail can be sent there: one address, or several between commas or semicolons."""
    found = [address.strip() for _name, address in getaddresses([text.replace(";", ",")])]
    return bool(found) and all(_is_address(address) for address in found)


def is_whole_name(text: str) -> bool:
    """A surname and a given name, or initials with it: one word alone is neither."""
    return len(text.split()) > 1 or "." in text.strip().rstrip(".")


def written_name(text: str) -> str:
    """As papers print it: a name typed in small letters gets its capitals."""
    return proper_case(text) if text.islower() else text


def _is_address(address: str) -> bool:
    person, at, host = address.partition("@")
    return bool(person and at and all(host.split("."))) and "." in host and not set(" @") & set(person + host)
