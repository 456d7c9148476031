"""Taking an import back: as long as nothing depends on it, and then all of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Table, delete, select

from db.among import among
from db.base import Base
from db.models.cohorts import Enrolment, EnrolmentState
from db.models.people import FormerName, Institution, InstitutionMerge, OutsideCourse, Person, PersonWord
from db.models.rosters import RosterImport
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, _n
from desktop_app.language.apostrophes import tidy
from desktop_app.people.merged import merged_cards
from desktop_app.people.rules import document_word, phone_words, written_name
from desktop_app.people.words import keep_words
from desktop_app.rosters.imports import RowBecame, load_import, plain

_REASON = "roster taken back"
_SHOWN_OBSTACLES = 5
_CHANGED = N_("{name}: the card was changed after the import.")
_GONE = N_("{name}: the card is no longer there.")
_INSTITUTION_MERGED = N_("{name}: the institution was made one with {other}. Part the two first.")
_MOVED_ON = N_("{name}: the enrolment was changed after the import.")
# What may hang on a card or an enrolment that the import made; a table that is not named here has the last sentence.
_DEPENDING = {
    "enrolment": N_("{name} was enrolled elsewhere after the import."),
    "outside_course": N_("{name}: a course was added to the card after the import."),
    "consent": N_("{name}: a consent was added to the card after the import."),
    "mark": N_("{name} has attendance marks."),
    "certificate": N_("{name} has a certificate."),
    "": N_("{name}: other records rest on this import."),
}
# They follow from the card and go with it.
_FOLLOWING = {"person_word", "duplicate_pair", "institution_word"}


@dataclass(frozen=True)
class Obstacle:
    """What keeps the import from being taken back, as a sentence; ``person_id`` is None for an institution."""

    person_id: int | None
    name: str
    text: str


@dataclass(frozen=True)
class UndoneImport:
    """How many cards and enrolments went, and on how many known cards fields returned."""

    people: int
    enrolments: int
    fields: int


def undo_obstacles(unit: UnitOfWork, *, import_id: int) -> tuple[Obstacle, ...]:
    """Who depends on the import; nobody, if it can be taken back."""
    kept = _open_import(unit, import_id)
    created, made = _created(kept), set(kept.changes["made"]["enrolments"])
    people = {row.id: row for row in _rows(unit, select(Person), Person.id, created)}
    enrolments = {row.id: row for row in _rows(unit, select(Enrolment), Enrolment.id, made)}
    found = {person_id: _GONE for person_id in created if person_id not in people}
    found |= {person.id: _CHANGED for person in people.values() if person.version > 1}
    courses = kept.changes["made"]["courses"]
    own = {Enrolment.__tablename__: made, OutsideCourse.__tablename__: set(courses)}
    found |= _depending(unit, Person.__table__, people, own=own)  # type: ignore[arg-type]
    evidence = _depending(unit, Enrolment.__table__, enrolments, own={})  # type: ignore[arg-type]
    found |= {enrolments[key].person_id: sentence for key, sentence in evidence.items()}
    touched = [row for row in enrolments.values() if row.version > 1 or row.state != EnrolmentState.APPLIED]
    found |= {row.person_id: _MOVED_ON for row in (*touched, *_again_moved_on(unit, kept))}
    merged = _merged_people(unit, kept)
    for each in merged:
        found.pop(each.person_id or 0, None)
    names = {row.id: written_name(row) for row in _rows(unit, select(Person), Person.id, found)}
    told = _names_in_file(kept)
    others = tuple(
        Obstacle(person_id, name, _(sentence, name=name))
        for person_id, sentence in sorted(found.items())
        if (name := names.get(person_id) or told.get(person_id) or str(person_id))
    )
    return (*merged, *_merged_institutions(unit, kept), *others)


def undo_import(unit: UnitOfWork, *, import_id: int, reason: str = "") -> UndoneImport:
    """Take the import back whole: new cards and enrolments go, filled fields return where they still are as filled.

    Raises Refused with the first reasons where something depends on it (fact ``obstacles``: all of them), and for
    one that was taken back already.
    """
    obstacles = undo_obstacles(unit, import_id=import_id)
    if obstacles:
        raise Refused(
            "import_in_use",
            N_("The import cannot be undone: {reasons}"),
            reasons=" ".join(one.text for one in obstacles[:_SHOWN_OBSTACLES]),
            count=len(obstacles),
            obstacles=obstacles,
        )
    kept = _open_import(unit, import_id)
    created, made = _created(kept), kept.changes["made"]
    if created:

        def lines() -> dict[str, str]:
            what = _n("Delete {n} card that an import made", "Delete {n} cards that an import made", len(created))
            return {"what": what, "file": kept.file_name, "reason": tidy(reason)}

        require_second(unit, Act.DELETE_MANY, entity="roster_import", entity_id=import_id, lines=lines)
    _put_back_enrolments(unit, kept)
    unit.session.flush()
    unit.session.expunge_all()
    _remove(unit, Enrolment, Enrolment.id, made["enrolments"])
    _remove(unit, OutsideCourse, OutsideCourse.id, made["courses"])
    _remove(unit, PersonWord, PersonWord.person_id, created)
    _remove(unit, Person, Person.id, created)
    fields = _return_fields(unit, kept.changes)
    _remove(unit, Institution, Institution.id, _unused_institutions(unit, made["institutions"]))
    again = load_import(unit, import_id)
    again.undone_at, again.undone_by, again.undo_reason = unit.now, unit.actor.name, tidy(reason)
    return UndoneImport(len(created), len(made["enrolments"]), fields)


def _open_import(unit: UnitOfWork, import_id: int) -> RosterImport:
    kept = load_import(unit, import_id)
    if kept.undone_at is not None:
        raise Refused("import_undone", N_("This import was undone already."))
    if "made" not in kept.changes:
        raise Refused("import_too_old", N_("This import was made before imports could be undone."))
    return kept


def _created(kept: RosterImport) -> list[int]:
    return [row["person_id"] for row in kept.rows if row["became"] == RowBecame.CREATED]


def _merged_people(unit: UnitOfWork, kept: RosterImport) -> list[Obstacle]:
    """Everybody of the import whose card was made one with another: what it wrote lies on that card now."""
    people = {row["person_id"] for row in kept.rows if row["person_id"] is not None}
    return [Obstacle(one.person_id, one.name, one.text) for one in merged_cards(unit, people)]


def _merged_institutions(unit: UnitOfWork, kept: RosterImport) -> list[Obstacle]:
    """New institutions that stand for others now, or others for them."""
    made = kept.changes["made"]["institutions"]
    found: dict[int, InstitutionMerge] = {}
    for key in (InstitutionMerge.gone_id, InstitutionMerge.kept_id):
        query = select(InstitutionMerge).where(InstitutionMerge.undone_at.is_(None))
        found |= {merge.id: merge for merge in _rows(unit, query, key, made)}
    both = {key for merge in found.values() for key in (merge.gone_id, merge.kept_id)}
    names = {row.id: row.name for row in _rows(unit, select(Institution), Institution.id, both)}
    return [
        Obstacle(None, name, _(_INSTITUTION_MERGED, name=name, other=names[merge.kept_id]))
        for merge in found.values()
        for name in [names[merge.gone_id]]
    ]


def _names_in_file(kept: RosterImport) -> dict[int, str]:
    """What rows say of cards that are gone."""
    return {row["person_id"]: _("row {row}", row=row["row"]) for row in kept.rows if row["person_id"] is not None}


def _rows(unit: UnitOfWork, query: Any, key: Any, values: Collection[int]) -> Iterator[Any]:
    for condition in among(unit.session, [key], values):
        yield from unit.session.scalars(query.where(condition))


def _depending(unit: UnitOfWork, target: Table, ids: Collection[int], *, own: Mapping[str, set[int]]) -> dict[int, str]:
    """The ids on which rows of other tables rest, with a sentence; ``own`` rows are the import's, by table."""
    found: dict[int, str] = {}
    for table in Base.metadata.sorted_tables:
        columns = [key.parent for key in table.foreign_keys if key.column.table is target]
        if table.name in _FOLLOWING or not columns or not ids:
            continue
        of_import = own.get(table.name, set())
        for column in columns:
            for condition in among(unit.session, [column], ids):
                query = select(column, *(table.c[name] for name in ("id",) if name in table.c)).where(condition)
                for key, *row_id in unit.session.execute(query):
                    if not row_id or row_id[0] not in of_import:
                        found[key] = _DEPENDING.get(table.name, _DEPENDING[""])
    return found


