"""A short survey with a question of every kind, put to a cohort of three."""

from typing import Any

from desktop_app.centre import Centre
from desktop_app.questionnaires.model import (
    IMPORTANCE,
    LEVEL,
    Item,
    ItemKind,
    MatrixRow,
    Option,
    Questionnaire,
    Scale,
    Section,
    Texts,
)
from desktop_app.surveys.records import RoundDraft, SurveyForm
from desktop_app.surveys.rounds import open_round, survey_form
from desktop_app.surveys.shelf import put_in_use, save_draft
from tests.courses import Course, Taught, taught_course


def texts(english: str) -> Texts:
    return {"uz": f"{english} (uz)", "ru": f"{english} (ru)", "en": english}


def options(*words: str) -> tuple[Option, ...]:
    return tuple(Option(word.lower(), texts(word)) for word in words)


SCALES = (Scale(IMPORTANCE, texts("Importance")), Scale(LEVEL, texts("Level"), ends={1: texts("help me")}))
ROWS = tuple(MatrixRow(f"B{number}", texts(f"Row {number}")) for number in range(1, 8))

FORM = Item(
    "form",
    ItemKind.ONE,
    texts("Which form?"),
    is_required=True,
    options=options("Day", "Online", "Other"),
    other="other",
)
BED = Item("bed", ItemKind.ONE, texts("A bed?"), options=options("Yes", "No"), relevant="${form} = 'day'")
MONTHS = Item(
    "months", ItemKind.SEVERAL, texts("Which months?"), options=options("May", "June", "July"), least=1, most=2
)
RANKED = Item("ranked", ItemKind.RANK, texts("What first?"), options=options("Tests", "Games", "Films"), most=2)
MATRIX = Item("B", ItemKind.MATRIX, texts("Two marks each"), rows=ROWS, scales=SCALES, has_dont_know=True)
YEARS = Item(
    "years",
    ItemKind.INTEGER,
    texts("How many years?"),
    least=0,
    most=60,
    constraint=". != 13",
    constraint_message=texts("Not thirteen."),
)
DAY = Item("day", ItemKind.DATE, texts("Since when?"))
WORDS = Item("words", ItemKind.TEXT, texts("What is hard?"), is_long=True)
HELLO = Item("hello", ItemKind.NOTE, texts("Welcome"))

SURVEY = Questionnaire(
    "small",
    1,
    texts("A small survey"),
    ("uz", "ru", "en"),
    (
        Section("S1", texts("About you"), (HELLO, FORM, BED, MONTHS)),
        Section("S2", texts("Marks"), (MATRIX,)),
        Section("S3", texts("The rest"), (RANKED, YEARS, DAY, WORDS)),
    ),
)


def small_round(centre: Centre, questionnaire: Questionnaire = SURVEY, **values: Any) -> tuple[SurveyForm, Course]:
    course = taught_course(centre, [Taught("Azimova"), Taught("Boboyev"), Taught("Gʻulomova")])
    questionnaire_id = centre.write(save_draft, draft=questionnaire).value
    centre.write(put_in_use, questionnaire_id=questionnaire_id)
    draft = RoundDraft(questionnaire_id, **{"cohort_id": course.cohort_id, **values})
    round_id = centre.write(open_round, draft=draft).value
    return centre.read(survey_form, round_id=round_id), course
