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
from desktop_app.orders.service import RegisterFilter, papers, register_paper
from desktop_app.programmes.records import (
    CertificateKind,
    KindHours,
    LevelRecord,
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


CONFERENCE = ProgrammeRecord(
    code="KONF-SG",
    title="Muvaffaqiyatli islohotlar – yuqori natijalar",
    hours=6,
    staff_group="RAHBAR",
    mode_code="AJR",
    kind_code=ProgrammeKind.CONFERENCE,
    partner="MARSHALL CAVENDISH Education, Singapur",
    certificate_kind_code=CertificateKind.NONE,
    has_entry_test=False,
    has_final_test=False,
)
# What the training of trainers holds, each part for something that the survey found wanting.
PRESCHOOL = (
    "Oʻyin orqali taʼlim",
    "Taʼlim-tarbiya jarayonini olib borish",
    "Tarbiyalanuvchi bilan muloqot",
    "Ota-onalar",
)
TRAINERS = ProgrammeRecord(
    code="KOICA-TOT",
    title="Maktabgacha taʼlim trenerlarini tayyorlash",
    hours=72,
    staff_group="PEDAGOG",
    mode_code="AJR",
    order_number="714-son",
    order_date=date(2022, 12, 19),
    kind_code=ProgrammeKind.TOT,
    partner="Koreya xalqaro hamkorlik agentligi (KOICA)",
    modules=tuple(ModuleRecord(title, 18, competences={f"B{place}": 1}) for place, title in enumerate(PRESCHOOL, 1)),
    levels=(LevelRecord("Trener", 35), LevelRecord("Pedagog")),
)
PAPERS = (
    OrderDraft("FARMON", "PF-60-son", date(2022, 1, 28), "Yangi Oʻzbekistonning taraqqiyot strategiyasi toʻgʻrisida"),
    OrderDraft("QAROR", "714-son", date(2022, 12, 19), "Maktabgacha taʼlim kadrlarini qayta tayyorlash bazasi"),
    OrderDraft("BAYON", "28-sonli", date(2023, 8, 28), "Videoselektor yigʻilishi bayoni", note="24-band"),
    OrderDraft("BUYRUQ", "577-sonli", date(2023, 12, 28), "2024-yil oʻqitish rejasini tasdiqlash haqida"),
    OrderDraft("BUYRUQ", "14-son", date(2024, 1, 10), "Birlashgan Arab Amirliklari tajribasi asosidagi kurs"),
    OrderDraft("QAROR", "231-son", date(2024, 6, 21), "Kasbiy rivojlanish soati va kuni"),
    OrderDraft("BUYRUQ", "246-sonli", date(2024, 8, 7), "Tadbirlarni oʻtkazish tartibi"),
    OrderDraft("BUYRUQ", "317-son", date(2024, 9, 27), "Aniq va tabiiy fanlar oʻquv reja va dasturlari"),
    OrderDraft("XAT", "03-33-3532-son", date(2024, 11, 29), "5-bosqichni tashkil etish toʻgʻrisida"),
)


def test_the_conference_takes_all_161_at_once(centre: Centre) -> None:
    """A conference is no group of pupils: its size is not warned of."""
    taught = kept(centre, CONFERENCE)
    cohort_id = centre.write(save_cohort, CohortDraft("TV-24-005", taught.id, date(2024, 2, 9), date(2024, 2, 9))).value
    people = [factories.write(centre, factories.person()).id for _ in range(161)]
    enrolled = centre.write(enrol, cohort_id=cohort_id, person_ids=people).value
    assert (len(enrolled), taught.partner) == (161, CONFERENCE.partner)
    assert centre.read(cohort_warnings, cohort_id=cohort_id) == []


def test_the_training_of_trainers_has_two_weeks_and_the_modules_that_the_survey_asked_for(centre: Centre) -> None:
    with pytest.raises(Invalid, match="levels_missing"):
        centre.write(save_programme, replace(TRAINERS, levels=TRAINERS.levels[:1]))
    taught = kept(centre, TRAINERS)
    assert [(module.title, module.competences) for module in taught.modules] == [
        (title, {f"B{place}": 1}) for place, title in enumerate(PRESCHOOL, 1)
    ]
    draft = CohortDraft("TV-24-006", taught.id, date(2024, 1, 10), date(2024, 1, 23), cascade_level=1)
    cohort_id = centre.write(save_cohort, draft).value
    people = [factories.write(centre, factories.person()).id for _ in range(35)]
    centre.write(enrol, cohort_id=cohort_id, person_ids=people)
    told = centre.read(cohort_warnings, cohort_id=cohort_id)
    assert [each.rule for each in told] == [CohortRule.CAP]
    made = centre.write(make_sessions, cohort_id=cohort_id).value
    assert made.hours == 72
    assert made.last_on <= date(2024, 1, 23)


def test_every_paper_that_the_reports_name_is_found_by_its_number_as_they_write_it(centre: Centre) -> None:
    for paper in PAPERS:
        centre.write(register_paper, paper)
    for paper in PAPERS:
        found = centre.read(papers, RegisterFilter(text=paper.number, is_own=False))
        assert (paper.kind_code, paper.dated_on, paper.title) in [
            (each.kind_code, each.dated_on, each.title) for each in found
        ]
    taught = kept(centre, TRAINERS)
    (resolution,) = centre.read(papers, RegisterFilter(text="714-son"))
    assert [place.text for place in centre.read(cited, order_id=resolution.id)] == [f"{taught.code} · {taught.title}"]
