"""Every question of a roster row has whole answers, and one answer may be given to all equal cases."""

from desktop_app.language.names import PersonName
from desktop_app.rosters.answers import AnswerKind, answers_to, enrolled_by, equal_cases, same_answer
from desktop_app.rosters.checking import RosterRow, RowAction
from desktop_app.rosters.decisions import Decision
from desktop_app.rosters.known import KnownPerson
from desktop_app.rosters.people import RosterPerson
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import ProblemCode, RowState, problem
from desktop_app.rosters.reading import RosterTable

NAME = PersonName("Olimova", "Zilola")
KEY = "olimova zilola"
TABLE = RosterTable("roster.xlsx", "0" * 64, "Sheet", 1, {}, (), ())


def row(number: int, *codes: ProblemCode, state: RowState = RowState.ASK, **facts: object) -> RosterRow:
    person = RosterPerson(NAME, NAME, KEY, KEY, jshshir=facts.pop("jshshir", None))
    problems = tuple(problem(code, "FIO", "") for code in codes)
    matched = facts.pop("matched", None)
    return RosterRow(number, state, RowAction.CREATE, person, matched, problems, **facts)


def known(person_id: int, jshshir: str | None = None) -> KnownPerson:
    return KnownPerson(person_id, "Olimova", "Zilola", "", KEY, jshshir, None, None, 1980 + person_id)


def kinds(asked: RosterRow) -> list[AnswerKind]:
    return [answer.kind for answer in answers_to(asked)]


def test_a_ready_row_asks_nothing() -> None:
    assert answers_to(row(2, state=RowState.READY)) == ()


def test_a_doubt_is_answered_by_enrolling_or_leaving_out() -> None:
    assert kinds(row(2, ProblemCode.UNUSUAL_AGE)) == [AnswerKind.ENROL, AnswerKind.LEAVE_OUT]


def test_namesakes_are_offered_one_by_one_beside_a_new_card() -> None:
    answers = answers_to(row(2, ProblemCode.NAMESAKE, candidates=(known(1), known(2))))
    assert [answer.decision for answer in answers] == [
        Decision(person_id=1),
        Decision(person_id=2),
        Decision(is_new_person=True),
        Decision(is_accepted=False),
    ]


def test_whose_number_is_known_cannot_be_a_new_person() -> None:
    asked = row(3, ProblemCode.SAME_PERSON_TWICE, jshshir="41403850010011", matched=known(1, "41403850010011"))
    assert kinds(asked) == [AnswerKind.LEAVE_OUT]


def test_every_answer_names_a_district_where_one_is_asked_for() -> None:
    asked = row(2, ProblemCode.DISTRICT_UNSURE, districts=(("1706401", "Buxoro"), ("1706207", "Buxoro tumani")))
    assert [answer.decision.district_code for answer in answers_to(asked)] == ["1706401", "1706207", None]


def test_equal_cases_ask_the_same_questions() -> None:
    rows = (row(2, ProblemCode.UNUSUAL_AGE), row(3, ProblemCode.SEX_DIFFERS), row(4, ProblemCode.UNUSUAL_AGE))
    preview = RosterPreview(1, TABLE, rows, earlier=None)
    assert [case.number for case in equal_cases(preview, rows[0])] == [2, 4]


def test_the_same_answer_is_not_given_where_it_would_choose_between_people() -> None:
    one = row(2, ProblemCode.NAMESAKE, candidates=(known(1),))
    several = row(3, ProblemCode.NAMESAKE, candidates=(known(1), known(2)))
    same_person, new_person, _ = answers_to(one)
    assert same_answer(several, same_person) is None
    assert same_answer(several, new_person).decision == Decision(is_new_person=True)


def test_whom_applying_enrols_counts_ready_and_decided_rows() -> None:
    rows = (row(2, state=RowState.READY), row(3, ProblemCode.UNUSUAL_AGE), row(4, ProblemCode.UNUSUAL_AGE))
    preview = RosterPreview(1, TABLE, rows, earlier=None)
    assert enrolled_by(preview, {3: Decision(), 4: Decision(is_accepted=False)}) == 2
