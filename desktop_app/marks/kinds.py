"""The sets of marks: which letters a cohort is marked with, and what each counts as."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import func, select

from db.models.attendance import MarkKind as KindRow
from db.models.attendance import MarkSet as SetRow
from db.models.cohorts import Cohort
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.marks.records import Counts, MarkKind, MarkSet
from desktop_app.reference.records import Names
from desktop_app.remembered import known_from

_HIDDEN = Names("Koʻrsatilmaydi", "Не показывается", "Not shown")


def mark_sets(unit: UnitOfWork) -> list[MarkSet]:
    """Every set: the default one, then the newest, and last those that are retired."""
    kinds = _kinds(unit)
    counts = unit.session.execute(
        select(Cohort.mark_set_id, func.count().label("cohorts")).group_by(Cohort.mark_set_id)
    )
    cohorts = {row.mark_set_id: row.cohorts for row in counts}
    rows = unit.session.scalars(select(SetRow).order_by(SetRow.is_default.desc(), SetRow.id.desc()))
    return [
        MarkSet(
            row.id,
            row.name,
            row.is_default,
            row.made_on,
            row.retired_on,
            tuple(kinds.get(row.id, ())),
            cohorts.get(row.id, 0),
            row.version,
        )
        for row in rows
    ]


def mark_set(unit: UnitOfWork, *, set_id: int) -> MarkSet:
    """Raises NotFound where it has been deleted."""
    found = next((one for one in mark_sets(unit) if one.id == set_id), None)
    if found is None:
        raise NotFound("mark_set_unknown", N_("This set of marks is not there any more."))
    return found


@known_from("mark_kind", "mark_set", kept_answers=1)
def kinds_by_set(unit: UnitOfWork) -> Mapping[int | None, Mapping[str, MarkKind]]:
    """The kinds by their code for each set, in the order of the set; under None those of a cohort without a set."""
    found: dict[int | None, dict[str, MarkKind]] = {
        set_id: {kind.code: kind for kind in kinds} for set_id, kinds in _kinds(unit).items()
    }
    # As of a day on which the centre kept no kinds yet there are none.
    found[None] = found.get(default_set_id(unit), {})
    return found


def kinds_of(unit: UnitOfWork, cohort: Cohort) -> Mapping[str, MarkKind]:
    """The kinds that a cohort is marked with, by code, in the order of its set."""
    return kinds_by_set(unit)[cohort.mark_set_id]


def is_hidden(unit: UnitOfWork, kind: MarkKind) -> bool:
    """Whether the one who acts may neither see nor set the kind."""
    return unit.roles is not None and bool(kind.visible_to) and unit.roles.isdisjoint(kind.visible_to)


def as_seen(unit: UnitOfWork, kinds: Iterable[MarkKind]) -> list[MarkKind]:
    """The kinds as the one who acts may see them: of a hidden one only what it counts as."""
    return [replace(kind, letter="•", names=_HIDDEN, keys="") if is_hidden(unit, kind) else kind for kind in kinds]


def default_set_id(unit: UnitOfWork) -> int:
    """The set that a new cohort gets. Raises NotFound where a centre has none."""
    found = unit.session.scalar(select(SetRow.id).order_by(SetRow.is_default.desc(), SetRow.id).limit(1))
    if found is None:
        raise NotFound("no_mark_set", N_("The centre has no kinds of mark."))
    return found


def _kinds(unit: UnitOfWork) -> dict[int, list[MarkKind]]:
    found: dict[int, list[MarkKind]] = {}
    for row in unit.session.scalars(select(KindRow).order_by(KindRow.set_id, KindRow.place)):
        found.setdefault(row.set_id, []).append(
            MarkKind(
                row.code,
                row.letter,
                Counts(row.counts),
                Names(row.name_uz, row.name_ru, row.name_en),
                row.share,
                row.keys,
                tuple(row.visible_to),
            )
        )
    return found
