"""The same person twice in one file: surely, perhaps, or by a number that two people cannot share."""

from collections.abc import Iterable
from copy import copy

from desktop_app.language.names import same_person_names
from desktop_app.rosters.people import RosterPerson
from desktop_app.rosters.problems import ProblemCode, RowProblem, problem

# So many namesakes above a row are compared with it: a list that repeats one name without end must not take for ever.
COMPARED_NAMESAKES = 200


class Repeats:
    """The rows of a roster by what they may share; knows for each what is wrong with it beside the others."""

    def __init__(self) -> None:
        self._people: dict[int, RosterPerson] = {}
        self._by_jshshir: dict[str, list[int]] = {}
        self._by_document: dict[str, list[int]] = {}
        self._by_key: dict[str, list[int]] = {}
        # Rows that may share something; nearly all share nothing and are told so at once.
        self._sharing: set[int] = set()

    def copied(self) -> "Repeats":
        """One that may be changed without changing this one."""
        other = copy(self)
        other._people, other._sharing = dict(self._people), set(self._sharing)
        other._by_jshshir, other._by_document, other._by_key = map(
            dict[str, list[int]], (self._by_jshshir, self._by_document, self._by_key)
        )
        return other

    def fill(self, people: Iterable[tuple[int, RosterPerson]]) -> None:
        """Take in the rows of a whole list, in their order."""
        for number, person in people:
            self._people[number] = person
            for value, groups in self._groups_of(person):
                group = groups.setdefault(value, [])
                group.append(number)
                if len(group) > 1:
                    self._sharing.update((group[0], number))

    def put(self, number: int, person: RosterPerson | None) -> set[int]:
        """Let the row hold somebody else, or nobody; gives the rows that this may concern."""
        concerned: set[int] = set()
        before = self._people.pop(number, None)
        for old, groups in self._groups_of(before):
            rest = [one for one in groups.get(old, ()) if one != number]
            concerned.update(rest)
            groups[old] = rest
        if person is not None:
            self._people[number] = person
        for new, groups in self._groups_of(person):
            groups[new] = sorted([*groups.get(new, ()), number])
            concerned.update(groups[new])
        self._sharing |= concerned
        return concerned

    def problems_of(self, number: int) -> tuple[RowProblem, ...]:
        """What is wrong with a row that repeats others; the first of them stays as it is."""
        if number not in self._sharing:
            return ()
        person = self._people[number]
        same_number = self._by_jshshir[person.jshshir] if person.jshshir else ()
        same_document = self._by_document[person.document] if person.document else ()
        same_key = self._by_key[person.key]
        found = self._by_number(number, person, same_number) or self._by_document_of(number, person, same_document)
        found = found or self._by_name(number, person, same_key)
        shared = self._shared_number(number, person, same_number)
        return tuple(one for one in (found, shared) if one)

    def _by_number(self, number: int, person: RosterPerson, rows: Iterable[int]) -> RowProblem | None:
        first = next(iter(rows), number)
        if first == number:
            return None
        other = self._people[first]
        if _are_alike(person, other):
            return _repeats(person, first)
        return _two_names(ProblemCode.JSHSHIR_TWO_NAMES, person.jshshir, first, other)

    def _shared_number(self, number: int, person: RosterPerson, rows: Iterable[int]) -> RowProblem | None:
        """The first of several rows with one JShShIR is wrong, too, where another bears another name."""
        rows = list(rows)
        if not rows or rows[0] != number:
            return None
        other = next((row for row in rows[1:] if not _are_alike(person, self._people[row])), None)
        if other is None:
            return None
        return _two_names(ProblemCode.JSHSHIR_TWO_NAMES, person.jshshir, other, self._people[other])

    def _by_document_of(self, number: int, person: RosterPerson, rows: Iterable[int]) -> RowProblem | None:
        first = next(iter(rows), number)
        if first == number:
            return None
        other = self._people[first]
        if _are_alike(person, other) and not _differ(person.jshshir, other.jshshir):
            return _repeats(person, first)
        return _two_names(ProblemCode.DOCUMENT_TWO_NAMES, person.document, first, other)

    def _by_name(self, number: int, person: RosterPerson, rows: list[int]) -> RowProblem | None:
        for row in rows[:COMPARED_NAMESAKES]:
            if row == number:
                return None
            other = self._people[row]
            births_differ = _differ(person.birth_year, other.birth_year) or _differ(person.birth_date, other.birth_date)
            if not births_differ and not _differ(person.jshshir, other.jshshir):
                if person.birth_date is not None and person.birth_date == other.birth_date:
                    return _repeats(person, row)
                name = person.full_name
                return problem(ProblemCode.REPEATS_NAME, value=name, other_row=row)
        return None

    def _groups_of(self, person: RosterPerson | None) -> list[tuple[str, dict[str, list[int]]]]:
        if person is None:
            return []
        groups = [
            (person.jshshir, self._by_jshshir),
            (person.document, self._by_document),
            (person.key, self._by_key),
        ]
        return [(value, group) for value, group in groups if value]


def _repeats(person: RosterPerson, other_row: int) -> RowProblem:
    return problem(ProblemCode.REPEATS_ROW, value=person.full_name, other_row=other_row)


def _are_alike(person: RosterPerson, other: RosterPerson) -> bool:
    return person.key == other.key or same_person_names(person.name, other.name)


def _differ(mine: object, theirs: object) -> bool:
    """Whether both are known and not the same."""
    return mine is not None and theirs is not None and mine != theirs


def _two_names(code: ProblemCode, value: str | None, other_row: int, other: RosterPerson) -> RowProblem:
    field = "jshshir" if code is ProblemCode.JSHSHIR_TWO_NAMES else "document"
    return problem(code, value=value or "", field=field, other_row=other_row, other_name=other.full_name)
