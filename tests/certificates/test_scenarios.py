"""What the test suites of other programs for certificates try, tried here (README.md tells which test covers what)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.models.certificates import Certificate, TemplateState
from db.models.cohorts import Enrolment
from db.models.programmes import Programme
from desktop_app.centre import Centre
from desktop_app.certificate_templates.editing import by_id, changed
from desktop_app.certificate_templates.layout import laid_out
from desktop_app.certificate_templates.model import PictureElement, Place, Side, TextElement
from desktop_app.certificate_templates.shelf import (
    TemplateRow,
    copy_as,
    files_of,
    keep_file,
    put_in_use,
    remove_draft,
    retire,
    save_draft,
    shelf,
    template,
)
from desktop_app.certificates.later import Ground, annul, duplicate
from desktop_app.certificates.papers import in_force_of, issued_papers
from desktop_app.certificates.printing import write_each
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import certificates_of
from desktop_app.certificates.service import issue_certificates
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import language
from desktop_app.people.erasure import erase_person
from desktop_app.progress import Progress
from desktop_app.verification.checking import check_source
from desktop_app.verification.records import Finding
from tests.certificate_templates.made import picture
from tests.courses import Course, Taught, closed_course

PEOPLE = (Taught("Azimova"), Taught("Botirova"))
GROUND = Ground("Xato nom", "51-T/T", date(2026, 11, 21))


@pytest.fixture
def course(centre: Centre) -> Course:
    return closed_course(centre, PEOPLE)


def own_template(centre: Centre) -> TemplateRow:
    """A copy of the state layout, in use, and named by every programme."""
    state = next(row for row in centre.read(shelf) if row.template.code == "state")
    own = centre.write(copy_as, template_id=state.id, title="Bizniki").value
    centre.write(put_in_use, template_id=own)
    row = centre.read(template, template_id=own)
    statement = update(Programme).values(template_code=row.template.code)
    centre.write(lambda unit: unit.execute_bulk(statement, reason="test"))
    return row


def worded(row: TemplateRow, closing: str) -> TemplateRow:
    element = by_id(row.template)["closing"]
    assert isinstance(element, TextElement)
    return replace(row, template=changed(row.template, [replace(element, text={"uz_Latn": closing})]))


def next_edition(centre: Centre, row: TemplateRow, closing: str) -> TemplateRow:
    draft = worded(row, closing).template
    made = centre.write(save_draft, draft=draft, template_id=row.id, version=row.version).value
    centre.write(put_in_use, template_id=made)
    return centre.read(template, template_id=made)


def issued(centre: Centre, course: Course) -> list[CertificateRecord]:
    return list(centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued)


def closings(centre: Centre, course: Course) -> set[str]:
    ids = centre.read(in_force_of, cohort_id=course.cohort_id)
    return {sheet.words["closing"] for sheet in centre.read(issued_papers, certificate_ids=ids).sheets}


def test_what_was_issued_is_printed_from_its_own_edition_whatever_the_template_becomes(
    centre: Centre, course: Course
) -> None:
    first = own_template(centre)
    issued(centre, course)
    before = closings(centre, course)
    second = next_edition(centre, first, "boʻyicha malakasini yangiladi.")
    centre.write(retire, template_id=second.id)
    assert closings(centre, course) == before
    assert centre.read(template, template_id=first.id).issues == 1
    with pytest.raises(Refused, match="template_in_use"):
        centre.write(remove_draft, template_id=first.id)


def test_new_papers_are_made_from_the_edition_in_use_and_from_the_earlier_one_once_that_is_back(
    centre: Centre, course: Course
) -> None:
    first = own_template(centre)
    second = next_edition(centre, first, "boʻyicha malakasini yangiladi.")
    issued(centre, course)
    assert closings(centre, course) == {"boʻyicha malakasini yangiladi."}
    centre.write(put_in_use, template_id=first.id)
    assert centre.read(template, template_id=second.id).state is TemplateState.RETIRED
    later = closed_course(centre, (Taught("Davronova"),), code="KIM-26/12")
    centre.write(
        lambda unit: unit.execute_bulk(update(Programme).values(template_code=first.template.code), reason="test")
    )
    issued(centre, later)
    assert closings(centre, later) == {"boʻyicha malakasini oshirdi."}
    assert closings(centre, course) == {"boʻyicha malakasini yangiladi."}


def test_a_template_without_elements_gives_nobody_a_paper(centre: Centre, course: Course) -> None:
    state = next(row for row in centre.read(shelf) if row.template.code == "state")
    bare = centre.write(save_draft, draft=replace(state.template, code="bare", sides=(Side(),))).value
    with pytest.raises(Invalid, match="template_empty"):
        centre.write(put_in_use, template_id=bare)
    issued(centre, course)
    assert closings(centre, course) == {"boʻyicha malakasini oshirdi."}


def test_a_copy_keeps_its_picture_when_the_template_it_was_made_of_is_gone(centre: Centre) -> None:
    file = picture()
    centre.write(keep_file, file=file)
    state = next(row for row in centre.read(shelf) if row.template.code == "state").template
    with_picture = replace(
        state, code="rasmli", sides=(Side((PictureElement("gerb", Place(10, 10, 20, 10), file=file.sha256),)),)
    )
    source = centre.write(save_draft, draft=with_picture).value
    copied = centre.write(copy_as, template_id=source, title="Nusxa").value
    centre.write(remove_draft, template_id=source)
    kept = centre.read(template, template_id=copied).template
    assert centre.read(files_of, template=kept).contents == {file.sha256: file.content}
    assert laid_out(kept, {}, code="", files=centre.read(files_of, template=kept)).problems == ()


def test_an_erased_persons_certificate_is_still_found_genuine(centre: Centre, course: Course) -> None:
    """Whoever holds the paper may be asked about it years after the card is gone."""
    (paper, *_others) = issued(centre, course)
    ids = centre.read(in_force_of, cohort_id=course.cohort_id)
    code = centre.read(issued_papers, certificate_ids=ids[:1]).sheets[0].code
    holder = select(Enrolment.person_id).join(Certificate).where(Certificate.id == paper.id)
    person_id = centre.read(lambda unit: unit.session.scalars(holder).one())
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    for source in (code, paper.full_number):
        (found,) = centre.read(check_source, source=source)
        assert (found.finding, found.differences) == (Finding.VALID, frozenset())


def test_namesakes_get_a_file_each_and_who_was_annulled_gets_none(centre: Centre, tmp_path: Path) -> None:
    course = closed_course(centre, (Taught("Karimova"), Taught("Karimova "), Taught("Botirova")), code="KIM-26/13")
    papers = issued(centre, course)
    centre.write(annul, certificate_id=papers[0].id, ground=GROUND)
    written = write_each(centre, cohort_id=course.cohort_id, folder=tmp_path, progress=Progress())
    assert written.count == 2
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert [name.split(" ")[0] for name in names] == [paper.full_number for paper in papers[1:]]


def test_a_paper_that_fails_leaves_the_language_of_the_window_as_it_was(centre: Centre) -> None:
    before = language()
    wrong = closed_course(centre, (Taught("Azimova中"),), code="KIM-26/14")
    with pytest.raises(Invalid):
        centre.write(issue_certificates, cohort_id=wrong.cohort_id, language="uz_Cyrl")
    assert language() == before
    assert centre.read(certificates_of, cohort_id=wrong.cohort_id) == []


def test_nobody_has_two_certificates_of_one_course_in_force_however_often_it_is_tried(
    centre: Centre, course: Course
) -> None:
    first, _other = issued(centre, course)
    assert issued(centre, course) == []
    centre.write(duplicate, certificate_id=first.id, ground=GROUND)
    with pytest.raises(Refused):
        centre.write(duplicate, certificate_id=first.id, ground=GROUND)
    assert issued(centre, course) == []
    in_force = [each.holder for each in centre.read(certificates_of, cohort_id=course.cohort_id) if each.is_in_force]
    assert sorted(in_force) == sorted({first.holder, _other.holder})
