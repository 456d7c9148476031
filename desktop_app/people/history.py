"""What a person was called and where a person worked before: kept when the card changes, and put right by hand."""

from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from db.models.people import FormerName, FormerPost, Institution, Person
from db.models.reference import ReferenceItem, Territory
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.language.names import PersonName
from desktop_app.people.cards import load_card
from desktop_app.people.institutions import find_or_create_institution, former_institution_names, name_of_the_time
from desktop_app.people.records import CardChange, FormerNameDraft, FormerPostDraft, PersonLine, PostLine
from desktop_app.people.rules import BothScripts, both_scripts, checked_name, checked_order, checked_past
from desktop_app.people.words import keep_words
from desktop_app.reference.records import Names
from desktop_app.rows import row_at

NAME_COLUMNS = ("surname", "given_name", "patronymic", "surname_cyrl", "given_name_cyrl", "patronymic_cyrl")
_POST_COLUMNS = ("institution_id", "district_code", "position_code", "position_text", "subject_code", "subject_text")


def former_names(unit: UnitOfWork, person_id: int) -> list[FormerNameDraft]:
    """The names borne before, the latest first."""
    rows = unit.session.scalars(select(FormerName).where(FormerName.person_id == person_id)).all()
    return [
        _name_draft(row) for row in sorted(rows, key=lambda row: (row.changed_on or date.min, row.id), reverse=True)
    ]


def keep_former_name(unit: UnitOfWork, row: Person, change: CardChange) -> None:
    """Keep the name that the card still says, before it is given another. The caller keeps the words afterwards.

    Raises Invalid for a day to come.
    """
    changed_on = checked_past("since", change.since, today=unit.today)
    values = {name: getattr(row, name) for name in NAME_COLUMNS}
    unit.session.add(FormerName(person_id=row.id, **values, changed_on=changed_on, reason=tidy(change.reason)))
    unit.session.flush()


def save_former_name(unit: UnitOfWork, draft: FormerNameDraft, *, person_id: int) -> int:
    """Add a name borne before (id 0) or change it; it finds the person from now on. Raises Invalid, Conflict."""
    names = both_scripts(
        PersonName(draft.surname, draft.given_name, draft.patronymic),
        PersonName(draft.surname_cyrl, draft.given_name_cyrl, draft.patronymic_cyrl),
    )
    checked_name(names)
    changed_on = checked_past("changed_on", draft.changed_on, today=unit.today)
    person = load_card(unit, person_id)
    row = _name_row(unit, draft.id) if draft.id else FormerName(person_id=person_id)
    if draft.id and row.version != draft.version:
        raise Conflict
    for name, value in zip(NAME_COLUMNS, _six_parts(names), strict=True):
        setattr(row, name, value)
    row.changed_on, row.reason = changed_on, tidy(draft.reason)
    unit.session.add(row)
    unit.session.flush()
    keep_words(unit, person)
    return row.id


def delete_former_name(unit: UnitOfWork, *, name_id: int) -> FormerNameDraft:
    """Take the name off the card; what is given back, saved once more, brings it back. Raises NotFound."""
    row = _name_row(unit, name_id)
    person = load_card(unit, row.person_id)
    unit.session.delete(row)
    unit.session.flush()
    keep_words(unit, person)
    return _name_draft(row, is_kept=False)


def posts(unit: UnitOfWork, row: Person, line: PersonLine) -> list[PostLine]:
    """Where the person works and worked: the present post first, then the former ones, the latest first."""
    present = PostLine(line.workplace, line.district, line.position, line.subject, row.post_since, None)
    has_present = any((line.workplace, line.position, line.subject))
    return [*([present] if has_present else []), *_former_posts(unit, row.id)]


def keep_former_post(unit: UnitOfWork, row: Person, change: CardChange) -> None:
    """Keep the post that the card still says, before it is given another. Raises Invalid for a day that cannot be."""
    ended_on = checked_past("since", change.since, today=unit.today)
    if ended_on is not None and row.post_since is not None and ended_on < row.post_since:
        raise Invalid(
            "moved_before_post",
            N_("The post on the card is held since {day}: nobody moves on before that."),
            field="since",
            day=short_date(row.post_since),
        )
    values = {name: getattr(row, name) for name in _POST_COLUMNS}
    unit.session.add(FormerPost(person_id=row.id, **values, starts_on=row.post_since, ends_on=ended_on))


