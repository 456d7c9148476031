"""Typing a paper sheet with digits only: what each key means, and what is refused at once."""

from datetime import UTC, datetime

import pytest

from desktop_app.errors import Invalid
from desktop_app.i18n import use
from desktop_app.questionnaires.built_in import TEACHERS, built_in
from desktop_app.questionnaires.layout import DONT_KNOW
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Scale, Section
from desktop_app.surveys.paper_code import PaperCode, read_sheet_number
from desktop_app.surveys.paper_entry import PaperEntry
from desktop_app.surveys.paper_fields import fields_of

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
FIVE = Scale("importance", {"en": "Importance"})
LEVEL = Scale("level", {"en": "Level"})


def options(count: int) -> tuple[Option, ...]:
    return tuple(Option(f"o{place}", {"en": f"Option {place}"}) for place in range(1, count + 1))


ONE = Item("one", ItemKind.ONE, {"en": "One"}, options=options(3))
MANY = Item("many", ItemKind.ONE, {"en": "Many"}, options=options(34))
SEVERAL = Item("several", ItemKind.SEVERAL, {"en": "Several"}, options=options(4), most=2)
RANK = Item("rank", ItemKind.RANK, {"en": "Rank"}, options=options(12), most=3)
OTHER = Item("why", ItemKind.SEVERAL, {"en": "Why"}, options=options(2), other="o2")
NUMBER = Item("age", ItemKind.INTEGER, {"en": "Age"}, least=18, most=90)
PRICE = Item("price", ItemKind.DECIMAL, {"en": "Price"})
DAY = Item("day", ItemKind.DATE, {"en": "Day"})
WORDS = Item("words", ItemKind.TEXT, {"en": "Words"})
MATRIX = Item(
    "B",
    ItemKind.MATRIX,
    {"en": "Rows"},
    scales=(FIVE, LEVEL),
    rows=(MatrixRow("B1", {"en": "First"}), MatrixRow("B2", {"en": "Second"})),
    has_dont_know=True,
)
TEN = Item("ten", ItemKind.RATING, {"en": "Ten"}, scales=(Scale("ten", {}, low=0, high=10),), has_dont_know=True)


def entry(*items: Item) -> PaperEntry:
    return PaperEntry(Questionnaire("q", 1, {"en": "Q"}, ("en",), (Section("s", {}, items),)), now=NOW)


def typed(made: PaperEntry, keys: str) -> str:
    """Each letter is a key, ⏎ the one that goes on, ← the one back; the last sentence that was said."""
    said = ""
    for key in keys:
        if key == "←":
            made.go_back()
        else:
            said = made.go_on() if key == "⏎" else made.press(key)
    return said


@pytest.mark.parametrize(
    ("item", "keys", "answers"),
    [
        (ONE, "2", {"one": "o2"}),
        (ONE, "0", {}),
        (ONE, "⏎", {}),
        (ONE, ".", {}),
        (MANY, "07", {"many": "o7"}),
        (MANY, "7⏎", {"many": "o7"}),
        (MANY, "00", {}),
        (SEVERAL, "13⏎", {"several": ("o1", "o3")}),
        (SEVERAL, "131⏎", {"several": ("o3",)}),
        (SEVERAL, "13←2⏎", {"several": ("o1", "o2")}),
        (RANK, "1103⏎", {"rank": ("o11", "o3")}),
        (RANK, "1100⏎", {"rank": ("o11",)}),
        (MATRIX, "5929", {"B1.importance": 5, "B1.level": DONT_KNOW, "B2.importance": 2, "B2.level": DONT_KNOW}),
        (MATRIX, "54←3", {"B1.importance": 5, "B1.level": 3}),
        (TEN, "10", {"ten": 10}),
        (TEN, "00", {"ten": 0}),
        (TEN, "99", {"ten": DONT_KNOW}),
        (NUMBER, "42⏎", {"age": 42}),
        (PRICE, "12.5⏎", {"price": 12.5}),
        (DAY, "05032026", {"day": "2026-03-05"}),
    ],
)
def test_keys_give_answers(item: Item, keys: str, answers: dict[str, object]) -> None:
    made = entry(item)
    typed(made, keys)
    assert made.answers() == answers


@pytest.mark.parametrize(
    ("item", "keys", "said"),
    [
        (ONE, "7", "Row 1: “7” is no answer. There are 1 to 3."),
        (MATRIX, "7", "Row 1: “7” is no answer. There are 1 to 5, and 9."),
        (MANY, "35", "Row 1: “35” is no answer. There are 01 to 34."),
        (SEVERAL, "123", "several: choose at most 2."),
        (RANK, "1111", "rank: two answers have the same place. Give each place once."),
        (NUMBER, "7⏎", "age: 7 is less than 18."),
        (DAY, "31022026", "day: there is no such day: “2026-02-31”."),
        (NUMBER, "x", "Only digits are written here."),
    ],
)
def test_what_cannot_be_right_is_named_at_once_and_the_typist_stays(item: Item, keys: str, said: str) -> None:
    made = entry(item)
    with use("en"):
        assert typed(made, keys) == said
    assert made.field is not None
    assert made.field.code == item.code or item is MATRIX


def test_two_marks_in_a_row_are_no_answer_but_are_counted() -> None:
    made = entry(MATRIX)
    typed(made, "5.3.")
    assert made.two_marks == 2
    assert made.answers() == {"B1.importance": 5, "B2.importance": 3}


def test_words_are_typed_into_their_own_line_and_may_be_left_out() -> None:
    made = entry(OTHER, WORDS)
    typed(made, "2⏎")
    made.write(" Masofa uzoq ")
    typed(made, "⏎")
    assert made.field is None
    assert made.answers() == {"why": ("o2",), "why.o2": "Masofa uzoq"}


def test_a_sheet_that_was_kept_is_filled_in_again_as_it_was() -> None:
    first = entry(ONE, MANY, SEVERAL, RANK, MATRIX, TEN, NUMBER, PRICE, DAY)
    typed(first, "21713⏎030112⏎5.4907⏎42⏎12.5⏎05032026")
    again = entry(ONE, MANY, SEVERAL, RANK, MATRIX, TEN, NUMBER, PRICE, DAY)
    again.fill(first.answers())
    assert again.answers() == first.answers()


def test_scales_of_a_row_have_its_number_and_notes_have_none() -> None:
    note = Item("note", ItemKind.NOTE, {"en": "Note"})
    numbers = [(field.number, field.code) for field in entry(note, ONE, MATRIX, WORDS).fields]
    assert numbers == [
        (1, "one"),
        (2, "B1.importance"),
        (2, "B1.level"),
        (3, "B2.importance"),
        (3, "B2.level"),
        (4, "words"),
    ]


def test_every_closed_answer_of_the_built_in_questionnaire_can_be_typed() -> None:
    teachers = next(each for each in built_in() if each.code == TEACHERS)
    fields = fields_of(teachers)
    assert len([field for field in fields if field.scale is not None]) == 31


def test_a_code_of_another_survey_is_put_aside() -> None:
    assert read_sheet_number(PaperCode(3, 12, 1).text, round_id=3) == 12
    assert read_sheet_number("12", round_id=3) == 12
    for wrong in ("4-12-1", "x", "", "3-12"):
        with pytest.raises(Invalid):
            read_sheet_number(wrong, round_id=3)
