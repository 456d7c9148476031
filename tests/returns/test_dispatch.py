"""Sending: files that are what was kept, the proof of a copy, and the register of what went to whom."""

import hashlib
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from desktop_app.centre import Centre
from desktop_app.clock import TASHKENT
from desktop_app.errors import Invalid, Refused, StorageError
from desktop_app.returns.checking import check_return
from desktop_app.returns.dispatch import copy_to_drive, dispatches, write_register
from desktop_app.returns.sending import Errand, send_return
from desktop_app.returns.service import snapshot_bytes
from desktop_app.returns.states import DispatchWay, ReturnState, kept_return
from tests.conftest import NOW
from tests.returns.sent import another_finishes, approved_return, explain_all, fill_explained_year
from tests.returns.year import OCTOBER


@pytest.fixture
def year(centre: Centre) -> Centre:
    fill_explained_year(centre)
    return centre


def test_the_mail_carries_the_kept_file_and_a_covering_letter(year: Centre, tmp_path: Path) -> None:
    approved = approved_return(year)
    errand = Errand(DispatchWay.MAIL, "vazirlik@example.uz", "Kechki pochta", tmp_path)
    sent = send_return(year, snapshot_id=approved.id, version=approved.version, errand=errand)
    assert [file.suffix for file in sent.files] == [".xlsx", ".docx", ".eml"]
    assert sent.mail is not None
    message = message_from_bytes(sent.mail.read_bytes(), policy=default)
    workbook, letter = message.iter_attachments()
    kept = year.read(snapshot_bytes, snapshot_id=approved.id)
    assert workbook.get_content() == sent.files[0].read_bytes() == kept
    assert letter.get_content() == sent.files[1].read_bytes()
    assert (message["X-Unsent"], message["To"]) == ("1", "vazirlik@example.uz")
    words = "\n".join(paragraph.text for paragraph in Document(str(sent.files[1])).paragraphs)
    assert "vazirlik@example.uz" in words
    assert approved.digest in words
    (line,) = year.read(dispatches, year=2026)
    assert (line.number, line.sent_to, line.note) == (1, "vazirlik@example.uz", "Kechki pochta")
    assert line.sha256 == hashlib.sha256(kept).hexdigest()


def test_a_copy_on_a_drive_is_read_back_and_its_proof_is_kept(year: Centre, tmp_path: Path) -> None:
    approved = approved_return(year)
    errand = Errand(DispatchWay.DRIVE, "Boshqarma", folder=tmp_path)
    sent = send_return(year, snapshot_id=approved.id, version=approved.version, errand=errand)
    (line,) = year.read(dispatches)
    assert line.is_proven
    assert line.file_name == sent.files[0].name
    assert hashlib.sha256(sent.files[0].read_bytes()).hexdigest() == line.sha256


def test_a_drive_that_gives_back_something_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = copy_to_drive(tmp_path, "a.xlsx", b"figures", moment=NOW)
    assert copied.proof["sha256"] == hashlib.sha256(b"figures").hexdigest()
    real = Path.read_bytes
    reads: list[Path] = []

    def forget(path: Path) -> bytes:
        reads.append(path)
        # The first look, at the file beside, is right; what lies in its place afterwards is not.
        return real(path) if len(reads) == 1 else b"figure"

    monkeypatch.setattr(Path, "read_bytes", forget)
    with pytest.raises(StorageError, match="copy_not_proven"):
        copy_to_drive(tmp_path, "b.xlsx", b"figures", moment=NOW)


def test_where_no_file_can_be_written_nothing_is_sent(year: Centre, tmp_path: Path) -> None:
    approved = approved_return(year)
    for folder, code in ((tmp_path / "nowhere", "no_such_folder"), (None, "folder_missing")):
        for way in (DispatchWay.DRIVE, DispatchWay.MAIL):
            errand = Errand(way, "boshqarma@example.uz", folder=folder)
            with pytest.raises(Invalid, match=code) as refused:
                send_return(year, snapshot_id=approved.id, version=approved.version, errand=errand)
            assert refused.value.field == "folder"
    assert year.read(kept_return, snapshot_id=approved.id).state is ReturnState.APPROVED
    assert year.read(dispatches) == []


def test_a_return_that_is_not_approved_leaves_no_file(year: Centre, tmp_path: Path) -> None:
    checked = check_return(year, **OCTOBER)
    with pytest.raises(Refused, match="return_not_so_far"):
        send_return(
            year,
            snapshot_id=checked.id,
            version=checked.version,
            errand=Errand(DispatchWay.MAIL, "a@example.uz", folder=tmp_path),
        )
    assert list(tmp_path.glob("TV-*")) == []


def test_mail_goes_to_an_address(year: Centre, tmp_path: Path) -> None:
    approved = approved_return(year)
    with pytest.raises(Invalid, match="not_an_address") as invalid:
        send_return(
            year,
            snapshot_id=approved.id,
            version=approved.version,
            errand=Errand(DispatchWay.MAIL, "Vazirlik", folder=tmp_path),
        )
    assert invalid.value.field == "sent_to"


def test_figures_that_changed_after_the_approval_do_not_leave(year: Centre) -> None:
    approved = approved_return(year)
    another_finishes(year)
    by_hand = Errand(DispatchWay.PAPER, "Vazirlik")
    with pytest.raises(Refused, match="return_outdated"):
        send_return(year, snapshot_id=approved.id, version=approved.version, errand=by_hand)


def test_the_letters_of_a_correction_say_which_return_it_replaces(year: Centre, tmp_path: Path) -> None:
    by_hand = Errand(DispatchWay.PAPER, "Vazirlik")
    first = approved_return(year)
    send_return(year, snapshot_id=first.id, version=first.version, errand=by_hand)
    another_finishes(year)
    explain_all(year)
    second = approved_return(year, "Bir nafar qoʻshildi")
    errand = Errand(DispatchWay.MAIL, "vazirlik@example.uz", folder=tmp_path)
    sent = send_return(year, snapshot_id=second.id, version=second.version, errand=errand)
    assert sent.files[0].name == "TV-2026-10-2.xlsx"
    letter = "\n".join(paragraph.text for paragraph in Document(str(sent.files[1])).paragraphs)
    assert "Bir nafar qoʻshildi" in letter
    assert [line.number for line in year.read(dispatches, year=2026)] == [2, 1]


def test_the_register_is_filtered_and_goes_to_excel(year: Centre, tmp_path: Path) -> None:
    approved = approved_return(year)
    for to in ("Toshkent viloyati boshqarmasi", "Vazirlik"):
        errand = Errand(DispatchWay.PAPER, to)
        send_return(year, snapshot_id=approved.id, version=approved.version, errand=errand)
        approved = year.read(kept_return, snapshot_id=approved.id)
    lines = year.read(dispatches, text="boshqarma")
    assert [line.sent_to for line in lines] == ["Toshkent viloyati boshqarmasi"]
    assert year.read(dispatches, year=2025) == []
    written = write_register(tmp_path / "yuborilgan.xlsx", lines, creator="PMM")
    cells = [cell for row in openpyxl.load_workbook(written).active.iter_rows(values_only=True) for cell in row]
    assert "Toshkent viloyati boshqarmasi" in cells
    assert NOW.astimezone(TASHKENT).strftime("%Y-%m-%d %H:%M") in cells
