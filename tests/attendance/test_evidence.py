"""Scans of sheets: kept byte for byte, only what is a scan, taken off with a reason."""

import pytest
from sqlalchemy import select, update

from db.models.attendance import AttendanceFile
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.attendance import evidence
from desktop_app.attendance.evidence import add_evidence, evidence_content, evidence_of, remove_evidence
from desktop_app.attendance.sheets import SheetFilter, sheets
from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from tests.attendance.printed_sheets import printable, week_sheet

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20
SCAN = b"%PDF-1.4 " + bytes(500)


@pytest.fixture
def sheet_id(centre: Centre) -> int:
    return week_sheet(centre, printable(centre)).id


def test_several_files_are_kept_with_a_sheet_byte_for_byte(centre: Centre, sheet_id: int) -> None:
    first = centre.write(add_evidence, sheet_id=sheet_id, file_name="varaq.jpg", content=PHOTO).value
    centre.write(add_evidence, sheet_id=sheet_id, file_name="orqasi.pdf", content=SCAN)
    assert [file.file_name for file in centre.read(evidence_of, sheet_id=sheet_id)] == ["varaq.jpg", "orqasi.pdf"]
    assert centre.read(evidence_content, file_id=first) == ("varaq.jpg", PHOTO)
    assert centre.read(sheets, SheetFilter())[0].files == 2


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "file_empty"), (b"MZ\x90 program", "file_no_scan"), (PHOTO * 2, "file_too_large")]
)
def test_what_is_no_scan_is_refused(
    centre: Centre, sheet_id: int, content: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "LARGEST_BYTES", len(PHOTO))
    with pytest.raises(CentreError, match=code):
        centre.write(add_evidence, sheet_id=sheet_id, file_name="varaq.jpg", content=content)


def test_the_same_bytes_are_kept_once(centre: Centre, sheet_id: int) -> None:
    centre.write(add_evidence, sheet_id=sheet_id, file_name="a.jpg", content=PHOTO)
    with pytest.raises(CentreError, match="file_kept"):
        centre.write(add_evidence, sheet_id=sheet_id, file_name="b.jpg", content=PHOTO)


def test_a_file_is_taken_off_only_with_a_reason_which_the_journal_keeps(centre: Centre, sheet_id: int) -> None:
    file_id = centre.write(add_evidence, sheet_id=sheet_id, file_name="a.jpg", content=PHOTO).value
    with pytest.raises(CentreError, match="no_reason"):
        centre.write(remove_evidence, file_id=file_id, reason=" ")
    name, content = centre.write(remove_evidence, file_id=file_id, reason="Boshqa guruhniki").value
    assert (name, content) == ("a.jpg", PHOTO)
    assert centre.read(evidence_of, sheet_id=sheet_id) == []
    noted = select(JournalEntry.after).where(JournalEntry.action == "annul")
    told = centre.read(lambda unit: unit.session.scalar(noted))
    assert told == {"file": "a.jpg", "reason": "Boshqa guruhniki"}


def test_bytes_that_changed_in_the_database_are_not_given_out(centre: Centre, sheet_id: int) -> None:
    file_id = centre.write(add_evidence, sheet_id=sheet_id, file_name="a.jpg", content=PHOTO).value

    def spoil(unit: UnitOfWork) -> None:
        unit.execute_bulk(update(AttendanceFile).values(content=b"other"), reason="a test spoils a file")

    centre.write(spoil)
    with pytest.raises(CentreError, match="file_altered"):
        centre.read(evidence_content, file_id=file_id)
