"""What tells the columns of a list without a header row: the values alone."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from desktop_app.language.keys import search_key
from desktop_app.people.institutions import institution_kind
from desktop_app.reference.places import bare_district
from desktop_app.rosters.words import word_list
from desktop_app.spreadsheets.records import Cell
from desktop_app.spreadsheets.value_looks import (
    ValueCheck,
    looks_like_birth_date,
    looks_like_birth_year,
    looks_like_given_name,
    looks_like_patronymic,
    looks_like_sex,
    looks_like_surname,
)

# By the field, the lists whose words stand in its column.
_LISTS = {
    "position": ("position", "position_otherwise", "not_teaching"),
    "subject": ("subject",),
    "category": ("category",),
    "education": ("education",),
}


def headerless_checks(under_header: Mapping[str, ValueCheck]) -> Sequence[Mapping[str, ValueCheck]]:
    """For a name in one cell, and for one in three; ``under_header`` tells columns under any header, too."""
    words = {name: ValueCheck(_is_of_list(name), is_telling=True) for name in _LISTS}
    looks: dict[str, Callable[[Cell], bool]] = {
        "birth_date": looks_like_birth_date,
        "birth_year": looks_like_birth_year,
        "sex": looks_like_sex,
        "workplace": _is_institution,
        "district": _is_district,
    }
    parts: dict[str, Callable[[Cell], bool]] = {
        "surname": looks_like_surname,
        "given_name": _is_given_name,
        "patronymic": looks_like_patronymic,
    }
    telling = {field: check for field, check in under_header.items() if check.is_telling}
    in_one = telling | words | {field: ValueCheck(check, is_telling=True) for field, check in looks.items()}
    in_three = in_one | {field: ValueCheck(check, is_telling=True) for field, check in parts.items()}
    return in_one, {field: check for field, check in in_three.items() if field != "full_name"}


def _is_institution(cell: Cell) -> bool:
    return isinstance(cell, str) and institution_kind(cell) is not None


def _is_district(cell: Cell) -> bool:
    return isinstance(cell, str) and bare_district(search_key(cell))[1] is not None


def _is_given_name(cell: Cell) -> bool:
    """One word that is not known for another thing: any word may be a name."""
    is_known = _is_institution(cell) or any(_is_of_list(field)(cell) for field in _LISTS)
    return not is_known and looks_like_given_name(cell)


@cache
def _is_of_list(name: str) -> Callable[[Cell], bool]:
    lists = [word_list(one) for one in _LISTS[name]]
    return lambda cell: isinstance(cell, str) and any(words.code_of(cell) is not None for words in lists)
