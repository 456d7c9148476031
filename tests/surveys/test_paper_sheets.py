"""Printed survey sheets: their numbers and codes, their pages; who has answered; the second typing."""

from pathlib import Path
from random import Random

import pypdfium2
import pytest

from db.models.surveys import SurveyChannel
from desktop_app.centre import Centre
from desktop_app.documents.qr import read_codes
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import LANGUAGES
from desktop_app.progress import Progress
from desktop_app.questionnaires.built_in import LEADERS, PRESCHOOL, TEACHERS
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Scale, Section
from desktop_app.surveys.board import awaited, forget_handed_in, note_handed_in
from desktop_app.surveys.board_document import write_reminders
from desktop_app.surveys.paper_check import draw_sheet, paper_check
from desktop_app.surveys.paper_printing import (
    PrintWish,
    copies_for,
    issue_sheets,
    paper_languages,
    specimen,
    write_paper,
)
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round, suited_questionnaire, survey_form
from desktop_app.surveys.shelf import newest_in_use
from desktop_app.surveys.taking import retype, save_sheet
from tests import factories
from tests.surveys.forms import begun_round


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    programme = factories.write(centre, factories.programme())
    return factories.write(centre, factories.cohort(programme.id)).id


@pytest.fixture
def people(centre: Centre, cohort_id: int) -> list[int]:
    made = []
    for surname in ("Azimova", "Botirova", "Karimova"):
        person = factories.write(centre, factories.person(surname=surname, phone="+998901234567"))
        made.append(factories.write(centre, factories.enrolment(cohort_id, person.id, workplace="12-maktab")).id)
    return made


@pytest.fixture
def round_id(centre: Centre, cohort_id: int) -> int:
    return centre.write(begun_round, cohort_id=cohort_id).value


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_every_sheet_has_a_number_of_its_own_and_its_code_on_both_sides(
    centre: Centre, round_id: int, tmp_path: Path
) -> None:
    out = tmp_path / "sheets.pdf"
    write_paper(centre, PrintWish(round_id, 2, "uz_Latn"), out=out, progress=Progress())
    codes = [(found.page, found.text) for found in read_codes(out)]
    assert codes == [(1, f"{round_id}-1-1"), (2, f"{round_id}-1-2"), (3, f"{round_id}-2-1"), (4, f"{round_id}-2-2")]
    assert centre.write(issue_sheets, round_id=round_id, copies=3).value == range(3, 6)
    assert centre.read(survey_form, round_id=round_id).next_slip == 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [TEACHERS, PRESCHOOL, LEADERS])
def test_a_built_in_questionnaire_fits_on_one_sheet_of_paper(
    centre: Centre, cohort_id: int, code: str, language: str
) -> None:
    asked = centre.read(newest_in_use, code=code)
    own = centre.write(open_round, draft=RoundDraft(asked.id, cohort_id)).value
    form = centre.read(survey_form, round_id=own)
    for is_anonymous in (True, False):
        content = specimen(centre, questionnaire=form.questionnaire, in_language=language, is_anonymous=is_anonymous)
        assert len(pypdfium2.PdfDocument(content)) == 2


def test_a_long_matrix_has_the_words_of_its_scales_on_every_page(centre: Centre) -> None:
    rows = tuple(MatrixRow(f"R{place}", {"en": f"Row {place}"}) for place in range(90))
    scales = (Scale("use", {"en": "Usefulness"}, ends={1: {"en": "none"}}),)
    matrix = Item("M", ItemKind.MATRIX, {"en": "How useful?"}, rows=rows, scales=scales)
    long = Questionnaire("long", 1, {"en": "Long"}, ("en",), (Section("S", {"en": "Part"}, (matrix,)),))
    document = pypdfium2.PdfDocument(specimen(centre, questionnaire=long, in_language="en"))
    pages = [page.get_textpage().get_text_range() for page in document]
    # The third page leaves the back of its sheet empty, so that the next one begins on a front.
    assert ["Usefulness" in text for text in pages] == [True, True, True, False]
    assert "Row 89" in pages[2]


def test_every_kind_of_question_has_its_place_on_paper(centre: Centre) -> None:
    def of(count: int) -> tuple[Option, ...]:
        return tuple(Option(f"o{place}", {"en": f"Option {place}"}) for place in range(1, count + 1))

    likely = Scale("ten", {}, 0, 10, {0: {"en": "not at all likely"}, 10: {"en": "extremely likely"}})
    items = (
        Item("note", ItemKind.NOTE, {"en": "Thank you for coming"}),
        Item("none", ItemKind.ONE, {"en": "Nothing to choose"}),
        Item("many", ItemKind.SEVERAL, {"en": "Several of many"}, options=of(20)),
        Item("rank", ItemKind.RANK, {"en": "In order"}, options=of(12)),
        Item("ten", ItemKind.RATING, {"en": "How likely?"}, scales=(likely,), has_dont_know=True),
        Item("age", ItemKind.INTEGER, {"en": "Age"}, most=120),
        Item("sum", ItemKind.DECIMAL, {"en": "Sum"}),
        Item("day", ItemKind.DATE, {"en": "Since when"}),
        Item("words", ItemKind.TEXT, {"en": "In your words"}, hint={"en": "only teachers"}),
    )
    every = Questionnaire("every", 1, {"en": "Every"}, ("en",), (Section("S", {"en": "Part"}, items),))
    (page,) = pypdfium2.PdfDocument(specimen(centre, questionnaire=every, in_language="en"))
    inside = page.get_textpage()
    text = inside.get_text_range()
    assert "Nothing to choose" not in text
    for shown in ("Thank you", "Option 20", "Place 12", "extremely likely", "I do not know", "only teachers"):
        assert shown in text
    assert max(inside.get_rect(at)[2] for at in range(inside.count_rects())) < page.get_width()


