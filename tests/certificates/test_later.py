"""After the issue: duplicates, corrections, annulments, statements, and certificates from elsewhere."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.certificates import Certificate, PaperKind
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificate_templates.layout import laid_out
from desktop_app.certificates.external import External, note_external, pasted_externals
from desktop_app.certificates.later import Ground, annul, correct, duplicate
from desktop_app.certificates.papers import issued_papers
from desktop_app.certificates.preflight import preflight
from desktop_app.certificates.printing import Written, file_name, write_each, write_register
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import RegisterFilter, certificates_of, register, register_figures
from desktop_app.certificates.service import ALL_KINDS, IssueWish, candidates, issue_certificates
from desktop_app.cohorts.today import today_figures
from desktop_app.errors import Invalid, Refused
from desktop_app.people.courses import training_of
from desktop_app.plan.population import period_of
from desktop_app.progress import Progress
from desktop_app.returns.evidence import gather
from tests.courses import Course, Taught, closed_course

GROUND = Ground("Azimova Zilola arizasi, yoʻqolgan", "50-T/T", date(2026, 11, 21))
PEOPLE = (Taught("Azimova"), Taught("Botirova"), Taught("Davronova", 40))


@pytest.fixture
def course(centre: Centre) -> Course:
    """Issued to Azimova and Botirova; Davronova has failed and gets a statement."""
    course = closed_course(centre, PEOPLE)
    centre.write(issue_certificates, cohort_id=course.cohort_id, kinds=ALL_KINDS)
    return course


def papers(centre: Centre, course: Course) -> list[CertificateRecord]:
    return centre.read(certificates_of, cohort_id=course.cohort_id)


def rename(centre: Centre, course: Course, surname: str, to: str) -> None:
    def change(unit: UnitOfWork) -> None:
        enrolment = unit.session.get_one(Enrolment, course.enrolment_ids[surname])
        unit.session.get_one(Person, enrolment.person_id).surname = to

    centre.write(change)


def words_of(centre: Centre, certificate_id: int) -> dict[str, str]:
    (sheet,) = centre.read(issued_papers, certificate_ids=[certificate_id]).sheets
    return dict(sheet.words)


def test_who_failed_gets_a_statement_from_a_series_of_its_own_that_says_why(centre: Centre, course: Course) -> None:
    (statement,) = [record for record in papers(centre, course) if record.kind == PaperKind.STATEMENT]
    assert (statement.full_number, statement.holder.split()[0]) == ("MN-2026-000001", "Davronova")
    assert "40" in words_of(centre, statement.id)["reason"]


def test_a_duplicate_has_a_new_number_cites_the_old_one_and_says_what_the_lost_one_said(
    centre: Centre, course: Course
) -> None:
    lost = papers(centre, course)[0]
    rename(centre, course, "Azimova", "Rahimova")
    made = centre.write(duplicate, certificate_id=lost.id, ground=GROUND).value
    before, after = (record for record in papers(centre, course) if record.enrolment_id == lost.enrolment_id)
    assert (before.state, before.replaced_by) == ("replaced", after.full_number)
    assert (after.id, after.full_number, after.replaces) == (made, "PM-2026-000003", "PM-2026-000001")
    words = words_of(centre, made)
    assert (words["mark"], words["holder"]) == ("DUBLIKAT", lost.holder)


def test_a_corrected_one_says_what_the_card_says_now_and_the_old_paper_stays_as_it_was(
    centre: Centre, course: Course
) -> None:
    wrong = papers(centre, course)[0]
    rename(centre, course, "Azimova", "Rahimova")
    made = centre.write(correct, certificate_id=wrong.id, ground=GROUND).value
    assert words_of(centre, made)["holder"].startswith("Rahimova")
    assert words_of(centre, wrong.id)["holder"] == wrong.holder


def test_what_was_annulled_by_mistake_may_be_corrected_once(centre: Centre, course: Course) -> None:
    first = papers(centre, course)[0]
    centre.write(annul, certificate_id=first.id, reason="Xato")
    with pytest.raises(Refused):
        centre.write(duplicate, certificate_id=first.id, ground=GROUND)
    centre.write(correct, certificate_id=first.id, ground=GROUND)
    with pytest.raises(Refused):
        centre.write(correct, certificate_id=first.id, ground=GROUND)


@pytest.mark.parametrize(
    ("ground", "code"),
    [
        (Ground(" ", "1", date(2026, 11, 21)), "reason_missing"),
        (Ground("Yoʻqolgan", "", date(2026, 11, 21)), "order_missing"),
        (Ground("Yoʻqolgan", "1"), "order_date_missing"),
        (Ground("Yoʻqolgan", "1", date(2026, 11, 20)), "order_date_wrong"),
        (Ground("Yoʻqolgan", "1", date(2026, 11, 22)), "order_date_wrong"),
    ],
)
def test_a_duplicate_needs_a_reason_and_an_order_of_a_day_that_can_be(
    centre: Centre, course: Course, ground: Ground, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        centre.write(duplicate, certificate_id=papers(centre, course)[0].id, ground=ground)
    assert len(papers(centre, course)) == 3


def test_a_duplicate_is_no_second_certificate_wherever_they_are_counted(centre: Centre, course: Course) -> None:
    before = centre.read(today_figures)
    person_id = papers(centre, course)[0].person_id
    centre.write(duplicate, certificate_id=papers(centre, course)[0].id, ground=GROUND)
    assert centre.read(today_figures) == before
    assert before.certificates == 2
    (trained,) = centre.read(training_of, person_id)
    assert trained.certificate_number == "PM-2026-000003"


def test_the_pages_laid_out_again_are_those_that_were_issued(centre: Centre, course: Course) -> None:
    ids = [record.id for record in papers(centre, course)]
    found = centre.read(issued_papers, certificate_ids=ids)
    digests = [
        laid_out(sheet.template, sheet.words, code=sheet.code, files=found.files).digest for sheet in found.sheets
    ]

    def kept(unit: UnitOfWork) -> list[str]:
        rows = unit.session.execute(select(Certificate.id, Certificate.page_digest)).all()
        by_id = {row.id: row.page_digest for row in rows}
        return [by_id[each] for each in ids]

    assert digests == centre.read(kept)


def test_the_register_counts_and_chooses_by_kind_state_and_origin(
    centre: Centre, course: Course, tmp_path: Path
) -> None:
    first, second, _statement = papers(centre, course)
    centre.write(duplicate, certificate_id=first.id, ground=GROUND)
    centre.write(annul, certificate_id=second.id, reason="Xato", order_number="51", order_date=date(2026, 11, 21))
    figures = centre.read(register_figures, year=2026)
    assert (figures.issued, figures.duplicates, figures.annulled, figures.blanks) == (4, 1, 1, 0)
    chosen = {
        "kind": RegisterFilter(2026, kind="statement"),
        "state": RegisterFilter(2026, state="annulled"),
        "origin": RegisterFilter(2026, origin="duplicate"),
    }
    numbers = {name: [row.full_number for row in centre.read(register, which=which)] for name, which in chosen.items()}
    assert numbers == {"kind": ["MN-2026-000001"], "state": ["PM-2026-000002"], "origin": ["PM-2026-000003"]}
    for ending in ("xlsx", "pdf"):
        assert write_register(centre, which=RegisterFilter(2026), out=tmp_path / f"daftar.{ending}").count == 4


def test_each_person_gets_a_file_that_windows_takes(centre: Centre, course: Course, tmp_path: Path) -> None:
    written = write_each(centre, cohort_id=course.cohort_id, folder=tmp_path, progress=Progress())
    assert written == Written(tmp_path, 3)
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    assert file_name("PM/26:1", 'Gʻani "x"?. ') == "PM-26-1 G'ani -x--"


def test_before_the_first_paper_every_doubt_is_named_and_an_error_stops_it(centre: Centre) -> None:
    waiting = closed_course(centre, (Taught("Azimova"), Taught("Aзимова")), code="KIM-26/11")
    found = centre.read(preflight, wish=IssueWish(waiting.cohort_id))
    assert {(doubt.code, doubt.is_error) for doubt in found.doubts} >= {("mixed_name", False)}
    assert (found.may_issue, found.first_number) == (True, "PM-2026-000001")
    late = centre.read(preflight, wish=IssueWish(waiting.cohort_id, issued_on=date(2026, 11, 22)))
    assert [doubt.code for doubt in late.doubts if doubt.is_error] == ["issued_in_future"]
    assert "day_off" in {doubt.code for doubt in late.doubts}
    assert not late.may_issue


def test_certificates_of_the_platform_are_read_from_pasted_rows(centre: Centre) -> None:
    other = closed_course(centre, PEOPLE, code="KIM-26/11")
    names = [each.name for each in centre.read(candidates, cohort_id=other.cohort_id)]
    text = "\n".join(
        (
            f"1.\t{names[0]}\tUKT 24-17\thttps://example.uz/a\t20.11.2026",
            f"2.\t{names[0]}\tUKT 24-18",
            "Notanish Odam\tUKT 24-19",
            f"{names[1]}\tUKT 24-20\tjavascript:alert(1)",
            names[2],
        )
    )
    lines = centre.read(pasted_externals, cohort_id=other.cohort_id, text=text)
    assert [line.problem.code if line.problem else "" for line in lines] == [
        "",
        "twice",
        "who_is_it",
        "strange_cell",
        "too_few_cells",
    ]
    external = lines[0].external
    assert external == External(other.enrolment_ids["Azimova"], "UKT 24-17", "https://example.uz/a", date(2026, 11, 20))
    before = centre.write(note_external, certificates=[external]).value
    assert centre.read(candidates, cohort_id=other.cohort_id)[0].elsewhere == "UKT 24-17"
    centre.write(note_external, certificates=before)
    assert centre.read(candidates, cohort_id=other.cohort_id)[0].is_ready


def test_the_return_finds_nothing_missing_after_a_duplicate(centre: Centre, course: Course) -> None:
    before = centre.read(gather, period_of(2026, 11, today=centre.clock.today()))
    centre.write(duplicate, certificate_id=papers(centre, course)[0].id, ground=GROUND)
    after = centre.read(gather, period_of(2026, 11, today=centre.clock.today()))
    assert (after.certificates_missing, after.certificates_unearned, after.finishes) == (
        before.certificates_missing,
        before.certificates_unearned,
        before.finishes,
    )
