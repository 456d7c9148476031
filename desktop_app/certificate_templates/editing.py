"""What a designer does to a template: each act gives another template back, the old one is there to be undone to."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.certificate_templates.model import (
    Anchor,
    AnyElement,
    CodeElement,
    LineElement,
    OrnamentElement,
    PictureElement,
    Place,
    RectangleElement,
    Side,
    Template,
    TextElement,
)

LEAST_SIDE = 1.0  # mm that an element keeps when it is made smaller by hand; a line may lie flat
STEP_OF_SEARCH = 5.0  # mm from one place to the next that is tried for a new element
STEP_OF_COPY = 5.0  # mm that a copy lies beside what it was made of


class Kind(StrEnum):
    """The elements that a person adds; a logo is a picture that the centre has given already."""

    TEXT = "text"
    PICTURE = "picture"
    LOGO = "logo"
    LINE = "line"
    RECTANGLE = "rectangle"
    ORNAMENT = "ornament"
    CODE = "code"


class Along(StrEnum):
    """How several elements are put in line with each other, or one with the page."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"
    ACROSS = "across"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Box:
    """A box in mm from the upper left corner of the page, whatever the anchor of its element is."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def covers(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def moved(self, across: float, down: float) -> "Box":
        return replace(self, left=self.left + across, top=self.top + down)


def box_of(element: AnyElement) -> Box:
    place = element.place
    return Box(place.left, place.top, place.width, place.height)


def placed(place: Place, box: Box) -> Place:
    """The place that has this box and keeps its anchor, to a hundredth of a millimetre."""
    sized = replace(place, width=_exact(box.width), height=_exact(box.height))
    return replace(sized, x=_exact(sized.x + box.left - sized.left), y=_exact(sized.y + box.top - sized.top))


def anchored(place: Place, anchor: Anchor) -> Place:
    """The same box, named by another point of it."""
    return placed(replace(place, anchor=anchor), Box(place.left, place.top, place.width, place.height))


def _exact(millimetres: float) -> float:
    return round(millimetres, 2) + 0.0


def by_id(template: Template) -> dict[str, AnyElement]:
    return {element.id: element for element in template.elements()}


def side_of(template: Template, element_id: str) -> int:
    """The place of the side that it stands on; that of the first where it stands on none."""
    found = (
        number for number, side in enumerate(template.sides) if any(each.id == element_id for each in side.elements)
    )
    return next(found, 0)


def changed(template: Template, elements: Iterable[AnyElement]) -> Template:
    """With these in the places of those of the same names."""
    new = {element.id: element for element in elements}
    return _each_side(template, lambda side: tuple(new.get(element.id, element) for element in side))


def removed(template: Template, ids: Collection[str]) -> Template:
    return _each_side(template, lambda side: tuple(element for element in side if element.id not in ids))


def boxed(template: Template, boxes: Mapping[str, Box]) -> Template:
    """With these elements moved or made larger and smaller."""
    known = by_id(template)
    return changed(
        template, (replace(known[name], place=placed(known[name].place, box)) for name, box in boxes.items())
    )


def added(template: Template, side: int, elements: Sequence[AnyElement]) -> tuple[Template, tuple[str, ...]]:
    """On top of the others of a side, under free names; tells the names."""
    taken = set(by_id(template))
    new = []
    for element in elements:
        name = free_id(element.id, taken)
        taken.add(name)
        new.append(replace(element, id=name))
    sides = list(template.sides)
    sides[side] = Side((*sides[side].elements, *new))
    return replace(template, sides=tuple(sides)), tuple(element.id for element in new)


def on_free_ground(element: AnyElement, side: Iterable[AnyElement], page: Box) -> AnyElement:
    """Moved down or up, no further than it must, so that it hides nothing; where the page is full it stays.

    Frames, lines and backgrounds are its ground.
    """
    box = box_of(element)
    others = [
        box_of(other)
        for other in side
        if isinstance(other, TextElement | PictureElement | CodeElement) and not other.is_background
    ]
    steps = range(int(page.height / STEP_OF_SEARCH))
    for down in (sign * step * STEP_OF_SEARCH for step in steps for sign in (1, -1)):
        tried = box.moved(0, down)
        if page.holds(tried) and not any(other.covers(tried) for other in others):
            return replace(element, place=placed(element.place, tried))
    return element


def beside(elements: Iterable[AnyElement]) -> list[AnyElement]:
    """Copies a little to the right and below, free to be dragged."""
    return [
        replace(
            element,
            place=replace(element.place, x=element.place.x + STEP_OF_COPY, y=element.place.y + STEP_OF_COPY),
            is_locked=False,
        )
        for element in elements
    ]


def free_id(wished: str, taken: Collection[str]) -> str:
    """The wished name, or that with the next number that is free: "text", "text_2"."""
    if wished not in taken:
        return wished
    stem, _line, number = wished.rpartition("_")
    stem = stem if stem and number.isdecimal() else wished
    count = 2
    while f"{stem}_{count}" in taken:
        count += 1
    return f"{stem}_{count}"


def restacked(template: Template, ids: Collection[str], step: int) -> Template:
    """Each of them one higher (1) or lower (-1) among the elements of its side."""
    return _each_side(template, lambda side: _shifted(side, ids, step))


def _shifted(elements: tuple[AnyElement, ...], ids: Collection[str], step: int) -> tuple[AnyElement, ...]:
    found = list(elements)
    places = range(len(found) - 1, -1, -1) if step > 0 else range(len(found))
    for place in places:
        other = place + step
        if found[place].id in ids and 0 <= other < len(found) and found[other].id not in ids:
            found[place], found[other] = found[other], found[place]
    return tuple(found)


def with_sides(template: Template, count: int) -> Template:
    """One side or two; what stands on a side that is taken away goes with it."""
    return replace(template, sides=(*template.sides[:count], *[Side()] * (count - len(template.sides))))


def aligned(boxes: Mapping[str, Box], along: Along, page: Box) -> dict[str, Box]:
    """Put in line with the box round all of them, a single one with the page; three or more at even gaps."""
    if along in (Along.ACROSS, Along.DOWN):
        return _spread(boxes, is_across=along is Along.ACROSS)
    around = page if len(boxes) == 1 else box_around(boxes.values())
    return {name: _in_line(box, along, around) for name, box in boxes.items()}


def _in_line(box: Box, along: Along, around: Box) -> Box:
    match along:
        case Along.LEFT:
            return replace(box, left=around.left)
        case Along.CENTRE:
            return replace(box, left=around.left + (around.width - box.width) / 2)
        case Along.RIGHT:
            return replace(box, left=around.right - box.width)
        case Along.TOP:
            return replace(box, top=around.top)
        case Along.MIDDLE:
            return replace(box, top=around.top + (around.height - box.height) / 2)
        case _:
            return replace(box, top=around.bottom - box.height)


def _spread(boxes: Mapping[str, Box], *, is_across: bool) -> dict[str, Box]:
    """The first and the last stay where they are."""
    if len(boxes) <= 2:
        return dict(boxes)
    extent = "width" if is_across else "height"
    start = "left" if is_across else "top"
    order = sorted(boxes.items(), key=lambda each: float(getattr(each[1], start)))
    around = box_around(boxes.values())
    free = getattr(around, extent) - sum(getattr(box, extent) for box in boxes.values())
    gap, at = free / (len(order) - 1), float(getattr(around, start))
    spread = {}
    for name, box in order:
        spread[name] = replace(box, **{start: at})
        at += getattr(box, extent) + gap
    return spread


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds them all."""
    every = list(boxes)
    left, top = min(box.left for box in every), min(box.top for box in every)
    return Box(left, top, max(box.right for box in every) - left, max(box.bottom for box in every) - top)


