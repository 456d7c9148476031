"""Editing the sets of marks: nothing that stands is counted anew unless somebody says so, for whom and why."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import count

from sqlalchemy import Select, exists, func, select, union, update

from db.models.attendance import Absence, Mark
from db.models.attendance import MarkKind as KindRow
from db.models.attendance import MarkSet as SetRow
from db.models.cohorts import Cohort, CohortState, Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key
from desktop_app.marks.kinds import default_set_id, mark_set, mark_sets
from desktop_app.marks.records import Counts, MarkKind, MarkSet, Reach, Recount
from desktop_app.marks.rules import check_kinds, counted_otherwise
from desktop_app.reference.records import Names

_OPEN = (CohortState.PLANNED, CohortState.STUDYING)
_LONGEST_CODE = 12


def recount(unit: UnitOfWork, draft: MarkSet) -> Recount | None:
    """What saving the set would count otherwise; None where all counts as before, or no cohort has the set."""
    kept = mark_set(unit, set_id=draft.id) if draft.id else draft
    codes = _counted_otherwise(kept, draft)
    if not codes or not kept.cohorts:
        return None
    open_ids = unit.session.scalars(_open_cohorts(kept.id)).all()
    return Recount(len(open_ids), kept.cohorts - len(open_ids), _people_marked(unit, open_ids, codes))


def save_set(
    unit: UnitOfWork, draft: MarkSet, *, seen: MarkSet | None = None, reach: Reach | None = None, reason: str = ""
) -> MarkSet:
    """Add the set (id 0) or change the one that was ``seen``; kinds without a code are new.

    Where kinds of a set that cohorts have are to count otherwise, the set is retired and stays as it was; another one
    takes its place for new cohorts, and with a ``reason`` for the open ones as well. Raises Refused where ``reach``
    does not say which, or where open cohorts have marks of a kind that would be gone; Conflict, Invalid, Duplicate.
    """
    _pin_cohorts(unit)
    draft = _tidied(unit, draft)
    check_kinds(draft.kinds)
    if draft.retired_on is None:
        _check_name(unit, draft)
    if not draft.id:
        return _add(unit, replace(draft, is_default=False))
    kept = mark_set(unit, set_id=draft.id)
    if seen is None or replace(kept, cohorts=seen.cohorts) != seen:
        raise Conflict
    change = recount(unit, draft)
    if change is None:
        return _change(unit, kept, draft)
    if reach is None:
        raise Refused(
            "marks_counted",
            N_(
                "Cohorts are marked with the set {name}: {count}. Say whether the change is for new cohorts only or "
                "for the open ones as well."
            ),
            name=kept.name,
            count=kept.cohorts,
        )
    return _succeed(unit, kept, draft, people=change.people, reach=reach, reason=tidy(reason))


def make_default(unit: UnitOfWork, *, set_id: int) -> None:
    """Let new cohorts get this set. Raises Refused for a retired one."""
    _pin_cohorts(unit)
    chosen = mark_set(unit, set_id=set_id)
    if chosen.retired_on is not None:
        raise Refused("mark_set_retired", N_("The set {name} is retired. Bring it back first."), name=chosen.name)
    for row in unit.session.scalars(select(SetRow)):
        row.is_default = row.id == set_id


def retire_set(unit: UnitOfWork, *, set_id: int) -> None:
    """Offer the set to no cohort any more; those that have it keep it. Raises Refused for that of new cohorts."""
    _require_spare(mark_set(unit, set_id=set_id))
    unit.session.get_one(SetRow, set_id).retired_on = unit.today


def bring_back(unit: UnitOfWork, *, set_id: int) -> None:
    """Offer a retired set again. Raises Duplicate where another one has its name by now."""
    _check_name(unit, mark_set(unit, set_id=set_id))
    unit.session.get_one(SetRow, set_id).retired_on = None


def delete_set(unit: UnitOfWork, *, set_id: int) -> None:
    """Raises Refused for the set of new cohorts and for one that cohorts have."""
    _pin_cohorts(unit)
    found = mark_set(unit, set_id=set_id)
    _require_spare(found)
    if found.cohorts:
        raise Refused(
            "mark_set_used",
            N_("Cohorts are marked with the set {name}: {count}. Retire it instead."),
            name=found.name,
            count=found.cohorts,
        )
    for row in _rows(unit, set_id).values():
        unit.session.delete(row)
    unit.session.flush()
    unit.session.delete(unit.session.get_one(SetRow, set_id))


def give_set(unit: UnitOfWork, row: Cohort, set_id: int) -> None:
    """Let a cohort be marked with another set.

    Raises Refused for a retired one, and where marks or absences of the cohort are of a kind that it lacks.
    """
    chosen = mark_set(unit, set_id=set_id)
    if chosen.retired_on is not None:
        raise Refused("mark_set_retired", N_("The set {name} is retired. Bring it back first."), name=chosen.name)
    before = _set_of(unit, row)
    lacking = _used(unit, [row.id], _gone(before, chosen))
    if lacking:
        raise Refused(
            "mark_kinds_lacking",
            N_("Cohort {cohort} has marks that the set {name} lacks: {kinds}. Change these marks first."),
            cohort=row.code,
            name=chosen.name,
            kinds=", ".join(_names(before, lacking)),
        )
    row.mark_set_id = set_id


def people_counted_otherwise(unit: UnitOfWork, row: Cohort, set_id: int) -> int:
    """How many people of the cohort have marks that count as something else by another set."""
    return _people_marked(unit, [row.id], _counted_otherwise(_set_of(unit, row), mark_set(unit, set_id=set_id)))


def _succeed(unit: UnitOfWork, kept: MarkSet, draft: MarkSet, *, people: int, reach: Reach, reason: str) -> MarkSet:
    """Another set in the place of the one that is kept, for the open cohorts too where they are meant."""
    moved: Sequence[Cohort] = ()
    if reach is Reach.OPEN_COHORTS:
        if not reason:
            raise Invalid("field_empty", N_("This field must be filled in."), field="reason")
        moved = unit.session.scalars(select(Cohort).where(Cohort.id.in_(_open_cohorts(kept.id)))).all()
        _require_used(unit, kept, draft, moved)
    row = unit.session.get_one(SetRow, kept.id)
    row.is_default, row.retired_on = False, kept.retired_on or unit.today
    made = _add(unit, replace(draft, id=0, is_default=kept.is_default, retired_on=None))
    for cohort in moved:
        cohort.mark_set_id = made.id
    unit.session.flush()
    facts = {"name": made.name, "reason": reason, "cohorts": len(moved), "people": people if moved else 0}
    unit.note("recount", entity="mark_set", entity_id=made.id, facts=facts)
    return mark_set(unit, set_id=made.id)


def _require_used(unit: UnitOfWork, kept: MarkSet, draft: MarkSet, moved: Sequence[Cohort]) -> None:
    """Kinds that open cohorts are marked with stay."""
    used = _used(unit, [cohort.id for cohort in moved], _gone(kept, draft))
    if used:
        codes = {cohort.id: cohort.code for cohort in moved}
        raise Refused(
            "mark_kind_used",
            N_(
                "Open cohorts have marks of this kind: {kinds}, the first is {cohort}. Keep it in the set, or change "
                "the set for new cohorts only."
            ),
            kinds=", ".join(_names(kept, used)),
            cohort=min(codes[cohort_id] for cohort_id in used.values()),
        )


def _require_spare(found: MarkSet) -> None:
    if found.is_default:
        raise Refused(
            "mark_set_default", N_("New cohorts get the set {name}. Give them another one first."), name=found.name
        )


def _check_name(unit: UnitOfWork, draft: MarkSet) -> None:
    if not draft.name:
        raise Invalid("field_empty", N_("This field must be filled in."), field="name")
    offered = [one for one in mark_sets(unit) if one.retired_on is None and one.id != draft.id]
    if draft.name.casefold() in {one.name.casefold() for one in offered}:
        raise Duplicate("mark_set_name_taken", N_("There is a set {name} already."), field="name", name=draft.name)


def _pin_cohorts(unit: UnitOfWork) -> None:
    """A cohort without a set of its own was marked with the default one until now, and keeps that."""
    if unit.session.scalar(select(exists().where(Cohort.mark_set_id.is_(None)))):
        pinned = update(Cohort).where(Cohort.mark_set_id.is_(None)).values(mark_set_id=default_set_id(unit))
        unit.execute_bulk(pinned, reason="keep the set of marks")


def _tidied(unit: UnitOfWork, draft: MarkSet) -> MarkSet:
    """The set as it is kept: without stray blanks, and with a code for each kind."""
    taken = {*unit.session.scalars(select(KindRow.code).distinct()), *(kind.code for kind in draft.kinds)}
    kinds = []
    for kind in draft.kinds:
        code = kind.code or _free_code(kind.names.uz, taken)
        taken.add(code)
        kinds.append(_tidied_kind(kind, code))
    return replace(draft, name=tidy(draft.name), kinds=tuple(kinds))


def _tidied_kind(kind: MarkKind, code: str) -> MarkKind:
    uz = tidy(kind.names.uz)
    names = Names(uz, tidy(kind.names.ru) or uz, tidy(kind.names.en) or uz)
    share = kind.share if kind.counts is Counts.PRESENT else 100
    return replace(
        kind, code=code, letter=kind.letter.strip(), names=names, keys="".join(kind.keys.split()), share=share
    )


def _free_code(name: str, taken: Collection[str]) -> str:
    """A code that no set has: one that another set gives a meaning to would lend it to this kind's marks."""
    stem = "".join(sign for sign in search_key(name).upper() if sign.isalnum())[:_LONGEST_CODE] or "BELGI"
    return next(code for code in _numbered(stem) if code not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}{number}" for number in count(2))


