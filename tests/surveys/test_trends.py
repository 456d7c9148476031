"""The need over a year: by month, with what few people said hidden, as a line and as a workbook."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.models.surveys import SurveyPhase
from desktop_app.centre import Centre
from desktop_app.documents.primitives import Polyline, Rect, Text
from desktop_app.surveys.trends import (
    CompetenceTrend,
    MonthNeed,
    NeedTrend,
    need_questionnaires,
    need_trend,
    years_asked,
)
from desktop_app.surveys.trends_chart import trend_chart
from desktop_app.surveys.trends_workbook import write_trend
from tests import factories
from tests.surveys.forms import answered_round


@pytest.fixture
def asked(centre: Centre) -> Centre:
    """Six people in March, nine in October in two rounds, three in June; of B2 nobody ever said anything."""
    need = {"B1.importance": 5, "B1.level": 1}
    less = {"B1.importance": 5, "B1.level": 4}
    answered_round(centre, *[need] * 6, opens_on=date(2026, 3, 2))
    answered_round(centre, *[less] * 4, opens_on=date(2026, 10, 1))
    answered_round(centre, *[less] * 5, opens_on=date(2026, 10, 30))
    answered_round(centre, *[less] * 6, opens_on=date(2025, 10, 30))
    return centre


def trend(centre: Centre, year: int = 2026) -> NeedTrend:
    return centre.read(need_trend, questionnaire_code="small", year=year)


def test_the_rounds_of_a_month_are_put_together(asked: Centre) -> None:
    found = trend(asked)
    assert found.people == {3: 6, 10: 9}
    assert found.competences[0].months == {3: MonthNeed(6, 20.0), 10: MonthNeed(9, 5.0)}
    assert (found.competences[0].latest, found.competences[0].change) == (5.0, -15.0)
    assert (found.competences[1].latest, found.competences[1].change) == (None, None)


def test_a_month_of_few_people_is_hidden_and_cannot_be_told_from_the_others(asked: Centre) -> None:
    answered_round(asked, *[{"B1.importance": 5, "B1.level": 1}] * 3, opens_on=date(2026, 6, 1))
    found = trend(asked)
    assert found.people == {3: None, 6: None, 10: 9}
    assert set(found.competences[0].months) == {10}


def test_answers_after_the_course_are_no_need(asked: Centre) -> None:
    taught = factories.write(asked, factories.programme())
    cohort = factories.write(asked, factories.cohort(taught.id))
    after = [{"B1.importance": 5, "B1.level": 5}] * 6
    answered_round(asked, *after, cohort_id=cohort.id, phase=SurveyPhase.AFTER, opens_on=date(2026, 11, 2))
    assert 11 not in trend(asked).people


def test_a_year_in_which_nobody_was_asked_has_no_months(asked: Centre) -> None:
    assert trend(asked, 2024).people == {}
    assert asked.read(years_asked) == [2026, 2025]


def test_questionnaires_with_competences_are_offered(asked: Centre) -> None:
    codes = {each.code for each in asked.read(need_questionnaires)}
    assert codes == {"needs-teachers", "needs-preschool", "needs-leaders", "small"}


def test_the_line_goes_from_month_to_month_with_value_and_people() -> None:
    months = {3: MonthNeed(6, 20.0), 6: MonthNeed(2, None), 10: MonthNeed(9, 5.0)}
    drawing = trend_chart(
        CompetenceTrend("B1", {"uz": "Reja"}, months),
        width=800,
        height=220,
        text_width=lambda text, size, _bold: len(text) * size * 0.6,
    )
    [line] = [shape for shape in drawing.shapes if isinstance(shape, Polyline)]
    (x1, y1), (x2, y2) = line.points
    assert x1 < x2
    assert y1 < y2
    texts = [shape.text for shape in drawing.shapes if isinstance(shape, Text)]
    assert {"20,0", "5,0", "6", "9", "n"} <= set(texts)
    assert "2" not in texts
    assert sum(isinstance(shape, Rect) for shape in drawing.shapes) == 2
    assert all(0 <= shape.x <= 800 for shape in drawing.shapes if isinstance(shape, Text))


def test_nothing_known_draws_only_the_months() -> None:
    drawing = trend_chart(CompetenceTrend("B1", {}, {}), width=800, height=220, text_width=lambda *_each: 10.0)
    assert not [shape for shape in drawing.shapes if isinstance(shape, Rect | Polyline)]


def test_the_workbook_has_the_gaps_and_the_people(asked: Centre, tmp_path: Path) -> None:
    book = load_workbook(write_trend(asked, trend=trend(asked), out=tmp_path / "trend.xlsx"))
    gaps, people = book.worksheets
    assert [cell.value for cell in gaps[4]] == ["Kompetensiya", "Mart", "Oktyabr"]
    assert [cell.value for cell in gaps[5]] == ["Rejalashtirish", 20, 5]
    assert [cell.value for cell in people[5]] == ["Rejalashtirish", 6, 9]
    book.close()