def _again_moved_on(unit: UnitOfWork, kept: RosterImport) -> list[Enrolment]:
    """Those who were enrolled again and are no applicants any more."""
    again = [told["enrolment"]["id"] for told in _by_person(kept.changes).values() if "enrolment" in told]
    rows = _rows(unit, select(Enrolment), Enrolment.id, again)
    return [row for row in rows if row.state != EnrolmentState.APPLIED]


def _put_back_enrolments(unit: UnitOfWork, kept: RosterImport) -> None:
    for told in _by_person(kept.changes).values():
        before = dict(told.get("enrolment", {}))
        if not before:
            continue
        row = unit.session.get_one(Enrolment, before.pop("id"))
        for name, value in _typed(Enrolment, before).items():
            setattr(row, name, value)


def _remove(unit: UnitOfWork, model: type[Base], key: Any, values: Sequence[int]) -> None:
    for condition in among(unit.session, [key], values):
        unit.execute_bulk(delete(model).where(condition), reason=_REASON)


def _return_fields(unit: UnitOfWork, changes: Mapping[str, Any]) -> int:
    """Give known cards back what they said, where they still say what the import wrote; returns how many cards."""
    by_person = {int(key): told for key, told in _by_person(changes).items() if told["after"]}
    returned: list[dict[str, Any]] = []
    for card in _rows(unit, select(Person), Person.id, by_person):
        told = by_person[card.id]
        same = [name for name, value in told["after"].items() if plain(getattr(card, name)) == value]
        if same:
            before = _typed(Person, {name: told["before"][name] for name in same})
            returned.append({"id": card.id, **before})
    unit.session.expunge_all()
    unit.update_many(Person, returned, reason=_REASON)
    _forget_words(unit, returned, by_person)
    for row in returned:
        if "name_key" in row:
            _forget_former_name(unit, row)
    return len(returned)


