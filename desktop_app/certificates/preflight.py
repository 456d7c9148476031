"""What is looked at before the first paper of a cohort is made: faults that stop it, and doubts that are named."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select

from db.models.attendance import Mark, WalkIn
from db.models.certificates import CertificateSeries, PaperKind
from db.models.cohorts import Cohort, Enrolment
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.fields import ids_naming, words
from desktop_app.certificate_templates.layout import laid_out
from desktop_app.certificate_templates.model import text_in
from desktop_app.certificate_templates.shelf import files_of, template_for
from desktop_app.certificates.records import Candidate
from desktop_app.certificates.series import first_number, missing_numbers
from desktop_app.certificates.service import IssueWish, candidates, refusals, wished
from desktop_app.certificates.values import shared_values, values_by_enrolment
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.service import completion_rows
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.i18n import language as current_language
from desktop_app.language.script import has_mixed_word
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile, rules_on, working_calendar

# The fields that are mended on the card of the person.
_OF_CARD = frozenset({"name", "surname", "given_name", "patronymic", "name_dative", "workplace", "position"})


@dataclass(frozen=True)
class Doubt:
    """``text`` is the whole sentence; an error keeps everything from being issued.

    ``way_out`` names where it is mended: admission, attendance, completion, person, settings, templates, series, day
    or nothing. ``person_id`` is there when it is about one person.
    """

    code: str
    text: str
    is_error: bool
    way_out: str = ""
    person_id: int = 0


@dataclass(frozen=True)
class ReadyKind:
    """The papers of a kind that would be issued, by which template and from which number on."""

    kind: PaperKind
    count: int
    template: str
    first_number: str


@dataclass(frozen=True)
class Preflight:
    """``kinds`` are those of which somebody is ready for a paper."""

    cohort_id: int
    cohort_code: str
    day: date
    language: str
    ready: tuple[Candidate, ...]
    doubts: tuple[Doubt, ...]
    kinds: tuple[ReadyKind, ...]

    @property
    def may_issue(self) -> bool:
        return bool(self.ready) and not any(doubt.is_error for doubt in self.doubts)


def preflight(unit: UnitOfWork, *, wish: IssueWish) -> Preflight:
    """Look at everything that an issue would use, without making anything."""
    cohort, own = load_cohort(unit, wish.cohort_id), profile(unit)
    day, language = wish.issued_on or unit.today, wish.language or own.document_language
    ready = wished(candidates(unit, cohort_id=cohort.id), wish)
    doubts = [
        Doubt(problem.code, problem.text, True, "completion" if problem.code == "cohort_open" else "day")
        for problem in refusals(unit, cohort, day, wish.kinds)
    ]
    doubts += _of_day(unit, day)
    doubts += _of_attendance(unit, cohort)
    doubts += _of_names(ready)
    doubts += _of_numbers(unit, ready, day)
    kinds = []
    for kind in PaperKind:
        of_kind = [each for each in ready if each.kind == kind]
        if of_kind:
            template, found = _of_pages(unit, cohort, own, of_kind, kind, day, language)
            kinds.append(ReadyKind(kind, len(of_kind), template, first_number(unit, kind=kind, day=day)))
            doubts += found
    doubts.sort(key=lambda doubt: not doubt.is_error)
    return Preflight(cohort.id, cohort.code, day, language, tuple(ready), tuple(doubts), tuple(kinds))


def _of_day(unit: UnitOfWork, day: date) -> Iterator[Doubt]:
    calendar = working_calendar(unit, days_per_week=rules_on(unit, day).days_per_week)
    if not calendar.is_working(day):
        yield Doubt("day_off", _("The day of issue is not a working day."), False, "day")


def _of_attendance(unit: UnitOfWork, cohort: Cohort) -> Iterator[Doubt]:
    unmarked = unit.session.scalar(
        select(func.count())
        .select_from(Session)
        .where(
            Session.cohort_id == cohort.id,
            Session.held_on <= unit.today,
            ~exists().where(Mark.session_id == Session.id),
        )
    )
    if unmarked:
        yield Doubt("unmarked", _("Lessons without a mark: {count}.", count=unmarked), False, "attendance")
    strangers = unit.session.scalar(
        select(func.count())
        .select_from(WalkIn)
        .join(Enrolment, Enrolment.id == WalkIn.enrolment_id)
        .where(Enrolment.cohort_id == cohort.id)
    )
    if strangers:
        text = _("People who came without being on the list and are not settled: {count}.", count=strangers)
        yield Doubt("walk_ins", text, False, "attendance")


def _of_names(ready: Sequence[Candidate]) -> Iterator[Doubt]:
    for each in ready:
        if has_mixed_word(each.name):
            text = _("{name}: the name mixes Latin and Cyrillic letters.", name=each.name)
            yield Doubt("mixed_name", text, False, "person", each.person_id)
    for name, count in Counter(each.name for each in ready).items():
        if count > 1:
            text = _("{name} stands in the list {count} times.", name=name, count=count)
            yield Doubt("same_name", text, False, "admission")


def _of_numbers(unit: UnitOfWork, ready: Sequence[Candidate], day: date) -> Iterator[Doubt]:
    for kind in sorted({each.kind for each in ready}):
        row = _series_of(unit, PaperKind(kind), day)
        missing = missing_numbers(unit, series_id=row.id) if row is not None else 0
        if row is not None and missing:
            prefix = row.prefix
            text = _("Numbers of the series {prefix} that nothing accounts for: {count}.", prefix=prefix, count=missing)
            yield Doubt("number_gap", text, False, "series")


def _of_pages(
    unit: UnitOfWork,
    cohort: Cohort,
    own: Profile,
    ready: Sequence[Candidate],
    kind: PaperKind,
    day: date,
    language: str,
) -> tuple[str, list[Doubt]]:
    """The title of the template, and what would go wrong on the pages of a kind."""
    try:
        row = template_for(unit, kind=kind.value, programme_id=cohort.programme_id)
    except CentreError as error:
        return "", [Doubt(error.code, error.text, True, "templates")]
    doubts = []
    if not own.director.strip():
        doubts.append(Doubt("no_signatory", _("The centre has no director who could sign."), True, "settings"))
    wanted = {each.enrolment_id for each in ready}
    lines = completion_rows(unit, cohort_id=cohort.id, enrolment_ids=wanted)
    values = values_by_enrolment(unit, rows=lines, language=language, kind=kind)
    shared = shared_values(unit, cohort=cohort, own=own, language=language, kind=kind.value)
    sample = {"number": first_number(unit, kind=kind, day=day), "register_number": 1, "issued": day}
    files = files_of(unit, template=row.template)
    told_by_card = ids_naming(row.template, _OF_CARD)
    told: set[str] = set()
    for line in lines:
        _holder, person = values[line.enrolment_id]
        said = words(row.template, {**shared, **person, **sample}, language=language)
        page = laid_out(row.template, said, code="", files=files)
        for problem in page.problems:
            text = problem.text
            # What is wrong with the words that all share is said once.
            if text not in told:
                told.add(text)
                of_card = problem.field in told_by_card
                where = ("person", line.person_id) if of_card else ("templates", 0)
                doubts.append(Doubt(problem.code, text, True, *where))
    return text_in(row.template.title, current_language()), doubts


def _series_of(unit: UnitOfWork, kind: PaperKind, day: date) -> CertificateSeries | None:
    prefix = getattr(rules_on(unit, day), f"{kind.value}_prefix")
    return unit.session.scalar(
        select(CertificateSeries).where(CertificateSeries.prefix == prefix, CertificateSeries.year == day.year)
    )
