"""Badges: their code, their sheets of paper, and that a worn one is still read."""

import io
import random
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter
from sqlalchemy import select

from db.models.journal import JournalEntry
from desktop_app.attendance.badge_codes import badge_code, enrolment_of, is_misread, read_text, shown_code
from desktop_app.attendance.badge_document import badges_pdf
from desktop_app.attendance.badge_records import Badge, BadgeLook, BadgeSize
from desktop_app.attendance.badges import badge_owners, badges, badges_to_print, preview_badges
from desktop_app.attendance.walk_ins import add_walk_in
from desktop_app.centre import Centre
from desktop_app.documents.qr import read_codes
from desktop_app.errors import Refused
from tests.attendance.printed_sheets import LONG_NAME, Printable, printable
from tests.attendance.walk_ins_made import close
from tests.factories import enrolment, person, write

UUID = "0f8fad5bd9cb469fa16570867728950e"
DIGITS = "0123456789"


@pytest.fixture
def course(centre: Centre) -> Printable:
    return printable(centre, surnames=("Azimova", "Botirova", "Gʻulomova"))


def text_of(raw: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(raw)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def pictured(raw: bytes, *, dots: int) -> Image.Image:
    document = pypdfium2.PdfDocument(raw)
    try:
        return document[0].render(scale=dots / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def made_up(count: int, **values: str) -> list[Badge]:
    words = {
        "surname": "Azimova",
        "names": "Zilola Rustam qizi",
        "cohort": "MAT-26/11",
        "programme": "Matematika",
        "days": "2026-yil 16–21-noyabr",
        "centre": "Markaz",
    } | values
    return [Badge(**words, code=badge_code(place + 1, centre_uuid=UUID)) for place in range(count)]


def pdf_of(found: list[Badge], size: BadgeSize = BadgeSize.SMALL) -> bytes:
    target = io.BytesIO()
    badges_pdf(target, found, size=size)
    return target.getvalue()


@pytest.mark.parametrize("enrolment_id", [1, 42, 999_999, 1_000_000, 123_456_789])
def test_a_code_leads_back_to_its_enrolment(enrolment_id: int) -> None:
    code = badge_code(enrolment_id, centre_uuid=UUID)
    assert code.isdecimal()
    assert enrolment_of(code, centre_uuid=UUID) == enrolment_id
    assert not is_misread(code)


def test_every_wrong_digit_and_every_swap_of_neighbours_is_noticed() -> None:
    code = badge_code(4711, centre_uuid=UUID)
    wrong = {code[:at] + digit + code[at + 1 :] for at in range(len(code)) for digit in DIGITS}
    wrong |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)}
    for each in wrong - {code}:
        assert is_misread(each)
        assert enrolment_of(each, centre_uuid=UUID) is None


def test_nobody_makes_anothers_code_from_their_own() -> None:
    keyed = {badge_code(place, centre_uuid=UUID)[6:11] for place in range(1, 301)}
    assert len(keyed) > 295
    assert enrolment_of(badge_code(7, centre_uuid="another"), centre_uuid=UUID) is None


@pytest.mark.parametrize("typed", ["{0}", " {0}\t", "{1}", "{1}\r", "{2}"])
def test_spaces_hyphens_and_wide_digits_are_no_matter(typed: str) -> None:
    code = badge_code(7, centre_uuid=UUID)
    wide = "".join(chr(ord(digit) - ord("0") + ord("\uff10")) for digit in code)
    assert read_text(typed.format(code, shown_code(code), wide)) == code


@pytest.mark.parametrize("text", ["", "0", "12345", "٠٠٠٠٠١٢٣٤٥٦٧", "²²²²²²²²²²²²"])
def test_other_digits_and_short_codes_are_nobodys(text: str) -> None:
    assert enrolment_of(text, centre_uuid=UUID) is None


def test_a_badge_holds_the_name_the_cohort_the_days_and_nothing_personal(centre: Centre, course: Printable) -> None:
    (page,) = text_of(preview_badges(centre, cohort_id=course.cohort_id, look=BadgeLook()))
    for words in ("Azimova", "Zilola Rustam qizi", "Gʻulomova", course.code, "1 / 1"):
        assert words in page
    found = centre.read(badges, cohort_id=course.cohort_id)
    assert [badge.code for badge in found] == [
        owner.code for owner in centre.read(badge_owners, cohort_id=course.cohort_id)
    ]
    assert shown_code(found[0].code) in page


def test_the_script_is_that_of_the_language_asked_for(centre: Centre, course: Printable) -> None:
    (page,) = text_of(preview_badges(centre, cohort_id=course.cohort_id, look=BadgeLook(language="uz_Cyrl")))
    assert "Азимова" in page
    assert "Ғуломова" in page