def _forget_words(
    unit: UnitOfWork, returned: Iterable[Mapping[str, Any]], by_person: Mapping[int, Mapping[str, Any]]
) -> None:
    """The numbers that went find nobody any more."""
    gone = set()
    for row in returned:
        after = {name: by_person[row["id"]]["after"][name] for name in row if name != "id"}
        words = {after.get("jshshir"), document_word(after.get("document") or "")}
        gone |= {(word, row["id"]) for word in (*words, *phone_words(after.get("phone") or "")) if word}
    for condition in among(unit.session, [PersonWord.word, PersonWord.person_id], gone):
        unit.execute_bulk(delete(PersonWord).where(condition), reason=_REASON)


def _forget_former_name(unit: UnitOfWork, row: Mapping[str, Any]) -> None:
    """The name is borne again, so it is no former one."""
    same = [getattr(FormerName, name) == row[name] for name in ("surname", "given_name", "patronymic")]
    former = unit.session.scalar(
        select(FormerName).where(FormerName.person_id == row["id"], *same).order_by(FormerName.id.desc()).limit(1)
    )
    if former is not None:
        unit.session.delete(former)
        unit.session.flush()
    keep_words(unit, unit.session.get_one(Person, row["id"]))


def _unused_institutions(unit: UnitOfWork, ids: Sequence[int]) -> list[int]:
    used = _depending(unit, Institution.__table__, ids, own={})  # type: ignore[arg-type]
    return [institution_id for institution_id in ids if institution_id not in used]


def _by_person(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: told for key, told in changes.items() if key.isdecimal()}


def _typed(model: type[Base], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the record keeps them, as the columns want them."""
    columns = model.__table__.c
    return {
        name: date.fromisoformat(value) if value and isinstance(columns[name].type, Date) else value
        for name, value in values.items()
    }
