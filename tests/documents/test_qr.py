"""Codes made here are read back from files, one or many on a page, clean or worn."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from desktop_app.documents.canvas import MM, new_canvas
from desktop_app.documents.qr import QrSymbol, draw_symbol, qr_symbol, read_codes
from desktop_app.errors import Cancelled, Invalid
from desktop_app.progress import Progress


def picture_of(symbol: QrSymbol, *, scale: int = 6) -> Image.Image:
    """The symbol with its quiet zone, drawn from the same runs as the page."""
    side = (symbol.size + 8) * scale
    picture = Image.new("L", (side, side), 255)
    for column, row, length in symbol.runs:
        left, top = (column + 4) * scale, (row + 4) * scale
        picture.paste(0, (left, top, left + length * scale, top + scale))
    return picture


def pdf_of(path: Path, pages: list[list[str]]) -> Path:
    canvas = new_canvas(path, title="Codes")
    for texts in pages:
        for place, text in enumerate(texts):
            draw_symbol(canvas, qr_symbol(text), x=(20 + 45 * place) * MM, y=200 * MM, width=27 * MM)
        canvas.showPage()
    canvas.save()
    return path


def test_a_pdf_gives_the_codes_of_all_its_pages_in_order(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "codes.pdf", [["MHR1:A1", "MHR1:B2", "MHR1:C3"], [], ["MHR1:D4"]])
    assert [(code.page, code.text) for code in read_codes(file)] == [
        (1, "MHR1:A1"),
        (1, "MHR1:B2"),
        (1, "MHR1:C3"),
        (3, "MHR1:D4"),
    ]


@pytest.mark.parametrize("suffix", ["png", "jpg", "tiff", "bmp"])
def test_a_picture_gives_its_code_whatever_its_format(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"scan.{suffix}"
    picture_of(qr_symbol("MHR1:" + "AB3" * 90)).save(file)
    assert [code.text for code in read_codes(file)] == ["MHR1:" + "AB3" * 90]


def test_a_turned_and_blurred_picture_is_still_read(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    worn = picture_of(qr_symbol("MHR1:" + "AB3" * 90)).rotate(8, expand=True, fillcolor=255)
    worn.filter(ImageFilter.GaussianBlur(1.5)).save(file, quality=60)
    assert len(read_codes(file)) == 1


def test_the_kind_of_file_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "photo.png", [["MHR1:A1"]])
    assert len(read_codes(file)) == 1


@pytest.mark.parametrize("content", [b"", b"not a picture", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_file_that_is_neither_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "thing.pdf"
    file.write_bytes(content)
    with pytest.raises(Invalid) as refusal:
        read_codes(file)
    assert refusal.value.code == "no_pdf_or_picture"


def test_a_picture_of_monstrous_size_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")
    file = tmp_path / "large.png"
    file.write_bytes(buffer.getvalue())
    with pytest.raises(Invalid):
        read_codes(file)


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    file = pdf_of(tmp_path / "codes.pdf", [["MHR1:A1"]])
    with pytest.raises(Cancelled):
        read_codes(file, progress=progress)


def test_a_text_too_long_for_any_symbol_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"."):
        qr_symbol("A" * 9000)
