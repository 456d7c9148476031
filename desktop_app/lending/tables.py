"""What goes along with lent work: which rows of which tables, what is left blank, and what may come back changed."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, or_, select

from db.models.attendance import (
    Absence,
    AttendanceFile,
    AttendanceSheet,
    BadgeScan,
    HeadCount,
    Mark,
    WalkIn,
)
from db.models.certificates import Certificate, CertificateBatch, PrintItem, PrintRun
from db.models.cohorts import Cohort, CohortModule, Enrolment
from db.models.completion import Commission, FinalWork, OutcomeOverride, Sitting
from db.models.orders import Order, OrderEntry
from db.models.people import FormerName, Institution, InstitutionWord, Person
from db.models.programmes import CascadeLevel, Module, Programme, ProgrammeStage, Topic
from db.models.surveys import (
    AnswerCoding,
    ModuleDecision,
    Questionnaire,
    SurveyAnswer,
    SurveyAnswered,
    SurveyResponse,
    SurveyRetyping,
    SurveyRound,
)
from db.models.timetable import Session, Substitution, Trainer
from desktop_app.borrowed import Kind

# Said of the centre to everybody who works with it; no person stands in them.
ALONG_WHOLE = (
    *("territory", "former_territory_name", "reference_item", "calendar_day", "dated_rule", "due_rule"),
    *("centre_profile", "mark_set", "mark_kind", "room", "certificate_template", "template_file"),
    *("order_template", "answer_theme", "certificate_series", "signing_key"),
)
# What the other PC has no need of; the signing key goes along only with numbers to give out.
BLANK: Mapping[str, Mapping[str, Any]] = {
    "centre_profile": {"return_phrase": "", "return_address": ""},
    "staff": {"phone": ""},
    "trainer": {"phone": "", "person_id": None, "load_hours": None, "rate": None},
    "person": {"notes": ""},
    # Still a key by its length: what it would sign is refused before it is kept.
    "signing_key": {"private_key": {"bytes": b64encode(bytes(32)).decode()}},
}


def chosen(kind: Kind, entity_id: int) -> dict[str, Select[Any]]:
    """The rows of each table that belong to the lent cohort or survey, by table."""
    if kind is Kind.SURVEY:
        asked = select(SurveyRound.cohort_id).where(SurveyRound.id == entity_id, SurveyRound.cohort_id.is_not(None))
        rounds = select(SurveyRound.id).where(SurveyRound.id == entity_id)
        return _of_course(asked) | _of_rounds(rounds)
    cohort = select(Cohort.id).where(Cohort.id == entity_id)
    rounds = select(SurveyRound.id).where(SurveyRound.cohort_id == entity_id)
    return _of_course(cohort) | _of_rounds(rounds) | _of_lessons(cohort) | _of_completion(cohort)


def _of_course(cohort: Select[Any]) -> dict[str, Select[Any]]:
    """The cohort, what it learns, and who is in it."""
    programmes = select(Cohort.programme_id).where(Cohort.id.in_(cohort))
    modules = select(Module.id).where(Module.programme_id.in_(programmes))
    people = select(Enrolment.person_id).where(Enrolment.cohort_id.in_(cohort))
    institutions = select(Person.institution_id).where(Person.id.in_(people))
    host = select(Cohort.institution_id).where(Cohort.id.in_(cohort))
    schools = select(Institution.id).where(or_(Institution.id.in_(institutions), Institution.id.in_(host)))
    return {
        "programme": select(Programme).where(Programme.id.in_(programmes)),
        "module": select(Module).where(Module.programme_id.in_(programmes)),
        "topic": select(Topic).where(Topic.module_id.in_(modules)),
        "programme_stage": select(ProgrammeStage).where(ProgrammeStage.programme_id.in_(programmes)),
        "cascade_level": select(CascadeLevel).where(CascadeLevel.programme_id.in_(programmes)),
        "institution": select(Institution).where(Institution.id.in_(schools)),
        "institution_word": select(InstitutionWord).where(InstitutionWord.institution_id.in_(schools)),
        "person": select(Person).where(Person.id.in_(people)),
        "former_name": select(FormerName).where(FormerName.person_id.in_(people)),
        "cohort": select(Cohort).where(Cohort.id.in_(cohort)),
        "cohort_module": select(CohortModule).where(CohortModule.cohort_id.in_(cohort)),
        "enrolment": select(Enrolment).where(Enrolment.cohort_id.in_(cohort)),
    }


def _of_rounds(rounds: Select[Any]) -> dict[str, Select[Any]]:
    asked = select(SurveyRound.questionnaire_id).where(SurveyRound.id.in_(rounds))
    responses = select(SurveyResponse.id).where(SurveyResponse.round_id.in_(rounds))
    return {
        "questionnaire": select(Questionnaire).where(Questionnaire.id.in_(asked)),
        "survey_round": select(SurveyRound).where(SurveyRound.id.in_(rounds)),
        "survey_response": select(SurveyResponse).where(SurveyResponse.round_id.in_(rounds)),
        "survey_answer": select(SurveyAnswer).where(SurveyAnswer.response_id.in_(responses)),
        "survey_answered": select(SurveyAnswered).where(SurveyAnswered.round_id.in_(rounds)),
        "survey_retyping": select(SurveyRetyping).where(SurveyRetyping.response_id.in_(responses)),
        "answer_coding": select(AnswerCoding).where(AnswerCoding.response_id.in_(responses)),
    }


def _of_lessons(cohort: Select[Any]) -> dict[str, Select[Any]]:
    lessons = select(Session.id).where(Session.cohort_id.in_(cohort))
    enrolled = select(Enrolment.id).where(Enrolment.cohort_id.in_(cohort))
    replaced = select(Substitution.from_trainer_id).where(Substitution.session_id.in_(lessons))
    stand_ins = select(Substitution.to_trainer_id).where(Substitution.session_id.in_(lessons))
    teaching = select(Session.trainer_id).where(Session.cohort_id.in_(cohort))
    sheets = select(AttendanceSheet.id).where(AttendanceSheet.cohort_id.in_(cohort))
    absences = select(Absence.id).where(Absence.cohort_id.in_(cohort))
    trainers = or_(*(Trainer.id.in_(ids) for ids in (teaching, replaced, stand_ins)))
    files = or_(AttendanceFile.sheet_id.in_(sheets), AttendanceFile.absence_id.in_(absences))
    return {
        "trainer": select(Trainer).where(trainers),
        "session": select(Session).where(Session.cohort_id.in_(cohort)),
        "substitution": select(Substitution).where(Substitution.session_id.in_(lessons)),
        "mark": select(Mark).where(Mark.session_id.in_(lessons)),
        "absence": select(Absence).where(Absence.cohort_id.in_(cohort)),
        "walk_in": select(WalkIn).where(WalkIn.enrolment_id.in_(enrolled)),
        "head_count": select(HeadCount).where(HeadCount.session_id.in_(lessons)),
        "attendance_sheet": select(AttendanceSheet).where(AttendanceSheet.cohort_id.in_(cohort)),
        "attendance_file": select(AttendanceFile).where(files),
        "badge_scan": select(BadgeScan).where(BadgeScan.cohort_id.in_(cohort)),
    }


def _of_completion(cohort: Select[Any]) -> dict[str, Select[Any]]:
    enrolled = select(Enrolment.id).where(Enrolment.cohort_id.in_(cohort))
    batches = select(CertificateBatch.id).where(CertificateBatch.cohort_id.in_(cohort))
    runs = select(PrintRun.id).where(PrintRun.cohort_id.in_(cohort))
    orders = select(Order.id).where(Order.cohort_id.in_(cohort))
    return {
        "sitting": select(Sitting).where(Sitting.enrolment_id.in_(enrolled)),
        "commission": select(Commission).where(Commission.cohort_id.in_(cohort)),
        "final_work": select(FinalWork).where(FinalWork.enrolment_id.in_(enrolled)),
        "outcome_override": select(OutcomeOverride).where(OutcomeOverride.enrolment_id.in_(enrolled)),
        "module_decision": select(ModuleDecision).where(ModuleDecision.cohort_id.in_(cohort)),
        "order_register": select(Order).where(Order.cohort_id.in_(cohort)),
        "order_entry": select(OrderEntry).where(OrderEntry.order_id.in_(orders), OrderEntry.enrolment_id.in_(enrolled)),
        "certificate_batch": select(CertificateBatch).where(CertificateBatch.cohort_id.in_(cohort)),
        "certificate": select(Certificate).where(Certificate.batch_id.in_(batches)),
        "print_run": select(PrintRun).where(PrintRun.cohort_id.in_(cohort)),
        "print_item": select(PrintItem).where(PrintItem.run_id.in_(runs)),
    }