def test_numbers_are_asked_for_in_reason(centre: Centre, round_id: int) -> None:
    for copies in (0, 1001):
        with pytest.raises(Invalid):
            centre.write(issue_sheets, round_id=round_id, copies=copies)
    assert (copies_for(10), copies_for(100)) == (12, 105)


def test_uzbek_is_printed_in_both_scripts(centre: Centre) -> None:
    asked = centre.read(newest_in_use, code=TEACHERS).questionnaire
    assert list(paper_languages(asked)) == ["uz_Latn", "uz_Cyrl", "ru", "en"]


def test_those_who_have_not_answered_come_first_also_when_it_is_anonymous(
    centre: Centre, round_id: int, people: list[int]
) -> None:
    centre.write(note_handed_in, round_id=round_id, enrolment_ids=people[:1])
    found = centre.read(awaited, round_id=round_id)
    assert [(each.enrolment_id, each.has_answered) for each in found] == [
        (people[1], False),
        (people[2], False),
        (people[0], True),
    ]
    centre.write(forget_handed_in, round_id=round_id, enrolment_ids=people[:1])
    assert not any(each.has_answered for each in centre.read(awaited, round_id=round_id))


def test_a_tick_is_given_once(centre: Centre, round_id: int, people: list[int]) -> None:
    assert centre.write(note_handed_in, round_id=round_id, enrolment_ids=people[:2]).value == people[:2]
    assert centre.write(note_handed_in, round_id=round_id, enrolment_ids=people).value == people[2:]


def test_in_a_named_survey_the_sheet_says_who_answered(centre: Centre, cohort_id: int, people: list[int]) -> None:
    asked = centre.read(newest_in_use, code=TEACHERS)
    named = centre.write(open_round, draft=RoundDraft(asked.id, cohort_id, is_anonymous=False)).value
    with pytest.raises(Refused):
        centre.write(note_handed_in, round_id=named, enrolment_ids=people)


def test_the_list_of_reminders_names_who_is_missing_and_how_to_reach_them(
    centre: Centre, round_id: int, people: list[int], tmp_path: Path
) -> None:
    centre.write(note_handed_in, round_id=round_id, enrolment_ids=people[:1])
    text = words(write_reminders(centre, round_id=round_id, out=tmp_path / "reminders.pdf"))
    assert "Botirova" in text
    assert "Azimova" not in text
    assert "12-maktab" in text
    centre.write(note_handed_in, round_id=round_id, enrolment_ids=people)
    with pytest.raises(Refused):
        write_reminders(centre, round_id=round_id, out=tmp_path / "none.pdf")


def test_people_of_preschools_are_asked_as_such(centre: Centre, cohort_id: int) -> None:
    assert centre.read(suited_questionnaire, cohort_id=cohort_id).questionnaire.code == TEACHERS
    kindergarten = factories.write(centre, factories.institution(kind_code="MTT"))
    person = factories.write(centre, factories.person(institution_id=kindergarten.id))
    factories.write(centre, factories.enrolment(cohort_id, person.id))
    assert centre.read(suited_questionnaire, cohort_id=cohort_id).questionnaire.code == PRESCHOOL


def test_a_tenth_of_the_paper_is_typed_again_and_shows_the_rate_of_errors(centre: Centre, round_id: int) -> None:
    for _time in range(11):
        centre.write(save_sheet, round_id=round_id, answers={"B1.level": 2}, channel=SurveyChannel.PAPER)
    centre.write(save_sheet, round_id=round_id, answers={"B1.level": 2}, channel=SurveyChannel.WORKBOOK)
    before = centre.read(paper_check, round_id=round_id)
    assert (before.paper, before.wanted, before.retyped, before.per_thousand) == (11, 2, 0, None)
    drawn = centre.read(draw_sheet, round_id=round_id, lot=Random(1))
    assert drawn is not None
    retyped = centre.write(retype, response_id=drawn.id, answers={"B1.level": 3}).value
    after = centre.read(paper_check, round_id=round_id)
    assert (after.retyped, after.differing, after.per_thousand) == (1, 1, pytest.approx(1000 / retyped.fields))
    left = {centre.read(draw_sheet, round_id=round_id, lot=Random(seed)) for seed in range(30)}
    assert drawn.id not in {each.id for each in left if each is not None}
