"""Groups of one kind, of the right size, near districts together, and nobody lost."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import Refused
from desktop_app.forming.records import Candidate, Group, LeftoverReason, Terms
from desktop_app.forming.rules import group_people, kind_of, leave_out, move

TERMS = Terms(25, 30)
NEARNESS = {"A": 0, "B": 1, "C": 2, "D": 3}


def candidate(person_id: int, district: str = "A", **values: object) -> Candidate:
    return replace(
        Candidate(person_id, f"{person_id:05}", "PEDAGOG", "MAT", "uz", district, None, "RIVOJLANTIRUVCHI"), **values
    )


def people(count: int, district: str = "A", *, first: int = 1, **values: object) -> list[Candidate]:
    return [candidate(number, district, **values) for number in range(first, first + count)]


def sizes(groups: tuple[Group, ...]) -> list[int]:
    return [len(group.people) for group in groups]


@st.composite
def crowds(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(0, 160))
    rng = Random(draw(st.integers(0, 2**32)))
    return [
        candidate(
            number,
            rng.choice("ABCDE"),
            subject_code=rng.choice(("MAT", "MAT", "FIZ", None)),
            staff_group=rng.choice(("PEDAGOG", "PEDAGOG", "RAHBAR", None)),
            language_code=rng.choice(("uz", "uz", "uz", "ru", None)),
            profile=rng.choice(("RIVOJLANTIRUVCHI", "YUKSALTIRUVCHI", None)),
            shift_code=rng.choice((None, None, "1", "2")),
            institution_id=rng.choice((None, 1, 2, 3)),
        )
        for number in range(count)
    ]


some_terms = st.builds(
    lambda least, more, language, shift, profile: Terms(least, least + more, language, shift, profile),
    st.integers(1, 25),
    st.integers(0, 8),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(crowds(), some_terms)
def test_everybody_is_in_exactly_one_group_or_left_over(crowd: list[Candidate], terms: Terms) -> None:
    found = group_people(crowd, terms, nearness=NEARNESS)
    placed = [person.person_id for group in found.groups for person in group.people]
    left = [leftover.person.person_id for leftover in found.leftovers]
    assert Counter(placed + left) == Counter(person.person_id for person in crowd)


@given(crowds(), some_terms)
def test_no_group_is_too_small_or_too_large_or_mixed(crowd: list[Candidate], terms: Terms) -> None:
    found = group_people(crowd, terms, nearness=NEARNESS)
    for group in found.groups:
        assert terms.least <= len(group.people) <= terms.most
        assert {kind_of(person, terms) for person in group.people} == {group.kind}


@given(crowds(), some_terms, st.randoms())
def test_the_order_in_which_people_come_changes_nothing(crowd: list[Candidate], terms: Terms, rng: Random) -> None:
    shuffled = list(crowd)
    rng.shuffle(shuffled)
    assert group_people(shuffled, terms, nearness=NEARNESS) == group_people(crowd, terms, nearness=NEARNESS)


@given(crowds(), some_terms)
def test_fewer_are_left_of_a_kind_than_one_group_needs_unless_sizes_do_not_allow_it(
    crowd: list[Candidate], terms: Terms
) -> None:
    found = group_people(crowd, terms, nearness=NEARNESS)
    totals = Counter(
        kind_of(leftover.person, terms) for leftover in found.leftovers if leftover.reason is LeftoverReason.TOO_FEW
    )
    for kind, left in totals.items():
        whole = left + sum(len(group.people) for group in found.groups if group.kind == kind)
        most_placed = max(min(whole, groups * terms.most) for groups in range(whole // terms.least + 1))
        assert whole - left == most_placed


@pytest.mark.parametrize(
    ("count", "expected", "left"),
    [(24, [], 24), (25, [25], 0), (30, [30], 0), (31, [30], 1), (49, [30], 19), (50, [25, 25], 0), (90, [30] * 3, 0)],
)
def test_sizes_are_from_25_to_30(count: int, expected: list[int], left: int) -> None:
    found = group_people(people(count), TERMS, nearness=NEARNESS)
    assert (sizes(found.groups), len(found.leftovers)) == (expected, left)
    assert {leftover.reason for leftover in found.leftovers} <= {LeftoverReason.TOO_FEW}


def test_districts_stay_whole_where_they_can() -> None:
    crowd = people(26, "A") + people(29, "B", first=100) + people(27, "C", first=200)
    found = group_people(crowd, TERMS, nearness=NEARNESS)
    assert [group.districts for group in found.groups] == [("A",), ("B",), ("C",)]


def test_near_districts_come_together() -> None:
    crowd = people(13, "A") + people(14, "D", first=100) + people(13, "B", first=200) + people(12, "C", first=300)
    found = group_people(crowd, TERMS, nearness=NEARNESS)
    assert [group.districts for group in found.groups] == [("A", "B"), ("C", "D")]


def test_a_school_is_not_parted_where_it_need_not_be() -> None:
    crowd = people(27, institution_id=1) + people(27, first=100, institution_id=2)
    found = group_people(crowd, TERMS, nearness=NEARNESS)
    assert [{person.institution_id for person in group.people} for group in found.groups] == [{1}, {2}]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"staff_group": None}, LeftoverReason.NO_STAFF_GROUP),
        ({"subject_code": None}, LeftoverReason.NO_SUBJECT),
        ({"language_code": None}, LeftoverReason.NO_LANGUAGE),
        ({"profile": None}, LeftoverReason.NO_CATEGORY),
    ],
)
def test_whoever_cannot_be_placed_is_left_with_the_reason(values: dict[str, object], reason: LeftoverReason) -> None:
    found = group_people([candidate(1, **values)], Terms(1, 30), nearness=NEARNESS)
    assert [leftover.reason for leftover in found.leftovers] == [reason]


def test_leaders_need_no_subject_and_no_category() -> None:
    leader = candidate(1, staff_group="RAHBAR", subject_code=None, profile=None)
    assert group_people([leader], Terms(1, 30), nearness=NEARNESS).placed == 1


def test_educators_have_no_subject_and_are_grouped_by_their_post() -> None:
    educators = people(2, subject_code=None, position_code="TARBIYACHI")
    crowd = [*educators, *people(2, first=10, subject_code=None, position_code="MUS_RAH"), candidate(20)]
    found = group_people(crowd, Terms(1, 30), nearness=NEARNESS)
    assert [(group.kind.position_code, len(group.people)) for group in found.groups] == [
        ("MUS_RAH", 2),
        ("TARBIYACHI", 2),
        (None, 1),
    ]


def test_people_are_moved_between_groups_of_a_kind_and_out_of_them() -> None:
    found = group_people(people(52), TERMS, nearness=NEARNESS)
    mover = found.groups[0].people[0].person_id
    moved = move(found, [mover], to=1, terms=TERMS)
    assert sizes(moved.groups) == [26, 26]
    out = move(moved, [mover], to=None, terms=TERMS)
    assert (sizes(out.groups), out.leftovers[0].reason) == ([26, 25], LeftoverReason.TAKEN_OUT)
    back = move(out, [mover], to=0, terms=TERMS)
    assert (sizes(back.groups), back.leftovers) == ([27, 25], ())


def test_a_full_group_and_one_of_another_kind_take_nobody() -> None:
    found = group_people(people(60) + people(25, first=100, language_code="ru"), TERMS, nearness=NEARNESS)
    russian = next(group for group in found.groups if group.kind.language_code == "ru")
    with pytest.raises(Refused, match="other_kind"):
        move(found, [russian.people[0].person_id], to=found.groups.index(found.groups[-1]), terms=TERMS)
    uzbek = [place for place, group in enumerate(found.groups) if group.kind.language_code == "uz"]
    with pytest.raises(Refused, match="group_full"):
        move(found, [found.groups[uzbek[0]].people[0].person_id], to=uzbek[1], terms=TERMS)


def test_who_wishes_no_shift_joins_either() -> None:
    terms = Terms(2, 5)
    crowd = people(2, shift_code="1") + people(2, first=10, shift_code="2") + [candidate(20)]
    found = group_people(crowd, terms, nearness=NEARNESS)
    assert [leftover.person.person_id for leftover in found.leftovers] == [20]
    assert sizes(move(found, [20], to=1, terms=terms).groups) == [2, 3]


def test_who_cannot_be_taken_leaves_the_group_with_the_sentence_why() -> None:
    found = group_people(people(26), TERMS, nearness=NEARNESS)
    left = leave_out(found, {3: (LeftoverReason.HINDERED, "Boshqa guruhda")})
    assert (sizes(left.groups), left.leftovers[0].text) == ([25], "Boshqa guruhda")
