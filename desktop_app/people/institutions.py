"""Schools, kindergartens and offices: one entry for each, whichever way its name is written."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from db.models.people import FormerInstitutionName, Institution, InstitutionMerge, InstitutionWord
from db.unit_of_work import UnitOfWork
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key

SCHOOL, KINDERGARTEN, OFFICE = "UOTM", "MTT", "BOLIM"
# So many values one statement may carry is far below what SQLite allows, and PostgreSQL too.
CHUNK = 5_000

# Words of the folded name, in both languages, that tell the kind.
_KIND_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    (KINDERGARTEN, frozenset({"mt", "mtm", "dmt", "dmtm", "nmt", "mdou", "dou", "bogcha", "bogchasi", "sad", "sadik"})),
    (OFFICE, frozenset({"mtb", "mtmb", "bolimi", "boshkarmasi", "otdel", "rayono"})),
    (SCHOOL, frozenset({"maktab", "maktabi", "shkola", "shkoli", "shk", "umt", "idum", "school"})),
)
_BARE_NUMBER = re.compile(r"№?\s*(\d{1,4})")
_SCHOOL_NUMBER = re.compile(r"\b\d{1,4}\b")

_WORDS_REASON = "words an institution is found by"

InstitutionKey = tuple[str, str | None]


@dataclass(frozen=True)
class FormerName:
    """What an institution was called until ``ends_on``; ``reason`` is the order that gave it the next name."""

    id: int
    name: str
    ends_on: date
    reason: str


def institution_name(typed: str) -> str:
    """The name to keep; a bare number in a column of workplaces is that of a school."""
    name = tidy(typed)
    number = _BARE_NUMBER.fullmatch(name)
    return f"{number[1]}-maktab" if number else name


def institution_kind(name: str) -> str | None:
    """What the name says the institution is, or None where it does not say."""
    words = set(search_key(name).split())
    return next((kind for kind, telling in _KIND_WORDS if words & telling), None)


def institution_key(name: str) -> str:
    """Equal for "99-maktab", "Школа №99" and "99-sonli umumiy oʻrta taʼlim maktabi"; else the folded name."""
    kind, numbers = institution_kind(name), _SCHOOL_NUMBER.findall(name)
    if kind in (SCHOOL, KINDERGARTEN) and len(numbers) == 1:
        return f"{kind.lower()} {int(numbers[0])}"
    return search_key(name)


def institution_words(name: str, code: str = "", *, former: Iterable[str] = ()) -> set[str]:
    """What an institution is found by: the folded words of its names, those of their keys, its own number."""
    keys = (key for each in (name, *former) for key in (search_key(each), institution_key(each)))
    return {word for key in (*keys, search_key(code)) for word in key.split()}


def keep_institution_words(unit: UnitOfWork, row: Institution) -> None:
    """Let the institution be found by what it is called now, by what it was called, and under which number."""
    known = select(InstitutionWord.word).where(InstitutionWord.institution_id == row.id)
    former = former_institution_names(unit, [row.id]).get(row.id, ())
    words = institution_words(row.name, row.code, former=(each.name for each in former))
    kept = set(unit.session.scalars(known))
    if gone := kept - words:
        rows = delete(InstitutionWord).where(
            InstitutionWord.institution_id == row.id, InstitutionWord.word.in_(sorted(gone))
        )
        unit.execute_bulk(rows, reason=_WORDS_REASON)
    new = [{"word": word, "institution_id": row.id} for word in sorted(words - kept)]
    unit.insert_many(InstitutionWord, new, reason=_WORDS_REASON)


def former_institution_names(unit: UnitOfWork, ids: Collection[int]) -> dict[int, list[FormerName]]:
    """What each of these institutions was called before, the latest first; those of one name are left out."""
    found: dict[int, list[FormerName]] = {}
    row = FormerInstitutionName
    rows = select(row).where(row.institution_id.in_(ids)).order_by(row.ends_on.desc(), row.id.desc())
    for each in unit.session.scalars(rows):
        found.setdefault(each.institution_id, []).append(FormerName(each.id, each.name, each.ends_on, each.reason))
    return found


def name_of_the_time(name: str, former: Sequence[FormerName], day: date | None) -> str:
    """What the institution was called on a day; a day that is not known is today. ``former`` has the latest first."""
    borne = [each.name for each in former if day is not None and day <= each.ends_on]
    return borne[-1] if borne else name


def find_or_create_institution(unit: UnitOfWork, *, name: str, district_code: str | None) -> int | None:
    """The id of the institution of that name in that district; None for an empty name."""
    kept = institution_name(name)
    if not kept:
        return None
    return find_or_create_institutions(unit, [(kept, district_code)])[institution_key(kept), district_code]


def find_or_create_institutions(
    unit: UnitOfWork, named: Iterable[tuple[str, str | None]]
) -> Mapping[InstitutionKey, int]:
    """The ids of many, by key and district; those that are missing are added."""
    wanted: dict[InstitutionKey, str] = {}
    for name, district_code in named:
        wanted.setdefault((institution_key(name), district_code), name)
    found = _known(unit, {key for key, _ in wanted})
    missing = {key: name for key, name in wanted.items() if key not in found}
    first_id = (unit.session.scalar(select(func.max(Institution.id))) or 0) + 1
    rows: list[dict[str, Any]] = [
        {
            "id": first_id + place,
            "name": name,
            "kind_code": institution_kind(name),
            "district_code": district_code,
            "search_key": key,
        }
        for place, ((key, district_code), name) in enumerate(missing.items())
    ]
    unit.insert_many(Institution, rows, reason="institutions met for the first time")
    words = [
        {"word": word, "institution_id": row["id"]} for row in rows for word in sorted(institution_words(row["name"]))
    ]
    unit.insert_many(InstitutionWord, words, reason=_WORDS_REASON)
    found.update(zip(missing, (row["id"] for row in rows), strict=True))
    return found


def _known(unit: UnitOfWork, keys: set[str]) -> dict[InstitutionKey, int]:
    """Of several by one name the open one that was entered first; a merged spelling leads to the kept one.

    A name that an institution bore before means it still, unless another one bears it now.
    """
    found: dict[InstitutionKey, int] = {}
    ordered, place = sorted(keys), (Institution.district_code, Institution.id)
    former = select(FormerInstitutionName.search_key, *place).join(
        Institution, Institution.id == FormerInstitutionName.institution_id
    )
    present = select(Institution.search_key, *place)
    for start in range(0, len(ordered), CHUNK):
        some = ordered[start : start + CHUNK]
        for query, named in ((former, FormerInstitutionName.search_key), (present, Institution.search_key)):
            rows = query.where(named.in_(some)).order_by(Institution.closed_on.is_(None), Institution.id.desc())
            for key, district_code, institution_id in unit.session.execute(rows):
                found[key, district_code] = institution_id
    kept = merged_into(unit)
    return {key: kept.get(institution_id, institution_id) for key, institution_id in found.items()}


def merged_into(unit: UnitOfWork) -> dict[int, int]:
    """Which institution each merged spelling stands for, by their ids; of a chain the last."""
    stands = select(InstitutionMerge.gone_id, InstitutionMerge.kept_id).where(InstitutionMerge.undone_at.is_(None))
    kept = dict(unit.session.execute(stands).all())
    return {gone: _end_of(kept, gone) for gone in kept}


def _end_of(kept: Mapping[int, int], gone: int) -> int:
    while gone in kept:
        gone = kept[gone]
    return gone
