"""Two cards side by side: field by field as they are read, what differs, and which side is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from db.models.cohorts import Enrolment
from db.models.people import OutsideCourse, Person, Sex
from db.unit_of_work import UnitOfWork
from desktop_app.doubles.choices import GROUPS, Card, Side, are_same, preferred, says_anything
from desktop_app.doubles.folding import BOTH_IN_COHORT, cohorts_of_both, has_evidence
from desktop_app.doubles.pairs import pair_of
from desktop_app.doubles.records import PairLine
from desktop_app.doubles.snapshots import columns_of
from desktop_app.i18n import N_, _, _n
from desktop_app.language.dates import short_date
from desktop_app.language.names import full_name
from desktop_app.people.records import PersonLine
from desktop_app.reference.service import list_items

_LISTS = {"category": "category", "education": "education", "language": "language", "stage_2024": "stage_2024"}
_BOTH_STAY = (("phone", N_("Phones")), ("notes", N_("Notes")))


@dataclass(frozen=True)
class ComparedField:
    """``offered`` is the side that is taken if nobody chooses; None where both stay. ``title`` is a marked text."""

    name: str
    title: str
    first: str
    second: str
    is_same: bool
    offered: Side | None


@dataclass(frozen=True)
class Comparison:
    """``versions`` are those of the first and the second card; ``obstacle`` says why they cannot be merged yet."""

    pair: PairLine
    fields: tuple[ComparedField, ...]
    versions: tuple[int, int]
    obstacle: str


Shown = Mapping[str, str]


def compare_cards(unit: UnitOfWork, *, first_id: int, second_id: int) -> Comparison:
    """The two cards by lower id first; fields that both leave empty are left out. Raises NotFound."""
    pair = pair_of(unit, first_id=first_id, second_id=second_id)
    rows = [unit.session.get_one(Person, person_id) for person_id in pair.ids]
    first, second = map(columns_of, rows)
    names = {group: {item.code: item.names.text for item in list_items(unit, name)} for group, name in _LISTS.items()}
    shown = _shown(first, pair.first, names), _shown(second, pair.second, names)
    fields = [
        ComparedField(
            name=group.name,
            title=group.title,
            first=shown[0][group.name],
            second=shown[1][group.name],
            is_same=are_same(group, first, second),
            offered=preferred(group, first, second),
        )
        for group in GROUPS
        if says_anything(group, first) or says_anything(group, second)
    ]
    fields += [
        ComparedField(name, title, first[name], second[name], first[name] == second[name], None)
        for name, title in _BOTH_STAY
        if first[name] or second[name]
    ]
    fields.append(_courses(unit, pair))
    return Comparison(pair, tuple(fields), (rows[0].version, rows[1].version), _obstacle(unit, pair))


def _shown(card: Card, line: PersonLine, names: Mapping[str, Shown]) -> dict[str, str]:
    """What a person reads in each group of fields."""
    return {
        "name": f"{line.full_name}\n{full_name(line.name_cyrl)}",
        "jshshir": line.jshshir or "",
        "document": line.document or "",
        "birth": _day(line.birth_date) or str(line.birth_year or ""),
        "sex": _sex(card["sex"]),
        "workplace": _joined(line.workplace, line.district),
        "position": line.position,
        "subject": line.subject,
        "category": _joined(names["category"].get(card["category_code"]), _day(card["category_given_on"])),
        "education": _joined(names["education"].get(card["education_code"]), card["graduated_from"]),
        "language": names["language"].get(card["language_code"], ""),
        "service": _day(card["service_since"]),
        "stage_2024": names["stage_2024"].get(card["stage_2024"], ""),
    }


def _joined(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _sex(sex: Sex | None) -> str:
    match sex:
        case None:
            return ""
        case Sex.MALE:
            return _("Male")
        case Sex.FEMALE:
            return _("Female")


def _courses(unit: UnitOfWork, pair: PairLine) -> ComparedField:
    """How many courses hang on each card; all of them stay."""
    counts = [
        sum(
            unit.session.scalar(select(func.count()).select_from(model).where(model.person_id == person_id)) or 0
            for model in (Enrolment, OutsideCourse)
        )
        for person_id in pair.ids
    ]
    first, second = (_n("{n} course", "{n} courses", count) if count else "" for count in counts)
    return ComparedField("courses", N_("Courses"), first, second, counts[0] == counts[1], None)


def _obstacle(unit: UnitOfWork, pair: PairLine) -> str:
    for mine, theirs, cohort in cohorts_of_both(unit, *pair.ids):
        if has_evidence(unit, mine) and has_evidence(unit, theirs):
            return _(BOTH_IN_COHORT, cohort=cohort)
    return ""
