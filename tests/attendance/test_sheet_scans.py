"""Scans that find their sheets by the code in them."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from desktop_app.attendance.evidence import evidence_of
from desktop_app.attendance.sheet_issue import week_of
from desktop_app.attendance.sheet_printing import sheets_to_print
from desktop_app.attendance.sheet_records import SheetLook, SheetState
from desktop_app.attendance.sheet_scans import take_in_scans
from desktop_app.attendance.sheets import SheetFilter, sheets
from desktop_app.centre import Centre
from desktop_app.progress import Progress
from tests.attendance.printed_sheets import MONDAY, printable


@pytest.fixture
def printed(centre: Centre) -> bytes:
    """The sheets of two cohorts in one PDF."""
    wishes = [week_of(printable(centre, code=code).cohort_id, MONDAY) for code in ("FIZ-1", "MAT-1")]
    return sheets_to_print(centre, wishes, SheetLook(), progress=Progress()).value


def photo(raw: bytes, page: int, file: Path) -> Path:
    """A page photographed askew with a telephone."""
    document = pypdfium2.PdfDocument(io.BytesIO(raw))
    picture = document[page].render(scale=200 / 72).to_pil().convert("RGB")
    document.close()
    picture.rotate(8, expand=True, fillcolor=(90, 80, 70)).save(file, quality=60)
    return file


def states(centre: Centre) -> dict[str, tuple[SheetState, int]]:
    return {row.cohort: (row.state, row.files) for row in centre.read(sheets, SheetFilter())}


def test_a_photo_finds_its_sheet_and_the_sheet_is_back(centre: Centre, printed: bytes, tmp_path: Path) -> None:
    file = photo(printed, 1, tmp_path / "rasm.jpg")
    outcome = take_in_scans(centre, [file], progress=Progress())
    assert outcome.value.numbers == ("DV-2026-000002",)
    assert outcome.changes.touch("attendance_sheet", "attendance_file")
    assert states(centre) == {"FIZ-1": (SheetState.MISSING, 0), "MAT-1": (SheetState.RETURNED, 1)}
    assert [kept.file_name for kept in centre.read(evidence_of, sheet_id=2)] == ["rasm.jpg"]


def test_a_scan_of_several_sheets_is_kept_with_each_of_them(centre: Centre, printed: bytes, tmp_path: Path) -> None:
    scan = tmp_path / "skan.pdf"
    scan.write_bytes(printed)
    assert take_in_scans(centre, [scan], progress=Progress()).value.numbers == ("DV-2026-000001", "DV-2026-000002")
    assert set(states(centre).values()) == {(SheetState.RETURNED, 1)}


def test_the_same_scan_twice_is_kept_once(centre: Centre, printed: bytes, tmp_path: Path) -> None:
    file = photo(printed, 0, tmp_path / "rasm.jpg")
    take_in_scans(centre, [file, file], progress=Progress())
    assert states(centre)["FIZ-1"] == (SheetState.RETURNED, 1)


def test_files_without_a_sheet_are_named_and_the_others_taken_in(
    centre: Centre, printed: bytes, tmp_path: Path
) -> None:
    blank, text = tmp_path / "oq.png", tmp_path / "xat.pdf"
    Image.new("RGB", (400, 400), "white").save(blank)
    text.write_bytes(b"salom")
    good = photo(printed, 0, tmp_path / "rasm.jpg")
    taken = take_in_scans(centre, [blank, text, tmp_path / "yoq.jpg", good], progress=Progress()).value
    assert taken.unknown == ("oq.png", "xat.pdf", "yoq.jpg")
    assert taken.numbers == ("DV-2026-000001",)
    assert "oq.png" in taken.text


def test_what_was_taken_in_before_a_stop_stays(centre: Centre, printed: bytes, tmp_path: Path) -> None:
    files = [photo(printed, page, tmp_path / f"{page}.jpg") for page in (0, 1)]
    stopping = Progress(lambda _what, done, _total: stopping.cancel() if done == 0 else None)
    assert take_in_scans(centre, files, progress=stopping).value.numbers == ("DV-2026-000001",)
    assert states(centre)["FIZ-1"] == (SheetState.RETURNED, 1)
    assert states(centre)["MAT-1"] == (SheetState.MISSING, 0)