def save_former_post(unit: UnitOfWork, draft: FormerPostDraft, *, person_id: int) -> int:
    """Add a former post (id 0) or change it; returns its id. Raises Invalid, NotFound, Conflict."""
    if not (draft.workplace.strip() or draft.position_code or draft.position_text.strip()):
        raise Invalid("post_empty", N_("Give the workplace or the position."), field="workplace")
    checked_past("ends_on", draft.ends_on, today=unit.today)
    checked_past("starts_on", draft.starts_on, today=unit.today)
    checked_order("ends_on", before=draft.starts_on, after=draft.ends_on)
    load_card(unit, person_id)
    row = _post_row(unit, draft.id) if draft.id else FormerPost(person_id=person_id)
    if draft.id and row.version != draft.version:
        raise Conflict
    row.institution_id = find_or_create_institution(unit, name=draft.workplace, district_code=draft.district_code)
    row.district_code = draft.district_code or None
    row.position_code, row.position_text = draft.position_code or None, tidy(draft.position_text)
    row.subject_code, row.subject_text = draft.subject_code or None, tidy(draft.subject_text)
    row.starts_on, row.ends_on = draft.starts_on, draft.ends_on
    unit.session.add(row)
    unit.session.flush()
    return row.id


def delete_former_post(unit: UnitOfWork, *, post_id: int) -> FormerPostDraft:
    """Take the post off the card; what is given back, saved once more, brings it back. Raises NotFound."""
    row = _post_row(unit, post_id)
    place = unit.session.get(Institution, row.institution_id) if row.institution_id else None
    unit.session.delete(row)
    return _post_draft(row, place.name if place else "", is_kept=False)


def _former_posts(unit: UnitOfWork, person_id: int) -> list[PostLine]:
    position, subject = aliased(ReferenceItem), aliased(ReferenceItem)
    rows = (
        select(FormerPost, Institution.name, Territory, position, subject)
        .outerjoin(Institution, Institution.id == FormerPost.institution_id)
        .outerjoin(Territory, Territory.code == FormerPost.district_code)
        .outerjoin(position, and_(position.list_name == "position", position.code == FormerPost.position_code))
        .outerjoin(subject, and_(subject.list_name == "subject", subject.code == FormerPost.subject_code))
        .where(FormerPost.person_id == person_id)
    )
    found = unit.session.execute(rows).all()
    borne = former_institution_names(unit, {row.institution_id for row, *_named in found if row.institution_id})
    lines = [
        PostLine(
            workplace=name_of_the_time(
                workplace or "", borne.get(row.institution_id or 0, ()), row.ends_on or row.starts_on
            ),
            district=_named(district, district.name_cyrl) if district else "",
            position=_named(held) if held else row.position_text,
            subject=_named(taught) if taught else row.subject_text,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            draft=_post_draft(row, workplace or ""),
        )
        for row, workplace, district, held, taught in found
    ]
    return sorted(lines, key=lambda line: line.ends_on or line.starts_on or date.min, reverse=True)


def _named(row: Territory | ReferenceItem, cyrl: str = "") -> str:
    return Names(row.name_uz, row.name_ru, row.name_en, cyrl).text


def _name_row(unit: UnitOfWork, name_id: int) -> FormerName:
    return row_at(unit, FormerName, name_id, "no_former_name", N_("This name is no longer on the card."))


def _post_row(unit: UnitOfWork, post_id: int) -> FormerPost:
    return row_at(unit, FormerPost, post_id, "no_former_post", N_("This post is no longer on the card."))


def _six_parts(names: BothScripts) -> tuple[str, ...]:
    return tuple(
        part for name in (names.latin, names.cyrillic) for part in (name.surname, name.given_name, name.patronymic)
    )


def _name_draft(row: FormerName, *, is_kept: bool = True) -> FormerNameDraft:
    values = {name: getattr(row, name) for name in NAME_COLUMNS}
    id_, version = (row.id, row.version) if is_kept else (0, 1)
    return FormerNameDraft(**values, changed_on=row.changed_on, reason=row.reason, id=id_, version=version)


def _post_draft(row: FormerPost, workplace: str, *, is_kept: bool = True) -> FormerPostDraft:
    return FormerPostDraft(
        workplace=workplace,
        district_code=row.district_code,
        position_code=row.position_code,
        position_text=row.position_text,
        subject_code=row.subject_code,
        subject_text=row.subject_text,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        id=row.id if is_kept else 0,
        version=row.version if is_kept else 1,
    )
