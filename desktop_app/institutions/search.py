"""Institutions found as one types: by words of their names, by number and kind in either language, by their STIR."""

from dataclasses import dataclass

from sqlalchemy import Select, select

from db.models.people import Institution, InstitutionWord
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.people.typed import read_typed
from desktop_app.people.workplaces import kind_words
from desktop_app.reference.records import Names

_AFTER_ANY_LETTER = "\U0010ffff"
# One letter begins a word of every third school.
_LEAST_TYPED = 2


@dataclass(frozen=True)
class FoundInstitution:
    """``district`` is in the language in force, empty where it is not known."""

    id: int
    name: str
    district: str
    is_closed: bool


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
    return [
        FoundInstitution(
            row.id,
            row.name,
            Names(row.name_uz, row.name_ru, row.name_en, row.name_cyrl).text if row.name_uz else "",
            row.closed_on is not None,
        )
        for row in unit.session.execute(rows)
    ]


def _having(word: str, is_whole: bool) -> Select[int]:
    said = InstitutionWord.word
    kinds = kind_words(word)
    begins = said == word if is_whole else said.between(word, word + _AFTER_ANY_LETTER)
    return select(InstitutionWord.institution_id).where(said.in_(kinds) if kinds else begins)
