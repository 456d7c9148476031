"""The frame of themes and open answers read by it: suggestions, codings, counts, and what few people said."""

import json
from datetime import date
from importlib.resources import files

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound
from desktop_app.i18n import use
from desktop_app.surveys.sorting import Where
from desktop_app.surveys.taking import take_back
from desktop_app.surveys.themes import (
    Theme,
    add_theme,
    begin_frame,
    change_theme,
    frame,
    has_own_frame,
    move_theme,
    open_questions,
    remove_theme,
    restore_theme,
)
from desktop_app.surveys.themes_reading import OpenAnswers, code_answers, open_answers_of, theme_counts, words_of
from desktop_app.surveys.words import beginnings, suggested
from tests.surveys.forms import answered_round

QUESTION = {"questionnaire_code": "small", "item": "F1"}
SAID = ("Vaqt yoʻq", "Вақт йўқ", "Vaqt yo'q", "Hujjatlar", "Internet sekin", "Ota-onalar")


def answered(centre: Centre, *texts: str) -> int:
    return answered_round(centre, *[{"B1.importance": 5, "B1.level": 1, "F1": text} for text in texts])


def themes(centre: Centre) -> tuple[Theme, ...]:
    return centre.read(frame, **QUESTION)


def read(centre: Centre) -> OpenAnswers:
    return centre.read(open_answers_of, **QUESTION)


def code(centre: Centre, text: str, *theme_ids: int) -> None:
    line = next(line for line in read(centre).lines if line.text == text)
    centre.write(code_answers, item="F1", themes=dict.fromkeys(line.response_ids, theme_ids))


def test_words_are_asked_for_in_text_items_and_beside_other(centre: Centre) -> None:
    found = {(each.questionnaire_code, each.item) for each in centre.read(open_questions)}
    assert {("needs-teachers", "F1"), ("needs-teachers", "E1.other"), ("needs-leaders", "F1")} <= found


def test_the_frame_of_the_program_is_begun_once_and_in_the_language_in_force(centre: Centre) -> None:
    with use("ru"):
        centre.write(begin_frame, **QUESTION)
    centre.write(begin_frame, **QUESTION)
    assert [theme.name for theme in themes(centre)][:2] == ["Время и нагрузка", "Документы и отчёты"]
    assert len(themes(centre)) == 10
    assert has_own_frame("F1")
    assert not has_own_frame("E1.other")


def test_every_theme_of_the_program_is_suggested_by_its_own_words() -> None:
    own = json.loads((files("resources") / "vocabulary" / "answer_themes.json").read_text(encoding="utf-8"))["F1"]
    begin = {theme["name"]["uz"]: beginnings(theme["words"]) for theme in own}
    for theme in own:
        assert all(theme["name"]["uz"] in suggested(word, begin) for word in theme["words"].split(", "))
    assert all(len(key) > 3 for each in begin.values() for key in each)


def test_a_theme_is_added_changed_and_moved(centre: Centre) -> None:
    first = centre.write(add_theme, **QUESTION, name=" Vaqt ", words="vaqt").value
    second = centre.write(add_theme, **QUESTION, name="Qogʻoz").value
    centre.write(change_theme, theme_id=second, name="Hujjat", words="hujjat", version=1)
    centre.write(move_theme, theme_id=second, step=-1)
    centre.write(move_theme, theme_id=second, step=-1)
    assert [(theme.id, theme.name, theme.words) for theme in themes(centre)] == [
        (second, "Hujjat", "hujjat"),
        (first, "Vaqt", "vaqt"),
    ]
    with pytest.raises(Conflict):
        centre.write(change_theme, theme_id=second, name="Boshqa", words="", version=1)


def test_a_theme_needs_a_name_of_its_own(centre: Centre) -> None:
    kept = centre.write(add_theme, **QUESTION, name="Vaqt").value
    with pytest.raises(Invalid):
        centre.write(add_theme, **QUESTION, name=" ")
    with pytest.raises(Duplicate):
        centre.write(add_theme, **QUESTION, name="Вақт")
    centre.write(change_theme, theme_id=kept, name="vaqt", words="", version=1)
    centre.write(add_theme, questionnaire_code="small", item="E.other", name="Vaqt")


