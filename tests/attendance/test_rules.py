"""What marks come to, without a database."""

import pytest

from desktop_app import i18n
from desktop_app.attendance.records import Attendance, AttendanceRule, hours_text
from desktop_app.attendance.rules import attendance, rule_sentence
from desktop_app.marks.records import Weighed
from tests import factories

P, A, OUT = Weighed(2, 0), Weighed(0, 2), Weighed(0, 0, 2)
AT_80 = AttendanceRule(80)


def counted(*marks: Weighed | None, hours: float = 36, rule: AttendanceRule = AT_80, gone: float = 0) -> Attendance:
    return attendance(((2, mark) for mark in marks), programme_hours=hours, rule=rule, gone=gone)


def test_unmarked_lessons_count_neither_way() -> None:
    total = counted(P, A, None, None)
    assert (total.attended, total.missed, total.unmarked, total.held) == (2, 2, 4, 8)
    assert (total.percent_so_far, total.best_possible) == (50, 34)


def test_the_three_numbers_have_three_bases() -> None:
    total = counted(P, P, P, A, None, hours=40)
    assert (total.percent_so_far, total.percent_of_plan, total.percent_best) == (75, 15, 95)


def test_before_the_first_mark_there_is_no_percentage_so_far() -> None:
    total = counted(None)
    assert (total.percent_so_far, total.percent_of_plan, total.percent_best) == (None, 0, 100)


def test_what_is_left_out_is_taken_off_the_hours_that_are_asked() -> None:
    total = counted(P, OUT, hours=20)
    assert (total.planned, total.percent_so_far, total.percent_best) == (18, 100, 100)
    assert counted(*[OUT] * 10, hours=20).percent_of_plan is None


def test_lessons_before_somebody_came_are_not_missed_but_cannot_be_attended_any_more() -> None:
    total = counted(P, gone=6)
    assert (total.missed, total.held, total.best_possible) == (0, 2, 30)


@pytest.mark.parametrize(("absent", "can_be_enough", "spare"), [(0, True, 7), (3, True, 1), (4, False, 0)])
def test_it_is_known_when_the_threshold_can_no_longer_be_reached(absent: int, can_be_enough: bool, spare: int) -> None:
    total = counted(*[A] * absent)
    assert (total.can_be_enough, total.may_still_miss) == (can_be_enough, spare)


@pytest.mark.parametrize(("planned", "attended", "is_enough"), [(10, 8, True), (36, 28, False), (36, 30, True)])
def test_the_threshold_is_reached_at_exactly_its_share(planned: int, attended: int, is_enough: bool) -> None:
    assert counted(*[P] * (attended // 2), hours=planned).is_enough is is_enough


def test_by_rounded_percentages_79_and_a_half_is_80() -> None:
    almost = [P] * 159
    assert not counted(*almost, hours=400).is_enough
    assert counted(*almost, hours=400, rule=AttendanceRule(80, is_rounded=True)).is_enough
    assert not counted(*almost[:-1], hours=400, rule=AttendanceRule(80, is_rounded=True)).is_enough


def test_the_rule_may_be_the_most_hours_missed() -> None:
    rule = AttendanceRule(None, max_missed=20)
    assert counted(*[A] * 10, hours=144, rule=rule).can_be_enough
    assert not counted(*[A] * 11, hours=144, rule=rule).can_be_enough
    assert counted(*[A] * 9, hours=144, rule=rule).may_still_miss == 2


def test_of_two_rules_the_stricter_one_decides() -> None:
    rule = AttendanceRule(80, max_missed=4)
    assert counted(A, rule=rule).may_still_miss == 2
    assert counted(A, hours=10, rule=rule).may_still_miss == 0


def test_parts_of_hours_add_up_without_dust() -> None:
    tenth = Weighed(0.1, 0.9)
    total = attendance(((1, tenth) for _lesson in range(30)), programme_hours=30, rule=AttendanceRule(10))
    assert total.is_enough


def test_the_reckoning_is_said_in_a_sentence() -> None:
    i18n.set_language("en")
    assert counted(*[P] * 17, A).text == "34 of 36 hours attended = 94.4%; threshold 80%; 5 more may be missed."
    assert counted(P, A).text == "2 of 36 hours attended = 5.6%; threshold 80%; 5 more may be missed."
    beyond = "0 of 36 hours attended = 0.0%; threshold 80%: that can no longer be met."
    assert counted(*[A] * 4).text == beyond
    by_hours = counted(A, rule=AttendanceRule(None, max_missed=20)).text
    assert by_hours == "0 of 36 hours attended = 0.0%; at most 20 hours may be missed; 18 more may be missed."


def test_the_sentence_of_the_issue_in_uzbek() -> None:
    i18n.set_language("uz_Latn")
    assert counted(*[P] * 17, A).text == "36 soatdan 34 soati = 94,4%; chegara 80%; yana 5 soat qoldirish mumkin."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uz_Latn", "21 soatdan 17 soati = 81,0%; chegara 80%; endi birorta soat qoldirib boʻlmaydi."),
        ("uz_Cyrl", "21 соатдан 17 соати = 81,0%; чегара 80%; энди бирорта соат қолдириб бўлмайди."),
        ("ru", "17 из 21 часа = 81,0%; порог 80%; больше ни часа пропустить нельзя."),
        ("en", "17 of 21 hours attended = 81.0%; threshold 80%; no more may be missed."),
    ],
)
def test_the_sentence_says_when_nothing_more_may_be_missed(language: str, words: str) -> None:
    i18n.set_language(language)
    assert Attendance(17, 4, 0, 21, AttendanceRule(80)).text == words


def test_without_a_threshold_the_sentence_does_not_say_how_much_may_be_missed() -> None:
    i18n.set_language("uz_Latn")
    assert Attendance(30, 2, 0, 36, AttendanceRule(None)).text == "36 soatdan 30 soati = 83,3%; chegara yoʻq."


def test_of_whom_all_hours_are_left_out_nothing_is_asked() -> None:
    i18n.set_language("en")
    assert Attendance(0, 0, 0, 36, AttendanceRule(80), left_out=36).text == "No hours are asked of this person."


def test_one_hour_and_one_minute_are_said_in_the_singular() -> None:
    i18n.set_language("ru")
    rules = factories.rules(attendance_min_percent=None, attendance_max_missed_hours=1, late_limit_minutes=21)
    assert rule_sentence(rules, 1) == (
        "Запланирован 1 академический час. Можно пропустить не более 1 академического часа."
        " Пропуск по уважительной причине считается пропуском."
        " Кто опоздал более чем на 21 минуту, пропустил занятие."
    )


def test_the_rule_is_said_in_sentences() -> None:
    i18n.set_language("en")
    assert rule_sentence(factories.rules(), 36) == (
        "At least 80% of 36 academic hours must be attended. An excused absence counts as missed."
        " Whoever comes more than 40 minutes late has missed the lesson."
    )
    by_hours = factories.rules(
        attendance_min_percent=None,
        attendance_max_missed_hours=20,
        excused_counts_as="left_out",
        late_limit_minutes=None,
    )
    assert rule_sentence(by_hours, 144) == (
        "144 academic hours are planned. At most 20 academic hours may be missed."
        " The hours of an excused absence are left out."
    )


def test_hours_are_written_with_as_many_decimals_as_they_have() -> None:
    i18n.set_language("uz_Latn")
    assert [hours_text(hours) for hours in (34, 34.0, 4.5, 0.25)] == ["34", "34", "4,5", "0,25"]
