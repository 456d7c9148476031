"""Which screens a person sees, in which languages, and which answers can be kept."""

from dataclasses import replace

from desktop_app.questionnaires.layout import Answers
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Source
from tests.conftest import NOW
from tests.ui.pages.surveys.small_survey import FORM, HELLO, MATRIX, SURVEY, texts
from ui.pages.surveys.kiosk_screens import keepable, screens_of, tongues_of


def shown(answers: Answers, questionnaire: Questionnaire = SURVEY, *, is_by_section: bool = False) -> list[list[str]]:
    screens = screens_of(questionnaire, answers, now=NOW, is_by_section=is_by_section)
    return [[item.code for item in screen.items] for screen in screens]


def with_items(*items: Item) -> Questionnaire:
    (first, *_rest) = SURVEY.sections
    return replace(SURVEY, sections=(replace(first, items=items),))


def test_one_question_stands_on_a_screen_with_the_notes_before_it() -> None:
    assert shown({}) == [
        ["hello", "form"],
        ["months"],
        ["B"],
        ["B"],
        ["ranked"],
        ["years"],
        ["day"],
        ["words"],
    ]


def test_what_is_not_asked_is_not_shown() -> None:
    assert ["bed"] in shown({"form": "day"})
    assert ["bed"] not in shown({"form": "online"})


def test_a_section_stands_on_one_screen_but_a_long_matrix_does_not() -> None:
    assert shown({"form": "day"}, is_by_section=True) == [
        ["hello", "form", "bed", "months"],
        ["B"],
        ["B"],
        ["ranked", "years", "day", "words"],
    ]


def test_questions_before_a_matrix_have_a_screen_of_their_own_and_notes_go_with_it() -> None:
    note = replace(HELLO, code="note")
    assert shown({}, with_items(FORM, note, MATRIX, note), is_by_section=True) == [
        ["form", "note"],
        ["B"],
        ["B"],
        ["note"],
    ]
    assert shown({}, with_items(note, MATRIX), is_by_section=True) == [["note", "B"], ["B"]]


def test_the_rows_of_a_matrix_are_shared_out_evenly() -> None:
    pages = [screen for screen in screens_of(SURVEY, {}, now=NOW, is_by_section=False) if screen.items[0].code == "B"]
    assert [len(page.items[0].rows) for page in pages] == [4, 3]
    assert pages[0].codes.isdisjoint(pages[1].codes)


def test_a_question_without_any_answer_to_choose_is_left_out_unless_it_must_be_answered() -> None:
    empty = replace(FORM, options=(), source=Source.MODULES, is_required=False)
    assert shown({}, with_items(empty)) == []
    assert shown({}, with_items(replace(empty, is_required=True))) == [["form"]]


def test_what_is_calculated_is_not_shown() -> None:
    total = replace(HELLO, code="total", kind=ItemKind.CALCULATED, calculation="1 + 1")
    assert shown({}, with_items(HELLO, total)) == [["hello"]]


def test_a_section_says_its_note_once() -> None:
    noted = replace(SURVEY, sections=tuple(replace(section, note=texts("Read")) for section in SURVEY.sections))
    notes = [bool(screen.note) for screen in screens_of(noted, {}, now=NOW, is_by_section=False)]
    assert notes == [True, False, True, False, True, False, False, False]


def test_half_typed_answers_wait_and_the_others_are_kept() -> None:
    answers: Answers = {"years": "many", "months": ("may", "june", "july"), "form": "day", "bed": "yes"}
    assert keepable(SURVEY, answers, now=NOW) == {"form": "day", "bed": "yes"}


def test_uzbek_is_offered_in_both_scripts_and_unknown_languages_last() -> None:
    assert [tongue.name for tongue in tongues_of(SURVEY)] == ["Oʻzbekcha", "Ўзбекча", "Русский", "English"]
    karakalpak, *others = reversed(tongues_of(replace(SURVEY, languages=("Qaraqalpaqsha", "ru"))))
    assert (karakalpak.name, karakalpak.program) == ("Qaraqalpaqsha", "uz_Latn")
    assert [tongue.name for tongue in others] == ["Русский"]
