"""Papers laid out: what fits, how it is made to fit, and what is told when it does not."""

import json
from dataclasses import replace

import pytest

from desktop_app.certificate_templates.definition import read_definition, to_definition
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.layout import LEAST_CODE, Page, PlacedCode, PlacedText, element_of, laid_out
from desktop_app.certificate_templates.model import (
    Align,
    Anchor,
    AnyElement,
    CodeElement,
    LineElement,
    PictureElement,
    Place,
    Upright,
)
from tests.certificate_templates.made import CODE, COURSE, HOLDER, picture, template, text

LONG_NAME = "Abdurahmonova-Mirzaraximova Shahnozaxon Muhammadyoqubjonovna Abdulqizi"
SIGNED = "NCF" + "A1B2C3D4" * 38


def page(*elements: AnyElement, code: str = "", files: Files | None = None, **words: str) -> Page:
    return laid_out(template(*elements), words, code=code, files=files or Files())


def set_text(words: str, **parts: object) -> PlacedText:
    (placed,) = page(text(words, **parts), words=words).sides[0]
    assert isinstance(placed, PlacedText)
    return placed


def codes(found: Page) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in found.problems]


def test_words_that_fit_keep_their_size() -> None:
    placed = set_text("Ali", size=24.0)
    assert (placed.size, [line.text for line in placed.lines]) == (24.0, ["Ali"])


def test_a_name_shrinks_a_little_before_it_takes_a_second_line() -> None:
    short = set_text("Gʻulomova Oʻgʻiloy Shuhratjon", size=24.0, least=10.0, lines=2)
    assert len(short.lines) == 1
    assert 18.0 <= short.size < 24.0
    long = set_text(LONG_NAME, size=24.0, least=10.0, lines=2)
    assert " ".join(line.text for line in long.lines) == LONG_NAME
    assert len(long.lines) == 2


def test_running_text_is_broken_before_it_is_made_smaller() -> None:
    placed = set_text("Maktabgacha taʼlim tashkilotlari tarbiyachilari uchun malaka oshirish", size=12.0, lines=4)
    assert (placed.size, len(placed.lines)) == (12.0, 2)


def test_lines_of_the_designer_stay_apart() -> None:
    assert [line.text for line in set_text("Bir\nIkki", size=10.0).lines] == ["Bir", "Ikki"]


def test_a_box_too_low_makes_the_words_smaller() -> None:
    assert set_text("Bir\nIkki", size=20.0, least=4.0, place=Place(20, 20, 120, 5)).size < 10.0


@pytest.mark.parametrize(("align", "expected"), [(Align.LEFT, 20), (Align.CENTRE, 77), (Align.RIGHT, 134)])
def test_words_stand_left_in_the_middle_or_right(align: Align, expected: float) -> None:
    assert set_text("Ali", align=align).lines[0].x == pytest.approx(expected, abs=2)


def test_words_stand_above_in_the_middle_or_below() -> None:
    feet = [set_text("Ali", upright=upright).lines[0].y for upright in (Upright.TOP, Upright.MIDDLE, Upright.BOTTOM)]
    assert feet == sorted(feet)
    assert 20 < feet[0] < feet[2] < 40


def test_the_box_grows_away_from_its_anchor() -> None:
    place = Place(100, 100, 40, 20, Anchor.BOTTOM_RIGHT)
    assert (place.left, place.top) == (60, 80)
    assert (Place(100, 100, 40, 20, Anchor.CENTRE).left, Place(100, 100, 40, 20, Anchor.CENTRE).top) == (80, 90)


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (page(HOLDER, holder="Ali 漢字"), ("missing_letters", "holder")),
        (page(HOLDER, holder="Abdurahmonova " * 20), ("words_too_long", "holder")),
        (page(replace(HOLDER, typeface="f" * 64), holder="Ali"), ("font_missing", "holder")),
        (page(replace(HOLDER, place=Place(200, 60, 120, 20)), holder="Ali"), ("off_page", "holder")),
        (page(LineElement("rule", Place(-1, 10, 50, 0))), ("off_page", "rule")),
        (page(CODE, code="A" * 3000), ("code_too_fine", "code")),
        (page(CODE, code="A" * 9000), ("code_too_fine", "code")),
        (page(CodeElement("code", Place(20, 20, 26, 26)), code=SIGNED[:120]), ("code_too_small", "code")),
        (page(PictureElement("gerb", Place(20, 20, 26, 26), file="a" * 64)), ("picture_missing", "gerb")),
    ],
)
def test_what_cannot_be_printed_well_names_its_element(found: Page, problem: tuple[str, str]) -> None:
    assert codes(found) == [problem]