def page_box(template: Template) -> Box:
    return Box(0.0, 0.0, template.width, template.height)


def blank_element(kind: Kind, template: Template, *, text: str = "", language: str = "uz_Latn") -> AnyElement:
    """A new one in the middle of the page, as large as such ones usually are."""
    width, height = _SIZES[kind]
    place = Place(_exact((template.width - width) / 2), _exact((template.height - height) / 2), width, height)
    match kind:
        case Kind.TEXT:
            return TextElement("text", place, text={language: text}, lines=2)
        case Kind.PICTURE:
            return PictureElement("picture", place)
        case Kind.LOGO:
            return PictureElement("logo", place, field="logo")
        case Kind.LINE:
            return LineElement("line", place)
        case Kind.RECTANGLE:
            return RectangleElement("rectangle", place)
        case Kind.ORNAMENT:
            margin = 9.0
            whole = Place(margin, margin, template.width - 2 * margin, template.height - 2 * margin)
            return OrnamentElement("ornament", whole, is_background=True)
        case Kind.CODE:
            return CodeElement("code", place)


_SIZES: Mapping[Kind, tuple[float, float]] = {
    Kind.TEXT: (80.0, 12.0),
    Kind.PICTURE: (40.0, 40.0),
    Kind.LOGO: (25.0, 25.0),
    Kind.LINE: (60.0, 0.0),
    Kind.RECTANGLE: (60.0, 30.0),
    Kind.ORNAMENT: (0.0, 0.0),
    Kind.CODE: (35.0, 35.0),
}


def _each_side(template: Template, change: Callable[[tuple[AnyElement, ...]], tuple[AnyElement, ...]]) -> Template:
    return replace(template, sides=tuple(Side(change(side.elements)) for side in template.sides))
