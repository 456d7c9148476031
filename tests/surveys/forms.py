"""A small questionnaire with one item of each kind, its sheets, and rounds of them in a centre."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import select

from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import SurveyAnswer, SurveyChannel, SurveyPhase, SurveyResponse, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.questionnaires.definition import to_definition
from desktop_app.questionnaires.layout import Answers, layout_of, open_answers, pack
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
    Source,
)
from desktop_app.surveys.rounds import open_round, proposed_round, rounds

SCALES = (Scale(IMPORTANCE, {"uz": "Muhimligi"}), Scale(LEVEL, {"uz": "Darajam"}))
YEARS = Item(
    "A7", ItemKind.ONE, {"uz": "Staj"}, options=(Option("new", {"uz": "0–3 yil"}), Option("old", {"uz": "4 va koʻp"}))
)
DISTRICT = Item("A1", ItemKind.ONE, {"uz": "Tuman"}, source=Source.DISTRICTS)
COMPETENCES = Item(
    "B",
    ItemKind.MATRIX,
    {"uz": "Kompetensiyalar"},
    scales=SCALES,
    has_dont_know=True,
    rows=(
        MatrixRow("B1", {"uz": "Rejalashtirish"}),
        MatrixRow("B2", {"uz": "Baholash"}),
        MatrixRow("B3", {"uz": "Qiynalaman"}, is_reversed=True),
    ),
)
WISHES = Item("C", ItemKind.RANK, {"uz": "Modullar"}, source=Source.MODULES, most=3)
ORDER = Item("D", ItemKind.RANK, {"uz": "Shakl"}, options=tuple(Option(code, {"uz": code}) for code in "xyz"))
OBSTACLES = Item("E", ItemKind.SEVERAL, {"uz": "Toʻsiqlar"}, options=(Option("time", {}), Option("way", {})))
USELESS = Item("G1", ItemKind.RATING, {"uz": "Foyda bermadi"}, scales=(Scale("agree", {}),), is_reversed=True)
TROUBLE = Item("F1", ItemKind.TEXT, {"uz": "Qanday muammo?"})
YEAR = Item("H1", ItemKind.INTEGER, {"uz": "Nechanchi yil?"})
ITEMS = (DISTRICT, YEARS, COMPETENCES, WISHES, ORDER, OBSTACLES, USELESS, TROUBLE, YEAR)


def form(*items: Item, code: str = "small", edition: int = 1) -> Questionnaire:
    return Questionnaire(code, edition, {"uz": "Kichik"}, ("uz",), (Section("s", {"uz": "Savollar"}, items or ITEMS),))


def with_option(item: Item, code: str) -> Item:
    return replace(item, options=(*item.options, Option(code, {"uz": code})))


def sheets(questionnaire: Questionnaire, *answers: Answers) -> bytes:
    """Packed and end to end."""
    layout = layout_of(questionnaire)
    return b"".join(pack(layout, each) for each in answers)


def begun_round(unit: UnitOfWork, *, cohort_id: int, phase: SurveyPhase = SurveyPhase.BEFORE) -> int:
    """The id of the cohort's round of the phase, begun as it is proposed if there is none."""
    there = (row.id for row in rounds(unit, cohort_id=cohort_id) if row.phase is phase)
    return next(there, 0) or open_round(unit, draft=replace(proposed_round(unit, cohort_id=cohort_id), phase=phase))


def answered_round(
    centre: Centre,
    *answers: Answers,
    questionnaire: Questionnaire | None = None,
    cohort_id: int | None = None,
    phase: SurveyPhase = SurveyPhase.BEFORE,
    opens_on: date = date(2026, 11, 2),
    channel: SurveyChannel = SurveyChannel.PAPER,
    enrolment_ids: Sequence[int | None] = (),
) -> int:
    """A round with a complete sheet for each of the answers; gives back its id."""
    asked = questionnaire or form()
    named = enrolment_ids or [None] * len(answers)

    def write(unit: UnitOfWork) -> int:
        same = (QuestionnaireModel.code == asked.code, QuestionnaireModel.edition == asked.edition)
        kept = unit.session.scalar(select(QuestionnaireModel).where(*same))
        if kept is None:
            kept = QuestionnaireModel(code=asked.code, edition=asked.edition, definition=to_definition(asked))
            unit.session.add(kept)
            unit.session.flush()
        made = SurveyRound(
            questionnaire_id=kept.id,
            cohort_id=cohort_id,
            phase=phase,
            is_anonymous=not enrolment_ids,
            opens_on=opens_on,
            made_at=unit.now,
        )
        unit.session.add(made)
        unit.session.flush()
        for slip, (sheet, enrolment_id) in enumerate(zip(answers, named, strict=True), start=1):
            response = SurveyResponse(
                round_id=made.id,
                slip_number=slip,
                enrolment_id=enrolment_id,
                channel=channel,
                packed=pack(layout_of(asked), sheet),
                answered_at=datetime(2026, 11, 3, tzinfo=UTC),
            )
            unit.session.add(response)
            unit.session.flush()
            for item, value in open_answers(asked, sheet).items():
                number, text = (None, value) if isinstance(value, str) else (value, None)
                unit.session.add(SurveyAnswer(response_id=response.id, item=item, number=number, text=text))
        return made.id

    return centre.write(write).value