def test_what_does_not_fit_is_shown_cut_and_told_whole() -> None:
    found = page(HOLDER, holder="Abdurahmonova " * 20)
    (placed,) = found.sides[0]
    assert isinstance(placed, PlacedText)
    assert placed.lines[-1].text.endswith("…")
    assert found.problems[0].text.startswith("Familiya, ism, sharif: ")


def test_a_code_keeps_its_margin_inside_its_box() -> None:
    found = page(CODE, code=SIGNED)
    (placed,) = found.sides[0]
    assert isinstance(placed, PlacedCode)
    assert placed.symbol is not None
    module = placed.width / placed.symbol.size
    assert placed.width >= LEAST_CODE
    assert placed.x - CODE.place.left == pytest.approx(4 * module)
    assert found.problems == ()


def test_a_sample_has_no_code_and_nothing_without_words_is_drawn() -> None:
    assert page(CODE, HOLDER).sides == ((),)


def test_a_picture_keeps_its_shape_in_the_middle_of_its_box() -> None:
    gerb = picture()
    element = PictureElement("gerb", Place(100, 100, 20, 20), file=gerb.sha256)
    (placed,) = page(element, files=Files({gerb.sha256: gerb.content})).sides[0]
    assert (placed.x, placed.y, placed.width, placed.height) == (100, 105, 20, 10)  # type: ignore[union-attr]


def digest(*elements: AnyElement, code: str = SIGNED, **words: str) -> str:
    return page(*elements, code=code, **words).digest


def test_the_digest_is_that_of_what_is_drawn_and_where() -> None:
    drawn = digest(HOLDER, CODE, holder="Ali")
    assert digest(HOLDER, CODE, holder="Ali") == drawn
    moved = replace(HOLDER, place=replace(HOLDER.place, x=20.02))
    recoloured = replace(HOLDER, colour="#000000")
    others = [
        digest(HOLDER, CODE, holder="Vali"),
        digest(HOLDER, CODE, holder="Ali", code=SIGNED + "X"),
        digest(moved, CODE, holder="Ali"),
        digest(recoloured, CODE, holder="Ali"),
        digest(HOLDER, CODE, LineElement("rule", Place(1, 1, 5, 0)), holder="Ali"),
    ]
    assert len({drawn, *others}) == 6


def test_the_digest_is_the_same_before_and_after_the_template_was_kept() -> None:
    whole = template(HOLDER, CODE, LineElement("rule", Place(1, 1, 5, 0), thickness=1))
    kept = read_definition(json.loads(json.dumps(to_definition(whole))))
    first, second = (laid_out(each, {"holder": "Ali"}, code=SIGNED, files=Files()).digest for each in (whole, kept))
    assert first == second


def test_what_the_template_is_called_does_not_change_the_page() -> None:
    first, second = (
        laid_out(template(HOLDER, code=name, edition=edition), {"holder": "Ali"}, code="", files=Files()).digest
        for name, edition in (("a", 1), ("b", 7))
    )
    assert first == second


def test_both_sides_are_laid_out() -> None:
    both = replace(template(COURSE), sides=(*template(COURSE).sides, *template(HOLDER).sides))
    found = laid_out(both, {"course": "Kurs", "holder": "Ali"}, code="", files=Files())
    assert [[element_of(placed).id for placed in side] for side in found.sides] == [["course"], ["holder"]]
