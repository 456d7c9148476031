"""What a designer does to a template, without a window: moved, sized, put in line, drawn to edges."""

from dataclasses import replace

import pytest

from desktop_app.certificate_templates.editing import (
    Along,
    Box,
    Kind,
    added,
    aligned,
    anchored,
    beside,
    blank_element,
    box_of,
    boxed,
    by_id,
    changed,
    on_free_ground,
    page_box,
    placed,
    removed,
    restacked,
    side_of,
    with_sides,
)
from desktop_app.certificate_templates.model import (
    Anchor,
    PictureElement,
    Place,
    RectangleElement,
    Side,
    Template,
    TextElement,
)
from desktop_app.certificate_templates.snapping import lines_of, moved_to, sized_to

PAGE = Box(0, 0, 297, 210)


def rectangle(name: str, left: float, top: float, width: float = 20, height: float = 10) -> RectangleElement:
    return RectangleElement(name, Place(left, top, width, height))


def words(name: str, top: float) -> TextElement:
    return TextElement(name, Place(110, top, 80, 12))


ELEMENTS = (rectangle("a", 10, 10), rectangle("b", 50, 30), rectangle("c", 91, 80))
TEMPLATE = Template("own", 1, {"en": "Own"}, "certificate", sides=(Side(ELEMENTS),))


def order(template: Template) -> str:
    return "".join(element.id for element in template.sides[0].elements)


@pytest.mark.parametrize("anchor", list(Anchor))
def test_a_box_comes_back_whatever_point_of_it_is_named(anchor: Anchor) -> None:
    place = placed(Place(0, 0, 1, 1, anchor), Box(12.3, 45.67, 30, 8))
    assert (place.left, place.top, place.width, place.height) == pytest.approx((12.3, 45.67, 30, 8))


def test_another_anchor_leaves_the_box_where_it_is() -> None:
    place = anchored(Place(10, 20, 30, 8), Anchor.BOTTOM_RIGHT)
    assert (place.x, place.y, place.left, place.top) == (40, 28, 10, 20)


def test_new_elements_take_free_names_and_lie_on_top() -> None:
    template, names = added(TEMPLATE, 0, [rectangle("a", 0, 0), rectangle("a", 0, 0)])
    assert names == ("a_2", "a_3")
    assert order(template) == "abca_2a_3"


def test_a_copy_of_a_locked_one_lies_beside_it_and_can_be_dragged() -> None:
    (copy,) = beside([replace(rectangle("a", 10, 10), is_locked=True)])
    assert (copy.place.x, copy.place.y, copy.is_locked) == (15, 15, False)


def test_a_new_element_hides_nothing_and_frames_and_backgrounds_are_its_ground() -> None:
    ground = (rectangle("frame", 5, 5, 287, 200), PictureElement("fon", Place(0, 0, 297, 210), is_background=True))
    new = words("new", 100)
    assert on_free_ground(new, ground, PAGE) == new
    found = on_free_ground(new, (*ground, words("taken", 100)), PAGE)
    assert (found.place.x, found.place.y) == (110, 115)
    assert on_free_ground(words("low", 195), (words("taken", 195),), PAGE).place.y == 180


def test_where_the_page_is_full_a_new_element_stays_in_its_middle() -> None:
    new = words("new", 100)
    assert on_free_ground(new, [words(f"line{top}", top) for top in range(0, 210, 10)], PAGE) == new


def test_elements_go_up_together_and_stop_at_the_top() -> None:
    assert order(restacked(TEMPLATE, {"a", "b"}, 1)) == "cab"
    assert order(restacked(TEMPLATE, {"b", "c"}, 1)) == "abc"
    assert order(restacked(TEMPLATE, {"c"}, -1)) == "acb"


def test_a_side_that_is_taken_away_takes_its_elements_with_it() -> None:
    two, _names = added(with_sides(TEMPLATE, 2), 1, [rectangle("back", 0, 0)])
    assert side_of(two, "back") == 1
    assert "back" not in by_id(with_sides(two, 1))


def test_what_is_removed_or_changed_leaves_the_others_alone() -> None:
    assert order(removed(TEMPLATE, {"b"})) == "ac"
    moved = boxed(TEMPLATE, {"b": Box(1, 2, 3, 4)})
    assert by_id(moved)["b"].place == Place(1, 2, 3, 4)
    assert by_id(moved)["a"] is by_id(TEMPLATE)["a"]
    assert changed(TEMPLATE, []) == TEMPLATE


def test_several_are_put_in_line_with_each_other_and_one_with_the_page() -> None:
    boxes = {element.id: box_of(element) for element in TEMPLATE.elements()}
    assert {box.left for box in aligned(boxes, Along.LEFT, PAGE).values()} == {10}
    assert {box.bottom for box in aligned(boxes, Along.BOTTOM, PAGE).values()} == {90}
    assert aligned({"a": boxes["a"]}, Along.CENTRE, PAGE)["a"].left == (297 - 20) / 2


def test_gaps_become_even_and_the_outer_ones_stay() -> None:
    boxes = {element.id: box_of(element) for element in TEMPLATE.elements()}
    spread = aligned(boxes, Along.ACROSS, PAGE)
    assert [spread[name].left for name in "abc"] == [10, 50.5, 91]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_new_element_lies_on_the_page(kind: Kind) -> None:
    box = box_of(blank_element(kind, TEMPLATE))
    page = page_box(TEMPLATE)
    assert min(box.left, box.top, page.right - box.right, page.bottom - box.bottom) >= 0


def test_a_dragged_box_is_drawn_to_the_edge_of_another_and_says_so() -> None:
    lines = lines_of(PAGE, [Box(50, 30, 20, 10)])
    snapped = moved_to(Box(49.2, 100, 12, 5), lines, reach=1)
    assert snapped.box.left == 50
    assert 50 in snapped.across


def test_a_dragged_box_is_drawn_to_the_middle_of_the_page() -> None:
    snapped = moved_to(Box(138.2, 60.03, 20, 10), lines_of(PAGE, []), reach=1)
    assert snapped.box.left + 10 == 148.5
    assert snapped.box.top == pytest.approx(60.0)


def test_nothing_draws_from_afar_and_a_place_is_a_round_figure() -> None:
    snapped = moved_to(Box(70.04, 60.06, 20, 10), lines_of(PAGE, []), reach=1)
    assert (snapped.box.left, snapped.box.top) == (pytest.approx(70.0), pytest.approx(60.1))
    assert snapped.across == snapped.down == ()


def test_the_grid_draws_only_where_no_edge_does() -> None:
    lines = lines_of(PAGE, [Box(51, 30, 20, 10)], grid=5)
    assert moved_to(Box(50.4, 0, 3, 3), lines, reach=1).box.left == 51
    assert moved_to(Box(79.4, 0, 3, 3), lines, reach=1).box.left == 80


def test_an_edge_is_drawn_and_never_passes_the_one_across_from_it() -> None:
    lines = lines_of(PAGE, [])
    assert sized_to(Box(10, 10, 20, 10), {"right": 40.3}, lines, 0).box == Box(10, 10, pytest.approx(30.3), 10)
    assert sized_to(Box(10, 10, 20, 10), {"left": 90}, lines, 0).box == Box(29, 10, 1, 10)


def test_a_flat_line_made_longer_stays_flat() -> None:
    assert sized_to(Box(10, 50, 60, 0), {"right": 80}, lines_of(PAGE, []), 0).box.height == 0
