"""Changes to a questionnaire that is being written: each gives back another one, so that all can be undone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from desktop_app.questionnaires.built_in import built_in
from desktop_app.questionnaires.expression_checks import answer_codes
from desktop_app.questionnaires.expressions import with_references
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Scale, Section, Texts

Place = tuple[int, ...]
"""Where a part stands: () is the questionnaire itself, (1,) its second section, (1, 0) the first item of that one."""
Part = Questionnaire | Section | Item

WHOLE: Place = ()
RATING_SCALE, FIRST_OPTIONS = Scale("value", {}), 2
LANGUAGES = ("uz", "ru")


def blank_questionnaire(code: str, title: Texts) -> Questionnaire:
    return Questionnaire(code, 1, title, LANGUAGES, (Section("S1", {}),))


def blank_item(questionnaire: Questionnaire, kind: ItemKind) -> Item:
    """An item of a kind without a word in it, under a code that is free."""
    return as_kind(Item(_free("Q", _codes(questionnaire)), ItemKind.NOTE, {}), kind, questionnaire)


def blank_section(questionnaire: Questionnaire) -> Section:
    return Section(_free("S", (section.code for section in questionnaire.sections)), {})


def as_kind(item: Item, kind: ItemKind, questionnaire: Questionnaire) -> Item:
    """The same question asked in another way: what both ways have a use for stays."""
    is_number = kind in (ItemKind.INTEGER, ItemKind.DECIMAL)
    has_bounds = (kind in (ItemKind.SEVERAL, ItemKind.RANK)) == item.kind.has_options or is_number
    kept = replace(
        item,
        kind=kind,
        options=item.options or blank_options() if kind.has_options and not item.source else (),
        source=item.source if kind.has_options else type(item.source).OWN,
        other=item.other if kind in (ItemKind.ONE, ItemKind.SEVERAL) else "",
        scales=_scales_of(item, kind),
        rows=item.rows if kind is ItemKind.MATRIX else (),
        has_dont_know=item.has_dont_know and kind in (ItemKind.RATING, ItemKind.MATRIX),
        is_reversed=item.is_reversed and kind is ItemKind.RATING,
        least=item.least if has_bounds and kind is not ItemKind.ONE else None,
        most=item.most if has_bounds and kind is not ItemKind.ONE else None,
        is_required=item.is_required and kind.is_asked,
        calculation=item.calculation if kind is ItemKind.CALCULATED else "",
    )
    if kind is ItemKind.MATRIX and not kept.rows:
        return replace(kept, rows=tuple(MatrixRow(code, {}) for code in free_rows(questionnaire, item, FIRST_OPTIONS)))
    return kept


def blank_options() -> tuple[Option, ...]:
    return tuple(Option(str(number), {}) for number in range(1, FIRST_OPTIONS + 1))


def free_rows(questionnaire: Questionnaire, item: Item, count: int) -> list[str]:
    """Codes for further rows of a matrix: "Q4_1"; the rows of all matrices have different ones."""
    taken = {row.code for each in questionnaire.items for row in each.rows} | {row.code for row in item.rows}
    found: list[str] = []
    for _row in range(count):
        found.append(_free(f"{item.code}_", {*taken, *found}))
    return found


def competence_scales() -> tuple[Scale, ...]:
    """Importance and level as the built-in questionnaires ask for them: with these a table gives need gaps."""
    return next(item.scales for each in built_in() for item in each.items if item.is_competences)


def free_scale(scales: Iterable[Scale]) -> Scale:
    return Scale(_free("scale", (scale.code for scale in scales)), {})


def asked_before(questionnaire: Questionnaire, place: Place) -> dict[str, Item]:
    """The items that a condition at a place may ask for, by the codes of their answers."""
    return {
        code: part
        for at in places(questionnaire)
        if at < place and isinstance(part := part_at(questionnaire, at), Item)
        for code in answer_codes(part)
    }


def free_option(codes: Iterable[str]) -> str:
    return _free("", codes)


def part_at(questionnaire: Questionnaire, place: Place) -> Part:
    match place:
        case ():
            return questionnaire
        case (section,):
            return questionnaire.sections[section]
        case _:
            return questionnaire.sections[place[0]].items[place[1]]


def places(questionnaire: Questionnaire) -> list[Place]:
    """Every part in the order in which it is read, the questionnaire itself first."""
    found: list[Place] = [WHOLE]
    for at, section in enumerate(questionnaire.sections):
        found += [(at,), *((at, item) for item in range(len(section.items)))]
    return found


def with_part(questionnaire: Questionnaire, place: Place, part: Part) -> Questionnaire:
    """Put another part in its place. References follow an item that is given another code."""
    match place:
        case ():
            return cast(Questionnaire, part)
        case (section,):
            return _with_sections(questionnaire, section, section + 1, [cast(Section, part)])
        case _:
            before, after = cast(Item, part_at(questionnaire, place)), cast(Item, part)
            changed = _with_items(questionnaire, place[0], place[1], place[1] + 1, [after])
            return changed if before.code == after.code else _renamed(changed, before.code, after.code)


def added(questionnaire: Questionnaire, place: Place, part: Section | Item) -> tuple[Questionnaire, Place]:
    """The part put after what stands at the place; an item goes into its section, at the end of the last at worst."""
    if isinstance(part, Section):
        at = place[0] + 1 if place else len(questionnaire.sections)
        return _with_sections(questionnaire, at, at, [part]), (at,)
    if not questionnaire.sections:
        questionnaire = replace(questionnaire, sections=(blank_section(questionnaire),))
    section = place[0] if place else len(questionnaire.sections) - 1
    at = place[1] + 1 if len(place) > 1 else 0 if place else len(questionnaire.sections[section].items)
    return _with_items(questionnaire, section, at, at, [part]), (section, at)


def removed(questionnaire: Questionnaire, place: Place) -> tuple[Questionnaire, Place]:
    """Without the part, and what stands where it stood; the questionnaire itself cannot be taken out of itself."""
    order = places(questionnaire)
    at = order.index(place)
    if len(place) == 1:
        left = _with_sections(questionnaire, place[0], place[0] + 1, [])
    else:
        left = _with_items(questionnaire, place[0], place[1], place[1] + 1, [])
    there = places(left)
    return left, place if place in there else there[min(at - 1, len(there) - 1)]


def moved(questionnaire: Questionnaire, place: Place, step: int) -> tuple[Questionnaire, Place]:
    """One step earlier (-1) or later (1): a section among sections, an item on into the next section as well."""
    if len(place) == 1:
        to = place[0] + step
        if not 0 <= to < len(questionnaire.sections):
            return questionnaire, place
        section = questionnaire.sections[place[0]]
        left = _with_sections(questionnaire, place[0], place[0] + 1, [])
        return _with_sections(left, to, to, [section]), (to,)
    section_at, at = place
    to_section, to = section_at, at + step
    if not 0 <= to < len(questionnaire.sections[section_at].items):
        to_section = section_at + step
        if not 0 <= to_section < len(questionnaire.sections):
            return questionnaire, place
        to = 0 if step > 0 else len(questionnaire.sections[to_section].items)
    item = questionnaire.sections[section_at].items[at]
    left = _with_items(questionnaire, section_at, at, at + 1, [])
    return _with_items(left, to_section, to, to, [item]), (to_section, to)


def duplicated(questionnaire: Questionnaire, place: Place) -> tuple[Questionnaire, Place]:
    """A second one after it, under free codes."""
    part = part_at(questionnaire, place)
    if isinstance(part, Item):
        return added(questionnaire, place, _second(questionnaire, part, _codes(questionnaire)))
    assert isinstance(part, Section)
    taken, items = set(_codes(questionnaire)), []
    for item in part.items:
        items.append(_second(questionnaire, item, taken))
        taken.add(items[-1].code)
    return added(questionnaire, place, replace(part, code=blank_section(questionnaire).code, items=tuple(items)))


def _second(questionnaire: Questionnaire, item: Item, taken: Iterable[str]) -> Item:
    copy = replace(item, code=_free("Q", taken))
    codes = free_rows(questionnaire, replace(copy, rows=()), len(item.rows))
    return replace(copy, rows=tuple(replace(row, code=code) for row, code in zip(item.rows, codes, strict=True)))


def _scales_of(item: Item, kind: ItemKind) -> tuple[Scale, ...]:
    match kind:
        case ItemKind.RATING:
            return item.scales[:1] or (RATING_SCALE,)
        case ItemKind.MATRIX:
            return item.scales or (RATING_SCALE,)
        case _:
            return ()


def _codes(questionnaire: Questionnaire) -> list[str]:
    return [item.code for item in questionnaire.items]


def _free(beginning: str, taken: Iterable[str]) -> str:
    codes = set(taken)
    number = 1
    while f"{beginning}{number}" in codes:
        number += 1
    return f"{beginning}{number}"


def _with_sections(questionnaire: Questionnaire, start: int, end: int, parts: list[Section]) -> Questionnaire:
    sections = questionnaire.sections
    return replace(questionnaire, sections=(*sections[:start], *parts, *sections[end:]))


def _with_items(questionnaire: Questionnaire, section: int, start: int, end: int, items: list[Item]) -> Questionnaire:
    kept = questionnaire.sections[section]
    changed = replace(kept, items=(*kept.items[:start], *items, *kept.items[end:]))
    return _with_sections(questionnaire, section, section + 1, [changed])


def _renamed(questionnaire: Questionnaire, old: str, new: str) -> Questionnaire:
    """With every expression asking for the new name. While two items share the old one, nobody knows whom it means."""
    if not new or old in _codes(questionnaire):
        return questionnaire
    names = {old: f"${{{new}}}"} | {
        f"{old}.{item.other}": f"${{{new}.{item.other}}}" for item in questionnaire.items if item.code == new
    }
    sections = (
        replace(
            section,
            relevant=with_references(section.relevant, names),
            items=tuple(_item_renamed(item, names) for item in section.items),
        )
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=tuple(sections))


def _item_renamed(item: Item, names: dict[str, str]) -> Item:
    return replace(
        item,
        relevant=with_references(item.relevant, names),
        constraint=with_references(item.constraint, names),
        calculation=with_references(item.calculation, names),
        choice_filter=with_references(item.choice_filter, names),
    )