def _add(unit: UnitOfWork, draft: MarkSet) -> MarkSet:
    row = SetRow(name=draft.name, is_default=draft.is_default, made_on=unit.today, retired_on=draft.retired_on)
    unit.session.add(row)
    unit.session.flush()
    _write_kinds(unit, row.id, draft.kinds)
    return mark_set(unit, set_id=row.id)


def _change(unit: UnitOfWork, kept: MarkSet, draft: MarkSet) -> MarkSet:
    unit.session.get_one(SetRow, kept.id).name = draft.name
    _write_kinds(unit, kept.id, draft.kinds)
    return mark_set(unit, set_id=kept.id)


def _write_kinds(unit: UnitOfWork, set_id: int, kinds: Sequence[MarkKind]) -> None:
    rows = _rows(unit, set_id)
    for code in rows.keys() - {kind.code for kind in kinds}:
        unit.session.delete(rows[code])
    for place, kind in enumerate(kinds, start=1):
        row = rows.get(kind.code) or KindRow(set_id=set_id, code=kind.code)
        row.place, row.letter, row.keys = place, kind.letter, kind.keys
        row.name_uz, row.name_ru, row.name_en = kind.names.uz, kind.names.ru, kind.names.en
        row.counts, row.share, row.visible_to = kind.counts, kind.share, list(kind.visible_to)
        unit.session.add(row)
    unit.session.flush()


