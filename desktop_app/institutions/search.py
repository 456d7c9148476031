"""Institutions found as one types: by words of their names, by number and kind in either language, by their STIR."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from db.models.people import Institution, InstitutionWord
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.people.institutions import former_institution_names, institution_words
from desktop_app.people.typed import read_typed
from desktop_app.people.workplaces import kind_words
from desktop_app.reference.records import Names

_AFTER_ANY_LETTER = "\U0010ffff"
# One letter begins a word of every third school.
_LEAST_TYPED = 2


@dataclass(frozen=True)
class FoundInstitution:
    """``district`` is in the language in force, empty where it is not known.

    ``former`` is the name that was typed, where the institution bears another one since.
    """

    id: int
    name: str
    district: str
    is_closed: bool
    former: str = ""


def search_institutions(unit: UnitOfWork, text: str, *, limit: int) -> list[FoundInstitution]:
    """Those that every typed word finds, open ones first; a number that is followed by a word is meant whole."""
    typed = read_typed(text)
    if not typed.prefixes or len(typed.text) < _LEAST_TYPED:
        return []
    rows = (
        select(
            Institution.id,
            Institution.name,
            Institution.closed_on,
            Territory.name_uz,
            Territory.name_ru,
            Territory.name_en,
            Territory.name_cyrl,
        )
        .outerjoin(Territory, Territory.code == Institution.district_code)
        .where(*(Institution.id.in_(_having(word, word in typed.whole)) for word in typed.prefixes))
        .order_by(Institution.closed_on.is_not(None), Institution.search_key, Institution.id)
        .limit(limit)
    )
    found = unit.session.execute(rows).all()
    borne = former_institution_names(unit, [row.id for row in found])
    return [
        FoundInstitution(
            row.id,
            row.name,
            Names(row.name_uz, row.name_ru, row.name_en, row.name_cyrl).text if row.name_uz else "",
            row.closed_on is not None,
            _meant(row.name, [each.name for each in borne.get(row.id, ())], typed.prefixes),
        )
        for row in found
    ]


def _meant(name: str, former: Sequence[str], typed: Iterable[str]) -> str:
    """The former name that has every typed word that the present one has not; empty where that has them all."""
    present = institution_words(name)
    missing = [word for word in typed if not _is_in(word, present)]
    fits = (each for each in former if all(_is_in(word, institution_words(each)) for word in missing))
    return next(fits, "") if missing else ""


def _is_in(word: str, words: Iterable[str]) -> bool:
    kinds = kind_words(word)
    return any(each in kinds if kinds else each.startswith(word) for each in words)


def _having(word: str, is_whole: bool) -> Select[int]:
    said = InstitutionWord.word
    kinds = kind_words(word)
    begins = said == word if is_whole else said.between(word, word + _AFTER_ANY_LETTER)
    return select(InstitutionWord.institution_id).where(said.in_(kinds) if kinds else begins)
