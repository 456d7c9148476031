"""The minutes by which the elective modules of a cohort were chosen (Modul tanlash bayonnomasi)."""

from collections.abc import Iterator

from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.records import CohortRecord
from desktop_app.cohorts.service import cohort
from desktop_app.i18n import _, _n, language, use
from desktop_app.language.dates import period
from desktop_app.language.numbers import number
from desktop_app.language.paper_names import in_script_of, signature_name
from desktop_app.papers.composing import letterhead_of
from desktop_app.papers.people import NOTHING
from desktop_app.papers.records import (
    Block,
    Column,
    Dating,
    Facts,
    Paper,
    Paragraph,
    Resolution,
    Signatures,
    Table,
    Title,
)
from desktop_app.questionnaires.model import text_in
from desktop_app.reference.service import profile
from desktop_app.surveys.decision_records import DecidedFigures, DecidedModule, DecisionRecord
from desktop_app.surveys.decisions import decision


def module_minutes(unit: UnitOfWork, *, decision_id: int, paper_language: str) -> Paper:
    """The minutes with the figures as they stood when it was decided. Raises NotFound."""
    with use(paper_language):
        record = decision(unit, decision_id=decision_id)
        own = profile(unit)
        course = cohort(unit, cohort_id=record.cohort_id)
        blocks = (letterhead_of(own), Dating(_("MINUTES")), *_blocks(record, course))
        name = _("Minutes of the choice of modules, cohort {cohort}", cohort=course.code)
        return Paper(name, paper_language, blocks, record.number, record.decided_on)


def _blocks(record: DecisionRecord, course: CohortRecord) -> Iterator[Block]:
    figures = record.figures
    yield Title(_("On the choice of elective modules for cohort {cohort}", cohort=course.code))
    yield Facts(tuple(_facts(record, course)))
    yield Paragraph(_asked(figures))
    if figures.competences:
        yield Paragraph(
            _(
                "The gap of a competence is the mean of importance × (5 – present level), 0 to 20 points; n is the "
                "number of those who gave both."
            )
        )
        yield _competences(figures)
        yield Paragraph(_("Elective modules of the programme in the order of need:"))
    yield _electives(figures)
    left = [each.text for each in figures.competences if each.code in figures.unserved]
    if left:
        yield Paragraph(_("Needs that no module of the programme answers: {needs}.", needs="; ".join(left)))
    yield Resolution(_("DECIDED:"))
    yield from _decided(record, figures)
    yield Signatures(tuple(_signers(record)))


def _facts(record: DecisionRecord, course: CohortRecord) -> Iterator[tuple[str, str]]:
    yield _("Programme"), _in_script(course.programme_title)
    yield _("Days"), period(course.starts_on, course.ends_on, language())
    yield _("Chairperson"), signature_name(language(), record.chairperson)
    if record.members:
        yield _("Members"), ", ".join(signature_name(language(), name) for name in record.members)


def _asked(figures: DecidedFigures) -> str:
    if not figures.competences:
        return (
            _n(
                "Only {n} person answered the needs survey: too few for figures that keep answers anonymous.",
                "Only {n} people answered the needs survey: too few for figures that keep answers anonymous.",
                figures.answered,
            )
            if figures.answered
            else _("No needs survey was answered by this cohort.")
        )
    return _(
        "The questionnaire “{questionnaire}” was answered by {answered} of {asked} trainees.",
        questionnaire=text_in(figures.questionnaire),
        answered=figures.answered,
        asked=figures.asked,
    )


def _competences(figures: DecidedFigures) -> Table:
    columns = (
        Column(_("Competence"), 49),
        Column("n", 9, is_number=True),
        Column(_("Importance"), 20, is_number=True),
        Column(_("Present level"), 20, is_number=True),
        Column(_("Gap"), 20, is_number=True),
    )
    rows = (
        (each.text, str(each.n), _mean(each.importance), _mean(each.level), _mean(each.gap))
        for each in figures.competences
    )
    return Table(columns, tuple(rows))


def _electives(figures: DecidedFigures) -> Table:
    columns = (
        Column(_("Module"), 41),
        Column(_("Hours"), 13, is_number=True),
        Column(_("Gap"), 24, is_number=True),
        Column(_("Wishes"), 22, is_number=True),
        Column(_("Score"), 13, is_number=True),
        Column(_("Decision"), 20),
    )
    return Table(columns, tuple(_elective(module) for module in figures.modules if module.is_elective))


def _elective(module: DecidedModule) -> tuple[str, ...]:
    wishes = NOTHING if module.wishes is None else str(module.wishes)
    said = _("chosen") if module.is_chosen else ""
    return _in_script(module.title), str(module.hours), _mean(module.gap), wishes, _mean(module.score), said


def _decided(record: DecisionRecord, figures: DecidedFigures) -> Iterator[Block]:
    whole = sum(module.hours for module in figures.chosen)
    yield Paragraph(
        _n(
            "1. The following elective module of {hours} academic hours is taught to the cohort:",
            "1. The following elective modules of {hours} academic hours together are taught to the cohort:",
            len(figures.chosen),
            hours=whole,
        )
    )
    for module in figures.chosen:
        yield Paragraph(_("– {module}, {hours} hours.", module=_in_script(module.title), hours=module.hours))
    yield Paragraph(_("2. The timetable of the cohort is made from these modules."))
    if record.note:
        yield Paragraph(_("Reason: {reason}", reason=_in_script(record.note)))


def _signers(record: DecisionRecord) -> Iterator[tuple[str, str]]:
    yield _("Chairperson"), signature_name(language(), record.chairperson)
    for name in record.members:
        yield _("Member"), signature_name(language(), name)


def _mean(value: float | None) -> str:
    return NOTHING if value is None else number(value, 1, language())


def _in_script(text: str) -> str:
    return in_script_of(language(), text)
