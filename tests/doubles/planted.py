"""People planted into a made-up centre: doubles misspelt in ten ways, and true namesakes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from random import Random

from sqlalchemy import select

from db.models.people import Institution, Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.language.script import to_cyrillic
from desktop_app.people.identity import check_digit
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person

OF_A_KIND = 30
NAMESAKES = 300
# Area codes from 900 on are given to nobody; the made-up centre uses the first of them.
_FREE_AREA = 990

Misspell = Callable[[Random, PersonDraft], PersonDraft]


@dataclass(frozen=True)
class Planted:
    """The pairs of ids that mean one person, by the way they were misspelt, and those that are two people."""

    doubles: dict[str, set[tuple[int, int]]]
    namesakes: set[tuple[int, int]]


def plant(centre: Centre, *, namesakes: int = NAMESAKES, seed: int = 7) -> Planted:
    """Ten kinds of doubles, thirty of each, and namesakes of other people."""
    return centre.write(_plant, chance=Random(seed), namesakes=namesakes).value


def _plant(unit: UnitOfWork, *, chance: Random, namesakes: int) -> Planted:
    cards = list(_cards(unit.session.execute(_SOME).all()))
    chance.shuffle(cards)
    taken = iter(cards)
    doubles: dict[str, set[tuple[int, int]]] = {}
    for kind, misspell in KINDS.items():
        originals = islice(taken, OF_A_KIND)
        doubles[kind] = {(card.id, _enter(unit, misspell(chance, card))) for card in originals}
    others = {
        (card.id, _enter(unit, _namesake(chance, card, number))) for number, card in enumerate(islice(taken, namesakes))
    }
    return Planted(doubles, others)


# Women, because a change of surname is one of the ways; whole cards, because each way takes something else away.
_SOME = (
    select(Person, Institution.name)
    .join(Institution, Institution.id == Person.institution_id)
    .where(Person.sex == "female", Person.patronymic != "", Person.birth_date.is_not(None), Person.jshshir.is_not(None))
    .limit(1_500)
)


def _cards(rows: object) -> Iterator[PersonDraft]:
    for person, workplace in rows:  # type: ignore[attr-defined]
        yield PersonDraft(
            surname=person.surname,
            given_name=person.given_name,
            patronymic=person.patronymic,
            jshshir=person.jshshir or "",
            document=person.document or "",
            birth_date=person.birth_date,
            sex=person.sex,
            phone=person.phone,
            workplace=workplace,
            district_code=person.district_code,
            id=person.id,
        )


def _enter(unit: UnitOfWork, draft: PersonDraft) -> int:
    return save_person(unit, replace(draft, id=0), confirm="Roʻyxatda shunday")


def _bare(card: PersonDraft, **values: object) -> PersonDraft:
    """The card as another list has it: without the number that would have told at once."""
    return replace(card, **{"jshshir": "", "document": "", "phone": "", "workplace": "", **values})


def _slip(chance: Random, word: str) -> str:
    """The word with a letter lost, doubled in its place, changed, or two swapped; never its first letter."""
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    match chance.randrange(3):
        case 0:
            return before + after
        case 1:
            return before + chance.choice([other for other in "aeioubdmnrst" if other != letter]) + after
        case _:
            return before + after[:1] + letter + after[1:]


def _typo(chance: Random, card: PersonDraft) -> PersonDraft:
    part = chance.choice(("surname", "given_name"))
    return _bare(card, **{part: _slip(chance, getattr(card, part))})


def _cyrillic(_chance: Random, card: PersonDraft) -> PersonDraft:
    parts = ("surname", "given_name", "patronymic")
    return _bare(card, **{part: to_cyrillic(getattr(card, part)) for part in parts})


def _apostrophes(chance: Random, card: PersonDraft) -> PersonDraft:
    mark = chance.choice(("'", "`", "’", "‘", ""))
    parts = ("surname", "given_name", "patronymic")
    return _bare(card, **{part: getattr(card, part).replace("ʻ", mark).replace("ʼ", mark).upper() for part in parts})


def _swapped_fields(_chance: Random, card: PersonDraft) -> PersonDraft:
    return _bare(card, surname=card.given_name, given_name=card.surname)


def _maiden_name(chance: Random, card: PersonDraft) -> PersonDraft:
    return _bare(card, surname=chance.choice(("Qosimxoʻjayeva", "Mirzaahmedova", "Toʻlaganova")))


def _lost_digit(chance: Random, card: PersonDraft) -> PersonDraft:
    """A digit of the JShShIR mistyped; the birth date comes only with it."""
    place = chance.randrange(7, 14)
    digit = str((int(card.jshshir[place]) + chance.randrange(1, 10)) % 10)
    number = card.jshshir[:place] + digit + card.jshshir[place + 1 :]
    return _bare(card, jshshir=number, birth_date=None)


def _no_patronymic(_chance: Random, card: PersonDraft) -> PersonDraft:
    return _bare(card, patronymic="")


def _initials(_chance: Random, card: PersonDraft) -> PersonDraft:
    return _bare(card, given_name=f"{card.given_name[0]}.", patronymic=f"{card.patronymic[0]}.")


def _turned_birth(_chance: Random, card: PersonDraft) -> PersonDraft:
    """Day and month swapped where that is a date, else only the year known, at the same workplace."""
    born = card.birth_date
    assert born is not None
    if born.day <= 12 and born.day != born.month:
        return _bare(card, birth_date=date(born.year, born.day, born.month))
    return _bare(card, birth_date=None, birth_year=born.year, workplace=card.workplace)


def _same_document(chance: Random, card: PersonDraft) -> PersonDraft:
    return _bare(card, document=card.document, birth_date=None, surname=_slip(chance, card.surname))


KINDS: dict[str, Misspell] = {
    "typo": _typo,
    "cyrillic": _cyrillic,
    "apostrophes": _apostrophes,
    "swapped fields": _swapped_fields,
    "maiden name": _maiden_name,
    "wrong digit": _lost_digit,
    "no patronymic": _no_patronymic,
    "initials": _initials,
    "birth turned": _turned_birth,
    "same document": _same_document,
}


def _namesake(chance: Random, card: PersonDraft, number: int) -> PersonDraft:
    """Another person of the same whole name: a third with a number of their own, all born on another day."""
    born = _other_birth(chance, card)
    match number % 3:
        case 0:
            return _bare(card, birth_date=born, jshshir=_number(born, number), workplace=card.workplace)
        case 1:
            return _bare(card, birth_date=born, document=f"AE {number:07}", district_code=None)
        case _:
            return _bare(card, birth_date=born)


def _other_birth(chance: Random, card: PersonDraft) -> date:
    assert card.birth_date is not None
    years = chance.choice([year for year in range(-12, 13) if abs(year) > 1])
    year = min(max(card.birth_date.year + years, 1950), 2003)
    if year == card.birth_date.year:
        year -= 3
    return date(year, card.birth_date.month % 12 + 1, chance.randrange(13, 29))


def _number(born: date, serial: int) -> str:
    digits = f"{4 if born.year < 2000 else 6}{born:%d%m%y}{_FREE_AREA}{serial:03}"
    return digits + str(check_digit(digits))
