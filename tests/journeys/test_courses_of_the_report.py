"""The courses that the ministry's report on 2024 tells of, entered as data: each has its place and its true figures."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.cohorts.enrolment import enrol
from desktop_app.cohorts.records import CohortDraft, CohortRule, DayTooLong
from desktop_app.cohorts.service import cohort, cohort_warnings, draft_warnings, save_cohort
from desktop_app.errors import Invalid
from desktop_app.orders.quotes import cited
from desktop_app.orders.records import CitedKind, OrderDraft
from desktop_app.orders.service import register_paper
from desktop_app.programmes.records import (
    CertificateKind,
    KindHours,
    ModuleRecord,
    ProgrammeKind,
    ProgrammeRecord,
    StageRecord,
    TopicRecord,
)
from desktop_app.programmes.service import programme, save_programme
from desktop_app.timetable.ledger import hours_ledger
from desktop_app.timetable.service import make_sessions
from tests import factories

KOREAN = ProgrammeRecord(
    code="KOREYS-36",
    title="Koreys tili oʻqituvchilarining malakasini oshirish",
    hours=36,
    staff_group="PEDAGOG",
    mode_code="AJR",
    kind_code=ProgrammeKind.ADDITIONAL,
    partner="Toshkentdagi Koreya taʼlim markazi",
)
TOPICS = (
    "Fasilitatorlik mahorati",
    "Raqamli taʼlim texnologiyalari",
    "4K modeli",
    "Tahliliy fikrlash va ijodkorlik",
    "Kompetensiyalar va taʼlim natijalari",
    "Motivatsiya va muloqot madaniyati",
    "Loyiha ishlari",
    "Oʻquvchiga yoʻnaltirilgan taʼlim",
)
# Eight topics of 36 hours: four of four and four of five.
EMIRATES = ProgrammeRecord(
    code="BAA-36",
    title="Birlashgan Arab Amirliklari tajribasi",
    hours=36,
    staff_group="PEDAGOG",
    mode_code="AJRMAS",
    order_number="14-son",
    order_date=date(2024, 1, 10),
    kind_code=ProgrammeKind.STAGED,
    certificate_kind_code=CertificateKind.EXTERNAL,
    has_entry_test=False,
    has_final_test=False,
    modules=(
        ModuleRecord(
            "Onlayn mashgʻulotlar",
            36,
            by_kind=KindHours(lecture=36),
            topics=tuple(TopicRecord(title, KindHours(lecture=4 + place % 2)) for place, title in enumerate(TOPICS)),
        ),
    ),
    stages=(
        *(StageRecord(7, "AJRMAS", f"{place}-bosqich") for place in range(1, 5)),
        StageRecord(
            8, "AJRMAS", "5-bosqich", date(2024, 12, 3), date(2024, 12, 5), "03-33-3532-son", date(2024, 11, 29)
        ),
    ),
)


def kept(centre: Centre, record: ProgrammeRecord) -> ProgrammeRecord:
    return centre.read(programme, programme_id=centre.write(save_programme, record).value)


def test_the_korean_course_has_its_partner_its_week_and_its_thirty_people(centre: Centre) -> None:
    with pytest.raises(Invalid, match="partner_missing"):
        centre.write(save_programme, replace(KOREAN, partner=""))
    taught = kept(centre, KOREAN)
    draft = CohortDraft("TV-24-001", taught.id, date(2024, 1, 8), date(2024, 1, 13))
    cohort_id = centre.write(save_cohort, draft).value
    people = [factories.write(centre, factories.person()).id for _ in range(30)]
    centre.write(enrol, cohort_id=cohort_id, person_ids=people)
    assert centre.read(cohort_warnings, cohort_id=cohort_id) == []
    made = centre.write(make_sessions, cohort_id=cohort_id).value
    assert (made.sessions, made.hours, made.last_on) == (18, 36, date(2024, 1, 13))


def test_all_of_the_emirates_course_in_three_days_would_be_twelve_hours_a_day(centre: Centre) -> None:
    taught = kept(centre, EMIRATES)
    draft = CohortDraft("TV-24-002", taught.id, date(2024, 12, 3), date(2024, 12, 5))
    (told,) = (each for each in centre.read(draft_warnings, draft) if each.rule is CohortRule.HOURS)
    assert isinstance(told, DayTooLong)
    assert (told.hours, told.days, told.hours_a_day) == (36, 3, 12)


def test_its_fifth_stage_has_its_own_hours_days_and_letter(centre: Centre) -> None:
    taught = kept(centre, EMIRATES)
    letter = OrderDraft("XAT", "03-33-3532-son", date(2024, 11, 29), "5-bosqichni tashkil etish toʻgʻrisida")
    letter_id = centre.write(register_paper, letter).value
    order = OrderDraft("BUYRUQ", "14-son", date(2024, 1, 10), "Oʻquv dasturi va jadvalini tasdiqlash toʻgʻrisida")
    order_id = centre.write(register_paper, order).value
    assert [place.kind for place in centre.read(cited, order_id=letter_id)] == [CitedKind.STAGE]
    assert [place.kind for place in centre.read(cited, order_id=order_id)] == [CitedKind.PROGRAMME]
    stage = taught.stages[-1]
    assert stage.starts_on is not None
    assert stage.ends_on is not None
    draft = CohortDraft("TV-24-003", taught.id, stage.starts_on, stage.ends_on, stage_id=stage.id)
    cohort_id = centre.write(save_cohort, draft).value
    assert centre.read(cohort, cohort_id=cohort_id).hours == 8
    assert [each for each in centre.read(draft_warnings, draft) if each.rule is CohortRule.HOURS] == []


def test_its_eight_topics_make_up_all_thirty_six_hours(centre: Centre) -> None:
    taught = kept(centre, replace(EMIRATES, stages=(), kind_code=ProgrammeKind.SHORT))
    draft = CohortDraft("TV-24-004", taught.id, date(2024, 12, 2), date(2024, 12, 14))
    cohort_id = centre.write(save_cohort, draft).value
    centre.write(make_sessions, cohort_id=cohort_id)
    ledger = centre.read(hours_ledger, cohort_id=cohort_id)
    assert len(taught.modules[0].topics) == 8
    assert [(line.planned, line.scheduled) for line in ledger.lines] == [(36, 36)]
