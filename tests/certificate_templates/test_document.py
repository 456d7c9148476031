"""Papers as PDF files and as pictures, read back by another program."""

import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from desktop_app.certificate_templates.document import PaperSheet, papers_pdf, sheet_pictures
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.model import Paper, PictureElement, Place, RectangleElement, Side
from desktop_app.documents.qr import read_codes
from desktop_app.errors import Cancelled, Invalid
from desktop_app.progress import Progress
from tests.certificate_templates.made import CODE, COURSE, HOLDER, font, picture, template

NO_FILES = Files()
TEMPLATE = template()
SIGNED = "NCF" + "A1B2C3D4" * 38
HOSTILE_NAMES = [
    "A<B",
    '<img src="http://127.0.0.1:9/x.png"/>',
    "&lt;&amp;&#0;",
    ") Tj ET Q (",
    "\\) endstream endobj",
    "%PDF-1.4",
    "=HYPERLINK(1)",
    "{{ 7*7 }} ${x}",
    "Oʻgʻiloy Жўраева ı ğ ş ә ң",
]


def sheet(name: str = "Aliyev Anvar", *, code: str = SIGNED) -> PaperSheet:
    return PaperSheet(TEMPLATE, {"holder": name, "course": "72 soatlik “Kurs”"}, code)


def printed(*sheets: PaperSheet, files: Files = NO_FILES, **how: object) -> bytes:
    target = io.BytesIO()
    papers_pdf(target, sheets, title="Sertifikatlar", files=files, **how)  # type: ignore[arg-type]
    return target.getvalue()


def texts(raw: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(raw)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def sizes(raw: bytes) -> list[tuple[int, int]]:
    """Of the pages in whole mm."""
    with closing(pypdfium2.PdfDocument(raw)) as document:
        return [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in map(_size, document)]


def _size(page: pypdfium2.PdfPage) -> tuple[float, float]:
    return page.get_size()


def test_every_word_of_a_paper_stands_on_its_page() -> None:
    assert texts(printed(sheet(), sheet("Valiyev Vali"))) == [
        "72 soatlik “Kurs” Aliyev Anvar",
        "72 soatlik “Kurs” Valiyev Vali",
    ]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_ink_and_nothing_else(name: str) -> None:
    assert texts(printed(sheet(name))) == [f"72 soatlik “Kurs” {name}"]


def test_the_code_can_be_read_from_the_page(tmp_path: Path) -> None:
    file = tmp_path / "papers.pdf"
    papers_pdf(file, [sheet(), sheet(code=SIGNED[::-1])], title="Sertifikatlar", files=Files())
    assert [code.text for code in read_codes(file)] == [SIGNED, SIGNED[::-1]]


def test_the_same_papers_give_the_same_bytes_whose_properties_name_nobody() -> None:
    raw = printed(sheet(), sheet())
    assert raw == printed(sheet(), sheet())
    with closing(pypdfium2.PdfDocument(raw)) as document:
        assert document.get_metadata_dict()["Title"] == "Sertifikatlar"


def test_one_bad_paper_leaves_the_others_good_and_is_named() -> None:
    told: list[tuple[int, str, Sequence[Invalid]]] = []
    target = io.BytesIO()
    count = papers_pdf(
        target,
        [sheet("Bir"), sheet("漢字"), sheet("Uch")],
        title="",
        files=Files(),
        on_bad=lambda place, bad, problems: told.append((place, bad.words["holder"], problems)),
    )
    assert count == 2
    assert texts(target.getvalue()) == ["72 soatlik “Kurs” Bir", "72 soatlik “Kurs” Uch"]
    ((place, name, problems),) = told
    assert (place, name, problems[0].code) == (1, "漢字", "missing_letters")


def test_a_bad_paper_stops_those_who_do_not_ask_for_it() -> None:
    with pytest.raises(Invalid, match="missing_letters"):
        printed(sheet("Bir"), sheet("漢字"))


def test_no_papers_are_an_empty_page() -> None:
    assert texts(printed()) == [""]


def test_two_sides_of_a_small_paper_are_two_pages_of_its_size() -> None:
    two_sided = template(paper=Paper.A5, is_landscape=False, sides=(Side((at(HOLDER, 20),)), Side((at(COURSE, 20),))))
    raw = printed(PaperSheet(two_sided, {"holder": "Ali", "course": "Kurs"}))
    assert (sizes(raw), texts(raw)) == ([(148, 210)] * 2, ["Ali", "Kurs"])


def test_papers_of_several_templates_share_a_file() -> None:
    portrait = template(at(HOLDER, 20), is_landscape=False)
    raw = printed(sheet(), PaperSheet(portrait, {"holder": "Vali"}), sheet())
    assert sizes(raw) == [(297, 210), (210, 297), (297, 210)]
    assert texts(raw)[1] == "Vali"


def at(element, x: float):
    return replace(element, place=Place(x, 20, 100, 20))


def ink(raw: bytes | PaperSheet, **how: object) -> tuple[int, int, int, int] | None:
    """The box of what is dark, in whole mm, of a sheet with a black square."""
    pdf = raw if isinstance(raw, bytes) else printed(raw, **how)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        grey = document[0].render(scale=2, grayscale=True).to_pil()
    box = grey.point(lambda value: 255 * (value < 128)).getbbox()
    return None if box is None else tuple(round(each / 144 * 25.4) for each in box)  # type: ignore[return-value]


SQUARE = RectangleElement("square", Place(100, 50, 20, 20), thickness=0.0, fill="#000000")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, (100, 50, 120, 70)),
        ({"shift": (3.0, 5.0)}, (103, 55, 123, 75)),
        ({"shift": (-3.0, 0.0)}, (97, 50, 117, 70)),
        ({"scale": 1.1}, (95, 44, 117, 66)),
    ],
)
def test_a_printer_is_met_by_a_shift_and_a_scale(how: dict[str, object], expected: tuple[int, ...]) -> None:
    found = ink(PaperSheet(template(SQUARE), {}), **how)
    assert found == pytest.approx(expected, abs=1)


