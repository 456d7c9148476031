"""How people are put into groups: pure, and the same for the same people in whatever order they come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from desktop_app.errors import Refused
from desktop_app.forming.records import (
    Candidate,
    Group,
    Grouping,
    GroupKind,
    Leftover,
    LeftoverReason,
    Terms,
)
from desktop_app.i18n import N_

TEACHERS = "PEDAGOG"
# The position of those who teach a subject: a card of theirs without one is not filled in.
SUBJECT_TEACHER = "OQIT"
# What one of each costs: leaving nobody out comes first, then whole districts, then few groups, then whole schools.
LEFT_OUT, DISTRICT_CUT, GROUP, SCHOOL_CUT = 1_000_000_000, 100_000, 1_000, 10


def group_people(candidates: Iterable[Candidate], terms: Terms, *, nearness: Mapping[str, int]) -> Grouping:
    """Everybody into groups of ``least`` to ``most`` people of one kind, or left over with the reason.

    ``nearness`` gives districts their places in a row in which neighbours stand beside each other.
    """
    kinds: dict[GroupKind, list[Candidate]] = defaultdict(list)
    leftovers: list[Leftover] = []
    for person in candidates:
        reason = lack_of(person, terms)
        if reason is None:
            kinds[kind_of(person, terms)].append(person)
        else:
            leftovers.append(Leftover(person, reason))
    groups: list[Group] = []
    for kind in sorted(kinds, key=_in_order):
        people = sorted(kinds[kind], key=lambda person: _place(person, nearness))
        cut, left = _cut(people, terms)
        groups += [Group(kind, tuple(part)) for part in cut]
        leftovers += [Leftover(person, LeftoverReason.TOO_FEW) for person in left]
    return Grouping(tuple(groups), tuple(sorted(leftovers, key=_leftover_order)))


def kind_of(person: Candidate, terms: Terms) -> GroupKind:
    return GroupKind(
        person.staff_group,
        person.subject_code,
        person.programme_id,
        person.language_code if terms.is_by_language else None,
        person.shift_code if terms.is_by_shift else None,
        person.profile if terms.is_by_profile else None,
        person.position_code if person.subject_code is None and person.staff_group == TEACHERS else None,
    )


def lack_of(person: Candidate, terms: Terms) -> LeftoverReason | None:
    """What the card must say before the person can be put anywhere.

    Leaders, specialists and educators have no subject.
    """
    if person.staff_group is None:
        return LeftoverReason.NO_STAFF_GROUP
    teaches_none = person.staff_group != TEACHERS or person.position_code not in (None, SUBJECT_TEACHER)
    if person.subject_code is None and person.programme_id is None and not teaches_none:
        return LeftoverReason.NO_SUBJECT
    if terms.is_by_language and person.language_code is None:
        return LeftoverReason.NO_LANGUAGE
    if terms.is_by_profile and person.profile is None and person.staff_group == TEACHERS:
        return LeftoverReason.NO_CATEGORY
    return None


def may_join(person: Candidate, kind: GroupKind, terms: Terms) -> bool:
    """Whether the person has everything in common with a group; who wishes nothing joins whatever was wished."""
    own = kind_of(person, terms)
    free_shift, free_programme = own.shift_code is None, own.programme_id is None
    like = replace(
        own,
        shift_code=kind.shift_code if free_shift else own.shift_code,
        programme_id=kind.programme_id if free_programme else own.programme_id,
    )
    return lack_of(person, terms) in (None, LeftoverReason.NO_SUBJECT) and like == kind


def move(grouping: Grouping, person_ids: Sequence[int], *, to: int | None, terms: Terms) -> Grouping:
    """Put people into another group, or out of all with ``to`` None.

    Raises Refused where the group is of another kind, or would be larger than groups may be.
    """
    wanted = set(person_ids)
    everybody = {person.person_id: person for group in grouping.groups for person in group.people}
    everybody |= {left.person.person_id: left.person for left in grouping.leftovers}
    moved = [everybody[person_id] for person_id in dict.fromkeys(person_ids)]
    if to is not None:
        target = grouping.groups[to]
        if not all(may_join(person, target.kind, terms) for person in moved):
            raise Refused("other_kind", N_("This group is of another subject, language, shift or category."))
        coming = wanted - {person.person_id for person in target.people}
        if len(target.people) + len(coming) > terms.most:
            raise Refused("group_full", N_("The group would have more than {most} people."), most=terms.most)
    groups = [
        replace(group, people=tuple(person for person in group.people if person.person_id not in wanted))
        for group in grouping.groups
    ]
    left = [each for each in grouping.leftovers if each.person.person_id not in wanted]
    if to is None:
        left += [Leftover(person, LeftoverReason.TAKEN_OUT) for person in moved]
    else:
        groups[to] = replace(groups[to], people=(*groups[to].people, *moved))
    return Grouping(tuple(groups), tuple(left))


def leave_out(grouping: Grouping, found: Mapping[int, tuple[LeftoverReason, str]]) -> Grouping:
    """Take out those who cannot be taken, each with the reason and its sentence."""
    groups: list[Group] = []
    leftovers = list(grouping.leftovers)
    for group in grouping.groups:
        stays = tuple(person for person in group.people if person.person_id not in found)
        leftovers += [Leftover(person, *found[person.person_id]) for person in group.people if person not in stays]
        groups.append(replace(group, people=stays))
    return Grouping(tuple(group for group in groups if group.people), tuple(leftovers))


def _cut(people: Sequence[Candidate], terms: Terms) -> tuple[list[list[Candidate]], list[Candidate]]:
    """Cut a row of people into groups at the least cost; who stands between two groups is left over.

    ``best[end]`` is the least cost of the first ``end`` people, ``step[end]`` the size of the last group of that, or
    nought where the last person is left out.
    """
    borders = [_border_cost(before, after) for before, after in pairwise(people)]
    middle = (terms.least + terms.most) // 2
    sizes = [(size, GROUP + abs(size - middle)) for size in range(terms.least, terms.most + 1)]
    best, step = [0], [0]
    for end in range(1, len(people) + 1):
        cost, size = best[end - 1] + LEFT_OUT, 0
        # Whoever comes next is cut off from this group.
        border = borders[end - 1] if end < len(people) else 0
        for each, own in sizes:
            if each > end:
                break
            whole = best[end - each] + own + border
            if whole < cost:
                cost, size = whole, each
        best.append(cost)
        step.append(size)
    groups: list[list[Candidate]] = []
    left: list[Candidate] = []
    end = len(people)
    while end:
        size = step[end]
        if size:
            groups.insert(0, list(people[end - size : end]))
        else:
            left.insert(0, people[end - 1])
        end -= size or 1
    return groups, left


def _border_cost(before: Candidate, after: Candidate) -> int:
    """What it costs to part two who stand beside each other."""
    if before.district_code != after.district_code:
        return 0
    return DISTRICT_CUT + (SCHOOL_CUT if before.institution_id == after.institution_id is not None else 0)


def _place(person: Candidate, nearness: Mapping[str, int]) -> tuple[int, str, int, str, int]:
    """By district, near ones beside each other, then by school and name."""
    district = person.district_code or ""
    return (
        nearness.get(district, len(nearness)),
        district,
        person.institution_id or 0,
        person.sort_key,
        person.person_id,
    )


def _in_order(kind: GroupKind) -> tuple[str, ...]:
    return (
        kind.staff_group or "",
        kind.subject_code or "",
        kind.position_code or "",
        f"{kind.programme_id or 0:012}",
        kind.language_code or "",
        kind.profile or "",
        kind.shift_code or "",
    )


def _leftover_order(leftover: Leftover) -> tuple[int, str, int]:
    return list(LeftoverReason).index(leftover.reason), leftover.person.sort_key, leftover.person.person_id
