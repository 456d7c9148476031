"""The same person twice in one file: surely, perhaps, or by a number that two people cannot share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop_app.language.names import same_person_names
from desktop_app.rosters.problems import ProblemCode, RowProblem, problem
from desktop_app.rosters.rows import RosterPerson

Numbered = tuple[int, RosterPerson]
Tell = Callable[[int, RowProblem], None]


@dataclass(frozen=True)
class _Seen:
    by_jshshir: dict[str, Numbered]
    by_document: dict[str, Numbered]
    by_key: dict[str, list[Numbered]]


def tell_repeats(rows: Iterable[Numbered], tell: Tell) -> None:
    """Tell what is wrong with rows that repeat others; the first of them stays as it is."""
    seen = _Seen({}, {}, {})
    for number, person in rows:
        found = _by_number(number, person, seen, tell) or _by_name(person, seen)
        if found:
            tell(number, found)
        seen.by_jshshir.setdefault(person.jshshir or "", (number, person))
        seen.by_document.setdefault(person.document or "", (number, person))
        seen.by_key.setdefault(person.key, []).append((number, person))


def _by_number(number: int, person: RosterPerson, seen: _Seen, tell: Tell) -> RowProblem | None:
    if person.jshshir and person.jshshir in seen.by_jshshir:
        other_number, other = seen.by_jshshir[person.jshshir]
        if _are_alike(person, other):
            return problem(ProblemCode.REPEATS_ROW, value=person.full_name, other_row=other_number)
        tell(other_number, _two_names(ProblemCode.JSHSHIR_TWO_NAMES, other.jshshir, number, person))
        return _two_names(ProblemCode.JSHSHIR_TWO_NAMES, person.jshshir, other_number, other)
    if person.document and person.document in seen.by_document:
        other_number, other = seen.by_document[person.document]
        if _are_alike(person, other) and not _differ(person.jshshir, other.jshshir):
            return problem(ProblemCode.REPEATS_ROW, value=person.full_name, other_row=other_number)
        return _two_names(ProblemCode.DOCUMENT_TWO_NAMES, person.document, other_number, other)
    return None


def _by_name(person: RosterPerson, seen: _Seen) -> RowProblem | None:
    for other_number, other in seen.by_key.get(person.key, ()):
        if _differ(person.jshshir, other.jshshir) or _differ(person.birth_year, other.birth_year):
            continue
        if _differ(person.birth_date, other.birth_date):
            continue
        is_sure = person.birth_date is not None and person.birth_date == other.birth_date
        code = ProblemCode.REPEATS_ROW if is_sure else ProblemCode.REPEATS_NAME
        return problem(code, value=person.full_name, other_row=other_number)
    return None


def _are_alike(person: RosterPerson, other: RosterPerson) -> bool:
    return same_person_names(person.names.latin, other.names.latin)


def _differ(mine: object, theirs: object) -> bool:
    """Whether both are known and not the same."""
    return mine is not None and theirs is not None and mine != theirs


def _two_names(code: ProblemCode, value: str | None, other_row: int, other: RosterPerson) -> RowProblem:
    return problem(code, value=value or "", other_row=other_row, other_name=other.full_name)
