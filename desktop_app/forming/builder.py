"""Forming cohorts: who is asked for, in which groups, and making cohorts of the groups with a way back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, select

from db.among import among
from db.models.applications import ApplicationPerson
from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.completion import Commission
from db.models.orders import Order
from db.models.people import Person
from db.models.surveys import SurveyRound
from db.models.timetable import Session
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.enrolment import enrol, remove
from desktop_app.cohorts.hindrances import Study, hindrances
from desktop_app.cohorts.records import CohortDraft
from desktop_app.cohorts.rules import AWAITING, next_code
from desktop_app.cohorts.service import load_cohort, propose_last_day, save_cohort
from desktop_app.due.records import DueFilter
from desktop_app.due.service import due_overview
from desktop_app.errors import Invalid, Refused
from desktop_app.forming.records import (
    Candidate,
    CohortToMake,
    Formed,
    FormingPreview,
    FormingWish,
    Group,
    Grouping,
    GroupKind,
    LeftoverReason,
    ProgrammeChoice,
    Terms,
)
from desktop_app.forming.rules import group_people, leave_out
from desktop_app.i18n import N_, _
from desktop_app.language.keys import search_key
from desktop_app.programmes.records import ProgrammeKind
from desktop_app.programmes.service import programmes
from desktop_app.progress import Progress
from desktop_app.reference.service import districts, list_items, profile, rules_on
from desktop_app.remembered import remembered

# Programme, shift and line of an application.
Asked = tuple[int | None, str | None, int | None]

# What a cohort for those who are due may study; conferences and cascades are called together otherwise.
_FORMED_KINDS = (ProgrammeKind.REGULAR, ProgrammeKind.RETRAINING, ProgrammeKind.SHORT, ProgrammeKind.ADDITIONAL)


@remembered
def preview_groups(unit: UnitOfWork, wish: FormingWish) -> FormingPreview:
    """The people asked for in groups by the rules of the first day; who cannot be taken is left over with the reason.

    Raises Invalid for a year that no list is kept for.
    """
    rules = rules_on(unit, wish.starts_on)
    terms = Terms(
        rules.cohort_min_people, rules.cohort_max_people, wish.is_by_language, wish.is_by_shift, wish.is_by_profile
    )
    offered = _programmes(unit, wish.starts_on)
    grouping = group_people(_candidates(unit, wish), terms, nearness=_nearness(unit))
    preview = FormingPreview(wish, terms, grouping, offered)
    hindered = _hindered(unit, preview)
    if not hindered:
        return preview
    # Those who cannot come leave first: the places in the groups are for the others.
    free = [person for person in _everybody(grouping) if person.person_id not in hindered]
    regrouped = group_people(free, terms, nearness=_nearness(unit))
    left = leave_out(Grouping((_of_all(grouping),), ()), hindered).leftovers
    together = Grouping(regrouped.groups, (*regrouped.leftovers, *left))
    return FormingPreview(wish, terms, together, offered)


def make_cohorts(unit: UnitOfWork, *, wanted: Sequence[CohortToMake], progress: Progress | None = None) -> Formed:
    """A cohort of each group, with its people as applicants; all of them or none.

    Codes go on from the last of the year; the last day is that of the last lesson. Raises Invalid for a group without
    a programme or people, and whatever ``save_cohort`` and ``enrol`` raise.
    """
    if not wanted or any(not each.people for each in wanted):
        raise Invalid("group_empty", N_("Choose groups that have people."))
    progress = progress or Progress()
    prefix = profile(unit).code
    taken = list(unit.session.scalars(select(Cohort.code).where(Cohort.code.startswith(prefix, autoescape=True))))
    ends: dict[tuple[int, date], date] = {}
    cohort_ids: list[int] = []
    codes: list[str] = []
    for place, each in enumerate(wanted):
        progress.step(_("Making the cohorts"), place, len(wanted))
        key = each.programme_id, each.starts_on
        if key not in ends:
            ends[key] = propose_last_day(unit, programme_id=each.programme_id, starts_on=each.starts_on)
        code = next_code(prefix, each.starts_on.year, taken)
        cohort_ids.append(_make(unit, each, code=code, ends_on=ends[key]))
        taken.append(code)
        codes.append(code)
    progress.step(_("Making the cohorts"), len(wanted), len(wanted))
    facts = {"cohorts": len(codes), "first": codes[0], "last": codes[-1]}
    unit.note("form", entity="cohort", entity_id=cohort_ids[0], facts=facts)
    return Formed(tuple(cohort_ids), tuple(codes), sum(len(each.people) for each in wanted))


def unmake_cohorts(unit: UnitOfWork, *, cohort_ids: Collection[int]) -> None:
    """Take the cohorts back, all or none. Raises Refused once one of them has been touched."""
    for cohort_id in cohort_ids:
        row = load_cohort(unit, cohort_id)
        enrolments = unit.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort_id)).all()
        is_touched = row.state is not CohortState.PLANNED or row.version > 1 or _is_used(unit, cohort_id)
        if is_touched or any(enrolment.state not in AWAITING or enrolment.version > 1 for enrolment in enrolments):
            raise Refused(
                "cohort_touched", N_("Work on cohort {cohort} has begun: it is not taken back."), cohort=row.code
            )
        for enrolment in enrolments:
            remove(unit, enrolment_id=enrolment.id)
        unit.session.flush()
        unit.session.delete(row)


def _make(unit: UnitOfWork, each: CohortToMake, *, code: str, ends_on: date) -> int:
    draft = CohortDraft(
        code=code,
        programme_id=each.programme_id,
        starts_on=each.starts_on,
        ends_on=ends_on,
        place=each.place,
        language_code=each.language_code,
        shift_code=each.shift_code,
    )
    cohort_id = save_cohort(unit, draft)
    enrolled = enrol(unit, cohort_id=cohort_id, person_ids=[person.person_id for person in each.people])
    for person, enrolment_id in zip(each.people, enrolled, strict=True):
        if person.wish_id is not None:
            unit.session.get_one(ApplicationPerson, person.wish_id).enrolment_id = enrolment_id
    return cohort_id


def _is_used(unit: UnitOfWork, cohort_id: int) -> bool:
    used = (
        exists().where(Session.cohort_id == cohort_id)
        | exists().where(Order.cohort_id == cohort_id)
        | exists().where(SurveyRound.cohort_id == cohort_id)
        | exists().where(Commission.cohort_id == cohort_id)
    )
    return bool(unit.session.scalar(select(used)))


def _candidates(unit: UnitOfWork, wish: FormingWish) -> Iterator[Candidate]:
    asked = _asked(unit, wish) if wish.from_applications else _due(unit, wish)
    course_groups = {item.code: item.attributes.get("course_group") for item in list_items(unit, "category")}
    columns = (
        Person.id,
        Person.sort_key,
        Person.staff_group,
        Person.subject_code,
        Person.language_code,
        Person.district_code,
        Person.institution_id,
        Person.category_code,
        Person.position_code,
    )
    for condition in among(unit.session, [Person.id], list(asked)):
        for person_id, name, group, subject, language, district, school, category, position in plain_rows(
            unit, select(*columns).where(condition, *_narrowed(wish))
        ):
            programme_id, shift_code, wish_id = asked[person_id]
            yield Candidate(
                person_id,
                name,
                group,
                subject,
                language,
                district,
                school,
                course_groups.get(category),
                programme_id,
                shift_code,
                wish_id,
                position,
            )


def _narrowed(wish: FormingWish) -> list[ColumnElement[bool]]:
    chosen = (
        (Person.staff_group, wish.staff_group),
        (Person.subject_code, wish.subject_code),
        (Person.district_code, wish.district_code),
        (Person.language_code, wish.language_code),
    )
    return [Person.is_archived.is_(False), *(column == code for column, code in chosen if code is not None)]


def _due(unit: UnitOfWork, wish: FormingWish) -> dict[int, Asked]:
    """Who is due in the year and in no cohort that is planned or running; all of them, as their own list has them."""
    return dict.fromkeys(due_overview(unit, DueFilter(wish.year)).free_ids, (None, None, None))


def _asked(unit: UnitOfWork, wish: FormingWish) -> dict[int, Asked]:
    """Programme, shift and line of the oldest application of each person that waits for a place in the year."""
    rows = select(
        ApplicationPerson.person_id, ApplicationPerson.programme_id, ApplicationPerson.shift_code, ApplicationPerson.id
    ).where(
        ApplicationPerson.year == wish.year,
        ApplicationPerson.enrolment_id.is_(None),
        ApplicationPerson.withdrawn_on.is_(None),
    )
    if wish.month is not None:
        rows = rows.where((ApplicationPerson.month == wish.month) | ApplicationPerson.month.is_(None))
    newest_first = rows.order_by(ApplicationPerson.id.desc())
    return {
        person_id: (programme_id, shift_code, wish_id)
        for person_id, programme_id, shift_code, wish_id in plain_rows(unit, newest_first)
    }


def _programmes(unit: UnitOfWork, starts_on: date) -> tuple[ProgrammeChoice, ...]:
    """The editions that hold on the day, the most used first."""
    rows = [row for row in programmes(unit, on=starts_on) if row.kind_code in _FORMED_KINDS]
    return tuple(
        ProgrammeChoice(row.id, row.code, row.title, row.hours, row.staff_group, row.subject_code)
        for row in sorted(rows, key=lambda row: (row.subject_code is None, -row.cohorts, row.code))
    )


def _hindered(unit: UnitOfWork, preview: FormingPreview) -> dict[int, tuple[LeftoverReason, str]]:
    """Who cannot study by the programme that their group would be given, and why."""
    by_programme: dict[int, list[int]] = defaultdict(list)
    found: dict[int, tuple[LeftoverReason, str]] = {}
    for group in preview.grouping.groups:
        programme_id = programme_of(preview, group.kind)
        if programme_id is None:
            for person in group.people:
                found[person.person_id] = LeftoverReason.NO_PROGRAMME, ""
        else:
            by_programme[programme_id] += [person.person_id for person in group.people]
    starts_on = preview.wish.starts_on
    for programme_id, person_ids in by_programme.items():
        ends_on = propose_last_day(unit, programme_id=programme_id, starts_on=starts_on)
        for one in hindrances(unit, Study(programme_id, starts_on, ends_on), person_ids).values():
            found[one.person_id] = LeftoverReason.HINDERED, one.text
    return found


def programme_of(preview: FormingPreview, kind: GroupKind) -> int | None:
    """The programme to propose for groups of a kind: the one that was asked for, else the likeliest."""
    if kind.programme_id is not None:
        return kind.programme_id
    choices = preview.programmes_for(kind)
    return choices[0].id if choices else None


def _nearness(unit: UnitOfWork) -> Mapping[str, int]:
    """Districts in a row: by region, a city beside the district that bears its name, then by code.

    No map is kept; towns and the districts around them are the neighbours that are known.
    """
    places = districts(unit)
    stems = {place.code: search_key(place.names.uz).split(" ")[0] for place in places}
    first_of_stem: dict[tuple[str | None, str], str] = {}
    for place in places:
        first_of_stem.setdefault((place.parent_code, stems[place.code]), place.code)
    ordered = sorted(
        places,
        key=lambda place: (
            place.parent_code or "",
            first_of_stem[place.parent_code, stems[place.code]],
            place.code,
        ),
    )
    return {place.code: number for number, place in enumerate(ordered)}


def _everybody(grouping: Grouping) -> Iterable[Candidate]:
    yield from (person for group in grouping.groups for person in group.people)
    yield from (leftover.person for leftover in grouping.leftovers)


def _of_all(grouping: Grouping) -> Group:
    nobody = GroupKind(None, None, None, None, None, None)
    return Group(nobody, tuple(person for group in grouping.groups for person in group.people))
