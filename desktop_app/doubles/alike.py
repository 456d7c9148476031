"""Cards like the one being typed: told at once, so that nobody is entered a second time."""

from collections.abc import Iterator
from datetime import date
from itertools import permutations

from sqlalchemy import ColumnElement, func, or_, select

from db.models.duplicates import DuplicatePair, PairState
from db.models.people import Institution, Person, PersonWord
from db.unit_of_work import UnitOfWork
from desktop_app.doubles.candidates import near_numbers
from desktop_app.doubles.names import folded
from desktop_app.doubles.portraits import births_told, portraits_by_id
from desktop_app.doubles.records import Alike
from desktop_app.doubles.rules import Portrait, likeness
from desktop_app.language.names import PersonName
from desktop_app.people.identity import JSHSHIR_LENGTH, parse_document, parse_jshshir
from desktop_app.people.institutions import institution_key
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonDraft
from desktop_app.people.rules import both_scripts, phone_digits

SHOWN = 3
# A name that is the same speaks here already: whoever types it wants to know who bears it.
TOLD_FROM = 35
# So many share one trait at most, or it tells nothing.
_OF_A_KIND = 200
LAST_MONTH = 12


def look_alikes(unit: UnitOfWork, draft: PersonDraft, *, limit: int = SHOWN) -> list[Alike]:
    """At most ``limit`` other cards that may be this person's, the likeliest first; as quick as a keystroke.

    Of an unfinished card what is there is compared. Those who were said to be different people are left out.
    """
    typed = _portrait(unit, draft)
    ids: set[int] = set()
    for condition in _conditions(typed):
        ids.update(unit.session.scalars(select(Person.id).where(condition).limit(_OF_A_KIND)))
    ids -= {draft.id, *_said_different(unit, draft.id)}
    told = {portrait.id: likeness(typed, portrait) for portrait in portraits_by_id(unit, ids).values()}
    best = sorted((each for each in told if told[each].score >= TOLD_FROM), key=lambda each: (-told[each].score, each))
    return [Alike(line, told[line.id].score, told[line.id].reasons) for line in person_lines(unit, best[:limit])]


def _portrait(unit: UnitOfWork, draft: PersonDraft) -> Portrait:
    names = both_scripts(
        PersonName(draft.surname, draft.given_name, draft.patronymic),
        PersonName(draft.surname_cyrl, draft.given_name_cyrl, draft.patronymic_cyrl),
    )
    number = parse_jshshir(draft.jshshir)
    is_right, births = births_told(number.digits, draft.birth_date)
    document = parse_document(draft.document)
    return Portrait(
        id=draft.id,
        names=(folded(names.latin),),
        births=births,
        birth_year=births[0].year if births else draft.birth_year,
        sex=draft.sex.value if draft.sex else number.sex,
        jshshir=number.digits if len(number.digits) == JSHSHIR_LENGTH else "",
        is_jshshir_right=is_right,
        document=document.number if document.is_valid else "",
        phones=tuple(phone_digits(draft.phone)),
        institution_id=_workplace(unit, draft),
        district_code=draft.district_code or None,
    )


def _conditions(typed: Portrait) -> Iterator[ColumnElement[bool]]:
    """By what other cards are looked for: each answered by an index."""
    name = typed.names[0]
    if typed.jshshir:
        yield Person.jshshir.in_([typed.jshshir, *near_numbers(typed.jshshir)])
    if typed.document:
        yield Person.document == typed.document
    if typed.phones:
        yield Person.id.in_(select(PersonWord.person_id).where(PersonWord.word.in_(typed.phones)))
    if not (name.surname and name.given_name):
        return
    yield Person.name_key.in_({" ".join(filter(None, parts)) for parts in permutations(name)})
    if not name.patronymic:
        yield Person.name_key.between(f"{name.surname} {name.given_name} ", f"{name.surname} {name.given_name}!")
    if typed.births:
        yield Person.birth_date.in_([*typed.births, *filter(None, map(_turned, typed.births))])
    if typed.institution_id is not None:
        is_same_letter = func.substr(Person.name_key, 1, 1) == name.surname[:1]
        yield (Person.institution_id == typed.institution_id) & is_same_letter


def _workplace(unit: UnitOfWork, draft: PersonDraft) -> int | None:
    """The institution that the typed name and district mean, if they mean one."""
    if not draft.workplace.strip():
        return None
    named = select(Institution.id).where(Institution.search_key == institution_key(draft.workplace))
    if draft.district_code:
        named = named.where(Institution.district_code == draft.district_code)
    found = unit.session.scalars(named.limit(2)).all()
    return found[0] if len(found) == 1 else None


def _turned(birth: date) -> date | None:
    """The date with day and month swapped, where that is a date."""
    return birth.replace(day=birth.month, month=birth.day) if birth.day <= LAST_MONTH else None


def _said_different(unit: UnitOfWork, person_id: int) -> set[int]:
    if not person_id:
        return set()
    stands = or_(DuplicatePair.first_id == person_id, DuplicatePair.second_id == person_id)
    rows = select(DuplicatePair.first_id, DuplicatePair.second_id).where(stands)
    decided = unit.session.execute(rows.where(DuplicatePair.state == PairState.DIFFERENT))
    return {each for pair in decided for each in pair}