def test_what_the_blank_has_printed_already_can_be_left_out() -> None:
    underlay = PaperSheet(template(replace(SQUARE, is_background=True)), {})
    assert ink(underlay) is not None
    assert ink(underlay, with_background=False) is None


def test_elements_lie_one_on_another_in_their_order() -> None:
    """A shared element above an own one covers it, though it is drawn once for the whole batch."""
    cover = replace(SQUARE, fill="#FFFFFF", place=Place(20, 55, 200, 30))
    assert ink(PaperSheet(template(HOLDER, cover), {"holder": "Ali"})) is None
    assert ink(PaperSheet(template(cover, HOLDER), {"holder": "Ali"})) is not None


def test_pictures_and_added_fonts_are_in_the_file_once() -> None:
    gerb, face = picture(400), font()
    both = Files({gerb.sha256: gerb.content, face.sha256: face.content})
    elements = (
        PictureElement("gerb", Place(10, 10, 20, 20), file=gerb.sha256),
        replace(HOLDER, typeface=face.sha256),
    )
    one, fifty = (
        printed(*[PaperSheet(template(*elements), {"holder": "Ali"})] * count, files=both) for count in (1, 50)
    )
    assert b"NotoSans-Italic" in one
    assert texts(one) == ["Ali"]
    assert len(fifty) - len(one) < 50 * 700


def test_the_preview_is_what_comes_out_with_its_faults() -> None:
    shown = Image.open(io.BytesIO(sheet_pictures(sheet("漢字"), dpi=72, files=Files())[0]))
    assert shown.size == (842, 596)
    assert len(sheet_pictures(PaperSheet(template(sides=(Side(), Side())), {}), dpi=30, files=Files())) == 2


def test_a_long_work_can_be_stopped() -> None:
    class Stopped(Progress):
        def step(self, text: str, done: int = 0, total: int = 0) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        printed(sheet(), progress=Stopped())


def test_a_paper_more_is_at_most_three_kilobytes_more() -> None:
    few, many = (printed(*[sheet("Aliyev Anvar", code=SIGNED[:242])] * count) for count in (2, 22))
    assert (len(many) - len(few)) / 20 < 3000


def test_what_a_batch_shares_is_set_once() -> None:
    """A batch of long words is not longer by a paper than one of short words."""
    short, long = (
        len(printed(*[PaperSheet(TEMPLATE, {"holder": "Ali", "course": "Kurs " * words})] * 12)) for words in (1, 30)
    )
    assert long - short < 600


def test_the_code_of_a_sample_is_left_out() -> None:
    assert ink(PaperSheet(template(CODE), {}, "")) is None
