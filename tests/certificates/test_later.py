"""After the issue: duplicates, corrections, annulments, statements, and certificates from elsewhere."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select, update

from db.models.centre import CentreProfile
from db.models.certificates import Certificate, CertificateBatch, PaperKind, SigningKey
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificate_templates.layout import laid_out
from desktop_app.certificates.external import External, note_external, pasted_externals
from desktop_app.certificates.later import Ground, annul, correct, duplicate
from desktop_app.certificates.papers import issued_papers, look_at, sample_of
from desktop_app.certificates.preflight import preflight
from desktop_app.certificates.printing import Written, file_name, write_certificates, write_each, write_register
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import RegisterFilter, certificates_of, register, register_figures
from desktop_app.certificates.service import ALL_KINDS, IssueWish, candidates, issue_certificates
from desktop_app.certificates.signature import verify
from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.service import cohort, load_cohort
from desktop_app.cohorts.today import today_figures
from desktop_app.completion.keeping import ends_with_work
from desktop_app.completion.overrides import override_outcome
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import complete_cohort, completion_list, completion_rows
from desktop_app.errors import Cancelled, Invalid, Refused
from desktop_app.people.courses import training_of
from desktop_app.plan.population import period_of
from desktop_app.print_runs.feeding import preview
from desktop_app.progress import Progress
from desktop_app.returns.evidence import gather
from tests.courses import ORDER_DATE, Course, Taught, closed_course, taught_course

GROUND = Ground("Azimova Zilola arizasi, yoʻqolgan", "50-T/T", date(2026, 11, 21))
OF_ITS_OWN = {"number", "register_line", "issued_line", "code", "caption", "mark"}
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


def test_a_statement_issued_after_the_programme_changed_says_the_reason_of_the_closing(centre: Centre) -> None:
    course = closed_course(centre, [Taught("Davronova", 40)])

    def ask_for_a_work(unit: UnitOfWork) -> None:
        for programme in unit.session.scalars(select(Programme)):
            programme.has_final_work = True

    before = centre.read(completion_list, cohort_id=course.cohort_id).rows[0].decision.text
    centre.write(ask_for_a_work)
    centre.write(issue_certificates, cohort_id=course.cohort_id, kinds=ALL_KINDS)
    (statement,) = papers(centre, course)
    assert words_of(centre, statement.id)["reason"] == before


def test_what_the_programme_becomes_later_moves_no_hours_of_a_closed_cohort(centre: Centre) -> None:
    course = closed_course(centre, PEOPLE)
    before = centre.read(completion_list, cohort_id=course.cohort_id)

    def become_longer(unit: UnitOfWork) -> None:
        programme = unit.session.scalars(select(Programme)).one()
        programme.hours, programme.has_final_work = 999, True

    centre.write(become_longer)
    assert centre.read(completion_list, cohort_id=course.cohort_id) == before
    assert not centre.read(lambda unit: ends_with_work(unit, load_cohort(unit, course.cohort_id)))
    assert centre.read(cohort, cohort_id=course.cohort_id).hours == before.planned_hours
    centre.write(issue_certificates, cohort_id=course.cohort_id, kinds=ALL_KINDS)
    assert {record.hours for record in papers(centre, course)} == {before.planned_hours}
    assert not any("999" in text for each in papers(centre, course) for text in words_of(centre, each.id).values())


def test_a_statement_given_against_the_rule_says_the_reason_of_that_decision_alone(centre: Centre) -> None:
    course = taught_course(centre, [Taught("Azimova")])
    (enrolment_id,) = course.enrolment_ids.values()
    decided = {"outcome": Outcome.STATEMENT, "reason": "Himoyaga kelmagan", "order_number": "44-T/T"}
    centre.write(override_outcome, enrolment_id=enrolment_id, order_date=ORDER_DATE, **decided)  # type: ignore[arg-type]
    centre.write(complete_cohort, cohort_id=course.cohort_id, order_number="45-T/T", order_date=ORDER_DATE)
    centre.write(issue_certificates, cohort_id=course.cohort_id, kinds=ALL_KINDS)
    (statement,) = papers(centre, course)
    assert words_of(centre, statement.id)["reason"] == "Himoyaga kelmagan"


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


def test_a_duplicate_repeats_the_lost_paper_word_for_word_and_in_its_code(centre: Centre, course: Course) -> None:
    lost = papers(centre, course)[0]
    before = words_of(centre, lost.id)

    def years_later(unit: UnitOfWork) -> None:
        programme = unit.session.scalars(select(Programme)).one()
        programme.title, programme.hours = "Boshqa kurs", 999
        unit.session.scalars(select(CentreProfile)).one().director = "Yangi Direktor"

    centre.write(years_later)
    made = centre.write(duplicate, certificate_id=lost.id, ground=GROUND).value
    after = words_of(centre, made)
    assert {name for name in before | after if before.get(name) != after.get(name)} <= OF_ITS_OWN
    key_of = centre.read(lambda unit: {row.kid: row.public_key for row in unit.session.scalars(select(SigningKey))})
    (sheet,) = centre.read(issued_papers, certificate_ids=[made]).sheets
    claims = verify(sheet.code, key_of).claims
    assert claims is not None
    assert (claims.number, claims.name, claims.hours) == ("PM-2026-000003", lost.holder, lost.hours)
    assert claims.course == lost.course
    corrected = centre.write(correct, certificate_id=made, ground=GROUND).value
    assert "Boshqa kurs" in " ".join(words_of(centre, corrected).values())


def test_a_duplicate_of_one_issued_before_there_were_templates_is_in_the_layout_of_that_time(
    centre: Centre, course: Course
) -> None:
    lost = papers(centre, course)[0]

    def as_of_old(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Certificate, lost.id)
        row.face, row.page_digest = {}, ""
        unit.session.get_one(CertificateBatch, row.batch_id).template_id = None

    centre.write(as_of_old)
    before = words_of(centre, lost.id)
    words = words_of(centre, centre.write(duplicate, certificate_id=lost.id, ground=GROUND).value)
    assert (words["mark"], words["holder"], words["course"]) == ("DUBLIKAT", lost.holder, before["course"])


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
    centre.write(annul, certificate_id=first.id, ground=GROUND)
    with pytest.raises(Refused):
        centre.write(duplicate, certificate_id=first.id, ground=GROUND)
    centre.write(correct, certificate_id=first.id, ground=GROUND)
    with pytest.raises(Refused):
        centre.write(correct, certificate_id=first.id, ground=GROUND)


@pytest.mark.parametrize("act", [annul, duplicate, correct])
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
def test_every_later_paper_needs_a_reason_and_an_order_of_a_day_that_can_be(
    centre: Centre, course: Course, act: Callable[..., object], ground: Ground, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        centre.write(act, certificate_id=papers(centre, course)[0].id, ground=ground)
    assert len(papers(centre, course)) == 3


def test_a_duplicate_is_no_second_certificate_wherever_they_are_counted(centre: Centre, course: Course) -> None:
    before = centre.read(today_figures)
    person_id = papers(centre, course)[0].person_id
    centre.write(duplicate, certificate_id=papers(centre, course)[0].id, ground=GROUND)
    assert centre.read(today_figures) == before
    assert before.certificates == 2
    (trained,) = centre.read(training_of, person_id)
    assert trained.certificate_number == "PM-2026-000003"


def test_whose_certificate_was_annulled_waits_for_a_correction_and_for_no_new_one(
    centre: Centre, course: Course
) -> None:
    issued = papers(centre, course)
    centre.write(annul, certificate_id=issued[0].id, ground=GROUND)
    facts = centre.read(cohort_facts, cohort_id=course.cohort_id)
    assert facts.annulled == 1
    assert facts.certificates + facts.annulled == facts.finished
    centre.write(correct, certificate_id=issued[0].id, ground=GROUND)
    facts = centre.read(cohort_facts, cohort_id=course.cohort_id)
    assert (facts.annulled, facts.certificates) == (0, facts.finished)


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
    centre.write(annul, certificate_id=second.id, ground=GROUND)
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
    assert (found.may_issue, found.kinds[0].first_number) == (True, "PM-2026-000001")
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


def test_a_page_that_would_come_out_otherwise_than_it_was_issued_is_left_out_by_its_number(
    centre: Centre, course: Course, tmp_path: Path
) -> None:
    first, *_others = papers(centre, course)

    def forge(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Certificate, first.id)
        row.face = {**row.face, "holder": "Boshqa Odam"}

    centre.write(forge)
    out = tmp_path / "all.pdf"
    written = write_certificates(centre, cohort_id=course.cohort_id, out=out, progress=Progress())
    assert (written.count, [each.number for each in written.left_out]) == (2, [first.full_number])
    assert len(PdfDocument(out)) == 2
    folder = tmp_path / "each"
    folder.mkdir()
    each = write_each(centre, cohort_id=course.cohort_id, folder=folder, progress=Progress())
    assert (each.count, len(list(folder.iterdir()))) == (2, 2)
    # It can still be looked at, and put right.
    assert "Boshqa Odam" in centre.read(look_at, certificate_id=first.id).sheets[0].words.values()
    corrected = centre.write(correct, certificate_id=first.id, ground=GROUND).value
    written = write_certificates(centre, cohort_id=course.cohort_id, out=out, progress=Progress())
    assert (written.count, written.left_out) == (3, ())
    assert corrected


def test_where_nothing_may_be_printed_there_is_no_file(centre: Centre, course: Course, tmp_path: Path) -> None:
    centre.write(lambda unit: unit.execute_bulk(update(Certificate).values(page_digest="0" * 64), reason="test"))
    with pytest.raises(Invalid, match="page_altered"):
        write_certificates(centre, cohort_id=course.cohort_id, out=tmp_path / "all.pdf", progress=Progress())
    assert not list(tmp_path.glob("*.pdf"))


def test_a_blank_is_printed_by_the_digest_of_the_whole_page(centre: Centre, course: Course) -> None:
    ids = [record.id for record in papers(centre, course)]
    assert len(PdfDocument(centre.read(preview, certificate_ids=ids, with_background=False))) == 3


def test_the_place_of_a_paper_by_name_is_that_of_the_name_on_it(centre: Centre, course: Course) -> None:
    def in_order() -> list[str]:
        return [row.holder.split()[0] for row in centre.read(register, which=RegisterFilter(2026), order="holder")]

    before = in_order()
    rename(centre, course, before[0], "Zokirova")
    assert in_order() == before
    made = centre.write(duplicate, certificate_id=papers(centre, course)[0].id, ground=GROUND).value
    centre.write(correct, certificate_id=made, ground=GROUND)
    assert in_order() == [before[0], *before, "Zokirova"]


def test_a_sample_of_a_statement_says_why_as_the_statement_will(centre: Centre, course: Course) -> None:
    enrolment_id = course.enrolment_ids["Davronova"]
    (row,) = centre.read(completion_rows, cohort_id=course.cohort_id, enrolment_ids=[enrolment_id])
    (sample,) = centre.read(sample_of, row=row, kind="statement").sheets
    (issued,) = centre.read(issued_papers, certificate_ids=[papers(centre, course)[2].id]).sheets
    assert "40" in issued.words["reason"]
    assert sample.words["reason"] == issued.words["reason"]


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_a_register_that_was_stopped_leaves_no_file(
    centre: Centre, course: Course, tmp_path: Path, ending: str
) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_register(centre, which=RegisterFilter(2026), out=tmp_path / f"daftar.{ending}", progress=progress)
    assert not list(tmp_path.glob(f"*.{ending}"))