def test_answers_of_the_same_words_are_one_line_with_what_they_suggest(centre: Centre) -> None:
    answered(centre, *SAID)
    centre.write(begin_frame, **QUESTION)
    time = themes(centre)[0].id
    found = read(centre)
    assert (found.people, len(found.lines)) == (6, 4)
    line = found.lines[-1]
    assert (line.people, line.themes, line.proposed) == (3, frozenset(), {time})
    assert not line.is_read


def test_answers_of_fewer_people_than_the_rule_are_not_shown(centre: Centre) -> None:
    answered(centre, *SAID[:4])
    found = read(centre)
    assert (found.people, found.lines, found.is_shown) == (4, (), False)


def test_answers_are_narrowed_to_a_period(centre: Centre) -> None:
    answered(centre, *SAID)
    later = centre.read(open_answers_of, **QUESTION, where=Where(since=date(2027, 1, 1)))
    assert (later.people, later.lines) == (0, ())


def test_answers_are_coded_by_hand_and_again(centre: Centre) -> None:
    answered(centre, *SAID)
    time, papers = (centre.write(add_theme, **QUESTION, name=name).value for name in ("Vaqt", "Hujjat"))
    code(centre, "Hujjatlar", time, papers)
    code(centre, "Hujjatlar", papers)
    assert [line.themes for line in read(centre).lines if line.is_read] == [frozenset({papers})]
    assert read(centre).read == 1
    code(centre, "Hujjatlar")
    assert read(centre).read == 0


def test_a_theme_or_an_answer_that_is_gone_is_named(centre: Centre) -> None:
    answered(centre, *SAID)
    time = centre.write(add_theme, **QUESTION, name="Vaqt").value
    line = read(centre).lines[0]
    with pytest.raises(NotFound, match="theme_gone"):
        centre.write(code_answers, item="F1", themes={line.response_ids[0]: [time + 1]})
    centre.write(take_back, response_id=line.response_ids[0])
    with pytest.raises(NotFound, match="answers_gone"):
        centre.write(code_answers, item="F1", themes={line.response_ids[0]: [time]})


def test_a_removed_theme_comes_back_with_its_answers(centre: Centre) -> None:
    answered(centre, *SAID)
    time = centre.write(add_theme, **QUESTION, name="Vaqt", words="vaqt").value
    code(centre, "Hujjatlar", time)
    removed = centre.write(remove_theme, theme_id=time).value
    assert (themes(centre), read(centre).read) == ((), 0)
    again = centre.write(restore_theme, removed=removed).value
    assert themes(centre) == (Theme(again, "Vaqt", "vaqt"),)
    assert read(centre).read == 1


def test_themes_of_few_people_are_not_counted(centre: Centre) -> None:
    answered(centre, *["Vaqt"] * 6, *["Hujjat"] * 4, "Tinch")
    time, papers, nothing = (centre.write(add_theme, **QUESTION, name=name).value for name in "abc")
    code(centre, "Hujjat", papers)
    assert {(count.people, count.share) for count in theme_counts(read(centre))} == {(None, None)}
    code(centre, "Vaqt", time)
    counts = {count.theme.id: (count.people, count.share) for count in theme_counts(read(centre))}
    assert counts == {time: (6, 0.6), papers: (None, None), nothing: (0, 0.0)}


def test_words_are_counted_by_people(centre: Centre) -> None:
    answered(centre, *["Vaqt yoʻq", "Вақтим йўқ"] * 3, "Hujjat")
    assert [(each.word, each.people) for each in words_of(read(centre))] == [("vaqt", 6)]


def test_what_is_shown_changes_as_answers_are_coded(centre: Centre) -> None:
    answered(centre, *SAID)
    time = centre.write(add_theme, **QUESTION, name="Vaqt").value
    found = read(centre)
    after = found.coded({found.lines[-1].response_ids: frozenset({time})})
    assert (after.read, found.read) == (3, 0)
    assert after.lines[:-1] == found.lines[:-1]