def test_one_badge_again_is_the_same_badge(centre: Centre, course: Printable) -> None:
    every = centre.read(badges, cohort_id=course.cohort_id)
    (again,) = centre.read(badges, cohort_id=course.cohort_id, enrolment_ids=[course.people[1]])
    assert again == every[1]


def test_walk_ins_and_closed_cohorts_get_none(centre: Centre, course: Printable) -> None:
    stranger = centre.write(add_walk_in, cohort_id=course.cohort_id, name="Nomaʼlum").value
    with pytest.raises(Refused) as caught:
        centre.read(badges, cohort_id=course.cohort_id, enrolment_ids=[stranger])
    assert caught.value.code == "no_badges"
    close(centre, course.cohort_id)
    with pytest.raises(Refused) as caught:
        centre.read(badges, cohort_id=course.cohort_id)
    assert caught.value.code == "cohort_completed"


@pytest.mark.parametrize(("size", "pages"), [(BadgeSize.SMALL, 3), (BadgeSize.LARGE, 4)])
def test_as_many_stand_on_a_sheet_as_are_said(size: BadgeSize, pages: int) -> None:
    assert len(text_of(pdf_of(made_up(27), size))) == pages


@pytest.mark.parametrize("size", list(BadgeSize))
def test_a_name_of_ninety_letters_stands_there_whole(centre: Centre, course: Printable, size: BadgeSize) -> None:
    names = dict(zip(("surname", "given_name", "patronymic"), LONG_NAME, strict=True))
    owner = write(centre, enrolment(course.cohort_id, write(centre, person(**names)).id)).id
    look = BadgeLook(size=size)
    (page,) = text_of(preview_badges(centre, cohort_id=course.cohort_id, look=look, enrolment_ids=[owner]))
    for part in LONG_NAME:
        assert part in page


@pytest.mark.parametrize("size", list(BadgeSize))
def test_every_code_of_a_sheet_is_read_in_its_order(size: BadgeSize, tmp_path: Path) -> None:
    found = made_up(8)
    (tmp_path / "badges.pdf").write_bytes(pdf_of(found, size))
    assert [code.text for code in read_codes(tmp_path / "badges.pdf")] == [badge.code for badge in found]


def test_a_badge_that_is_worn_and_held_askew_is_read(tmp_path: Path) -> None:
    found = made_up(1)
    picture = pictured(pdf_of(found), dots=200).crop((0, 0, 827, 560))
    rng = random.Random(7)
    for _speck in range(9000):
        at = rng.randrange(picture.width), rng.randrange(picture.height)
        picture.putpixel(at, rng.randrange(256))
    worn = picture.rotate(17, expand=True, fillcolor=235).filter(ImageFilter.GaussianBlur(1.1))
    worn.save(tmp_path / "worn.png")
    assert [code.text for code in read_codes(tmp_path / "worn.png")] == [found[0].code]


@pytest.mark.parametrize(("size", "upper"), [(BadgeSize.SMALL, 54), (BadgeSize.LARGE, 66)])
def test_the_code_is_two_centimetres_wide_with_clear_ground_around_it(size: BadgeSize, upper: int) -> None:
    dots = 254
    picture = pictured(pdf_of(made_up(1, names="Q" * 40), size), dots=dots)
    per_mm = dots / 25.4
    width = 90 if size is BadgeSize.SMALL else 95
    right = (210 - 2 * width) / 2 + width - 4
    lower = 8 + upper - 3 - 8 / 72 * 25.4
    side = 21
    box = [round(edge * per_mm) for edge in (right - side, lower - side, right, lower)]
    dark = picture.crop((box[0], box[1], box[2], box[3]))
    assert dark.getpixel((5, 5)) == 0
    around = picture.crop((box[0] - 39, box[1] - 39, box[2] + 39, box[3]))
    around.paste(255, (37, 37, 37 + dark.width + 4, 37 + dark.height + 4))
    assert around.getextrema() == (255, 255)


def test_printing_is_noted_without_a_name(centre: Centre, course: Printable) -> None:
    outcome = badges_to_print(centre, cohort_id=course.cohort_id, look=BadgeLook())
    assert outcome.value.startswith(b"%PDF")
    entry = centre.read(
        lambda unit: unit.session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1)).one()
    )
    assert (entry.action, entry.entity, entry.after) == ("print", "cohort", {"what": "badges", "people": 3})


def test_the_file_names_nobody_in_its_properties(centre: Centre, course: Printable) -> None:
    document = pypdfium2.PdfDocument(preview_badges(centre, cohort_id=course.cohort_id, look=BadgeLook()))
    try:
        assert course.code in document.get_metadata_value("Title")
        assert "Azimova" not in str(document.get_metadata_dict())
    finally:
        document.close()