def _rows(unit: UnitOfWork, set_id: int) -> dict[str, KindRow]:
    return {row.code: row for row in unit.session.scalars(select(KindRow).where(KindRow.set_id == set_id))}


def _set_of(unit: UnitOfWork, row: Cohort) -> MarkSet:
    return mark_set(unit, set_id=row.mark_set_id or default_set_id(unit))


def _counted_otherwise(before: MarkSet, after: MarkSet) -> frozenset[str]:
    return counted_otherwise({kind.code: kind for kind in before.kinds}, {kind.code: kind for kind in after.kinds})


def _names(of: MarkSet, codes: Collection[str]) -> list[str]:
    return [kind.names.text for kind in of.kinds if kind.code in codes]


def _open_cohorts(set_id: int) -> Select[int]:
    return select(Cohort.id).where(Cohort.mark_set_id == set_id, Cohort.state.in_(_OPEN))


def _people_marked(unit: UnitOfWork, cohort_ids: Sequence[int], codes: Collection[str]) -> int:
    """How many people of the cohorts have a mark of these kinds."""
    is_marked = exists().where(Mark.enrolment_id == Enrolment.id, Mark.kind_code.in_(codes))
    people = select(func.count()).select_from(Enrolment).where(Enrolment.cohort_id.in_(cohort_ids), is_marked)
    return unit.session.scalar(people) or 0


def _gone(before: MarkSet, after: MarkSet) -> set[str]:
    return {kind.code for kind in before.kinds} - {kind.code for kind in after.kinds}


def _used(unit: UnitOfWork, cohort_ids: Sequence[int], codes: Collection[str]) -> dict[str, int]:
    """Those of the kinds that marks or absences of the cohorts are of, each with one of these cohorts."""
    if not codes:
        return {}
    marks = (
        select(Mark.kind_code, Enrolment.cohort_id)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .where(Enrolment.cohort_id.in_(cohort_ids), Mark.kind_code.in_(codes))
    )
    absences = select(Absence.kind_code, Absence.cohort_id).where(
        Absence.cohort_id.in_(cohort_ids), Absence.kind_code.in_(codes)
    )
    return {row.kind_code: row.cohort_id for row in unit.session.execute(union(marks, absences))}
