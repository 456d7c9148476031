"""The groups on the table: what was moved by hand, what was chosen for a kind, and the steps back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.forming.builder import programme_of
from desktop_app.forming.records import (
    CohortToMake,
    FormingPreview,
    Group,
    Grouping,
    GroupKind,
    Leftover,
    LeftoverReason,
)
from desktop_app.forming.rules import may_join, move


@dataclass(frozen=True)
class GroupRow:
    """A line of the list of groups; ``place`` None is that of the leftovers."""

    place: int | None
    people: int
    group: Group | None = None


class Board:
    """Nothing of it is in the centre yet."""

    def __init__(self, preview: FormingPreview) -> None:
        self.preview = preview
        self._before: list[Grouping] = []
        self._lay(preview.grouping)
        self._programmes: dict[GroupKind, int | None] = {}

    def renewed(self, preview: FormingPreview) -> "Board":
        """The groups read anew: what was moved and chosen by hand stays where they are the same as before."""
        before, now = self.preview, preview
        if (before.wish, before.terms, before.grouping.groups) != (now.wish, now.terms, now.grouping.groups):
            return Board(preview)
        said = {left.person.person_id: left for left in now.grouping.leftovers}
        if said.keys() != {left.person.person_id for left in before.grouping.leftovers}:
            return Board(preview)
        self.preview = preview
        # Why somebody is left over is said in the language of now.
        leftovers = (
            said[left.person.person_id] if left.reason is not LeftoverReason.TAKEN_OUT else left
            for left in self.grouping.leftovers
        )
        self._lay(replace(self.grouping, leftovers=tuple(leftovers)))
        return self

    @property
    def rows(self) -> tuple[GroupRow, ...]:
        groups = (GroupRow(place, len(group.people), group) for place, group in enumerate(self.grouping.groups))
        left = len(self.grouping.leftovers)
        return (*groups, GroupRow(None, left)) if left else tuple(groups)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def programme_id(self, kind: GroupKind) -> int | None:
        return self._programmes.get(kind, programme_of(self.preview, kind))

    def choose_programme(self, kind: GroupKind, programme_id: int | None) -> None:
        """For every group of the kind."""
        self._programmes[kind] = programme_id

    def is_odd(self, row: GroupRow) -> bool:
        """Whether a group has other than the right number of people."""
        terms = self.preview.terms
        return row.place is not None and not terms.least <= row.people <= terms.most

    def move(self, person_ids: Sequence[int], to: int | None) -> None:
        """Raises Refused where they may not go there."""
        after = move(self.grouping, person_ids, to=to, terms=self.preview.terms)
        self._before.append(self.grouping)
        self._lay(after)

    def undo(self) -> None:
        if self._before:
            self._lay(self._before.pop())

    def beside(self, place: int | None, person_ids: Sequence[int], step: int) -> int | None:
        """The next group up or down that takes the people and has room; None where there is none."""
        terms = self.preview.terms
        everybody = [person for group in self.grouping.groups for person in group.people]
        everybody += [leftover.person for leftover in self.grouping.leftovers]
        moved = [person for person in everybody if person.person_id in set(person_ids)]
        groups = self.grouping.groups
        here = len(groups) if place is None else place
        others = range(here - 1, -1, -1) if step < 0 else range(here + 1, len(groups))
        for other in others:
            has_room = len(groups[other].people) + len(moved) <= terms.most
            if has_room and all(may_join(person, groups[other].kind, terms) for person in moved):
                return other
        return None

    def to_make(self, places: Sequence[int], place_held: str) -> list[CohortToMake]:
        """The groups as cohorts, those with people and a programme."""
        wanted = []
        for place in places:
            group = self.grouping.groups[place]
            programme_id = self.programme_id(group.kind)
            if programme_id is not None and group.people:
                kind = group.kind
                starts_on = self.preview.wish.starts_on
                wanted.append(
                    CohortToMake(programme_id, starts_on, group.people, kind.language_code, kind.shift_code, place_held)
                )
        return wanted

    def _lay(self, grouping: Grouping) -> None:
        self.grouping = grouping
        self.leftovers: dict[int, Leftover] = {left.person.person_id: left for left in grouping.leftovers}
