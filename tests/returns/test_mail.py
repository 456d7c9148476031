"""The mail draft opens ready to be sent, with the workbook whole and its name unharmed."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile
from desktop_app.returns.mail import XLSX, enclosure_of, mail_draft, write_mail_draft
from desktop_app.returns.records import ReturnFile
from desktop_app.returns.service import write_return
from tests.returns.year import OCTOBER

FILE_NAME = "Toʻrtkoʻl – oktyabr hisoboti.xlsx"


@pytest.fixture
def made(centre: Centre, tmp_path: Path) -> ReturnFile:
    return write_return(centre, **OCTOBER, out=tmp_path / FILE_NAME)


@pytest.fixture
def own(centre: Centre) -> Profile:
    return centre.read(profile)


def test_the_draft_is_addressed_and_waits_to_be_sent(made: ReturnFile, own: Profile) -> None:
    message = message_from_bytes(mail_draft(enclosure_of(made), centre=own), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "hisobot@example.uz"
    assert message["From"] == "markaz@example.uz"
    assert own.name in message["Subject"]
    assert message["Date"] is None
    assert made.digest in message.get_body(("plain",)).get_content()


def test_the_workbook_comes_through_whole_under_its_name(made: ReturnFile, own: Profile) -> None:
    message = message_from_bytes(mail_draft(enclosure_of(made), centre=own), policy=default)
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == made.file.read_bytes()
    assert attachment.get_filename() == FILE_NAME
    assert attachment.get_content_type() == "/".join(XLSX)
    assert attachment.get_param("name") == "Tortkol  oktyabr hisoboti.xlsx"


def test_lines_end_as_mail_wants_and_hold_ascii_only(made: ReturnFile, own: Profile) -> None:
    raw = mail_draft(enclosure_of(made), centre=own)
    assert raw.count(b"\n") == raw.count(b"\r\n") > 20
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_several_addresses_are_several_recipients(made: ReturnFile, own: Profile) -> None:
    both = replace(own, return_address="a@example.uz; Boʻlim <b@example.uz>", email="")
    message = message_from_bytes(mail_draft(enclosure_of(made), centre=both), policy=default)
    assert [address.addr_spec for address in message["To"].addresses] == ["a@example.uz", "b@example.uz"]
    assert message["From"] is None


def test_a_centre_without_a_return_address_gets_a_draft_without_one(made: ReturnFile, own: Profile) -> None:
    assert message_from_bytes(mail_draft(enclosure_of(made), centre=replace(own, return_address="")))["To"] is None


@pytest.mark.parametrize("text", ["hisobot", "a@b@c", "x\r\nBcc: y@example.uz"])
def test_what_is_no_address_is_refused_and_slips_in_no_header(made: ReturnFile, own: Profile, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        mail_draft(enclosure_of(made), centre=replace(own, return_address=text))
    assert refusal.value.field == "return_address"


def test_a_name_with_a_line_break_slips_in_no_header(made: ReturnFile, own: Profile) -> None:
    raw = mail_draft(enclosure_of(made), centre=replace(own, name="Markaz\r\nBcc: y@example.uz"))
    assert message_from_bytes(raw, policy=default)["Bcc"] is None


def test_the_draft_is_written_whole(made: ReturnFile, own: Profile, tmp_path: Path) -> None:
    draft = write_mail_draft(tmp_path / "xat.eml", made, centre=own)
    assert message_from_bytes(draft.read_bytes(), policy=default)["X-Unsent"] == "1"
