"""Pictures and fonts from outside: what is taken, and why what is not."""

import io
import struct
import zlib

import pytest
from PIL import Image

from desktop_app.certificate_templates.files import LARGEST_FILE, Files, checked_file
from desktop_app.errors import Invalid
from tests.certificate_templates.made import font, picture, text

FONT = font().content


def saved(kind: str, size: tuple[int, int] = (20, 20)) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size).save(content, kind)
    return content.getvalue()


def with_table(tag: bytes, offset: int, value: bytes) -> bytes:
    """The font with a few bytes of one of its tables overwritten."""
    count = struct.unpack_from(">H", FONT, 4)[0]
    for index in range(count):
        entry = 12 + 16 * index
        if FONT[entry : entry + 4] == tag:
            at = struct.unpack_from(">L", FONT, entry + 8)[0] + offset
            return FONT[:at] + value + FONT[at + len(value) :]
    raise AssertionError(f"no table {tag!r}")


def bomb() -> bytes:
    """A PNG of 60,000 x 60,000 dots that says so in its head and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))

    head = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_is_known_by_what_is_in_it(kind: str, media_type: str) -> None:
    checked = checked_file("x.ttf", saved(kind))
    assert (checked.media_type, checked.is_font, len(checked.sha256)) == (media_type, False, 64)


def test_a_font_is_known_by_what_is_in_it() -> None:
    assert font().is_font


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_picture_or_font"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_picture_or_font"),
        (saved("GIF"), "not_a_picture_or_font"),
        (saved("PNG", (400, 400))[:300], "not_a_picture_or_font"),
        (bomb(), "picture_too_many_dots"),
        (saved("PNG") + b"\0" * LARGEST_FILE, "picture_too_large"),
        (b"OTTO" + FONT[4:], "font_postscript"),
        (FONT + b"\0" * LARGEST_FILE, "font_too_large"),
        (FONT[:100], "not_a_font"),
        (FONT[:3000], "not_a_font"),
        (FONT[: len(FONT) // 2], "not_a_font"),
        (b"\x00\x01\x00\x00" + b"\xff" * 400, "not_a_font"),
        (with_table(b"OS/2", 8, b"\x00\x02"), "font_not_embeddable"),
        (with_table(b"head", 12, b"\0\0\0\0"), "not_a_font"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code) as refused:
        checked_file("fayl", content)
    assert "fayl" in refused.value.text


def test_a_font_that_is_not_there_gives_way_to_the_serif() -> None:
    element = text("x", typeface="f" * 64)
    assert Files().face(element) == Files().face(text("x"))
    assert not Files().has("f" * 64)
    assert Files({picture().sha256: b""}).has(picture().sha256)
